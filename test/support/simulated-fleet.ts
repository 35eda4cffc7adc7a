import { rm } from 'node:fs/promises';
import { type Fleet, fleetCredentials, startFleet } from '../../src/simulator/fleet.ts';
import type { FleetRequest } from '../../src/simulator/fleet-options.ts';
import { registerCredentials } from '../../src/simulator/register.ts';
import { adminKey, temporaryFolder } from './muster.ts';

export interface FleetHome {
  readonly urls: { readonly acs: string; readonly api: string };
}

/** Simulated gateways of a test with their folder; all of it is taken down by `clear`. */
export class SimulatedFleets {
  readonly defects: unknown[] = [];
  readonly #fleets: Fleet[] = [];
  readonly #folders: string[] = [];

  /** A fleet that is quick in everything, known to Muster by the credentials of each. */
  async start(home: FleetHome, wish: Partial<FleetRequest> & { readonly count: number }): Promise<Fleet> {
    const request: FleetRequest = {
      acsUrl: home.urls.acs,
      stateDirectory: wish.stateDirectory ?? (await this.folder()),
      rampSeconds: 0.2,
      rebootSeconds: 0.1,
      flashSeconds: 0.1,
      retryScale: 0.005,
      replyTimeoutSeconds: 30,
      periodicInterval: 86_400,
      connectionRequestRate: { requests: 1_000, window: 1_000 },
      onDefect: (_device, error) => this.defects.push(error),
      ...wish,
    };
    if (!request.sharedLogin) await registerCredentials(home.urls.api, adminKey, await fleetCredentials(request));
    const fleet = await startFleet(request);
    this.#fleets.push(fleet);
    return fleet;
  }

  async folder(): Promise<string> {
    const folder = await temporaryFolder('muster-fleet-');
    this.#folders.push(folder);
    return folder;
  }

  async clear(): Promise<void> {
    await Promise.all(this.#fleets.splice(0).map((fleet) => fleet.stop()));
    await Promise.all(this.#folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Fleet, startFleet } from '../../../src/simulator/fleet.ts';
import type { FleetRequest } from '../../../src/simulator/fleet-options.ts';
import { FileServer } from '../../simulator/support/file-server.ts';
import { ScriptedAcs } from './scripted-acs.ts';

/** The gateway of every stage. */
export const gateway = '00D09E-MG100-SIM000001';

/** What one rule of the CPE is checked with: a simulated gateway, a scripted ACS, a file server. */
export class CpeStage {
  readonly acs: ScriptedAcs;
  readonly files: FileServer;
  readonly defects: unknown[] = [];
  readonly #directory: string;
  readonly #fleets: Fleet[] = [];

  private constructor(acs: ScriptedAcs, files: FileServer, directory: string) {
    this.acs = acs;
    this.files = files;
    this.#directory = directory;
  }

  static async set(): Promise<CpeStage> {
    const files = await new FileServer((_request, response) => response.writeHead(404).end()).listen();
    return new CpeStage(await new ScriptedAcs().listen(), files, await mkdtemp(path.join(tmpdir(), 'muster-conform-')));
  }

  /** Switches the gateway on, quick in everything. Again on the same stage, it is the same one after a power cut. */
  readonly on = async (options: Partial<FleetRequest> = {}): Promise<Fleet> => {
    const fleet = await startFleet({
      acsUrl: this.acs.url,
      count: 1,
      stateDirectory: this.#directory,
      rampSeconds: 0,
      rebootSeconds: 0.02,
      flashSeconds: 0.02,
      retryScale: 0.002,
      replyTimeoutSeconds: 5,
      periodicInterval: 86_400,
      diagnosticSeconds: 0.02,
      onDefect: (_device, error) => this.defects.push(error),
      ...options,
    });
    this.#fleets.push(fleet);
    return fleet;
  };

  async end(): Promise<void> {
    await Promise.all(this.#fleets.map((fleet) => fleet.abandon()));
    await this.acs.close();
    await this.files.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

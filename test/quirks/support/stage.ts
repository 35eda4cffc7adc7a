import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import type { Device } from '../../../src/cli/api/resources.ts';
import type { ProfileInput } from '../../../src/devices/quirks/profile.ts';
import type { FleetRequest } from '../../../src/simulator/fleet-options.ts';
import type { QuirkName } from '../../../src/simulator/quirks/quirk.ts';
import { ScriptedCpe } from '../../support/cpe.ts';
import { sharedLogin, type TestMuster, type TestSettings, withMuster } from '../../support/muster.ts';
import { SimulatedFleets } from '../../support/simulated-fleet.ts';
import { until } from '../../support/until.ts';
import { QuirkyGateway } from './gateway.ts';

export interface StageSettings extends TestSettings {
  /** Quirk profiles of the operator, by the product class they are for; `TEST@5`: its software versions from 5 to 6. */
  readonly profiles?: Readonly<Record<string, ProfileInput['settings']>>;
}

export interface GatewayWish extends Partial<FleetRequest> {
  /** false: do not wait until Muster knows it and owes it nothing. */
  readonly settled?: false;
}

/**
 * Muster, on a database of its own, for all cases of a file; gateways live for one case. Call at the top of the file or
 * of a describe.
 */
export function quirkStage({ profiles = {}, ...settings }: StageSettings = {}) {
  const environment =
    Object.keys(profiles).length === 0
      ? settings.environment
      : { ...settings.environment, MUSTER_QUIRKS_FILE: profileFile(profiles) };
  const muster = withMuster({ ...settings, ...(environment ? { environment } : {}) });
  const fleets = new SimulatedFleets();
  const scripted: ScriptedCpe[] = [];
  let count = 0;

  afterEach(async () => {
    await fleets.clear();
    for (const cpe of scripted.splice(0)) await cpe.leave().catch(() => undefined);
    expect(fleets.defects.splice(0)).toEqual([]);
  });

  return {
    muster,
    fleets,
    /** A simulated gateway with these quirks; Muster knows it, has provisioned it, and it is idle. */
    async gateway(quirks: QuirkName | readonly QuirkName[], wish: GatewayWish = {}): Promise<QuirkyGateway> {
      const { settled, ...more } = wish;
      const fleet = await fleets.start(muster, {
        count: 1,
        rampSeconds: 0,
        quirks: Array.isArray(quirks) ? quirks : [quirks as QuirkName],
        serialPrefix: `Q${String(++count).padStart(3, '0')}S`,
        ...more,
      });
      const gateway = new QuirkyGateway(muster, fleet);
      if (settled !== false) await gateway.settled();
      return gateway;
    },
    /** A gateway whose every byte the case decides. */
    scripted(login = sharedLogin): ScriptedCpe {
      const cpe = new ScriptedCpe(muster.urls.acs, `S${++count}`, login);
      scripted.push(cpe);
      return cpe;
    },
    /** Everything Muster has said to devices so far, by method. */
    said: () => counted(muster, 'muster_cwmp_rpcs_total', 'method'),
    /** Requests it refused at its door, by reason. */
    refused: () => counted(muster, 'muster_cwmp_refusals_total', 'reason'),
    deviceOf: (cpe: ScriptedCpe): Promise<Device> => muster.api.get(`/devices/${cpe.deviceId}`),
    /** The device as REST shows it, or null. */
    async known(id: string): Promise<Device | null> {
      const { status, body } = await muster.api.ask<Device>('GET', `/devices/${encodeURIComponent(id)}`);
      return status === 200 ? body : null;
    },
    until,
  };
}

export type QuirkStage = ReturnType<typeof quirkStage>;

async function counted(muster: TestMuster, metric: string, label: string): Promise<Record<string, number>> {
  const text = await (await fetch(new URL('/metrics', muster.urls.api))).text();
  const counts: Record<string, number> = {};
  for (const [, name, value] of text.matchAll(new RegExp(`^${metric}\\{${label}="([^"]*)"\\} (\\S+)$`, 'gm'))) {
    counts[name!] = Number(value);
  }
  return counts;
}

function profileFile(profiles: NonNullable<StageSettings['profiles']>): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'muster-quirks-')), 'quirks.json');
  const list = Object.entries(profiles).map(([devices, settings]) => {
    const [productClass, major] = devices.split('@');
    const softwareVersion = { from: `${major}`, before: `${Number(major) + 1}` };
    return {
      name: devices.toLowerCase().replace('@', '-'),
      because: 'a case of the quirk suite',
      answers: [],
      match: { productClass, ...(major === undefined ? {} : { softwareVersion }) },
      settings,
    };
  });
  writeFileSync(file, JSON.stringify({ version: 1, profiles: list }));
  return file;
}

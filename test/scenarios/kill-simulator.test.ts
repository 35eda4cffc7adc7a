import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GatewayState } from '../../src/simulator/gateway/state.ts';
import type { GatewayStatistics } from '../../src/simulator/statistics.ts';
import { adminKey, withMuster } from '../support/muster.ts';
import { MusterCommand } from '../support/muster-process.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { fleetSettled, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';

const gateways = 12;
const muster = withMuster();
const fleets = new SimulatedFleets();
let simulator: MusterCommand;
let folder: string;
let figures: string;

beforeAll(async () => {
  folder = await fleets.folder();
  figures = path.join(folder, 'figures.json');
  const options: Record<string, string> = {
    acs: muster.urls.acs,
    register: muster.urls.api,
    key: adminKey,
    count: String(gateways),
    'state-dir': path.join(folder, 'gateways'),
    'stats-file': figures,
    interval: '3600',
    ramp: '0.5',
    'reboot-seconds': '0.3',
    'flash-seconds': '2',
    'retry-scale': '0.02',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  simulator = new MusterCommand(['simulate', ...args], {}, path.join(folder, 'simulator.log'));
});
afterAll(async () => {
  await simulator.kill();
  await fleets.clear();
});

test('gateways whose power is cut in mid-flash come back, and the campaign ends right', async () => {
  const { api, pool } = muster;
  await simulator.start();
  await fleetSettled(api, pool, gateways);
  const campaign = await started(api, await uploadFirmware(api, '2.0.0'));

  const inMidFlash = await until('several gateways write their flash at once', async () => {
    const states = await statesOnDisk();
    const flashing = states.filter(({ transfers }) => transfers.some((transfer) => transfer.phase === 'flashing'));
    return flashing.length >= 3 && flashing.length;
  });
  await simulator.kill();
  const before = await statesOnDisk();
  expect(before.filter((state) => state.banks[state.bootBank].version === '2.0.0').length).toBeLessThan(gateways);
  expect(inMidFlash).toBeGreaterThanOrEqual(3);

  await simulator.start();
  await reaches(api, campaign.id, 'completed');
  expect((await targetsOf(api, campaign.id)).map((t) => [t.state, t.seenVersion, t.fault])).toEqual(
    Array.from({ length: gateways }, () => ['succeeded', '2.0.0', null]),
  );
  await until('the last sessions have ended', async () =>
    (await statesOnDisk()).every((s) => s.transfers.length === 0),
  );
  expect(await simulator.stop()).toBe(0);
  const { gateways: account } = JSON.parse(await readFile(figures, 'utf8')) as { gateways: GatewayStatistics[] };
  expect(account.map((g) => [g.version, g.downloads, g.overlappingDownloads])).toEqual(
    Array.from({ length: gateways }, () => ['2.0.0', 1, 0]),
  );
  await expectBooksToBalance(pool, campaign.id);
  expect(await openOperations(pool)).toEqual([]);
});

async function statesOnDisk(): Promise<GatewayState[]> {
  return Promise.all(
    Array.from({ length: gateways }, async (_, i) => {
      const id = `00D09E-MG100-SIM${String(i + 1).padStart(6, '0')}`;
      return JSON.parse(await readFile(path.join(folder, 'gateways', id, 'state.json'), 'utf8')) as GatewayState;
    }),
  );
}

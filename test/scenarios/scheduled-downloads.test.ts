import { isDeepStrictEqual as isEqual } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import type { ShownDryRun } from '../../src/cli/campaign/timeline.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import { happen } from '../../src/simulator/gateway/happenings.ts';
import { withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance } from './support/books.ts';
import { draft, progressOf, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { fleetPerStory } from './support/fleet-per-story.ts';
import { order } from './support/orders.ts';

// Gateways that nobody can call, and that never are there in their window: it is hours away, and a thousandth of that for
// the gateways.
const muster = withMuster();
const gateways = 4;
const windowScale = 0.001;
const { switchOn } = fleetPerStory(muster, { count: gateways, periodicInterval: 2, windowScale }, ['blackout']);
let file: StoredFile;

beforeAll(async () => {
  file = await uploadFirmware(muster.api, '2.0.0');
});

/** Gateways that call every few seconds, and take no calls. */
async function outOfCall(wish: Parameters<typeof switchOn>[0] = {}): Promise<Fleet> {
  const fleet = await switchOn(wish);
  const path = 'Device.ManagementServer.HTTPConnectionRequestEnable';
  for (const gateway of fleet.gateways) {
    await happen(gateway, { kind: 'valueChange', path, value: 'false' });
    await order(muster.api, gateway.deviceId, { kind: 'getParameterValues', paths: [path], connectionRequest: false });
    await order(muster.api, gateway.deviceId, { kind: 'getRpcMethods', connectionRequest: false });
  }
  await until('Muster knows what they can, and that they take no calls', async () => {
    const { rows } = await muster.pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM operation WHERE kind IN ('getParameterValues', 'getRpcMethods') AND state = 'succeeded'`,
    );
    return rows[0]!.n === 2 * gateways;
  });
  return fleet;
}

/** A window of UTC that begins so many hours from now. */
function windowIn(hours: number) {
  const start = new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
  return { start, durationMinutes: 120, zone: 'UTC' };
}

async function said(): Promise<Record<string, number>> {
  const { rows } = await muster.pool.query<{ what: string; n: number }>(
    `SELECT coalesce("order" ? 'windows', false) || ' ' || kind AS what, count(*) AS n FROM operation
     WHERE campaign_id IS NOT NULL AND attempt > 0 GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}

test('gateways behind a NAT are told of their window when they call, flash inside of it, and the campaign completes', async () => {
  const fleet = await outOfCall();
  const { api } = muster;
  const begun = Date.now();
  const { id } = await draft(api, file, { windows: [windowIn(2)] });
  const { timeline } = await api.post<ShownDryRun>(`/campaigns/${id}/dry-run`);
  expect(timeline.reach).toEqual({ called: 0, scheduled: gateways, byChance: 0 });
  await api.post(`/campaigns/${id}/start`);
  const end = await reaches(api, id, 'completed');
  expect(end.counts).toMatchObject({ succeeded: gateways });
  expect((await targetsOf(api, id)).every(({ attempt }) => attempt === 1)).toBe(true);
  // Two hours in the measure of the gateways: none of them was earlier.
  expect(Date.now() - begun).toBeGreaterThan(2 * 3_600 * windowScale * 1_000 * 0.9);
  expect(await said()).toEqual({ 'true upgradeFirmware': gateways });
  expect(fleet.statistics()).toMatchObject({ versions: { '2.0.0': gateways } });
  await expectBooksToBalance(muster.pool, id);
});

test('a blackout that is put up later makes them drop it, and they are updated by what is told to them after it', async () => {
  const fleet = await outOfCall();
  const { api } = muster;
  const { id } = await started(api, file, { windows: [windowIn(4)] });
  const whereAll = async (): Promise<string[]> =>
    (await targetsOf(api, id)).map(({ state, reason, attempt }) => `${state} ${reason} ${attempt}`);
  const all = (what: string): string[] => Array<string>(gateways).fill(what);
  await until('all of them have their order', async () => isEqual(await whereAll(), all('accepted null 1')));
  const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const blackout = await api.good<{ id: string }>('POST', '/blackouts', {
    body: { from: at(3), to: at(7), reason: 'a final' },
  });
  await until('they have dropped it, and wait', async () => isEqual(await whereAll(), all('waiting blackout 0')));
  expect(fleet.gateways.flatMap((gateway) => gateway.state.transfers)).toEqual([]);
  expect(fleet.statistics()).toMatchObject({ versions: { '1.0.0': gateways } });
  expect(await progressOf(api, id)).toMatchObject({ state: 'running', counts: { failed: 0, succeeded: 0 } });
  await api.good('DELETE', `/blackouts/${blackout.id}`);
  const { counts } = await reaches(api, id, 'completed', 60_000);
  expect(counts).toMatchObject({ succeeded: gateways });
  expect(fleet.statistics()).toMatchObject({ versions: { '2.0.0': gateways } });
  await expectBooksToBalance(muster.pool, id);
}, 90_000);

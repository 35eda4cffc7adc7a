import { beforeAll, expect, test } from 'vitest';
import type { StoredFile, WaveProgress } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { progressOf, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { fleetPerStory } from './support/fleet-per-story.ts';
import { order } from './support/orders.ts';

const muster = withMuster();
const gateways = 12;
const { fleets, switchOn } = fleetPerStory(muster, { count: gateways });
let file: StoredFile;

beforeAll(async () => {
  file = await uploadFirmware(muster.api, '2.0.0');
});

test('a manual gate holds the next wave until somebody opens it', async () => {
  const fleet = await switchOn();
  const { api } = muster;
  const { id } = await started(api, file, { waves: [{ size: '3', gate: 'manual' }, { size: 'rest' }] });
  const atGate = await until('wave 1 is at its gate', async () => {
    const progress = await progressOf(api, id);
    return progress.waves[0]!.state === 'gate' && progress;
  });
  expect(atGate).toMatchObject({ state: 'running', counts: { succeeded: 3 } });
  // The planner has looked several times since; nothing may have moved.
  const ticks = await plannerTicks();
  await until('the planner has looked again', async () => (await plannerTicks()) >= ticks + 2);
  expect(await progressOf(api, id)).toMatchObject({
    state: 'running',
    waves: [{ state: 'gate' }, { state: 'pending', total: 0 }],
  });
  expect(fleet.statistics().downloads).toBe(3);

  await api.post(`/campaigns/${id}/waves/1/pass`);
  const end = await reaches(api, id, 'completed');
  expect((end.waves[0] as WaveProgress & { gatedBy: string }).gatedBy).toBe('admin');
  expect(end.counts.succeeded).toBe(gateways);
  await expectBooksToBalance(muster.pool, id);
});

test('a wave that is skipped before its turn leaves its devices to the next one', async () => {
  await switchOn();
  const { api } = muster;
  const { id } = await started(api, file, {
    waves: [{ size: '2', gate: 'manual' }, { size: '4' }, { size: 'rest' }],
  });
  await until('wave 1 is at its gate', async () => (await progressOf(api, id)).waves[0]!.state === 'gate');
  await api.post(`/campaigns/${id}/waves/2/skip`);
  await api.post(`/campaigns/${id}/waves/1/pass`);
  const { waves, counts } = await reaches(api, id, 'completed');
  expect(waves.map((wave) => wave.state)).toEqual(['passed', 'skipped', 'passed']);
  expect(waves.map((wave) => wave.total)).toEqual([2, 0, gateways - 2]);
  expect(counts.succeeded).toBe(gateways);
  await expectBooksToBalance(muster.pool, id);
});

test('a pause takes claims back that no device has answered, with their locks', async () => {
  const folder = await fleets.folder();
  let fleet = await switchOn({ stateDirectory: folder });
  await fleet.stop();
  const { api } = muster;
  const { id } = await started(api, file, { limits: { maxInFlight: 5, perMinute: 60_000 } });
  await until('five devices are claimed', async () => (await progressOf(api, id)).counts.inflight === 5);
  expect((await openOperations(muster.pool)).length).toBe(5);

  await api.post(`/campaigns/${id}/pause`, { reason: 'storm' });
  const paused = await until('the claims are taken back', async () => {
    const progress = await progressOf(api, id);
    return progress.counts.inflight === 0 && progress;
  });
  expect(paused).toMatchObject({ state: 'paused', pauseReason: 'storm', counts: { waiting: gateways } });
  expect(await openOperations(muster.pool)).toEqual([]);
  const [target] = (await targetsOf(api, id)).filter((t) => t.reason === 'paused');
  const { id: reboot } = await order(api, target!.deviceId, { kind: 'reboot', connectionRequest: false });
  await api.post(`/operations/${reboot}/cancel`);

  await api.post(`/campaigns/${id}/resume`);
  fleet = await fleets.start(muster, { count: gateways, stateDirectory: folder });
  const end = await reaches(api, id, 'completed');
  expect(end.counts.succeeded).toBe(gateways);
  expect((await targetsOf(api, id)).every((t) => t.attempt === 1)).toBe(true);
  await expectBooksToBalance(muster.pool, id);
});

test('a pause lets devices finish that have begun, and lets no other begin', async () => {
  const fleet = await switchOn({ flashSeconds: 1 });
  const { api } = muster;
  const { id } = await started(api, file, { limits: { maxInFlight: 4, perMinute: 60_000 } });
  await until('four devices have their order', () => fleet.statistics().downloads === 4);
  await api.post(`/campaigns/${id}/pause`);
  const still = await until('they have finished', async () => {
    const progress = await progressOf(api, id);
    return progress.counts.inflight === 0 && progress;
  });
  expect(still).toMatchObject({ state: 'paused', counts: { succeeded: 4, waiting: gateways - 4 } });
  expect(fleet.statistics()).toMatchObject({ downloads: 4, versions: { '2.0.0': 4 } });
  await api.post(`/campaigns/${id}/resume`);
  await reaches(api, id, 'completed');
  expect(fleet.statistics()).toMatchObject({ downloads: gateways, versions: { '2.0.0': gateways } });
});

test('an abort drains: what has begun ends, the rest is cancelled', async () => {
  const fleet = await switchOn({ flashSeconds: 1 });
  const { api } = muster;
  const { id } = await started(api, file, {
    waves: [{ size: '8' }, { size: 'rest' }],
    limits: { maxInFlight: 3, perMinute: 60_000 },
  });
  await until('three devices have their order', () => fleet.statistics().downloads === 3);
  expect(await api.post(`/campaigns/${id}/abort`, { reason: 'wrong file' })).toMatchObject({ state: 'aborting' });
  const end = await reaches(api, id, 'aborted');
  expect(end.pauseReason === null || end.pauseReason === 'wrong file').toBe(true);
  expect(end.counts).toMatchObject({ succeeded: 3, cancelled: 5, failed: 0, inflight: 0, waiting: 0 });
  expect(end.waves.map((wave) => wave.state)).toEqual(['failed', 'skipped']);
  expect(fleet.statistics()).toMatchObject({ downloads: 3, versions: { '2.0.0': 3 } });
  await expectBooksToBalance(muster.pool, id);
  expect(await openOperations(muster.pool)).toEqual([]);
});

test('devices that run the version already are skipped, and are not touched', async () => {
  const fleet = await switchOn();
  const { api } = muster;
  const first = await started(api, file, { filter: 'serialNumber < "SIM000005"' });
  await reaches(api, first.id, 'completed');
  expect(fleet.statistics().downloads).toBe(4);
  const second = await started(api, file, { waves: [{ size: '50%' }, { size: 'rest' }] });
  const { counts } = await reaches(api, second.id, 'completed');
  expect(counts).toMatchObject({ succeeded: gateways - 4, skipped: 4, failed: 0 });
  const skipped = (await targetsOf(api, second.id)).filter((t) => t.state === 'skipped');
  expect(skipped.map((t) => [t.reason, t.attempt])).toEqual(Array.from({ length: 4 }, () => ['already', 0]));
  expect(fleet.statistics().downloads).toBe(gateways);
  await expectBooksToBalance(muster.pool, second.id);
});

/** How often the planner has looked at a campaign. */
async function plannerTicks(): Promise<number> {
  const text = await (await fetch(new URL('/metrics', muster.urls.api))).text();
  return Number(/tick_seconds_count(?:\{[^}]*\})? (\d+)/.exec(text)![1]);
}

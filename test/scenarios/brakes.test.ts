import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { fleetSettled, progressOf, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';

// Bad firmware: every gateway comes back on the old version.
const gateways = 30;
const muster = withMuster();
const fleets = new SimulatedFleets();
let fleet: Fleet;
let file: StoredFile;

beforeAll(async () => {
  fleet = await fleets.start(muster, {
    count: gateways,
    misbehaviours: [{ percent: 100, misbehaviour: { kind: 'fallBack' } }],
  });
  await fleetSettled(muster.api, muster.pool, gateways);
  file = await uploadFirmware(muster.api, '2.0.0');
});
afterAll(async () => {
  await fleets.clear();
  expect(fleets.defects).toEqual([]);
});

/**
 * Looks at the campaign again and again while `work` goes on.
 * @returns snapshots in which more had failed than is tolerated and the campaign was running all the same
 */
async function lateBrakes(id: string, tolerated: number, work: () => Promise<unknown>): Promise<unknown[]> {
  const late: unknown[] = [];
  let looking = true;
  const looks = (async () => {
    while (looking) {
      const { rows } = await muster.pool.query<{ state: string; failed: number; acknowledged: number }>(
        `SELECT c.state, coalesce((c.acknowledged ->> 'failed')::int, 0) AS acknowledged,
           (SELECT sum(failed) FROM wave_counts WHERE campaign_id = c.id)::int AS failed FROM campaign c WHERE id = $1`,
        [id],
      );
      const [now] = rows;
      if (now && now.state === 'running' && now.failed - now.acknowledged > tolerated) late.push(now);
    }
  })();
  await work();
  looking = false;
  await looks;
  return late;
}

const flightEnds = (id: string) =>
  until('what was in flight has ended', async () => {
    const progress = await progressOf(muster.api, id);
    return progress.counts.inflight === 0 && progress;
  });

test('a failure over the limit pauses in its own transaction: no more devices are touched than were in flight', async () => {
  const { api } = muster;
  const maxInFlight = 5;
  const before = fleet.statistics().downloads;
  const { id } = await started(api, file, {
    waves: [{ size: '10' }, { size: 'rest' }],
    limits: { maxInFlight, perMinute: 60_000 },
    thresholds: { maxFailedTotal: 1 },
  });
  const late = await lateBrakes(id, 1, () => reaches(api, id, 'paused'));
  expect(late).toEqual([]);
  const first = await flightEnds(id);
  expect(first.pauseReason).toContain('maxFailedTotal');
  // Two failures: the one that is tolerated and the one too many. The slot of the first may have been filled again.
  expect(fleet.statistics().downloads - before).toBeLessThanOrEqual(maxInFlight + 1);
  expect(first.counts.failed).toBe(fleet.statistics().downloads - before);
  expect(first.counts.waiting).toBe(10 - first.counts.failed);
  expect(first.waves[1]).toMatchObject({ state: 'pending', total: 0 });
  const failed = (await targetsOf(api, id)).filter((target) => target.state === 'failed');
  expect(new Set(failed.map((target) => target.reason))).toEqual(new Set(['fellBack']));

  // Whoever resumes has seen these failures: they count no more, and the next two stop it again.
  await api.post(`/campaigns/${id}/resume`, { acknowledge: 'two lab gateways' });
  expect(await progressOf(api, id)).toMatchObject({ state: 'running', pauseReason: null });
  expect(await lateBrakes(id, 1, () => reaches(api, id, 'paused'))).toEqual([]);
  const second = await flightEnds(id);
  expect(second.counts.failed).toBeGreaterThanOrEqual(first.counts.failed + 2);
  expect(second.counts.failed).toBeLessThanOrEqual(first.counts.failed + maxInFlight + 1);

  await api.post(`/campaigns/${id}/abort`);
  const end = await reaches(api, id, 'aborted');
  expect(end.counts.failed + end.counts.cancelled).toBe(10);
  await expectBooksToBalance(muster.pool, id);
  expect(await openOperations(muster.pool)).toEqual([]);
});

const brakes: readonly (readonly [Record<string, number>, string])[] = [
  [{ maxFailedTotal: 0 }, 'maxFailedTotal'],
  [{ maxFailedWave: 0 }, 'maxFailedWave'],
  [{ maxFellBack: 0 }, 'maxFellBack'],
  [{ maxFailedPercent: 50, minSample: 1 }, 'maxFailedPercent'],
];
for (const [thresholds, name] of brakes) {
  test(`${name} stops at the first failure with exactly one device touched where one may fly`, async () => {
    const { api } = muster;
    const before = fleet.statistics().downloads;
    const { id } = await started(api, file, { limits: { maxInFlight: 1, perMinute: 60_000 }, thresholds });
    const { counts, pauseReason } = await reaches(api, id, 'paused');
    expect(pauseReason).toContain(name);
    expect(counts).toMatchObject({ failed: 1, inflight: 0, waiting: gateways - 1 });
    expect(fleet.statistics().downloads - before).toBe(1);
    await api.post(`/campaigns/${id}/abort`);
    await reaches(api, id, 'aborted');
    await expectBooksToBalance(muster.pool, id);
  });
}

test('a percentage means nothing before its sample is complete', async () => {
  const { api } = muster;
  const { id } = await started(api, file, {
    limits: { maxInFlight: 1, perMinute: 60_000 },
    thresholds: { maxFailedPercent: 10, minSample: 3 },
  });
  const { counts, pauseReason } = await reaches(api, id, 'paused');
  expect(pauseReason).toContain('3 of 3');
  expect(counts.failed).toBe(3);
  await api.post(`/campaigns/${id}/abort`);
  await reaches(api, id, 'aborted');
});

test('a wave that succeeded too little does not let the next one begin', async () => {
  const { api } = muster;
  const { id } = await started(api, file, {
    waves: [{ size: '2', minSuccessPercent: 50 }, { size: 'rest' }],
  });
  const { waves, pauseReason } = await reaches(api, id, 'paused');
  expect(pauseReason).toContain('gate of wave 1');
  expect(waves.map((wave) => [wave.state, wave.total])).toEqual([
    ['gate', 2],
    ['pending', 0],
  ]);
  await api.post(`/campaigns/${id}/waves/1/fail`);
  const end = await reaches(api, id, 'aborted');
  expect(end.counts).toMatchObject({ failed: 2, cancelled: 0 });
  await expectBooksToBalance(muster.pool, id);
});

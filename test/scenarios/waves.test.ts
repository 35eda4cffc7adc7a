import { afterAll, expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { fleetSettled, progressOf, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';

const muster = withMuster();
const fleets = new SimulatedFleets();
afterAll(() => fleets.clear());

test('a campaign of three waves brings every gateway to the new version, never more at once than allowed', async () => {
  const { api, pool } = muster;
  const fleet = await fleets.start(muster, { count: 40 });
  await fleetSettled(api, pool, 40);
  const file = await uploadFirmware(api, '2.0.0');
  const campaign = await started(api, file, {
    // Devices that are done match no more: the later waves must not be smaller for it.
    filter: 'productClass = "MG100" and softwareVersion < "2.0.0"',
    waves: [{ size: '4' }, { size: '30%' }, { size: 'rest' }],
    limits: { maxInFlight: 6, perMinute: 60_000 },
  });

  let most = 0;
  const watching = new AbortController();
  const watch = (async () => {
    while (!watching.signal.aborted) {
      const { rows } = await pool.query<{ n: number }>(
        `SELECT count(*) AS n FROM target WHERE campaign_id = $1
           AND state IN ('claimed','dispatched','accepted','applying','unconfirmed','cancelling')`,
        [campaign.id],
      );
      most = Math.max(most, rows[0]!.n, fleet.statistics().transfersPending);
    }
  })();
  await reaches(api, campaign.id, 'completed');
  watching.abort();
  await watch;

  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(6);
  const { waves, counts, total } = await progressOf(api, campaign.id);
  expect(waves.map((wave) => [wave.state, wave.total])).toEqual([
    ['passed', 4],
    ['passed', 12],
    ['passed', 24],
  ]);
  expect(total).toBe(40);
  expect(counts.succeeded).toBe(40);
  // One wave after the other.
  for (const [i, wave] of waves.slice(1).entries()) {
    expect(Date.parse(wave.openedAt!)).toBeGreaterThanOrEqual(Date.parse(waves[i]!.endedAt!));
  }
  const targets = await targetsOf(api, campaign.id);
  expect(targets.every((t) => t.state === 'succeeded' && t.seenVersion === '2.0.0' && t.attempt === 1)).toBe(true);
  expect(fleet.statistics()).toMatchObject({ versions: { '2.0.0': 40 }, downloads: 40, overlappingDownloads: 0 });
  await expectBooksToBalance(pool, campaign.id);
  expect(await openOperations(pool)).toEqual([]);
  expect(fleets.defects).toEqual([]);
});

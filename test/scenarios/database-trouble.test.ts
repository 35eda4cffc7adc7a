import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { fleetSettled, progressOf, reaches, started, uploadFirmware } from './support/campaigning.ts';

const muster = withMuster();
const fleets = new SimulatedFleets();
afterAll(() => fleets.clear());

test('connections to the database that break again and again cost time and nothing else', async () => {
  const { api, pool } = muster;
  const gateways = 30;
  const fleet = await fleets.start(muster, { count: gateways, periodicInterval: 5 });
  await fleetSettled(api, pool, gateways);
  const { id } = await started(api, await uploadFirmware(api, '2.0.0'), {
    limits: { maxInFlight: 6, perMinute: 60_000 },
    retries: { max: 10, backoffMinutes: 0.01 },
  });
  let cuts = 0;
  for (let round = 0; round < 8; round++) {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    cuts += rows[0]!.n;
    await pause(400);
  }
  expect(cuts).toBeGreaterThan(8);
  await reaches(api, id, 'completed');
  expect((await progressOf(api, id)).counts.succeeded).toBe(gateways);
  expect(fleet.statistics()).toMatchObject({ versions: { '2.0.0': gateways }, overlappingDownloads: 0 });
  await expectBooksToBalance(pool, id);
  expect(await openOperations(pool)).toEqual([]);
}, 90_000);

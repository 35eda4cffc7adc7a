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
  for (let round = 0; round < 12; round++) {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    cuts += rows[0]!.n;
    await pause(250);
  }
  expect(cuts).toBeGreaterThan(12);
  await reaches(api, id, 'completed', 25_000).catch(async () => {
    console.log(JSON.stringify(await progressOf(api, id)), JSON.stringify(fleet.gatewayStatistics().filter((g) => g.version !== '2.0.0')));
    for (const q of ['select device_id,state,reason,attempt,not_before,deadline,changed_at,now(),fault_code,fault_message from target where state not in (\'succeeded\')', "select id,device_id,kind,state,command_key,attempt,progress,fault,dispatched_at,deadline,now() from operation where kind='upgradeFirmware' and state <> 'succeeded'", "select * from connection_request where device_id in (select device_id from target where state<>'succeeded')", 'select p.* from device_pulse p join target t using (device_id) where t.state <> \'succeeded\'', "select * from timeline where device_id in (select device_id from target where state<>'succeeded') order by at"]) console.log(JSON.stringify((await pool.query(q)).rows, null, 1));
  });
  expect((await progressOf(api, id)).counts.succeeded).toBe(gateways);
  expect(fleet.statistics()).toMatchObject({ versions: { '2.0.0': gateways }, overlappingDownloads: 0 });
  await expectBooksToBalance(pool, id);
  expect(await openOperations(pool)).toEqual([]);
}, 90_000);

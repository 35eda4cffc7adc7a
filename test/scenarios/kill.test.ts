import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../../src/platform/database/pool.ts';
import { silentLogger } from '../../src/platform/log/log.ts';
import { MusterProcess } from '../support/muster-process.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { dice, seedOfThisRun } from './support/dice.ts';

const gateways = 150;
const kills = 20;

let muster: MusterProcess;
const fleets = new SimulatedFleets();
beforeAll(async () => {
  muster = await MusterProcess.prepare();
});
afterAll(async () => {
  await fleets.clear();
  await muster.clear();
});

test('kill -9 of Muster at 20 random moments of a campaign: nothing is lost, nothing is sent twice', async () => {
  const seed = seedOfThisRun();
  console.info(`MUSTER_TEST_SEED=${seed}`);
  const random = dice(seed);
  const { api, command } = muster;
  await command.start();
  await muster.ready();
  const fleet = await fleets.start(muster, {
    count: gateways,
    rampSeconds: 3,
    rebootSeconds: 0.3,
    flashSeconds: 0.2,
    retryScale: 0.1,
    // A connection request that dies with Muster costs no more than this.
    periodicInterval: 10,
  });
  await until(
    'every gateway can be called',
    () => fleet.gateways.every((gateway) => gateway.connectionRequestLogin.username === 'muster'),
    60_000,
  );
  const campaign = await started(api, await uploadFirmware(api, '2.0.0'), {
    waves: [{ size: '10' }, { size: '30%' }, { size: 'rest' }],
    limits: { maxInFlight: 40, perMinute: 60_000 },
    // A kill cuts the downloads of that moment.
    retries: { max: 20, backoffMinutes: 0.01 },
    timeouts: { claimMinutes: 0.5, transferMinutes: 2, giveUpMinutes: 60 },
  });

  // Each at a random point of the campaign's course, so that they fall into it on a slow machine and on a fast one.
  const points = Array.from({ length: kills }, () => random() * gateways).sort((a, b) => a - b);
  let startsCut = 0;
  for (const point of points) {
    await muster.ready();
    // Without progress it is killed all the same: nothing may depend on being left in peace.
    await until('the campaign goes on', () => fleet.statistics().transfersSucceeded >= point, 15_000, 20).catch(
      () => 0,
    );
    await pause(random() * 300);
    await command.kill();
    await command.start();
    if (random() < 0.2) {
      startsCut++;
      await pause(random() * 1_500);
      await command.kill();
      await command.start();
    }
  }
  await muster.ready();
  const { counts, total } = await reaches(api, campaign.id, 'completed', 90_000);
  console.info(`${kills} kills, and ${startsCut} of starts; ${fleet.statistics().downloads} downloads`);

  expect(total).toBe(gateways);
  expect(counts).toEqual({
    waiting: 0,
    inflight: 0,
    retrying: 0,
    soaking: 0,
    succeeded: gateways,
    failed: 0,
    skipped: 0,
    cancelled: 0,
  });
  const targets = await targetsOf(api, campaign.id);
  expect(targets.filter((t) => t.state !== 'succeeded' || t.seenVersion !== '2.0.0')).toEqual([]);
  expect(fleet.statistics().versions).toEqual({ '2.0.0': gateways });
  expect(fleet.gatewayStatistics().filter((gateway) => gateway.overlappingDownloads > 0)).toEqual([]);

  await until('the last sessions have ended', () => fleet.statistics().transfersPending === 0);
  expect(await command.stop()).toBe(0);
  const server = await muster.database();
  const pool = openPool(server.url, 2, silentLogger);
  try {
    expect(await openOperations(pool)).toEqual([]);
    await expectBooksToBalance(pool, campaign.id);
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT device_id FROM operation
         WHERE campaign_id = $1 AND state = 'succeeded' GROUP BY device_id HAVING count(*) = 1) AS once`,
      [campaign.id],
    );
    expect(rows[0]!.n).toBe(gateways);
  } finally {
    await pool.end();
    await server.stop();
  }
  expect(fleets.defects).toEqual([]);
}, 300_000);

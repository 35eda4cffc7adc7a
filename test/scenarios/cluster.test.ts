import cluster from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { fleetSettled, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';

const gateways = 40;
const muster = withMuster({ environment: { MUSTER_WORKERS: '2' } });
const fleets = new SimulatedFleets();
afterAll(() => fleets.clear());

const workerPids = (): number[] =>
  Object.values(cluster.workers ?? {}).flatMap((worker) => (worker?.isDead() ? [] : (worker?.process.pid ?? [])));

const metric = async (name: RegExp): Promise<number> => {
  const text = await (await fetch(new URL('/metrics', muster.urls.api))).text();
  return [...text.matchAll(name)].reduce((sum, [, value]) => sum + Number(value), 0);
};
const informs = /^muster_cwmp_informs_total (\d+)$/gm;

test('two workers share the port; one is killed with -9 in a campaign: all are upgraded, none twice', async () => {
  expect(workerPids()).toHaveLength(2);
  // Half of them open a connection for each message, so that their sessions go from worker to worker.
  const fleet = await fleets.start(muster, {
    count: gateways,
    quirkShares: [{ percent: 50, what: [1] }],
    rebootSeconds: 0.3,
    flashSeconds: 0.2,
    retryScale: 0.02,
    periodicInterval: 5,
  });
  await fleetSettled(muster.api, muster.pool, gateways);
  expect(await metric(informs)).toBeGreaterThanOrEqual(gateways);

  const file = await uploadFirmware(muster.api, '2.0.0');
  const campaign = await started(muster.api, file, {
    waves: [{ size: '5' }, { size: 'rest' }],
    limits: { maxInFlight: 10, perMinute: 60_000 },
    retries: { max: 5, backoffMinutes: 0.01 },
  });
  await until('the campaign is in full course', () => fleet.statistics().transfersSucceeded >= gateways / 4, 60_000, 5);
  const [victim] = workerPids();
  process.kill(victim!, 'SIGKILL');
  await until('its place is taken', () => !workerPids().includes(victim!) && workerPids().length === 2);

  const { counts } = await reaches(muster.api, campaign.id, 'completed', 90_000);
  expect(counts).toMatchObject({ succeeded: gateways, failed: 0, skipped: 0, cancelled: 0 });
  const targets = await targetsOf(muster.api, campaign.id);
  expect(targets.filter((t) => t.state !== 'succeeded' || t.seenVersion !== '2.0.0')).toEqual([]);
  expect(fleet.statistics().versions).toEqual({ '2.0.0': gateways });
  // A Download whose answer died with the worker is asked about, not repeated.
  expect(fleet.gatewayStatistics().filter((gateway) => gateway.downloads !== 1)).toEqual([]);
  expect(await metric(/^muster_cwmp_parked_sessions_total\{what="resumed"\} (\d+)$/gm)).toBeGreaterThan(0);
  await until('nothing is owed', async () => (await openOperations(muster.pool)).length === 0);
  await expectBooksToBalance(muster.pool, campaign.id);
  expect(fleets.defects).toEqual([]);
}, 180_000);

test('after that both workers serve, and metrics are those of all processes', async () => {
  const sessions = async (): Promise<number> => metric(informs);
  await until('a worker that began anew has told its metrics', sessions);
  const text = await (await fetch(new URL('/metrics', muster.urls.api))).text();
  // Counted in workers only, and in the first process only.
  expect(text).toMatch(/^muster_cwmp_rpcs_total\{method="GetParameterValues"\} [1-9]/m);
  expect(text).toMatch(/^muster_campaign_tick_seconds_count [1-9]/m);
  expect((await fetch(new URL('/readyz', muster.urls.api))).status).toBe(200);
});

test('a stop in order ends the workers', async () => {
  const before = workerPids();
  const began = performance.now();
  await muster.restart();
  expect(performance.now() - began).toBeLessThan(30_000);
  await pause(50);
  expect(workerPids().filter((pid) => before.includes(pid))).toEqual([]);
  expect(workerPids()).toHaveLength(2);
});

import { beforeAll, expect, test } from 'vitest';
import type { Page, StoredFile, TimelineItem } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { progressOf, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { fleetPerStory } from './support/fleet-per-story.ts';
import { ended, order } from './support/orders.ts';

const muster = withMuster();
const { fleets, switchOn } = fleetPerStory(muster);
let file: StoredFile;

beforeAll(async () => {
  file = await uploadFirmware(muster.api, '2.0.0');
});

const quickTimeouts = { claimMinutes: 1, transferMinutes: 0.05, giveUpMinutes: 0.05 };

test('a transient fault is tried again as often as allowed, and then is the reason', async () => {
  const { api } = muster;
  const fleet = await switchOn({
    count: 3,
    misbehaviours: [{ percent: 40, misbehaviour: { kind: 'fault', code: 9010 } }],
  });
  const { id } = await started(api, file, { retries: { max: 2, backoffMinutes: 0.01 } });
  const { counts } = await reaches(api, id, 'completedWithFailures');
  expect(counts).toMatchObject({ succeeded: 1, failed: 2 });
  const targets = await targetsOf(api, id);
  for (const target of targets.filter((t) => t.state === 'failed')) {
    expect(target).toMatchObject({ attempt: 3, reason: 'fault', fault: { code: 9010, class: 'transient' } });
    const account = fleet.gatewayStatistics().find((g) => g.deviceId === target.deviceId);
    // Each attempt under a key of its own, and none while another was on its way.
    expect(account).toMatchObject({ downloads: 3, overlappingDownloads: 0, version: '1.0.0' });
    expect(new Set(account!.commandKeys).size).toBe(3);
  }
  expect(await api.get(`/campaigns/${id}/pareto`)).toMatchObject({
    items: [{ reason: 'fault', faultCode: 9010, count: 2 }],
  });
  const byFault = await api.get<Page<unknown>>(`/campaigns/${id}/targets`, { fault: 9010, state: 'failed' });
  expect(byFault.items).toHaveLength(2);
  await expectBooksToBalance(muster.pool, id);
  expect(await openOperations(muster.pool)).toEqual([]);
});

test('a fault that a repeat cannot mend is not repeated', async () => {
  const fleet = await switchOn({
    count: 2,
    misbehaviours: [{ percent: 100, misbehaviour: { kind: 'fault', code: 9003 } }],
  });
  const { id } = await started(muster.api, file, { retries: { max: 5, backoffMinutes: 0.01 } });
  await reaches(muster.api, id, 'completedWithFailures');
  expect(fleet.statistics().downloads).toBe(2);
  for (const target of await targetsOf(muster.api, id)) {
    expect(target).toMatchObject({ attempt: 1, fault: { code: 9003, class: 'device' } });
  }
});

test('a file that two devices find bad holds the campaign before a third one gets it', async () => {
  const fleet = await switchOn({
    count: 4,
    misbehaviours: [{ percent: 100, misbehaviour: { kind: 'fault', code: 9018 } }],
  });
  const { id } = await started(muster.api, file, {
    limits: { maxInFlight: 1 },
    retries: { max: 1, backoffMinutes: 15 },
  });
  const { pauseReason } = await reaches(muster.api, id, 'paused');
  expect(pauseReason).toBe('threshold artifact: 2 devices found the file bad; it is suspect (a default)');
  expect(fleet.statistics().downloads).toBe(2);
  const states = (await targetsOf(muster.api, id)).map((target) => target.state).sort();
  expect(states).toEqual(['retryWait', 'retryWait', 'waiting', 'waiting']);
  await expectBooksToBalance(muster.pool, id);
});

test('odd but honest devices succeed: no TransferComplete, or each of them twice', async () => {
  const fleet = await switchOn({
    count: 4,
    misbehaviours: [
      { percent: 50, misbehaviour: { kind: 'noTransferComplete' } },
      { percent: 50, misbehaviour: { kind: 'duplicateComplete' } },
    ],
  });
  const { id } = await started(muster.api, file);
  await reaches(muster.api, id, 'completed');
  await until('every TransferComplete is acknowledged', () => fleet.statistics().transfersPending === 0);
  expect(fleet.statistics()).toMatchObject({ downloads: 4, completesAcknowledged: 4, versions: { '2.0.0': 4 } });
  const { rows } = await muster.pool.query<{ n: number }>('SELECT count(*) AS n FROM evidence');
  expect(rows[0]!.n).toBe(2);
});

test('a device that takes the order and falls silent counts as unreachable, and keeps its lock until it speaks', async () => {
  const { api } = muster;
  await switchOn({ count: 4, misbehaviours: [{ percent: 25, misbehaviour: { kind: 'silent' } }] });
  const { id } = await started(api, file, { timeouts: quickTimeouts, thresholds: { maxSilent: 1 } });
  const { counts } = await reaches(api, id, 'completedWithFailures');
  expect(counts).toMatchObject({ succeeded: 3, failed: 1, inflight: 0 });
  const [target] = (await targetsOf(api, id)).filter((t) => t.state === 'failed');
  expect(target).toMatchObject({ reason: 'unreachable', corrected: null, fault: { code: 0, class: 'silent' } });
  await expectBooksToBalance(muster.pool, id);
  // Nobody knows what it does at this moment.
  const reboot = { body: { kind: 'reboot', connectionRequest: false } };
  const refused = await api.ask('POST', `/devices/${target!.deviceId}/operations`, reboot);
  expect(refused).toMatchObject({ status: 409, body: { holder: { kind: 'upgradeFirmware', state: 'unconfirmed' } } });
});

test('a device that was given up and comes back upgraded corrects the record, and is free again', async () => {
  const { api } = muster;
  const stateDirectory = await fleets.folder();
  const fleet = await switchOn({ count: 2, stateDirectory, flashSeconds: 1 });
  const { id } = await started(api, file, { timeouts: quickTimeouts });
  await until('both have taken their order', async () => {
    const states = (await targetsOf(api, id)).map((target) => target.state);
    return states.length === 2 && states.every((state) => state === 'accepted');
  });
  await fleet.abandon();
  const end = await reaches(api, id, 'completedWithFailures');
  expect(end.counts).toMatchObject({ failed: 2, inflight: 0 });
  expect((await targetsOf(api, id)).map((t) => [t.reason, t.corrected])).toEqual([
    ['unreachable', null],
    ['unreachable', null],
  ]);

  await fleets.start(muster, { count: 2, stateDirectory });
  const corrected = await until('the record is corrected', async () => {
    const targets = await targetsOf(api, id);
    return targets.every((t) => t.corrected !== null) && targets;
  });
  expect(corrected.map((t) => [t.state, t.corrected, t.seenVersion])).toEqual([
    ['failed', 'succeededLate', '2.0.0'],
    ['failed', 'succeededLate', '2.0.0'],
  ]);
  expect(await openOperations(muster.pool)).toEqual([]);
  await expectBooksToBalance(muster.pool, id);
  expect(await progressOf(api, id)).toMatchObject({ state: 'completedWithFailures', counts: { failed: 2 } });
});

test('a device that helpdesk works on waits for its turn, and is done later', async () => {
  const { api, pool } = muster;
  const fleet = await switchOn({ count: 3, rebootSeconds: 1.5 });
  const locked = fleet.gateways[1]!.deviceId;
  const reboot = await order(api, locked, { kind: 'reboot' });
  const { id } = await started(api, file);
  const waiting = await until('it waits for the lock', async () => {
    const target = (await targetsOf(api, id)).find((t) => t.deviceId === locked);
    return target?.reason === 'locked' && target;
  });
  expect(waiting).toMatchObject({ state: 'waiting', attempt: 0 });
  expect(await ended(api, reboot.id)).toMatchObject({ state: 'succeeded' });
  await until('the others are done', async () => (await progressOf(api, id)).counts.succeeded === 2);
  expect(fleet.statistics().downloads).toBe(2);
  // It is looked at again after half a minute: now.
  await pool.query("UPDATE target SET not_before = now() WHERE campaign_id = $1 AND reason = 'locked'", [id]);
  const { counts } = await reaches(api, id, 'completed');
  expect(counts.succeeded).toBe(3);
  const { items } = await api.get<Page<TimelineItem>>(`/devices/${locked}/timeline`, { limit: 500 });
  const kinds = items
    .filter((item) => item.type === 'operation' && item['state'] === 'succeeded')
    .map((i) => i['kind']);
  expect(kinds).toEqual(['upgradeFirmware', 'reboot', 'provision']);
});

test('of two campaigns that want the same devices, each moves a device alone', async () => {
  const { api } = muster;
  const fleet = await switchOn({ count: 6, flashSeconds: 0.5 });
  const [one, two] = await Promise.all([started(api, file), started(api, file)]);
  await until('all devices are upgraded', () => fleet.statistics().versions['2.0.0'] === 6);
  // Nobody waits here for a device to be looked at again; it may be put off once more until its operation is closed.
  await until('both campaigns are over', async () => {
    await muster.pool.query('UPDATE target SET not_before = now() WHERE not_before > now()');
    const both = await Promise.all([progressOf(api, one.id), progressOf(api, two.id)]);
    return both.every(({ counts }) => counts.succeeded + counts.skipped === 6);
  });
  const ends = await Promise.all([reaches(api, one.id, 'completed'), reaches(api, two.id, 'completed')]);
  expect(ends[0].counts.succeeded + ends[1].counts.succeeded).toBe(6);
  expect(ends[0].counts.skipped + ends[1].counts.skipped).toBe(6);
  expect(fleet.statistics()).toMatchObject({ downloads: 6, overlappingDownloads: 0 });
  for (const { id } of [one, two]) await expectBooksToBalance(muster.pool, id);
});

test('a wave soaks before the next one begins', async () => {
  const { api } = muster;
  const fleet = await switchOn({ count: 4, periodicInterval: 1 });
  const { id } = await started(api, file, {
    waves: [{ size: '2', soakMinutes: 0.05 }, { size: 'rest' }],
  });
  await until('the first wave soaks', async () => (await progressOf(api, id)).counts.soaking === 2);
  expect(fleet.statistics().downloads).toBe(2);
  const { waves } = await reaches(api, id, 'completed');
  const [first, second] = waves;
  expect(Date.parse(second!.openedAt!) - Date.parse(first!.openedAt!)).toBeGreaterThanOrEqual(3_000);
  // Not by its time alone: each device called three times meanwhile.
  const { rows } = await muster.pool.query<{ informs: number }>(
    `SELECT p.inform_count - t.soak_informs AS informs FROM target t JOIN device_pulse p ON p.device_id = t.device_id
     WHERE t.campaign_id = $1 AND t.wave = 1`,
    [id],
  );
  expect(rows.every(({ informs }) => informs >= 3)).toBe(true);
  await expectBooksToBalance(muster.pool, id);
});

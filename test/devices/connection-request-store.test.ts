import { beforeEach, describe, expect, test } from 'vitest';
import type { DeviceKey } from '../../src/base/ids.ts';
import {
  beginRequests,
  findRequest,
  findRunningRequest,
  listWays,
  noteCall,
  noteOutcome,
  noteSessionArrived,
  noteUdpBindings,
  noteWayFailed,
  settleByPulse,
} from '../../src/devices/connection-request-store.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase(2);
const start = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number): Date => new Date(start + seconds * 1000);
let device: DeviceKey;
let serial = 0;
let publicId: string;

beforeEach(async () => {
  publicId = `00D09E-X-${++serial}`;
  const { rows } = await database.pool.query<{ id: DeviceKey }>(
    `INSERT INTO device (public_id, oui, product_class, serial_number, manufacturer, created_at)
     VALUES ($1, '00D09E', 'X', $2, 'm', now()) RETURNING id`,
    [publicId, String(serial)],
  );
  device = rows[0]!.id;
});

const begin = (seconds: number) => beginRequests(database.pool, [device, device], at(seconds));
const settle = (number: number, seconds: number) =>
  noteOutcome(database.pool, device, number, {
    outcome: 'unreachable',
    detail: 'nobody',
    settled: true,
    progress: {},
    at: at(seconds),
  });
const inform = (seconds: number) =>
  database.pool.query(
    `INSERT INTO device_pulse (device_id, last_inform_at) VALUES ($1, $2)
     ON CONFLICT (device_id) DO UPDATE SET last_inform_at = $2`,
    [device, at(seconds)],
  );

describe('one request per device at a time', () => {
  test('a second one merges with the first until that is settled', async () => {
    expect(await begin(0)).toEqual([{ device, number: 1 }]);
    expect(await begin(1)).toEqual([]);
    await settle(1, 2);
    expect(await begin(3)).toEqual([{ device, number: 2 }]);
    expect(await findRequest(database.pool, device)).toMatchObject({ number: 2, outcome: null, settled: false });
  });

  test('one that nobody has touched for two minutes begins anew, under its own number', async () => {
    await begin(0);
    await noteCall(database.pool, device, 1, { progress: { way: 'http' }, calls: [1], at: at(60) });
    expect(await begin(170)).toEqual([]);
    expect(await begin(181)).toEqual([{ device, number: 1 }]);
    expect(await findRunningRequest(database.pool, device)).toMatchObject({ progress: {}, calls: [1] });
  });

  test('a late word of an older request changes nothing', async () => {
    await begin(0);
    await settle(1, 1);
    await begin(2);
    expect(await settle(1, 3)).toBe(false);
    expect(await noteCall(database.pool, device, 1, { progress: {}, calls: [], at: at(3) })).toBe(false);
    expect(await findRequest(database.pool, device)).toMatchObject({ outcome: null, settled: false });
  });
});

describe('a session that arrives', () => {
  test('settles the request, is to the credit of the way that was tried, and no later answer undoes it', async () => {
    await begin(0);
    await noteWayFailed(database.pool, device, 'udp', at(0));
    await noteCall(database.pool, device, 1, { progress: { way: 'udp' }, calls: [], at: at(1) });
    await noteSessionArrived(database.pool, device, at(2));
    expect(await settle(1, 3)).toBe(false);
    expect(await findRequest(database.pool, device)).toMatchObject({ outcome: 'sessionArrived', settled: true });
    expect(await listWays(database.pool, device)).toMatchObject([{ way: 'udp', goodAt: at(2), failures: 0 }]);
  });

  test('that does not say it was called credits nobody', async () => {
    await begin(0);
    await noteCall(database.pool, device, 1, { progress: { way: 'udp' }, calls: [], at: at(1) });
    await noteSessionArrived(database.pool, device, at(2), false);
    expect(await findRequest(database.pool, device)).toMatchObject({ outcome: 'sessionArrived', settled: true });
    expect(await listWays(database.pool, device)).toEqual([]);
  });

  test('counts by the pulse alone, but not one from before the request', async () => {
    await inform(-1);
    await begin(0);
    expect(await settleByPulse(database.pool, device)).toBe(false);
    await inform(1);
    expect(await settleByPulse(database.pool, device)).toBe(true);
    expect(await findRequest(database.pool, device)).toMatchObject({ outcome: 'sessionArrived', settled: true });
  });

  test('does not stand for what was ordered after it was heard, unless it was called and so looks again', async () => {
    const settled = async () => (await findRequest(database.pool, device))!.settled;
    await begin(0);
    await inform(10);
    await begin(11);
    expect(await settleByPulse(database.pool, device)).toBe(false);
    await noteSessionArrived(database.pool, device, at(10), false);
    expect(await settled()).toBe(false);
    await noteSessionArrived(database.pool, device, at(10), true);
    expect(await settled()).toBe(true);
  });

  test('after the last of several orders settles the request of the first', async () => {
    await begin(0);
    await begin(11);
    // Orders of two processes come in any order.
    await begin(5);
    await noteSessionArrived(database.pool, device, at(10), false);
    expect(await findRequest(database.pool, device)).toMatchObject({ settled: false });
    await noteSessionArrived(database.pool, device, at(12), false);
    expect(await findRequest(database.pool, device)).toMatchObject({ settled: true, requestedAt: at(0) });
  });

  test('is told by the begin of a request that the previous version wrote', async () => {
    await begin(0);
    await database.pool.query('UPDATE connection_request SET wanted_at = NULL');
    await inform(1);
    expect(await settleByPulse(database.pool, device)).toBe(true);
  });
});

test('failures of a way are counted in a row', async () => {
  for (const seconds of [1, 2, 3]) await noteWayFailed(database.pool, device, 'http', at(seconds));
  expect(await listWays(database.pool, device)).toEqual([{ way: 'http', goodAt: null, failedAt: at(3), failures: 3 }]);
});

test('bindings: the last of several counts, strangers are passed over, and a change is told from a repeat', async () => {
  const binding = (port: number, seconds: number, deviceId = publicId) => ({
    deviceId,
    address: '192.0.2.1',
    port,
    at: at(seconds),
  });
  await noteUdpBindings(database.pool, [binding(1, 1), binding(2, 2), binding(3, 3, 'nobody')]);
  await noteUdpBindings(database.pool, [binding(2, 9)]);
  const { rows } = await database.pool.query('SELECT port, changed_at, seen_at FROM udp_binding WHERE device_id = $1', [
    device,
  ]);
  expect(rows).toEqual([{ port: 2, changed_at: at(2), seen_at: at(9) }]);
});

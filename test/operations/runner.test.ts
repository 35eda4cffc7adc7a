import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import type { DeviceKey, OperationId } from '../../src/base/ids.ts';
import { cancelOperation } from '../../src/operations/service.ts';
import { changeOperation, insertOperations, lockHolder, lockOperation } from '../../src/operations/store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { withDatabase } from '../support/database.ts';
import { accepted, keyOf, type Stage, stage, transfers } from './support/stage.ts';

const database = withDatabase();
let muster: Stage;
beforeAll(() => {
  muster = stage(database.pool);
});

const fileId = '0196a000-0000-7000-8000-000000000001';
const upgrade = { fileId, targetVersion: '2.0' };
let serials = 0;

/** A device that has called once, with an upgrade owed. */
async function ordered(): Promise<{ serial: string; device: DeviceKey; id: OperationId }> {
  const serial = `R${++serials}`;
  const { device } = await muster.call(serial);
  return { serial, device, id: await muster.order(device, 'upgradeFirmware', upgrade) };
}

const state = async (id: OperationId): Promise<string> => (await muster.operation(id)).state;
const holds = async (device: DeviceKey): Promise<boolean> => (await lockHolder(database.pool, device)) !== null;

describe('an upgrade, session by session', () => {
  it('is committed as dispatched before it is said, with the key that is said', async () => {
    const { serial, id } = await ordered();
    const key = keyOf(await (await muster.call(serial)).ask());
    const operation = await muster.operation(id);
    expect(operation).toMatchObject({ state: 'dispatched', attempt: 1, commandKey: key, active: true });
    expect(muster.keys.isOurs(key)).toBe(true);
    expect(operation.deadline!.getTime()).toBe(muster.clock.now() + minutes(10));
  });

  it('ends in success only when the version shows, though TransferComplete came without a fault', async () => {
    const { serial, device, id } = await ordered();
    const first = await muster.call(serial);
    const key = keyOf(await first.ask());
    expect(await first.answer('Download', accepted)).toBeNull();
    expect(await state(id)).toBe('accepted');
    const second = await muster.call(serial, { events: ['7 TRANSFER COMPLETE'] });
    await second.transferComplete(key);
    expect(await state(id)).toBe('applying');
    expect(await holds(device)).toBe(true);
    expect(await second.ask()).toBeNull();
    await muster.call(serial, { events: ['1 BOOT'], version: '2.0' });
    expect(await muster.operation(id)).toMatchObject({
      state: 'succeeded',
      active: false,
      deadline: null,
      result: { fromVersion: '1.0', version: '2.0' },
    });
    expect(await holds(device)).toBe(false);
  });

  it('takes version, boot and TransferComplete in the other order too, and counts each once', async () => {
    const { serial, id } = await ordered();
    const first = await muster.call(serial);
    const key = keyOf(await first.ask());
    await first.answer('Download', accepted);
    const second = await muster.call(serial, { events: ['1 BOOT', '7 TRANSFER COMPLETE'], version: '2.0' });
    expect(await state(id)).toBe('succeeded');
    await second.transferComplete(key);
    expect(await muster.operation(id)).toMatchObject({ state: 'succeeded', fault: null });
  });

  it('fails when the device restarted and shows the version it had', async () => {
    const { serial, device, id } = await ordered();
    const first = await muster.call(serial);
    const key = keyOf(await first.ask());
    await first.answer('Download', accepted);
    await (await muster.call(serial, { events: ['1 BOOT', '7 TRANSFER COMPLETE'] })).transferComplete(key);
    expect(await muster.operation(id)).toMatchObject({ state: 'failed', fault: { reason: 'fellBack' }, active: false });
    expect(await holds(device)).toBe(false);
  });

  it('says nothing to a device that is there already', async () => {
    const { serial, id } = await ordered();
    expect(await (await muster.call(serial, { version: '2.0' })).ask()).toBeNull();
    expect(await muster.operation(id)).toMatchObject({ state: 'succeeded', attempt: 0, commandKey: null });
  });

  it('fails when the file went before it was said', async () => {
    const { serial, id } = await ordered();
    muster.missingFiles.add(fileId);
    expect(await (await muster.call(serial)).ask()).toBeNull();
    muster.missingFiles.delete(fileId);
    expect(await muster.operation(id)).toMatchObject({ state: 'failed', fault: { reason: 'fileGone' }, attempt: 0 });
  });
});

describe('an outcome that got lost', () => {
  it('is probed in the next session, and goes on where the device has the order', async () => {
    const { serial, id } = await ordered();
    const key = keyOf(await (await muster.call(serial)).ask());
    const later = await muster.call(serial);
    expect(await later.ask()).toEqual({ method: 'GetAllQueuedTransfers', args: {} });
    expect(await later.answer('GetAllQueuedTransfers', transfers(key))).toBeNull();
    expect(await muster.operation(id)).toMatchObject({ state: 'accepted', attempt: 1, commandKey: key });
  });

  it('is said again, with a new key, only after proof that it never arrived', async () => {
    const { serial, id } = await ordered();
    const key = keyOf(await (await muster.call(serial)).ask());
    const later = await muster.call(serial);
    await later.ask();
    const again = keyOf(await later.answer('GetAllQueuedTransfers', transfers()));
    expect(again).not.toBe(key);
    expect(await muster.operation(id)).toMatchObject({ state: 'dispatched', attempt: 2, commandKey: again });
  });

  it('has failed where the device once had it and holds it no more', async () => {
    const { serial, id } = await ordered();
    const first = await muster.call(serial);
    keyOf(await first.ask());
    await first.answer('Download', accepted);
    muster.clock.advance(minutes(61));
    await muster.sweep();
    expect(await state(id)).toBe('unconfirmed');
    const later = await muster.call(serial);
    expect((await later.ask())?.method).toBe('GetAllQueuedTransfers');
    expect(await later.answer('GetAllQueuedTransfers', transfers())).toBeNull();
    expect(await muster.operation(id)).toMatchObject({ state: 'failed', fault: { reason: 'notApplied' } });
  });

  it('is waited out for a day where the device cannot be probed, and settled by its version meanwhile', async () => {
    const { serial, device, id } = await ordered();
    keyOf(await (await muster.call(serial)).ask());
    const later = await muster.call(serial);
    await later.ask();
    expect(await later.fault(9000)).toEqual({ method: 'GetQueuedTransfers', args: {} });
    // A device that does not know a method is asked which it knows.
    expect(await later.fault(9000)).toEqual({ method: 'GetRPCMethods', args: {} });
    expect(await later.answer('GetRPCMethods', { MethodList: ['GetRPCMethods', 'Download'] })).toBeNull();
    expect(await muster.operation(id)).toMatchObject({ state: 'unconfirmed', active: true });
    expect(await (await muster.call(serial)).ask()).toBeNull();
    muster.clock.advance(minutes(24 * 60 - 1));
    await muster.sweep();
    expect(await holds(device)).toBe(true);
    await muster.call(serial, { version: '2.0' });
    expect(await state(id)).toBe('succeeded');
  });

  it('keeps the lock when its time is over: nobody knows what the device is doing', async () => {
    const { serial, device, id } = await ordered();
    keyOf(await (await muster.call(serial)).ask());
    muster.clock.advance(minutes(11));
    await muster.sweep();
    expect(await muster.operation(id)).toMatchObject({ state: 'unconfirmed', active: true, deadline: null });
    await expect(muster.order(device, 'reboot', {})).rejects.toMatchObject({ code: 'deviceLocked' });
    expect(await muster.sweep()).toBe(0);
  });
});

describe('evidence', () => {
  it('moves nothing when it bears the key of an older attempt', async () => {
    const { serial, id } = await ordered();
    const stale = keyOf(await (await muster.call(serial)).ask());
    const later = await muster.call(serial);
    await later.ask();
    const present = keyOf(await later.answer('GetAllQueuedTransfers', transfers()));
    await later.answer('Download', accepted);
    const before = await muster.operation(id);
    const third = await muster.call(serial, { events: ['7 TRANSFER COMPLETE'] });
    await third.transferComplete(stale, 9010);
    expect(await muster.operation(id)).toEqual(before);
    await third.transferComplete(present, 9010, { start: '2026-05-01T13:00:00Z' });
    expect(await muster.operation(id)).toMatchObject({ state: 'failed', fault: { code: 9010, message: 'it broke' } });
  });

  const strangers: [what: string, key: () => string][] = [
    ['a key of nobody', () => 'set-by-hand'],
    ['a key of another device’s operation', () => otherKey],
  ];
  let otherKey = '';
  it.each(strangers)('with %s is kept and moves nothing', async (_, key) => {
    otherKey = keyOf(await (await muster.call((await ordered()).serial)).ask());
    const { serial, device, id } = await ordered();
    await (await muster.call(serial)).ask();
    const before = await muster.operation(id);
    await (await muster.call(serial, { events: ['7 TRANSFER COMPLETE'] })).transferComplete(key());
    expect(await muster.operation(id)).toEqual(before);
    const { rows } = await database.pool.query<{ key: string; applied: string | null }>(
      'SELECT command_key AS key, applied_to AS applied FROM evidence WHERE device_id = $1',
      [device],
    );
    expect(rows).toEqual([{ key: key(), applied: null }]);
  });

  it('counts once, however often it is repeated', async () => {
    const { serial, device, id } = await ordered();
    const first = await muster.call(serial);
    const key = keyOf(await first.ask());
    await first.answer('Download', accepted);
    const later = await muster.call(serial, { events: ['7 TRANSFER COMPLETE'] });
    await later.transferComplete(key);
    const before = await muster.operation(id);
    for (let i = 0; i < 3; i++) await later.transferComplete(key);
    expect(await muster.operation(id)).toEqual(before);
    const { rows } = await database.pool.query<{ what: string; n: number }>(
      `SELECT 'evidence' AS what, count(*) AS n FROM evidence WHERE device_id = $1
       UNION ALL SELECT 'timeline', count(*) FROM timeline WHERE device_id = $1 AND type = 'transfer'`,
      [device],
    );
    expect(rows).toEqual([
      { what: 'evidence', n: 1 },
      { what: 'timeline', n: 1 },
    ]);
  });

  it('is as one when two copies come at once', async () => {
    const { serial, id } = await ordered();
    const first = await muster.call(serial);
    const key = keyOf(await first.ask());
    await first.answer('Download', accepted);
    const later = await muster.call(serial, { events: ['7 TRANSFER COMPLETE'] });
    const version = (await muster.operation(id)).version;
    await Promise.all([later.transferComplete(key), later.transferComplete(key), later.transferComplete(key)]);
    expect(await muster.operation(id)).toMatchObject({ state: 'applying', version: version + 1 });
  });
});

describe('the lock', () => {
  it('lets one of two orders at once through, and names the holder to the other', async () => {
    const { device } = await muster.call(`R${++serials}`);
    const results = await Promise.allSettled([
      muster.order(device, 'upgradeFirmware', upgrade),
      muster.order(device, 'reboot', {}),
      muster.order(device, 'factoryReset', {}),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const holder = await lockHolder(database.pool, device);
    for (const refused of results.filter((result) => result.status === 'rejected')) {
      expect(refused.reason).toMatchObject({ code: 'deviceLocked' });
    }
    await expect(muster.order(device, 'reboot', {})).rejects.toMatchObject({
      code: 'deviceLocked',
      extra: { holder: { id: holder!.id, kind: holder!.kind, state: 'queued' } },
    });
  });

  it('does not hold up work that disturbs nothing', async () => {
    const { device } = await ordered();
    await muster.order(device, 'getParameterValues', { paths: ['Device.'] });
    await muster.order(device, 'getRpcMethods', {});
  });

  it('is free again once the holder is cancelled, which only a queued one can be', async () => {
    const { serial, device, id } = await ordered();
    const moved = async (): Promise<void> => {};
    const cancel = (which: OperationId) =>
      inTransaction(database.pool, (tx) => cancelOperation(tx, muster.clock, which, moved));
    await cancel(id);
    await cancel(id);
    expect(await state(id)).toBe('cancelled');
    const second = await muster.order(device, 'upgradeFirmware', upgrade);
    await (await muster.call(serial)).ask();
    await expect(cancel(second)).rejects.toMatchObject({ code: 'conflict' });
    await expect(cancel(randomUUID() as OperationId)).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('compare and set', () => {
  it('moves the version that was read and no other', async () => {
    const { id } = await ordered();
    await inTransaction(database.pool, async (tx) => {
      const read = (await lockOperation(tx, id))!;
      expect(await changeOperation(tx, read, { ...read, state: 'dispatched' })).toBe(true);
      expect(await changeOperation(tx, read, { ...read, state: 'failed' })).toBe(false);
    });
    expect(await state(id)).toBe('dispatched');
  });

  it('never moves what has ended', async () => {
    const { id } = await ordered();
    await inTransaction(database.pool, async (tx) => {
      const read = (await lockOperation(tx, id))!;
      await changeOperation(tx, read, { ...read, state: 'succeeded', active: false });
      const ended = (await lockOperation(tx, id))!;
      expect(await changeOperation(tx, ended, { ...ended, state: 'queued' })).toBe(false);
    });
    expect(await state(id)).toBe('succeeded');
  });

  it('refuses a state that does not exist, at the table', async () => {
    const { device } = await muster.call(`R${++serials}`);
    const bad = database.pool.query(
      `INSERT INTO operation (id, device_id, kind, state, "order", source, created_at) VALUES ($1, $2, 'reboot', 'gone', '{}', 'x', now())`,
      [randomUUID(), device],
    );
    await expect(bad).rejects.toMatchObject({ code: '23514' });
  });

  it('keeps its answer to a session that another one took over from', async () => {
    const { serial, id } = await ordered();
    const older = await muster.call(serial);
    const key = keyOf(await older.ask());
    const newer = await muster.call(serial);
    await expect(older.answer('Download', accepted)).rejects.toThrow('newer session');
    expect(await state(id)).toBe('dispatched');
    await newer.ask();
    await newer.answer('GetAllQueuedTransfers', transfers(key));
    expect(await state(id)).toBe('accepted');
  });
});

describe('what is owed', () => {
  it('is said in order of priority and age, one thing after the other', async () => {
    const serial = `R${++serials}`;
    const { device } = await muster.call(serial);
    await muster.order(device, 'getRpcMethods', {});
    muster.clock.advance(1);
    await muster.order(device, 'getParameterValues', { paths: ['Device.A'] });
    const talk = await muster.call(serial);
    expect((await talk.ask())?.method).toBe('GetRPCMethods');
    expect((await talk.answer('GetRPCMethods', { MethodList: ['Reboot'] }))?.method).toBe('GetParameterValues');
    expect(await talk.fault(9005)).toBeNull();
  });

  it('expires when no session came in time', async () => {
    const serial = `R${++serials}`;
    const { device } = await muster.call(serial);
    const expiresAt = new Date(muster.clock.now() + minutes(5));
    const [swept, said] = [
      await muster.order(device, 'getRpcMethods', {}, { expiresAt }),
      await muster.order(device, 'reboot', {}, { expiresAt }),
    ];
    muster.clock.advance(minutes(5));
    expect(await (await muster.call(serial)).ask()).toBeNull();
    await muster.sweep();
    for (const id of [swept, said]) {
      expect(await muster.operation(id)).toMatchObject({
        state: 'failed',
        fault: { reason: 'expired' },
        active: false,
      });
    }
  });

  it('keeps secrets sealed in the table and opens them only to say them', async () => {
    const serial = `R${++serials}`;
    const { device } = await muster.call(serial);
    await muster.order(device, 'setParameterValues', {
      values: [{ path: 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase', value: 'hunter22' }],
    });
    muster.clock.advance(1);
    await muster.order(device, 'download', { fileType: '3 X', url: 'http://h/f', username: 'u', password: 'hunter33' });
    const { rows } = await database.pool.query<{ text: string }>(
      `SELECT o::text || coalesce(t.detail::text, '') AS text FROM operation o LEFT JOIN timeline t USING (device_id)
       WHERE o.device_id = $1`,
      [device],
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { text } of rows) expect(text).not.toMatch(/hunter/);
    const talk = await muster.call(serial);
    expect(JSON.stringify(await talk.ask())).toContain('hunter22');
    expect(JSON.stringify(await talk.answer('SetParameterValues', { Status: 0 }))).toContain('hunter33');
    const stored = await database.pool.query<{ n: number }>(
      "SELECT count(*) AS n FROM parameter_lines WHERE device_id = $1 AND content LIKE '%hunter%'",
      [device],
    );
    expect(stored.rows[0]!.n).toBe(0);
  });

  it('takes orders for many devices in one statement, leaving out those that are locked', async () => {
    const free = (await muster.call(`R${++serials}`)).device;
    const { device: locked } = await ordered();
    const item = (deviceKey: DeviceKey) => ({
      id: randomUUID() as OperationId,
      deviceKey,
      kind: 'reboot',
      active: true,
      order: {},
      progress: {},
      campaignId: null,
      priority: 100,
      source: 'test',
      createdAt: new Date(muster.clock.now()),
      expiresAt: null,
    });
    const items = [item(free), item(locked)];
    expect(await insertOperations(database.pool, items)).toEqual(new Set([items[0]!.id]));
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import type { DeviceKey, OperationId } from '../../src/base/ids.ts';
import type { OpResult } from '../../src/cwmp/rpc/deployment-unit.ts';
import type { Call } from '../../src/cwmp/rpc/index.ts';
import { wantedAttributes } from '../../src/operations/attribute-store.ts';
import { takeDueRetries } from '../../src/operations/store.ts';
import { withDatabase } from '../support/database.ts';
import { accepted, type Stage, stage, transfers } from './support/stage.ts';

const database = withDatabase();
let muster: Stage;
beforeAll(() => {
  muster = stage(database.pool);
});

const order = { fileType: '3 Vendor Configuration File', url: 'http://h/f' };
let serials = 0;

/** A device with an operation that it has accepted. */
async function under(
  kind: 'download' | 'upload' | 'changeDuState',
  fields: unknown = kind === 'upload' ? { fileType: '2 Vendor Log File' } : order,
): Promise<{ serial: string; device: DeviceKey; id: OperationId; key: string }> {
  const serial = `C${++serials}`;
  const { device } = await muster.call(serial);
  return { serial, device, ...(await start(serial, device, kind, fields)) };
}

async function start(serial: string, device: DeviceKey, kind: string, fields: unknown) {
  const id = await muster.order(device, kind, fields);
  const talk = await muster.call(serial);
  const call = (await talk.ask())!;
  const key = (call.args as { CommandKey: string }).CommandKey;
  if (kind === 'changeDuState') await talk.answer('ChangeDUState', {});
  else await talk.answer(call.method as 'Download' | 'Upload', accepted);
  expect((await muster.operation(id)).state).toBe('accepted');
  return { id, key };
}

const state = async (id: OperationId): Promise<string> => (await muster.operation(id)).state;
async function evidence(device: DeviceKey) {
  const { rows } = await database.pool.query<{ kind: string; applied: string | null }>(
    'SELECT kind, applied_to AS applied FROM evidence WHERE device_id = $1 ORDER BY received_at',
    [device],
  );
  return rows;
}
const unknown = { start: '0001-01-01T00:00:00Z', complete: '0001-01-01T00:00:00Z' };

describe('a TransferComplete', () => {
  it('with an empty key belongs to the operation that the M event names (quirk 86)', async () => {
    const { serial, device, id, key } = await under('download');
    const events = ['7 TRANSFER COMPLETE', { code: 'M Download', commandKey: key }];
    await (await muster.call(serial, { events })).transferComplete('');
    expect(await state(id)).toBe('succeeded');
    expect(await evidence(device)).toEqual([{ kind: 'transferComplete', applied: id }]);
  });

  it('with an empty key everywhere belongs to the only transfer that is open', async () => {
    const { serial, id } = await under('download');
    await (await muster.call(serial, { events: ['7 TRANSFER COMPLETE'] })).transferComplete('');
    expect(await state(id)).toBe('succeeded');
  });

  it('with an empty key moves nothing where two are open, and both where the events name them', async () => {
    const { serial, device, id, key } = await under('download');
    const second = await start(serial, device, 'upload', { fileType: '2 Vendor Log File' });
    await (await muster.call(serial)).transferComplete('');
    expect([await state(id), await state(second.id)]).toEqual(['accepted', 'accepted']);
    muster.uploads.set(second.id, 'u1');
    const events = [
      { code: 'M Upload', commandKey: second.key },
      { code: 'M Download', commandKey: key },
    ];
    const talk = await muster.call(serial, { events });
    await talk.transferComplete('', 0, unknown);
    expect([await state(id), await state(second.id)]).toEqual(['accepted', 'succeeded']);
    await talk.transferComplete('', 0, unknown);
    expect([await state(id), await state(second.id)]).toEqual(['succeeded', 'succeeded']);
  });

  it('without key and times counts once for each transfer, not once for all (quirk 89)', async () => {
    const { serial, device, id } = await under('download');
    await (await muster.call(serial)).transferComplete('', 0, unknown);
    const second = await start(serial, device, 'download', order);
    await (await muster.call(serial)).transferComplete('', 0, unknown);
    expect([await state(id), await state(second.id)]).toEqual(['succeeded', 'succeeded']);
  });

  it('that is a repeat of an earlier one never ends the next transfer, though it names none', async () => {
    const { serial, device, id } = await under('download');
    await (await muster.call(serial)).transferComplete('');
    expect(await state(id)).toBe('succeeded');
    const second = await start(serial, device, 'download', order);
    // Its acknowledgement got lost: the very same comes again.
    await (await muster.call(serial)).transferComplete('');
    expect(await state(second.id)).toBe('accepted');
  });

  it('may come before the boot, after it, or a day later (quirk 85)', async () => {
    const { serial, id, key } = await under('download');
    muster.clock.advance(minutes(26 * 60));
    await muster.sweep();
    expect(await state(id)).toBe('unconfirmed');
    await (await muster.call(serial, { events: ['1 BOOT', '7 TRANSFER COMPLETE'] })).transferComplete(key);
    expect(await state(id)).toBe('succeeded');
  });

  it('with a fault that may pass lets the transfer be said again, later, with another key', async () => {
    const { serial, device, id, key } = await under('download');
    const talk = await muster.call(serial);
    await talk.transferComplete(key, 9015);
    expect(await talk.ask()).toBeNull();
    expect(await muster.operation(id)).toMatchObject({ state: 'queued', active: true, fault: { code: 9015 } });
    muster.clock.advance(minutes(2));
    const call = await (await muster.call(serial)).ask();
    expect(call?.method).toBe('Download');
    const next = (call!.args as { CommandKey: string }).CommandKey;
    expect(next).not.toBe(key);
    await (await muster.call(serial)).transferComplete(next);
    expect(await muster.operation(id)).toMatchObject({ state: 'succeeded', fault: null, attempt: 2, active: false });
    expect(await evidence(device)).toHaveLength(2);
  });

  it('said again later has its device called when its time has come, once', async () => {
    const { serial, device, key } = await under('download');
    await (await muster.call(serial)).transferComplete(key, 9015);
    const due = () => takeDueRetries(database.pool, new Date(muster.clock.now()), 100);
    expect(await due()).not.toContain(device);
    muster.clock.advance(minutes(1));
    expect(await due()).toContain(device);
    expect(await due()).toEqual([]);
    expect((await (await muster.call(serial)).ask())?.method).toBe('Download');
  });

  it('said again later still expires when it was to expire', async () => {
    const serial = `C${++serials}`;
    const { device } = await muster.call(serial);
    const expiresAt = new Date(muster.clock.now() + minutes(10));
    const id = await muster.order(device, 'download', order, { expiresAt });
    const talk = await muster.call(serial);
    const call = (await talk.ask())!;
    await talk.answer('Download', accepted);
    await (await muster.call(serial)).transferComplete((call.args as { CommandKey: string }).CommandKey, 9015);
    expect(await muster.operation(id)).toMatchObject({ state: 'queued', deadline: expiresAt });
    muster.clock.advance(minutes(11));
    await muster.sweep();
    expect(await muster.operation(id)).toMatchObject({ state: 'failed', fault: { reason: 'expired' }, active: false });
  });

  it('with "no such file" is our own fault where our file server had turned the device away', async () => {
    const { serial, id, key } = await under('download');
    muster.turnedAway.add(id);
    await (await muster.call(serial)).transferComplete(key, 9016);
    expect(await muster.operation(id)).toMatchObject({ state: 'queued', fault: { code: 9016, reason: 'sourceBusy' } });
  });

  it('of an upload tells what came, and fails where nothing did', async () => {
    const first = await under('upload');
    muster.uploads.set(first.id, '0196a000-0000-7000-8000-00000000000a');
    await (await muster.call(first.serial)).transferComplete(first.key);
    expect(await muster.operation(first.id)).toMatchObject({
      state: 'succeeded',
      result: { status: 1, uploadId: '0196a000-0000-7000-8000-00000000000a' },
    });
    const second = await under('upload');
    await (await muster.call(second.serial)).transferComplete(second.key);
    expect(await muster.operation(second.id)).toMatchObject({ state: 'failed', fault: { reason: 'notApplied' } });
  });
});

describe('a factory reset', () => {
  it('makes accepted transfers unknown: they are asked for, not guessed', async () => {
    const { serial, id } = await under('download');
    const talk = await muster.call(serial, { events: ['0 BOOTSTRAP', '1 BOOT'] });
    expect(await state(id)).toBe('unconfirmed');
    expect((await talk.ask())?.method).toBe('GetAllQueuedTransfers');
    await talk.answer('GetAllQueuedTransfers', transfers());
    expect(await muster.operation(id)).toMatchObject({ state: 'failed', fault: { reason: 'outcomeUnknown' } });
  });

  it('that only was a new ACS address leaves the queue: the transfer goes on', async () => {
    const { serial, id, key } = await under('download');
    const talk = await muster.call(serial, { events: ['0 BOOTSTRAP'] });
    await talk.ask();
    await talk.answer('GetAllQueuedTransfers', transfers(key));
    expect(await state(id)).toBe('accepted');
  });
});

describe('what a device tells of its queue', () => {
  it('concerns every transfer whose outcome is unknown, whoever asked', async () => {
    const { serial, device, id, key } = await under('upload');
    muster.clock.advance(minutes(70));
    await muster.sweep();
    expect(await state(id)).toBe('unconfirmed');
    const asked = await muster.order(device, 'getAllQueuedTransfers', {}, { priority: 1 });
    const talk = await muster.call(serial);
    expect((await talk.ask())?.method).toBe('GetAllQueuedTransfers');
    expect(await talk.answer('GetAllQueuedTransfers', transfers(key))).toBeNull();
    expect([await state(asked), await state(id)]).toEqual(['succeeded', 'accepted']);
  });
});

it('a transfer that is cancelled on the device is cancelled here, and the device is free', async () => {
  const { serial, device, id, key } = await under('download');
  const cancel = await muster.order(device, 'cancelTransfer', { commandKey: key });
  const talk = await muster.call(serial);
  expect(await talk.ask()).toEqual({ method: 'CancelTransfer', args: { CommandKey: key } });
  expect(await talk.answer('CancelTransfer', {})).toBeNull();
  expect(await state(cancel)).toBe('succeeded');
  expect(await muster.operation(id)).toMatchObject({ state: 'cancelled', active: false, deadline: null });
});

it('a transfer that cannot be cancelled any more goes on', async () => {
  const { serial, device, id, key } = await under('download');
  const cancel = await muster.order(device, 'cancelTransfer', { commandKey: key });
  const talk = await muster.call(serial);
  await talk.ask();
  expect(await talk.fault(9021, 'too late')).toBeNull();
  expect(await muster.operation(cancel)).toMatchObject({ state: 'failed', fault: { code: 9021 } });
  await (await muster.call(serial)).transferComplete(key);
  expect(await state(id)).toBe('succeeded');
});

describe('a DUStateChangeComplete', () => {
  const operations = [{ op: 'install', url: 'https://h/du' }];
  const result = (code = 0): OpResult => ({
    UUID: '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e',
    DeploymentUnitRef: 'Device.SoftwareModules.DeploymentUnit.3',
    Version: '1.0',
    CurrentState: code === 0 ? 'Installed' : 'Failed',
    Resolved: true,
    ExecutionUnitRefList: 'Device.SoftwareModules.ExecutionUnit.1, Device.SoftwareModules.ExecutionUnit.2',
    StartTime: '2026-05-01T12:00:00Z',
    CompleteTime: '2026-05-01T12:01:00Z',
    Fault: { FaultCode: code, FaultString: code === 0 ? '' : 'no room' },
  });

  it('ends its operation with a result as in the contract, once', async () => {
    const { serial, device, id, key } = await under('changeDuState', { operations });
    const talk = await muster.call(serial, { events: ['11 DU STATE CHANGE COMPLETE'] });
    await talk.duStateChangeComplete(key, [result()]);
    await talk.duStateChangeComplete(key, [result()]);
    expect((await muster.operation(id)).result).toEqual({
      results: [
        {
          uuid: '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e',
          deploymentUnitRef: 'Device.SoftwareModules.DeploymentUnit.3',
          version: '1.0',
          currentState: 'Installed',
          resolved: true,
          executionUnitRefs: ['Device.SoftwareModules.ExecutionUnit.1', 'Device.SoftwareModules.ExecutionUnit.2'],
          startTime: '2026-05-01T12:00:00Z',
          completeTime: '2026-05-01T12:01:00Z',
          fault: { code: 0, message: '' },
          operation: 0,
          outcome: 'done',
          evidence: 'complete',
        },
      ],
    });
    expect(await evidence(device)).toEqual([{ kind: 'duStateChangeComplete', applied: id }]);
    const { rows } = await database.pool.query<{ detail: unknown }>(
      "SELECT detail FROM timeline WHERE device_id = $1 AND type = 'software'",
      [device],
    );
    expect(rows).toMatchObject([{ detail: { to: 'Installed', cause: 'operation', operationId: id } }]);
  });

  it('with an empty key belongs to the one that waits, and with a fault fails it', async () => {
    const { serial, id } = await under('changeDuState', { operations });
    const talk = await muster.call(serial);
    await talk.duStateChangeComplete('', [result(9027)]);
    // What it has left is read before it ends.
    expect(await talk.ask()).toMatchObject({ method: 'GetParameterValues' });
    await talk.answer('GetParameterValues', { ParameterList: [] });
    expect(await muster.operation(id)).toMatchObject({ state: 'failed', fault: { code: 9027, message: 'no room' } });
  });

  it('of nobody is kept and moves nothing', async () => {
    const { serial, device, id } = await under('changeDuState', { operations });
    await (await muster.call(serial)).duStateChangeComplete('other', [result()]);
    expect(await state(id)).toBe('accepted');
    expect(await evidence(device)).toEqual([{ kind: 'duStateChangeComplete', applied: null }]);
  });
});

describe('a method that the device said it does not have', () => {
  it('is refused up front, clearly, and asked for again once the software changed', async () => {
    const serial = `C${++serials}`;
    const { device } = await muster.call(serial);
    await muster.order(device, 'getRpcMethods', {});
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('GetRPCMethods', { MethodList: ['GetRPCMethods', 'Download'] });
    const first = await muster.order(device, 'upload', { fileType: '2 Vendor Log File' });
    expect(await (await muster.call(serial)).ask()).toBeNull();
    expect(await muster.operation(first)).toMatchObject({
      state: 'failed',
      attempt: 0,
      fault: { reason: 'unsupported', message: expect.stringMatching(/does not support Upload.*1\.0/) as string },
    });
    await muster.order(device, 'upload', { fileType: '2 Vendor Log File' });
    expect((await (await muster.call(serial, { version: '1.1' })).ask())?.method).toBe('Upload');
  });

  it('as it answers 9000 is taken off the list', async () => {
    const serial = `C${++serials}`;
    const { device } = await muster.call(serial);
    await muster.order(device, 'getRpcMethods', {});
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('GetRPCMethods', { MethodList: ['GetRPCMethods', 'GetOptions', 'Download'] });
    await muster.order(device, 'getOptions', {});
    const later = await muster.call(serial);
    expect((await later.ask())?.method).toBe('GetOptions');
    expect(await later.fault(9000)).toBeNull();
    const { rows } = await database.pool.query<{ methods: string[] }>('SELECT methods FROM device WHERE id = $1', [
      device,
    ]);
    expect(rows[0]!.methods).toEqual(['GetRPCMethods', 'Download']);
  });
});

it('an AddObject whose answer got lost never makes a second instance, though the device keeps no ParameterKey', async () => {
  const serial = `C${++serials}`;
  const { device } = await muster.call(serial);
  const path = 'Device.NAT.PortMapping.';
  const id = await muster.order(device, 'addObject', { path });
  const instances = ['1.'];
  const list = () => ({ ParameterList: instances.map((n) => ({ Name: `${path}${n}`, Writable: true })) });
  let said = 0;
  /** The device does what it is asked, and its answers to AddObject get lost. */
  for (let session = 0; session < 5; session++) {
    const talk = await muster.call(serial);
    let call: Call | null = await talk.ask();
    while (call) {
      if (call.method === 'AddObject') {
        said++;
        instances.push('2.');
        break;
      }
      expect(call.method).toBe('GetParameterNames');
      call = await talk.answer('GetParameterNames', list());
    }
  }
  expect(said).toBe(1);
  expect(await muster.operation(id)).toMatchObject({
    state: 'succeeded',
    result: { instanceNumber: 2, path: `${path}2.` },
  });
});

it('attributes that a device took are remembered for it, the newest of each kind', async () => {
  const serial = `C${++serials}`;
  const { device } = await muster.call(serial);
  const set = async (attributes: unknown[]) => {
    await muster.order(device, 'setParameterAttributes', { attributes });
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('SetParameterAttributes', {});
    muster.clock.advance(1000);
  };
  await set([
    { path: 'Device.A', notification: 1, accessList: [] },
    { path: 'Device.B', notification: 2 },
  ]);
  await set([{ path: 'Device.A', notification: 2 }]);
  expect(await wantedAttributes(database.pool, device)).toEqual([
    { path: 'Device.B', notification: 2 },
    { path: 'Device.A', notification: 2, accessList: [] },
  ]);
});

import { afterEach, expect, test } from 'vitest';
import type { Operation, Page, StoredFile, TimelineItem } from '../../src/cli/api/resources.ts';
import type { Call } from '../../src/cwmp/rpc/index.ts';
import { vendorRpc as describeVendorRpc } from '../../src/cwmp/rpc/vendor.ts';
import { hold, queued, type Script, transferComplete, transferQueue } from '../scenarios/support/scripted-session.ts';
import { methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

// Whole stories of each kind, over real HTTP, with a CPE that says what the test tells it.
const muster = withMuster();
const cpes: ScriptedCpe[] = [];
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

type Ordered = Operation & {
  readonly result: Record<string, unknown> | null;
  readonly commandKey: string | null;
  readonly retryAt?: string;
};

/** A device that is known, with nothing owed to it. */
async function known(serial: string): Promise<ScriptedCpe> {
  const cpe = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(cpe);
  await hold(cpe);
  return cpe;
}

const order = (cpe: ScriptedCpe, kind: string, fields: Record<string, unknown> = {}): Promise<Ordered> =>
  muster.api.post(`/devices/${cpe.deviceId}/operations`, { kind, ...fields, connectionRequest: false });
const shown = ({ id }: Operation): Promise<Ordered> => muster.api.get(`/operations/${id}`);
const timeline = async (cpe: ScriptedCpe): Promise<readonly TimelineItem[]> =>
  (await muster.api.get<Page<TimelineItem>>(`/devices/${cpe.deviceId}/timeline`)).items;

interface Upload {
  readonly id: string;
  readonly size: number;
}

test('upload: the device brings its configuration by our link, tells so, and it is read by REST', async () => {
  const cpe = await known('U1');
  const ordered = await order(cpe, 'upload', { fileType: '3 Vendor Configuration File 1' });
  let asked!: Call<'Upload'>['args'];
  await hold(cpe, {
    answers: {
      Upload(args) {
        asked = args;
        return queued;
      },
    },
  });
  expect(await shown(ordered)).toMatchObject({ state: 'accepted', commandKey: asked.CommandKey });
  expect(asked.URL.length).toBeLessThanOrEqual(256);
  expect(asked.URL).toContain(new URL(muster.urls.files).host);

  const put = await fetch(asked.URL, { method: 'PUT', body: 'wan=dhcp\n' });
  expect(put.status).toBe(201);
  expect((await fetch(asked.URL, { method: 'PUT', body: 'again' })).status).toBe(409);
  const events = ['7 TRANSFER COMPLETE', { code: 'M Upload', commandKey: asked.CommandKey }];
  await hold(cpe, { events, calls: [transferComplete(asked.CommandKey)] });

  const done = await shown(ordered);
  expect(done).toMatchObject({ state: 'succeeded', result: { status: 1, completeTime: '2026-01-01T00:01:00Z' } });
  const id = done.result!['uploadId'] as string;
  const { items } = await muster.api.get<Page<Upload>>('/uploads', { operation: ordered.id });
  expect(items).toMatchObject([{ id, deviceId: cpe.deviceId, size: 9, fileType: '3 Vendor Configuration File 1' }]);
  expect(await muster.api.get(`/uploads/${id}/content`)).toBe('wan=dhcp\n');
  expect((await muster.api.ask('DELETE', `/uploads/${id}`)).status).toBe(204);
  expect((await muster.api.ask('GET', `/uploads/${id}`)).status).toBe(404);
  // The link is bound to its operation, which is over.
  expect((await fetch(asked.URL, { method: 'PUT', body: 'late' })).status).toBe(410);
});

test('upload: a quarantined device brings nothing, and what it says it brought is not believed', async () => {
  const cpe = await known('U2');
  const ordered = await order(cpe, 'upload', { fileType: '2 Vendor Log File' });
  let asked!: Call<'Upload'>['args'];
  await hold(cpe, {
    answers: {
      Upload(args) {
        asked = args;
        return queued;
      },
    },
  });
  await muster.pool.query('UPDATE device SET quarantined = true WHERE public_id = $1', [cpe.deviceId]);
  expect((await fetch(asked.URL, { method: 'PUT', body: 'x' })).status).toBe(403);
  await muster.pool.query('UPDATE device SET quarantined = false WHERE public_id = $1', [cpe.deviceId]);
  await hold(cpe, { calls: [transferComplete(asked.CommandKey)] });
  expect(await shown(ordered)).toMatchObject({ state: 'failed', fault: { reason: 'notApplied' } });
});

test('scheduleDownload: the windows and a link to the file arrive, and the end is what the device says', async () => {
  const cpe = await known('D1');
  const file = await muster.api.good<StoredFile>('POST', '/files', {
    query: { name: 'settings.cfg', fileType: '3 Vendor Configuration File' },
    body: Buffer.from('settings'),
  });
  const windows = [{ start: 0, end: 3600, mode: '3 When Idle' }];
  const ordered = await order(cpe, 'scheduleDownload', {
    fileType: '3 Vendor Configuration File',
    fileId: file.id,
    windows,
  });
  let asked!: Call<'ScheduleDownload'>['args'];
  await hold(cpe, {
    answers: {
      ScheduleDownload(args) {
        asked = args;
        return {};
      },
    },
  });
  expect(asked.TimeWindowList).toEqual([
    { WindowStart: 0, WindowEnd: 3600, WindowMode: '3 When Idle', UserMessage: '', MaxRetries: -1 },
  ]);
  expect(await (await fetch(asked.URL)).text()).toBe('settings');
  await hold(cpe, { calls: [transferComplete(asked.CommandKey)] });
  expect(await shown(ordered)).toMatchObject({ state: 'succeeded', result: { status: 1 } });
});

test('cancelTransfer: the accepted download ends as cancelled, and the device is free for the next order', async () => {
  const cpe = await known('D2');
  const download = await order(cpe, 'download', {
    fileType: '3 Vendor Configuration File',
    url: 'http://127.0.0.1:9/f',
  });
  await hold(cpe, { answers: { Download: () => queued } });
  const { commandKey } = await shown(download);
  const refused = await muster.api.ask('POST', `/operations/${download.id}/cancel`);
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain(`cancelTransfer with commandKey ${commandKey}`);
  const cancel = await order(cpe, 'cancelTransfer', { commandKey });
  expect(await hold(cpe, { answers: { CancelTransfer: () => ({}) } })).toEqual(['CancelTransfer']);
  expect([(await shown(cancel)).state, (await shown(download)).state]).toEqual(['succeeded', 'cancelled']);
  expect((await order(cpe, 'reboot')).state).toBe('queued');
});

test('getAllQueuedTransfers and getQueuedTransfers tell what the device holds', async () => {
  const cpe = await known('D3');
  const all = await order(cpe, 'getAllQueuedTransfers');
  const old = await order(cpe, 'getQueuedTransfers');
  await hold(cpe, {
    answers: {
      GetAllQueuedTransfers: () => transferQueue('k'),
      GetQueuedTransfers: () => ({ TransferList: [{ CommandKey: 'k', State: 3 }] }),
    },
  });
  expect((await shown(all)).result).toMatchObject({ transfers: [{ commandKey: 'k', state: 2, isDownload: true }] });
  expect((await shown(old)).result).toEqual({ transfers: [{ commandKey: 'k', state: 3 }] });
});

test('changeDuState: the results come with DUStateChangeComplete, also where it repeats', async () => {
  const cpe = await known('S1');
  const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
  const ordered = await order(cpe, 'changeDuState', { operations: [{ op: 'install', url: 'https://h/du.ipk', uuid }] });
  let asked!: Call<'ChangeDUState'>['args'];
  await hold(cpe, {
    answers: {
      ChangeDUState(args) {
        asked = args;
        return {};
      },
    },
  });
  expect(asked.Operations).toMatchObject([{ operation: 'Install', URL: 'https://h/du.ipk', UUID: uuid }]);
  const complete: Call<'DUStateChangeComplete'> = {
    method: 'DUStateChangeComplete',
    args: {
      CommandKey: asked.CommandKey,
      Results: [
        {
          UUID: uuid,
          DeploymentUnitRef: 'Device.SoftwareModules.DeploymentUnit.1',
          Version: '1',
          CurrentState: 'Installed',
          Resolved: true,
          ExecutionUnitRefList: 'Device.SoftwareModules.ExecutionUnit.1',
          StartTime: '2026-01-01T00:00:00Z',
          CompleteTime: '2026-01-01T00:00:09Z',
          Fault: { FaultCode: 0, FaultString: '' },
        },
      ],
    },
  };
  for (let time = 0; time < 2; time++) await hold(cpe, { events: ['11 DU STATE CHANGE COMPLETE'], calls: [complete] });
  expect(await shown(ordered)).toMatchObject({ state: 'succeeded', result: { results: [{ uuid, resolved: true }] } });
  const items = (await timeline(cpe)).filter((item) => item.type === 'software');
  expect(items).toMatchObject([{ unit: uuid, to: 'Installed', cause: 'operation', operationId: ordered.id }]);
});

test('attributes are set, read, and set again by Muster itself after a factory reset, with new credentials', async () => {
  const cpe = await known('A1');
  const attributes = [{ path: 'Device.WiFi.SSID.1.Status', notification: 2 }];
  const set = await order(cpe, 'setParameterAttributes', { attributes });
  const read = await order(cpe, 'getParameterAttributes', { paths: ['Device.WiFi.SSID.1.Status'] });
  const said: Call['args'][] = [];
  const answers: Script['answers'] = {
    SetParameterAttributes(args) {
      said.push(args);
      return {};
    },
    GetParameterAttributes: () => ({
      ParameterList: [{ Name: 'Device.WiFi.SSID.1.Status', Notification: 2, AccessList: ['Subscriber'] }],
    }),
    SetParameterValues: () => ({ Status: 0 }),
    GetParameterValues: () => ({
      ParameterList: [{ name: 'Device.ManagementServer.PeriodicInformInterval', value: '3600', type: 'unsignedInt' }],
    }),
  };
  await hold(cpe, { answers });
  expect((await shown(set)).state).toBe('succeeded');
  expect((await shown(read)).result).toEqual({
    attributes: [{ path: 'Device.WiFi.SSID.1.Status', notification: 2, accessList: ['Subscriber'] }],
  });
  const asked = await hold(cpe, { events: ['0 BOOTSTRAP', '1 BOOT'], answers });
  expect(asked).toContain('SetParameterValues');
  expect(asked.filter((method) => method === 'SetParameterAttributes')).toHaveLength(1);
  expect(said).toHaveLength(2);
  expect(said[1]).toEqual(said[0]);
});

test('getParameterValues: one wrong name of four does not spoil the others', async () => {
  const cpe = await known('P1');
  const paths = ['Device.A', 'Device.Bad', 'Device.C', 'Device.D'];
  const ordered = await order(cpe, 'getParameterValues', { paths });
  let next = await cpe.session();
  while (next !== null && next.body.kind === 'request') {
    const wanted = next.body.element.children[0]!.children.map((child) => child.text);
    const reply = wanted.includes('Device.Bad')
      ? await cpe.refuse(next, { code: 9005, message: 'Invalid parameter name' })
      : await cpe.answer(next, {
          method: 'GetParameterValues',
          args: { ParameterList: wanted.map((name) => ({ name, value: '1', type: 'string' })) },
        });
    next = reply.status === 204 ? null : (await import('../support/cpe.ts')).heard(reply);
  }
  expect(await shown(ordered)).toMatchObject({
    state: 'succeeded',
    result: {
      parameters: [{ path: 'Device.A' }, { path: 'Device.C' }, { path: 'Device.D' }],
      faults: [{ path: 'Device.Bad', code: 9005, message: 'Invalid parameter name' }],
    },
  });
});

test('a fault that may pass: the operation waits, says when it is tried again, and keeps the fault', async () => {
  const cpe = await known('P2');
  const ordered = await order(cpe, 'getRpcMethods');
  const asked = await cpe.session();
  await cpe.refuse(asked!, { code: 9002, message: 'Internal error' });
  const waiting = await shown(ordered);
  expect(waiting).toMatchObject({ state: 'queued', attempt: 1, fault: { code: 9002 } });
  expect(Date.parse(waiting.retryAt!)).toBeGreaterThan(Date.now() + 30_000);
  expect(await hold(cpe)).toEqual([]);
  await muster.pool.query('UPDATE operation SET not_before = now() WHERE id = $1', [ordered.id]);
  await hold(cpe, { answers: { GetRPCMethods: () => ({ MethodList: ['GetRPCMethods', 'Download'] }) } });
  expect(await shown(ordered)).toMatchObject({ state: 'succeeded', attempt: 2, fault: null });
});

test('a method that the device said it does not have is refused by REST, naming it and the software', async () => {
  const cpe = await known('P3');
  await order(cpe, 'getRpcMethods');
  await hold(cpe, { answers: { GetRPCMethods: () => ({ MethodList: ['GetRPCMethods', 'Download'] }) } });
  const refused = await muster.api.ask('POST', `/devices/${cpe.deviceId}/operations`, {
    body: { kind: 'changeDuState', operations: [{ op: 'update' }], connectionRequest: false },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'notSupported' } });
  expect(refused.body.detail).toMatch(/does not support ChangeDUState.*1\.0\.0/);
  expect((await order(cpe, 'download', { fileType: '3 X', url: 'http://127.0.0.1:9/f' })).state).toBe('queued');
});

test('addObject: an answer that got lost makes no second instance', async () => {
  const cpe = await known('O1');
  const path = 'Device.NAT.PortMapping.';
  const ordered = await order(cpe, 'addObject', { path, values: [{ path: 'Description', value: 'game' }] });
  const instances: string[] = [];
  const answers: Script['answers'] = {
    GetParameterNames: () => ({ ParameterList: instances.map((n) => ({ Name: `${path}${n}.`, Writable: true })) }),
    AddObject() {
      instances.push(String(instances.length + 1));
      return 'hangUp';
    },
    SetParameterValues: () => ({ Status: 0 }),
  };
  expect(await hold(cpe, { answers })).toEqual(['GetParameterNames', 'AddObject']);
  expect(await hold(cpe, { answers })).toEqual(['GetParameterNames', 'SetParameterValues']);
  expect(instances).toEqual(['1']);
  expect(await shown(ordered)).toMatchObject({ state: 'succeeded', result: { instanceNumber: 1, path: `${path}1.` } });
});

test('setParameterValues: after a lost answer the values are read, and not written again where they are there', async () => {
  const cpe = await known('O2');
  const values = [{ path: 'Device.Time.Enable', value: true, type: 'boolean' }];
  const ordered = await order(cpe, 'setParameterValues', { values });
  expect(await hold(cpe, { answers: { SetParameterValues: () => 'hangUp' } })).toEqual(['SetParameterValues']);
  const asked = await hold(cpe, {
    answers: {
      GetParameterValues: () => ({ ParameterList: [{ name: 'Device.Time.Enable', value: '1', type: 'boolean' }] }),
    },
  });
  expect(asked).toEqual(['GetParameterValues']);
  expect(await shown(ordered)).toMatchObject({ state: 'succeeded', attempt: 1, result: { status: 0 } });
});

test('getOptions and setVouchers, for old devices', async () => {
  const cpe = await known('V1');
  const set = await order(cpe, 'setVouchers', { vouchers: ['QUJD'] });
  const read = await order(cpe, 'getOptions', { optionName: 'voice' });
  const asked: unknown[] = [];
  await hold(cpe, {
    answers: {
      SetVouchers(args) {
        asked.push(args);
        return {};
      },
      GetOptions(args) {
        asked.push(args);
        const option = { OptionName: 'voice', VoucherSN: 1, State: 3, Mode: 2, StartDate: '2026-01-01T00:00:00Z' };
        return { OptionList: [{ ...option, ExpirationDate: '', IsTransferable: 0 }] };
      },
    },
  });
  expect(asked).toEqual([{ VoucherList: ['QUJD'] }, { OptionName: 'voice' }]);
  expect((await shown(set)).state).toBe('succeeded');
  expect((await shown(read)).result).toMatchObject({ options: [{ name: 'voice', mode: 2, expirationDate: null }] });
});

test('vendorRpc: a vendor’s method by its name, with raw arguments both ways', async () => {
  const cpe = await known('V2');
  const ordered = await order(cpe, 'vendorRpc', {
    method: 'X_00D09E_Blink',
    arguments: { Times: 3, Colour: 'red & blue' },
  });
  const asked = await cpe.session();
  expect(methodOf(asked)).toBe('X_00D09E_Blink');
  const blink = describeVendorRpc('X_00D09E_Blink');
  const { body } = asked!;
  if (body.kind !== 'request') throw new TypeError('no request');
  expect(blink.request.decode(body.element, '')).toMatchObject([
    { name: 'Times', text: '3' },
    { name: 'Colour', text: 'red & blue' },
  ]);
  const answer = '<cwmp:X_00D09E_BlinkResponse><Blinked>3</Blinked></cwmp:X_00D09E_BlinkResponse>';
  expect((await cpe.post(cpe.envelope(answer, asked!.id!))).status).toBe(204);
  expect(await shown(ordered)).toMatchObject({ state: 'succeeded', result: { arguments: { Blinked: '3' } } });
});

test('bad orders are refused with the field that is wrong, and nothing is queued', async () => {
  const cpe = await known('B1');
  const bad: [kind: string, fields: Record<string, unknown>, path: string][] = [
    ['upload', { fileType: '9 Nonsense' }, 'fileType'],
    [
      'scheduleDownload',
      { fileType: '1 X', url: 'http://h/', windows: [{ start: 5, end: 5, mode: '2 Immediately' }] },
      'windows.0.end',
    ],
    ['cancelTransfer', {}, 'commandKey'],
    ['changeDuState', { operations: [{ op: 'uninstall' }] }, 'operations.0.uuid'],
    ['setParameterAttributes', { attributes: [{ path: 'Device.A', notification: 9 }] }, 'attributes.0.notification'],
    ['getParameterAttributes', {}, 'paths'],
    ['setVouchers', { vouchers: ['<'] }, 'vouchers.0'],
    ['getOptions', { name: 'x' }, ''],
    ['vendorRpc', { method: 'Reboot' }, 'method'],
  ];
  for (const [kind, fields, path] of bad) {
    const { status, body } = await muster.api.ask('POST', `/devices/${cpe.deviceId}/operations`, {
      body: { kind, ...fields },
    });
    expect([kind, status, body.code]).toEqual([kind, 400, 'invalidRequest']);
    expect(body.errors?.map((item) => item.path)).toContain(path);
  }
  const { items } = await muster.api.get<Page<Operation>>(`/devices/${cpe.deviceId}/operations`);
  expect(items).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page, StoredFile, TimelineItem } from '../../src/cli/api/resources.ts';
import { orderableKinds } from '../../src/operations/kinds/index.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { openOperations } from './support/books.ts';
import { fleetSettled, uploadFirmware } from './support/campaigning.ts';
import { done, type OrderedOperation, order } from './support/orders.ts';

// One gateway is called more often here than any would be in a minute.
const muster = withMuster({ limits: { deviceInformsPerMinute: 0, connectionRequestsPerDevice: 1000 } });
const fleets = new SimulatedFleets();
const device = '00D09E-MG100-SIM000001';
let fleet: Fleet;
const seen = new Set<string>();

beforeAll(async () => {
  fleet = await fleets.start(muster, { count: 1, withMethods: ['GetOptions', 'SetVouchers'] });
  await fleetSettled(muster.api, muster.pool, 1);
});
afterAll(() => fleets.clear());

/** Orders a kind on the gateway, calls it, and waits for the end. */
async function run(kind: string, fields: Record<string, unknown> = {}): Promise<OrderedOperation> {
  seen.add(kind);
  return done(muster.api, device, { kind, ...fields });
}

interface Stored {
  readonly path: string;
  readonly value: string;
  readonly type: string | null;
  readonly writable?: boolean;
}

const stored = async (path: string): Promise<readonly Stored[]> =>
  (await muster.api.get<Page<Stored>>(`/devices/${device}/parameters`, { path, limit: 500 })).items;

test('getParameterValues', async () => {
  const { state, result } = await run('getParameterValues', {
    paths: ['Device.DeviceInfo.SoftwareVersion', 'Device.NAT.'],
  });
  expect(state).toBe('succeeded');
  expect(result!['parameters']).toContainEqual({
    path: 'Device.DeviceInfo.SoftwareVersion',
    value: '1.0.0',
    type: 'string',
  });
  expect((await stored('Device.NAT.')).length).toBeGreaterThan(0);
  const unknown = await run('getParameterValues', { paths: ['Device.Nothing.'] });
  expect(unknown).toMatchObject({ state: 'failed', fault: { code: 9005 } });
});

test('setParameterValues, with the type that the device told', async () => {
  await run('getParameterValues', { paths: ['Device.ManagementServer.'] });
  const values = [{ path: 'Device.ManagementServer.PeriodicInformInterval', value: 80_000 }];
  expect(await run('setParameterValues', { values, parameterKey: 'pk' })).toMatchObject({
    state: 'succeeded',
    result: { status: 0 },
  });
  expect(fleet.gateways[0]!.setting('PeriodicInformInterval')).toBe('80000');
  expect(fleet.gateways[0]!.parameterKey).toBe('pk');
  expect(await stored('Device.ManagementServer.PeriodicInformInterval')).toMatchObject([
    { value: '80000', type: 'unsignedInt' },
  ]);
  // What no model forbids is for the device to refuse.
  const bad = [{ path: 'Device.DeviceInfo.X_ACME_Nothing', value: '9' }];
  expect(await run('setParameterValues', { values: bad })).toMatchObject({
    state: 'failed',
    fault: { code: 9003, parameters: [{ name: 'Device.DeviceInfo.X_ACME_Nothing', code: 9005 }] },
  });
});

test('getParameterNames', async () => {
  const { state, result } = await run('getParameterNames', { path: 'Device.ManagementServer.', nextLevel: true });
  expect(state).toBe('succeeded');
  expect(result!['names']).toContainEqual({ path: 'Device.ManagementServer.URL', writable: true });
  expect(await stored('Device.ManagementServer.URL')).toMatchObject([{ writable: true }]);
});

test('addObject with values, then deleteObject', async () => {
  const path = 'Device.NAT.PortMapping.';
  const added = await run('addObject', { path, values: [{ path: 'Description', value: 'game' }] });
  expect(added).toMatchObject({ state: 'succeeded', result: { instanceNumber: 1, path: `${path}1.`, status: 0 } });
  const read = await run('getParameterValues', { paths: [`${path}1.Description`] });
  expect(read.result).toMatchObject({ parameters: [{ value: 'game' }] });

  expect(await run('deleteObject', { path: `${path}1.` })).toMatchObject({ state: 'succeeded', result: { status: 0 } });
  expect(await stored(`${path}1.`)).toEqual([]);
  expect(await run('deleteObject', { path: `${path}1.` })).toMatchObject({ state: 'failed', fault: { code: 9005 } });
});

test('getRpcMethods', async () => {
  const { state, result } = await run('getRpcMethods');
  expect(state).toBe('succeeded');
  expect(result!['methods']).toContain('GetAllQueuedTransfers');
  const { rows } = await muster.pool.query<{ methods: string[] }>('SELECT methods FROM device');
  expect(rows[0]!.methods).toContain('Download');
});

test('getAllQueuedTransfers', async () => {
  expect(await run('getAllQueuedTransfers')).toMatchObject({ state: 'succeeded', result: { transfers: [] } });
});

test('scheduleInform ends with the session it asked for', async () => {
  const before = fleet.gatewayStatistics()[0]!.sessions;
  expect(await run('scheduleInform', { delaySeconds: 1 })).toMatchObject({ state: 'succeeded' });
  expect(fleet.gatewayStatistics()[0]!.sessions).toBeGreaterThanOrEqual(before + 1);
  const { items } = await muster.api.get<Page<TimelineItem>>(`/devices/${device}/timeline`);
  const scheduled = items.find((item) => JSON.stringify(item).includes('3 SCHEDULED'));
  expect(JSON.stringify(scheduled)).toContain('M ScheduleInform');
});

test('refresh reads the whole model in steps', async () => {
  const { state, result } = await run('refresh');
  expect(state).toBe('succeeded');
  expect(result!['parameters']).toBeGreaterThanOrEqual(300);
  const page = await muster.api.get<Page<Stored>>(`/devices/${device}/parameters`, { limit: 500 });
  expect(page.items.length).toBeGreaterThanOrEqual(300);
});

test('reboot ends when the device says that it has booted', async () => {
  const operation = await run('reboot');
  expect(operation.state).toBe('succeeded');
  const { items } = await muster.api.get<Page<TimelineItem>>(`/devices/${device}/timeline`);
  const boot = items.find((item) => JSON.stringify(item).includes('M Reboot'))!;
  expect(JSON.stringify(boot)).toContain(operation.commandKey!);
  expect((await muster.api.get<{ lastBootAt: string }>(`/devices/${device}`)).lastBootAt).toBe(boot.at);
});

test('factoryReset ends when the device bootstraps', async () => {
  expect(await run('factoryReset')).toMatchObject({ state: 'succeeded' });
  // Everything that was set on it is gone.
  expect(fleet.gateways[0]!.parameterKey).not.toBe('pk');
  expect(fleet.gateways[0]!.setting('PeriodicInformInterval')).toBe('86400');
});

test('download ends with what the device says about it', async () => {
  const file = await uploadFirmware(muster.api, '1.5.0');
  const fileType = '1 Firmware Upgrade Image';
  expect(await run('download', { fileType, fileId: file.id })).toMatchObject({
    state: 'succeeded',
    result: { status: 1 },
  });
  const wrong = await run('download', { fileType, url: `${muster.urls.files}f/nothing` });
  expect(wrong.state).toBe('failed');
  expect(wrong.fault!.code).toBeGreaterThanOrEqual(9010);
  expect(await run('download', { fileType: '9 Nonsense', fileId: file.id })).toMatchObject({
    state: 'failed',
    fault: { code: 9003 },
  });
});

test('upgradeFirmware ends when the device shows the version, and needs nothing where it does already', async () => {
  const file: StoredFile = await uploadFirmware(muster.api, '2.0.0');
  const order = { fileId: file.id, targetVersion: '2.0.0' };
  expect(await run('upgradeFirmware', order)).toMatchObject({
    state: 'succeeded',
    attempt: 1,
    result: { fromVersion: '1.5.0', version: '2.0.0' },
  });
  const downloads = fleet.gatewayStatistics()[0]!.downloads;
  expect(await run('upgradeFirmware', order)).toMatchObject({ state: 'succeeded', attempt: 0 });
  expect(fleet.gatewayStatistics()[0]).toMatchObject({ version: '2.0.0', downloads, overlappingDownloads: 0 });
});

test('setParameterAttributes, then getParameterAttributes', async () => {
  const path = 'Device.ManagementServer.PeriodicInformInterval';
  const attributes = [{ path, notification: 1, accessList: [] }];
  expect(await run('setParameterAttributes', { attributes })).toMatchObject({ state: 'succeeded' });
  expect(await run('getParameterAttributes', { paths: [path] })).toMatchObject({
    state: 'succeeded',
    result: { attributes },
  });
  expect(await run('setParameterAttributes', { attributes: [{ path: 'Device.No', notification: 1 }] })).toMatchObject({
    state: 'failed',
    fault: { code: 9005 },
  });
});

test('upload: what the gateway brings is kept under the operation', async () => {
  const { id, state, result } = await run('upload', { fileType: '1 Vendor Configuration File' });
  expect({ state, status: result?.['status'] }).toEqual({ state: 'succeeded', status: 1 });
  const { items } = await muster.api.get<Page<{ id: string; size: number }>>('/uploads', { operation: id });
  expect(items).toMatchObject([{ id: result!['uploadId'], deviceId: device, fileType: '1 Vendor Configuration File' }]);
  expect(items[0]!.size).toBeGreaterThan(0);
});

test('scheduleDownload, in a window that is open', async () => {
  const file = await uploadFirmware(muster.api, '2.1.0');
  const fields = { fileType: '1 Firmware Upgrade Image', fileId: file.id };
  const windows = [{ start: 0, end: 600, mode: '1 At Any Time' }];
  expect(await run('scheduleDownload', { ...fields, windows })).toMatchObject({
    state: 'succeeded',
    result: { status: 1 },
  });
});

test('cancelTransfer: a download that waits is withdrawn, and the gateway holds none', async () => {
  const waiting = { kind: 'download', fileType: '3 Vendor Configuration File', url: `${muster.urls.files}f/x` };
  const download = await order(muster.api, device, { ...waiting, delaySeconds: 3600 });
  const accepted = await until('it is accepted', async () => {
    const now = await muster.api.get<OrderedOperation>(`/operations/${download.id}`);
    return now.state === 'accepted' && now;
  });
  expect(await run('getQueuedTransfers')).toMatchObject({
    result: { transfers: [{ commandKey: accepted.commandKey }] },
  });
  expect(await run('cancelTransfer', { commandKey: accepted.commandKey })).toMatchObject({ state: 'succeeded' });
  expect(await muster.api.get(`/operations/${download.id}`)).toMatchObject({ state: 'cancelled' });
  expect(await run('getAllQueuedTransfers')).toMatchObject({ result: { transfers: [] } });
});

test('changeDuState ends with what the gateway says about each unit', async () => {
  const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
  const unknown = await run('changeDuState', { operations: [{ op: 'uninstall', uuid }] });
  expect(unknown).toMatchObject({ state: 'failed', fault: { code: 9028 } });
  expect(unknown.result).toMatchObject({ results: [{ uuid, fault: { code: 9028 } }] });
});

test('setExecutionEnvironment ends when the environment shows it, setExecutionUnitState names a unit that is not there', async () => {
  const environment = 'Device.SoftwareModules.ExecEnv.1';
  expect(await run('setExecutionEnvironment', { environment, enable: true })).toMatchObject({
    state: 'succeeded',
    result: { status: 'Up' },
  });
  const none = await run('setExecutionUnitState', { executionUnit: 'nobody', requestedState: 'Active' });
  expect(none).toMatchObject({ state: 'failed', fault: { message: expect.stringContaining('nobody') } });
});

test('getOptions, setVouchers and a method of the vendor', async () => {
  expect(await run('getOptions')).toMatchObject({ state: 'succeeded', result: { options: [{ name: 'Voice' }] } });
  expect(await run('setVouchers', { vouchers: ['QUJD'] })).toMatchObject({ state: 'succeeded' });
  const echo = { method: 'X_MUSTER_Echo', arguments: { Text: 'a < b', List: ['1', '2'] } };
  expect(await run('vendorRpc', echo)).toMatchObject({ state: 'succeeded', result: { arguments: echo.arguments } });
});

test('rotateCredentials', async () => {
  expect(await run('rotateCredentials')).toMatchObject({ state: 'succeeded' });
});

test('no kind was left out, and nothing is left open', async () => {
  expect([...seen].sort()).toEqual([...orderableKinds].sort());
  expect(await openOperations(muster.pool)).toEqual([]);
  expect(fleets.defects).toEqual([]);
});

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPackageKey, openPackageKey } from '../../src/security/package-keys.ts';
import { pkiFiles } from '../../src/security/pki/store.ts';
import { fleetSettled } from '../scenarios/support/campaigning.ts';
import { done, ended, order } from '../scenarios/support/orders.ts';
import { adminKey, withMuster } from '../support/muster.ts';
import { answeringPackage } from '../support/signed-packages.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { type Heard, Listener } from './support/listener.ts';

const muster = withMuster();
const fleets = new SimulatedFleets();
const modules = 'Device.SoftwareModules.';
let devices: string[];
let bytes: Buffer;
/** Where the package is fetched from: it is handed out when the test says so. */
const handedOut = Promise.withResolvers<void>();
const source = http.createServer((_, response) => void handedOut.promise.then(() => response.end(bytes)));

beforeAll(async () => {
  const setting = { files: pkiFiles(muster.dataDir), password: 'a password of tests', now: Date.now };
  await createPackageKey(setting, { name: 'story', algorithm: 'ed25519' });
  const key = await openPackageKey(setting, null);
  const fleet = await fleets.start(muster, { count: 2, packageKeys: [key.record.publicKey] });
  devices = fleet.gateways.map((gateway) => gateway.deviceId);
  await fleetSettled(muster.api, muster.pool, 2);
  bytes = await answeringPackage({ version: '1.0', autoStart: false, key: key.privateKey });
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await fleets.clear();
  await new Promise((resolve) => source.close(resolve));
});

const read = (device: string) => done(muster.api, device, { kind: 'refresh', paths: [modules] });
const unitChanges = (heard: readonly Heard[]) =>
  heard
    .filter(({ event, data }) => event === 'software.state-changed' && data['kind'] === 'deploymentUnit')
    .map(({ data }) => [data['from'], data['to'], data['cause']]);

test('a module is installed and removed before a listener that comes and goes: each change once and in order', async () => {
  const [device, other] = devices as [string, string];
  await Promise.all(devices.map(read));
  const wish = { query: { device } };
  const everyone = await Listener.open(muster.urls.api, adminKey);
  let listener = await Listener.open(muster.urls.api, adminKey, wish);
  await Promise.all([listener.caughtUp(), everyone.caughtUp()]);
  const heard: Heard[] = [];
  /** The listener is cut off, and comes back with what it heard last. */
  const cutOff = async (meanwhile: () => Promise<unknown>): Promise<void> => {
    listener.leave();
    heard.push(...listener.heard);
    await meanwhile();
    listener = await Listener.open(muster.urls.api, adminKey, {
      ...wish,
      headers: { 'Last-Event-ID': listener.lastEventId },
    });
  };
  const completed = (id: string) =>
    listener.find(
      `the end of ${id}`,
      ({ data, event }) => event === 'operation.completed' && data['operationId'] === id,
    );

  const install = await order(muster.api, device, {
    kind: 'changeDuState',
    operations: [
      { op: 'install', url: `http://127.0.0.1:${(source.address() as AddressInfo).port}/meter_1.0_all.ipk` },
    ],
  });
  await until('the unit is seen Installing', async () => {
    await read(device);
    const { deploymentUnits } = await muster.api.get<{ deploymentUnits: { status: string }[] }>(
      `/devices/${device}/software`,
    );
    return deploymentUnits.some(({ status }) => status === 'Installing');
  });
  await listener.find('it appears', ({ data }) => data['to'] === 'Installing');
  // It is installed while nobody listens.
  await cutOff(() => {
    handedOut.resolve();
    return ended(muster.api, install.id);
  });
  const installed = await listener.find('it is installed', ({ data }) => data['to'] === 'Installed');
  const end = await completed(install.id);
  expect(installed.data).toMatchObject({
    type: 'software.state-changed',
    deviceId: device,
    kind: 'deploymentUnit',
    from: 'Installing',
    to: 'Installed',
    cause: 'operation',
    operationId: install.id,
    version: '1.0',
  });
  expect(end.data).toMatchObject({
    deviceId: device,
    kind: 'changeDuState',
    state: 'succeeded',
    fault: null,
    result: { results: [{ uuid: installed.data['uuid'], currentState: 'Installed', version: '1.0' }] },
  });
  expect(Number(installed.id)).toBeLessThan(Number(end.id));

  await read(device);
  const start = await done(muster.api, device, {
    kind: 'setExecutionUnitState',
    executionUnit: 'meterd',
    requestedState: 'Active',
  });
  await completed(start.id);
  await listener.find('the unit runs', ({ data }) => data['kind'] === 'executionUnit' && data['to'] === 'Active');
  await cutOff(async () => {
    const uuid = installed.data['uuid'] as string;
    const remove = await order(muster.api, device, { kind: 'changeDuState', operations: [{ op: 'uninstall', uuid }] });
    await ended(muster.api, remove.id);
    await read(device);
  });
  await listener.find('it is gone', ({ data }) => data['to'] === 'Uninstalled');
  const last = await done(muster.api, device, { kind: 'getRpcMethods' });
  await completed(last.id);
  heard.push(...listener.heard);
  listener.leave();

  expect(unitChanges(heard)).toEqual([
    [null, 'Installing', 'read'],
    ['Installing', 'Installed', 'operation'],
    ['Installed', 'Uninstalled', 'operation'],
  ]);
  expect(heard.every(({ data }) => data['deviceId'] === device)).toBe(true);
  const ids = heard.map(({ id }) => Number(id));
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  // Who was there all the time heard the same, and of the other gateway too.
  await everyone.find('the last one', ({ id }) => id === heard.at(-1)!.id);
  const begin = ids[0]!;
  expect(everyone.heard.filter(({ id, data }) => Number(id) >= begin && data['deviceId'] === device)).toEqual(heard);
  expect(other).not.toBe(device);
  everyone.leave();
});

test('a module that cannot be removed is told of with its fault, and nothing is said to have changed', async () => {
  const device = devices[1]!;
  const listener = await Listener.open(muster.urls.api, adminKey, { query: { device } });
  await listener.caughtUp();
  const { id } = await order(muster.api, device, {
    kind: 'changeDuState',
    operations: [{ op: 'uninstall', uuid: '00000000-0000-5000-8000-000000000000' }],
  });
  await ended(muster.api, id);
  await read(device);
  const last = await done(muster.api, device, { kind: 'getRpcMethods' });
  const end = await listener.find('its end', ({ data }) => data['operationId'] === id);
  expect(end).toMatchObject({
    event: 'operation.completed',
    data: { state: 'failed', fault: expect.anything(), result: { results: [{ currentState: 'Failed' }] } },
  });
  await listener.find('the last one', ({ data }) => data['operationId'] === last.id);
  expect(listener.types).not.toContain('software.state-changed');
  listener.leave();
});

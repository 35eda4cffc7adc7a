import { describe, expect, test } from 'vitest';

import { ended, type OrderedOperation } from '../scenarios/support/orders.ts';
import { hold } from '../scenarios/support/scripted-session.ts';
import type { ScriptedCpe } from '../support/cpe.ts';
import { until } from '../support/until.ts';
import type { QuirkyGateway } from './support/gateway.ts';
import { expectManageable, ssid, version } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';
import { upgraded } from './support/upgrade.ts';

/** Parameters that a good gateway of the simulator has. */
const wholeModel = 840;

describe('finding out what a device has', () => {
  const stage = quirkStage({
    profiles: {
      Q65N: { discovery: 'names' },
      Q66W: { booleanArguments: 'words' },
      Q75S: { wholeTree: false },
      Q79N: { discovery: 'names' },
    },
  });
  const portMappings = 'Device.NAT.PortMapping.';

  const order = (cpe: ScriptedCpe, body: object): Promise<OrderedOperation> =>
    stage.muster.api.post(`/devices/${cpe.deviceId}/operations`, { connectionRequest: false, ...body });

  /** Reads its whole model, in as many sessions as that takes. @returns the result */
  async function refreshed(gateway: QuirkyGateway, body: object = {}): Promise<OrderedOperation> {
    const { id } = await gateway.ordered({ kind: 'refresh', ...body });
    for (let session = 0; session < 40; session++) {
      await gateway.session();
      const operation = await gateway.operation(id);
      if (operation.state !== 'dispatched') return operation;
    }
    throw new Error('a refresh without end');
  }

  const saidBy = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    const before = await stage.said();
    await work();
    return Object.fromEntries(Object.entries(await stage.said()).map(([name, n]) => [name, n - (before[name] ?? 0)]));
  };

  test('64 names of the root are refused: reading begins at the objects that a root has', async () => {
    const gateway = await stage.gateway(64);
    expect(await refreshed(gateway)).toMatchObject({ state: 'succeeded' });
    expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
    expect((await gateway.parameter(ssid))?.value).toBe(gateway.own(ssid));
  });

  test('65 names of a whole branch are too much: one level at a time is asked for, down to the leaves where a profile says so', async () => {
    for (const productClass of ['MG100', 'Q65N']) {
      const gateway = await stage.gateway(65, { productClass });
      expect(await refreshed(gateway)).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
      expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
    }
  });

  test('66 NextLevel in digits only: Muster writes digits, and words where a profile says so', async () => {
    const names = { kind: 'getParameterNames', path: 'Device.WiFi.', nextLevel: true };
    const usual = await stage.gateway(66);
    expect(await usual.done(names)).toMatchObject({ state: 'succeeded' });
    const words = await stage.gateway(66, { productClass: 'Q66W' });
    expect(await words.done(names)).toMatchObject({ state: 'failed', fault: { code: 9003 } });
  });

  test('67 9005 for an empty table: it has no instances, and one can be added', async () => {
    const gateway = await stage.gateway(67);
    expect(gateway.fleet.gateways[0]!.tree.find(portMappings)).toBeDefined();
    const added = await gateway.done({ kind: 'addObject', path: portMappings });
    expect(added).toMatchObject({ state: 'succeeded', attempt: 1, result: { path: `${portMappings}1.` } });
    // What was there before has to be known where the answer does not name what was added.
    const mute = await stage.gateway([43, 67]);
    expect(await mute.done({ kind: 'addObject', path: portMappings })).toMatchObject({
      state: 'succeeded',
      attempt: 1,
      result: { path: `${portMappings}1.` },
    });
    expect(await refreshed(gateway)).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
  });

  test('68 an empty list of names: the values are asked for by partial paths', async () => {
    const gateway = await stage.gateway(68);
    expect(await refreshed(gateway)).toMatchObject({ state: 'succeeded' });
    expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
  });

  /** A device with a few parameters; `names` are what it lists below a path. */
  async function reading(names: (path: string) => string[], values: Readonly<Record<string, string>>) {
    const cpe = stage.scripted();
    await cpe.session();
    const { id } = await order(cpe, { kind: 'refresh' });
    const read: string[] = [];
    const within = (path: string, name: string): boolean =>
      path.endsWith('.') ? name.startsWith(path) : name === path;
    await hold(cpe, {
      answers: {
        GetParameterNames: ({ ParameterPath }) => ({
          ParameterList: names(ParameterPath).map((Name) => ({ Name, Writable: false })),
        }),
        GetParameterValues: ({ ParameterNames }) => {
          read.push(...ParameterNames);
          const told = Object.entries(values).filter(([name]) => ParameterNames.some((path) => within(path, name)));
          return { ParameterList: told.map(([name, value]) => ({ name, value, type: 'string' })) };
        },
      },
    });
    const operation = await ended(stage.muster.api, id);
    const { items } = await stage.muster.api.get<{ items: { path: string; value: string }[] }>(
      `/devices/${cpe.deviceId}/parameters`,
    );
    return { operation, read, stored: Object.fromEntries(items.map(({ path, value }) => [path, value])) };
  }
  const few = { 'Device.WiFi.SSID.1.SSID': 'a', 'Device.WiFi.Radio.1.Channel': '6', 'Device.Time.Status': 'ok' };

  test('69 only leaves are named: the objects above them are concluded', async () => {
    const { operation, read, stored } = await reading(() => Object.keys(few), few);
    expect([...read].sort()).toEqual(['Device.Time.', 'Device.WiFi.']);
    expect(operation).toMatchObject({ state: 'succeeded', result: { skipped: [], parameters: 3 } });
    expect(stored).toMatchObject(few);
    const gateway = await stage.gateway(69);
    expect(await refreshed(gateway)).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
    expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
  });

  test('70 objects are named without their dot: what cannot be read as a parameter is read as an object', async () => {
    const gateway = await stage.gateway(70);
    expect(await refreshed(gateway)).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
    expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
  });

  test('71 parameters that nobody asked for: stored like the others', async () => {
    const gateway = await stage.gateway(71);
    const read = await gateway.done({ kind: 'getParameterValues', paths: [ssid] });
    expect(read).toMatchObject({
      state: 'succeeded',
      result: { parameters: [{ path: ssid }, { value: 'here I am' }] },
    });
    const cpe = stage.scripted();
    await cpe.session();
    await order(cpe, { kind: 'getParameterValues', paths: [ssid] });
    const extra = 'Device.X_TEST.Unasked';
    const ParameterList = [ssid, extra].map((name) => ({ name, value: 'here I am', type: 'string' }));
    await hold(cpe, { answers: { GetParameterValues: () => ({ ParameterList }) } });
    const { items } = await stage.muster.api.get<{ items: object[] }>(`/devices/${cpe.deviceId}/parameters`, {
      path: extra,
    });
    expect(items).toMatchObject([{ path: extra, value: 'here I am' }]);
  });

  test('72 parameters that were asked for and not told: named as absent, and never made up', async () => {
    const gateway = await stage.gateway(72);
    const uptime = 'Device.DeviceInfo.UpTime';
    const read = await gateway.done({ kind: 'getParameterValues', paths: [ssid, uptime] });
    expect(read).toMatchObject({ state: 'succeeded', result: { parameters: [{ path: ssid }], absent: [uptime] } });
    expect(await gateway.parameter(uptime)).toBeUndefined();
  });

  test('73 one bad name of many: the rest is read without it', async () => {
    const gateway = await stage.gateway(73);
    const bad = 'Device.DeviceInfo.FirstUseDate';
    const good = [ssid, version, 'Device.DeviceInfo.UpTime', 'Device.WiFi.SSID.1.Enable'];
    const read = await gateway.done({
      kind: 'getParameterValues',
      paths: [...good.slice(0, 2), bad, ...good.slice(2)],
    });
    expect(read).toMatchObject({ state: 'succeeded', attempt: 1, result: { faults: [{ path: bad, code: 9005 }] } });
    const { parameters } = read.result as { parameters: { path: string }[] };
    expect(parameters.map(({ path }) => path).sort()).toEqual([...good].sort());
  });

  test('74 batches that are too large: halved until they fit, and the next device of the model is asked for less at once', async () => {
    const paths = [
      'Channel',
      'Enable',
      'Status',
      'OperatingStandards',
      'SupportedFrequencyBands',
      'OperatingFrequencyBand',
    ]
      .flatMap((name) => [1, 2].map((radio) => `Device.WiFi.Radio.${radio}.${name}`))
      .concat(version, ssid, 'Device.DeviceInfo.UpTime', 'Device.WiFi.SSID.1.Enable');
    const productClass = 'Q74';
    const first = await stage.gateway(74, { productClass });
    const second = await stage.gateway(74, { productClass });
    const read = (gateway: QuirkyGateway) =>
      saidBy(async () => {
        const operation = await gateway.done({ kind: 'getParameterValues', paths });
        expect(operation).toMatchObject({ state: 'succeeded', attempt: 1 });
        expect((operation.result as { parameters: unknown[] }).parameters).toHaveLength(16);
      });
    expect((await read(first))['GetParameterValues']).toBe(3);
    expect((await read(second))['GetParameterValues']).toBe(2);
  });

  test('75 a reboot while the whole tree is read: it is never asked for at once, and not at all where a profile says so', async () => {
    const gateway = await stage.gateway(75);
    expect(await refreshed(gateway)).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
    expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
    const boots = (await gateway.timeline('inform')).filter((item) => JSON.stringify(item).includes('1 BOOT'));
    expect([boots.length, gateway.statistics.failedSessions]).toEqual([1, 0]);
    const spared = await stage.gateway(75, { productClass: 'Q75S' });
    await refreshed(spared);
    expect((await spared.parameters('Device.DeviceInfo.')).length).toBeGreaterThan(10);
    expect(await spared.parameters('Device.WiFi.')).toEqual([]);
  });

  test('76 a model without end: a session asks only so much, the next goes on, and at last it ends', async () => {
    for (const productClass of ['MG100', 'Q65N']) await readsToTheEnd(await stage.gateway(76, { productClass }));
  });

  /** Refreshes it in as many sessions as it takes, none of which asks too much. */
  async function readsToTheEnd(gateway: QuirkyGateway): Promise<void> {
    let last = { ...(await stage.said()) };
    const { id } = await gateway.ordered({ kind: 'refresh' });
    let operation = await gateway.operation(id);
    for (let session = 0; session < 60 && !['succeeded', 'failed'].includes(operation.state); session++) {
      await gateway.session();
      const now = await stage.said();
      const asked = (now['GetParameterNames'] ?? 0) + (now['GetParameterValues'] ?? 0);
      const before = (last['GetParameterNames'] ?? 0) + (last['GetParameterValues'] ?? 0);
      expect(asked - before).toBeLessThanOrEqual(64);
      last = now;
      operation = await gateway.operation(id);
    }
    expect(operation.state).toBe('succeeded');
    expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
  }

  test('77 instance numbers and ParameterKey change with a reboot: tables that Muster added to are read anew after it', async () => {
    const gateway = await stage.gateway(77);
    const added = await gateway.done({
      kind: 'addObject',
      path: portMappings,
      values: [{ path: 'Description', value: 'camera' }],
    });
    const { path: old } = added.result as { path: string };
    await gateway.done({ kind: 'getParameterValues', paths: [portMappings] });
    expect(await gateway.parameters(old)).not.toEqual([]);
    expect(await gateway.done({ kind: 'reboot' })).toMatchObject({ state: 'succeeded', attempt: 1 });
    await until('the table is read anew', async () => {
      const rows = await gateway.parameters(portMappings);
      return rows.some((row) => row.path.endsWith('.Description') && !row.path.startsWith(old));
    });
    const now = (await gateway.parameters(portMappings)).filter((row) => row.path.endsWith('.Description'));
    expect(now).toMatchObject([{ value: 'camera' }]);
    expect(gateway.own(now[0]!.path)).toBe('camera');
    expect(await gateway.parameters(old)).toEqual([]);
    // The old number is nobody now: what is ordered for it fails, and meets no other instance.
    const late = await gateway.done({
      kind: 'setParameterValues',
      values: [{ path: `${old}Description`, value: 'x', type: 'string' }],
    });
    expect(late).toMatchObject({ state: 'failed' });
    expect(gateway.own(now[0]!.path)).toBe('camera');
  });

  test('78 ParameterKey is not kept: it proves nothing, what the values are does', async () => {
    await expectManageable(await stage.gateway(78));
    const cpe = stage.scripted();
    await cpe.session();
    const { id } = await order(cpe, { kind: 'setParameterValues', values: [{ path: ssid, value: 'net' }] });
    await hold(cpe, { answers: { SetParameterValues: () => 'hangUp' } });
    const asked = await hold(cpe, {
      answers: {
        GetParameterValues: ({ ParameterNames }) => ({
          ParameterList: ParameterNames.map((name) => ({ name, value: name === ssid ? 'net' : '', type: 'string' })),
        }),
      },
    });
    expect(asked).toEqual(['GetParameterValues']);
    expect(await ended(stage.muster.api, id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });

  test('79 values of an object are refused: it is read by the names of its parameters', async () => {
    const gateway = await stage.gateway(79);
    const read = await gateway.done({ kind: 'getParameterValues', paths: ['Device.WiFi.SSID.1.', version] });
    expect(read).toMatchObject({ state: 'succeeded' });
    expect((await gateway.parameter(ssid))?.value).toBe(gateway.own(ssid));
    const files = await stage.gateway('79b');
    expect(
      await files.done({ kind: 'getParameterValues', paths: ['Device.DeviceInfo.VendorConfigFile.'] }),
    ).toMatchObject({
      state: 'succeeded',
    });
    const profiled = await stage.gateway(79, { productClass: 'Q79N' });
    expect(await refreshed(profiled)).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
    expect((await profiled.parameters()).length).toBeGreaterThan(wholeModel);
  });

  test('80 another model with other firmware: what was read whole is read again when the version changes', async () => {
    const gateway = await stage.gateway(80);
    await refreshed(gateway);
    const [old, other] = ['Device.X_MUSTER_Feature_1_0_0.', 'Device.X_MUSTER_Feature_2_0_0.'];
    expect(await gateway.parameters(old)).toHaveLength(2);
    expect(await upgraded(stage, gateway)).toMatchObject({ state: 'succeeded' });
    await until('the new model is read', async () => (await gateway.parameters(other)).length === 2);
    expect(await gateway.parameters(old)).toEqual([]);
    expect((await gateway.parameters()).length).toBeGreaterThan(wholeModel);
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GatewayFacts } from '../../src/simulator/model/facts.ts';
import { parameterNames } from '../../src/simulator/model/names.ts';
import { parameterValues } from '../../src/simulator/model/read-values.ts';
import { modelOf, type Root, roots } from '../../src/simulator/model/roots.ts';
import { noChanges, ParameterTree } from '../../src/simulator/model/tree.ts';
import { answered, eventually, first, Stage } from './support/stage.ts';

const facts: GatewayFacts = {
  identity: {
    manufacturer: 'M',
    oui: '00D09E',
    productClass: 'MG100',
    serialNumber: 'SIM1',
    modelName: 'MG',
    hardwareVersion: 'A1',
  },
  ordinal: 0xabcdef,
  factoryAcsUrl: 'http://acs/',
  factoryLogin: { username: 'u', password: 'p' },
  factoryPeriodicInterval: 60,
  parameterKey: 'key',
  connectionRequestUrl: 'http://gateway/x',
  softwareVersion: '1.0.0',
  activeBank: 1,
  firstUse: 0,
  aliasBasedAddressing: false,
  instanceWildcards: false,
  forcedParameters: [],
  diskInUse: () => 0,
  bank: () => ({ version: '1.0.0', status: 'Active' }),
  value: () => '',
  now: () => 1_700_000_000_000,
  upTimeSeconds: () => 100,
};

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const rootName: Readonly<Record<Root, string>> = {
  device2: 'Device.',
  igd: 'InternetGatewayDevice.',
  device1: 'Device.',
};

test.each(roots)(
  '%s: the whole tree reads, with unique names, valid types and the parameters every Inform carries',
  (root) => {
    const model = modelOf(root);
    const tree = new ParameterTree(model, facts, noChanges);
    const outcome = parameterValues(tree, ['']);
    if (!outcome.ok) throw new Error('the tree does not read');
    const list = outcome.value;
    expect(list.length).toBe(model.parameterCount);
    expect(list.length).toBeGreaterThan(200);
    const names = list.map((parameter) => parameter.name);
    expect(new Set(names).size).toBe(list.length);
    expect(names.every((name) => name.startsWith(rootName[root]))).toBe(true);
    for (const { name, value, type } of list) {
      if (type === 'boolean') expect(value, name).toMatch(/^(true|false)$/);
      if (type === 'unsignedInt' || type === 'unsignedLong') expect(value, name).toMatch(/^\d+$/);
      if (type === 'int') expect(value, name).toMatch(/^-?\d+$/);
      if (type === 'dateTime') expect(value, name).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
    for (const forced of model.forced) expect(names).toContain(forced);
    const known = parameterNames(tree, '', false);
    expect(known.ok && known.value.filter((info) => !info.Name.endsWith('.'))).toHaveLength(list.length);
  },
);

test.each(roots)('%s: writable parameters have factory values they accept, and counts follow their tables', (root) => {
  const tree = new ParameterTree(modelOf(root), facts, noChanges);
  for (const { path, definition, owner } of tree.parametersBelow(tree.root)) {
    const value = tree.valueAt(owner, definition);
    if (definition.writable && definition.values !== undefined && !definition.command) {
      expect(definition.values, path).toContain(value);
    }
    const counted = /^(\w+)NumberOfEntries$/.exec(definition.name)?.[1];
    const table = counted === undefined ? undefined : owner.definition.byName.get(counted);
    if (table?.kind === 'object') expect(value, path).toBe(String(tree.rowNumbers(owner.child(table)).length));
  }
});

test.each<[Root, string[]]>([
  [
    'igd',
    [
      'InternetGatewayDevice.DeviceSummary',
      'InternetGatewayDevice.DeviceInfo.SpecVersion',
      'InternetGatewayDevice.DeviceInfo.HardwareVersion',
      'InternetGatewayDevice.DeviceInfo.SoftwareVersion',
      'InternetGatewayDevice.DeviceInfo.ProvisioningCode',
      'InternetGatewayDevice.ManagementServer.ParameterKey',
      'InternetGatewayDevice.ManagementServer.ConnectionRequestURL',
      'InternetGatewayDevice.ManagementServer.AliasBasedAddressing',
      'InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.ExternalIPAddress',
    ],
  ],
  [
    'device1',
    [
      'Device.DeviceSummary',
      'Device.DeviceInfo.HardwareVersion',
      'Device.DeviceInfo.SoftwareVersion',
      'Device.ManagementServer.ParameterKey',
      'Device.ManagementServer.ConnectionRequestURL',
      'Device.ManagementServer.AliasBasedAddressing',
      'Device.LAN.IPAddress',
    ],
  ],
])('%s: the Inform carries its own forced parameters', async (root, forced) => {
  await stage.fleet({ root });
  const inform = await stage.acs.informWith('0 BOOTSTRAP');
  expect(Object.keys(inform.parameters)).toEqual(forced);
});

test.each<Root>(['igd', 'device1'])('%s: firmware is upgraded, and survives a reboot', async (root) => {
  const { acs } = stage;
  const fleet = await stage.fleet({ root });
  answered(await stage.download('upgrade'));
  await acs.until(() => acs.completes.length === 1, 'TransferComplete');
  expect(acs.completes).toMatchObject([{ CommandKey: 'upgrade', FaultStruct: { FaultCode: 0 } }]);
  const inform = await acs.informWith('M Download upgrade');
  expect(inform.parameters[`${rootName[root]}DeviceInfo.SoftwareVersion`]).toBe('2.0.0');
  // Device:1 does not mark SoftwareVersion for notification.
  expect(inform.events.includes('4 VALUE CHANGE')).toBe(root === 'igd');
  await fleet.stop();
  const again = await stage.fleet({ root });
  expect(again.gatewayStatistics()).toMatchObject([{ version: '2.0.0' }]);
});

test('parameters are written and objects added in the other roots as well', async () => {
  const { acs } = stage;
  const wlan = 'InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.';
  const written = acs.order(first, 'SetParameterValues', {
    ParameterList: [{ name: `${wlan}SSID`, value: 'new', type: 'string' }],
    ParameterKey: 'k',
  });
  const mappings = 'InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.PortMapping.';
  const added = acs.order(first, 'AddObject', { ObjectName: mappings, ParameterKey: 'k2' });
  const read = acs.order(first, 'GetParameterValues', {
    ParameterNames: [`${wlan}SSID`, mappings.replace('PortMapping.', 'PortMappingNumberOfEntries')],
  });
  await stage.fleet({ root: 'igd' });
  answered(await written);
  expect(answered(await added)).toEqual({ InstanceNumber: 1, Status: 0 });
  expect(answered(await read).ParameterList.map((item) => item.value)).toEqual(['new', '1']);
});

test('shares of the fleet have other roots, the same ones every time', async () => {
  const options = {
    count: 20,
    rootShares: [
      { percent: 30, what: 'igd' as const },
      { percent: 10, what: 'device1' as const },
    ],
  };
  const kinds = () => {
    const first20 = stage.acs.informs.slice(-20);
    const igd = first20.filter((inform) => Object.keys(inform.parameters)[0]!.startsWith('InternetGatewayDevice.'));
    const device1 = first20.filter((inform) => 'Device.DeviceSummary' in inform.parameters);
    return { igd: igd.map((inform) => inform.deviceId).sort(), device1: device1.length };
  };
  const fleet = await stage.fleet(options);
  await eventually(() => stage.acs.informs.length).toBe(20);
  const before = kinds();
  expect([before.igd.length, before.device1]).toEqual([6, 2]);
  await fleet.stop();
  await stage.fleet(options);
  await eventually(() => stage.acs.informs.length).toBe(40);
  expect(kinds()).toEqual(before);
});

import { beforeEach, describe, expect, test } from 'vitest';
import { enlarge } from '../../src/simulator/model/enlarge.ts';
import type { GatewayFacts } from '../../src/simulator/model/facts.ts';
import { type ParameterInfo, parameterNames } from '../../src/simulator/model/names.ts';
import { parameterValues } from '../../src/simulator/model/read-values.ts';
import { addObject, deleteObject } from '../../src/simulator/model/rows.ts';
import { tr181 } from '../../src/simulator/model/tr181/index.ts';
import { noChanges, ParameterTree } from '../../src/simulator/model/tree.ts';
import { setParameterValues } from '../../src/simulator/model/write-values.ts';

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
  forcedParameters: tr181.forced,
  diskInUse: () => 0,
  value: () => '',
  bank: (number) => (number === 1 ? { version: '1.0.0', status: 'Active' } : { version: '', status: 'NoImage' }),
  now: () => 1_700_000_000_000,
  upTimeSeconds: () => 100,
};

let tree: ParameterTree;
beforeEach(() => {
  tree = new ParameterTree(tr181, facts, noChanges);
});

const names = (path: string, nextLevel: boolean): ParameterInfo[] => {
  const outcome = parameterNames(tree, path, nextLevel);
  expect(outcome).toMatchObject({ ok: true });
  return outcome.ok ? outcome.value : [];
};
const value = (path: string): string | undefined => {
  const outcome = parameterValues(tree, [path]);
  return outcome.ok ? outcome.value[0]?.value : undefined;
};

test('the whole tree reads, in as many parameters as the model says, with unique names and valid types', () => {
  const outcome = parameterValues(tree, ['']);
  if (!outcome.ok) throw new Error('the tree does not read');
  const list = outcome.value;
  expect(list.length).toBe(tr181.parameterCount);
  expect(list.length).toBeGreaterThan(300);
  expect(new Set(list.map((parameter) => parameter.name)).size).toBe(list.length);
  for (const { name, value: text, type } of list) {
    expect(name.length).toBeLessThanOrEqual(256);
    if (type === 'boolean') expect(text, name).toMatch(/^(true|false)$/);
    if (type === 'unsignedInt' || type === 'unsignedLong') expect(text, name).toMatch(/^\d+$/);
    if (type === 'int') expect(text, name).toMatch(/^-?\d+$/);
    if (type === 'dateTime') expect(text, name).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  }
});

test('factory values of writable parameters are values the parameter accepts', () => {
  for (const { path, definition, owner } of tree.parametersBelow(tree.root)) {
    if (!definition.writable || definition.values === undefined) continue;
    expect(definition.values, path).toContain(tree.valueAt(owner, definition));
  }
});

test('the model can be enlarged to an exact size, not below its own', () => {
  for (const wanted of [tr181.parameterCount, 900, 5000]) {
    const large = enlarge(tr181, wanted);
    expect(large.parameterCount).toBe(wanted);
    const outcome = parameterValues(new ParameterTree(large, facts, noChanges), ['Device.']);
    expect(outcome.ok && outcome.value.length).toBe(wanted);
  }
  expect(() => enlarge(tr181, 10)).toThrow('10 parameters are asked for');
});

describe('GetParameterNames', () => {
  test('empty path: the root object alone, or everything', () => {
    expect(names('', true)).toEqual([{ Name: 'Device.', Writable: false }]);
    const all = names('', false);
    expect(all[0]).toEqual({ Name: 'Device.', Writable: false });
    expect(all.filter((info) => !info.Name.endsWith('.'))).toHaveLength(tr181.parameterCount);
  });

  test('partial path: itself and everything below, or the children alone', () => {
    expect(names('Device.DeviceInfo.MemoryStatus.', false).map((info) => info.Name)).toEqual([
      'Device.DeviceInfo.MemoryStatus.',
      'Device.DeviceInfo.MemoryStatus.Total',
      'Device.DeviceInfo.MemoryStatus.Free',
    ]);
    expect(names('Device.DNS.', true)).toEqual([
      { Name: 'Device.DNS.SupportedRecordTypes', Writable: false },
      { Name: 'Device.DNS.Client.', Writable: false },
      { Name: 'Device.DNS.Diagnostics.', Writable: false },
    ]);
  });

  test('tables and rows are writable where rows can be added and deleted', () => {
    expect(names('Device.WiFi.SSID.', true)).toEqual([
      { Name: 'Device.WiFi.SSID.1.', Writable: true },
      { Name: 'Device.WiFi.SSID.2.', Writable: true },
    ]);
    expect(names('Device.WiFi.Radio.', true)[0]).toEqual({ Name: 'Device.WiFi.Radio.1.', Writable: false });
    expect(names('Device.NAT.PortMapping.', false)).toEqual([{ Name: 'Device.NAT.PortMapping.', Writable: true }]);
    expect(names('Device.NAT.PortMapping.', true)).toEqual([]);
  });

  test('full name: that parameter, and 9003 with NextLevel', () => {
    const full = 'Device.DeviceInfo.ProvisioningCode';
    expect(names(full, false)).toEqual([{ Name: full, Writable: true }]);
    expect(parameterNames(tree, full, true)).toMatchObject({ ok: false, fault: { code: 9003 } });
  });

  test.each([
    'Device',
    'Device.Nothing.',
    'Device.DeviceInfo',
    'Device.DeviceInfo.SoftwareVersion.',
    'Device.WiFi.SSID.9.',
    'Device.WiFi.SSID.01.',
    'InternetGatewayDevice.',
    '.',
    'Device..',
  ])('%s is 9005', (path) => {
    for (const next of [true, false]) {
      expect(parameterNames(tree, path, next)).toMatchObject({ ok: false, fault: { code: 9005 } });
    }
  });
});

describe('GetParameterValues', () => {
  test('partial paths, full names, tables without rows', () => {
    const outcome = parameterValues(tree, [
      'Device.NAT.PortMapping.',
      'Device.DeviceInfo.MemoryStatus.Total',
      'Device.DNS.',
    ]);
    expect(outcome.ok && outcome.value[0]).toEqual({
      name: 'Device.DeviceInfo.MemoryStatus.Total',
      value: '524288',
      type: 'unsignedInt',
    });
  });

  test('one bad name fails all', () => {
    expect(parameterValues(tree, ['Device.DeviceInfo.UpTime', 'Device.X'])).toMatchObject({
      ok: false,
      fault: { code: 9005, message: 'Invalid parameter name: Device.X' },
    });
  });

  test('hidden values read empty and are known to the gateway', () => {
    expect(value('Device.ManagementServer.Password')).toBe('');
    expect(tree.value('Device.ManagementServer.Password')).toBe('p');
  });
});

describe('SetParameterValues', () => {
  const management = 'Device.ManagementServer.';
  test.each<[string, string, string | null, number]>([
    ['Device.Nothing', 'x', 'string', 9005],
    ['Device.DeviceInfo.', 'x', 'string', 9005],
    ['Device.DeviceInfo.UpTime', '1', 'unsignedInt', 9008],
    [`${management}PeriodicInformInterval`, '60', 'string', 9006],
    [`${management}PeriodicInformInterval`, '0', 'unsignedInt', 9007],
    [`${management}PeriodicInformInterval`, '-1', 'unsignedInt', 9007],
    [`${management}PeriodicInformInterval`, '4294967296', 'unsignedInt', 9007],
    [`${management}PeriodicInformEnable`, 'yes', 'boolean', 9007],
    [`${management}PeriodicInformTime`, 'yesterday', 'dateTime', 9007],
    [`${management}CWMPRetryIntervalMultiplier`, '999', 'unsignedInt', 9007],
    [`${management}URL`, 'not a url', 'string', 9007],
    ['Device.DeviceInfo.ProvisioningCode', 'x'.repeat(65), 'string', 9007],
    ['Device.DeviceInfo.BootFirmwareImage', 'Device.DeviceInfo.FirmwareImage.2', 'string', 9007],
    ['Device.WiFi.AccessPoint.1.Security.ModeEnabled', 'WEP', 'string', 9007],
    ['Device.WiFi.AccessPoint.1.Security.PreSharedKey', 'xyz', 'hexBinary', 9007],
  ])('%s = %s as %s is %i', (name, text, type, code) => {
    expect(setParameterValues(tree, [{ name, value: text, type }])).toMatchObject({
      ok: false,
      fault: { code: 9003, parameters: [{ name, code }] },
    });
  });

  test('all or nothing, every bad parameter named', () => {
    const outcome = setParameterValues(tree, [
      { name: 'Device.DeviceInfo.ProvisioningCode', value: 'gold', type: 'string' },
      { name: 'Device.X', value: '', type: null },
      { name: 'Device.DeviceInfo.UpTime', value: '1', type: null },
    ]);
    expect(outcome).toMatchObject({ ok: false, fault: { code: 9003, parameters: [{ code: 9005 }, { code: 9008 }] } });
    expect(value('Device.DeviceInfo.ProvisioningCode')).toBe('');
  });

  test('a name given twice is 9003', () => {
    const twice = { name: 'Device.DeviceInfo.ProvisioningCode', value: 'x', type: 'string' };
    expect(setParameterValues(tree, [twice, twice])).toMatchObject({
      ok: false,
      fault: { code: 9003, parameters: [] },
    });
  });

  test('values are stored in canonical form; a missing type is accepted', () => {
    const outcome = setParameterValues(tree, [
      { name: `${management}PeriodicInformEnable`, value: ' 0 ', type: 'boolean' },
      { name: `${management}PeriodicInformInterval`, value: '+0300', type: null },
      { name: 'Device.DeviceInfo.ProvisioningCode', value: ' a b ', type: 'string' },
    ]);
    expect(outcome.ok).toBe(true);
    expect(value(`${management}PeriodicInformEnable`)).toBe('false');
    expect(value(`${management}PeriodicInformInterval`)).toBe('300');
    expect(value('Device.DeviceInfo.ProvisioningCode')).toBe(' a b ');
  });

  test('status follows Enable, counts follow rows', () => {
    setParameterValues(tree, [{ name: 'Device.WiFi.Radio.1.Enable', value: 'false', type: 'boolean' }]);
    expect(value('Device.WiFi.Radio.1.Status')).toBe('Down');
    addObject(tree, 'Device.NAT.PortMapping.');
    expect(value('Device.NAT.PortMappingNumberOfEntries')).toBe('1');
  });
});

describe('AddObject and DeleteObject', () => {
  test('numbers are never used twice; deleting takes everything below along', () => {
    const forwarding = 'Device.Routing.Router.1.IPv4Forwarding.';
    expect(addObject(tree, forwarding)).toEqual({ ok: true, value: 2 });
    setParameterValues(tree, [{ name: `${forwarding}2.DestIPAddress`, value: '10.0.0.0', type: 'string' }]);
    expect(value(`${forwarding}2.Enable`)).toBe('false');
    expect(deleteObject(tree, `${forwarding}2.`)).toEqual({ ok: true, value: null });
    expect(addObject(tree, forwarding)).toEqual({ ok: true, value: 3 });
    expect(value(`${forwarding}3.DestIPAddress`)).toBe('');
    expect(deleteObject(tree, `${forwarding}1.`).ok).toBe(true);
    expect(names(forwarding, true).map((info) => info.Name)).toEqual([`${forwarding}3.`]);
    expect(tree.changes().values).toEqual({});
  });

  test('tables inside an added row start empty, those in factory rows do not', () => {
    expect(addObject(tree, 'Device.WiFi.AccessPoint.')).toEqual({ ok: true, value: 3 });
    expect(value('Device.WiFi.AccessPoint.1.AssociatedDeviceNumberOfEntries')).toBe('2');
    expect(value('Device.WiFi.AccessPoint.3.AssociatedDeviceNumberOfEntries')).toBe('0');
    expect(value('Device.WiFi.AccessPoint.3.SSIDReference')).toBe('');
  });

  test.each<[string, number]>([
    ['Device.NAT.PortMapping', 9003],
    ['Device.NAT.', 9005],
    ['Device.WiFi.Radio.', 9005],
    ['Device.NAT.PortMapping.1.', 9005],
    ['Device.Nothing.', 9005],
  ])('AddObject %s is %i', (name, code) => {
    expect(addObject(tree, name)).toMatchObject({ ok: false, fault: { code } });
  });

  test.each<[string, number]>([
    ['Device.WiFi.SSID.1', 9003],
    ['Device.WiFi.SSID.', 9005],
    ['Device.WiFi.SSID.9.', 9005],
    ['Device.WiFi.Radio.1.', 9005],
  ])('DeleteObject %s is %i', (name, code) => {
    expect(deleteObject(tree, name)).toMatchObject({ ok: false, fault: { code } });
  });

  test('a full table is 9004', () => {
    for (let row = 3; row <= 8; row++) expect(addObject(tree, 'Device.WiFi.SSID.').ok).toBe(true);
    expect(addObject(tree, 'Device.WiFi.SSID.')).toMatchObject({ ok: false, fault: { code: 9004 } });
  });

  test('differences alone are kept, and give the same tree again', () => {
    addObject(tree, 'Device.WiFi.SSID.');
    setParameterValues(tree, [{ name: 'Device.WiFi.SSID.3.SSID', value: 'guest', type: 'string' }]);
    const changes = JSON.parse(JSON.stringify(tree.changes())) as ReturnType<ParameterTree['changes']>;
    expect(changes).toEqual({
      values: { 'Device.WiFi.SSID.3.SSID': 'guest' },
      rows: { 'Device.WiFi.SSID.': { numbers: [1, 2, 3], next: 4 } },
    });
    expect(new ParameterTree(tr181, facts, changes).value('Device.WiFi.SSID.3.SSID')).toBe('guest');
  });
});

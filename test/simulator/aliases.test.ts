import { afterEach, beforeEach, expect, test } from 'vitest';
import { answered, first, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const read = (...ParameterNames: string[]) => stage.acs.order(first, 'GetParameterValues', { ParameterNames });
const write = (name: string, value: string, type = 'string') =>
  stage.acs.order(first, 'SetParameterValues', { ParameterList: [{ name, value, type }], ParameterKey: '' });
const add = (ObjectName: string) => stage.acs.order(first, 'AddObject', { ObjectName, ParameterKey: '' });
const codes = (results: readonly unknown[]): number[] =>
  results.map((result) => (result as { fault?: { code: number } }).fault?.code ?? 0);

test('rows are named by alias in every RPC, added by alias and deleted by alias', async () => {
  const { acs } = stage;
  const mappings = 'Device.NAT.PortMapping.';
  const added = add(`${mappings}[web].`);
  const written = write(`${mappings}[web].ExternalPort`, '80', 'unsignedInt');
  const value = read(`${mappings}[web].ExternalPort`, `${mappings}1.Alias`);
  const ssid = read('Device.WiFi.SSID.[cpe-ssid-2].Name');
  const refused = [add(`${mappings}[web].`), add(`${mappings}[1web].`), read(`${mappings}[none].ExternalPort`)];
  const gone = acs.order(first, 'DeleteObject', { ObjectName: `${mappings}[web].`, ParameterKey: '' });
  const inform = stage.fleet({ aliasBasedAddressing: true });
  expect(answered(await added)).toEqual({ InstanceNumber: 1, Status: 0 });
  answered(await written);
  expect(answered(await value).ParameterList.map((item) => [item.name, item.value])).toEqual([
    [`${mappings}1.ExternalPort`, '80'],
    [`${mappings}1.Alias`, 'web'],
  ]);
  expect(answered(await ssid).ParameterList).toMatchObject([{ name: 'Device.WiFi.SSID.2.Name', value: 'wlan1' }]);
  expect(codes(await Promise.all(refused))).toEqual([9005, 9005, 9005]);
  answered(await gone);
  await inform;
  expect(acs.informs[0]!.parameters['Device.ManagementServer.AliasBasedAddressing']).toBe('true');
});

test('an alias is the only one of its name and begins with a letter', async () => {
  const results = [
    write('Device.WiFi.SSID.1.Alias', 'home'),
    write('Device.WiFi.SSID.2.Alias', 'home'),
    write('Device.WiFi.SSID.2.Alias', '7up'),
  ];
  await stage.fleet({ aliasBasedAddressing: true });
  expect(codes(await Promise.all(results))).toEqual([0, 9003, 9003]);
});

test('values for a new alias make its row when the ACS wants that, all or nothing', async () => {
  const { acs } = stage;
  const enabled = write('Device.ManagementServer.AutoCreateInstances', 'true', 'boolean');
  const name = 'Device.NAT.PortMapping.[auto].';
  const bad = acs.order(first, 'SetParameterValues', {
    ParameterList: [
      { name: `${name}ExternalPort`, value: '1', type: 'unsignedInt' },
      { name: `${name}Nothing`, value: '1', type: 'string' },
    ],
    ParameterKey: '',
  });
  const none = read('Device.NAT.PortMappingNumberOfEntries');
  const good = write(`${name}ExternalPort`, '8080', 'unsignedInt');
  const made = read(`${name}ExternalPort`);
  await stage.fleet({ aliasBasedAddressing: true });
  answered(await enabled);
  expect(await bad).toMatchObject({ fault: { code: 9003, parameters: [{ code: 9005 }] } });
  expect(answered(await none).ParameterList[0]!.value).toBe('0');
  answered(await good);
  expect(answered(await made).ParameterList).toMatchObject([{ value: '8080' }]);
});

test('InstanceMode makes the gateway write aliases', async () => {
  const mode = write('Device.ManagementServer.InstanceMode', 'InstanceAlias');
  const value = read('Device.WiFi.SSID.1.Name');
  const names = stage.acs.order(first, 'GetParameterNames', { ParameterPath: 'Device.WiFi.SSID.', NextLevel: true });
  await stage.fleet({ aliasBasedAddressing: true });
  answered(await mode);
  expect(answered(await value).ParameterList[0]!.name).toBe('Device.WiFi.SSID.[cpe-ssid-1].Name');
  expect(answered(await names).ParameterList.map((info) => info.Name)).toEqual([
    'Device.WiFi.SSID.[cpe-ssid-1].',
    'Device.WiFi.SSID.[cpe-ssid-2].',
  ]);
});

test('wildcards stand for instance numbers where they are supported, and are 9005 elsewhere', async () => {
  const all = read('Device.WiFi.SSID.*.Name');
  const bad = [read('Device.WiFi.*.1.Name'), write('Device.WiFi.SSID.*.SSID', 'x')];
  const none = read('Device.NAT.PortMapping.*.ExternalPort');
  const fleet = await stage.fleet({ instanceWildcards: true });
  expect(answered(await all).ParameterList.map((item) => item.name)).toEqual([
    'Device.WiFi.SSID.1.Name',
    'Device.WiFi.SSID.2.Name',
  ]);
  expect(codes(await Promise.all(bad))).toEqual([9005, 9003]);
  expect(answered(await none).ParameterList).toEqual([]);
  await fleet.stop();
  const refused = [read('Device.WiFi.SSID.*.Name'), read('Device.WiFi.SSID.[cpe-ssid-1].Name')];
  await stage.fleet();
  expect(codes(await Promise.all(refused))).toEqual([9005, 9005]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { answered, eventually, first, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

test('a new gateway bootstraps, then does what the ACS asks in the same session', async () => {
  const { acs } = stage;
  const read = acs.order(first, 'GetParameterValues', { ParameterNames: ['Device.DeviceInfo.SoftwareVersion'] });
  const write = acs.order(first, 'SetParameterValues', {
    ParameterList: [{ name: 'Device.ManagementServer.PeriodicInformInterval', value: '1', type: 'unsignedInt' }],
    ParameterKey: 'k1',
  });
  const add = acs.order(first, 'AddObject', { ObjectName: 'Device.NAT.PortMapping.', ParameterKey: 'k2' });
  const names = acs.order(first, 'GetParameterNames', { ParameterPath: 'Device.NAT.PortMapping.', NextLevel: true });
  const methods = acs.order(first, 'GetRPCMethods', {});
  await stage.fleet();

  const boot = await acs.informWith('0 BOOTSTRAP');
  expect(boot.events).toEqual(['0 BOOTSTRAP', '1 BOOT']);
  expect(boot.retryCount).toBe(0);
  expect(Object.keys(boot.parameters)).toEqual([
    'Device.RootDataModelVersion',
    'Device.DeviceInfo.HardwareVersion',
    'Device.DeviceInfo.SoftwareVersion',
    'Device.DeviceInfo.ProvisioningCode',
    'Device.ManagementServer.ParameterKey',
    'Device.ManagementServer.ConnectionRequestURL',
    'Device.ManagementServer.AliasBasedAddressing',
  ]);
  expect(boot.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
  expect(boot.headers['soapaction']).toBe('"cwmp:Inform"');
  expect(boot.namespace).toBe('urn:dslforum-org:cwmp-1-2');

  expect(answered(await read).ParameterList).toEqual([
    { name: 'Device.DeviceInfo.SoftwareVersion', value: '1.0.0', type: 'string' },
  ]);
  expect(answered(await write)).toEqual({ Status: 0 });
  expect(answered(await add)).toEqual({ InstanceNumber: 1, Status: 0 });
  expect(answered(await names).ParameterList).toEqual([{ Name: 'Device.NAT.PortMapping.1.', Writable: true }]);
  expect(answered(await methods).MethodList).toContain('GetAllQueuedTransfers');
  // The new interval counts at once.
  const periodic = await acs.informWith('2 PERIODIC');
  expect(periodic.parameters['Device.ManagementServer.ParameterKey']).toBe('k2');
});

test('an upgrade: Download, reboot, the new version, one TransferComplete', async () => {
  const { acs } = stage;
  const fleet = await stage.fleet();
  const accepted = stage.download('upgrade-1');
  expect(answered(await accepted)).toMatchObject({ Status: 1 });
  await acs.until(() => acs.completes.length > 0, 'TransferComplete');
  const inform = await acs.informWith('7 TRANSFER COMPLETE');
  expect(inform.events).toEqual(['1 BOOT', '4 VALUE CHANGE', '7 TRANSFER COMPLETE', 'M Download upgrade-1']);
  expect(inform.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('2.0.0');
  expect(acs.completes).toMatchObject([{ CommandKey: 'upgrade-1', FaultStruct: { FaultCode: 0, FaultString: '' } }]);
  expect(Date.parse(acs.completes[0]!.StartTime)).toBeGreaterThan(Date.parse('2020-01-01'));
  await eventually(() => fleet.statistics()).toMatchObject({ transfersPending: 0, activity: { idle: 1 } });
  expect(fleet.gatewayStatistics()).toMatchObject([
    { version: '2.0.0', downloads: 1, commandKeys: ['upgrade-1'], overlappingDownloads: 0, transfersSucceeded: 1 },
  ]);
  const banks = acs.order(first, 'GetParameterValues', { ParameterNames: ['Device.DeviceInfo.FirmwareImage.'] });
  await fleet.stop();
  await stage.fleet();
  const values = answered(await banks).ParameterList.filter((p) => /Version|Status/.test(p.name));
  expect(values.map((p) => p.value)).toEqual(['1.0.0', 'Available', '2.0.0', 'Active']);
});

test('a failed session is repeated with the same events and a growing RetryCount', async () => {
  const { acs } = stage;
  let refused = 0;
  acs.mischief = () => (refused++ < 2 ? { status: 503 } : null);
  await stage.fleet();
  const inform = await acs.informWith('0 BOOTSTRAP');
  expect(inform.retryCount).toBe(2);
  expect(inform.events).toEqual(['0 BOOTSTRAP', '1 BOOT']);
});

test('fault 8005 repeats the same Inform in the same session; another fault ends it', async () => {
  const { acs } = stage;
  const faults = [8005, 8005, 8001];
  acs.mischief = (message) => (message === 'Inform' && faults.length > 0 ? { fault: faults.shift()! } : null);
  await stage.fleet();
  const inform = await acs.informWith('1 BOOT');
  expect(inform.retryCount).toBe(1);
});

test('TransferComplete is repeated in later sessions until it is acknowledged', async () => {
  const { acs } = stage;
  let refused = 0;
  acs.mischief = (message) => (message === 'TransferComplete' && refused++ < 2 ? { fault: 8002 } : null);
  await stage.fleet();
  void stage.download('k');
  await acs.until(() => acs.completes.length === 1, 'TransferComplete');
  const announced = acs.informs.filter((inform) => inform.events.includes('M Download k'));
  expect(announced.map((inform) => inform.events.includes('1 BOOT'))).toEqual([true, false, false]);
  expect(announced.map((inform) => inform.retryCount)).toEqual([0, 1, 2]);
});

test('Reboot, FactoryReset and ScheduleInform act after the session and report back', async () => {
  const { acs } = stage;
  await stage.fleet();
  const settings = acs.order(first, 'SetParameterValues', {
    ParameterList: [{ name: 'Device.DeviceInfo.ProvisioningCode', value: 'gold', type: 'string' }],
    ParameterKey: 'gold-1',
  });
  const scheduled = acs.order(first, 'ScheduleInform', { DelaySeconds: 1, CommandKey: 'later' });
  const never = acs.order(first, 'ScheduleInform', { DelaySeconds: 0, CommandKey: 'never' });
  const rebooted = acs.order(first, 'Reboot', { CommandKey: 'why' });
  answered(await settings);
  answered(await scheduled);
  expect(await never).toMatchObject({ fault: { code: 9003 } });
  answered(await rebooted);
  const boot = await acs.informWith('M Reboot why');
  expect(boot.events).toEqual(['1 BOOT', 'M Reboot why']);
  expect(boot.parameters['Device.DeviceInfo.ProvisioningCode']).toBe('gold');
  // The order survives the reboot.
  expect((await acs.informWith('3 SCHEDULED')).events).toEqual(['3 SCHEDULED', 'M ScheduleInform later']);

  const reset = acs.order(first, 'FactoryReset', {});
  const from = acs.informs.length;
  void acs.order(first, 'ScheduleInform', { DelaySeconds: 1, CommandKey: 'gone' });
  void acs.order(first, 'Reboot', { CommandKey: 'again' });
  answered(await reset);
  const bootstrap = await acs.informWith('0 BOOTSTRAP', from);
  expect(bootstrap.events).toEqual(['0 BOOTSTRAP', '1 BOOT']);
  expect(bootstrap.parameters['Device.ManagementServer.ParameterKey']).toBe('');
  expect(bootstrap.parameters['Device.DeviceInfo.ProvisioningCode']).toBe('');
});

test('an unknown method is answered with 9000, bad arguments with 9003', async () => {
  const { acs } = stage;
  const transferComplete = acs.order(first, 'TransferComplete', {
    CommandKey: '',
    FaultStruct: { FaultCode: 0, FaultString: '' },
    StartTime: '0001-01-01T00:00:00Z',
    CompleteTime: '0001-01-01T00:00:00Z',
  });
  const values = acs.order(first, 'SetParameterValues', {
    ParameterList: [
      { name: 'Device.DeviceInfo.ProvisioningCode', value: 'x', type: 'string' },
      { name: 'Device.DeviceInfo.SoftwareVersion', value: 'x', type: 'string' },
    ],
    ParameterKey: 'k',
  });
  await stage.fleet();
  expect(await transferComplete).toMatchObject({ fault: { code: 9000 } });
  expect(await values).toMatchObject({
    fault: { code: 9003, parameters: [{ name: 'Device.DeviceInfo.SoftwareVersion', code: 9008 }] },
  });
});

test('a new ACS URL is bootstrapped without a reboot', async () => {
  const { acs } = stage;
  const moved = acs.order(first, 'SetParameterValues', {
    ParameterList: [{ name: 'Device.ManagementServer.URL', value: `${acs.url}/new`, type: 'string' }],
    ParameterKey: '',
  });
  await stage.fleet();
  answered(await moved);
  await acs.until(() => acs.informs.length === 2, 'a second session');
  expect(acs.informs[1]!.events).toEqual(['0 BOOTSTRAP']);
});

test.each([
  ['1.0', 'urn:dslforum-org:cwmp-1-0', {}],
  ['1.1', 'urn:dslforum-org:cwmp-1-1', {}],
  ['1.3', 'urn:dslforum-org:cwmp-1-2', { sessionTimeout: 5 }],
  ['1.4', 'urn:dslforum-org:cwmp-1-2', { supportedVersions: '1.0,1.1,1.2,1.3,1.4' }],
] as const)('version %s shows in namespace and headers', async (cwmpVersion, namespace, soap) => {
  await stage.fleet({ cwmpVersion });
  const inform = await stage.acs.informWith('1 BOOT');
  expect(inform.namespace).toBe(namespace);
  expect(inform.soap).toEqual(soap);
});

test('while the ACS holds requests back the gateway only listens, and catches up afterwards', async () => {
  const { acs } = stage;
  const messages: string[] = [];
  const fleet = await stage.fleet({ flashSeconds: 0.5 });
  answered(await stage.download('held'));
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  // The next session is the one that reports the transfer.
  const asked = acs.order(first, 'GetRPCMethods', {});
  acs.mischief = (message) => {
    messages.push(message);
    return null;
  };
  const hold = '<soapenv:Header><cwmp:HoldRequests soapenv:mustUnderstand="1">1</cwmp:HoldRequests>';
  acs.rewrite = (envelope) =>
    envelope.includes('InformResponse') ? envelope.replace('<soapenv:Header>', hold) : envelope;
  await acs.until(() => acs.completes.length === 1, 'TransferComplete');
  answered(await asked);
  expect(messages.slice(0, 4)).toEqual(['Inform', '', 'GetRPCMethods', 'TransferComplete']);
});

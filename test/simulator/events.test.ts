import { afterEach, beforeEach, expect, test } from 'vitest';
import { whole } from './support/file-server.ts';
import { answered, eventually, first, image, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const write = (...values: readonly (readonly [string, string, string])[]) =>
  stage.acs.order(first, 'SetParameterValues', {
    ParameterList: values.map(([name, value, type]) => ({ name, value, type })),
    ParameterKey: '',
  });
const booted = async (...orders: Promise<unknown>[]) => {
  const fleet = await stage.fleet();
  await Promise.all(orders);
  // It is idle before its first session too.
  await eventually(() => fleet.statistics().sessions > 0 && fleet.statistics().activity.idle === 1).toBe(true);
  return fleet;
};

test('a kick is told by Kicked, repeated until it is answered, and forgotten by a reboot', async () => {
  const { acs } = stage;
  const fleet = await booted();
  let refused = 0;
  acs.mischief = (message) => (message === 'Kicked' && refused++ < 2 ? { fault: 8002 } : null);
  await fleet.happen(first, { kind: 'kicked', command: 'go', arg: 'a', next: 'http://n/' });
  await acs.until(() => acs.calls.length === 1, 'Kicked');
  expect(acs.calls[0]).toMatchObject({ method: 'Kicked', args: { Command: 'go', Arg: 'a', Next: 'http://n/' } });
  const kicked = acs.informs.filter((inform) => inform.events.includes('5 KICKED'));
  expect(kicked.map((inform) => inform.retryCount)).toEqual([0, 1, 2]);

  acs.mischief = () => ({ status: 503 });
  await fleet.happen(first, { kind: 'kicked', command: 'again' });
  await eventually(() => fleet.statistics().failedSessions).toBeGreaterThan(3);
  await fleet.abandon();
  acs.mischief = () => null;
  const from = acs.informs.length;
  await stage.fleet();
  expect((await acs.informWith('1 BOOT', from)).events).not.toContain('5 KICKED');
});

test('RequestDownload goes with 9 REQUEST DOWNLOAD and its arguments', async () => {
  const { acs } = stage;
  const fleet = await booted();
  const args = [{ name: 'Version', value: '7' }];
  await fleet.happen(first, { kind: 'requestDownload', fileType: '2 Web Content', args });
  expect((await acs.informWith('9 REQUEST DOWNLOAD')).events).toEqual(['9 REQUEST DOWNLOAD']);
  await acs.until(() => acs.calls.length === 1, 'RequestDownload');
  expect(acs.calls[0]!.args).toEqual({ FileType: '2 Web Content', FileTypeArg: [{ Name: 'Version', Value: '7' }] });
});

test('an autonomous transfer is told as far as the policy wants it, and survives a power cut', async () => {
  const { acs } = stage;
  const transfer = {
    kind: 'autonomousTransfer',
    url: 'http://u/x',
    isDownload: true,
    fileType: '2 Web Content',
  } as const;
  const fleet = await booted();
  await fleet.happen(first, transfer);
  const policy = 'Device.ManagementServer.AutonomousTransferCompletePolicy.';
  const wanted = write(
    [`${policy}Enable`, 'true', 'boolean'],
    [`${policy}ResultTypeFilter`, 'Failure', 'string'],
    [`${policy}FileTypeFilter`, '1 Firmware Upgrade Image, 2 Web Content', 'string'],
  );
  await fleet.happen(first, { kind: 'wakeUp' });
  answered(await wanted);
  await fleet.happen(first, transfer);
  await fleet.happen(first, {
    ...transfer,
    fileType: '3 Vendor Configuration File',
    fault: { code: 9001, message: '' },
  });
  acs.mischief = () => ({ status: 503 });
  await fleet.happen(first, { ...transfer, fault: { code: 9010, message: 'broken' } });
  await fleet.abandon();
  acs.mischief = () => null;
  await stage.fleet();
  const inform = await acs.informWith('10 AUTONOMOUS TRANSFER COMPLETE');
  expect(inform.events).toContain('1 BOOT');
  await acs.until(() => acs.calls.length === 1, 'AutonomousTransferComplete');
  expect(acs.calls).toMatchObject([
    {
      method: 'AutonomousTransferComplete',
      args: { TransferURL: 'http://u/x', IsDownload: true, FaultStruct: { FaultCode: 9010, FaultString: 'broken' } },
    },
  ]);
});

test('two owed requests are announced together and delivered in one session', async () => {
  const { acs } = stage;
  const fleet = await booted();
  acs.mischief = () => ({ status: 503 });
  await fleet.happen(first, { kind: 'kicked', command: 'go' });
  await fleet.happen(first, { kind: 'requestDownload', fileType: '2 Web Content' });
  await fleet.happen(first, { kind: 'vendorEvent', code: 'X 00D09E Overheated' });
  acs.mischief = () => null;
  const inform = await acs.informWith('5 KICKED');
  expect(inform.events).toEqual(['5 KICKED', '9 REQUEST DOWNLOAD', 'X 00D09E Overheated']);
  await acs.until(() => acs.calls.length === 2, 'both');
  expect(acs.calls.map((call) => call.method)).toEqual(['Kicked', 'RequestDownload']);
});

test('a diagnostic flips from Requested to Complete and is reported, unless it is cancelled', async () => {
  const { acs } = stage;
  const ping = 'Device.IP.Diagnostics.IPPing.';
  const asked = write([`${ping}Host`, 'example.org', 'string'], [`${ping}DiagnosticsState`, 'Requested', 'string']);
  const wrong = write([`${ping}DiagnosticsState`, 'Complete', 'string']);
  const running = acs.order(first, 'GetParameterValues', { ParameterNames: [`${ping}DiagnosticsState`] });
  await stage.fleet({ diagnosticSeconds: 0.2 });
  answered(await asked);
  expect(await wrong).toMatchObject({ fault: { parameters: [{ code: 9007 }] } });
  expect(answered(await running).ParameterList[0]!.value).toBe('Requested');
  const results = acs.order(first, 'GetParameterValues', {
    ParameterNames: [`${ping}DiagnosticsState`, `${ping}SuccessCount`],
  });
  const again = write([`${ping}DiagnosticsState`, 'Requested', 'string']);
  const stopped = write([`${ping}DiagnosticsState`, 'Canceled', 'string']);
  const state = acs.order(first, 'GetParameterValues', { ParameterNames: [`${ping}DiagnosticsState`] });
  expect((await acs.informWith('8 DIAGNOSTICS COMPLETE')).events).toEqual(['8 DIAGNOSTICS COMPLETE']);
  expect(answered(await results).ParameterList.map((item) => item.value)).toEqual(['Complete', '3']);
  answered(await again);
  answered(await stopped);
  expect(answered(await state).ParameterList[0]!.value).toBe('None');
});

test('a throughput test of an older root says Completed', async () => {
  const { acs } = stage;
  const test = 'InternetGatewayDevice.DownloadDiagnostics.';
  const asked = write(
    [`${test}DownloadURL`, 'http://x/', 'string'],
    [`${test}DiagnosticsState`, 'Requested', 'string'],
  );
  const cancel = write([`${test}DiagnosticsState`, 'Canceled', 'string']);
  await stage.fleet({ root: 'igd', diagnosticSeconds: 0.1 });
  answered(await asked);
  expect(await cancel).toMatchObject({ fault: { code: 9003 } });
  const state = acs.order(first, 'GetParameterValues', { ParameterNames: [`${test}DiagnosticsState`] });
  await acs.informWith('8 DIAGNOSTICS COMPLETE');
  expect(answered(await state).ParameterList[0]!.value).toBe('Completed');
});

test('a heartbeat goes alone, and waits for another session with anything else', async () => {
  const { acs } = stage;
  const policy = 'Device.ManagementServer.HeartbeatPolicy.';
  let now = Date.now();
  const clock = { now: () => now };
  const set = write(
    [`${policy}ReportingInterval`, '30', 'unsignedInt'],
    [`${policy}InitiationTime`, new Date(now + 29_000).toISOString().replace(/\.\d+/, ''), 'dateTime'],
    [`${policy}Enable`, 'true', 'boolean'],
  );
  const fleet = await stage.fleet({ clock });
  answered(await set);
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  now += 30_000;
  // Any event makes the gateway look at its clock; the heartbeat is due as well.
  await fleet.happen(first, { kind: 'wakeUp' });
  const alone = await acs.informWith('14 HEARTBEAT');
  expect(alone.events).toEqual(['14 HEARTBEAT']);
  expect((await acs.informWith('13 WAKEUP')).events).toEqual(['13 WAKEUP']);
});

test('a bootstrap discards every other event and everything owed', async () => {
  const { acs } = stage;
  const fleet = await booted();
  acs.mischief = () => ({ status: 503 });
  await fleet.happen(first, { kind: 'requestDownload', fileType: '2 Web Content' });
  await fleet.happen(first, { kind: 'wakeUp' });
  await fleet.happen(first, {
    kind: 'valueChange',
    path: 'Device.ManagementServer.URL',
    value: `${acs.url}/other`,
  });
  await fleet.abandon();
  acs.mischief = () => null;
  const from = acs.informs.length;
  await stage.fleet();
  expect((await acs.informWith('0 BOOTSTRAP', from)).events).toEqual(['0 BOOTSTRAP', '1 BOOT']);
  expect(acs.calls).toEqual([]);
});

test('a gateway that falls back restarts into the image of its other bank, once', async () => {
  const { acs } = stage;
  stage.files.serve = whole(image('2.0.0'));
  const upgraded = stage.download('up');
  const fleet = await stage.fleet();
  answered(await upgraded);
  await acs.until(() => acs.completes.length === 1, 'the upgrade');
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  const from = acs.informs.length;
  await fleet.happen(first, { kind: 'fallBack' });
  const boot = await acs.informWith('1 BOOT', from);
  expect(boot.events).toEqual(['1 BOOT', '4 VALUE CHANGE']);
  expect(boot.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  // What it came from does not start any more.
  const after = acs.informs.length;
  await fleet.happen(first, { kind: 'fallBack' });
  await fleet.happen(first, { kind: 'wakeUp' });
  expect((await acs.informWith('13 WAKEUP', after)).parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
  expect(acs.informs.length).toBe(after + 1);
});

test('a gateway that loses a method answers every further call of it with the fault', async () => {
  const fleet = await booted();
  const read = async () => {
    const asked = stage.acs.order(first, 'GetParameterValues', { ParameterNames: ['Device.DeviceInfo.UpTime'] });
    await fleet.happen(first, { kind: 'wakeUp' });
    return asked;
  };
  expect(await read()).toHaveProperty('answer');
  await fleet.happen(first, { kind: 'rpcFault', method: 'GetParameterValues', code: 9002 });
  expect(await read()).toMatchObject({ fault: { code: 9002 } });
  expect(await read()).toMatchObject({ fault: { code: 9002 } });
});

test('another ACS URL from outside is a bootstrap without a reboot', async () => {
  const { acs } = stage;
  const fleet = await booted();
  const path = 'Device.ManagementServer.URL';
  await fleet.happen(first, { kind: 'valueChange', path, value: `${acs.url}/from-dhcp` });
  await acs.until(() => acs.informs.length === 2, 'the bootstrap');
  expect(acs.informs[1]!.events).toEqual(['0 BOOTSTRAP']);
});

test('a row the ACS adds is no news, even where it has notified parameters', async () => {
  const { acs } = stage;
  const table = 'InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.';
  const added = acs.order(first, 'AddObject', { ObjectName: table, ParameterKey: '' });
  const fleet = await stage.fleet({ root: 'igd' });
  answered(await added);
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  await fleet.happen(first, { kind: 'wakeUp' });
  expect((await acs.informWith('13 WAKEUP')).events).toEqual(['13 WAKEUP']);
});

test('DelayReboot reboots after its seconds, once', async () => {
  const { acs } = stage;
  const ordered = write(['Device.ManagementServer.DelayReboot', '1', 'int']);
  await stage.fleet();
  answered(await ordered);
  await acs.until(() => acs.informs.length >= 2, 'the reboot');
  const boot = await acs.informWith('1 BOOT', 1);
  expect(boot.events).toEqual(['1 BOOT']);
});

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

const methods = () => stage.acs.order(first, 'GetRPCMethods', {});
const code = (result: object): number => ('fault' in result ? (result.fault as { code: number }).code : 0);

test('methods that are younger than the version are neither listed nor known', async () => {
  const listed = methods();
  const unknown = stage.acs.order(first, 'GetAllQueuedTransfers', {});
  const known = stage.acs.order(first, 'GetQueuedTransfers', {});
  await stage.fleet({ cwmpVersion: '1.0' });
  const { MethodList } = answered(await listed);
  expect(MethodList).toContain('Upload');
  for (const younger of ['GetAllQueuedTransfers', 'ScheduleDownload', 'CancelTransfer', 'ChangeDUState']) {
    expect(MethodList).not.toContain(younger);
  }
  expect(code(await unknown)).toBe(9000);
  expect(code(await known)).toBe(0);
});

test('the ACS chooses a lower version with UseCWMPVersion', async () => {
  const { acs } = stage;
  const use = '<soapenv:Header><cwmp:UseCWMPVersion soapenv:mustUnderstand="1">1.0</cwmp:UseCWMPVersion>';
  acs.rewrite = (envelope) =>
    envelope.includes('InformResponse') ? envelope.replace('<soapenv:Header>', use) : envelope;
  const listed = methods();
  await stage.fleet({ cwmpVersion: '1.4' });
  expect(answered(await listed).MethodList).not.toContain('ChangeDUState');
});

test('a version the gateway has not offered fails the session', async () => {
  const { acs } = stage;
  const use = '<soapenv:Header><cwmp:UseCWMPVersion soapenv:mustUnderstand="1">1.2</cwmp:UseCWMPVersion>';
  acs.rewrite = (envelope) => envelope.replace('<soapenv:Header>', use);
  const fleet = await stage.fleet({ cwmpVersion: '1.2' });
  await eventually(() => fleet.statistics().failedSessions).toBeGreaterThan(0);
});

test.each([
  ['1.3', 'urn:dslforum-org:cwmp-1-3', { sessionTimeout: 77 }],
  ['1.4', 'urn:dslforum-org:cwmp-1-4', { sessionTimeout: 77, supportedVersions: '1.0,1.1,1.2,1.3,1.4' }],
] as const)(
  'version %s in its non-standard namespace, with a SessionTimeout',
  async (cwmpVersion, cwmpNamespace, soap) => {
    await stage.fleet({ cwmpVersion, cwmpNamespace, sessionTimeoutSeconds: 77 });
    const inform = await stage.acs.informWith('1 BOOT');
    expect(inform.namespace).toBe(cwmpNamespace);
    expect(inform.soap).toEqual(soap);
  },
);

test('methods are taken away and deprecated ones given by option', async () => {
  const { acs } = stage;
  const listed = methods();
  const gone = acs.order(first, 'ChangeDUState', {
    Operations: [
      { operation: 'Uninstall', UUID: '2a68e9bf-3e8a-320c-9c4f-3fd9d71f6d87', Version: '', ExecutionEnvRef: '' },
    ],
    CommandKey: '',
  });
  const options = acs.order(first, 'GetOptions', { OptionName: '' });
  const vouchers = acs.order(first, 'SetVouchers', { VoucherList: ['AAAA'] });
  const fleet = await stage.fleet({ without: ['ChangeDUState', 'Upload'], withMethods: ['GetOptions', 'SetVouchers'] });
  const { MethodList } = answered(await listed);
  expect(MethodList).toEqual(expect.arrayContaining(['GetOptions', 'SetVouchers', 'X_MUSTER_Echo']));
  expect(MethodList).not.toContain('ChangeDUState');
  expect(code(await gone)).toBe(9000);
  expect(answered(await options).OptionList).toMatchObject([{ OptionName: 'Voice', State: 3, Mode: 2 }]);
  expect(answered(await vouchers)).toEqual({});
  await fleet.stop();
  const refused = acs.order(first, 'GetOptions', { OptionName: '' });
  await stage.fleet();
  expect(code(await refused)).toBe(9000);
});

test('a faulty method answers with its fault, the others do not', async () => {
  const { acs } = stage;
  const names = acs.order(first, 'GetParameterNames', { ParameterPath: 'Device.', NextLevel: true });
  const values = acs.order(first, 'GetParameterValues', { ParameterNames: ['Device.DeviceInfo.UpTime'] });
  await stage.fleet({
    rpcFaults: [{ percent: 100, what: { method: 'GetParameterValues', code: 9002 } }],
  });
  expect(code(await names)).toBe(0);
  expect(code(await values)).toBe(9002);
});

test('a vendor method answers with what it was asked', async () => {
  const { acs } = stage;
  const value = acs.order(first, 'GetRPCMethods', {});
  acs.rewrite = (envelope) =>
    envelope.replace('<cwmp:GetRPCMethods/>', '<cwmp:X_MUSTER_Echo><A><B>1 &lt; 2</B></A><C/></cwmp:X_MUSTER_Echo>');
  await stage.fleet();
  await acs.until(() => acs.bodies.some((body) => body.includes('X_MUSTER_EchoResponse')), 'the echo');
  expect(acs.bodies.find((body) => body.includes('X_MUSTER_EchoResponse'))).toContain(
    '<cwmp:X_MUSTER_EchoResponse><A><B>1 &lt; 2</B></A><C></C></cwmp:X_MUSTER_EchoResponse>',
  );
  void value;
});

import { type Answer, type Call, encodeAnswer, encodeCall, type RpcName, rpcs } from '../../src/cwmp/rpc/index.ts';
import { type OutgoingHeaders, writeEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { cpeFaultKinds, encodeFault } from '../../src/cwmp/soap/fault.ts';
import type { Sent } from './acs-messages.ts';

const long = (length: number): string => 'x'.repeat(length);
const awkward = 'a&b<c>"d\' \r\n\t é 📶 \u0002 ]]>';
const uuid = '0fbf4583-efd7-51b6-8483-7b347f4b521d';
const unknownTime = '0001-01-01T00:00:00Z';
const time = '2026-01-15T08:30:00.123+05:30';

const values = [
  { name: 'Device.A', value: awkward, type: 'string' },
  { name: 'Device.B', value: '', type: null },
  { name: 'Device.C', value: '18446744073709551615', type: 'unsignedLong' },
  { name: 'Device.D', value: time, type: 'dateTime' },
  { name: 'Device.E', value: 'AAECAw==', type: 'base64' },
  { name: `Device.${long(249)}`, value: '1', type: 'boolean' },
];
const inform = {
  DeviceId: { Manufacturer: awkward.trim(), OUI: '00D09E', ProductClass: '', SerialNumber: long(64) },
  Event: ['0 BOOTSTRAP', '1 BOOT', 'M Reboot', 'M X_00D09E_Job', 'X 00D09E Something Odd'].map((EventCode) => ({
    EventCode,
    CommandKey: EventCode.startsWith('M') ? long(32) : '',
  })),
  MaxEnvelopes: 1,
  CurrentTime: unknownTime,
  RetryCount: 0,
  ParameterList: values,
};
const result = {
  UUID: uuid,
  DeploymentUnitRef: 'Device.SoftwareModules.DeploymentUnit.3',
  Version: '1.0',
  CurrentState: 'Installed',
  Resolved: true,
  ExecutionUnitRefList: 'Device.SoftwareModules.ExecutionUnit.5,Device.SoftwareModules.ExecutionUnit.6',
  StartTime: time,
  CompleteTime: unknownTime,
  Fault: { FaultCode: 0, FaultString: '' },
};
const failed = { ...result, CurrentState: 'Failed', Fault: { FaultCode: 9027, FaultString: awkward } };
const transferEnd = { StartTime: unknownTime, CompleteTime: time };
const transferFailed = (FaultCode: number): Call<'TransferComplete'>['args'] => ({
  CommandKey: '',
  FaultStruct: { FaultCode, FaultString: long(256) },
  ...transferEnd,
});
const noFault = { FaultCode: 0, FaultString: '' };
const autonomous = {
  AnnounceURL: '',
  TransferURL: `http://x/${long(1_015)}`,
  IsDownload: true,
  FileType: '3 Vendor Configuration File',
  FileSize: 1,
  TargetFileName: awkward,
  FaultStruct: noFault,
  ...transferEnd,
};

type AskedByCpe = { [N in RpcName]: (typeof rpcs)[N]['caller'] extends 'acs' ? never : N }[RpcName];
/** Written out, so that a new RPC that a CPE calls does not compile without its cases. */
const calls: { readonly [N in RpcName as N extends AskedByCpe ? N : never]?: readonly Call<N>['args'][] } = {
  Inform: [inform, { ...inform, Event: [], ParameterList: [] }],
  TransferComplete: [
    { CommandKey: long(32), FaultStruct: noFault, ...transferEnd },
    ...[9001, 9002, 9010, 9011, 9012].map(transferFailed),
  ],
  AutonomousTransferComplete: [autonomous, { ...autonomous, IsDownload: false, FileType: '4 Vendor Log File' }],
  DUStateChangeComplete: [
    { Results: [result, failed], CommandKey: 'k' },
    { Results: [{ ...result, CurrentState: 'Uninstalled', Resolved: false }], CommandKey: '' },
  ],
  AutonomousDUStateChangeComplete: [
    { Results: ['Install', 'Update', 'X_Move'].map((OperationPerformed) => ({ ...result, OperationPerformed })) },
  ],
  RequestDownload: [
    { FileType: '2 Web Content', FileTypeArg: [{ Name: 'Version', Value: '1' }] },
    { FileType: '1 Firmware Upgrade Image', FileTypeArg: [] },
  ],
  Kicked: [{ Command: long(32), Referer: 'http://x/', Arg: awkward, Next: `http://x/${long(1_015)}` }],
  GetRPCMethods: [{}],
};

const transfer = { CommandKey: 'k', State: 1, IsDownload: true, FileType: '2 Web Content', FileSize: 0 };
const option = { OptionName: 'o', VoucherSN: 1, State: 3, Mode: 2, StartDate: time, IsTransferable: 0 };
const answers: readonly Answer[] = [
  { method: 'GetRPCMethods', args: { MethodList: ['GetRPCMethods', 'X_00D09E_Do', long(64)] } },
  { method: 'SetParameterValues', args: { Status: 1 } },
  { method: 'GetParameterValues', args: { ParameterList: values } },
  { method: 'GetParameterValues', args: { ParameterList: [] } },
  { method: 'GetParameterNames', args: { ParameterList: [{ Name: 'Device.', Writable: false }] } },
  { method: 'SetParameterAttributes', args: {} },
  {
    method: 'GetParameterAttributes',
    args: {
      ParameterList: [
        { Name: 'Device.A', Notification: 2, AccessList: ['Subscriber'] },
        { Name: 'Device.B', Notification: 0, AccessList: [] },
      ],
    },
  },
  { method: 'AddObject', args: { InstanceNumber: 4_294_967_295, Status: 0 } },
  { method: 'DeleteObject', args: { Status: 1 } },
  { method: 'Reboot', args: {} },
  { method: 'FactoryReset', args: {} },
  { method: 'ScheduleInform', args: {} },
  { method: 'Download', args: { Status: 0, StartTime: time, CompleteTime: unknownTime } },
  { method: 'Upload', args: { Status: 1, StartTime: unknownTime, CompleteTime: unknownTime } },
  { method: 'ScheduleDownload', args: {} },
  { method: 'CancelTransfer', args: {} },
  { method: 'GetQueuedTransfers', args: { TransferList: [1, 2, 3].map((State) => ({ CommandKey: '', State })) } },
  { method: 'GetAllQueuedTransfers', args: { TransferList: [{ ...transfer, TargetFileName: awkward.trim() }] } },
  { method: 'GetOptions', args: { OptionList: [time, ''].map((ExpirationDate) => ({ ...option, ExpirationDate })) } },
  { method: 'SetVouchers', args: {} },
  { method: 'ChangeDUState', args: {} },
];

/** Every kind of message a CPE sends by our encoder, as the simulated ones do. */
export function cpeMessages(): Sent[] {
  const sent: Sent[] = [];
  const add = (name: string, since: Sent['since'], body: string, headers: OutgoingHeaders = { id: 'c1' }): void => {
    sent.push({ name, since, in: (namespace) => writeEnvelope(namespace, headers, body) });
  };
  for (const [method, list] of Object.entries(calls) as [RpcName, readonly unknown[]][]) {
    list.forEach((args, i) => {
      add(`${method} ${i}`, rpcs[method].since, encodeCall({ method, args } as Call));
    });
  }
  for (const answer of answers) add(`${answer.method}Response`, rpcs[answer.method].since, encodeAnswer(answer));
  const first = encodeCall({ method: 'Inform', args: inform });
  add('Inform with a timeout', '1.4', first, { id: '1', sessionTimeout: 60, supportedVersions: '1.0,1.1,1.2,1.3,1.4' });
  for (const [text, { side, since, places }] of Object.entries(cpeFaultKinds)) {
    const code = Number(text);
    if (places.includes('rpc')) add(`fault ${code}`, since, encodeFault({ code, message: '', parameters: [] }, side));
  }
  const later = ['10 AUTONOMOUS TRANSFER COMPLETE', '14 HEARTBEAT'].map((EventCode) => ({ EventCode, CommandKey: '' }));
  add('Inform of later events', '1.1', encodeCall({ method: 'Inform', args: { ...inform, Event: later } }));
  for (const [code, { since, places }] of Object.entries(cpeFaultKinds)) {
    if (!places.includes('transfer') || since === '1.0') continue;
    const args = transferFailed(Number(code));
    add(`TransferComplete with ${code}`, since, encodeCall({ method: 'TransferComplete', args }));
  }
  for (const code of [9033, 9899]) {
    add(`TransferComplete with ${code}`, '1.1', encodeCall({ method: 'TransferComplete', args: transferFailed(code) }));
  }
  for (const [code, { places }] of Object.entries(cpeFaultKinds)) {
    if (!places.includes('unit')) continue;
    const Results = [{ ...failed, Fault: { FaultCode: Number(code), FaultString: '' } }];
    const call: Call = { method: 'DUStateChangeComplete', args: { Results, CommandKey: '' } };
    add(`DUStateChangeComplete with ${code}`, '1.2', encodeCall(call));
  }
  const refused = [9005, 9006, 9007, 9008].map((code) => ({ name: `Device.${code}`, code, message: awkward.trim() }));
  add('refused parameters', '1.0', encodeFault({ code: 9003, message: 'no', parameters: refused }, 'Client'));
  return sent;
}

import {
  type Answer,
  type Call,
  encodeAnswer,
  encodeCall,
  methodsOfAcs,
  type RpcName,
  rpcs,
} from '../../src/cwmp/rpc/index.ts';
import { writeEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { acsFaults, encodeFault, encodeMustUnderstandFault, sideOfAcsFault } from '../../src/cwmp/soap/fault.ts';
import type { CwmpVersion } from '../../src/cwmp/soap/versions.ts';

/** One thing the ACS can send, under a name for the report. */
export interface Sent {
  readonly name: string;
  readonly since: CwmpVersion;
  /** As a whole message in the namespace of the version. */
  in(namespace: string): string;
}

const long = (length: number): string => 'x'.repeat(length);
/** Characters that have to be escaped, or replaced, and one outside the first plane. */
const awkward = 'a&b<c>"d\' \r\n\t é 📶 \u0002 \ud800 ]]>';
const uuid = '0fbf4583-efd7-51b6-8483-7b347f4b521d';
const url256 = `http://10.0.0.1:7567/f/${long(233)}`;

const download = {
  CommandKey: '018f2c3d-0001',
  FileType: '1 Firmware Upgrade Image',
  URL: 'http://10.0.0.1:7567/f/abc?x=1&y=2',
  Username: '',
  Password: '',
  FileSize: 9_437_184,
  TargetFileName: '',
  DelaySeconds: 0,
  SuccessURL: '',
  FailureURL: '',
};

/** Written out, so that a new RPC that an ACS calls does not compile without its cases. */
type AskedByAcs = Exclude<
  RpcName,
  | 'Inform'
  | 'TransferComplete'
  | 'AutonomousTransferComplete'
  | 'DUStateChangeComplete'
  | 'AutonomousDUStateChangeComplete'
  | 'RequestDownload'
  | 'Kicked'
>;
const calls: { readonly [N in AskedByAcs]: readonly Call<N>['args'][] } = {
  GetRPCMethods: [{}],
  GetParameterNames: [
    { ParameterPath: '', NextLevel: true },
    { ParameterPath: 'Device.', NextLevel: true },
    { ParameterPath: `Device.${long(249)}`, NextLevel: false },
  ],
  GetParameterValues: [
    { ParameterNames: ['Device.DeviceInfo.SoftwareVersion'] },
    { ParameterNames: ['', 'Device.', `Device.${long(249)}`, 'Device.X_é.📶', awkward] },
    { ParameterNames: Array.from({ length: 500 }, (_, i) => `Device.X.${i}.`) },
  ],
  SetParameterValues: [
    { ParameterList: [], ParameterKey: '' },
    {
      ParameterList: [
        { name: 'Device.A', value: 'text', type: 'string' },
        { name: 'Device.B', value: '', type: null },
        { name: 'Device.C', value: awkward, type: 'string' },
        { name: 'Device.D', value: '-2147483648', type: 'int' },
        { name: 'Device.E', value: '4294967295', type: 'unsignedInt' },
        { name: 'Device.F', value: '-9223372036854775808', type: 'long' },
        { name: 'Device.G', value: '18446744073709551615', type: 'unsignedLong' },
        { name: 'Device.H', value: '1', type: 'boolean' },
        { name: 'Device.I', value: 'true', type: 'boolean' },
        { name: 'Device.J', value: '2026-01-15T08:30:00Z', type: 'dateTime' },
        { name: 'Device.K', value: '0001-01-01T00:00:00Z', type: 'dateTime' },
        { name: 'Device.L', value: 'AAECAw==', type: 'base64' },
        { name: 'Device.M', value: 'AAECAw==', type: 'base64Binary' },
        { name: 'Device.N', value: '00D09E', type: 'hexBinary' },
        { name: 'Device.O', value: '-1.50', type: 'decimal' },
        { name: `Device.${long(249)}`, value: long(32_768), type: 'string' },
      ],
      ParameterKey: long(32),
    },
  ],
  AddObject: [
    { ObjectName: 'Device.NAT.PortMapping.', ParameterKey: '' },
    { ObjectName: `Device.${long(248)}.`, ParameterKey: '📶'.repeat(32) },
  ],
  DeleteObject: [{ ObjectName: 'Device.NAT.PortMapping.3.', ParameterKey: 'k' }],
  Reboot: [{ CommandKey: '' }, { CommandKey: awkward.slice(0, 20) }, { CommandKey: long(32) }],
  FactoryReset: [{}],
  ScheduleInform: [
    { DelaySeconds: 1, CommandKey: '' },
    { DelaySeconds: 4_294_967_295, CommandKey: long(32) },
  ],
  Download: [
    download,
    { ...download, URL: url256, DelaySeconds: 4_294_967_295, FileSize: 4_294_967_295 },
    { ...download, FileType: '2 Web Content', Username: awkward, Password: long(256), TargetFileName: awkward },
    { ...download, FileType: 'X 00D09E Calibration Data', SuccessURL: url256, FailureURL: url256 },
  ],
  GetAllQueuedTransfers: [{}],
  GetQueuedTransfers: [{}],
  GetParameterAttributes: [{ ParameterNames: ['Device.', `Device.${long(249)}`, awkward] }],
  SetParameterAttributes: [
    {
      ParameterList: [0, 1, 2].map((Notification) => ({
        Name: `Device.${Notification}`,
        NotificationChange: true,
        Notification,
        AccessListChange: Notification > 0,
        AccessList: Notification > 1 ? ['Subscriber'] : [],
      })),
    },
  ],
  Upload: [
    {
      CommandKey: 'u',
      FileType: '1 Vendor Configuration File',
      URL: url256,
      Username: 'u',
      Password: '',
      DelaySeconds: 0,
    },
    { CommandKey: '', FileType: 'X 00D09E Core Dump', URL: 'http://x/', Username: '', Password: '', DelaySeconds: 1 },
  ],
  ScheduleDownload: [
    {
      CommandKey: long(32),
      FileType: '4 Tone File',
      URL: url256,
      Username: '',
      Password: '',
      FileSize: 1,
      TargetFileName: awkward,
      TimeWindowList: [
        { WindowStart: 0, WindowEnd: 3_600, WindowMode: '1 At Any Time', UserMessage: '', MaxRetries: -1 },
        { WindowStart: 7_200, WindowEnd: 9_000, WindowMode: 'X 00D09E Quiet', UserMessage: awkward, MaxRetries: 3 },
      ],
    },
  ],
  CancelTransfer: [{ CommandKey: '' }, { CommandKey: long(32) }],
  GetOptions: [{ OptionName: '' }, { OptionName: long(64) }],
  SetVouchers: [{ VoucherList: ['AAECAw==', ''] }],
  ChangeDUState: [
    {
      Operations: [
        {
          operation: 'Install',
          URL: 'http://x/a?b=1&c',
          UUID: uuid,
          Username: 'u',
          Password: 'p',
          ExecutionEnvRef: 'Device.X.',
        },
        {
          operation: 'Install',
          URL: `http://x/${long(1_015)}`,
          UUID: '',
          Username: '',
          Password: '',
          ExecutionEnvRef: '',
        },
        { operation: 'Update', UUID: uuid, Version: long(32), URL: 'http://x/', Username: awkward, Password: awkward },
        { operation: 'Update', UUID: '', Version: '', URL: '', Username: '', Password: '' },
        { operation: 'Uninstall', UUID: uuid.toUpperCase(), Version: '1.0', ExecutionEnvRef: 'Device.X.' },
        { operation: 'Uninstall', UUID: uuid, Version: '', ExecutionEnvRef: '' },
      ],
      CommandKey: 'k',
    },
    { Operations: [{ operation: 'Uninstall', UUID: uuid, Version: '', ExecutionEnvRef: '' }], CommandKey: '' },
  ],
};

const answers: readonly (Answer & { readonly useVersion?: string })[] = [
  { method: 'Inform', args: { MaxEnvelopes: 1 } },
  { method: 'Inform', args: { MaxEnvelopes: 1 }, useVersion: '1.4' },
  { method: 'TransferComplete', args: {} },
  { method: 'AutonomousTransferComplete', args: {} },
  { method: 'DUStateChangeComplete', args: {} },
  { method: 'AutonomousDUStateChangeComplete', args: {} },
  { method: 'RequestDownload', args: {} },
  { method: 'Kicked', args: { NextURL: '' } },
  { method: 'Kicked', args: { NextURL: `http://x/?a=1&b=${long(1_000)}` } },
  { method: 'GetRPCMethods', args: { MethodList: [...methodsOfAcs] } },
];

/** Every kind of message the ACS sends, with typical and extreme contents. */
export function acsMessages(): Sent[] {
  const sent: Sent[] = [];
  for (const [method, list] of Object.entries(calls) as [keyof typeof calls, readonly unknown[]][]) {
    list.forEach((args, i) => {
      sent.push({
        name: `${method} ${i}`,
        since: rpcs[method].since,
        in: (namespace) => writeEnvelope(namespace, { id: `m${i}` }, encodeCall({ method, args } as Call)),
      });
    });
  }
  for (const answer of answers) {
    const { useVersion } = answer;
    for (const id of ['1', 'a&b<c', '', null]) {
      sent.push({
        name: `${answer.method}Response to ${id}${useVersion ? ` with version ${useVersion}` : ''}`,
        since: rpcs[answer.method].since,
        in: (namespace) =>
          writeEnvelope(namespace, useVersion ? { id, useVersion } : { id }, encodeAnswer(answer as Answer)),
      });
    }
  }
  for (const [code, text] of Object.entries(acsFaults)) {
    for (const message of [text, '', awkward]) {
      const fault = { code: Number(code), message, parameters: [] };
      sent.push({
        name: `fault ${code} "${message.slice(0, 8)}"`,
        // 1.0 lists its codes one by one; 8006 answers versions that only 1.4 can offer.
        since: code === '8006' ? '1.1' : '1.0',
        in: (namespace) => writeEnvelope(namespace, { id: '1' }, encodeFault(fault, sideOfAcsFault(fault.code))),
      });
    }
  }
  sent.push({
    name: 'a header that is not understood',
    since: '1.0',
    in: (namespace) => writeEnvelope(namespace, { id: '1' }, encodeMustUnderstandFault(awkward)),
  });
  for (const holdRequests of [true, false]) {
    sent.push({
      name: `hold ${holdRequests}`,
      since: '1.0',
      in: (namespace) =>
        writeEnvelope(namespace, { id: '1', holdRequests }, encodeCall({ method: 'FactoryReset', args: {} })),
    });
  }
  return sent;
}

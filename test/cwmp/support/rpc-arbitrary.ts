import fc from 'fast-check';
import type { RpcName, rpcs } from '../../../src/cwmp/rpc/index.ts';
import type { Field, ParameterValue } from '../../../src/cwmp/rpc/schema.ts';
import type { RawArgument } from '../../../src/cwmp/rpc/vendor.ts';
import { xmlText } from './xml-arbitrary.ts';

type RequestArgs<N extends RpcName> = (typeof rpcs)[N]['request'] extends Field<infer T> ? T : never;
type ResponseArgs<N extends RpcName> = (typeof rpcs)[N]['response'] extends Field<infer T> ? T : never;
type Both<N extends RpcName> = {
  readonly request: fc.Arbitrary<RequestArgs<N>>;
  readonly response: fc.Arbitrary<ResponseArgs<N>>;
};

/** Text that a field of limited length carries: white space around it is layout. */
const text = (max: number): fc.Arbitrary<string> => xmlText.map((t) => [...t].slice(0, max).join('').trim());
const unsignedInt = fc.oneof(fc.constantFrom(0, 1, 0xffff_ffff), fc.integer({ min: 0, max: 0xffff_ffff }));
const status = fc.constantFrom(0, 1);
const dateTime = fc.constantFrom('2026-01-15T08:30:00Z', '0001-01-01T00:00:00Z', '2026-01-15T08:30:00.123+05:30', '');
const nothing = fc.constant({});
/** Left out where it is ''. */
const key = text(32);
const uuid = fc.uuid();
const objectName = text(200).map((t) => `${t}.`.trim());
const instanceNumber = fc.integer({ min: 1, max: 0xffff_ffff });
const faultStruct = fc.record({ FaultCode: unsignedInt, FaultString: text(256) });
const attribute = { Name: text(256), Notification: fc.integer({ min: 0, max: 6 }) };
const accessList = fc.array(text(64), { maxLength: 3 });
const opResult = {
  UUID: text(36),
  DeploymentUnitRef: text(256),
  Version: text(32),
  CurrentState: fc.constantFrom('Installed', 'Uninstalled', 'Failed'),
  Resolved: fc.boolean(),
  ExecutionUnitRefList: text(256),
  StartTime: dateTime,
  CompleteTime: dateTime,
  Fault: faultStruct,
};
const duOperation = fc.oneof(
  fc.record({
    operation: fc.constant('Install' as const),
    URL: text(1024),
    UUID: fc.oneof(uuid, fc.constant('')),
    Username: text(256),
    Password: text(256),
    ExecutionEnvRef: text(256),
  }),
  fc.record({
    operation: fc.constant('Update' as const),
    UUID: fc.oneof(uuid, fc.constant('')),
    Version: text(32),
    URL: text(1024),
    Username: text(256),
    Password: text(256),
  }),
  fc.record({
    operation: fc.constant('Uninstall' as const),
    UUID: uuid,
    Version: text(32),
    ExecutionEnvRef: text(256),
  }),
);
const download = {
  CommandKey: key,
  FileType: text(64),
  URL: text(256),
  Username: text(256),
  Password: text(256),
};

const parameterValue: fc.Arbitrary<ParameterValue> = fc.record({
  name: text(256),
  // A value is carried as it is, white space and all.
  value: xmlText,
  type: fc.constantFrom('string', 'int', 'unsignedInt', 'boolean', 'dateTime', 'base64', 'hexBinary', 'unsignedLong'),
});
const parameterList = fc.array(parameterValue, { maxLength: 6 });
const transfer = fc.record({
  CommandKey: text(32),
  State: fc.integer({ min: 1, max: 3 }),
  IsDownload: fc.boolean(),
  FileType: text(64),
  FileSize: unsignedInt,
  TargetFileName: text(256),
});

/** Arguments of every RPC, both ways; a new RPC does not compile without its line. */
export const rpcArguments: { readonly [N in RpcName]: Both<N> } = {
  Inform: {
    request: fc.record({
      DeviceId: fc.record({ Manufacturer: text(64), OUI: text(6), ProductClass: text(64), SerialNumber: text(64) }),
      Event: fc.array(fc.record({ EventCode: text(64), CommandKey: text(32) }), { maxLength: 64 }),
      MaxEnvelopes: unsignedInt,
      CurrentTime: dateTime,
      RetryCount: unsignedInt,
      ParameterList: parameterList,
    }),
    response: fc.record({ MaxEnvelopes: unsignedInt }),
  },
  TransferComplete: {
    request: fc.record({
      CommandKey: text(32),
      FaultStruct: faultStruct,
      StartTime: dateTime,
      CompleteTime: dateTime,
    }),
    response: nothing,
  },
  GetRPCMethods: { request: nothing, response: fc.record({ MethodList: fc.array(text(64), { minLength: 1 }) }) },
  GetParameterNames: {
    request: fc.record({ ParameterPath: text(256), NextLevel: fc.boolean() }),
    response: fc.record({ ParameterList: fc.array(fc.record({ Name: text(256), Writable: fc.boolean() })) }),
  },
  GetParameterValues: {
    request: fc.record({ ParameterNames: fc.array(text(256), { minLength: 1 }) }),
    response: fc.record({ ParameterList: parameterList }),
  },
  SetParameterValues: {
    request: fc.record({ ParameterList: parameterList, ParameterKey: text(32) }),
    response: fc.record({ Status: status }),
  },
  AddObject: {
    request: fc.record({ ObjectName: objectName, ParameterKey: text(32) }),
    response: fc.record({ InstanceNumber: instanceNumber, Status: status }),
  },
  DeleteObject: {
    request: fc.record({ ObjectName: objectName, ParameterKey: text(32) }),
    response: fc.record({ Status: status }),
  },
  Reboot: { request: fc.record({ CommandKey: text(32) }), response: nothing },
  FactoryReset: { request: nothing, response: nothing },
  ScheduleInform: { request: fc.record({ DelaySeconds: unsignedInt, CommandKey: text(32) }), response: nothing },
  Download: {
    request: fc.record({
      CommandKey: text(32),
      FileType: text(64),
      URL: text(256),
      Username: text(256),
      Password: text(256),
      FileSize: unsignedInt,
      TargetFileName: text(256),
      DelaySeconds: unsignedInt,
      SuccessURL: text(256),
      FailureURL: text(256),
    }),
    response: fc.record({ Status: status, StartTime: dateTime, CompleteTime: dateTime }),
  },
  GetAllQueuedTransfers: {
    request: nothing,
    response: fc.record({ TransferList: fc.array(transfer, { maxLength: 16 }) }),
  },
  GetParameterAttributes: {
    request: fc.record({ ParameterNames: fc.array(text(256), { minLength: 1 }) }),
    response: fc.record({ ParameterList: fc.array(fc.record({ ...attribute, AccessList: accessList })) }),
  },
  SetParameterAttributes: {
    request: fc.record({
      ParameterList: fc.array(
        fc.record({
          ...attribute,
          NotificationChange: fc.boolean(),
          AccessListChange: fc.boolean(),
          AccessList: accessList,
        }),
        { minLength: 1 },
      ),
    }),
    response: nothing,
  },
  Upload: {
    request: fc.record({ ...download, DelaySeconds: unsignedInt }),
    response: fc.record({ Status: status, StartTime: dateTime, CompleteTime: dateTime }),
  },
  ScheduleDownload: {
    request: fc.record({
      ...download,
      FileSize: unsignedInt,
      TargetFileName: text(256),
      TimeWindowList: fc.array(
        fc.record({
          WindowStart: unsignedInt,
          WindowEnd: unsignedInt,
          WindowMode: text(64),
          UserMessage: text(256),
          MaxRetries: fc.integer({ min: -1, max: 10 }),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
    response: nothing,
  },
  CancelTransfer: { request: fc.record({ CommandKey: key }), response: nothing },
  GetQueuedTransfers: {
    request: nothing,
    response: fc.record({
      TransferList: fc.array(fc.record({ CommandKey: key, State: fc.integer({ min: 1, max: 3 }) }), { maxLength: 16 }),
    }),
  },
  GetOptions: {
    request: fc.record({ OptionName: text(64) }),
    response: fc.record({
      OptionList: fc.array(
        fc.record({
          OptionName: text(64),
          VoucherSN: unsignedInt,
          State: fc.integer({ min: 0, max: 3 }),
          Mode: fc.integer({ min: 0, max: 2 }),
          StartDate: dateTime,
          ExpirationDate: dateTime,
          IsTransferable: status,
        }),
        { maxLength: 4 },
      ),
    }),
  },
  SetVouchers: {
    request: fc.record({ VoucherList: fc.array(fc.base64String(), { minLength: 1, maxLength: 4 }) }),
    response: nothing,
  },
  ChangeDUState: {
    request: fc.record({ Operations: fc.array(duOperation, { minLength: 1, maxLength: 16 }), CommandKey: key }),
    response: nothing,
  },
  AutonomousTransferComplete: {
    request: fc.record({
      AnnounceURL: text(1024),
      TransferURL: text(1024),
      IsDownload: fc.boolean(),
      FileType: text(64),
      FileSize: unsignedInt,
      TargetFileName: text(256),
      FaultStruct: faultStruct,
      StartTime: dateTime,
      CompleteTime: dateTime,
    }),
    response: nothing,
  },
  DUStateChangeComplete: {
    request: fc.record({
      Results: fc.array(fc.record(opResult), { minLength: 1, maxLength: 6 }),
      CommandKey: key,
    }),
    response: nothing,
  },
  AutonomousDUStateChangeComplete: {
    request: fc.record({
      Results: fc.array(fc.record({ ...opResult, OperationPerformed: text(64) }), { minLength: 1, maxLength: 6 }),
    }),
    response: nothing,
  },
  RequestDownload: {
    request: fc.record({
      FileType: text(64),
      FileTypeArg: fc.array(fc.record({ Name: text(64), Value: text(256) }), { maxLength: 16 }),
    }),
    response: nothing,
  },
  Kicked: {
    request: fc.record({ Command: text(32), Referer: text(64), Arg: text(256), Next: text(1024) }),
    response: fc.record({ NextURL: text(1024) }),
  },
};

const xmlName = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,20}$/);
/** Arguments of a vendor's method: a small tree. */
export const rawArguments: fc.Arbitrary<RawArgument[]> = fc.letrec<{ argument: RawArgument; list: RawArgument[] }>(
  (tie) => ({
    argument: fc
      .record({
        name: xmlName,
        text: xmlText,
        type: fc.option(fc.constantFrom('string', 'int', 'signedInt'), { nil: null }),
        children: fc.oneof({ maxDepth: 3 }, fc.constant([]), tie('list')),
      })
      .map((a) => (a.children.length > 0 ? { ...a, text: '' } : a)),
    list: fc.array(tie('argument'), { maxLength: 4 }),
  }),
).list;

import fc from 'fast-check';
import type { RpcName, rpcs } from '../../../src/cwmp/rpc/index.ts';
import type { Field, ParameterValue } from '../../../src/cwmp/rpc/schema.ts';
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
      FaultStruct: fc.record({ FaultCode: unsignedInt, FaultString: text(256) }),
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
    request: fc.record({ ObjectName: text(256), ParameterKey: text(32) }),
    response: fc.record({ InstanceNumber: unsignedInt, Status: status }),
  },
  DeleteObject: {
    request: fc.record({ ObjectName: text(256), ParameterKey: text(32) }),
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
};

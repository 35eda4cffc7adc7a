import { rpc } from './rpc.ts';
import { dateTime, optional, string, struct, unsignedInt, type Value } from './schema.ts';

/** How a transfer ended: code 0 is success, else a fault of the 90xx and 98xx ranges. */
export const faultStruct = struct({ FaultCode: unsignedInt, FaultString: optional(string(256), '') });

/** Tells that a Download or Upload is over, applied or failed. Delivered at least once. */
export const transferComplete = rpc({
  name: 'TransferComplete',
  caller: 'cpe',
  since: '1.0',
  clause: 'A.3.3.2',
  once: false,
  request: struct({
    CommandKey: optional(string(32), ''),
    FaultStruct: faultStruct,
    StartTime: dateTime,
    CompleteTime: dateTime,
  }),
  response: struct({}),
});

export type TransferCompleteRequest = Value<typeof transferComplete.request>;

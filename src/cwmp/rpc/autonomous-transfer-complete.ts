import { rpc } from './rpc.ts';
import { boolean, dateTime, forgiving, optional, string, struct, unsignedInt, type Value } from './schema.ts';
import { faultStruct } from './transfer-complete.ts';

/** Tells that a transfer which the ACS did not order is over, applied or failed. Delivered at least once. */
export const autonomousTransferComplete = rpc({
  name: 'AutonomousTransferComplete',
  caller: 'cpe',
  since: '1.1',
  clause: 'A.3.3.3',
  once: false,
  request: struct({
    /** Where it was announced (multicast); empty where it was not. */
    AnnounceURL: optional(string(1024), ''),
    TransferURL: optional(string(1024), ''),
    IsDownload: forgiving(boolean, true),
    FileType: optional(string(64), ''),
    FileSize: forgiving(unsignedInt, 0),
    TargetFileName: optional(string(256), ''),
    FaultStruct: faultStruct,
    StartTime: dateTime,
    CompleteTime: dateTime,
  }),
  response: struct({}),
});

export type AutonomousTransferCompleteRequest = Value<typeof autonomousTransferComplete.request>;

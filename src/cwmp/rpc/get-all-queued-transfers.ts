import { rpc } from './rpc.ts';
import { array, boolean, optional, string, struct, unsignedInt } from './schema.ts';

const queuedTransfer = struct(
  {
    CommandKey: optional(string(32), ''),
    /** 1 not started, 2 in progress, 3 finished with TransferComplete not yet acknowledged. */
    State: unsignedInt,
    IsDownload: boolean,
    FileType: optional(string(64), ''),
    FileSize: optional(unsignedInt, 0),
    TargetFileName: optional(string(256), ''),
  },
  'cwmp:AllQueuedTransferStruct',
);

/** Which transfers the CPE still holds: the probe that settles a Download whose outcome is unknown. */
export const getAllQueuedTransfers = rpc({
  name: 'GetAllQueuedTransfers',
  caller: 'acs',
  since: '1.1',
  clause: 'A.4.1.7',
  once: false,
  request: struct({}),
  response: struct({ TransferList: array('AllQueuedTransferStruct', queuedTransfer, 256) }),
});

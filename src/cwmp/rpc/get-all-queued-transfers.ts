import { rpc } from './rpc.ts';
import { array, boolean, optional, string, struct, transferState, unsignedInt } from './schema.ts';

const queuedTransfer = struct(
  {
    CommandKey: optional(string(32), ''),
    State: transferState,
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
  response: struct({ TransferList: array('AllQueuedTransferStruct', queuedTransfer, 256, 0, 16) }),
});

import { rpc } from './rpc.ts';
import { array, optional, string, struct, transferState } from './schema.ts';

const queuedTransfer = struct(
  { CommandKey: optional(string(32), ''), State: transferState },
  'cwmp:QueuedTransferStruct',
);

/** The older form of GetAllQueuedTransfers, for devices of 1.0. It tells only what the ACS ordered. */
export const getQueuedTransfers = rpc({
  name: 'GetQueuedTransfers',
  caller: 'acs',
  since: '1.0',
  clause: 'A.4.1.1',
  once: false,
  request: struct({}),
  response: struct({ TransferList: array('QueuedTransferStruct', queuedTransfer, 256, 0, 16) }),
});

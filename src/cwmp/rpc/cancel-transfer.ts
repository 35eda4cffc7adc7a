import { rpc } from './rpc.ts';
import { string, struct } from './schema.ts';

/** Withdraws every queued transfer with this CommandKey; 9021 where it is too late. None to withdraw is no error. */
export const cancelTransfer = rpc({
  name: 'CancelTransfer',
  caller: 'acs',
  since: '1.2',
  clause: 'A.4.1.9',
  once: false,
  request: struct({ CommandKey: string(32) }),
  response: struct({}),
});

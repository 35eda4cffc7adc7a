import { z } from 'zod';
import { singleCall } from './single-call.ts';

/** The older question for transfers, which devices of CWMP 1.0 know: it tells only those that were ordered. */
export const getQueuedTransfers = singleCall({
  name: 'getQueuedTransfers',
  method: 'GetQueuedTransfers',
  order: z.strictObject({}),
  call: () => ({}),
  result: (args) => ({ transfers: args.TransferList.map((t) => ({ commandKey: t.CommandKey, state: t.State })) }),
});

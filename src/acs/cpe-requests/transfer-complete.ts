import type { CpeRequest } from './request.ts';

/** An ordered transfer is over. Always acknowledged, also where nobody knows of it: it would come for ever otherwise. */
export const transferComplete: CpeRequest<'TransferComplete'> = {
  method: 'TransferComplete',
  remember: (tx, args, { runner, device, session }) => runner.hearTransferComplete(tx, device, args, session),
  reply: () => ({}),
};

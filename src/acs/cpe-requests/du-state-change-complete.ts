import type { CpeRequest } from './request.ts';

/** Everything that one ChangeDUState ordered is over. */
export const duStateChangeComplete: CpeRequest<'DUStateChangeComplete'> = {
  method: 'DUStateChangeComplete',
  remember: (tx, args, { runner, device, session }) => runner.hearDuStateChangeComplete(tx, device, args, session),
  reply: () => ({}),
};

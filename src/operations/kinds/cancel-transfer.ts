import { z } from 'zod';
import { type OperationKind, refusedBy, still, succeeded } from '../kind.ts';
import { unreadable } from './single-call.ts';

const order = z.strictObject({ commandKey: z.string().min(1).max(32) });

/**
 * Withdraws transfers by their CommandKey. The device tells nothing of a withdrawn one any more (A.4.1.9), so the
 * operation that ordered it ends here too. 9021 means that it is too late: the transfer will finish and say so.
 */
export const cancelTransfer: OperationKind<z.infer<typeof order>, Record<string, never>> = {
  name: 'cancelTransfer',
  order,
  disruptive: false,
  requires: () => 'CancelTransfer',
  needs: () => ({}),
  begin: () => ({}),
  step(operation, event) {
    const { order, state } = operation;
    switch (event.type) {
      case 'floor':
        // Nothing to withdraw is no error, so a lost answer is asked again.
        if (state !== 'queued' && !(state === 'dispatched' && event.fresh)) return still;
        return {
          state: 'dispatched',
          say: { method: 'CancelTransfer', args: { CommandKey: order.commandKey } },
          attempt: true,
        };
      case 'answer':
        return event.answer.method === 'CancelTransfer'
          ? { ...succeeded({ commandKey: order.commandKey }), cancelled: order.commandKey }
          : still;
      case 'fault':
        return refusedBy(operation, 'order', event.fault);
      case 'unreadable':
        return refusedBy(operation, 'order', unreadable(event.message));
      default:
        return still;
    }
  },
};

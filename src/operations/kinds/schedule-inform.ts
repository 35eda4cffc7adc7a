import { z } from 'zod';
import { hours, seconds } from '../../base/durations.ts';
import { hasCommandKey, hasEvent } from '../../devices/facts.ts';
import { maxAttempts } from '../fault-reaction.ts';
import { failed, type OperationKind, refusedBy, still, succeeded } from '../kind.ts';

const order = z.strictObject({
  delaySeconds: z
    .int()
    .min(1)
    .max(86_400 * 30),
});

/** Asks for a session later; done when it comes with `M ScheduleInform` and our key. */
export const scheduleInform: OperationKind<z.infer<typeof order>, Record<string, never>> = {
  name: 'scheduleInform',
  order,
  disruptive: false,
  requires: () => 'ScheduleInform',
  needs: () => ({}),
  begin: () => ({}),
  step(operation, event) {
    const { order, state, commandKey, attempt = 1 } = operation;
    switch (event.type) {
      case 'floor': {
        // A second one does no harm but an extra session, so a lost answer is asked again.
        if (state !== 'queued' && !(state === 'dispatched' && event.fresh)) return still;
        const args = { DelaySeconds: order.delaySeconds, CommandKey: event.nextKey };
        return { state: 'dispatched', say: { method: 'ScheduleInform', args }, attempt: true };
      }
      case 'answer':
      case 'unreadable':
        return { state: 'accepted', deadlineMs: seconds(order.delaySeconds) + hours(1) };
      case 'fault':
        return refusedBy(operation, 'order', event.fault);
      case 'inform':
        if (commandKey !== null && hasCommandKey(event.facts, 'M ScheduleInform', commandKey)) return succeeded({});
        // A bootstrapped device has forgotten it. Some say so in every session, so not for ever.
        return state === 'accepted' && hasEvent(event.facts, '0 BOOTSTRAP') && attempt < maxAttempts
          ? { state: 'queued', deadlineMs: null }
          : still;
      case 'deadline':
        return failed('unreachable', 'the scheduled session did not come within an hour of its time');
      default:
        return still;
    }
  },
};

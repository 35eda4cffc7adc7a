import { z } from 'zod';
import { hours, seconds } from '../../base/durations.ts';
import { hasCommandKey } from '../../devices/facts.ts';
import { failed, failedBy, type OperationKind, still, succeeded } from '../kind.ts';

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
  needs: () => ({}),
  begin: () => ({}),
  step({ order, state, commandKey }, event) {
    switch (event.type) {
      case 'floor': {
        // A second one does no harm but an extra session, so a lost answer is asked again.
        if (state !== 'queued' && !(state === 'dispatched' && event.fresh)) return still;
        const args = { DelaySeconds: order.delaySeconds, CommandKey: event.nextKey };
        return { state: 'dispatched', say: { method: 'ScheduleInform', args }, attempt: true };
      }
      case 'answer':
        return { state: 'accepted', deadlineMs: seconds(order.delaySeconds) + hours(1) };
      case 'fault':
        return failedBy(event.fault);
      case 'inform':
        return commandKey !== null && hasCommandKey(event.facts, 'M ScheduleInform', commandKey)
          ? succeeded({})
          : still;
      case 'deadline':
        return failed('unreachable', 'the scheduled session did not come within an hour of its time');
      default:
        return still;
    }
  },
};

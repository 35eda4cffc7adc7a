import { z } from 'zod';
import { minutes } from '../../base/durations.ts';
import type { Call } from '../../cwmp/rpc/index.ts';
import { hasCommandKey, hasEvent, type InformFacts } from '../../devices/facts.ts';
import { failed, failedBy, type OperationKind, still, succeeded } from '../kind.ts';

const order = z.strictObject({});

interface Restart {
  readonly name: string;
  call(key: string): Call;
  /** The Inform proves that it happened. */
  proves(facts: InformFacts, key: string): boolean;
}

/** How long a device may take to come back before it counts as unconfirmed. */
const patience = minutes(15);

/**
 * Reboot and factory reset: answered inside the session, done after it, proven by the events of a later Inform and by
 * nothing else. Never said again by itself: a second restart is a second outage.
 */
function restart(kind: Restart): OperationKind<z.infer<typeof order>, Record<string, never>> {
  return {
    name: kind.name,
    order,
    disruptive: true,
    needs: () => ({}),
    begin: () => ({}),
    step({ state, commandKey }, event) {
      switch (event.type) {
        case 'floor':
          if (state === 'queued') {
            const call = kind.call(event.nextKey);
            if (!event.can(call.method)) return failed('unsupported', `the device does not support ${call.method}`);
            return { state: 'dispatched', say: call, attempt: true, deadlineMs: patience };
          }
          // It called in again, heard of the order or not, and did not restart in time.
          return state === 'unconfirmed'
            ? failed('outcomeUnknown', 'the device called in again without having restarted')
            : still;
        case 'answer':
          return { state: 'accepted', deadlineMs: patience };
        case 'fault':
          return failedBy(event.fault);
        case 'inform':
          return state !== 'queued' && kind.proves(event.facts, commandKey ?? '') ? succeeded({}) : still;
        case 'deadline':
          return state === 'unconfirmed' ? still : { state: 'unconfirmed', deadlineMs: null };
        default:
          return still;
      }
    },
  };
}

export const reboot = restart({
  name: 'reboot',
  call: (key) => ({ method: 'Reboot', args: { CommandKey: key } }),
  // Some devices report the boot without the M event.
  proves: (facts, key) => hasCommandKey(facts, 'M Reboot', key) || hasEvent(facts, '1 BOOT'),
});

export const factoryReset = restart({
  name: 'factoryReset',
  call: () => ({ method: 'FactoryReset', args: {} }),
  proves: (facts) => hasEvent(facts, '0 BOOTSTRAP'),
});

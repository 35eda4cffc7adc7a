import { z } from 'zod';
import { minutes } from '../../base/durations.ts';
import type { Call } from '../../cwmp/rpc/index.ts';
import { hasCommandKey, hasEvent, type InformFacts } from '../../devices/facts.ts';
import { failed, type Move, type OperationKind, refusedBy, still, succeeded } from '../kind.ts';

const order = z.strictObject({});

interface Restart {
  readonly name: string;
  call(key: string): Call;
  /** The Inform proves that it happened. */
  proves(facts: InformFacts, key: string, booted: boolean): boolean;
  /** Parameters below the root that show it afterwards, besides the time since the last start. */
  readonly shown: readonly string[];
  /** They show it; given a start since the order. */
  shows(values: ReadonlyMap<string, string>): boolean;
}

interface Progress {
  /** The device was asked how long it has been running. */
  readonly asked?: boolean;
}

const upTime = 'DeviceInfo.UpTime';

/** How long a device may take to come back before it counts as unconfirmed. */
const patience = minutes(15);

/**
 * Reboot and factory reset: answered inside the session, done after it, proven by the events of a later Inform and by
 * nothing else; a device that calls again without such an event is asked how long it has been running, as not all
 * report their boots. Never said again by itself: a second restart is a second outage.
 */
function restart(kind: Restart): OperationKind<z.infer<typeof order>, Progress> {
  return {
    name: kind.name,
    order,
    disruptive: true,
    requires: () => kind.call('').method,
    needs: () => ({}),
    begin: () => ({}),
    step(operation, event): Move<Progress> {
      const { state, commandKey, progress, sinceDispatchMs = 0 } = operation;
      switch (event.type) {
        case 'floor':
          if (state === 'queued') {
            const call = kind.call(event.nextKey);
            if (!event.can(call.method)) return failed('unsupported', `the device does not support ${call.method}`);
            return { state: 'dispatched', say: call, attempt: true, deadlineMs: patience };
          }
          // It called in again, heard of the order or not, and told of no restart in time.
          if (state !== 'unconfirmed' || (progress.asked && !event.fresh)) return still;
          return {
            progress: { asked: true },
            say: {
              method: 'GetParameterValues',
              args: { ParameterNames: [upTime, ...kind.shown].map((name) => event.device.root + name) },
            },
          };
        case 'answer': {
          if (event.answer.method !== 'GetParameterValues') return { state: 'accepted', deadlineMs: patience };
          const { root } = event.device;
          const values = new Map(
            event.answer.args.ParameterList.map(({ name, value }) => [name.replace(root, ''), value]),
          );
          const running = Number(values.get(upTime) || Number.NaN) * 1000;
          return running < sinceDispatchMs && kind.shows(values) ? succeeded({}) : notDone;
        }
        case 'fault':
          return event.method === 'GetParameterValues' ? notDone : refusedBy(operation, 'restart', event.fault);
        case 'unreadable':
          return event.method === 'GetParameterValues' ? notDone : { state: 'accepted', deadlineMs: patience };
        case 'inform':
          return state !== 'queued' && kind.proves(event.facts, commandKey ?? '', event.booted) ? succeeded({}) : still;
        case 'deadline':
          return state === 'unconfirmed' ? still : { state: 'unconfirmed', deadlineMs: null };
        default:
          return still;
      }
    },
  };
}

const notDone: Move<Progress> = failed('outcomeUnknown', 'the device called in again without having restarted');

export const reboot = restart({
  name: 'reboot',
  call: (key) => ({ method: 'Reboot', args: { CommandKey: key } }),
  // Some devices report the boot without the M event, and some do not report it.
  proves: (facts, key, booted) => hasCommandKey(facts, 'M Reboot', key) || booted,
  shown: [],
  shows: () => true,
});

export const factoryReset = restart({
  name: 'factoryReset',
  call: () => ({ method: 'FactoryReset', args: {} }),
  proves: (facts) => hasEvent(facts, '0 BOOTSTRAP'),
  // It is empty after a reset (TR-069 A.3.2.1), and set by whatever we write.
  shown: ['ManagementServer.ParameterKey'],
  shows: (values) => values.get('ManagementServer.ParameterKey') === '',
});

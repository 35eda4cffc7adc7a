import { hours, minutes } from '../../base/durations.ts';
import type { Answer, Call } from '../../cwmp/rpc/index.ts';
import { hasEvent } from '../../devices/facts.ts';
import { backOffMs, maxAttempts, reactionTo, type Work } from '../fault-reaction.ts';
import {
  failed,
  failedBy,
  type Move,
  type OperationEvent,
  type OperationView,
  refusedBy,
  shownFault,
  still,
} from '../kind.ts';
import { unreadable } from './single-call.ts';

/**
 * What every ordered transfer shares: it is said once, an outcome that got lost is probed with GetAllQueuedTransfers
 * (or, where the device has only that, GetQueuedTransfers), and only proof that the device does not hold it lets it be
 * said again.
 *
 * Modes: *queued* → *dispatched* (committed, then said) → *accepted* (the device has it in its queue) → as the kind
 * decides; from any of them a time-out, or a factory reset, leads to *unconfirmed*, which a later session resolves by
 * the probe.
 */
export interface TransferProgress {
  /** The device answered Status 1 for the present attempt: it surely had the order. */
  readonly accepted?: boolean;
  /** The device does not know GetAllQueuedTransfers. */
  readonly oldProbe?: boolean;
  /** The device cannot be probed: wait this attempt out. */
  readonly unprobeable?: boolean;
}

export interface TransferTimes {
  /** From the order to its end; then the outcome is unconfirmed. */
  readonly transferMs: number;
}

export const defaultTransferTimes: TransferTimes = { transferMs: hours(1) };

/** How long the answer to the order may take: it comes in the same session or not at all. */
const answerMs = minutes(10);
/** How long a device that cannot be probed is left alone before its transfer counts as lost (it may still start). */
const quarantineMs = hours(24);

type TransferOperation = Pick<
  OperationView<unknown, TransferProgress>,
  'state' | 'progress' | 'commandKey' | 'attempt'
>;

/**
 * What to say when the floor is ours.
 * @param order the RPC, with the CommandKey it is given
 */
export function transferFloor<P extends TransferProgress>(
  operation: TransferOperation,
  event: OperationEvent & { type: 'floor' },
  order: (commandKey: string) => Call,
): Move<P> {
  const { state, progress } = operation;
  if (state === 'queued') {
    return {
      state: 'dispatched',
      progress: {} as P,
      say: order(event.nextKey),
      attempt: true,
      deadlineMs: answerMs,
    };
  }
  const unknown = state === 'unconfirmed' || (state === 'dispatched' && event.fresh);
  if (!unknown || progress.unprobeable) return still;
  if (!progress.oldProbe && event.can('GetAllQueuedTransfers')) {
    return { say: { method: 'GetAllQueuedTransfers', args: {} } };
  }
  if (event.can('GetQueuedTransfers')) return { say: { method: 'GetQueuedTransfers', args: {} } };
  return quarantine(progress as P);
}

type QueueTold = Answer<'GetAllQueuedTransfers'>['args'] | Answer<'GetQueuedTransfers'>['args'];

/** The transfers that an answer tells of, or null where it is no such answer. */
export function queueTold(answer: Answer): QueueTold | null {
  return answer.method === 'GetAllQueuedTransfers' || answer.method === 'GetQueuedTransfers' ? answer.args : null;
}

/** The device's queue has been told. `vanished`: it once had the order, holds it no more, and never said how it ended. */
export function transferProbed<P extends TransferProgress>(
  operation: TransferOperation,
  queue: QueueTold,
  times: TransferTimes,
  vanished: () => Move<P>,
): Move<P> {
  const { state, progress, commandKey } = operation;
  if (state !== 'unconfirmed' && state !== 'dispatched') return still;
  if (queue.TransferList.some((transfer) => transfer.CommandKey === commandKey)) {
    return { state: 'accepted', progress: { ...progress, accepted: true } as P, deadlineMs: times.transferMs };
  }
  if (progress.accepted) return vanished();
  // It never arrived: the same operation starts over, lock kept, with a new key.
  return { state: 'queued', progress: {} as P, deadlineMs: null };
}

export function transferAccepted<P extends TransferProgress>(progress: P, times: TransferTimes): Move<P> {
  return { state: 'accepted', progress: { ...progress, accepted: true }, deadlineMs: times.transferMs };
}

export function transferFault<P extends TransferProgress>(
  operation: TransferOperation,
  event: OperationEvent & { type: 'fault' },
  work: Work,
): Move<P> {
  const { progress } = operation;
  if (event.method === 'GetAllQueuedTransfers') {
    return { state: 'unconfirmed', progress: { ...progress, oldProbe: true } as P, deadlineMs: null };
  }
  if (event.method === 'GetQueuedTransfers') return quarantine(progress as P);
  return refusedBy(operation, work, event.fault);
}

/** An answer that nobody can read: to the order it leaves the outcome unknown, to a probe it is no answer. */
export function transferUnreadable<P extends TransferProgress>(
  operation: TransferOperation,
  event: OperationEvent & { type: 'unreadable' },
): Move<P> {
  return event.method === 'GetAllQueuedTransfers' || event.method === 'GetQueuedTransfers'
    ? transferFault(operation, { ...event, type: 'fault', fault: unreadable(event.message) }, 'attempt')
    : still;
}

/**
 * A TransferComplete with a fault. What may pass is tried again later; where our own file server turned the device
 * away, the fault is ours and always may pass.
 */
export function transferFailed<P extends TransferProgress>(
  operation: TransferOperation,
  event: OperationEvent & { type: 'transferComplete' },
  work: Work,
): Move<P> {
  const fault = { code: event.faultCode, message: event.faultString, parameters: [] };
  const attempt = operation.attempt ?? 1;
  const told = event.turnedAway
    ? {
        code: event.faultCode,
        message: `${event.faultString || 'the transfer failed'} (our file server was too busy and answered 503)`,
        reason: 'sourceBusy' as const,
      }
    : shownFault(fault);
  const again = work !== 'attempt' && (event.turnedAway || reactionTo(event.faultCode, work) === 'later');
  if (!again || attempt >= maxAttempts) {
    return event.turnedAway ? { state: 'failed', deadlineMs: null, fault: told } : failedBy(fault);
  }
  return { state: 'queued', progress: {} as P, deadlineMs: null, notBeforeMs: backOffMs(attempt), fault: told };
}

/** A bootstrapped device has forgotten its queue (TR-069 §3.7.1.5), or says so only because its ACS changed: ask it. */
export function transferForgotten<P extends TransferProgress>(
  operation: TransferOperation,
  event: OperationEvent & { type: 'inform' },
): Move<P> {
  const { state } = operation;
  return hasEvent(event.facts, '0 BOOTSTRAP') && (state === 'accepted' || state === 'dispatched')
    ? { state: 'unconfirmed', deadlineMs: null }
    : still;
}

/** The device dropped it and will tell nothing any more. What it has applied already is not undone by that. */
export function transferCancelled<P extends TransferProgress>(operation: TransferOperation): Move<P> {
  const { state } = operation;
  return state === 'dispatched' || state === 'accepted' || state === 'unconfirmed'
    ? { state: 'cancelled', deadlineMs: null }
    : still;
}

export function transferDeadline<P extends TransferProgress>(operation: TransferOperation): Move<P> {
  if (operation.state === 'unconfirmed') {
    return operation.progress.unprobeable
      ? failed('outcomeUnknown', 'the device cannot tell its transfers, and none showed an effect within a day')
      : { deadlineMs: null };
  }
  // Without a probe only time can settle it.
  return { state: 'unconfirmed', deadlineMs: operation.progress.unprobeable ? quarantineMs : null };
}

function quarantine<P extends TransferProgress>(progress: P): Move<P> {
  return { state: 'unconfirmed', progress: { ...progress, unprobeable: true }, deadlineMs: quarantineMs };
}

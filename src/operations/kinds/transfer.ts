import { hours, minutes } from '../../base/durations.ts';
import type { DownloadRequest } from '../../cwmp/rpc/download.ts';
import type { Answer, Call } from '../../cwmp/rpc/index.ts';
import { failed, failedBy, type Move, type OperationEvent, type OperationView, still } from '../kind.ts';

/**
 * What every ordered transfer shares: a Download is said once, an outcome that got lost is probed with
 * GetAllQueuedTransfers, and only proof that the device does not hold it lets it be said again.
 *
 * Modes: *queued* → *dispatched* (committed, then said) → *accepted* (the device has it in its queue) → as the kind
 * decides; from any of them a time-out leads to *unconfirmed*, which a later session resolves by the probe.
 */
export interface TransferProgress {
  /** The device answered Status 1 for the present attempt: it surely had the order. */
  readonly accepted?: boolean;
  /** The device cannot be probed: wait this attempt out. */
  readonly unprobeable?: boolean;
}

export interface TransferTimes {
  /** From the order to its end; then the outcome is unconfirmed. */
  readonly transferMs: number;
}

export const defaultTransferTimes: TransferTimes = { transferMs: hours(1) };

/** How long the answer to Download may take: it comes in the same session or not at all. */
const answerMs = minutes(10);
/** How long a device that cannot be probed is left alone before its transfer counts as lost (it may still start). */
const quarantineMs = hours(24);

type TransferOperation = Pick<OperationView<unknown, TransferProgress>, 'state' | 'progress' | 'commandKey'>;

/** What to say when the floor is ours. */
export function transferFloor<P extends TransferProgress>(
  operation: TransferOperation,
  event: OperationEvent & { type: 'floor' },
  request: () => Omit<DownloadRequest, 'CommandKey'>,
): Move<P> {
  const { state, progress } = operation;
  if (state === 'queued') {
    const args = { CommandKey: event.nextKey, ...request() };
    const say: Call = { method: 'Download', args };
    return { state: 'dispatched', progress: {} as P, say, attempt: true, deadlineMs: answerMs };
  }
  const unknown = state === 'unconfirmed' || (state === 'dispatched' && event.fresh);
  if (!unknown || progress.unprobeable) return still;
  if (!event.can('GetAllQueuedTransfers')) return quarantine(progress as P);
  return { say: { method: 'GetAllQueuedTransfers', args: {} } };
}

/** The device's queue has been told. `vanished`: it once had the order, holds it no more, and never said how it ended. */
export function transferProbed<P extends TransferProgress>(
  operation: TransferOperation,
  queue: Answer<'GetAllQueuedTransfers'>['args'],
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
): Move<P> {
  return event.method === 'GetAllQueuedTransfers' ? quarantine(operation.progress as P) : failedBy(event.fault);
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

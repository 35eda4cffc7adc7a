import { minutes } from '../../base/durations.ts';
import type { Operation } from '../../operations/operation.ts';
import type { TargetState } from '../states.ts';
import type { TargetChange } from './target-rules.ts';

/** Whether an operation of a campaign only takes back what another one ordered: it may go out when nothing else may. Pure. */
export function isRecall(operation: Pick<Operation, 'kind'>): boolean {
  return operation.kind === 'cancelTransfer';
}

/**
 * What the end of a CancelTransfer means for a target whose transfer it was to cancel. Where the device dropped it, the
 * transfer's own operation ended and the target with it; where it would or could not (fault 9021, or no such method), the
 * transfer is let end, and its operation decides (rule 29). Pure.
 * @param reason why it was to be cancelled
 * @returns null: nothing follows
 */
export function afterRecall(
  operation: Pick<Operation, 'state' | 'fault'>,
  timeouts: { readonly giveUpMinutes: number },
  reason: string | null = null,
): TargetChange | null {
  if (operation.state !== 'failed') return null;
  const { code = 0, message = 'refused' } = operation.fault ?? {};
  return {
    state: 'unconfirmed',
    // What was only to be put off may be tried again, should it come to nothing.
    reason: isPutOff(reason) ? reason : 'cancelRefused',
    fault: { code, message, faultClass: 'device' },
    deadlineMs: minutes(timeouts.giveUpMinutes),
  };
}

/** Why a target is called off, as its reason says while it is not over. */
const callOffs: readonly (string | null)[] = ['operator', 'aborted', 'cancelRefused'];

/** Why a target is put off: what its device was told for a time to come is taken back, and it has its turn again. */
const putOffs: readonly (string | null)[] = ['blackout', 'paused'];

function isPutOff(reason: string | null): boolean {
  return putOffs.includes(reason);
}

/** Failures that say nothing more of a transfer whose link was withdrawn. */
const ofTheLink: readonly (string | undefined)[] = ['source', 'transient'];

/**
 * A target that somebody called off is not begun again: where its transfer came to nothing, and the next thing would be
 * another attempt, it is over. One that was only put off waits instead, as if it had not been tried. Pure.
 * @param next what would follow otherwise
 * @returns null: that follows
 */
export function afterCallOff(
  target: { readonly state: TargetState; readonly reason: string | null; readonly attempt: number },
  next: TargetChange,
): TargetChange | null {
  if ((target.state === 'cancelling' || target.state === 'unconfirmed') && isPutOff(target.reason))
    return afterPutOff(target, next);
  const calledOff =
    target.state === 'cancelling' || (target.state === 'unconfirmed' && callOffs.includes(target.reason));
  const again = next.state === 'retryWait' || next.state === 'claimed' || next.state === 'waiting';
  if (!calledOff || !again) return null;
  const { fault } = next;
  return { state: 'cancelled', deadlineMs: null, ...(fault === undefined ? {} : { fault }) };
}

function afterPutOff(
  { reason, attempt }: { readonly reason: string | null; readonly attempt: number },
  next: TargetChange,
): TargetChange | null {
  const gone = next.state === 'cancelled' || next.state === 'retryWait';
  const turnedAway = next.state === 'failed' && ofTheLink.includes(next.fault?.faultClass);
  // An order that got lost is not counted as an attempt already.
  const lost = next.state === 'claimed' || next.state === 'waiting';
  if (!gone && !turnedAway && !lost) return null;
  return {
    state: 'waiting',
    reason,
    attempt: lost ? (next.attempt ?? attempt) : Math.max(0, attempt - 1),
    fault: null,
    deadlineMs: null,
  };
}

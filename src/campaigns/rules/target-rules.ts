import { hours, minutes } from '../../base/durations.ts';
import type { Operation } from '../../operations/operation.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import { hasEnded, type TargetState } from '../states.ts';
import { classify, type FaultClass, type VendorMeanings } from './fault-class.ts';

/** A change of a target, decided without any I/O. */
export interface TargetChange {
  readonly state: TargetState;
  /** Why it waits or ended; null clears it. */
  readonly reason?: string | null;
  readonly attempt?: number;
  readonly fault?: { readonly code: number; readonly message: string; readonly faultClass: FaultClass } | null;
  /** Milliseconds from now; null clears. */
  readonly deadlineMs?: number | null;
  readonly keepOperation?: boolean;
}

/** After the end: what late evidence proved. */
export interface TargetCorrection {
  readonly corrected: 'succeededLate';
}

export interface TargetNow {
  readonly state: TargetState;
  readonly attempt: number;
}

/**
 * What the move of its operation means for a target (`reference` numbers are the rules of the campaign design, §3.5).
 * @param random 0 ≤ n < 1, spreads retries
 * @returns null when nothing follows
 */
export function followOperation(
  target: TargetNow,
  operation: Pick<Operation, 'state' | 'attempt' | 'fault'> & { readonly deadline?: Date | null },
  plan: Pick<ResolvedPlan, 'retries' | 'timeouts'> & { readonly soakMinutes: number; readonly vendor?: VendorMeanings },
  random: number,
): TargetChange | TargetCorrection | null {
  if (hasEnded(target.state)) {
    // 31: the record is corrected, the state is not left.
    const mine = target.state === 'failed' || (target.state === 'cancelled' && target.attempt > 0);
    return mine && operation.state === 'succeeded' ? { corrected: 'succeededLate' } : null;
  }
  switch (operation.state) {
    case 'queued':
      // The order never reached the device; the same operation goes again, in its slot, and this was no attempt.
      return {
        state: 'claimed',
        attempt: target.state === 'claimed' ? target.attempt : Math.max(0, target.attempt - 1),
        deadlineMs: minutes(plan.timeouts.claimMinutes),
      };
    case 'dispatched':
      return {
        state: 'dispatched',
        attempt: target.attempt + (target.state === 'claimed' ? 1 : 0),
        reason: null,
        // Some operations have no deadline of their own: then the target has one, so that no device is waited for for ever.
        deadlineMs: operation.deadline === null ? minutes(plan.timeouts.transferMinutes) : null,
      };
    case 'accepted':
      // The device is asked to drop it; that it has it was known.
      if (target.state === 'cancelling') return null;
      return { state: 'accepted', deadlineMs: null };
    case 'applying':
      return { state: 'applying', deadlineMs: null };
    case 'unconfirmed':
      return { state: 'unconfirmed', deadlineMs: minutes(plan.timeouts.giveUpMinutes) };
    case 'succeeded':
      // 4: it was there already, so nothing was proven about this campaign; unless an earlier attempt of it did that, late.
      if (operation.attempt === 0 && target.attempt === 0)
        return { state: 'skipped', reason: 'already', deadlineMs: null };
      return {
        ...(plan.soakMinutes > 0
          ? { state: 'soaking', reason: 'soak', deadlineMs: Math.min(minutes(plan.soakMinutes), soakGlanceMs) }
          : { state: 'succeeded', reason: null, deadlineMs: null }),
        // An order that was taken for lost has arrived after all: it was an attempt.
        ...(target.attempt === 0 && operation.attempt > 0 ? { attempt: 1 } : {}),
        fault: null,
      };
    case 'failed': {
      const fault = operation.fault ?? { code: 0, message: 'failed' };
      const { faultClass, retries } = classify(fault, plan.vendor);
      const known = { code: fault.code, message: fault.message, faultClass };
      if (operation.attempt === 0 && fault.reason === 'unsupported') {
        return { state: 'skipped', reason: 'unsupported', fault: known, deadlineMs: null };
      }
      const again = retries > 0 && target.attempt <= Math.min(plan.retries.max, retries);
      return again
        ? {
            state: 'retryWait',
            reason: 'retry',
            fault: known,
            deadlineMs: backoff(plan.retries.backoffMinutes, target.attempt, random),
          }
        : { state: 'failed', reason: fault.reason ?? 'fault', fault: known, deadlineMs: null };
    }
    case 'cancelled':
      // One that was being cancelled says already who wanted that.
      return { state: 'cancelled', ...(target.state === 'cancelling' ? {} : { reason: 'operator' }), deadlineMs: null };
  }
}

/** Longest time between two looks at a soaking target: one that falls silent is noticed when it is due. */
export const soakGlanceMs = hours(1);

/** Fourfold per attempt, at most a day, a fifth of jitter either way. */
function backoff(baseMinutes: number, attempt: number, random: number): number {
  const wanted = Math.min(minutes(baseMinutes) * 4 ** Math.max(0, attempt - 1), minutes(1440));
  return Math.round(wanted * (0.8 + 0.4 * random));
}

/** What a target's own deadline means; that of a soaking one is decided by `soakVerdict`. */
export function targetDeadline(target: TargetNow, giveUpMinutes = 20_160): TargetChange | null {
  switch (target.state) {
    case 'claimed':
      // 7: it did not call; the attempt does not count and the lock is freed.
      return { state: 'waiting', reason: 'offline', deadlineMs: null };
    case 'retryWait':
      return { state: 'waiting', reason: 'retry', deadlineMs: null };
    case 'dispatched':
      // 19: an operation without a deadline of its own; the lock stays with it.
      return { state: 'unconfirmed', deadlineMs: minutes(giveUpMinutes) };
    case 'unconfirmed':
      // 21: the lock stays with the operation, until the device speaks.
      return {
        state: 'failed',
        reason: 'unreachable',
        fault: { code: 0, message: 'the device never came back', faultClass: 'silent' },
        deadlineMs: null,
        keepOperation: true,
      };
    default:
      return null;
  }
}

/**
 * What it means for a target that its device shows something new.
 * @param reached it is as wanted; null: what it shows does not tell
 * @param lost what becomes of one that soaks and is not as wanted any more
 */
export function followVersion(
  target: TargetNow & { readonly corrected: string | null; readonly hop?: number },
  reached: boolean | null,
  version: string | null,
  lost: TargetChange = fellBackLate(version),
): TargetChange | TargetCorrection | null {
  const touched = target.attempt + (target.hop ?? 0) > 0;
  if (target.state === 'failed' || (target.state === 'cancelled' && touched))
    return reached === true && target.corrected === null ? { corrected: 'succeededLate' } : null;
  return target.state === 'soaking' && reached === false ? lost : null;
}

/** A soaking target whose device shows another version than the wanted one (24). */
export function fellBackLate(version: string | null): TargetChange {
  return {
    state: 'failed',
    reason: 'fellBackLate',
    fault: { code: 0, message: `back on ${version ?? 'an unknown version'} while soaking`, faultClass: 'boot' },
    deadlineMs: null,
  };
}

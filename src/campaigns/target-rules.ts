import { minutes } from '../base/durations.ts';
import type { Operation } from '../operations/operation.ts';
import { classify, type FaultClass } from './fault-class.ts';
import type { ResolvedPlan } from './plan.ts';
import { hasEnded, type TargetState } from './states.ts';

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
  operation: Pick<Operation, 'state' | 'attempt' | 'fault'>,
  plan: Pick<ResolvedPlan, 'retries' | 'timeouts'> & { readonly soakMinutes: number },
  random: number,
): TargetChange | TargetCorrection | null {
  if (hasEnded(target.state)) {
    // 31: the record is corrected, the state is not left.
    return target.state === 'failed' && operation.state === 'succeeded' ? { corrected: 'succeededLate' } : null;
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
        deadlineMs: null,
      };
    case 'accepted':
    case 'applying':
      return { state: operation.state, deadlineMs: null };
    case 'unconfirmed':
      return { state: 'unconfirmed', deadlineMs: minutes(plan.timeouts.giveUpMinutes) };
    case 'succeeded':
      // 4: it was there already, so nothing was proven about this campaign; unless an earlier attempt of it did that, late.
      if (operation.attempt === 0 && target.attempt === 0)
        return { state: 'skipped', reason: 'already', deadlineMs: null };
      return plan.soakMinutes > 0
        ? { state: 'soaking', fault: null, deadlineMs: minutes(plan.soakMinutes) }
        : { state: 'succeeded', reason: null, fault: null, deadlineMs: null };
    case 'failed': {
      const fault = operation.fault ?? { code: 0, message: 'failed' };
      const { faultClass, retry } = classify(fault);
      const known = { code: fault.code, message: fault.message, faultClass };
      if (operation.attempt === 0 && fault.reason === 'unsupported') {
        return { state: 'skipped', reason: 'unsupported', fault: known, deadlineMs: null };
      }
      const again = retry && target.attempt <= plan.retries.max;
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
      return { state: 'cancelled', reason: 'operator', deadlineMs: null };
  }
}

/** Fourfold per attempt, at most a day, a fifth of jitter either way. */
function backoff(baseMinutes: number, attempt: number, random: number): number {
  const wanted = Math.min(minutes(baseMinutes) * 4 ** Math.max(0, attempt - 1), minutes(1440));
  return Math.round(wanted * (0.8 + 0.4 * random));
}

/** What a target's own deadline means. */
export function targetDeadline(target: TargetNow): TargetChange | null {
  switch (target.state) {
    case 'claimed':
      // 7: it did not call; the attempt does not count and the lock is freed.
      return { state: 'waiting', reason: 'offline', deadlineMs: null };
    case 'retryWait':
      return { state: 'waiting', reason: 'retry', deadlineMs: null };
    case 'unconfirmed':
      // 21: the lock stays with the operation, until the device speaks.
      return {
        state: 'failed',
        reason: 'unreachable',
        fault: { code: 0, message: 'the device never came back', faultClass: 'silent' },
        deadlineMs: null,
        keepOperation: true,
      };
    case 'soaking':
      return { state: 'succeeded', reason: null, deadlineMs: null };
    default:
      return null;
  }
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

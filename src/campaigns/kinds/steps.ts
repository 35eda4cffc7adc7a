import { minutes } from '../../base/durations.ts';
import type { DeviceKey } from '../../base/ids.ts';
import type { Operation } from '../../operations/operation.ts';
import { isOpen } from '../../operations/states.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import type { EndReason } from '../reasons.ts';
import type { VendorMeanings } from '../rules/fault-class.ts';
import { fellBackLate, followOperation, type TargetChange, type TargetCorrection } from '../rules/target-rules.ts';
import { hasEnded, type TargetState } from '../states.ts';
import {
  type CampaignKind,
  type DeviceFacts,
  type DeviceOrder,
  type EndedOperation,
  type NextStep,
  readingKind,
} from './kind.ts';

/** A target in the midst of its operations. */
export interface SteppingTarget {
  readonly state: TargetState;
  readonly attempt: number;
  readonly hop: number;
  readonly readings: number;
}

export interface Stepped {
  readonly change: TargetChange | TargetCorrection | null;
  /** To be ordered in the same transaction; the target is its claim. */
  readonly order?: DeviceOrder;
  readonly hop?: number;
  readonly readings?: number;
  /** A reading that takes no lock and no slot. */
  readonly ask?: DeviceOrder;
  /** The operation is not to be said again: the campaign decides about the next attempt. */
  readonly drop?: true;
}

/** A soaking target whose device is not as wanted any more. */
export function lostState(softwareVersion: string | null, kind: CampaignKind): TargetChange {
  if (kind.proof === 'inform') return fellBackLate(softwareVersion);
  return {
    state: 'failed',
    reason: 'lostState',
    fault: { code: 0, message: 'it did not stay as it was wanted while soaking', faultClass: 'device' },
    deadlineMs: null,
  };
}

/** A device that is claimed anew, as it has another version than the one it was claimed with. */
export const versionChanged: TargetChange = { state: 'waiting', reason: 'versionChanged', deadlineMs: null };

/**
 * Whether an order that was not said yet is still the one for its device. Firmware is ordered for the version that was
 * known at the claim: for another one it could lead the device back, or past a floor (I15).
 */
export function stillFits(
  kind: CampaignKind,
  plan: ResolvedPlan,
  operation: Pick<EndedOperation, 'kind' | 'order'>,
  device: DeviceFacts,
): boolean {
  if (plan.kind !== 'firmware' || operation.kind === readingKind) return true;
  const { targetVersion } = operation.order as { readonly targetVersion: string };
  // It is there: the operation sees that itself, and ends without work.
  if (device.softwareVersion === targetVersion) return true;
  // The model was looked at when it was claimed, and stays what it is.
  const { softwareVersion } = device;
  const present = { key: 0 as DeviceKey, softwareVersion, productClass: plan.productClass ?? '', lastInformAt: null };
  return kind.refuses(plan, present) === null && kind.order(plan, present).order['targetVersion'] === targetVersion;
}

/** How long a device that is not fit now is left alone. */
export const waitMs = minutes(1);

/** A plan as it concerns one device. */
type FollowedPlan = ResolvedPlan & { readonly soakMinutes: number; readonly vendor?: VendorMeanings };

/**
 * What the move of its operation means for a target whose kind takes several of them in a row: a change is read back, one
 * version leads to the next, a device that seems to need nothing is asked first. Pure. Where the kind has nothing to add,
 * it is what `followOperation` makes of it.
 *
 * Readings change nothing, so they are no attempts: `attempt` counts what was done to the device for the present hop, and
 * `readings` those that failed. A device to which nothing was ever done has not succeeded, it needed nothing.
 */
export function followStep(
  kind: CampaignKind,
  plan: FollowedPlan,
  target: SteppingTarget,
  operation: EndedOperation & Pick<Operation, 'attempt'>,
  device: DeviceFacts,
  random: number,
): Stepped {
  // Refused, and to be said again by itself: of campaigns the plan says how often, and when.
  if (operation.state === 'queued' && operation.fault !== null && !hasEnded(target.state)) {
    return { ...followStep(kind, plan, target, { ...operation, state: 'failed' }, device, random), drop: true };
  }
  if (operation.state === 'queued' && !hasEnded(target.state) && !stillFits(kind, plan, operation, device)) {
    // It never arrived, and would lead the device back by now.
    const attempt = target.state === 'claimed' ? target.attempt : Math.max(0, target.attempt - 1);
    return { change: { ...versionChanged, attempt }, drop: true };
  }
  const isReading = operation.kind === readingKind;
  const next = isOpen(operation.state) ? null : (kind.next?.(plan, operation, device) ?? null);
  if (hasEnded(target.state)) {
    // What was done came late; whether the device is as wanted for it is asked, and corrects the record at most.
    const asks = next?.do === 'order' && next.order.kind === readingKind && isCorrectable(target);
    return asks ? { change: null, ask: next.order } : { change: corrected(target, operation, next) };
  }
  if (target.state === 'soaking') return isReading ? followSoakReading(kind, plan, target, operation, device) : still;
  const touched = target.attempt + target.hop > 0;
  if (next === null && !isReading) {
    // Found as it should be by the operation itself: unless an earlier hop was ours, nothing was done.
    const done = operation.state === 'succeeded' && operation.attempt === 0 && target.attempt === 0 && touched;
    return { change: followOperation(target, done ? { ...operation, attempt: 1 } : operation, plan, random) };
  }
  if (next === null) return followReading(plan, target, operation, random);
  // Somebody wants it stopped: what was begun has ended, and nothing more is begun.
  if (target.state === 'cancelling' && next.do !== 'prove') return { change: { state: 'cancelled', deadlineMs: null } };
  switch (next.do) {
    case 'prove':
      if (!touched) return { change: { state: 'skipped', reason: 'already', deadlineMs: null } };
      return { change: followOperation(target, { state: 'succeeded', attempt: 1, fault: null }, plan, random) };
    case 'order':
      return another(plan, target, next.order, next.hop === true);
    case 'mend':
      return touched ? failing(plan, target, next.fault, random) : another(plan, target, next.order, false);
    case 'fail':
      return failing(plan, target, next.fault, random);
    case 'refuse':
      return { change: refusal(touched, next.reason) };
    case 'wait':
      return { change: { state: 'waiting', reason: next.reason, deadlineMs: null } };
  }
}

const still: Stepped = { change: null };

/** Readings after a soak that tell neither that a device is as wanted nor that it is not, such as of a unit that starts. */
const mostUndecided = 10;

/**
 * The reading that ends a soak: only what the device shows now, at its end, is a success (I8). What nobody can read is
 * asked for again, as often as an attempt would be made; what does not tell, a few times more, as it may take its time.
 */
function followSoakReading(
  kind: CampaignKind,
  plan: ResolvedPlan,
  target: SteppingTarget,
  operation: EndedOperation,
  device: DeviceFacts,
): Stepped {
  const again: TargetChange = { state: 'soaking', reason: 'proof', deadlineMs: waitMs };
  if (operation.state === 'failed') {
    const readings = target.readings + 1;
    return { change: readings > plan.retries.max ? unproven(operation) : again, readings };
  }
  if (operation.state !== 'succeeded') return still;
  const holds = kind.holds?.(plan, { ...device, ...factsRead(operation.result) }) ?? null;
  if (holds === null) {
    const readings = target.readings + 1;
    const undecided = { fault: { code: 0, message: 'it is neither as wanted nor otherwise' } };
    return { change: readings > Math.max(plan.retries.max, mostUndecided) ? unproven(undecided) : again, readings };
  }
  return {
    change: holds
      ? { state: 'succeeded', reason: null, fault: null, deadlineMs: null }
      : lostState(device.softwareVersion, kind),
  };
}

function unproven({ fault }: Pick<EndedOperation, 'fault'>): TargetChange {
  const message = `what it is like after its soak cannot be told: ${fault?.message ?? 'no answer'}`;
  return {
    state: 'failed',
    reason: 'unproven',
    fault: { code: fault?.code ?? 0, message, faultClass: 'device' },
    deadlineMs: null,
  };
}

/** What a reading told, as facts. */
function factsRead(result: unknown): Pick<DeviceFacts, 'modules' | 'values'> {
  const { parameters = [] } = (result ?? {}) as {
    parameters?: readonly { path: string; value: string; type: string | null }[];
  };
  return {
    modules: parameters.map(({ path, value }) => [path, value] as const),
    values: new Map(parameters.map((one) => [one.path, one])),
  };
}

function another(plan: ResolvedPlan, target: SteppingTarget, order: DeviceOrder, isHop: boolean): Stepped {
  return {
    change: {
      state: 'claimed',
      reason: null,
      // Each hop has attempts of its own.
      attempt: isHop ? 0 : target.attempt,
      deadlineMs: minutes(plan.timeouts.claimMinutes),
    },
    order,
    // One that the device took by itself is none of ours.
    ...(isHop && target.attempt > 0 ? { hop: target.hop + 1 } : {}),
  };
}

/** What becomes of a device that turns out to be none for the campaign. @param touched something was done to it before */
export function refusal(touched: boolean, reason: EndReason): TargetChange {
  if (!touched) return { state: 'skipped', reason, deadlineMs: null };
  const message = `it cannot go on, or did not get there: ${reason}`;
  return { state: 'failed', reason, fault: { code: 0, message, faultClass: 'device' }, deadlineMs: null };
}

function failing(
  plan: FollowedPlan,
  target: SteppingTarget,
  fault: NonNullable<Operation['fault']>,
  random: number,
): Stepped {
  return { change: followOperation(target, { state: 'failed', attempt: 1, fault }, plan, random) };
}

/** A reading on its way, or one that failed: it is tried again as an attempt would be, and is none. */
function followReading(
  plan: FollowedPlan,
  target: SteppingTarget,
  operation: EndedOperation & Pick<Operation, 'attempt'>,
  random: number,
): Stepped {
  const failed = operation.state === 'failed';
  const counted = failed ? { ...target, attempt: target.readings + 1 } : target;
  const change = followOperation(counted, operation, plan, random);
  if (change === null || 'corrected' in change) return { change };
  return {
    change: { ...change, attempt: target.attempt },
    ...(failed ? { readings: target.readings + 1 } : {}),
  };
}

/** After the end: late evidence corrects the record where it shows that the device got there by what was done to it. */
function corrected(target: SteppingTarget, operation: EndedOperation, next: NextStep | null): TargetCorrection | null {
  const proven = next === null ? operation.state === 'succeeded' : next.do === 'prove';
  // A success that only leads on to something else proves nothing yet, and nothing follows any more.
  if (!proven || (operation.kind === readingKind && next === null)) return null;
  return isCorrectable(target) ? { corrected: 'succeededLate' } : null;
}

function isCorrectable({ state, attempt, hop }: SteppingTarget): boolean {
  return state === 'failed' || (state === 'cancelled' && attempt + hop > 0);
}

import { hours, minutes, seconds } from '../../base/durations.ts';
import type { OperationId } from '../../base/ids.ts';
import type { WantedModule } from './module-set.ts';
import { reconcile, type Step } from './reconcile.ts';
import type { Seen } from './seen.ts';

export const deviceStates = ['reached', 'working', 'waiting', 'blocked', 'conflict'] as const;
/**
 * Where a device stands with a set. `reached`: as wanted. `working`: an operation is under way. `waiting`: after a
 * failure, or as another operation holds the device. `blocked`: something has to change first. `conflict`: two sets want
 * the same module differently.
 */
export type DeviceState = (typeof deviceStates)[number];

export interface ShownReason {
  readonly module: string | null;
  readonly reason: string;
  readonly detail: string;
}

/** What is kept of one device in one set. Times are milliseconds since the epoch. */
export interface Standing {
  readonly state: DeviceState;
  readonly reasons: readonly ShownReason[];
  readonly step: string | null;
  readonly operationId: OperationId | null;
  readonly failures: number;
  readonly notBefore: number | null;
  /** When its tables were read by order of this set; null: what is known of them is not to be acted upon. */
  readonly verifiedAt: number | null;
}

/** What a turn is decided by. */
export interface Facts {
  readonly standing: Standing | null;
  readonly modules: readonly WantedModule[];
  /** The tables as stored; null: never read. */
  readonly seen: Seen | null;
  /** The operation of the standing; null: there is none any more. */
  readonly operation: { readonly open: boolean; readonly succeeded: boolean; readonly fault: string | null } | null;
  /** Another set wants a module differently on this device. */
  readonly conflict: ShownReason | null;
  /** Why the device cannot be given software at all; null: it can, as far as is known. */
  readonly unsupported: string | null;
  readonly now: number;
}

/** `read` stands for reading the tables. */
export type Wish = 'read' | Step;

export interface Turn {
  readonly standing: Standing;
  /** To be ordered now; the standing is what holds once it is. */
  readonly wish: Wish | null;
}

const fresh: Standing = {
  state: 'waiting',
  reasons: [],
  step: null,
  operationId: null,
  failures: 0,
  notBefore: null,
  verifiedAt: null,
};

/** Tables that were read longer ago are read again before anything is done to the device. */
const trustMs = minutes(10);
/** Something is being done to the device, by whomever: looked at again. */
const busyMs = seconds(30);

/**
 * What a set does about one device now. Pure. Nothing is done on the word of old tables: a device is read, one step is
 * ordered, and it is read again, whatever became of the step. A failure puts the device off, each further one for longer.
 */
export function turnOf(facts: Facts): Turn {
  const { now, operation, conflict } = facts;
  const before = facts.standing ?? fresh;
  if (before.operationId !== null && operation?.open) return { standing: before, wish: null };
  const standing = settled(before, operation, now);
  if (conflict) return stays({ ...standing, state: 'conflict', reasons: [conflict], notBefore: null });
  if (standing.notBefore !== null && standing.notBefore > now) return stays(standing);

  const { seen } = facts;
  if (seen === null) return act(standing, 'read');
  const plan = reconcile(seen, facts.modules);
  const reasons = plan.reasons;
  const [step] = plan.steps;
  if (!step && reasons.length === 0)
    return stays({ ...standing, state: 'reached', reasons: [], step: null, failures: 0, notBefore: null });
  const trusted = standing.verifiedAt !== null && now - standing.verifiedAt < trustMs;
  if (step && facts.unsupported !== null) {
    return stays({
      ...standing,
      state: 'blocked',
      reasons: [{ module: null, reason: 'unsupported', detail: facts.unsupported }],
      notBefore: null,
    });
  }
  if (!step) {
    // Something is at work, or was when it was read: only reading again tells.
    const busy = reasons.some(({ reason }) => reason === 'busy');
    if (busy && !trusted) return act(standing, 'read');
    return stays({
      ...standing,
      state: busy ? 'waiting' : 'blocked',
      reasons,
      step: busy ? standing.step : null,
      notBefore: busy ? now + busyMs : null,
      verifiedAt: busy ? null : standing.verifiedAt,
    });
  }
  if (!trusted) return act(standing, 'read');
  if (wordOf(step) === standing.step) {
    const detail = `${wordOf(step)} succeeded, and the device shows the same as before`;
    return stays({ ...putOff(standing, now, [{ module: step.module, reason: 'noEffect', detail }]), step: null });
  }
  return act({ ...standing, reasons }, step);
}

/** A step in words that no other step of the same plan has. */
export function wordOf(wish: Wish): string {
  if (wish === 'read') return 'read';
  const { executionUnit, operations } = wish.order as {
    readonly executionUnit?: string;
    readonly operations?: readonly { readonly op: string; readonly version?: string }[];
  };
  const more = executionUnit ?? (wish.does === 'uninstall' ? operations?.[0]?.version : undefined);
  return `${wish.does} ${wish.module}${more === undefined ? '' : ` (${more})`}`;
}

/** It could not be ordered, as something else holds the device. */
export function heldOff(standing: Standing, detail: string, now: number): Standing {
  return {
    ...standing,
    state: 'waiting',
    // Not done, so doing it later is not doing it twice.
    step: null,
    operationId: null,
    notBefore: now + busyMs,
    reasons: [{ module: null, reason: 'locked', detail }],
  };
}

/** It could not be ordered at all, e.g. as the device told a UUID that is none. Tried again as after a failure. */
export function refused(standing: Standing, detail: string, now: number): Standing {
  const reasons = [{ module: null, reason: 'refused', detail }];
  return { ...putOff(standing, now, reasons), step: null, operationId: null };
}

/** The standing once its operation has ended. */
function settled(before: Standing, operation: Facts['operation'], now: number): Standing {
  if (before.operationId === null) return before;
  const read = before.step?.startsWith('read') === true;
  const after = { ...before, operationId: null };
  if (operation?.succeeded) {
    // The step that the reading followed is kept: the same one again would be in vain.
    if (read) return { ...after, step: before.step!.slice('read'.length).trim() || null, verifiedAt: now };
    return { ...after, verifiedAt: null };
  }
  const detail = `${before.step}: ${operation?.fault ?? 'the operation is gone'}`;
  const reason = read ? 'unreadable' : 'failed';
  return { ...putOff(after, now, [{ module: null, reason, detail }]), step: null, verifiedAt: null };
}

/** Each failure puts the device off for longer: 1, 4, 16, 64 minutes, 4 and 17 hours, then a day. */
function putOff(standing: Standing, now: number, reasons: readonly ShownReason[]): Standing {
  const wait = Math.min(hours(24), minutes(4 ** Math.min(standing.failures, 6)));
  return { ...standing, state: 'waiting', failures: standing.failures + 1, notBefore: now + wait, reasons };
}

function act(standing: Standing, wish: Wish): Turn {
  const last = standing.step !== null && standing.step !== 'read' ? standing.step : '';
  const step = wish === 'read' ? `read ${last}`.trim() : wordOf(wish);
  // Why it failed last is news until it did better; everything else is looked at anew.
  const reasons = wish === 'read' && standing.failures === 0 ? [] : standing.reasons;
  return { standing: { ...standing, state: 'working', reasons, step, notBefore: null }, wish };
}

function stays(standing: Standing): Turn {
  return { standing, wish: null };
}

import { describe, expect, it } from 'vitest';
import {
  followOperation,
  followVersion,
  type TargetChange,
  type TargetCorrection,
  targetDeadline,
} from '../../../src/campaigns/rules/target-rules.ts';
import { type TargetState, targetStates } from '../../../src/campaigns/states.ts';
import type { OperationFault } from '../../../src/operations/kind.ts';
import type { OperationState } from '../../../src/operations/states.ts';

const plan = {
  retries: { max: 1, backoffMinutes: 15 },
  timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 120 },
};
type Outcome = TargetChange | TargetCorrection | null;

/** The operation moved; a target in its first attempt. */
const moved =
  (state: OperationState, attempt = 1, fault: OperationFault | null = null, soakMinutes = 0) =>
  (target: TargetState): Outcome =>
    followOperation({ state: target, attempt: 1 }, { state, attempt, fault }, { ...plan, soakMinutes }, 0.5);
const shows =
  (wanted: boolean | null) =>
  (state: TargetState): Outcome =>
    followVersion({ state, attempt: 1, corrected: null }, wanted, '1.0');
const fault = (code: number, reason?: OperationFault['reason']): OperationFault => ({
  code,
  message: 'no',
  ...(reason ? { reason } : {}),
});

const events: Readonly<Record<string, (state: TargetState) => Outcome>> = {
  'its operation is queued anew': moved('queued'),
  'its operation is dispatched': moved('dispatched'),
  'its operation is accepted': moved('accepted'),
  'its operation is applying': moved('applying'),
  'its operation is unconfirmed': moved('unconfirmed'),
  'its operation succeeded': moved('succeeded'),
  'its operation succeeded, where the wave soaks': moved('succeeded', 1, null, 30),
  'its operation failed for now': moved('failed', 1, fault(9010)),
  'its operation failed for good': moved('failed', 1, fault(9016)),
  'its device fell back': moved('failed', 1, fault(0, 'fellBack')),
  'its device turned out to lack the method': moved('failed', 0, fault(0, 'unsupported')),
  'its operation was cancelled': moved('cancelled'),
  'its deadline passed': (state) => targetDeadline({ state, attempt: 1 }, 120),
  'its device shows what is wanted': shows(true),
  'its device shows something else': shows(false),
  'its device shows nothing of it': shows(null),
};

const idle = 'waiting preparing retryWait soaking';
const inflight = 'claimed dispatched accepted applying unconfirmed cancelling';
const ended = 'succeeded failed cancelled skipped superseded';
const alive = `${idle} ${inflight}`;
/** What only the reports learn. */
const late = 'failed cancelled';
const lasting = 'succeeded skipped superseded';

/** For each event: what becomes of which states. Together they are all pairs there are. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'its operation is queued anew': { claimed: alive, '-': ended },
  'its operation is dispatched': { dispatched: alive, '-': ended },
  // One that is being taken back is so until the device says what became of it.
  'its operation is accepted': { accepted: without(alive, 'cancelling'), '-': `cancelling ${ended}` },
  'its operation is applying': { applying: alive, '-': ended },
  'its operation is unconfirmed': { unconfirmed: alive, '-': ended },
  'its operation succeeded': { succeeded: alive, late, '-': lasting },
  'its operation succeeded, where the wave soaks': { 'soaking (soak)': alive, late, '-': lasting },
  'its operation failed for now': { 'retryWait (retry)': alive, '-': ended },
  'its operation failed for good': { 'failed (fault)': alive, '-': ended },
  'its device fell back': { 'failed (fellBack)': alive, '-': ended },
  'its device turned out to lack the method': { 'skipped (unsupported)': alive, '-': ended },
  'its operation was cancelled': {
    'cancelled (operator)': without(alive, 'cancelling'),
    cancelled: 'cancelling',
    '-': ended,
  },
  'its deadline passed': {
    'waiting (offline)': 'claimed',
    'waiting (retry)': 'retryWait',
    unconfirmed: 'dispatched',
    'failed (unreachable)': 'unconfirmed',
    // A soak is looked at by its own rule; what is on a device has the deadline of its operation.
    '-': `waiting preparing accepted applying cancelling soaking ${ended}`,
  },
  'its device shows what is wanted': { late, '-': `${alive} ${lasting}` },
  'its device shows something else': {
    'failed (fellBackLate)': 'soaking',
    '-': `${without(alive, 'soaking')} ${ended}`,
  },
  'its device shows nothing of it': { '-': `${alive} ${ended}` },
};

function without(states: string, state: string): string {
  return states
    .split(' ')
    .filter((one) => one !== state)
    .join(' ');
}

function told(outcome: Outcome): string {
  if (outcome === null) return '-';
  if ('corrected' in outcome) return 'late';
  return outcome.state + (outcome.reason ? ` (${outcome.reason})` : '');
}

describe('every pair of a state of a target and an event: when', () => {
  it.each(Object.entries(table))('%s', (event, outcomes) => {
    const expected = Object.entries(outcomes).flatMap(([outcome, states]) =>
      states.split(' ').map((state): [string, string] => [state, outcome]),
    );
    // Nobody is forgotten, and nobody is named twice.
    expect(expected.map(([state]) => state).sort()).toEqual([...targetStates].sort());
    const found = targetStates.map((state): [string, string] => [state, told(events[event]!(state))]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });

  it('has all events', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(events).sort());
  });

  it('leaves no end in any of them', () => {
    for (const [event, happens] of Object.entries(events))
      for (const state of ended.split(' ') as TargetState[])
        expect(['-', 'late'], `${event}: ${state}`).toContain(told(happens(state)));
  });
});

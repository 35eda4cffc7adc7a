import { describe, expect, it } from 'vitest';
import { fellBackLate, followOperation, targetDeadline } from '../../../src/campaigns/rules/target-rules.ts';
import { counterOf, hasEnded, type TargetState, targetStates } from '../../../src/campaigns/states.ts';
import type { OperationFault } from '../../../src/operations/kind.ts';
import type { OperationState } from '../../../src/operations/states.ts';

const plan = {
  soakMinutes: 0,
  retries: { max: 1, backoffMinutes: 15 },
  timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 120 },
};
const transient: OperationFault = { code: 9010, message: 'no' };
const wrongSource: OperationFault = { code: 9016, message: 'no' };

type Operation = readonly [state: OperationState, attempt?: number, fault?: OperationFault];
const live: readonly TargetState[] = ['claimed', 'dispatched', 'accepted', 'applying', 'unconfirmed'];
const over: readonly TargetState[] = ['succeeded', 'failed', 'cancelled', 'skipped', 'superseded'];

/** A change in words. */
function told(target: TargetState, attempt: number, operation: Operation, soakMinutes = 0): string {
  const [state, tries = 1, fault = null] = operation;
  const change = followOperation(
    { state: target, attempt },
    { state, attempt: tries, fault },
    { ...plan, soakMinutes },
    0.5,
  );
  if (change === null) return 'nothing';
  if ('corrected' in change) return `corrected ${change.corrected}`;
  const words: string[] = [change.state];
  if (change.reason) words.push(change.reason);
  if (change.attempt !== undefined) words.push(`attempt ${change.attempt}`);
  if (change.deadlineMs) words.push(`for ${change.deadlineMs / 60_000} min`);
  return words.join(', ');
}

describe('a target follows its operation', () => {
  const rows: [name: string, operation: Operation, ...moves: string[]][] = [
    //                                     claimed                 dispatched              accepted                applying                unconfirmed
    [
      'queued again, as it never arrived',
      ['queued'],
      'claimed, attempt 1, for 15 min',
      ...Array<string>(4).fill('claimed, attempt 0, for 15 min'),
    ],
    ['dispatched', ['dispatched'], 'dispatched, attempt 2', ...Array<string>(4).fill('dispatched, attempt 1')],
    ['accepted', ['accepted'], ...Array<string>(5).fill('accepted')],
    ['applying', ['applying'], ...Array<string>(5).fill('applying')],
    ['unconfirmed', ['unconfirmed'], ...Array<string>(5).fill('unconfirmed, for 120 min')],
    ['succeeded', ['succeeded'], ...Array<string>(5).fill('succeeded')],
    ['succeeded unsaid, by an earlier attempt', ['succeeded', 0], ...Array<string>(5).fill('succeeded')],
    ['failed for now', ['failed', 1, transient], ...Array<string>(5).fill('retryWait, retry, for 15 min')],
    ['failed for good', ['failed', 1, wrongSource], ...Array<string>(5).fill('failed, fault')],
    [
      'fallen back',
      ['failed', 1, { code: 0, message: '', reason: 'fellBack' }],
      ...Array<string>(5).fill('failed, fellBack'),
    ],
    [
      'found unsupported before it was said',
      ['failed', 0, { code: 0, message: '', reason: 'unsupported' }],
      ...Array<string>(5).fill('skipped, unsupported'),
    ],
    ['cancelled by the helpdesk', ['cancelled'], ...Array<string>(5).fill('cancelled, operator')],
  ];
  it.each(rows)('%s', (_, operation, ...moves) => {
    expect(live.map((state) => told(state, 1, operation))).toEqual(moves);
  });

  it('soaks where the wave soaks, and not where it was there already', () => {
    expect(told('applying', 1, ['succeeded', 1], 30)).toBe('soaking, soak, for 30 min');
    expect(told('claimed', 0, ['succeeded', 0], 30)).toBe('skipped, already');
  });

  it('tries again as often as the plan says, and no more', () => {
    expect(told('dispatched', 1, ['failed', 1, transient])).toBe('retryWait, retry, for 15 min');
    expect(told('dispatched', 2, ['failed', 1, transient])).toBe('failed, fault');
  });

  it('waits four times as long for each further try, at most a day, a fifth more or less', () => {
    const patient = { ...plan, retries: { max: 9, backoffMinutes: 15 } };
    const wait = (attempt: number, random: number) =>
      followOperation(
        { state: 'dispatched', attempt },
        { state: 'failed', attempt: 1, fault: transient },
        patient,
        random,
      );
    const minutes = [1, 2, 3, 4, 5, 9].map(
      (attempt) => (wait(attempt, 0.5) as { deadlineMs: number }).deadlineMs / 60_000,
    );
    expect(minutes).toEqual([15, 60, 240, 960, 1_440, 1_440]);
    expect(wait(1, 0)).toMatchObject({ deadlineMs: 12 * 60_000 });
    expect(wait(1, 1)).toMatchObject({ deadlineMs: 18 * 60_000 });
  });

  it('leaves no end; only a late success is noted beside a failure', () => {
    const states: OperationState[] = [
      'queued',
      'dispatched',
      'accepted',
      'applying',
      'unconfirmed',
      'failed',
      'cancelled',
    ];
    for (const target of over) for (const state of states) expect(told(target, 1, [state])).toBe('nothing');
    expect(over.map((target) => told(target, 1, ['succeeded']))).toEqual([
      'nothing',
      'corrected succeededLate',
      'corrected succeededLate',
      'nothing',
      'nothing',
    ]);
  });
});

describe('the deadline of a target', () => {
  const moves: Partial<Record<TargetState, string>> = {
    claimed: 'waiting, offline',
    retryWait: 'waiting, retry',
    dispatched: 'unconfirmed, undefined',
    unconfirmed: 'failed, unreachable',
  };
  it.each(targetStates)('of one that is %s', (state) => {
    const change = targetDeadline({ state, attempt: 1 });
    expect(change && `${change.state}, ${change.reason}`).toBe(moves[state] ?? null);
  });

  it('that nobody answers leaves the lock with the operation', () => {
    expect(targetDeadline({ state: 'unconfirmed', attempt: 1 })).toMatchObject({
      keepOperation: true,
      fault: { faultClass: 'silent' },
    });
  });

  it('is not waited for by one that falls back while it soaks', () => {
    expect(fellBackLate('1.0')).toMatchObject({
      state: 'failed',
      reason: 'fellBackLate',
      fault: { faultClass: 'boot' },
    });
    expect(fellBackLate(null).fault?.message).toContain('an unknown version');
  });
});

describe('states', () => {
  it('are each in one counter, and in flight where they hold the lock', () => {
    const inflight = targetStates.filter((state) => counterOf(state) === 'inflight');
    expect(inflight).toEqual(['claimed', 'dispatched', 'accepted', 'applying', 'unconfirmed', 'cancelling']);
    expect(targetStates.filter(hasEnded)).toEqual(over);
  });
});

import { describe, expect, it } from 'vitest';
import { days } from '../../../src/base/durations.ts';
import { planHash } from '../../../src/campaigns/plan/hash.ts';
import { refusesApprover, stageBefore } from '../../../src/campaigns/rules/approval-rules.ts';
import {
  approvedUntil,
  type CampaignEvent,
  type CampaignTimes,
  campaignAfter,
  campaignEvents,
  clockVerdict,
  isOver,
  nextLook,
  statesBefore,
  wantsAcknowledgement,
} from '../../../src/campaigns/rules/campaign-rules.ts';
import type { CampaignState } from '../../../src/campaigns/states.ts';

const states: readonly CampaignState[] = [
  'draft',
  'awaitingApproval',
  'scheduled',
  'running',
  'paused',
  'aborting',
  'aborted',
  'completed',
  'completedWithFailures',
];

describe('the states of a campaign', () => {
  /** The design's table, §3.3, written once more as a list of moves. */
  const moves: readonly [CampaignState, CampaignEvent, CampaignState][] = [
    ['draft', 'submit', 'awaitingApproval'],
    ['draft', 'schedule', 'scheduled'],
    ['awaitingApproval', 'approve', 'scheduled'],
    ['awaitingApproval', 'reject', 'draft'],
    ['scheduled', 'reject', 'draft'],
    ['awaitingApproval', 'expire', 'draft'],
    ['scheduled', 'expire', 'draft'],
    ['scheduled', 'refuseStart', 'draft'],
    ['draft', 'start', 'running'],
    ['scheduled', 'start', 'running'],
    ['draft', 'breakGlass', 'running'],
    ['awaitingApproval', 'breakGlass', 'running'],
    ['scheduled', 'breakGlass', 'running'],
    ['running', 'pause', 'paused'],
    ['running', 'hold', 'paused'],
    ['paused', 'resume', 'running'],
    ['scheduled', 'abort', 'aborting'],
    ['running', 'abort', 'aborting'],
    ['paused', 'abort', 'aborting'],
    ['running', 'failWave', 'aborting'],
    ['paused', 'failWave', 'aborting'],
    ['running', 'endByClock', 'aborting'],
    ['aborting', 'settle', 'aborted'],
    ['running', 'complete', 'completed'],
    ['running', 'completeWithFailures', 'completedWithFailures'],
  ];

  it('are left by the events of the design and by no others', () => {
    const found = states.flatMap((from) =>
      campaignEvents.flatMap((event) => {
        const to = campaignAfter(from, event);
        return to === null ? [] : [`${from} ${event} ${to}`];
      }),
    );
    expect(found.sort()).toEqual(moves.map((move) => move.join(' ')).sort());
    for (const event of campaignEvents) {
      expect([...statesBefore(event)].sort()).toEqual(states.filter((s) => campaignAfter(s, event) !== null).sort());
    }
  });

  it('all lead to an end, and ends are never left', () => {
    for (const from of states) {
      const seen = new Set<CampaignState>([from]);
      for (const state of seen) {
        for (const event of campaignEvents) {
          const to = campaignAfter(state, event);
          if (to !== null) seen.add(to);
        }
      }
      expect([from, [...seen].some(isOver)]).toEqual([from, true]);
      if (isOver(from)) expect([...seen]).toEqual([from]);
    }
  });

  it('begin again only by a person or at the time of the plan', () => {
    const intoRunning = moves.filter(([, , to]) => to === 'running').map(([, event]) => event);
    expect(new Set(intoRunning)).toEqual(new Set(['start', 'breakGlass', 'resume']));
  });
});

describe('the clock', () => {
  const times = (changes: Partial<CampaignTimes>): CampaignTimes => ({
    state: 'scheduled',
    startAt: null,
    endAt: null,
    endBehavior: 'stopNew',
    submittedAt: null,
    approvedUntil: null,
    ...changes,
  });
  const cases: [what: string, Partial<CampaignTimes>, now: number, verdict: string][] = [
    ['starts what is scheduled at its time', { startAt: 100 }, 100, 'start'],
    ['not before', { startAt: 100 }, 99, 'nothing'],
    ['starts nothing that waits for a person', {}, 1e15, 'nothing'],
    [
      'starts nothing that is not approved',
      { state: 'awaitingApproval', startAt: 100, submittedAt: 90 },
      200,
      'nothing',
    ],
    ['starts no draft', { state: 'draft', startAt: 100 }, 200, 'nothing'],
    ['starts nothing that is over by then', { startAt: 100, endAt: 150 }, 150, 'expire'],
    ['ends an approval that was not used', { startAt: 500, approvedUntil: 100 }, 100, 'expire'],
    ['lets a submission end', { state: 'awaitingApproval', submittedAt: 5 }, 5 + days(7), 'expire'],
    ['and not a moment earlier', { state: 'awaitingApproval', submittedAt: 5 }, 4 + days(7), 'nothing'],
    ['begins nothing more after the end', { state: 'running', endAt: 100 }, 100, 'stopNew'],
    [
      'aborts at the end where the plan says so',
      { state: 'running', endAt: 100, endBehavior: 'cancel' },
      100,
      'endByClock',
    ],
    ['lets it run before that', { state: 'running', endAt: 100, endBehavior: 'cancel' }, 99, 'nothing'],
    ['leaves a paused one to a person', { state: 'paused', endAt: 100, endBehavior: 'cancel' }, 200, 'nothing'],
  ];
  it.each(cases)('%s', (_, changes, now, verdict) => {
    expect(clockVerdict(times(changes), now).do).toBe(verdict);
  });

  it('is looked at no later than it has something to say', () => {
    for (const [, changes, now, verdict] of cases) {
      const campaign = times(changes);
      if (verdict === 'nothing' || campaign.state === 'running') continue;
      expect(nextLook(campaign)).toBeLessThanOrEqual(now);
    }
    expect(nextLook(times({ startAt: 300, endAt: 200, approvedUntil: 250 }))).toBe(200);
    expect(nextLook(times({}))).toBeNull();
    expect(nextLook(times({ state: 'draft', startAt: 5 }))).toBeNull();
  });

  it('counts the seven days of an approval from when it can be used', () => {
    expect(approvedUntil(1_000, null)).toBe(1_000 + days(7));
    expect(approvedUntil(1_000, 500)).toBe(1_000 + days(7));
    expect(approvedUntil(1_000, 9_000)).toBe(9_000 + days(7));
  });
});

describe('the second person', () => {
  const parts = [
    { person: { name: 'ann', keyId: 'k1' }, part: 'created' },
    { person: { name: 'ben', keyId: 'k2' }, part: 'edited' },
    { person: { name: 'old', keyId: null }, part: 'created' },
  ];
  it.each([
    ['who created it', 'ann', 'k1', /"ann" created/],
    ['who created it, by the same key under another name', 'anna', 'k1', /created/],
    ['who created it, by another key of the same name', 'ann', 'k9', /created/],
    ['who edited it last', 'ben', 'k2', /"ben" edited/],
    ['who created it and writes the name otherwise', ' ANN', 'k9', /created/],
    ['one of whom only the name is known', 'old', 'k7', /"old" created/],
  ])('is nobody %s', (_, name, keyId, why) => {
    expect(refusesApprover({ name, keyId }, parts)).toMatch(why);
  });
  it('is anybody else', () => {
    expect(refusesApprover({ name: 'cleo', keyId: 'k3' }, parts)).toBeNull();
    expect(refusesApprover({ name: 'cleo', keyId: null }, parts)).toBeNull();
  });
});

describe('widening', () => {
  it.each([
    [1000, 0, 100, null],
    [1000, 0, 101, 'widen'],
    [1000, 100, 1, 'widen'],
    [1000, 101, 900, null],
    [5, 0, 1, 'widen'],
  ])('of %i members with %i taken by %i asks for %j', (total, taken, size, stage) => {
    expect(stageBefore(['start', 'widen'], { total, taken, size })).toBe(stage);
    expect(stageBefore(['start'], { total, taken, size })).toBeNull();
  });
  it.each([
    ['after waves that took more than they were to', 120, 90, 200, 'widen'],
    ['after a wave that took nobody', 50, 250, 750, 'widen'],
    ['after the wave that asked', 320, 290, 100, null],
    ['where it stays narrow by either count', 40, 30, 50, null],
  ])('%s asks or not: %i taken, %i planned, %i more', (_, taken, planned, size, stage) => {
    expect(stageBefore(['widen'], { total: 1_000, taken, planned, size })).toBe(stage);
  });
});

describe('the hash of a plan', () => {
  const id = '0190a000-0000-7000-8000-000000000001';
  const plan = { name: 'x', artifact: { fileId: id }, limits: { a: 1, b: [1, 2] } };
  const digests = new Map([[id, 'aa']]);
  const base = planHash(plan, digests).toString('hex');
  it('does not depend on the order of names', () => {
    const turned = { limits: { b: [1, 2], a: 1 }, artifact: { fileId: id }, name: 'x' };
    expect(planHash(turned, digests).toString('hex')).toBe(base);
    expect(base).toMatch(/^[0-9a-f]{64}$/);
  });
  it.each([
    ['a word', { ...plan, name: 'y' }, digests],
    ['the order of a list', { ...plan, limits: { a: 1, b: [2, 1] } }, digests],
    ['the bytes of a file', plan, new Map([[id, 'ab']])],
    ['a file that is gone', plan, new Map()],
    ['the bytes of a file deep inside', { ...plan, rollback: { fileId: 'other' } }, digests],
  ])('depends on %s', (_, changed, files) => {
    expect(planHash(changed, files).toString('hex')).not.toBe(base);
  });
});

it('going on after a threshold wants a word; after anything else it does not', () => {
  expect(wantsAcknowledgement('threshold maxFailedTotal: 1 are over the limit of 0')).toBe(true);
  expect(wantsAcknowledgement('paused by ann')).toBe(false);
  expect(wantsAcknowledgement('gate of wave 1: 20 %')).toBe(false);
  expect(wantsAcknowledgement(null)).toBe(false);
});

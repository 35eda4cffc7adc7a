import { describe, expect, it } from 'vitest';
import { failed, succeeded } from '../../../src/operations/kind.ts';
import { noBrakes } from '../support/no-brakes.ts';
import { explore } from './explore.ts';
import { campaignModel } from './model.ts';
import { type Product, product } from './product.ts';
import type { Setting } from './world.ts';

/** MUSTER_TEST_MODEL=full: also what takes a minute and two gigabytes. */
const full = process.env['MUSTER_TEST_MODEL'] === 'full';

const careful = { thresholds: { ...noBrakes, maxFailedTotal: 0 }, limits: { maxInFlight: 1 } };
const soak = { size: 'rest', soakMinutes: 30, minInforms: 1 };
const oneWave = (retries: number): object => ({ ...careful, waves: [soak], retries: { max: retries } });

/** One device that does all that devices do, down to each message of each session, and after the end of its target. */
const alone: Setting = { waves: [1], moody: true, plan: oneWave(1) };
const settings: [name: string, setting: Setting, least: number][] = [
  ['one device, message by message', alone, 100_000],
  ['one device that cannot tell its transfers', { ...alone, mute: true }, 20_000],
  ['one device without a soak', { ...alone, moody: false, plan: { ...careful, retries: { max: 1 } } }, 10_000],
  [
    'one device whose transfer is taken back when the campaign is aborted',
    { ...alone, moody: false, plan: { ...oneWave(1), abortPolicy: 'cancel' } },
    50_000,
  ],
  // Configuration B of the design: the second wave waits for the first.
  [
    'two devices in two waves',
    {
      waves: [1, 2],
      coarse: true,
      plan: { ...careful, waves: [{ size: '1', gate: 'manual' }, soak], retries: { max: 1 } },
    },
    10_000,
  ],
  // Configuration A: both want the one slot there is.
  ['two devices in one wave, one attempt each', { waves: [1, 1], coarse: true, plan: oneWave(0) }, 50_000],
  ...(full
    ? ([['two devices in one wave, two attempts each', { waves: [1, 1], coarse: true, plan: oneWave(1) }, 500_000]] as [
        string,
        Setting,
        number,
      ][])
    : []),
];

describe('the rules of campaigns and operations', () => {
  it.each(settings)('hold in every state that can be reached: %s', { timeout: 300_000 }, (name, setting, least) => {
    const found = explore(campaignModel(product, setting));
    console.info(`model: ${name}: ${found.states} states, ${found.transitions} transitions`);
    expect(Object.fromEntries(found.violations)).toEqual({});
    // From everywhere there is an end; also if no device ever speaks again.
    expect(found.stuck.slice(0, 1)).toEqual([]);
    expect(found.stuckIfSilent.slice(0, 1)).toEqual([]);
    expect(found.states).toBeGreaterThan(least);
  });
});

/** The product with one of its rules broken, and what has to come of that. */
const pair: Setting = { waves: [1, 1], coarse: true, plan: oneWave(1) };
const inTurn = settings[4]![1];
const mutants: [name: string, setting: Setting, broken: Partial<Product>, expected: RegExp][] = [
  [
    'a time-out frees the lock',
    alone,
    {
      step: (operation, event) =>
        event.type === 'deadline' ? failed('outcomeUnknown', 'time is up') : product.step(operation, event),
    },
    /^I1 a second transfer/,
  ],
  [
    'a time-out lets the device be tried again',
    alone,
    {
      step: (operation, event) =>
        event.type === 'deadline' ? failed('outcomeUnknown', 'time is up') : product.step(operation, event),
    },
    /^I1' to be tried again/,
  ],
  [
    'an unknown outcome is not probed',
    alone,
    {
      step: (operation, event) =>
        event.type === 'floor' && operation.state === 'dispatched' && event.fresh
          ? { state: 'queued', progress: {}, deadlineMs: null }
          : product.step(operation, event),
    },
    /^I1 a second transfer/,
  ],
  [
    'a stale TransferComplete is applied',
    alone,
    { matchCompletion: (_key, _events, waiting) => waiting[0] ?? null },
    /^I11 a stale CommandKey/,
  ],
  [
    'fault 0 is taken for success',
    alone,
    {
      step: (operation, event) =>
        event.type === 'transferComplete' && event.faultCode === 0 && operation.state !== 'queued'
          ? succeeded({})
          : product.step(operation, event),
    },
    /^I8 success without proof/,
  ],
  ['the threshold is looked at in a later tick', pair, { brakes: 'tick' }, /^I17 dispatched/],
  [
    'claims go on while it is paused',
    alone,
    { claimBudget: (campaign, ...rest) => product.claimBudget({ ...campaign, state: 'running' }, ...rest) },
    /^I2 claimed while paused/,
  ],
  [
    'a slot is taken twice',
    pair,
    { claimBudget: (campaign, _waves, tokens) => product.claimBudget(campaign, [], tokens) },
    /^I4 in flight/,
  ],
  [
    'the gate opens before its wave is over',
    inTurn,
    { nextWaveState: (counts) => (counts.inflight > 0 ? 'gate' : product.nextWaveState(counts)) },
    /^I5 dispatched/,
  ],
  [
    'an end is left when late evidence comes',
    alone,
    {
      followStep: (kind, plan, target, operation, ...rest) =>
        target.state === 'failed' && operation.state === 'succeeded'
          ? { change: { state: 'succeeded' } }
          : product.followStep(kind, plan, target, operation, ...rest),
    },
    /^I6 an end was left/,
  ],
  [
    'it is tried once more than it may be',
    alone,
    {
      followStep: (kind, plan, ...rest) =>
        product.followStep(kind, { ...plan, retries: { ...plan.retries, max: plan.retries.max + 1 } }, ...rest),
    },
    /^I9 too many attempts/,
  ],
  [
    'a soak is over when its time is',
    alone,
    { soakVerdict: (facts) => product.soakVerdict({ ...facts, informsWanted: 0 }) },
    /^I8 no proof at the end of the soak/,
  ],
  [
    'a fallback while it soaks is not looked at',
    alone,
    {
      followVersion: (target, ...rest) => (target.state === 'soaking' ? null : product.followVersion(target, ...rest)),
      soakVerdict: (facts) => product.soakVerdict({ ...facts, holds: null }),
    },
    /^I8 success without proof/,
  ],
];

const recalled = settings[3]![1];
mutants.push(
  [
    'a refused CancelTransfer counts as cancelled',
    recalled,
    {
      afterRecall: (operation) =>
        operation.state === 'failed' ? { state: 'cancelled', reason: 'aborted', deadlineMs: null } : null,
    },
    /^I20 a lock that no target stands for/,
  ],
  [
    'a transfer is taken for dropped before the device says so',
    recalled,
    {
      recallStep: (operation, event) => {
        const move = product.recallStep(operation, event);
        return event.type === 'fault' ? { ...move, cancelled: 'now' } : move;
      },
      followStep: (kind, plan, target, operation, ...rest) =>
        operation.state === 'cancelled'
          ? { change: { state: 'retryWait', deadlineMs: 1 } }
          : product.followStep(kind, plan, target, operation, ...rest),
    },
    /^I1' to be tried again/,
  ],
);

describe('a broken rule is found:', () => {
  it.each(mutants)('%s', { timeout: 300_000 }, (_name, setting, broken, expected) => {
    const { violations } = explore(campaignModel({ ...product, ...broken }, setting), { until: expected });
    const found = [...violations.keys()].find((what) => expected.test(what));
    expect(found, `found: ${[...violations.keys()].join(', ')}`).toBeDefined();
    // By the shortest way there is: one that starts with a claim and can be read.
    expect(violations.get(found!)!.length).toBeLessThan(25);
  });

  it('nobody gives up on a device that never comes back', { timeout: 300_000 }, () => {
    const noEnd = explore(
      campaignModel(
        {
          ...product,
          targetDeadline: (target, ...rest) =>
            target.state === 'unconfirmed' ? null : product.targetDeadline(target, ...rest),
        },
        { ...alone, moody: false },
      ),
    );
    expect(Object.fromEntries(noEnd.violations)).toEqual({});
    expect(noEnd.stuckIfSilent.length).toBeGreaterThan(100);
    const soaksForEver = explore(
      campaignModel(
        {
          ...product,
          soakVerdict: (facts) => product.soakVerdict({ ...facts, silentMs: 0 }),
        },
        { ...alone, moody: false },
      ),
    );
    expect(soaksForEver.stuckIfSilent.length).toBeGreaterThan(100);
  });
});

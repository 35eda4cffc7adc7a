import { describe, expect, it } from 'vitest';
import { type CampaignKind, readingKind } from '../../../src/campaigns/kinds/kind.ts';
import { followStep } from '../../../src/campaigns/kinds/steps.ts';
import type { ResolvedPlan } from '../../../src/campaigns/plan/plan.ts';

/** Each reading is taken, and says of a unit that it is starting. */
function readings(max: number, holds: (n: number) => boolean | null): { n: number; state: string; reason: unknown } {
  const plan = { retries: { max, backoffMinutes: 1 }, timeouts: {}, soakMinutes: 10 } as unknown as ResolvedPlan & {
    soakMinutes: number;
  };
  let readings = 0;
  for (let n = 1; n < 1_000; n++) {
    const kind = { proof: 'reading', holds: () => holds(n) } as unknown as CampaignKind;
    const target = { state: 'soaking', attempt: 1, hop: 0, readings } as const;
    const operation = {
      kind: readingKind,
      state: 'succeeded',
      order: {},
      result: {},
      fault: null,
      attempt: 1,
    } as const;
    const stepped = followStep(kind, plan, target, operation, { softwareVersion: null }, 0.5);
    const change = stepped.change as { state: string; reason: unknown };
    if (change.state !== 'soaking') return { n, state: change.state, reason: change.reason };
    readings = stepped.readings ?? readings;
  }
  throw new Error('it is asked for ever');
}

describe('a device that tells after its soak neither that it is as wanted nor that it is not', () => {
  it('is asked again, and not for ever', () => {
    expect(readings(3, () => null)).toEqual({ n: 11, state: 'failed', reason: 'unproven' });
    expect(readings(20, () => null)).toEqual({ n: 21, state: 'failed', reason: 'unproven' });
  });
  it('has succeeded, or is lost, when it does tell', () => {
    expect(readings(0, (n) => (n < 9 ? null : true))).toEqual({ n: 9, state: 'succeeded', reason: null });
    expect(readings(0, (n) => (n < 9 ? null : false))).toEqual({ n: 9, state: 'failed', reason: 'lostState' });
  });
});

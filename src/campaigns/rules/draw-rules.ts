import type { Campaign, Wave } from '../campaign.ts';
import type { Buckets } from '../gates/buckets.ts';
import { rampedRate } from '../gates/ramp.ts';
import { refill } from '../scheduler/token-bucket.ts';
import { claimBudget } from './claim-rules.ts';

/** What is known of the limits that concern every device of a campaign. */
export interface DrawFacts {
  readonly campaign: Pick<Campaign, 'state' | 'plan' | 'tokens'> & { readonly tokensAt: Date | null };
  readonly waves: readonly Pick<Wave, 'inflight'>[];
  readonly wave: Pick<Wave, 'soaking' | 'succeeded'>;
  /** Buckets that each start draws from, with others. */
  readonly shared: Buckets;
  readonly sharedKeys: readonly string[];
  /** Devices that may yet go to the download hosts. */
  readonly transfersLeft: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Drawable {
  /** Devices that may be started now. */
  readonly budget: number;
  /** Which of the limits is the narrowest: what devices wait for when the budget is used up. */
  readonly short: 'concurrency' | 'rate' | 'transfers';
  /** Tokens of the campaign's own rate. */
  readonly tokens: number;
}

/** How many devices may be started now, and what holds more of them back. Pure. */
export function drawable({ campaign, waves, wave, shared, sharedKeys, transfersLeft, now }: DrawFacts): Drawable {
  const tokens = refill(
    { tokens: campaign.tokens, at: campaign.tokensAt?.getTime() ?? null },
    rampedRate(campaign.plan.limits, wave),
    now,
  );
  const own = claimBudget(campaign, waves, tokens);
  const inFlight = claimBudget(campaign, waves, Number.POSITIVE_INFINITY);
  const limits: { n: number; short: Drawable['short'] }[] = [
    { n: inFlight, short: 'concurrency' },
    { n: own, short: own < inFlight ? 'rate' : 'concurrency' },
    ...sharedKeys.map((key) => ({ n: shared.left(key), short: 'rate' as const })),
    { n: transfersLeft, short: 'transfers' },
  ];
  const narrowest = limits.reduce((least, one) => (one.n < least.n ? one : least));
  return { budget: Math.max(0, narrowest.n), short: narrowest.short, tokens };
}

import { type Buckets, openBuckets, type StoredBucket } from '../gates/buckets.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Tokens of the campaign and of its buckets, kept between looks in the measure of a cast. */
export interface Money {
  tokens: number;
  tokensAt: number | null;
  every: number;
  readonly shared: Map<string, StoredBucket>;
  readonly own: Map<string, StoredBucket>;
}

export const noMoney = (): Money => ({ tokens: 0, tokensAt: null, every: 1, shared: new Map(), own: new Map() });

/** Opens all buckets, in the measure of the cast that is on. */
export function purses(
  money: Money,
  every: number,
  { sharedRates, ownRates }: Pick<Rehearsal, 'sharedRates' | 'ownRates'>,
  now: number,
): { shared: Buckets; own: Buckets } {
  if (money.every !== every) {
    money.tokens *= money.every / every;
    money.shared.clear();
    money.own.clear();
    money.every = every;
  }
  const measured = (rates: ReadonlyMap<string, number>) =>
    new Map([...rates].map(([key, rate]) => [key, rate / every]));
  return {
    shared: openBuckets(measured(sharedRates), money.shared, now),
    own: openBuckets(measured(ownRates), money.own, now),
  };
}

/** Puts back what is left, for the next look. */
export function keep(money: Money, tokens: number, shared: Buckets, own: Buckets, now: number): void {
  money.tokens = tokens;
  money.tokensAt = now;
  for (const { key, ...bucket } of shared.changed()) money.shared.set(key, bucket);
  for (const { key, ...bucket } of own.changed()) money.own.set(key, bucket);
}

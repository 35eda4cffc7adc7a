import { RecentMap } from '../base/recent-map.ts';

/**
 * Token buckets, one per key: each holds `burst` tokens and fills at `perSecond`. Memory is bounded: beyond `keys` those
 * that were used longest ago are forgotten, which at worst gives them a full bucket back.
 */
export interface Buckets {
  /** Takes tokens if they are there. @returns false when they are not, and then takes none */
  take(key: string, now: number, tokens?: number): boolean;
  /** Whether there is at least one token. Takes none. */
  has(key: string, now: number): boolean;
  /** Fills the bucket. */
  refill(key: string): void;
  /** Milliseconds until there is a token again. */
  waitMs(key: string, now: number): number;
  readonly size: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

export function buckets(rate: { readonly perSecond: number; readonly burst: number; readonly keys: number }): Buckets {
  const known = new RecentMap<string, Bucket>(rate.keys);
  const perMs = rate.perSecond / 1000;

  function filled(bucket: Bucket | undefined, now: number): number {
    return bucket ? Math.min(rate.burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs) : rate.burst;
  }

  return {
    take(key, now, tokens = 1) {
      const bucket = known.get(key) ?? { tokens: rate.burst, at: now };
      const left = filled(bucket, now);
      if (left < tokens) return false;
      bucket.tokens = left - tokens;
      bucket.at = now;
      known.set(key, bucket);
      return true;
    },
    has: (key, now) => filled(known.get(key), now) >= 1,
    refill: (key) => void known.delete(key),
    waitMs: (key, now) => Math.max(0, Math.ceil((1 - filled(known.get(key), now)) / perMs)),
    get size() {
      return known.size;
    },
  };
}

/** No limit at all. */
export const bottomless: Buckets = {
  take: () => true,
  has: () => true,
  refill: () => {},
  waitMs: () => 0,
  size: 0,
};

/**
 * Token buckets, one per key: each holds `burst` tokens and fills at `perSecond`. Memory is bounded: beyond `keys` the
 * one that was used longest ago is forgotten, which at worst gives it a full bucket back.
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
  // Map order is order of last use.
  const known = new Map<string, Bucket>();
  const perMs = rate.perSecond / 1000;

  function filled(key: string, now: number): number {
    const bucket = known.get(key);
    return bucket ? Math.min(rate.burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs) : rate.burst;
  }

  return {
    take(key, now, tokens = 1) {
      const left = filled(key, now);
      if (left < tokens) return false;
      const bucket = known.get(key) ?? { tokens: 0, at: now };
      bucket.tokens = left - tokens;
      bucket.at = now;
      known.delete(key);
      if (known.size >= rate.keys) known.delete(known.keys().next().value!);
      known.set(key, bucket);
      return true;
    },
    has: (key, now) => filled(key, now) >= 1,
    refill: (key) => void known.delete(key),
    waitMs: (key, now) => Math.max(0, Math.ceil((1 - filled(key, now)) / perMs)),
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

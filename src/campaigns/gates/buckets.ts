import { refill } from '../scheduler/token-bucket.ts';

/** A bucket as it is kept; absent: full. */
export interface StoredBucket {
  readonly tokens: number;
  readonly at: number;
  /** Until when its tokens are promised; null: none is. */
  readonly promised: number | null;
}

export interface Buckets {
  /** Takes a token out of each, or none at all. @returns the first key that has none left; null: taken */
  take(keys: readonly string[]): string | null;
  giveBack(keys: readonly string[]): void;
  /** Whole tokens left; infinite where there is no limit. */
  left(key: string): number;
  /** Milliseconds until the `n`th token from now on is there, counted from what is left. */
  wait(key: string, n: number): number;
  /**
   * When a token will be there that is promised to nobody yet, and is now: those that are refused come back one after the
   * other, and are not looked at in vain.
   */
  promise(key: string): number;
  /** What to keep: those that were touched. */
  changed(): (StoredBucket & { readonly key: string })[];
}

/**
 * Token buckets for the length of one claim. In any time T no more is taken out of one than its capacity, a tenth of a
 * minute's worth, and its rate × T; tokens never are negative.
 * @param rates per minute, of every key that is limited
 * @param now milliseconds since the epoch; where another planner's clock was ahead, its time counts
 */
export function openBuckets(
  rates: ReadonlyMap<string, number>,
  stored: ReadonlyMap<string, StoredBucket>,
  now: number,
): Buckets {
  const open = new Map<
    string,
    { tokens: number; at: number; promised: number | null; rate: number; touched: boolean }
  >();
  for (const [key, rate] of rates) {
    const known = stored.get(key);
    const at = Math.max(now, known?.at ?? now);
    const tokens = refill(known ?? { tokens: 0, at: null }, rate, at);
    open.set(key, { tokens, at, promised: known?.promised ?? null, rate, touched: false });
  }
  const wait = (key: string, n: number): number => {
    const bucket = open.get(key)!;
    return Math.max(1, Math.ceil(((n - bucket.tokens) / bucket.rate) * 60_000));
  };
  return {
    take(keys) {
      const limited = keys.filter((key) => open.has(key)).sort();
      const empty = limited.find((key) => open.get(key)!.tokens < 1);
      if (empty !== undefined) return empty;
      for (const key of limited) {
        const bucket = open.get(key)!;
        bucket.tokens -= 1;
        bucket.touched = true;
      }
      return null;
    },
    giveBack(keys) {
      for (const key of keys) {
        const bucket = open.get(key);
        if (bucket) bucket.tokens += 1;
      }
    },
    left: (key) => Math.floor(open.get(key)?.tokens ?? Number.POSITIVE_INFINITY),
    wait,
    promise(key) {
      const bucket = open.get(key)!;
      const first = now + wait(key, 1);
      bucket.promised = bucket.promised === null ? first : Math.max(first, bucket.promised + 60_000 / bucket.rate);
      bucket.touched = true;
      return Math.ceil(bucket.promised);
    },
    changed: () =>
      [...open]
        .filter(([, bucket]) => bucket.touched)
        .map(([key, { tokens, at, promised }]) => ({ key, tokens: Math.max(0, tokens), at, promised }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** Keys of buckets. Those of a campaign's own limits are its own: what another one starts does not count there. */
export const bucketKey = {
  global: 'global',
  relay: (host: string): string => `relay:${host}`,
  region: (campaign: string, region: string): string => `campaign:${campaign}/region:${region}`,
  model: (campaign: string, model: string): string => `campaign:${campaign}/model:${model}`,
} as const;

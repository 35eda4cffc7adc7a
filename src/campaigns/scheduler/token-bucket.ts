/** Tokens of `perMinute`, as stored; refilled by reading the clock. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number | null;
}

/** Most starts at once: a tenth of a minute's worth, so that a pause never ends in a burst. */
export function bucketCapacity(perMinute: number): number {
  return Math.max(1, Math.ceil(perMinute / 10));
}

/** Tokens at `now`. In any interval T no more than `capacity + perMinute × T` can be taken. */
export function refill(bucket: Bucket, perMinute: number, now: number): number {
  const capacity = bucketCapacity(perMinute);
  if (bucket.at === null) return capacity;
  const elapsed = Math.max(0, now - bucket.at);
  return Math.min(capacity, bucket.tokens + (elapsed * perMinute) / 60_000);
}

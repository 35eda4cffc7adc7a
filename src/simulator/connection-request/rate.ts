/** How many connection requests a gateway accepts in a sliding window; more are answered with 503. */
export interface RateLimit {
  readonly requests: number;
  /** Milliseconds. */
  readonly window: number;
}

/**
 * Whether one more request at `now` is within the limit.
 * @param times of the accepted requests of this gateway; updated
 */
export function withinRate(times: number[], limit: RateLimit, now: number): boolean {
  while (times.length > 0 && times[0]! <= now - limit.window) times.shift();
  if (times.length >= limit.requests) return false;
  times.push(now);
  return true;
}

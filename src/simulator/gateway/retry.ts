/** ManagementServer.CWMPRetry* of one gateway. */
export interface RetryPolicy {
  /** CWMPRetryMinimumWaitInterval, seconds. */
  readonly minimumWait: number;
  /** CWMPRetryIntervalMultiplier, thousandths. */
  readonly multiplier: number;
}

/**
 * The window a wait before the n-th retry is drawn from (TR-069 §3.2.1.1): m·(k/1000)^(n−1) to m·(k/1000)^n, in
 * seconds, frozen from the tenth retry on.
 * @param retry 1 for the first retry
 */
export function retryWindow(policy: RetryPolicy, retry: number): readonly [number, number] {
  const exponent = Math.min(Math.max(retry, 1), 10);
  const factor = policy.multiplier / 1000;
  return [policy.minimumWait * factor ** (exponent - 1), policy.minimumWait * factor ** exponent];
}

/** The wait in milliseconds; `random` in [0, 1) picks the place in the window. */
export function retryWait(policy: RetryPolicy, retry: number, random: number): number {
  const [from, to] = retryWindow(policy, retry);
  return Math.round((from + (to - from) * random) * 1000);
}

import type { LoginScheme } from './device.ts';

/** What the benchmark asks of the load generator. */
export interface LoadOrder {
  readonly port: number;
  /** Devices `first` to `first + count - 1`, one session each. */
  readonly first: number;
  readonly count: number;
  readonly concurrency: number;
  readonly event: string;
  readonly login: LoginScheme;
  /** For a server that never challenges: a nonce to pretend with, so that requests are as long as the real ones. */
  readonly pretendNonce?: string;
}

export interface LoadResult {
  readonly sessions: number;
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly challenged: number;
  readonly rpcs: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

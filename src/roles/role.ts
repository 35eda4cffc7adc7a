import type { MetricsOfProcess } from '../platform/metrics/sum.ts';

/** A part that was started; stopped in reverse order of starting. */
export interface RunningRole {
  readonly name: string;
  /** Port it listens on, if it does. */
  readonly port?: number;
  /** Port it listens on for TLS, if it does. */
  readonly tlsPort?: number;
  /** UDP ports it listens on, if it does: STUN, and lightweight notifications. */
  readonly stunPort?: number;
  readonly notificationPort?: number;
  /** Metrics of the processes that it started. */
  metrics?(): Promise<readonly MetricsOfProcess[]>;
  /** Why it does not serve at the moment; null: it does. */
  trouble?(): string | null;
  stop(): Promise<void>;
}

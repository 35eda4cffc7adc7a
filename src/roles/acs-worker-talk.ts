import type { Config } from '../platform/config/config.ts';
import type { MetricsOfProcess } from '../platform/metrics/sum.ts';

/** What the first process says to a worker. */
export type ToWorker =
  | { readonly type: 'start'; readonly config: Config; readonly filesPort: number }
  | { readonly type: 'stop' }
  | { readonly type: 'metrics'; readonly number: number };

/** What a worker says to the first process. */
export type FromWorker =
  | { readonly type: 'here' }
  | { readonly type: 'listening' }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'metrics'; readonly number: number; readonly metrics: MetricsOfProcess };

import type { Counter } from '../../src/campaigns/states.ts';

/** The counters of a wave in which nothing is. */
export const noCounts: Readonly<Record<Counter, number>> = {
  waiting: 0,
  inflight: 0,
  retrying: 0,
  soaking: 0,
  succeeded: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
};

import type { Pool } from './pool.ts';

/** Tells how long work waits for a connection of a pool now. */
export interface PoolWait {
  /** Queues behind all that wait already, unless an earlier look still does. */
  look(): void;
  /** Milliseconds that the last look waited, or has been waiting so far. */
  readonly ms: number;
}

/** @param now milliseconds of a clock that never goes back */
export function poolWait(pool: Pick<Pool, 'connect'>, now: () => number = () => performance.now()): PoolWait {
  let since: number | null = null;
  let last = 0;
  return {
    look() {
      if (since !== null) return;
      const begin = now();
      since = begin;
      void pool
        .connect()
        // Who waited in vain has waited all the same.
        .then((client) => client.release())
        .catch(() => undefined)
        .finally(() => {
          last = now() - begin;
          since = null;
        });
    },
    get ms() {
      return since === null ? last : Math.max(last, now() - since);
    },
  };
}

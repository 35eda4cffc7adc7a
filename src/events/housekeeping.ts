import { days } from '../base/durations.ts';
import type { Pool } from '../platform/database/pool.ts';
import { dropOldEvents } from './log-store.ts';
import { hasUntold, relayOutbox } from './outbox-store.ts';

/** Rows of one statement. */
const atOnce = 2_000;

/** How long events are kept, and how many at most: whichever is reached first. */
export interface Retention {
  readonly days: number;
  readonly most: number;
}

/** Moves all that waits in the outbox into the log. @returns how many events */
export async function tellAll(pool: Pool, signal?: AbortSignal): Promise<number> {
  let told = 0;
  if (!(await hasUntold(pool))) return told;
  while (!signal?.aborted) {
    const moved = await relayOutbox(pool, atOnce);
    told += moved;
    if (moved < atOnce) break;
  }
  return told;
}

/** Drops what is kept no longer. */
export async function forgetOldEvents(
  pool: Pool,
  now: number,
  retention: Retention,
  signal?: AbortSignal,
): Promise<number> {
  let dropped = 0;
  while (!signal?.aborted) {
    const gone = await dropOldEvents(pool, new Date(now - days(retention.days)), retention.most, atOnce);
    dropped += gone;
    if (gone < atOnce) break;
  }
  return dropped;
}

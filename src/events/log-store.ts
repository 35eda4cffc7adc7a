import type { Queryable } from '../platform/database/pool.ts';
import type { ToldEvent, ToldType } from './told.ts';

/** Where the log ends. */
export interface LogHead {
  /** The newest event's number; 0 for none. */
  readonly last: number;
  /** Something committed waits to be numbered. */
  readonly waiting: boolean;
}

export async function readHead(db: Queryable): Promise<LogHead> {
  const { rows } = await db.query<LogHead>('SELECT last, EXISTS (SELECT 1 FROM outbox) AS waiting FROM event_log', []);
  return rows[0]!;
}

/** What a reader wants to hear; null: all. */
export interface Wish {
  readonly types: readonly ToldType[] | null;
  /** Public id of a device. */
  readonly device: string | null;
}

export interface LogPage {
  readonly events: readonly ToldEvent[];
  /** The newest number that retention took: what is not above it may be missing. */
  readonly dropped: number;
}

/** Events with numbers above `after`, up to `upTo`, in order; and, seen at the same moment, how far retention is. */
export async function readLog(
  db: Queryable,
  { types, device }: Wish,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<LogPage> {
  // Two texts rather than `OR`: the one with a device is answered by the index of devices.
  const { rows } = await db.query<ToldEvent & { seq: number | null; dropped: number }>(
    `SELECT l.dropped, e.* FROM event_log l LEFT JOIN LATERAL (
       SELECT seq, at, type, device, data FROM event
       WHERE seq > $1 AND seq <= $2 AND ($3::text[] IS NULL OR type = ANY($3)) ${device === null ? '' : 'AND device = $5'}
       ORDER BY seq LIMIT $4) e ON true ORDER BY e.seq`,
    [after, upTo, types, limit, ...(device === null ? [] : [device])],
  );
  return {
    dropped: rows[0]!.dropped,
    events: rows
      .filter((row) => row.seq !== null)
      .map(({ seq, at, type, device, data }) => ({ seq, at, type, device, data })),
  };
}

/**
 * Drops the oldest events: those from before `oldest`, and those beyond the newest `most`. Always from the low end of the
 * log, so that what is left has no gap.
 * @param limit looked at in one statement; call again while that many were dropped
 * @returns how many were dropped
 */
export async function dropOldEvents(db: Queryable, oldest: Date, most: number, limit: number): Promise<number> {
  const { rows } = await db.query<{ dropped: number }>(
    `WITH first AS (
       SELECT seq, at FROM event ORDER BY seq LIMIT $3
     ), bound AS (
       SELECT greatest(
         coalesce((SELECT min(seq) - 1 FROM first WHERE at >= $1), (SELECT max(seq) FROM first)),
         (SELECT least(l.last - $2, (SELECT max(seq) FROM first)) FROM event_log l)) AS seq
     ), gone AS (
       DELETE FROM event e USING first f, bound b WHERE e.seq = f.seq AND f.seq <= b.seq RETURNING e.seq
     ), noted AS (
       UPDATE event_log SET dropped = greatest(dropped, (SELECT max(seq) FROM gone)) WHERE EXISTS (SELECT 1 FROM gone)
     )
     SELECT count(*) AS dropped FROM gone`,
    [oldest, most, limit],
  );
  return rows[0]!.dropped;
}

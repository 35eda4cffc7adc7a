import type { Pool, Queryable } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import type { ToldType } from './told.ts';

/**
 * The beginning of a statement, or of a part of one, that tells something outside; a SELECT of exactly these columns follows.
 * `device` is the public id, `payload` json with the fields of the type. It belongs into the statement, or at least the
 * transaction, that makes it so: then it is told if and only if it happened.
 */
export const intoOutbox = 'INSERT INTO outbox (at, topic, device, payload)';

/** A type as a literal, for such statements. */
export function topic(type: ToldType): string {
  return `'${type}'`;
}

/**
 * Moves what is committed in the outbox into the log, and numbers it in the order in which it was written. One relay works at
 * a time, in all processes; who finds another at work leaves it to that.
 *
 * Numbers become visible in order: a relay holds the row of the log until its commit is seen, and the next one looks at the
 * outbox with a snapshot that it takes after that. What commits late gets its number late.
 * @returns how many events were moved
 */
export async function relayOutbox(pool: Pool, limit: number): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const lock = await tx.query('SELECT 1 FROM event_log FOR UPDATE SKIP LOCKED');
    if (lock.rowCount === 0) return 0;
    const { rows } = await tx.query<{ moved: number }>(
      `WITH taken AS (
         DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT $1) RETURNING id, at, topic, device, payload
       ), counted AS (
         UPDATE event_log SET last = last + (SELECT count(*) FROM taken) RETURNING last
       ), kept AS (
         INSERT INTO event (seq, at, type, device, data)
         SELECT (SELECT last FROM counted) - count(*) OVER () + row_number() OVER (ORDER BY id), at, topic, device, payload
         FROM taken
       )
       SELECT count(*) AS moved FROM taken`,
      [limit],
    );
    return rows[0]!.moved;
  });
}

/** Whether anything waits to be moved. */
export async function hasUntold(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ waiting: boolean }>('SELECT EXISTS (SELECT 1 FROM outbox) AS waiting');
  return rows[0]!.waiting;
}

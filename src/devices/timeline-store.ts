import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** One thing that happened to a device; `type` as in the contract, the rest depends on it. */
export interface TimelineEntry {
  readonly device: DeviceKey;
  readonly at: Date;
  readonly type: 'inform' | 'operation' | 'software' | 'transfer' | 'campaign' | 'security' | 'note';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Adds entries in one statement; call it in the transaction that makes them true. */
export async function addToTimeline(db: Queryable, entries: readonly TimelineEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.query(
    `INSERT INTO timeline (device_id, at, type, detail)
     SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::jsonb[])`,
    [
      entries.map((e) => e.device),
      entries.map((e) => e.at),
      entries.map((e) => e.type),
      entries.map((e) => JSON.stringify(e.detail)),
    ],
  );
}

/** Newest first, from `before` on, without the first `skip`. */
export async function readTimeline(
  db: Queryable,
  device: DeviceKey,
  page: { before: Date; skip: number; limit: number },
): Promise<{ at: Date; type: string; detail: Record<string, unknown> }[]> {
  const { rows } = await db.query<{ at: Date; type: string; detail: Record<string, unknown> }>(
    'SELECT at, type, detail FROM timeline WHERE device_id = $1 AND at <= $2 ORDER BY at DESC OFFSET $3 LIMIT $4',
    [device, page.before, page.skip, page.limit],
  );
  return rows;
}

/**
 * Makes the partitions for the weeks around `now`, and drops those older than `keepDays`. Retention by dropping costs
 * nothing, however many devices there are.
 */
export async function keepTimelinePartitions(db: Queryable, now: Date, keepDays: number): Promise<void> {
  const week = 7 * 86_400_000;
  const first = Math.floor(now.getTime() / week) - 1;
  for (let i = first; i <= first + 3; i++) {
    const from = new Date(i * week).toISOString();
    const to = new Date((i + 1) * week).toISOString();
    const name = `timeline_${from.slice(0, 10).replaceAll('-', '')}`;
    await db.query(`CREATE TABLE IF NOT EXISTS ${name} PARTITION OF timeline FOR VALUES FROM ('${from}') TO ('${to}')`);
  }
  const oldest = `timeline_${new Date(now.getTime() - keepDays * 86_400_000 - week).toISOString().slice(0, 10).replaceAll('-', '')}`;
  const { rows } = await db.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'timeline'::regclass AND c.relname ~ '^timeline_[0-9]{8}$' AND c.relname < $1`,
    [oldest],
  );
  for (const { name } of rows) await db.query(`DROP TABLE ${name}`);
}

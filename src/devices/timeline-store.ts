import type { DeviceKey } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';

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

/** How long the history of a device is kept. */
export const timelineDays = 90;

/**
 * Makes the partitions for the weeks around `now`, and drops those older than `keepDays`: retention by dropping costs
 * nothing, however many devices there are. Entries that came before their week had a partition are moved into it.
 */
export async function keepTimelinePartitions(tx: Transaction, now: Date, keepDays: number): Promise<void> {
  // Spells `TIME`: several processes start at once.
  await tx.query('SELECT pg_advisory_xact_lock($1)', [0x54494d45]);
  const week = 7 * 86_400_000;
  const first = Math.floor(now.getTime() / week) - 1;
  const known = await partitionNames(tx);
  for (let i = first; i <= first + 3; i++) {
    const name = partitionName(i * week);
    if (known.has(name)) continue;
    const range = [new Date(i * week).toISOString(), new Date((i + 1) * week).toISOString()] as const;
    await tx.query('LOCK TABLE timeline, timeline_default IN SHARE ROW EXCLUSIVE MODE');
    await tx.query(`CREATE TABLE ${name} (LIKE timeline)`);
    await tx.query(
      `WITH early AS (DELETE FROM timeline_default WHERE at >= $1 AND at < $2 RETURNING device_id, at, type, detail)
       INSERT INTO ${name} (device_id, at, type, detail) SELECT device_id, at, type, detail FROM early`,
      [...range],
    );
    await tx.query(`ALTER TABLE timeline ATTACH PARTITION ${name} FOR VALUES FROM ('${range[0]}') TO ('${range[1]}')`);
  }
  const oldest = partitionName(now.getTime() - keepDays * 86_400_000 - week);
  for (const name of known) if (name < oldest) await tx.query(`DROP TABLE ${name}`);
}

function partitionName(weekStart: number): string {
  return `timeline_${new Date(weekStart).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

async function partitionNames(db: Queryable): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'timeline'::regclass AND c.relname ~ '^timeline_[0-9]{8}$'`,
  );
  return new Set(rows.map((row) => row.name));
}

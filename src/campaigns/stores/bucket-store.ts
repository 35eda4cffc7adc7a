import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { StoredBucket } from '../gates/buckets.ts';

/**
 * Buckets that several campaigns draw from, locked in the order of their keys. Those that are not there yet are made,
 * full, so that there is something to lock.
 */
export async function lockBuckets(
  tx: Transaction,
  full: readonly { key: string; tokens: number }[],
  now: Date,
): Promise<Map<string, StoredBucket>> {
  await tx.query(
    `INSERT INTO rate_bucket (key, tokens, updated_at)
     SELECT i.key, i.tokens, $3 FROM unnest($1::text[], $2::float8[]) AS i(key, tokens) ORDER BY i.key
     ON CONFLICT (key) DO NOTHING`,
    [full.map((one) => one.key), full.map((one) => one.tokens), now],
  );
  return stored(
    await tx.query<BucketRow>(`SELECT ${columns} FROM rate_bucket WHERE key = ANY($1) ORDER BY key FOR UPDATE`, [
      full.map((one) => one.key),
    ]),
  );
}

/** Buckets that only one campaign draws from, which is locked already. */
export async function readBuckets(tx: Transaction, keys: readonly string[]): Promise<Map<string, StoredBucket>> {
  return stored(await tx.query<BucketRow>(`SELECT ${columns} FROM rate_bucket WHERE key = ANY($1)`, [keys]));
}

const columns = 'key, tokens, updated_at AS at, promised_at AS promised';

interface BucketRow {
  readonly key: string;
  readonly tokens: number;
  readonly at: Date;
  readonly promised: Date | null;
}

function stored({ rows }: { rows: readonly BucketRow[] }): Map<string, StoredBucket> {
  return new Map(
    rows.map(({ key, tokens, at, promised }) => [
      key,
      { tokens, at: at.getTime(), promised: promised?.getTime() ?? null },
    ]),
  );
}

export async function saveBuckets(
  tx: Transaction,
  buckets: readonly (StoredBucket & { key: string })[],
): Promise<void> {
  if (buckets.length === 0) return;
  await tx.query(
    `INSERT INTO rate_bucket (key, tokens, updated_at, promised_at)
     SELECT i.key, i.tokens, i.at, i.promised
     FROM unnest($1::text[], $2::float8[], $3::timestamptz[], $4::timestamptz[]) AS i(key, tokens, at, promised)
     ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens, updated_at = excluded.updated_at,
       promised_at = excluded.promised_at`,
    [
      buckets.map((b) => b.key),
      buckets.map((b) => b.tokens),
      buckets.map((b) => new Date(b.at)),
      buckets.map((b) => (b.promised === null ? null : new Date(b.promised))),
    ],
  );
}

/** Forgets buckets that are full again long since: the slowest takes 100 minutes to its one token. */
export async function dropIdleBuckets(db: Queryable, now: Date): Promise<void> {
  await db.query(
    `DELETE FROM rate_bucket WHERE updated_at < $1::timestamptz - interval '1 day'
     AND (promised_at IS NULL OR promised_at < $1)`,
    [now],
  );
}

import type { Queryable } from '../../platform/database/pool.ts';
import type { Made } from './idempotency.ts';

interface Place {
  readonly keyId: string;
  readonly key: string;
}

/** Takes a key; one that was taken over a day ago, or was left behind by a crash a minute ago, may be taken again. */
export async function claimIdempotencyKey(
  db: Queryable,
  { keyId, key }: Place,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO idempotency AS i (key_id, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key_id, key) DO UPDATE SET request_hash = $3, status = NULL, body = NULL, created_at = $4
     WHERE i.created_at < $4::timestamptz - interval '1 day' OR (i.status IS NULL AND i.created_at < $4::timestamptz - interval '1 minute')`,
    [keyId, key, hash, now],
  );
  return rowCount === 1;
}

export async function findIdempotent(
  db: Queryable,
  { keyId, key }: Place,
): Promise<{ requestHash: Buffer; status: number | null; body: unknown } | null> {
  const { rows } = await db.query<{ requestHash: Buffer; status: number | null; body: unknown }>(
    'SELECT request_hash AS "requestHash", status, body FROM idempotency WHERE key_id = $1 AND key = $2',
    [keyId, key],
  );
  return rows[0] ?? null;
}

export async function keepIdempotentAnswer(db: Queryable, { keyId, key }: Place, made: Made): Promise<void> {
  await db.query('UPDATE idempotency SET status = $3, body = $4 WHERE key_id = $1 AND key = $2', [
    keyId,
    key,
    made.status,
    JSON.stringify(made),
  ]);
}

export async function dropIdempotencyKey(db: Queryable, { keyId, key }: Place): Promise<void> {
  await db.query('DELETE FROM idempotency WHERE key_id = $1 AND key = $2 AND status IS NULL', [keyId, key]);
}

/** Keys older than a day are of no use. */
export async function dropOldIdempotencyKeys(db: Queryable, now: Date): Promise<void> {
  await db.query("DELETE FROM idempotency WHERE created_at < $1::timestamptz - interval '1 day'", [now]);
}

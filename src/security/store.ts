import type { DeviceId, DeviceKey, KeyId } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { Role } from './api-keys.ts';
import { type AuditEntry, auditHash, chainStart } from './audit-chain.ts';

export interface KeyRow {
  readonly id: KeyId;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const keyColumns = 'id, name, role, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"';

export async function findKey(db: Queryable, hash: Buffer): Promise<KeyRow | null> {
  const { rows } = await db.query<KeyRow>(`SELECT ${keyColumns} FROM api_key WHERE hash = $1`, [hash]);
  return rows[0] ?? null;
}

export async function insertKey(
  db: Queryable,
  key: { id: KeyId; name: string; role: Role; hash: Buffer; createdAt: Date; expiresAt: Date | null },
): Promise<void> {
  await db.query(
    `INSERT INTO api_key (id, name, role, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (hash) DO NOTHING`,
    [key.id, key.name, key.role, key.hash, key.createdAt, key.expiresAt],
  );
}

export async function listKeys(db: Queryable): Promise<KeyRow[]> {
  const { rows } = await db.query<KeyRow>(`SELECT ${keyColumns} FROM api_key ORDER BY created_at, id LIMIT 500`);
  return rows;
}

export async function deleteKey(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM api_key WHERE id = $1', [id]);
  return rowCount === 1;
}

/** At most one write a minute and key. */
export async function touchKey(db: Queryable, id: KeyId, at: Date): Promise<void> {
  await db.query(
    `UPDATE api_key SET last_used_at = $2
     WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
    [id, at],
  );
}

export interface DeviceCredential {
  readonly deviceId: DeviceId;
  readonly username: string;
  readonly secret: Buffer;
}

/** Sets what devices prove themselves with; one statement for all. */
export async function putDeviceCredentials(db: Queryable, items: readonly DeviceCredential[], at: Date): Promise<void> {
  await db.query(
    `INSERT INTO device_credential (public_id, username, secret, updated_at)
     SELECT i.id, i.username, i.secret, $4 FROM unnest($1::text[], $2::text[], $3::bytea[]) AS i(id, username, secret)
     ON CONFLICT (public_id) DO UPDATE SET username = excluded.username, secret = excluded.secret, updated_at = $4`,
    [items.map((i) => i.deviceId), items.map((i) => i.username), items.map((i) => i.secret), at],
  );
}

/**
 * Offers a credential to a device; what it was offered and has not used yet stays, as it may have been told that.
 * @param username free of other devices' names
 * @returns what is offered now
 */
export async function offerDeviceCredential(
  db: Queryable,
  offer: DeviceCredential,
  at: Date,
): Promise<{ readonly username: string; readonly secret: Buffer }> {
  const { rows } = await db.query<{ username: string; secret: Buffer }>(
    `INSERT INTO device_credential_offer AS o (public_id, username, secret, offered_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (public_id) DO UPDATE SET offered_at = $4 RETURNING o.username, o.secret`,
    [offer.deviceId, offer.username, offer.secret, at],
  );
  return rows[0]!;
}

/** Whether a name is a credential's of another device. */
export async function isUsernameTaken(db: Queryable, username: string, device: DeviceId): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT 1 FROM device_credential WHERE username = $1 AND public_id <> $2
     UNION ALL SELECT 1 FROM device_credential_offer WHERE username = $1 AND public_id <> $2 LIMIT 1`,
    [username, device],
  );
  return rows.length > 0;
}

/** The device used what it was offered: from now on it has no other credential. Does nothing the second time. */
export async function takeOfferedCredential(db: Queryable, device: DeviceId, at: Date): Promise<void> {
  await db.query(
    `WITH taken AS (DELETE FROM device_credential_offer WHERE public_id = $1 RETURNING public_id, username, secret)
     INSERT INTO device_credential (public_id, username, secret, updated_at)
     SELECT public_id, username, secret, $2 FROM taken
     ON CONFLICT (public_id) DO UPDATE SET username = excluded.username, secret = excluded.secret, updated_at = $2`,
    [device, at],
  );
}

/** Forgets what a device proved itself with, so that it may come by the shared credential again. */
export async function deleteDeviceCredential(db: Queryable, device: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH offer AS (DELETE FROM device_credential_offer WHERE public_id = $1)
     DELETE FROM device_credential WHERE public_id = $1`,
    [device],
  );
  return rowCount === 1;
}

export interface ConnectionRequestCredential {
  readonly username: string;
  readonly secret: Buffer;
  readonly active: boolean;
}

export async function findConnectionRequestCredential(
  db: Queryable,
  device: DeviceKey,
): Promise<ConnectionRequestCredential | null> {
  const { rows } = await db.query<ConnectionRequestCredential>(
    'SELECT username, secret, active FROM connection_request_credential WHERE device_id = $1',
    [device],
  );
  return rows[0] ?? null;
}

/** Keeps what is there: a device may already have been told it. */
export async function offerConnectionRequestCredential(
  db: Queryable,
  device: DeviceKey,
  credential: { username: string; secret: Buffer },
  at: Date,
): Promise<ConnectionRequestCredential> {
  await db.query(
    `INSERT INTO connection_request_credential (device_id, username, secret, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (device_id) DO NOTHING`,
    [device, credential.username, credential.secret, at],
  );
  return (await findConnectionRequestCredential(db, device))!;
}

export async function activateConnectionRequestCredential(db: Queryable, device: DeviceKey, at: Date): Promise<void> {
  await db.query(
    'UPDATE connection_request_credential SET active = true, updated_at = $2 WHERE device_id = $1 AND NOT active',
    [device, at],
  );
}

/** Spells `AUDI`: appends to the chain one at a time. */
const auditLock = 0x41554449;

/** Appends to the audit trail; each row's hash covers the one before, so a changed or missing row shows. */
export async function appendAudit(tx: Transaction, entry: AuditEntry, at: Date): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [auditLock]);
  const { rows } = await tx.query<{ hash: Buffer }>('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1');
  const previous = rows[0]?.hash ?? chainStart;
  const detail = JSON.stringify(entry.detail);
  const hash = auditHash(previous, entry, at);
  await tx.query(
    `INSERT INTO audit (at, actor, role, action, object, detail, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
    [at, entry.by.name, entry.by.role, entry.action, entry.object, detail, previous, hash],
  );
}

export interface AuditRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly object: string;
  readonly detail: unknown;
}

/** Everybody who did a thing to an object. */
export async function actorsOf(db: Queryable, object: string, action: string): Promise<string[]> {
  const { rows } = await db.query<{ actor: string }>(
    'SELECT DISTINCT actor FROM audit WHERE object = $1 AND action = $2',
    [object, action],
  );
  return rows.map(({ actor }) => actor);
}

export async function listAudit(db: Queryable, object: string, before: number, limit: number): Promise<AuditRow[]> {
  const { rows } = await db.query<AuditRow>(
    `SELECT seq, at, actor, role, action, object, detail FROM audit
     WHERE object = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`,
    [object, before, limit],
  );
  return rows;
}

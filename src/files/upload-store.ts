import type { DeviceKey, OperationId, UploadId } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';
import type { Upload } from './upload.ts';

const columns = `u.id, d.public_id AS "deviceId", u.operation_id AS "operationId", u.file_type AS "fileType", u.name,
  u.content_type AS "contentType", u.size, u.sha256, u.received_at AS "receivedAt"`;

/** A place in the list of uploads, newest first. */
export interface UploadPosition {
  readonly receivedAt: Date;
  readonly id: string;
}

/** Narrows the list; absent parts do not. */
export interface UploadWish {
  readonly device?: DeviceKey;
  readonly operation?: string;
}

/** @returns false when the link has made its upload already */
export async function insertUpload(
  db: Queryable,
  upload: Omit<Upload, 'deviceId'> & { readonly deviceKey: DeviceKey },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO upload (id, device_id, operation_id, file_type, name, content_type, size, sha256, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
    [
      upload.id,
      upload.deviceKey,
      upload.operationId,
      upload.fileType,
      upload.name,
      upload.contentType,
      upload.size,
      upload.sha256,
      upload.receivedAt,
    ],
  );
  return rowCount === 1;
}

export async function uploadById(db: Queryable, id: UploadId): Promise<Upload | null> {
  const { rows } = await db.query<Upload>(
    `SELECT ${columns} FROM upload u JOIN device d ON d.id = u.device_id WHERE u.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export async function hasUpload(db: Queryable, id: UploadId): Promise<boolean> {
  const { rowCount } = await db.query('SELECT FROM upload WHERE id = $1', [id]);
  return rowCount !== 0;
}

/** The newest upload that an operation brought, or null. */
export async function uploadOfOperation(db: Queryable, operation: OperationId): Promise<UploadId | null> {
  const { rows } = await db.query<{ id: UploadId }>(
    'SELECT id FROM upload WHERE operation_id = $1 ORDER BY received_at DESC, id DESC LIMIT 1',
    [operation],
  );
  return rows[0]?.id ?? null;
}

/** Newest first, after a place. */
export async function listUploads(
  db: Queryable,
  wish: UploadWish,
  after: UploadPosition | null,
  limit: number,
): Promise<Upload[]> {
  const { rows } = await db.query<Upload>(
    `SELECT ${columns} FROM upload u JOIN device d ON d.id = u.device_id
     WHERE ($1::bigint IS NULL OR u.device_id = $1) AND ($2::uuid IS NULL OR u.operation_id = $2)
       AND ($3::timestamptz IS NULL OR (u.received_at, u.id) < ($3, $4::uuid))
     ORDER BY u.received_at DESC, u.id DESC LIMIT $5`,
    [wish.device ?? null, wish.operation ?? null, after?.receivedAt ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** @returns the hash of its bytes, or null when there was no such upload */
export async function deleteUpload(db: Queryable, id: UploadId): Promise<Buffer | null> {
  const { rows } = await db.query<{ sha256: Buffer }>('DELETE FROM upload WHERE id = $1 RETURNING sha256', [id]);
  return rows[0]?.sha256 ?? null;
}

/** Uploads whose device is gone. */
export async function abandonedUploads(db: Queryable, limit: number): Promise<UploadId[]> {
  const { rows } = await db.query<{ id: UploadId }>('SELECT id FROM upload WHERE device_id IS NULL LIMIT $1', [limit]);
  return rows.map((row) => row.id);
}

export async function uploadUsesBytes(db: Queryable, sha256: Buffer): Promise<boolean> {
  const { rows } = await db.query<{ used: boolean }>('SELECT EXISTS (SELECT FROM upload WHERE sha256 = $1) AS used', [
    sha256,
  ]);
  return rows[0]!.used;
}

import type { DeviceKey, FileId, OperationId } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { StoredFile } from './file.ts';

interface FileRow {
  readonly id: FileId;
  readonly name: string;
  readonly file_type: string;
  readonly version: string | null;
  readonly manufacturer: string | null;
  readonly product_class: string | null;
  readonly size: number;
  readonly sha256: Buffer;
  readonly created_at: Date;
}

const fileColumns = 'id, name, file_type, version, manufacturer, product_class, size, sha256, created_at';

/** A place in the list of files, newest first. */
export interface FilePosition {
  readonly createdAt: Date;
  readonly id: FileId;
}

export async function insertFile(db: Queryable, file: StoredFile): Promise<void> {
  await db.query(`INSERT INTO file (${fileColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    file.id,
    file.name,
    file.fileType,
    file.version,
    file.manufacturer,
    file.productClass,
    file.size,
    file.sha256,
    file.createdAt.toISOString(),
  ]);
}

export async function fileById(db: Queryable, id: FileId): Promise<StoredFile | null> {
  const { rows } = await db.query<FileRow>(`SELECT ${fileColumns} FROM file WHERE id = $1`, [id]);
  return rows[0] ? fileOf(rows[0]) : null;
}

/** Up to `limit` files after a place, newest first. */
export async function filesAfter(db: Queryable, after: FilePosition | null, limit: number): Promise<StoredFile[]> {
  const order = 'ORDER BY created_at DESC, id DESC';
  const { rows } = after
    ? await db.query<FileRow>(
        `SELECT ${fileColumns} FROM file WHERE (created_at, id) < ($1::timestamptz, $2::uuid) ${order} LIMIT $3`,
        [after.createdAt.toISOString(), after.id, limit],
      )
    : await db.query<FileRow>(`SELECT ${fileColumns} FROM file ${order} LIMIT $1`, [limit]);
  return rows.map(fileOf);
}

/** @returns the hash of its bytes, or null when there was no such file */
export async function deleteFile(db: Queryable, id: FileId): Promise<Buffer | null> {
  const { rows } = await db.query<{ sha256: Buffer }>('DELETE FROM file WHERE id = $1 RETURNING sha256', [id]);
  return rows[0]?.sha256 ?? null;
}

/**
 * Keeps others from adding or removing these bytes until the transaction ends: between "no row uses the blob" and its
 * unlink nobody may add one. Keyed by the first 64 bits; a collision costs a wait.
 */
export async function lockBytes(tx: Transaction, sha256: Buffer): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [sha256.readBigInt64BE(0).toString()]);
}

export async function usesBytes(db: Queryable, sha256: Buffer): Promise<boolean> {
  const { rows } = await db.query<{ used: boolean }>('SELECT EXISTS (SELECT FROM file WHERE sha256 = $1) AS used', [
    sha256,
  ]);
  return rows[0]!.used;
}

/** What the server needs to know before it answers, in one read: it happens once per request of a whole fleet. */
export async function servable(
  db: Queryable,
  id: FileId,
  purpose: OperationId,
): Promise<{ file: StoredFile; revoked: boolean } | null> {
  const { rows } = await db.query<FileRow & { revoked: boolean }>({
    name: 'files-servable',
    text: `SELECT ${fileColumns}, EXISTS (SELECT FROM link_revoked WHERE purpose = $2) AS revoked FROM file WHERE id = $1`,
    values: [id, purpose],
  });
  return rows[0] ? { file: fileOf(rows[0]), revoked: rows[0].revoked } : null;
}

/** Withdraws every link made for an operation. */
export async function revokeLinks(db: Queryable, purpose: OperationId, now: number): Promise<void> {
  await db.query('INSERT INTO link_revoked (purpose, revoked_at) VALUES ($1, $2::timestamptz) ON CONFLICT DO NOTHING', [
    purpose,
    isoOf(now),
  ]);
}

/** One answered request, for the evidence. */
export interface ServedRequest {
  readonly deviceKey: DeviceKey;
  readonly purpose: OperationId;
  readonly fileId: FileId;
  /** Bytes of the file that left this host. */
  readonly bytes: number;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The last byte of the file was among them. */
  readonly completed: boolean;
  /** Begin and end, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** Adds a request to the evidence. A device that was deleted meanwhile keeps none. */
export async function recordServed(db: Queryable, served: ServedRequest): Promise<void> {
  await db.query({
    name: 'files-served',
    text: `INSERT INTO file_served AS s
             (device_id, purpose, file_id, requests, bytes, last_status, first_at, last_at, completed_at)
           SELECT id, $2, $3, 1, $4, $5, $6, $7, $8 FROM device WHERE id = $1
           ON CONFLICT (device_id, purpose) DO UPDATE SET
             file_id = excluded.file_id,
             requests = s.requests + 1,
             bytes = s.bytes + excluded.bytes,
             last_status = excluded.last_status,
             first_at = least(s.first_at, excluded.first_at),
             last_at = greatest(s.last_at, excluded.last_at),
             completed_at = coalesce(s.completed_at, excluded.completed_at)`,
    values: [
      served.deviceKey,
      served.purpose,
      served.fileId,
      served.bytes,
      served.status,
      isoOf(served.from),
      isoOf(served.to),
      served.completed ? isoOf(served.to) : null,
    ],
  });
}

/** The evidence: what a device fetched by the links of one operation. */
export interface Served {
  readonly fileId: FileId;
  readonly requests: number;
  /** Over all requests; more than the file has when parts were fetched twice. */
  readonly bytes: number;
  readonly lastStatus: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** When the last byte of the file first went out; null: not yet. */
  readonly completedAt: Date | null;
}

/** Null when the device never came for it. */
export async function servedFor(db: Queryable, deviceKey: DeviceKey, purpose: OperationId): Promise<Served | null> {
  const { rows } = await db.query<Served>(
    `SELECT file_id AS "fileId", requests, bytes, last_status AS "lastStatus",
            first_at AS "firstAt", last_at AS "lastAt", completed_at AS "completedAt"
     FROM file_served WHERE device_id = $1 AND purpose = $2`,
    [deviceKey, purpose],
  );
  return rows[0] ?? null;
}

/** Requests that were answered 503, for the evidence; many at once, as they come in crowds. */
export async function recordTurnedAway(
  db: Queryable,
  requests: readonly { deviceKey: DeviceKey; purpose: OperationId; fileId: FileId; at: number }[],
): Promise<void> {
  await db.query(
    `INSERT INTO file_served AS s (device_id, purpose, file_id, requests, bytes, last_status, first_at, last_at)
     SELECT d.id, i.purpose, i.file_id, 1, 0, 503, i.at, i.at
     FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::timestamptz[]) AS i(device, purpose, file_id, at)
     JOIN device d ON d.id = i.device ORDER BY d.id
     ON CONFLICT (device_id, purpose) DO UPDATE SET requests = s.requests + 1, last_status = 503,
       last_at = greatest(s.last_at, excluded.last_at)`,
    [
      requests.map((r) => r.deviceKey),
      requests.map((r) => r.purpose),
      requests.map((r) => r.fileId),
      requests.map((r) => isoOf(r.at)),
    ],
  );
}

/** Whether the last thing we told a device about an operation's file was to come back later. */
export async function wasTurnedAway(db: Queryable, device: DeviceKey, purpose: OperationId): Promise<boolean> {
  return (await servedFor(db, device, purpose))?.lastStatus === 503;
}

function fileOf(row: FileRow): StoredFile {
  return {
    id: row.id,
    name: row.name,
    fileType: row.file_type,
    version: row.version,
    manufacturer: row.manufacturer,
    productClass: row.product_class,
    size: row.size,
    sha256: row.sha256,
    createdAt: row.created_at,
  };
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}

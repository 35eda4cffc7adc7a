import type { DeviceKey } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';

export interface ExclusionRow {
  readonly id: string;
  /** null: a list of devices. */
  readonly filter: string | null;
  /** Devices of the list; the first few of them by their ids. */
  readonly devices: number;
  readonly firstDevices: readonly string[];
  readonly reason: string;
  readonly until: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

const columns = `e.id, e.filter, (SELECT count(*) FROM exclusion_device x WHERE x.exclusion_id = e.id) AS devices,
  ARRAY(SELECT d.public_id FROM exclusion_device x JOIN device d ON d.id = x.device_id
    WHERE x.exclusion_id = e.id ORDER BY x.device_id LIMIT 20) AS "firstDevices",
  e.reason, e.until, e.created_by AS "createdBy", e.created_at AS "createdAt"`;

export async function insertExclusion(
  tx: Transaction,
  row: {
    id: string;
    filter: string | null;
    reason: string;
    until: Date | null;
    createdBy: string;
    createdAt: Date;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO exclusion (id, filter, reason, until, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [row.id, row.filter, row.reason, row.until, row.createdBy, row.createdAt],
  );
}

/** @returns how many of the devices there are */
export async function insertExclusionDevices(tx: Transaction, id: string, devices: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query(
    `INSERT INTO exclusion_device (exclusion_id, device_id)
     SELECT $1, id FROM device WHERE public_id = ANY($2) ON CONFLICT DO NOTHING`,
    [id, devices],
  );
  return rowCount ?? 0;
}

/** The first of these ids that no device has; null when each has one. */
export async function firstUnknownDevice(db: Queryable, devices: readonly string[]): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT i.id FROM unnest($1::text[]) WITH ORDINALITY AS i(id, place) LEFT JOIN device d ON d.public_id = i.id
     WHERE d.id IS NULL ORDER BY i.place LIMIT 1`,
    [devices],
  );
  return rows[0]?.id ?? null;
}

export async function findExclusion(db: Queryable, id: string): Promise<ExclusionRow | null> {
  const { rows } = await db.query<ExclusionRow>(`SELECT ${columns} FROM exclusion e WHERE e.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function deleteExclusion(tx: Transaction, id: string): Promise<void> {
  await tx.query('DELETE FROM exclusion WHERE id = $1', [id]);
}

/** Newest first. */
export async function listExclusions(
  db: Queryable,
  before: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<ExclusionRow[]> {
  const { rows } = await db.query<ExclusionRow>(
    `SELECT ${columns} FROM exclusion e WHERE $1::timestamptz IS NULL OR (e.created_at, e.id) < ($1, $2::uuid)
     ORDER BY e.created_at DESC, e.id DESC LIMIT $3`,
    [before?.createdAt ?? null, before?.id ?? null, limit],
  );
  return rows;
}

/** How many filters exclude devices now. */
export async function countFilterExclusions(tx: Transaction, now: Date): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    'SELECT count(*) AS n FROM exclusion WHERE filter IS NOT NULL AND (until IS NULL OR until > $1)',
    [now],
  );
  return rows[0]!.n;
}

export interface ListedExclusion {
  readonly device: DeviceKey;
  readonly id: string;
  readonly until: Date | null;
}

/** Of these devices, those that stand on a list. */
export async function listedExclusions(
  db: Queryable,
  devices: readonly DeviceKey[],
  now: Date,
): Promise<ListedExclusion[]> {
  const { rows } = await db.query<ListedExclusion>(
    `SELECT x.device_id AS device, e.id, e.until FROM exclusion_device x JOIN exclusion e ON e.id = x.exclusion_id
     WHERE x.device_id = ANY($1) AND (e.until IS NULL OR e.until > $2)`,
    [devices, now],
  );
  return rows;
}

import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { BlackoutTimes } from '../gates/blackout-order.ts';
import type { Blackout } from '../gates/gate.ts';

export interface BlackoutRow extends Blackout {
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly overAt: Date | null;
}

const columns = `id, from_local AS "from", to_local AS "to", zone, filter, reason, created_by AS "createdBy",
  created_at AS "createdAt", over_at AS "overAt"`;

export async function insertBlackout(
  tx: Transaction,
  row: BlackoutTimes & { id: string; zone: string; reason: string; createdBy: string; createdAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO blackout (id, from_local, to_local, zone, filter, over_at, reason, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.id, row.from, row.to, row.zone, row.filter, row.overAt, row.reason, row.createdBy, row.createdAt],
  );
}

export async function findBlackout(db: Queryable, id: string): Promise<BlackoutRow | null> {
  const { rows } = await db.query<BlackoutRow>(`SELECT ${columns} FROM blackout WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

export async function deleteBlackout(tx: Transaction, id: string): Promise<void> {
  await tx.query('DELETE FROM blackout WHERE id = $1', [id]);
}

/** Newest first. */
export async function listBlackouts(
  db: Queryable,
  before: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<BlackoutRow[]> {
  const { rows } = await db.query<BlackoutRow>(
    `SELECT ${columns} FROM blackout WHERE $1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid)
     ORDER BY created_at DESC, id DESC LIMIT $3`,
    [before?.createdAt ?? null, before?.id ?? null, limit],
  );
  return rows;
}

/** How many are not over yet, and how many of them have a filter. */
export async function countBlackouts(tx: Transaction, now: Date): Promise<{ live: number; filtered: number }> {
  const { rows } = await tx.query<{ live: number; filtered: number }>(
    `SELECT count(*) AS live, count(*) FILTER (WHERE filter <> '') AS filtered FROM blackout
     WHERE over_at IS NULL OR over_at > $1`,
    [now],
  );
  return rows[0]!;
}

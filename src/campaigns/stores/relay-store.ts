import type { CampaignId } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';

export interface RelayRow {
  readonly host: string;
  readonly maxTransfers: number | null;
  readonly perMinute: number | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

const columns = `host, max_transfers AS "maxTransfers", per_minute AS "perMinute", created_by AS "createdBy",
  created_at AS "createdAt"`;

/** Sets the limits of a host. @returns whether it had none before */
export async function putRelay(tx: Transaction, row: RelayRow): Promise<boolean> {
  const { rows } = await tx.query<{ fresh: boolean }>(
    `INSERT INTO relay (host, max_transfers, per_minute, created_by, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (host) DO UPDATE SET max_transfers = $2, per_minute = $3, created_by = $4, created_at = $5
     RETURNING xmax = 0 AS fresh`,
    [row.host, row.maxTransfers, row.perMinute, row.createdBy, row.createdAt],
  );
  return rows[0]!.fresh;
}

/** @returns false when there was none */
export async function deleteRelay(tx: Transaction, host: string): Promise<boolean> {
  const { rowCount } = await tx.query('DELETE FROM relay WHERE host = $1', [host]);
  return rowCount === 1;
}

/** In the order of their names. */
export async function listRelays(db: Queryable, after: string, limit: number): Promise<RelayRow[]> {
  const { rows } = await db.query<RelayRow>(`SELECT ${columns} FROM relay WHERE host > $1 ORDER BY host LIMIT $2`, [
    after,
    limit,
  ]);
  return rows;
}

/** The limits of these hosts. */
export async function relaysNamed(db: Queryable, hosts: readonly string[]): Promise<RelayRow[]> {
  const { rows } = await db.query<RelayRow>(`SELECT ${columns} FROM relay WHERE host = ANY($1) ORDER BY host`, [hosts]);
  return rows;
}

/** The limits of these hosts, locked in the order of their names: what is counted on them stays as it is. */
export async function lockRelays(tx: Transaction, hosts: readonly string[]): Promise<RelayRow[]> {
  const { rows } = await tx.query<RelayRow>(
    `SELECT ${columns} FROM relay WHERE host = ANY($1) ORDER BY host FOR UPDATE`,
    [hosts],
  );
  return rows;
}

/** Campaigns that may have devices in flight, with what they bring. */
export async function campaignsInFlight(tx: Transaction): Promise<{ id: CampaignId; plan: { artifact: unknown } }[]> {
  const { rows } = await tx.query<{ id: CampaignId; plan: { artifact: unknown } }>(
    `SELECT c.id, c.plan FROM campaign c WHERE c.state IN ('running', 'paused', 'aborting')
       AND EXISTS (SELECT 1 FROM wave_counts w WHERE w.campaign_id = c.id AND w.inflight > 0)`,
  );
  return rows;
}

/** Devices of campaigns that are called or loading: each may be on its download host. Few, as they are capped. */
export async function countTransfers(tx: Transaction, ids: readonly CampaignId[]): Promise<Map<CampaignId, number>> {
  const { rows } = await tx.query<{ id: CampaignId; n: number }>(
    `SELECT campaign_id AS id, count(*) AS n FROM target
     WHERE campaign_id = ANY($1) AND state IN ('claimed', 'dispatched', 'accepted') GROUP BY campaign_id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.n]));
}

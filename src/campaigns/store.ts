import type { CampaignId } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { Campaign } from './campaign.ts';
import type { ResolvedPlan } from './plan.ts';
import type { CampaignState } from './states.ts';
import type { Acknowledged } from './thresholds.ts';

export * from './target-store.ts';
export * from './wave-store.ts';

const campaignColumns = `id, name, kind, state, pause_reason AS "pauseReason", epoch, version, plan, total,
  snapshot_device AS "snapshotDevice", acknowledged, tokens, tokens_at AS "tokensAt", created_by AS "createdBy",
  created_at AS "createdAt", started_at AS "startedAt", ended_at AS "endedAt"`;

export async function insertCampaign(
  tx: Transaction,
  campaign: { id: CampaignId; plan: ResolvedPlan; createdBy: string; createdAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO campaign (id, name, kind, state, plan, created_by, created_at) VALUES ($1, $2, $3, 'draft', $4, $5, $6)`,
    [
      campaign.id,
      campaign.plan.name,
      campaign.plan.kind,
      JSON.stringify(campaign.plan),
      campaign.createdBy,
      campaign.createdAt,
    ],
  );
}

export async function replaceDraft(tx: Transaction, id: CampaignId, plan: ResolvedPlan): Promise<void> {
  await tx.query(
    `UPDATE campaign SET name = $2, kind = $3, plan = $4, version = version + 1 WHERE id = $1 AND state = 'draft'`,
    [id, plan.name, plan.kind, JSON.stringify(plan)],
  );
}

export async function deleteDraft(tx: Transaction, id: CampaignId): Promise<void> {
  await tx.query(`DELETE FROM campaign WHERE id = $1 AND state = 'draft'`, [id]);
}

export async function findCampaign(db: Queryable, id: string): Promise<Campaign | null> {
  const { rows } = await db.query<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** For a change of its state or for a failure: nobody else changes or dispatches until the transaction ends. */
export async function lockCampaign(tx: Transaction, id: string): Promise<Campaign | null> {
  const { rows } = await tx.query<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

/** For a dispatch: the campaign stays in its state until the transaction ends, and other dispatches go on. */
export async function holdCampaign(tx: Transaction, id: string): Promise<CampaignState | null> {
  const { rows } = await tx.query<{ state: CampaignState }>('SELECT state FROM campaign WHERE id = $1 FOR SHARE', [id]);
  return rows[0]?.state ?? null;
}

export async function listCampaigns(
  db: Queryable,
  before: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<Campaign[]> {
  const { rows } = await db.query<Campaign>(
    `SELECT ${campaignColumns} FROM campaign WHERE $1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid)
     ORDER BY created_at DESC, id DESC LIMIT $3`,
    [before?.createdAt ?? null, before?.id ?? null, limit],
  );
  return rows;
}

/** Campaigns that the scheduler has to look at. */
export async function liveCampaigns(db: Queryable): Promise<CampaignId[]> {
  const { rows } = await db.query<{ id: CampaignId }>(
    `SELECT id FROM campaign WHERE state IN ('running', 'aborting')
     UNION ALL SELECT c.id FROM campaign c WHERE c.state = 'paused'
       AND EXISTS (SELECT 1 FROM wave w WHERE w.campaign_id = c.id AND w.inflight > 0)`,
  );
  return rows.map((row) => row.id);
}

/** True when a campaign that has not ended uses the file. */
export async function fileInUse(db: Queryable, fileId: string): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT name FROM campaign WHERE plan -> 'artifact' ->> 'fileId' = $1
       AND state NOT IN ('aborted', 'completed', 'completedWithFailures') LIMIT 1`,
    [fileId],
  );
  return rows[0]?.name ?? null;
}

/** Moves a campaign out of one of the states given. @returns false when it was in another */
export async function moveCampaign(
  tx: Transaction,
  id: CampaignId,
  from: readonly CampaignState[],
  to: { state: CampaignState; pauseReason?: string | null; endedAt?: Date | null },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE campaign SET state = $3, pause_reason = $4, ended_at = $5, version = version + 1 WHERE id = $1 AND state = ANY($2)`,
    [id, from, to.state, to.pauseReason ?? null, to.endedAt ?? null],
  );
  return rowCount === 1;
}

export async function startCampaign(
  tx: Transaction,
  id: CampaignId,
  start: { total: number; snapshotDevice: number; at: Date },
): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'running', total = $2, snapshot_device = $3, started_at = $4, version = version + 1
     WHERE id = $1`,
    [id, start.total, start.snapshotDevice, start.at],
  );
}

export async function resumeCampaign(tx: Transaction, id: CampaignId, acknowledged: Acknowledged): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'running', pause_reason = NULL, epoch = epoch + 1, acknowledged = $2, version = version + 1
     WHERE id = $1 AND state = 'paused'`,
    [id, JSON.stringify(acknowledged)],
  );
}

export async function saveTokens(tx: Transaction, id: CampaignId, tokens: number, at: Date): Promise<void> {
  await tx.query('UPDATE campaign SET tokens = $2, tokens_at = $3 WHERE id = $1', [id, tokens, at]);
}

// --- members ---

/** A WHERE fragment over `device d LEFT JOIN device_pulse p`, numbered from the place given. */
export type Members = (firstParam: number) => { sql: string; params: readonly unknown[] };

const fleet = 'device d LEFT JOIN device_pulse p ON p.device_id = d.id';
/** A random but fixed number per device and campaign (a core hash, stable as hash partitioning relies on it). */
const shuffle = 'hashint8extended(d.id, $1::bigint)';

export interface Selection {
  readonly matched: number;
  readonly already: number;
  readonly wrongModel: number;
  readonly locked: number;
  readonly newestDevice: number;
}

/** Counts what a plan would meet, in one bounded scan. */
export async function selectMembers(
  db: Queryable,
  members: Members,
  plan: { targetVersion: string; productClass: string | null },
): Promise<Selection> {
  const where = members(3);
  const { rows } = await db.query<Selection>(
    `SELECT count(*) AS matched,
       count(*) FILTER (WHERE d.software_version = $1) AS already,
       count(*) FILTER (WHERE $2::text IS NOT NULL AND d.product_class <> $2) AS "wrongModel",
       count(*) FILTER (WHERE l.device_id IS NOT NULL) AS locked,
       coalesce(max(d.id), 0) AS "newestDevice"
     FROM ${fleet} LEFT JOIN operation l ON l.device_id = d.id AND l.active WHERE ${where.sql}`,
    [plan.targetVersion, plan.productClass, ...where.params],
  );
  return rows[0]!;
}

/** The shuffle number that ends a wave of `size` members beginning after `from`; null when fewer are left. */
export async function waveBoundary(
  tx: Transaction,
  seed: string,
  members: Members,
  wave: { from: string | null; size: number; snapshotDevice: number },
): Promise<string | null> {
  const where = members(5);
  const { rows } = await tx.query<{ h: string }>(
    `SELECT h::text AS h FROM (SELECT ${shuffle} AS h FROM ${fleet} WHERE d.id <= $2 AND (${where.sql})) m
     WHERE $3::bigint IS NULL OR h > $3 ORDER BY m.h OFFSET $4 LIMIT 1`,
    [seed, wave.snapshotDevice, wave.from, wave.size - 1, ...where.params],
  );
  return rows[0]?.h ?? null;
}

/**
 * Writes the next page of a wave's targets, in device order from `cursor`, so that a crash only repeats one page.
 * @returns how many, and the device to go on from; null when the wave is complete
 */
export async function materialisePage(
  tx: Transaction,
  campaign: { id: CampaignId; seed: string; snapshotDevice: number },
  wave: { ordinal: number; from: string | null; to: string | null; cursor: number },
  members: Members,
  page: { limit: number; at: Date },
): Promise<{ added: number; cursor: number | null }> {
  const where = members(10);
  const { rows } = await tx.query<{ found: number; last: number | null; added: number }>(
    `WITH page AS MATERIALIZED (
       SELECT d.id, d.software_version, ${shuffle} AS h FROM ${fleet}
       WHERE d.id > $2 AND d.id <= $3 AND ($4::bigint IS NULL OR ${shuffle} > $4) AND ($5::bigint IS NULL OR ${shuffle} <= $5)
         AND (${where.sql})
       ORDER BY d.id LIMIT $6
     ), added AS (
       INSERT INTO target (campaign_id, device_id, wave, state, reason, from_version, shuffle, changed_at)
       SELECT $7, id, $8, 'waiting', 'wave', software_version, h, $9 FROM page
       ON CONFLICT (campaign_id, device_id) DO NOTHING RETURNING 1
     )
     SELECT (SELECT count(*) FROM page) AS found, (SELECT max(id) FROM page) AS last, (SELECT count(*) FROM added) AS added`,
    [
      campaign.seed,
      wave.cursor,
      campaign.snapshotDevice,
      wave.from,
      wave.to,
      page.limit,
      campaign.id,
      wave.ordinal,
      page.at,
      ...where.params,
    ],
  );
  const { found, last, added } = rows[0]!;
  return { added, cursor: found < page.limit ? null : last };
}

/**
 * Lets one planner at a time carry a campaign on; the lock goes with the transaction.
 * @returns false when another one has it
 */
export async function takeTickLock(tx: Transaction, id: CampaignId): Promise<boolean> {
  const { rows } = await tx.query<{ got: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7)) AS got',
    [id],
  );
  return rows[0]!.got;
}

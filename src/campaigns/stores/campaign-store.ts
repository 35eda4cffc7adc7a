import type { CampaignId } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import { defaultPriority, type ResolvedPlan } from '../plan/plan.ts';
import { type CampaignEvent, stateAfter, statesBefore } from '../rules/campaign-rules.ts';
import type { Acknowledged } from '../rules/thresholds.ts';
import type { CampaignState } from '../states.ts';

const campaignColumns = `id, name, kind, state, pause_reason AS "pauseReason", epoch, version, plan, total,
  snapshot_device AS "snapshotDevice", acknowledged, tokens, tokens_at AS "tokensAt", created_by AS "createdBy",
  created_at AS "createdAt", started_at AS "startedAt", ended_at AS "endedAt", created_by_key AS "createdByKey",
  edited_by AS "editedBy", edited_by_key AS "editedByKey", plan_hash AS "planHash", submitted_at AS "submittedAt",
  rollback_of AS "rollbackOf", sign_off_due AS "signOffDue"`;

export async function insertCampaign(
  tx: Transaction,
  campaign: {
    id: CampaignId;
    plan: ResolvedPlan;
    createdBy: string;
    createdByKey: string | null;
    createdAt: Date;
    rollbackOf?: CampaignId | null;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO campaign (id, name, kind, state, plan, created_by, created_at, created_by_key, rollback_of)
     VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8)`,
    [
      campaign.id,
      campaign.plan.name,
      campaign.plan.kind,
      JSON.stringify(campaign.plan),
      campaign.createdBy,
      campaign.createdAt,
      campaign.createdByKey,
      campaign.rollbackOf ?? null,
    ],
  );
}

/** A changed plan is one that nobody has decided on. */
export async function replaceDraft(
  tx: Transaction,
  id: CampaignId,
  plan: ResolvedPlan,
  by: { readonly name: string; readonly keyId: string | null },
): Promise<void> {
  await tx.query(
    `UPDATE campaign SET name = $2, kind = $3, plan = $4, edited_by = $5, edited_by_key = $6, plan_hash = NULL,
       submitted_at = NULL, pause_reason = NULL, version = version + 1 WHERE id = $1 AND state = 'draft'`,
    [id, plan.name, plan.kind, JSON.stringify(plan), by.name, by.keyId],
  );
}

export async function deleteDraft(tx: Transaction, id: CampaignId): Promise<void> {
  await tx.query(`DELETE FROM campaign WHERE id = $1 AND state = 'draft'`, [id]);
}

export async function findCampaign(db: Queryable, id: string): Promise<Campaign | null> {
  const { rows } = await db.query<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/**
 * For a change of its state or for a failure: nobody else changes or dispatches until the transaction ends. Dispatches are
 * kept out by a lock of their own, as who waits for a row waits for all who share it, also for those that come later: with
 * enough devices there is always one.
 */
export async function lockCampaign(tx: Transaction, id: string): Promise<Campaign | null> {
  await tx.query(`SELECT pg_advisory_xact_lock(${dispatchLock('$1')})`, [id]);
  return lockCampaignRow(tx, id);
}

/** For what changes nothing that a dispatch looks at: nobody else changes the campaign, and dispatches go on. */
export async function lockCampaignRow(tx: Transaction, id: string): Promise<Campaign | null> {
  const { rows } = await tx.query<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE id = $1 FOR NO KEY UPDATE`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** For a dispatch: the campaign stays in its state until the transaction ends, and other dispatches go on. */
export async function holdCampaign(tx: Transaction, id: string): Promise<CampaignState | null> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${dispatchLock('$1')})`, [id]);
  // A statement of its own: it has to see what was true when the lock was had.
  const { rows } = await tx.query<{ state: CampaignState }>('SELECT state FROM campaign WHERE id = $1', [id]);
  return rows[0]?.state ?? null;
}

/** Held together by dispatches of a campaign, and alone by who changes its state. @param id SQL for the campaign's id */
export const dispatchLock = (id: string): string => `hashtextextended(${id}, 8)`;

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

/** Campaigns that the scheduler has to look at: those at work, and those whose time has come. The weightiest first. */
export async function liveCampaigns(db: Queryable, now: Date): Promise<CampaignId[]> {
  const { rows } = await db.query<{ id: CampaignId }>(
    `SELECT id FROM (
       SELECT id, plan FROM campaign WHERE state IN ('running', 'aborting')
       UNION ALL SELECT id, plan FROM campaign WHERE due_at <= $1 AND state IN ('awaitingApproval', 'scheduled')
       UNION ALL SELECT c.id, c.plan FROM campaign c WHERE c.state = 'paused'
         AND EXISTS (SELECT 1 FROM wave_counts w WHERE w.campaign_id = c.id AND w.inflight > 0)
     ) live ORDER BY coalesce((plan->>'priority')::int, $2::int) DESC, id`,
    [now, defaultPriority],
  );
  return rows.map((row) => row.id);
}

/** True when a campaign that has not ended uses the file. */
export async function fileInUse(db: Queryable, fileId: string): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(
    // Wherever the plan names it: the wanted image, one on the way, a package by its file or its name, the way back.
    `SELECT name FROM campaign WHERE state NOT IN ('aborted', 'completed', 'completedWithFailures')
       AND (jsonb_path_exists(plan, '$.**.fileId ? (@ == $id)', jsonb_build_object('id', $1::text))
         OR EXISTS (SELECT FROM software_package s WHERE s.file_id = $1::uuid
           AND jsonb_path_exists(plan, '$.packages[*] ? (@.source.package == $name && @.version == $version)',
             jsonb_build_object('name', s.name, 'version', s.version)))) LIMIT 1`,
    [fileId],
  );
  return rows[0]?.name ?? null;
}

/** Does what an event does, where it can happen. @returns false when the campaign is in a state that knows no such event */
export async function moveCampaign(
  tx: Transaction,
  id: CampaignId,
  event: CampaignEvent,
  more: { pauseReason?: string | null; endedAt?: Date | null } = {},
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE campaign SET state = $3, pause_reason = $4, ended_at = $5, due_at = NULL, version = version + 1 WHERE id = $1 AND state = ANY($2)`,
    [id, statesBefore(event), stateAfter(event), more.pauseReason ?? null, more.endedAt ?? null],
  );
  return rowCount === 1;
}

/** Says anew why a campaign is paused. */
export async function notePause(tx: Transaction, id: CampaignId, pauseReason: string): Promise<void> {
  await tx.query(`UPDATE campaign SET pause_reason = $2, version = version + 1 WHERE id = $1 AND state = 'paused'`, [
    id,
    pauseReason,
  ]);
}

export async function startCampaign(
  tx: Transaction,
  id: CampaignId,
  start: { total: number; snapshotDevice: number; at: Date },
): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'running', total = $2, snapshot_device = $3, started_at = $4, due_at = NULL,
       pause_reason = NULL, version = version + 1
     WHERE id = $1`,
    [id, start.total, start.snapshotDevice, start.at],
  );
}

/** Fixes what is decided on: from now on the plan and its files are these. */
export async function submitCampaign(
  tx: Transaction,
  id: CampaignId,
  to: { state: 'awaitingApproval' | 'scheduled'; planHash: Buffer; at: Date; dueAt: Date | null },
): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = $2, plan_hash = $3, submitted_at = $4, due_at = $5, pause_reason = NULL,
       version = version + 1 WHERE id = $1 AND state = 'draft'`,
    [id, to.state, to.planHash, to.at, to.dueAt],
  );
}

export async function scheduleApproved(tx: Transaction, id: CampaignId, dueAt: Date | null): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'scheduled', due_at = $2, pause_reason = NULL, version = version + 1
     WHERE id = $1 AND state = 'awaitingApproval'`,
    [id, dueAt],
  );
}

/** Back to be edited; what was decided counts no more. */
export async function returnToDraft(tx: Transaction, id: CampaignId, why: string): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'draft', plan_hash = NULL, submitted_at = NULL, due_at = NULL, pause_reason = $2,
       version = version + 1 WHERE id = $1 AND state IN ('awaitingApproval', 'scheduled')`,
    [id, why],
  );
}

/** @param due until when a start by break-glass is to be signed off; null: it is */
export async function changeSignOff(tx: Transaction, id: CampaignId, due: Date | null): Promise<void> {
  await tx.query('UPDATE campaign SET sign_off_due = $2, version = version + 1 WHERE id = $1', [id, due]);
}

/** Fixes the hash of a plan that begins without having been submitted. */
export async function fixPlan(tx: Transaction, id: CampaignId, planHash: Buffer): Promise<void> {
  await tx.query('UPDATE campaign SET plan_hash = $2 WHERE id = $1', [id, planHash]);
}

export async function resumeCampaign(tx: Transaction, id: CampaignId, acknowledged: Acknowledged): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'running', pause_reason = NULL, epoch = epoch + 1, acknowledged = $2, version = version + 1
     WHERE id = $1 AND state = 'paused'`,
    [id, JSON.stringify(acknowledged)],
  );
}

/** Where another planner's clock is ahead, its time stays: the time between both would be refilled again and again. */
export async function saveTokens(tx: Transaction, id: CampaignId, tokens: number, at: Date): Promise<void> {
  await tx.query('UPDATE campaign SET tokens = $2, tokens_at = greatest(tokens_at, $3) WHERE id = $1', [
    id,
    tokens,
    at,
  ]);
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

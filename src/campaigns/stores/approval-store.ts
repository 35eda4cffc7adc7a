import type { CampaignId } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { ApprovalStage } from '../plan/approval.ts';

export type Decision = 'approved' | 'rejected' | 'breakGlass' | 'signedOff';

export interface Approval {
  readonly id: number;
  readonly stage: ApprovalStage;
  readonly decision: Decision;
  readonly planHash: Buffer;
  readonly byName: string;
  readonly byKey: string | null;
  readonly byRole: string;
  readonly at: Date;
  readonly remark: string | null;
  readonly expiresAt: Date | null;
  /** When it ceased to count, as the plan went back to be edited. */
  readonly voidedAt: Date | null;
}

const columns = `id, stage, decision, plan_hash AS "planHash", by_name AS "byName", by_key AS "byKey", by_role AS "byRole",
  at, remark, expires_at AS "expiresAt", voided_at AS "voidedAt"`;

export async function insertApproval(
  tx: Transaction,
  campaign: CampaignId,
  approval: Omit<Approval, 'id' | 'voidedAt'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO campaign_approval (campaign_id, stage, decision, plan_hash, by_name, by_key, by_role, at, remark, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      campaign,
      approval.stage,
      approval.decision,
      approval.planHash,
      approval.byName,
      approval.byKey,
      approval.byRole,
      approval.at,
      approval.remark,
      approval.expiresAt,
    ],
  );
}

/** Newest first; people decide seldom. */
export async function listApprovals(db: Queryable, campaign: CampaignId): Promise<Approval[]> {
  const { rows } = await db.query<Approval>(
    `SELECT ${columns} FROM campaign_approval WHERE campaign_id = $1 ORDER BY id DESC LIMIT 200`,
    [campaign],
  );
  return rows;
}

/** The approval that lets a stage of this very plan begin; null: there is none that counts now. */
export async function countingApproval(
  db: Queryable,
  campaign: CampaignId,
  stage: ApprovalStage,
  planHash: Buffer,
  now: Date,
): Promise<Approval | null> {
  const { rows } = await db.query<Approval>(
    `SELECT ${columns} FROM campaign_approval
     WHERE campaign_id = $1 AND stage = $2 AND plan_hash = $3 AND decision = 'approved' AND voided_at IS NULL
       AND (expires_at IS NULL OR expires_at > $4)
     ORDER BY id DESC LIMIT 1`,
    [campaign, stage, planHash, now],
  );
  return rows[0] ?? null;
}

/** The plan goes back to be edited: an equal one has to be approved anew. */
export async function voidApprovals(tx: Transaction, campaign: CampaignId, at: Date): Promise<void> {
  await tx.query('UPDATE campaign_approval SET voided_at = $2 WHERE campaign_id = $1 AND voided_at IS NULL', [
    campaign,
    at,
  ]);
}

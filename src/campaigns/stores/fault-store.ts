import type { CampaignId } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';

export async function countFault(
  tx: Transaction,
  id: CampaignId,
  reason: string,
  code: number,
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO campaign_fault AS f (campaign_id, reason, fault_code, count, first_at, last_at) VALUES ($1, $2, $3, 1, $4, $4)
     ON CONFLICT (campaign_id, reason, fault_code) DO UPDATE SET count = f.count + 1, last_at = $4`,
    [id, reason, code, at],
  );
}

export interface FaultCount {
  readonly reason: string;
  readonly faultCode: number;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Most frequent first. */
export async function listFaults(db: Queryable, id: CampaignId): Promise<FaultCount[]> {
  const { rows } = await db.query<FaultCount>(
    `SELECT reason, fault_code AS "faultCode", count, first_at AS "firstAt", last_at AS "lastAt"
     FROM campaign_fault WHERE campaign_id = $1 ORDER BY count DESC, reason, fault_code LIMIT 500`,
    [id],
  );
  return rows;
}

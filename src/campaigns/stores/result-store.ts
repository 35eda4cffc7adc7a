import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { FaultClass } from '../rules/fault-class.ts';

export interface Result {
  readonly deviceKey: DeviceKey;
  readonly outcome: 'succeeded' | 'failed' | 'retried';
  readonly faultClass: FaultClass | null;
}

/** @returns the number of the newest */
export async function addResults(
  tx: Transaction,
  id: CampaignId,
  results: readonly Result[],
  at: Date,
): Promise<number> {
  const { rows } = await tx.query<{ newest: number }>(
    `WITH added AS (
       INSERT INTO campaign_result (campaign_id, device_id, outcome, fault_class, at)
       SELECT $1, i.device_id, i.outcome, i.fault_class, $5
       FROM unnest($2::bigint[], $3::text[], $4::text[]) AS i(device_id, outcome, fault_class) RETURNING id
     ) SELECT max(id) AS newest FROM added`,
    [id, results.map((r) => r.deviceKey), results.map((r) => r.outcome), results.map((r) => r.faultClass), at],
  );
  return rows[0]!.newest;
}

/** The newest ends of targets since a result. @returns newest first: whether each was a success */
export async function lastOutcomes(tx: Transaction, id: CampaignId, since: number, limit: number): Promise<boolean[]> {
  const { rows } = await tx.query<{ ok: boolean }>(
    `SELECT outcome = 'succeeded' AS ok FROM campaign_result
     WHERE campaign_id = $1 AND id > $2 AND outcome <> 'retried' ORDER BY id DESC LIMIT $3`,
    [id, since, limit],
  );
  return rows.map((row) => row.ok);
}

/** When the newest failures since a result were, newest first. */
export async function lastFailures(tx: Transaction, id: CampaignId, since: number, limit: number): Promise<Date[]> {
  const { rows } = await tx.query<{ at: Date }>(
    `SELECT at FROM campaign_result WHERE campaign_id = $1 AND id > $2 AND outcome = 'failed' ORDER BY id DESC LIMIT $3`,
    [id, since, limit],
  );
  return rows.map((row) => row.at);
}

/** When devices had a fault of this class last, newest first; each of them once. Looks at the newest thousand faults. */
export async function devicesWithFault(
  tx: Transaction,
  id: CampaignId,
  since: number,
  faultClass: FaultClass,
): Promise<Date[]> {
  const { rows } = await tx.query<{ at: Date }>(
    `SELECT max(at) AS at FROM (
       SELECT device_id, at FROM campaign_result WHERE campaign_id = $1 AND id > $2 AND fault_class = $3
       ORDER BY id DESC LIMIT 1000) f
     GROUP BY device_id ORDER BY max(at) DESC`,
    [id, since, faultClass],
  );
  return rows.map((row) => row.at);
}

export async function newestResult(tx: Transaction, id: CampaignId): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    'SELECT id FROM campaign_result WHERE campaign_id = $1 ORDER BY id DESC LIMIT 1',
    [id],
  );
  return rows[0]?.id ?? 0;
}

/** Cuts off what lies behind the newest `keep`; a bounded piece at a time. */
export async function cutResults(tx: Transaction, id: CampaignId, keep: number, limit: number): Promise<void> {
  await tx.query(
    `DELETE FROM campaign_result r USING (
       SELECT id FROM campaign_result WHERE campaign_id = $1 AND id <=
         (SELECT id FROM campaign_result WHERE campaign_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1)
       ORDER BY id LIMIT $3) old
     WHERE r.campaign_id = $1 AND r.id = old.id`,
    [id, keep, limit],
  );
}

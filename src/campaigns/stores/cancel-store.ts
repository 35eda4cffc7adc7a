import type { CampaignId, DeviceKey, OperationId } from '../../base/ids.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { WaitReason } from '../reasons.ts';

/** A transfer that the device is to be asked to drop. */
export interface Recall {
  readonly deviceKey: DeviceKey;
  readonly operationId: OperationId;
  readonly commandKey: string;
  /** The device is asked already. */
  readonly asked: boolean;
}

/**
 * Moves targets whose device has its order, but has not shown that it applies it, to `cancelling`. Rows that a session
 * works on are passed over. The link of one whose device has not fetched a byte is withdrawn, so that it cannot start.
 * @param only these devices; null: all of the campaign
 * @param kinds of operations that are transfers
 */
export async function recallTransfers(
  tx: Transaction,
  id: CampaignId,
  only: readonly DeviceKey[] | null,
  kinds: readonly string[],
  reason: WaitReason,
  now: Date,
  limit: number,
): Promise<Recall[]> {
  const { rows } = await tx.query<Recall>(
    `WITH picked AS MATERIALIZED (
       SELECT t.device_id, o.id AS operation_id, o.command_key FROM target t JOIN operation o ON o.id = t.operation_id
       WHERE t.campaign_id = $1 AND t.state IN ('dispatched','accepted') AND t.reason IS DISTINCT FROM 'cancelRefused'
         AND o.state IN ('dispatched','accepted') AND o.command_key IS NOT NULL AND o.kind = ANY($2)
         AND ($6::bigint[] IS NULL OR t.device_id = ANY($6))
       LIMIT $4 FOR UPDATE OF t, o SKIP LOCKED
     ), done AS (
       UPDATE target t SET state = 'cancelling', reason = $5, deadline = NULL, version = t.version + 1, changed_at = $3
       FROM picked p WHERE t.campaign_id = $1 AND t.device_id = p.device_id
     ), withdrawn AS (
       INSERT INTO link_revoked (purpose, revoked_at)
       SELECT p.operation_id::text, $3 FROM picked p WHERE NOT EXISTS (SELECT FROM file_served s
         WHERE s.device_id = p.device_id AND s.purpose = p.operation_id::text AND s.bytes > 0 OFFSET 0)
       ON CONFLICT DO NOTHING
     )
     SELECT p.device_id AS "deviceKey", p.operation_id AS "operationId", p.command_key AS "commandKey",
       EXISTS (SELECT FROM operation c WHERE c.device_id = p.device_id AND c.kind = 'cancelTransfer'
         AND c.state IN ('queued','dispatched') AND c."order" ->> 'commandKey' = p.command_key OFFSET 0) AS asked
     FROM picked p`,
    [id, kinds, now, limit, reason, only],
  );
  return rows;
}

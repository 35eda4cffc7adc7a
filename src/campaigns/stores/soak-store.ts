import type { CampaignId, DeviceKey, OperationId } from '../../base/ids.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import { readingKind } from '../kinds/kind.ts';
import type { WaitReason } from '../reasons.ts';

/** What a soaking target is judged by. */
export interface SoakRow {
  readonly deviceKey: DeviceKey;
  readonly campaignId: CampaignId;
  /** When its soak time is over; null: its deadline was just that. */
  readonly soakUntil: Date | null;
  /** Informs since the soak began. */
  readonly informs: number;
  readonly informCount: number;
  /** When it spoke last, or when its soak began if that is later. */
  readonly heardAt: Date;
  /** Seconds; null: never told. */
  readonly informInterval: number | null;
  readonly softwareVersion: string | null;
  readonly root: string | null;
  /** A reading that is to show whether it still is as wanted is under way. */
  readonly asked: boolean;
}

/** Facts about soaking targets; all by key. */
export async function soaksOf(
  tx: Transaction,
  targets: readonly { readonly campaignId: CampaignId; readonly deviceKey: DeviceKey }[],
): Promise<SoakRow[]> {
  const { rows } = await tx.query<SoakRow>(
    `SELECT t.device_id AS "deviceKey", t.campaign_id AS "campaignId", t.soak_until AS "soakUntil",
       coalesce(p.inform_count - t.soak_informs, 0) AS informs, coalesce(p.inform_count, 0) AS "informCount",
       greatest(p.last_inform_at, t.changed_at) AS "heardAt", nullif(d.inform_interval, 0) AS "informInterval",
       d.software_version AS "softwareVersion", d.root,
       EXISTS (SELECT FROM operation o WHERE o.id = t.operation_id AND o.kind = $3
         AND o.state IN ('queued','dispatched','accepted','applying','unconfirmed') OFFSET 0) AS asked
     FROM unnest($1::uuid[], $2::bigint[]) AS i(campaign_id, device_id)
     JOIN target t ON t.campaign_id = i.campaign_id AND t.device_id = i.device_id
     JOIN device d ON d.id = t.device_id LEFT JOIN device_pulse p ON p.device_id = t.device_id
     WHERE t.state = 'soaking'`,
    [targets.map((t) => t.campaignId), targets.map((t) => t.deviceKey), readingKind],
  );
  return rows;
}

/** Lets soaking targets follow readings that are to end their soak. */
export async function askSoaks(
  tx: Transaction,
  asks: readonly {
    readonly target: { readonly campaignId: CampaignId; readonly deviceKey: DeviceKey };
    readonly operationId: OperationId;
  }[],
): Promise<void> {
  await tx.query(
    `UPDATE target t SET operation_id = i.operation_id, version = t.version + 1
     FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS i(campaign_id, device_id, operation_id)
     WHERE t.campaign_id = i.campaign_id AND t.device_id = i.device_id AND t.state = 'soaking'`,
    [asks.map((a) => a.target.campaignId), asks.map((a) => a.target.deviceKey), asks.map((a) => a.operationId)],
  );
}

export interface SoakGlance {
  readonly campaignId: CampaignId;
  readonly deviceKey: DeviceKey;
  readonly reason: WaitReason;
  readonly at: Date;
  /** Counted from here on where nothing was counted yet. */
  readonly informCount: number;
  readonly soakUntil: Date;
}

/** Lets targets soak on until they are looked at again. */
export async function glanceLater(tx: Transaction, glances: readonly SoakGlance[]): Promise<void> {
  await tx.query(
    `UPDATE target t SET deadline = i.at, reason = i.reason, soak_informs = coalesce(t.soak_informs, i.informs),
       soak_until = coalesce(t.soak_until, i.soak_until)
     FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[], $5::bigint[], $6::timestamptz[])
       AS i(campaign_id, device_id, reason, at, informs, soak_until)
     WHERE t.campaign_id = i.campaign_id AND t.device_id = i.device_id AND t.state = 'soaking'`,
    [
      glances.map((g) => g.campaignId),
      glances.map((g) => g.deviceKey),
      glances.map((g) => g.reason),
      glances.map((g) => g.at),
      glances.map((g) => g.informCount),
      glances.map((g) => g.soakUntil),
    ],
  );
}

/** Ends soaks that went well. @returns those that did, with their waves: counters are to follow */
export async function succeedSoaks(
  tx: Transaction,
  targets: readonly { readonly campaignId: CampaignId; readonly deviceKey: DeviceKey; readonly version: number }[],
  now: Date,
): Promise<{ campaignId: CampaignId; deviceKey: DeviceKey; wave: number }[]> {
  const { rows } = await tx.query<{ campaignId: CampaignId; deviceKey: DeviceKey; wave: number }>(
    `UPDATE target t SET state = 'succeeded', reason = NULL, deadline = NULL, version = t.version + 1, changed_at = $4
     FROM unnest($1::uuid[], $2::bigint[], $3::int[]) AS i(campaign_id, device_id, version)
     WHERE t.campaign_id = i.campaign_id AND t.device_id = i.device_id AND t.version = i.version AND t.state = 'soaking'
     RETURNING t.campaign_id AS "campaignId", t.device_id AS "deviceKey", t.wave`,
    [targets.map((t) => t.campaignId), targets.map((t) => t.deviceKey), targets.map((t) => t.version), now],
  );
  return rows;
}

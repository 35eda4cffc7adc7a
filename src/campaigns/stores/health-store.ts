import type { CampaignId } from '../../base/ids.ts';
import { defaultInformInterval } from '../../devices/store.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Restarts, Watched } from '../rules/health.ts';
import type { Members } from './member-store.ts';

/**
 * Restarts that a device told (`1 BOOT`, which is no plain periodic Inform) between two times; those that Muster ordered
 * are not counted.
 */
const restarts = (device: string, from: string, to: string): string =>
  `(SELECT count(*) FROM timeline l WHERE l.device_id = ${device} AND l.at > ${from} AND l.at <= ${to}
     AND l.type = 'inform' AND l.detail @> '{"events":[{"code":"1 BOOT"}]}'
     AND NOT l.detail @> '{"events":[{"code":"M Reboot"}]}')`;

/** Whether a device should have called by now: silent for more than one and a half of its own intervals. */
const overdue = (heard: string, interval: string, now: string): string =>
  `(${heard} < ${now}::timestamptz - make_interval(secs => 1.5 * coalesce(nullif(${interval}, 0), ${defaultInformInterval})))`;

export interface WaveHealth {
  readonly wave: Watched;
  readonly before: Restarts;
  /** When the first of the devices began to soak, and the last one ended; null: there are none. */
  readonly from: Date | null;
  readonly to: Date | null;
}

/**
 * How a sample of a wave's devices did while they soaked and in the week before their last order, by their own history.
 * @param sample devices looked at; among the first `scan` of the campaign that succeeded
 */
export async function waveHealth(
  tx: Transaction,
  id: CampaignId,
  ordinal: number,
  soakMinutes: number,
  now: Date,
  { sample, scan }: { sample: number; scan: number },
): Promise<WaveHealth> {
  const { rows } = await tx.query<{
    devices: number;
    overdue: number;
    after: number;
    afterDays: number;
    before: number;
    beforeDays: number;
    from: Date | null;
    to: Date | null;
  }>(
    `WITH ended AS MATERIALIZED (
       SELECT device_id, wave, soak_until, operation_id FROM target
       WHERE campaign_id = $1 AND state = 'succeeded' LIMIT $5
     ), s AS MATERIALIZED (
       SELECT e.device_id, e.soak_until - make_interval(secs => $3::float8 * 60) AS began, e.soak_until AS until,
         coalesce(o.dispatched_at, e.soak_until - make_interval(secs => $3::float8 * 60)) - interval '1 second' AS ordered,
         greatest(d.created_at, coalesce(o.dispatched_at, e.soak_until) - interval '7 days') AS known,
         ${overdue('p.last_inform_at', 'd.inform_interval', '$6')} AS overdue
       FROM ended e JOIN device d ON d.id = e.device_id LEFT JOIN operation o ON o.id = e.operation_id
         LEFT JOIN device_pulse p ON p.device_id = e.device_id
       WHERE e.wave = $2 AND e.soak_until IS NOT NULL LIMIT $4
     )
     SELECT count(*) AS devices, count(*) FILTER (WHERE overdue) AS overdue,
       coalesce(sum(${restarts('s.device_id', 's.began', 's.until')}), 0)::float8 AS after,
       coalesce(sum(extract(epoch FROM s.until - s.began)), 0)::float8 / 86400 AS "afterDays",
       coalesce(sum(${restarts('s.device_id', 's.known', 's.ordered')}), 0)::float8 AS before,
       coalesce(sum(greatest(0, extract(epoch FROM s.ordered - s.known))), 0)::float8 / 86400 AS "beforeDays",
       min(s.began) AS "from", max(s.until) AS "to"
     FROM s`,
    [id, ordinal, soakMinutes, sample, scan, now],
  );
  const one = rows[0]!;
  return {
    wave: { devices: one.devices, overdue: one.overdue, restarts: one.after, deviceDays: one.afterDays },
    before: { restarts: one.before, deviceDays: one.beforeDays },
    from: one.from,
    to: one.to,
  };
}

/** Stretches of the device numbers that a control set is taken from: spread over the fleet, and each read from its index. */
const stretches = 20;

/**
 * How a sample of members that are in no wave yet did between two times. Looks at the first devices of equal stretches of
 * the fleet, `scan` of them in all, however large that is; where members are rare, fewer than `sample` are found. Devices
 * that another campaign gave an order meanwhile are left out.
 */
export async function controlHealth(
  tx: Transaction,
  campaign: { readonly id: CampaignId; readonly snapshotDevice: number },
  members: Members,
  period: { readonly from: Date; readonly to: Date; readonly now: Date },
  { sample, scan }: { sample: number; scan: number },
): Promise<Watched> {
  const where = members(8);
  // OFFSET 0: looked up one by one by their keys, as a plan that joins whole tables would grow with the fleet.
  const { rows } = await tx.query<Watched>(
    `WITH stretch AS (
       SELECT $2::bigint * i / ${stretches} AS lo, $2::bigint * (i + 1) / ${stretches} AS hi
       FROM generate_series(0, ${stretches - 1}) AS i
     ), looked AS MATERIALIZED (
       SELECT l.id FROM stretch s CROSS JOIN LATERAL (
         SELECT id FROM device WHERE id > s.lo AND id <= s.hi ORDER BY id LIMIT $7 / ${stretches}) l
     ), c AS MATERIALIZED (
       SELECT d.id, greatest(d.created_at, $3::timestamptz) AS known,
         ${overdue('p.last_inform_at', 'd.inform_interval', '$5')} AS overdue
       FROM looked k CROSS JOIN LATERAL (SELECT * FROM device WHERE id = k.id OFFSET 0) d
         LEFT JOIN LATERAL (SELECT * FROM device_pulse WHERE device_id = k.id OFFSET 0) p ON true
       WHERE NOT EXISTS (SELECT FROM target t WHERE t.campaign_id = $1 AND t.device_id = d.id OFFSET 0)
         AND NOT EXISTS (SELECT FROM operation o WHERE o.device_id = d.id AND o.created_at > $3::timestamptz - interval '1 day'
           AND o.dispatched_at BETWEEN $3 AND $4 AND o.campaign_id IS NOT NULL OFFSET 0)
         AND d.created_at < $4 AND (${where.sql})
       LIMIT $6
     )
     SELECT count(*) AS devices, count(*) FILTER (WHERE overdue) AS overdue,
       coalesce(sum(${restarts('c.id', 'c.known', '$4')}), 0)::float8 AS restarts,
       coalesce(sum(extract(epoch FROM $4::timestamptz - c.known)), 0)::float8 / 86400 AS "deviceDays"
     FROM c`,
    [campaign.id, campaign.snapshotDevice, period.from, period.to, period.now, sample, scan, ...where.params],
  );
  return rows[0]!;
}

import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import { privateBegins } from '../../devices/behind-nat.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import { callsInVain, type ReachFacts } from '../rules/reach-rules.ts';
import { localTimeZone } from './gate-store.ts';

export type ReachRow = Omit<ReachFacts, 'lastInformAt'>;

// OFFSET 0 below: looked up for the devices at hand, by key. Else PostgreSQL may read the whole table once for a page, as
// it expects to need all of it.

/** Whether a device told that it takes no calls over HTTP, cut out of its parameters (devices/parameter-lines.ts). */
function takesNoCalls(d: string): string {
  return `EXISTS (SELECT FROM parameter_lines l WHERE l.device_id = ${d}.id
    AND l.block = coalesce(${d}.root, 'Device.') || 'ManagementServer.'
    AND lower(split_part(split_part(l.content, E'\\nHTTPConnectionRequestEnable\\t', 2), E'\\t', 1)) IN ('0', 'false') OFFSET 0)`;
}

/** Whether a device has ScheduleDownload, by what it told with its present software; NULL: it was not asked yet. */
function schedules(d: string): string {
  return `CASE WHEN ${d}.methods IS NOT NULL AND ${d}.methods_version IS NOT DISTINCT FROM ${d}.software_version
      THEN 'ScheduleDownload' = ANY(${d}.methods)
    WHEN ${d}.cwmp_version IN ('1.0', '1.1') THEN false END`;
}

/** Of these devices, those that were not asked for their methods since a time. */
export async function notAsked(
  tx: Transaction,
  devices: readonly DeviceKey[],
  kind: string,
  since: Date,
): Promise<DeviceKey[]> {
  const { rows } = await tx.query<{ key: DeviceKey }>(
    `SELECT key FROM unnest($1::bigint[]) AS k(key) WHERE NOT EXISTS (SELECT FROM operation o
       WHERE o.device_id = k.key AND o.kind = $2 AND (o.state IN ('queued','dispatched') OR o.created_at > $3))`,
    [devices, kind, since],
  );
  return rows.map(({ key }) => key);
}

/** What is known of how a device can be reached, as one value. @param device a name for its row */
export function reachFacts(device: string): string {
  const d = device;
  return `json_build_object('url', CASE WHEN NOT ${takesNoCalls(d)} THEN nullif(${d}.connection_request_url, '') END, 'ipAddress', ${d}.ip_address,
    'schedules', ${schedules(d)},
    'informInterval', nullif(${d}.inform_interval, 0),
    'bound', EXISTS (SELECT FROM udp_binding WHERE device_id = ${d}.id OFFSET 0),
    'ways', (SELECT coalesce(json_agg(json_build_object('way', way, 'good', failures = 0 AND good_at IS NOT NULL,
        'failures', failures, 'failedAt', (extract(epoch FROM failed_at) * 1000)::float8)), '[]')
      FROM connection_request_way WHERE device_id = ${d}.id))`;
}

/**
 * Whether a device may turn out to be one that is told of windows to come (`reachClass`): all of those, and few others. It
 * is looked at while the windows are shut. @param device a name for its row
 */
export function mayBeScheduled(device: string): string {
  const d = device;
  return `(nullif(${d}.inform_interval, 0) IS NOT NULL AND coalesce(${schedules(d)}, true)
    AND (nullif(${d}.connection_request_url, '') IS NULL
      OR (${d}.connection_request_url ~* '^[a-z]+://\\[?${privateBegins}' AND ${d}.ip_address !~* '^${privateBegins}')
      OR EXISTS (SELECT FROM connection_request_way w WHERE w.device_id = ${d}.id AND w.failures >= ${callsInVain} OFFSET 0)
      OR ${takesNoCalls(d)}))`;
}

/** Devices of a campaign that are in flight with an order for times to come. Few, as they are capped. */
export async function countScheduled(tx: Transaction, id: CampaignId): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `SELECT count(*) AS n FROM target t JOIN operation o ON o.id = t.operation_id
     WHERE t.campaign_id = $1 AND t.state IN ('claimed','dispatched','accepted','applying','unconfirmed','cancelling')
       AND o."order" ? 'windows'`,
    [id],
  );
  return rows[0]!.n;
}

/** A device that was told of times to come, and has not shown that it does anything. */
export interface Scheduled {
  readonly key: DeviceKey;
  readonly order: unknown;
  readonly timeZone: string | null;
  readonly localTimeZone: string | null;
  /** It has fetched something already. */
  readonly fetching: boolean;
}

/** One page in device order. They can be asked to drop it, unless they have refused to. */
export async function scheduledTargets(
  tx: Transaction,
  id: CampaignId,
  after: number,
  limit: number,
): Promise<Scheduled[]> {
  const { rows } = await tx.query<Scheduled>(
    `SELECT t.device_id AS key, o."order", d.time_zone AS "timeZone", ${localTimeZone('d')} AS "localTimeZone",
       EXISTS (SELECT FROM file_served s WHERE s.device_id = t.device_id AND s.purpose = o.id::text AND s.bytes > 0 OFFSET 0) AS fetching
     FROM target t JOIN operation o ON o.id = t.operation_id JOIN device d ON d.id = t.device_id
     WHERE t.campaign_id = $1 AND t.device_id > $2 AND t.state IN ('dispatched','accepted')
       AND t.reason IS DISTINCT FROM 'cancelRefused' AND o.state IN ('dispatched','accepted')
       AND o.command_key IS NOT NULL AND o."order" ? 'windows'
     ORDER BY t.device_id LIMIT $3`,
    [id, after, limit],
  );
  return rows;
}

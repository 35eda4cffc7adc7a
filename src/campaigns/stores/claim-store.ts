import type { CampaignId, DeviceKey, OperationId } from '../../base/ids.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import { defaultPriority } from '../plan/plan.ts';
import type { WaitReason } from '../reasons.ts';
import type { Candidate } from '../rules/claim-rules.ts';
import { type Reach, reachOf } from '../rules/reach-rules.ts';
import { localTimeZone } from './gate-store.ts';
import { type ReachRow, reachFacts } from './reach-store.ts';

/** What gates and buckets ask of a candidate. */
export interface Place {
  readonly timeZone: string | null;
  readonly localTimeZone: string | null;
  readonly site: string | null;
  readonly tags: readonly string[];
}

export interface Claimable extends Candidate {
  readonly reach: Reach;
  readonly place: Place;
  /** It waited for a time of its own, which has come. */
  readonly due: boolean;
}

/**
 * Waiting targets in their random order, locked; those that somebody else works on are passed over. Half of them at most
 * are such that waited for a time of their own, which has come: neither kind keeps the other waiting.
 * @param look.zones whether it matters what devices told of their zone
 * @param look.onlyDue without those that wait for no time of their own
 */
export async function claimable(
  tx: Transaction,
  id: CampaignId,
  wave: number,
  now: Date,
  look: { readonly limit: number; readonly zones: boolean; readonly onlyDue: boolean },
): Promise<Claimable[]> {
  const { rows } = await tx.query<CandidateRow>(
    `WITH due AS MATERIALIZED (
       SELECT device_id, attempt, hop, made_at, changed_at, shuffle, true AS due FROM target
       WHERE campaign_id = $1 AND wave = $2 AND state = 'waiting' AND not_before <= $3
       ORDER BY not_before, shuffle LIMIT $4 FOR UPDATE SKIP LOCKED
     ), ready AS MATERIALIZED (
       SELECT device_id, attempt, hop, made_at, changed_at, shuffle, false AS due FROM target
       WHERE campaign_id = $1 AND wave = $2 AND state = 'waiting' AND not_before IS NULL AND NOT $6
       ORDER BY shuffle LIMIT $4 FOR UPDATE SKIP LOCKED
     )
     SELECT n.device_id AS key, n.attempt + n.hop AS attempt, coalesce(n.made_at, n.changed_at) AS since,
       d.software_version AS "softwareVersion", d.product_class AS "productClass", d.root, p.last_inform_at AS "lastInformAt",
       o.yes IS NOT NULL OR b.campaign_id IS NOT NULL AS taken, n.due,
       CASE WHEN c.id IS NOT NULL THEN json_build_object('kind', c.kind,
         'priority', coalesce((c.plan->>'priority')::int, ${defaultPriority})) END AS "heldBy", d.site, d.tags, d.time_zone AS "timeZone",
       CASE WHEN $5 THEN ${localTimeZone('d')} END AS "localTimeZone", ${reachFacts('d')} AS reach
     FROM (SELECT * FROM due UNION ALL SELECT * FROM ready) n
     -- LATERAL with LIMIT keeps each look-up on its index, also before anything is known about tables just filled.
     JOIN LATERAL (SELECT id, software_version, product_class, root, site, tags, time_zone, connection_request_url, ip_address, methods,
       methods_version, inform_interval, cwmp_version FROM device
       WHERE id = n.device_id LIMIT 1) d ON true
     LEFT JOIN LATERAL (SELECT last_inform_at FROM device_pulse WHERE device_id = n.device_id LIMIT 1) p ON true
     LEFT JOIN LATERAL (SELECT true AS yes FROM operation WHERE device_id = n.device_id AND active LIMIT 1) o ON true
     LEFT JOIN LATERAL (SELECT campaign_id FROM target WHERE device_id = n.device_id AND campaign_id <> $1 AND state IN
       ('claimed','dispatched','accepted','applying','unconfirmed','cancelling','soaking') LIMIT 1) b ON true
     LEFT JOIN campaign c ON c.id = b.campaign_id
     ORDER BY n.shuffle`,
    [id, wave, now, Math.ceil(look.limit / 2), look.zones, look.onlyDue],
  );
  return rows.map(({ attempt, since, taken, heldBy, due, site, tags, timeZone, localTimeZone, reach, ...device }) => ({
    attempt,
    since,
    taken,
    heldBy,
    due,
    device,
    reach: reachOf({ ...reach, lastInformAt: device.lastInformAt }),
    place: { site, tags, timeZone, localTimeZone },
  }));
}

type CandidateRow = Candidate['device'] &
  Pick<Claimable, 'attempt' | 'since' | 'taken' | 'heldBy' | 'due'> &
  Place & { readonly reach: ReachRow };

/** @param claims `deadline`: until when a session has to have begun on it, milliseconds since the epoch */
export async function claimTargets(
  tx: Transaction,
  id: CampaignId,
  claims: readonly { deviceKey: DeviceKey; operationId: OperationId; deadline: number }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target t SET state = 'claimed', reason = NULL, operation_id = i.operation_id, deadline = i.deadline,
       not_before = NULL, version = t.version + 1, changed_at = $5
     FROM unnest($2::bigint[], $3::uuid[], $4::timestamptz[]) AS i(device_id, operation_id, deadline)
     WHERE t.campaign_id = $1 AND t.device_id = i.device_id AND t.state = 'waiting'`,
    [
      id,
      claims.map((c) => c.deviceKey),
      claims.map((c) => c.operationId),
      claims.map((c) => new Date(c.deadline)),
      now,
    ],
  );
}

/** Ends waiting targets without work: as skipped, or as superseded by another campaign. */
export async function skipTargets(
  tx: Transaction,
  id: CampaignId,
  devices: readonly DeviceKey[],
  reason: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET state = $5, reason = $3, version = version + 1, changed_at = $4
     WHERE campaign_id = $1 AND device_id = ANY($2) AND state = 'waiting'`,
    [id, devices, reason, now, reason === 'superseded' ? 'superseded' : 'skipped'],
  );
}

/**
 * Waiting targets that an earlier attempt brought to the wanted version after all: it was given up, and then it showed.
 * @param soakUntil null where a success needs no soak
 */
export async function proveLate(
  tx: Transaction,
  id: CampaignId,
  devices: readonly DeviceKey[],
  version: string | null,
  soakUntil: Date | null,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET state = $3, reason = CASE WHEN $5::timestamptz IS NOT NULL THEN 'soak' END, seen_version = coalesce($4, seen_version), fault_code = NULL, fault_message = NULL,
       fault_class = NULL, soak_until = $5,
       deadline = CASE WHEN $5::timestamptz IS NOT NULL THEN least($5, $6::timestamptz + interval '1 hour') END,
       soak_informs = CASE WHEN $5::timestamptz IS NOT NULL
         THEN (SELECT inform_count FROM device_pulse p WHERE p.device_id = target.device_id) END,
       version = version + 1, changed_at = $6
     WHERE campaign_id = $1 AND device_id = ANY($2) AND state = 'waiting'`,
    [id, devices, soakUntil ? 'soaking' : 'succeeded', version, soakUntil, now],
  );
}

/** Lets waiting targets wait on, saying why and until when they are not asked again. */
export async function postponeTargets(
  tx: Transaction,
  id: CampaignId,
  devices: readonly DeviceKey[],
  reason: WaitReason,
  notBefore: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET reason = $3, not_before = $4 WHERE campaign_id = $1 AND device_id = ANY($2) AND state = 'waiting'`,
    [id, devices, reason, notBefore],
  );
}

/** The same, each for a reason and until a time of its own (milliseconds since the epoch). */
export async function postponeEach(
  tx: Transaction,
  id: CampaignId,
  waits: readonly { deviceKey: DeviceKey; reason: WaitReason; until: number }[],
): Promise<void> {
  if (waits.length === 0) return;
  await tx.query(
    `UPDATE target t SET reason = i.reason, not_before = i.not_before
     FROM unnest($2::bigint[], $3::text[], $4::timestamptz[]) AS i(device_id, reason, not_before)
     WHERE t.campaign_id = $1 AND t.device_id = i.device_id AND t.state = 'waiting'`,
    [id, waits.map((w) => w.deviceKey), waits.map((w) => w.reason), waits.map((w) => new Date(w.until))],
  );
}

import type { CampaignId, DeviceKey, OperationId } from '../base/ids.ts';
import { tellCompleted, toldColumns } from '../operations/told-store.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { Target, TargetWithDevice } from './campaign.ts';
import { type Counter, counterOf, type TargetState } from './states.ts';
import { shiftCounters } from './wave-store.ts';

const targetColumns = `t.campaign_id AS "campaignId", t.device_id AS "deviceKey", t.wave, t.state, t.reason, t.version,
  t.attempt, t.operation_id AS "operationId", t.corrected`;

export interface Claimable {
  readonly deviceKey: DeviceKey;
  readonly version: number;
  readonly softwareVersion: string | null;
  readonly productClass: string;
  /** Another operation or another campaign holds the device. */
  readonly taken: boolean;
  /** The version was read after this time. */
  readonly lastInformAt: Date | null;
  readonly reason: string | null;
  /** How often it was tried before. */
  readonly attempt: number;
}

/** Waiting targets in their random order, locked; those that somebody else works on are passed over. */
export async function claimable(
  tx: Transaction,
  id: CampaignId,
  wave: number,
  now: Date,
  limit: number,
): Promise<Claimable[]> {
  const { rows } = await tx.query<Claimable>(
    `WITH next AS MATERIALIZED (
       SELECT device_id, version, reason, attempt, shuffle FROM target
       WHERE campaign_id = $1 AND wave = $2 AND state = 'waiting' AND (not_before IS NULL OR not_before <= $3)
       ORDER BY shuffle LIMIT $4 FOR UPDATE SKIP LOCKED
     )
     SELECT n.device_id AS "deviceKey", n.version, n.reason, n.attempt, d.software_version AS "softwareVersion",
       d.product_class AS "productClass", p.last_inform_at AS "lastInformAt",
       o.yes IS NOT NULL OR b.yes IS NOT NULL AS taken
     FROM next n
     -- LATERAL with LIMIT keeps each look-up on its index, also before anything is known about tables just filled.
     JOIN LATERAL (SELECT software_version, product_class FROM device WHERE id = n.device_id LIMIT 1) d ON true
     LEFT JOIN LATERAL (SELECT last_inform_at FROM device_pulse WHERE device_id = n.device_id LIMIT 1) p ON true
     LEFT JOIN LATERAL (SELECT true AS yes FROM operation WHERE device_id = n.device_id AND active LIMIT 1) o ON true
     LEFT JOIN LATERAL (SELECT true AS yes FROM target WHERE device_id = n.device_id AND campaign_id <> $1 AND state IN
       ('claimed','dispatched','accepted','applying','unconfirmed','cancelling','soaking') LIMIT 1) b ON true
     ORDER BY n.shuffle`,
    [id, wave, now, limit],
  );
  return rows;
}

export async function claimTargets(
  tx: Transaction,
  id: CampaignId,
  claims: readonly { deviceKey: DeviceKey; operationId: OperationId }[],
  deadline: Date,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target t SET state = 'claimed', reason = NULL, operation_id = i.operation_id, deadline = $4, not_before = NULL,
       version = t.version + 1, changed_at = $5
     FROM unnest($2::bigint[], $3::uuid[]) AS i(device_id, operation_id)
     WHERE t.campaign_id = $1 AND t.device_id = i.device_id AND t.state = 'waiting'`,
    [id, claims.map((c) => c.deviceKey), claims.map((c) => c.operationId), deadline, now],
  );
}

/** Ends waiting targets without work. */
export async function skipTargets(
  tx: Transaction,
  id: CampaignId,
  devices: readonly DeviceKey[],
  reason: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET state = 'skipped', reason = $3, version = version + 1, changed_at = $4
     WHERE campaign_id = $1 AND device_id = ANY($2) AND state = 'waiting'`,
    [id, devices, reason, now],
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
  version: string,
  soakUntil: Date | null,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET state = $3, reason = NULL, seen_version = $4, fault_code = NULL, fault_message = NULL,
       fault_class = NULL, deadline = $5, version = version + 1, changed_at = $6
     WHERE campaign_id = $1 AND device_id = ANY($2) AND state = 'waiting'`,
    [id, devices, soakUntil ? 'soaking' : 'succeeded', version, soakUntil, now],
  );
}

/** Lets waiting targets wait on, saying why and until when they are not asked again. */
export async function postponeTargets(
  tx: Transaction,
  id: CampaignId,
  devices: readonly DeviceKey[],
  reason: string,
  notBefore: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET reason = $3, not_before = $4 WHERE campaign_id = $1 AND device_id = ANY($2) AND state = 'waiting'`,
    [id, devices, reason, notBefore],
  );
}

/** The target that an operation works for, locked. */
export async function targetOfOperation(
  tx: Transaction,
  id: CampaignId,
  operation: OperationId,
  device: DeviceKey,
): Promise<Target | null> {
  const { rows } = await tx.query<Target>(
    `SELECT ${targetColumns} FROM target t WHERE t.campaign_id = $1 AND t.device_id = $2 AND t.operation_id = $3 FOR UPDATE`,
    [id, device, operation],
  );
  return rows[0] ?? null;
}

/** Targets of a device whose soak or whose record a new version concerns. */
export async function targetsConcerned(
  tx: Transaction,
  device: DeviceKey,
): Promise<(Target & { targetVersion: string })[]> {
  const { rows } = await tx.query<Target & { targetVersion: string }>(
    `SELECT ${targetColumns}, c.plan ->> 'targetVersion' AS "targetVersion"
     FROM target t JOIN campaign c ON c.id = t.campaign_id
     WHERE t.device_id = $1 AND (t.state = 'soaking' OR (t.state = 'failed' AND t.corrected IS NULL)) FOR UPDATE OF t`,
    [device],
  );
  return rows;
}

/** Targets whose own deadline has passed, that nobody else works on. */
export async function dueTargets(tx: Transaction, now: Date, limit: number): Promise<Target[]> {
  const { rows } = await tx.query<Target>(
    `SELECT ${targetColumns} FROM target t WHERE t.deadline < $1 AND t.state IN
       ('claimed','dispatched','accepted','applying','unconfirmed','cancelling','retryWait','soaking')
     ORDER BY t.deadline LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
  return rows;
}

export interface TargetUpdate {
  readonly state: TargetState;
  readonly reason: string | null;
  readonly attempt: number;
  readonly operationId: OperationId | null;
  readonly seenVersion: string | null;
  readonly fault: { code: number; message: string; faultClass: string } | null;
  readonly deadline: Date | null;
  readonly notBefore: Date | null;
}

/** Compare and set by version; moves the wave's counter along. @returns false when somebody else was faster */
export async function moveTarget(tx: Transaction, was: Target, to: TargetUpdate, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE target SET state = $4, reason = $5, attempt = $6, operation_id = $7, seen_version = coalesce($8, seen_version),
       fault_code = $9, fault_message = $10, fault_class = $11, deadline = $12, not_before = $13, version = version + 1,
       changed_at = $14
     WHERE campaign_id = $1 AND device_id = $2 AND version = $3`,
    [
      was.campaignId,
      was.deviceKey,
      was.version,
      to.state,
      to.reason,
      to.attempt,
      to.operationId,
      to.seenVersion,
      to.fault?.code ?? null,
      to.fault?.message ?? null,
      to.fault?.faultClass ?? null,
      to.deadline,
      to.notBefore,
      now,
    ],
  );
  if (rowCount !== 1) return false;
  await shiftCounters(tx, was.campaignId, was.wave, counterOf(was.state), counterOf(to.state), 1);
  return true;
}

export async function correctTarget(
  tx: Transaction,
  was: Target,
  corrected: string,
  version: string | null,
): Promise<void> {
  await tx.query(
    `UPDATE target SET corrected = $3, seen_version = coalesce($4, seen_version)
     WHERE campaign_id = $1 AND device_id = $2 AND corrected IS NULL`,
    [was.campaignId, was.deviceKey, corrected, version],
  );
}

/** Ends targets that wait for anything, for an abort. @returns how many */
export async function cancelWaiting(tx: Transaction, id: CampaignId, now: Date, limit: number): Promise<number> {
  const { rows } = await tx.query<{ wave: number; was: TargetState }>(
    `WITH picked AS MATERIALIZED (
       SELECT device_id, wave, state FROM target
       WHERE campaign_id = $1 AND state IN ('waiting','preparing','retryWait') LIMIT $3 FOR UPDATE SKIP LOCKED
     ), done AS (
       UPDATE target t SET state = 'cancelled', reason = 'aborted', deadline = NULL, version = t.version + 1, changed_at = $2
       FROM picked s WHERE t.campaign_id = $1 AND t.device_id = s.device_id
     )
     SELECT wave, state AS was FROM picked`,
    [id, now, limit],
  );
  await countAway(tx, id, rows, 'cancelled');
  return rows.length;
}

/**
 * Takes claims back that no session has begun on, with their operations and so their locks. Rows that a session works
 * on are passed over: it waits for the campaign's row, and will find it no longer running.
 * @returns how many
 */
export async function releaseClaims(
  tx: Transaction,
  id: CampaignId,
  to: { state: 'waiting' | 'cancelled'; reason: string },
  now: Date,
  limit: number,
): Promise<number> {
  const { rows } = await tx.query<{ wave: number; was: TargetState }>(
    `WITH picked AS MATERIALIZED (
       SELECT t.device_id, t.wave, t.state, t.operation_id FROM target t JOIN operation o ON o.id = t.operation_id
       WHERE t.campaign_id = $1 AND t.state = 'claimed' AND o.state = 'queued' LIMIT $3 FOR UPDATE OF t, o SKIP LOCKED
     ), freed AS (
       UPDATE operation o SET state = 'cancelled', active = false, ended_at = $2, deadline = NULL, version = o.version + 1
       FROM picked s WHERE o.id = s.operation_id RETURNING ${toldColumns}
     ), told AS (
       ${tellCompleted('freed')}
     ), done AS (
       UPDATE target t SET state = $4, reason = $5, operation_id = NULL, deadline = NULL, version = t.version + 1, changed_at = $2
       FROM picked s WHERE t.campaign_id = $1 AND t.device_id = s.device_id
     )
     SELECT wave, state AS was FROM picked`,
    [id, now, limit, to.state, to.reason],
  );
  await countAway(tx, id, rows, to.state);
  return rows.length;
}

async function countAway(
  tx: Transaction,
  id: CampaignId,
  rows: readonly { wave: number; was: TargetState }[],
  to: Counter,
): Promise<void> {
  const counts = new Map<string, { wave: number; from: Counter; n: number }>();
  for (const { wave, was } of rows) {
    const from = counterOf(was);
    const key = `${wave}:${from}`;
    const entry = counts.get(key) ?? { wave, from, n: 0 };
    entry.n++;
    counts.set(key, entry);
  }
  for (const { wave, from, n } of counts.values()) await shiftCounters(tx, id, wave, from, to, n);
}

/** Counts a device that is about to be removed out of every campaign that still wants it: none may wait for it. */
export async function withdrawDevice(tx: Transaction, device: DeviceKey): Promise<void> {
  const { rows } = await tx.query<{ id: CampaignId; wave: number; was: TargetState }>(
    `SELECT campaign_id AS id, wave, state AS was FROM target
     WHERE device_id = $1 AND state NOT IN ('succeeded','failed','cancelled','skipped','superseded') FOR UPDATE`,
    [device],
  );
  for (const { id, wave, was } of rows) await shiftCounters(tx, id, wave, counterOf(was), 'cancelled', 1);
}

export interface TargetFilter {
  readonly state?: TargetState | undefined;
  readonly wave?: number | undefined;
  readonly fault?: number | undefined;
}

/** One page in device order. */
export async function listTargets(
  db: Queryable,
  id: CampaignId,
  filter: TargetFilter,
  after: number,
  limit: number,
): Promise<TargetWithDevice[]> {
  const { rows } = await db.query<TargetWithDevice>(
    `SELECT ${targetColumns}, d.public_id AS "deviceId", t.from_version AS "fromVersion", t.seen_version AS "seenVersion",
       t.fault_code AS "faultCode", t.fault_message AS "faultMessage", t.fault_class AS "faultClass",
       t.not_before AS "notBefore", t.changed_at AS "changedAt"
     FROM target t JOIN device d ON d.id = t.device_id
     WHERE t.campaign_id = $1 AND t.device_id > $2 AND ($3::text IS NULL OR t.state = $3)
       AND ($4::int IS NULL OR t.wave = $4) AND ($5::int IS NULL OR t.fault_code = $5)
     ORDER BY t.device_id LIMIT $6`,
    [id, after, filter.state ?? null, filter.wave ?? null, filter.fault ?? null, limit],
  );
  return rows;
}

/** In-flight targets by state and wave: few, as they are capped. The rest stands in the counters. */
export async function inflightStates(
  db: Queryable,
  id: CampaignId,
): Promise<{ wave: number; state: TargetState; n: number }[]> {
  const { rows } = await db.query<{ wave: number; state: TargetState; n: number }>(
    `SELECT wave, state, count(*) AS n FROM target WHERE campaign_id = $1 AND state IN
       ('claimed','dispatched','accepted','applying','unconfirmed','cancelling') GROUP BY wave, state`,
    [id],
  );
  return rows;
}

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

/**
 * Cancels an operation that was not said yet, unless a session is working on it right now.
 * @returns whether it is cancelled, and its lock free
 */
export async function cancelIfQueued(tx: Transaction, id: OperationId, now: Date): Promise<boolean> {
  const { rows } = await tx.query(
    `WITH freed AS (
       UPDATE operation o SET state = 'cancelled', active = false, ended_at = $2, deadline = NULL, version = o.version + 1
       WHERE o.id IN (SELECT id FROM operation WHERE id = $1 AND state = 'queued' FOR UPDATE SKIP LOCKED)
       RETURNING ${toldColumns}
     ), told AS (
       ${tellCompleted('freed')}
     ) SELECT 1 FROM freed`,
    [id, now],
  );
  return rows.length === 1;
}

import type { CampaignId, DeviceKey, OperationId } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { Campaign, Target, TargetWithDevice, Wave } from './campaign.ts';
import type { ResolvedPlan } from './plan.ts';
import { type CampaignState, type Counter, counterOf, type TargetState, type WaveState } from './states.ts';
import type { Acknowledged } from './thresholds.ts';

const campaignColumns = `id, name, kind, state, pause_reason AS "pauseReason", epoch, version, plan, total,
  snapshot_device AS "snapshotDevice", acknowledged, tokens, tokens_at AS "tokensAt", created_by AS "createdBy",
  created_at AS "createdAt", started_at AS "startedAt", ended_at AS "endedAt"`;

const waveColumns = `ordinal, state, size, shuffle_from::text AS "shuffleFrom", shuffle_to::text AS "shuffleTo", cursor,
  total, waiting, inflight, retrying, soaking, succeeded, failed, skipped, cancelled, opened_at AS "openedAt",
  drained_at AS "drainedAt", ended_at AS "endedAt", gated_by AS "gatedBy"`;

const targetColumns = `t.campaign_id AS "campaignId", t.device_id AS "deviceKey", t.wave, t.state, t.reason, t.version,
  t.attempt, t.operation_id AS "operationId", t.corrected`;

// --- campaigns ---

export async function insertCampaign(
  tx: Transaction,
  campaign: { id: CampaignId; plan: ResolvedPlan; createdBy: string; createdAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO campaign (id, name, kind, state, plan, created_by, created_at) VALUES ($1, $2, $3, 'draft', $4, $5, $6)`,
    [
      campaign.id,
      campaign.plan.name,
      campaign.plan.kind,
      JSON.stringify(campaign.plan),
      campaign.createdBy,
      campaign.createdAt,
    ],
  );
}

export async function replaceDraft(tx: Transaction, id: CampaignId, plan: ResolvedPlan): Promise<void> {
  await tx.query(
    `UPDATE campaign SET name = $2, kind = $3, plan = $4, version = version + 1 WHERE id = $1 AND state = 'draft'`,
    [id, plan.name, plan.kind, JSON.stringify(plan)],
  );
}

export async function deleteDraft(tx: Transaction, id: CampaignId): Promise<void> {
  await tx.query(`DELETE FROM campaign WHERE id = $1 AND state = 'draft'`, [id]);
}

export async function findCampaign(db: Queryable, id: string): Promise<Campaign | null> {
  const { rows } = await db.query<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** For a change of its state or for a failure: nobody else changes or dispatches until the transaction ends. */
export async function lockCampaign(tx: Transaction, id: string): Promise<Campaign | null> {
  const { rows } = await tx.query<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

/** For a dispatch: the campaign stays in its state until the transaction ends, and other dispatches go on. */
export async function holdCampaign(tx: Transaction, id: string): Promise<CampaignState | null> {
  const { rows } = await tx.query<{ state: CampaignState }>('SELECT state FROM campaign WHERE id = $1 FOR SHARE', [id]);
  return rows[0]?.state ?? null;
}

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

/** Campaigns that the scheduler has to look at. */
export async function liveCampaigns(db: Queryable): Promise<CampaignId[]> {
  const { rows } = await db.query<{ id: CampaignId }>(
    `SELECT id FROM campaign WHERE state IN ('running', 'aborting')
     UNION ALL SELECT c.id FROM campaign c WHERE c.state = 'paused'
       AND EXISTS (SELECT 1 FROM wave w WHERE w.campaign_id = c.id AND w.inflight > 0)`,
  );
  return rows.map((row) => row.id);
}

/** True when a campaign that has not ended uses the file. */
export async function fileInUse(db: Queryable, fileId: string): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT name FROM campaign WHERE plan -> 'artifact' ->> 'fileId' = $1
       AND state NOT IN ('aborted', 'completed', 'completedWithFailures') LIMIT 1`,
    [fileId],
  );
  return rows[0]?.name ?? null;
}

/** Moves a campaign out of one of the states given. @returns false when it was in another */
export async function moveCampaign(
  tx: Transaction,
  id: CampaignId,
  from: readonly CampaignState[],
  to: { state: CampaignState; pauseReason?: string | null; endedAt?: Date | null },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE campaign SET state = $3, pause_reason = $4, ended_at = $5, version = version + 1 WHERE id = $1 AND state = ANY($2)`,
    [id, from, to.state, to.pauseReason ?? null, to.endedAt ?? null],
  );
  return rowCount === 1;
}

export async function startCampaign(
  tx: Transaction,
  id: CampaignId,
  start: { total: number; snapshotDevice: number; at: Date },
): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'running', total = $2, snapshot_device = $3, started_at = $4, version = version + 1
     WHERE id = $1`,
    [id, start.total, start.snapshotDevice, start.at],
  );
}

export async function resumeCampaign(tx: Transaction, id: CampaignId, acknowledged: Acknowledged): Promise<void> {
  await tx.query(
    `UPDATE campaign SET state = 'running', pause_reason = NULL, epoch = epoch + 1, acknowledged = $2, version = version + 1
     WHERE id = $1 AND state = 'paused'`,
    [id, JSON.stringify(acknowledged)],
  );
}

export async function saveTokens(tx: Transaction, id: CampaignId, tokens: number, at: Date): Promise<void> {
  await tx.query('UPDATE campaign SET tokens = $2, tokens_at = $3 WHERE id = $1', [id, tokens, at]);
}

// --- members ---

/** A WHERE fragment over `device d LEFT JOIN device_pulse p`, numbered from the place given. */
export type Members = (firstParam: number) => { sql: string; params: readonly unknown[] };

const fleet = 'device d LEFT JOIN device_pulse p ON p.device_id = d.id';
/** A random but fixed number per device and campaign (a core hash, stable as hash partitioning relies on it). */
const shuffle = 'hashint8extended(d.id, $1::bigint)';

export interface Selection {
  readonly matched: number;
  readonly already: number;
  readonly wrongModel: number;
  readonly locked: number;
  readonly newestDevice: number;
}

/** Counts what a plan would meet, in one bounded scan. */
export async function selectMembers(
  db: Queryable,
  members: Members,
  plan: { targetVersion: string; productClass: string | null },
): Promise<Selection> {
  const where = members(3);
  const { rows } = await db.query<Selection>(
    `SELECT count(*) AS matched,
       count(*) FILTER (WHERE d.software_version = $1) AS already,
       count(*) FILTER (WHERE $2::text IS NOT NULL AND d.product_class <> $2) AS "wrongModel",
       count(*) FILTER (WHERE l.device_id IS NOT NULL) AS locked,
       coalesce(max(d.id), 0) AS "newestDevice"
     FROM ${fleet} LEFT JOIN operation l ON l.device_id = d.id AND l.active WHERE ${where.sql}`,
    [plan.targetVersion, plan.productClass, ...where.params],
  );
  return rows[0]!;
}

/** The shuffle number that ends a wave of `size` members beginning after `from`; null when fewer are left. */
export async function waveBoundary(
  tx: Transaction,
  seed: string,
  members: Members,
  wave: { from: string | null; size: number; snapshotDevice: number },
): Promise<string | null> {
  const where = members(5);
  const { rows } = await tx.query<{ h: string }>(
    `SELECT h::text AS h FROM (SELECT ${shuffle} AS h FROM ${fleet} WHERE d.id <= $2 AND (${where.sql})) m
     WHERE $3::bigint IS NULL OR h > $3 ORDER BY m.h OFFSET $4 LIMIT 1`,
    [seed, wave.snapshotDevice, wave.from, wave.size - 1, ...where.params],
  );
  return rows[0]?.h ?? null;
}

/**
 * Writes the next page of a wave's targets, in device order from `cursor`, so that a crash only repeats one page.
 * @returns how many, and the device to go on from; null when the wave is complete
 */
export async function materialisePage(
  tx: Transaction,
  campaign: { id: CampaignId; seed: string; snapshotDevice: number },
  wave: { ordinal: number; from: string | null; to: string | null; cursor: number },
  members: Members,
  page: { limit: number; at: Date },
): Promise<{ added: number; cursor: number | null }> {
  const where = members(10);
  const { rows } = await tx.query<{ found: number; last: number | null; added: number }>(
    `WITH page AS MATERIALIZED (
       SELECT d.id, d.software_version, ${shuffle} AS h FROM ${fleet}
       WHERE d.id > $2 AND d.id <= $3 AND ($4::bigint IS NULL OR ${shuffle} > $4) AND ($5::bigint IS NULL OR ${shuffle} <= $5)
         AND (${where.sql})
       ORDER BY d.id LIMIT $6
     ), added AS (
       INSERT INTO target (campaign_id, device_id, wave, state, reason, from_version, shuffle, changed_at)
       SELECT $7, id, $8, 'waiting', 'wave', software_version, h, $9 FROM page
       ON CONFLICT (campaign_id, device_id) DO NOTHING RETURNING 1
     )
     SELECT (SELECT count(*) FROM page) AS found, (SELECT max(id) FROM page) AS last, (SELECT count(*) FROM added) AS added`,
    [
      campaign.seed,
      wave.cursor,
      campaign.snapshotDevice,
      wave.from,
      wave.to,
      page.limit,
      campaign.id,
      wave.ordinal,
      page.at,
      ...where.params,
    ],
  );
  const { found, last, added } = rows[0]!;
  return { added, cursor: found < page.limit ? null : last };
}

// --- waves ---

export async function insertWaves(tx: Transaction, id: CampaignId, sizes: readonly (number | null)[]): Promise<void> {
  await tx.query(
    `INSERT INTO wave (campaign_id, ordinal, state, size)
     SELECT $1, i.ordinal, 'pending', i.size FROM unnest($2::int[]) WITH ORDINALITY AS i(size, ordinal)`,
    [id, sizes],
  );
}

export async function listWaves(db: Queryable, id: CampaignId): Promise<Wave[]> {
  const { rows } = await db.query<Wave>(`SELECT ${waveColumns} FROM wave WHERE campaign_id = $1 ORDER BY ordinal`, [
    id,
  ]);
  return rows;
}

export interface WaveChange {
  readonly state?: WaveState;
  readonly shuffleFrom?: string | null;
  readonly shuffleTo?: string | null;
  readonly cursor?: number;
  /** New targets, all waiting. */
  readonly added?: number;
  readonly openedAt?: Date;
  readonly drainedAt?: Date | null;
  readonly endedAt?: Date;
  readonly gatedBy?: string;
}

export async function changeWave(tx: Transaction, id: CampaignId, ordinal: number, change: WaveChange): Promise<void> {
  await tx.query(
    `UPDATE wave SET state = coalesce($3, state),
       shuffle_from = coalesce($4::bigint, shuffle_from), shuffle_to = coalesce($5::bigint, shuffle_to),
       cursor = coalesce($6, cursor), total = total + $7, waiting = waiting + $7,
       opened_at = coalesce($8, opened_at), drained_at = coalesce($9, drained_at), ended_at = coalesce($10, ended_at),
       gated_by = coalesce($11, gated_by)
     WHERE campaign_id = $1 AND ordinal = $2`,
    [
      id,
      ordinal,
      change.state ?? null,
      change.shuffleFrom ?? null,
      change.shuffleTo ?? null,
      change.cursor ?? null,
      change.added ?? 0,
      change.openedAt ?? null,
      change.drainedAt ?? null,
      change.endedAt ?? null,
      change.gatedBy ?? null,
    ],
  );
}

/** Moves targets between counters of their wave; in the transaction that moves the targets. */
export async function shiftCounters(
  tx: Transaction,
  id: CampaignId,
  ordinal: number,
  from: Counter,
  to: Counter,
  count: number,
): Promise<void> {
  if (count === 0 || from === to) return;
  // Names come from a closed type, never from outside.
  await tx.query(`UPDATE wave SET ${from} = ${from} - $3, ${to} = ${to} + $3 WHERE campaign_id = $1 AND ordinal = $2`, [
    id,
    ordinal,
    count,
  ]);
}

// --- targets ---

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
       SELECT device_id, version, reason, shuffle FROM target
       WHERE campaign_id = $1 AND wave = $2 AND state = 'waiting' AND (not_before IS NULL OR not_before <= $3)
       ORDER BY shuffle LIMIT $4 FOR UPDATE SKIP LOCKED
     )
     SELECT n.device_id AS "deviceKey", n.version, n.reason, d.software_version AS "softwareVersion",
       d.product_class AS "productClass", p.last_inform_at AS "lastInformAt",
       EXISTS (SELECT 1 FROM operation o WHERE o.device_id = n.device_id AND o.active)
         OR EXISTS (SELECT 1 FROM target b WHERE b.device_id = n.device_id AND b.campaign_id <> $1 AND b.state IN
           ('claimed','dispatched','accepted','applying','unconfirmed','cancelling','soaking')) AS taken
     FROM next n JOIN device d ON d.id = n.device_id LEFT JOIN device_pulse p ON p.device_id = n.device_id
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
    `WITH some AS MATERIALIZED (
       SELECT device_id, wave, state FROM target
       WHERE campaign_id = $1 AND state IN ('waiting','preparing','retryWait') LIMIT $3 FOR UPDATE SKIP LOCKED
     ), done AS (
       UPDATE target t SET state = 'cancelled', reason = 'aborted', deadline = NULL, version = t.version + 1, changed_at = $2
       FROM some s WHERE t.campaign_id = $1 AND t.device_id = s.device_id
     )
     SELECT wave, state AS was FROM some`,
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
    `WITH some AS MATERIALIZED (
       SELECT t.device_id, t.wave, t.state, t.operation_id FROM target t JOIN operation o ON o.id = t.operation_id
       WHERE t.campaign_id = $1 AND t.state = 'claimed' AND o.state = 'queued' LIMIT $3 FOR UPDATE OF t, o SKIP LOCKED
     ), freed AS (
       UPDATE operation o SET state = 'cancelled', active = false, ended_at = $2, deadline = NULL, version = o.version + 1
       FROM some s WHERE o.id = s.operation_id
     ), done AS (
       UPDATE target t SET state = $4, reason = $5, operation_id = NULL, deadline = NULL, version = t.version + 1, changed_at = $2
       FROM some s WHERE t.campaign_id = $1 AND t.device_id = s.device_id
     )
     SELECT wave, state AS was FROM some`,
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

// --- faults ---

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
  const { rowCount } = await tx.query(
    `UPDATE operation SET state = 'cancelled', active = false, ended_at = $2, deadline = NULL, version = version + 1
     WHERE id IN (SELECT id FROM operation WHERE id = $1 AND state = 'queued' FOR UPDATE SKIP LOCKED)`,
    [id, now],
  );
  return rowCount === 1;
}

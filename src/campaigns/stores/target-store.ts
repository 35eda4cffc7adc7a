import type { CampaignId, DeviceKey, OperationId } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { Target, TargetWithDevice } from '../campaign.ts';
import { counterOf, type TargetState } from '../states.ts';
import { shiftOne } from './wave-store.ts';

export const targetColumns = `t.campaign_id AS "campaignId", t.device_id AS "deviceKey", t.wave, t.state, t.reason, t.version,
  t.attempt, t.hop, t.readings, t.operation_id AS "operationId", t.corrected`;

/** With what people are shown of it, and with `device d`. */
const shownColumns = `${targetColumns}, d.public_id AS "deviceId", t.from_version AS "fromVersion",
  t.seen_version AS "seenVersion", t.fault_code AS "faultCode", t.fault_message AS "faultMessage",
  t.fault_class AS "faultClass", t.not_before AS "notBefore", t.changed_at AS "changedAt",
  CASE WHEN t.state = 'waiting' AND (t.not_before IS NULL OR t.not_before <= now())
    THEN (SELECT CASE c.state WHEN 'paused' THEN 'paused' ELSE w.waits_for END FROM wave w JOIN campaign c ON c.id = w.campaign_id
      WHERE w.campaign_id = t.campaign_id AND w.ordinal = t.wave) END AS "waitsFor"`;

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

/** The target of a device, locked; null: it is in another state. */
export async function targetInState(
  tx: Transaction,
  id: CampaignId,
  device: DeviceKey,
  state: TargetState,
): Promise<Target | null> {
  const { rows } = await tx.query<Target>(
    `SELECT ${targetColumns} FROM target t WHERE t.campaign_id = $1 AND t.device_id = $2 AND t.state = $3 FOR UPDATE`,
    [id, device, state],
  );
  return rows[0] ?? null;
}

/**
 * Targets of a device whose soak, whose claim or whose record it concerns that the device shows something new. One that was
 * cancelled before anything was done to the device is not: what shows there is nobody's success.
 */
export async function targetsConcerned(
  tx: Transaction,
  device: DeviceKey,
  kinds: readonly string[],
): Promise<Target[]> {
  const { rows } = await tx.query<Target>(
    `SELECT ${targetColumns} FROM target t JOIN campaign c ON c.id = t.campaign_id
     WHERE t.device_id = $1 AND c.kind = ANY($2) AND (t.state IN ('soaking', 'claimed')
       OR (t.corrected IS NULL AND (t.state = 'failed' OR (t.state = 'cancelled' AND t.attempt + t.hop > 0))))
     FOR UPDATE OF t`,
    [device, kinds],
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

/** When devices spoke last. */
export async function lastHeard(tx: Transaction, devices: readonly DeviceKey[]): Promise<Map<DeviceKey, Date>> {
  const { rows } = await tx.query<{ device: DeviceKey; at: Date }>(
    'SELECT device_id AS device, last_inform_at AS at FROM device_pulse WHERE device_id = ANY($1)',
    [devices],
  );
  return new Map(rows.map((row) => [row.device, row.at]));
}

export interface TargetUpdate {
  readonly state: TargetState;
  readonly reason: string | null;
  readonly attempt: number;
  readonly hop: number;
  readonly readings: number;
  readonly operationId: OperationId | null;
  readonly seenVersion: string | null;
  readonly fault: { code: number; message: string; faultClass: string } | null;
  readonly deadline: Date | null;
  readonly notBefore: Date | null;
  /** Where a soak begins: when its time is over. Informs are counted from now on. */
  readonly soakUntil?: Date;
}

/** Compare and set by version; moves the wave's counter along. @returns false when somebody else was faster */
export async function moveTarget(tx: Transaction, was: Target, to: TargetUpdate, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE target SET state = $4, reason = $5, attempt = $6, operation_id = $7, seen_version = coalesce($8, seen_version),
       fault_code = $9, fault_message = $10, fault_class = $11, deadline = $12, not_before = $13, version = version + 1,
       changed_at = $14, hop = $15, readings = $16, soak_until = coalesce($17, soak_until),
       soak_informs = CASE WHEN $17::timestamptz IS NULL THEN soak_informs
         ELSE (SELECT inform_count FROM device_pulse WHERE device_id = $2) END
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
      to.hop,
      to.readings,
      to.soakUntil ?? null,
    ],
  );
  if (rowCount !== 1) return false;
  await shiftOne(tx, was.campaignId, was.wave, counterOf(was.state), counterOf(to.state));
  return true;
}

export async function correctTarget(
  tx: Transaction,
  was: Target,
  corrected: string,
  version: string | null,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE target SET corrected = $3, corrected_at = $5, seen_version = coalesce($4, seen_version)
     WHERE campaign_id = $1 AND device_id = $2 AND corrected IS NULL`,
    [was.campaignId, was.deviceKey, corrected, version, at],
  );
}

/** Counts a device that is about to be removed out of every campaign that still wants it: none may wait for it. */
export async function withdrawDevice(tx: Transaction, device: DeviceKey): Promise<void> {
  const { rows } = await tx.query<{ id: CampaignId; wave: number; was: TargetState }>(
    `SELECT campaign_id AS id, wave, state AS was FROM target
     WHERE device_id = $1 AND state NOT IN ('succeeded','failed','cancelled','skipped','superseded') FOR UPDATE`,
    [device],
  );
  for (const { id, wave, was } of rows) await shiftOne(tx, id, wave, counterOf(was), 'cancelled');
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
  // Only what is asked for: a state is then found by its index, however rare it is.
  const params: unknown[] = [id, after, limit];
  const where = (
    [
      ['t.state', filter.state],
      ['t.wave', filter.wave],
      ['t.fault_code', filter.fault],
    ] as const
  ).flatMap(([column, value]) => (value === undefined ? [] : [` AND ${column} = $${params.push(value)}`]));
  const { rows } = await db.query<TargetWithDevice>(
    `SELECT ${shownColumns} FROM target t JOIN device d ON d.id = t.device_id
     WHERE t.campaign_id = $1 AND t.device_id > $2${where.join('')} ORDER BY t.device_id LIMIT $3`,
    params,
  );
  return rows;
}

/** A target by the public id of its device, locked. */
export async function targetByPublicId(
  tx: Transaction,
  id: CampaignId,
  device: string,
): Promise<TargetWithDevice | null> {
  const { rows } = await tx.query<TargetWithDevice>(
    `SELECT ${shownColumns} FROM target t JOIN device d ON d.id = t.device_id
     WHERE t.campaign_id = $1 AND d.public_id = $2 FOR UPDATE OF t`,
    [id, device],
  );
  return rows[0] ?? null;
}

/** Lets a target that waits be looked at now. @returns false when it does not wait */
export async function hurry(tx: Transaction, target: Target, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE target SET not_before = NULL, version = version + 1, changed_at = $4
     WHERE campaign_id = $1 AND device_id = $2 AND version = $3 AND state = 'waiting'`,
    [target.campaignId, target.deviceKey, target.version, now],
  );
  return rowCount === 1;
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

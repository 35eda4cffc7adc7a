import type { CampaignId, DeviceKey, OperationId } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { Operation, OperationWithDevice } from './operation.ts';
import { isOpen, type OperationState, openStates } from './states.ts';
import { tellCompleted, toldColumns } from './told-store.ts';

/** All but the id, of `operation o`. */
export const operationColumns = `o.device_id AS "deviceKey", o.kind, o.state, o.active, o.version, o.attempt, o."order", o.progress,
  o.result, o.fault, o.command_key AS "commandKey", o.campaign_id AS "campaignId", o.priority, o.source,
  o.created_at AS "createdAt", o.dispatched_at AS "dispatchedAt", o.ended_at AS "endedAt", o.expires_at AS "expiresAt",
  o.deadline, o.not_before AS "notBefore"`;
const columns = `o.id, ${operationColumns}`;

export interface NewOperation {
  readonly id: OperationId;
  readonly deviceKey: DeviceKey;
  readonly kind: string;
  readonly active: boolean;
  readonly order: unknown;
  readonly progress: unknown;
  readonly campaignId: CampaignId | null;
  readonly priority: number;
  readonly source: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/**
 * Inserts operations; those whose device is locked by another disruptive one are left out.
 * @returns ids of the inserted ones
 */
export async function insertOperations(tx: Queryable, items: readonly NewOperation[]): Promise<Set<OperationId>> {
  const { rows } = await tx.query<{ id: OperationId }>(
    `INSERT INTO operation (id, device_id, kind, state, active, "order", progress, campaign_id, priority, source, created_at,
       expires_at, deadline)
     SELECT i.id, i.device_id, i.kind, 'queued', i.active, i."order", i.progress, i.campaign_id, i.priority, i.source,
       i.created_at, i.expires_at, i.expires_at
     FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::boolean[], $5::jsonb[], $6::jsonb[], $7::uuid[], $8::int[],
       $9::text[], $10::timestamptz[], $11::timestamptz[])
       AS i(id, device_id, kind, active, "order", progress, campaign_id, priority, source, created_at, expires_at)
     ON CONFLICT (device_id) WHERE active DO NOTHING RETURNING id`,
    [
      items.map((i) => i.id),
      items.map((i) => i.deviceKey),
      items.map((i) => i.kind),
      items.map((i) => i.active),
      items.map((i) => JSON.stringify(i.order)),
      items.map((i) => JSON.stringify(i.progress)),
      items.map((i) => i.campaignId),
      items.map((i) => i.priority),
      items.map((i) => i.source),
      items.map((i) => i.createdAt),
      items.map((i) => i.expiresAt),
    ],
  );
  return new Set(rows.map((row) => row.id));
}

/** Open operations of a device in the order they are due, locked. */
export async function openOperations(tx: Transaction, device: DeviceKey): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `SELECT ${columns} FROM operation o
     WHERE o.device_id = $1 AND o.state IN ('queued','dispatched','accepted','applying','unconfirmed')
     ORDER BY o.priority, o.created_at, o.id LIMIT 200 FOR UPDATE`,
    [device],
  );
  return rows;
}

export async function lockOperation(tx: Transaction, id: OperationId): Promise<Operation | null> {
  const { rows } = await tx.query<Operation>(`SELECT ${columns} FROM operation o WHERE o.id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

/** The open operation that a CommandKey belongs to, locked. */
export async function operationByCommandKey(
  tx: Transaction,
  device: DeviceKey,
  key: string,
): Promise<Operation | null> {
  const { rows } = await tx.query<Operation>(
    `SELECT ${columns} FROM operation o WHERE o.device_id = $1 AND o.command_key = $2
       AND o.state IN ('queued','dispatched','accepted','applying','unconfirmed') FOR UPDATE`,
    [device, key],
  );
  return rows[0] ?? null;
}

/** Operations whose deadline has passed, that nobody else works on. */
export async function dueOperations(tx: Transaction, now: Date, limit: number): Promise<Operation[]> {
  const { rows } = await tx.query<Operation>(
    `SELECT ${columns} FROM operation o WHERE o.deadline < $1
       AND o.state IN ('queued','dispatched','accepted','applying','unconfirmed')
     ORDER BY o.deadline LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
  return rows;
}

/**
 * Takes the operations whose time to be said or asked again has come off the list of those that wait, once.
 * @returns their devices, to be called
 */
export async function takeDueRetries(db: Queryable, now: Date, limit: number): Promise<DeviceKey[]> {
  const { rows } = await db.query<{ device: DeviceKey }>(
    `UPDATE operation SET not_before = NULL WHERE id IN (
       SELECT id FROM operation WHERE not_before <= $1
         AND state IN ('queued','dispatched','accepted','applying','unconfirmed') ORDER BY not_before LIMIT $2
       FOR UPDATE SKIP LOCKED)
     RETURNING device_id AS device`,
    [now, limit],
  );
  return [...new Set(rows.map((row) => row.device))];
}

export interface OperationChange {
  readonly state: OperationState;
  readonly active: boolean;
  readonly attempt: number;
  readonly progress: unknown;
  readonly result: unknown;
  readonly fault: unknown;
  readonly commandKey: string | null;
  readonly dispatchedAt: Date | null;
  readonly endedAt: Date | null;
  readonly deadline: Date | null;
  readonly notBefore: Date | null;
}

const change = `UPDATE operation o SET state = $4, active = $5, attempt = $6, progress = $7, result = $8, fault = $9, command_key = $10,
       dispatched_at = $11, ended_at = $12, deadline = $13, not_before = $14, version = o.version + 1
     WHERE o.id = $1 AND o.version = $2 AND o.state = ANY($3)`;

/**
 * Compare and set: moves only the version that was read, and only out of an open state. An end is told outside by the same
 * statement.
 */
export async function changeOperation(tx: Transaction, was: Operation, to: OperationChange): Promise<boolean> {
  const { rows } = await tx.query(
    isOpen(to.state)
      ? `${change} RETURNING 1`
      : `WITH moved AS (${change} RETURNING ${toldColumns}), told AS (${tellCompleted('moved')}) SELECT 1 FROM moved`,
    [
      was.id,
      was.version,
      openStates,
      to.state,
      to.active,
      to.attempt,
      JSON.stringify(to.progress),
      to.result === null ? null : JSON.stringify(to.result),
      to.fault === null ? null : JSON.stringify(to.fault),
      to.commandKey,
      to.dispatchedAt,
      to.endedAt,
      to.deadline,
      to.notBefore,
    ],
  );
  return rows.length === 1;
}

export async function findOperation(db: Queryable, id: string): Promise<OperationWithDevice | null> {
  const { rows } = await db.query<OperationWithDevice>(
    `SELECT ${columns}, d.public_id AS "deviceId" FROM operation o JOIN device d ON d.id = o.device_id WHERE o.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export async function lockHolder(db: Queryable, device: DeviceKey): Promise<OperationWithDevice | null> {
  const { rows } = await db.query<OperationWithDevice>(
    `SELECT ${columns}, d.public_id AS "deviceId" FROM operation o JOIN device d ON d.id = o.device_id
     WHERE o.device_id = $1 AND o.active`,
    [device],
  );
  return rows[0] ?? null;
}

/** An open operation that names a file of ours; null: none does. */
export async function operationNamingFile(db: Queryable, fileId: string): Promise<OperationWithDevice | null> {
  const { rows } = await db.query<OperationWithDevice>(
    `SELECT ${columns}, d.public_id AS "deviceId" FROM operation o JOIN device d ON d.id = o.device_id
     WHERE o.state IN ('queued','dispatched','accepted','applying','unconfirmed')
       AND (o."order" ->> 'fileId' = $1 OR o."order" @> jsonb_build_object('operations', jsonb_build_array(jsonb_build_object('fileId', $1::text))))
     LIMIT 1`,
    [fileId],
  );
  return rows[0] ?? null;
}

/** Newest first; `before` is the place of the last one seen. */
export async function listOperations(
  db: Queryable,
  device: DeviceKey,
  before: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<OperationWithDevice[]> {
  const { rows } = await db.query<OperationWithDevice>(
    `SELECT ${columns}, d.public_id AS "deviceId" FROM operation o JOIN device d ON d.id = o.device_id
     WHERE o.device_id = $1 AND ($2::timestamptz IS NULL OR (o.created_at, o.id) < ($2, $3::uuid))
     ORDER BY o.created_at DESC, o.id DESC LIMIT $4`,
    [device, before?.createdAt ?? null, before?.id ?? null, limit],
  );
  return rows;
}

/** Open operations of a device that are not yet said, e.g. to see that a policy has one already. */
export async function hasQueued(db: Queryable, device: DeviceKey, kind: string): Promise<boolean> {
  const { rowCount } = await db.query(
    "SELECT 1 FROM operation WHERE device_id = $1 AND kind = $2 AND state IN ('queued','dispatched') LIMIT 1",
    [device, kind],
  );
  return rowCount !== 0;
}

/** What of a device's model Muster relies on: whether it was read whole, and the tables it has added instances to. */
export async function readingsOf(
  db: Queryable,
  device: DeviceKey,
): Promise<{ readonly whole: boolean; readonly tables: readonly string[] }> {
  const { rows } = await db.query<{ whole: boolean | null; tables: string[] | null }>(
    `SELECT bool_or(kind = 'refresh' AND NOT "order" ? 'paths') AS whole,
       array_agg(DISTINCT regexp_replace("order"->>'path', '\\[[^]]*\\]\\.$', '')) FILTER (WHERE kind = 'addObject') AS tables
     FROM operation WHERE device_id = $1 AND state = 'succeeded' AND kind IN ('refresh', 'addObject')`,
    [device],
  );
  return { whole: rows[0]?.whole ?? false, tables: rows[0]?.tables ?? [] };
}

/** Whether a device may bring something for an operation: it is open, and the device is trusted. */
export async function uploadStanding(
  db: Queryable,
  device: DeviceKey,
  id: OperationId,
): Promise<{ kind: 'open'; fileType: string } | { kind: 'ended' | 'quarantined' | 'gone' }> {
  const { rows } = await db.query<{ state: OperationState; fileType: string | null; quarantined: boolean }>(
    `SELECT o.state, o."order" ->> 'fileType' AS "fileType", d.quarantined
     FROM operation o JOIN device d ON d.id = o.device_id WHERE o.id = $1 AND o.device_id = $2`,
    [id, device],
  );
  const found = rows[0];
  if (!found) return { kind: 'gone' };
  if (found.quarantined) return { kind: 'quarantined' };
  return isOpen(found.state) ? { kind: 'open', fileType: found.fileType ?? '' } : { kind: 'ended' };
}

/**
 * Keeps what a device said, once.
 * @returns false when the very same thing was kept before
 */
export async function insertEvidence(
  tx: Transaction,
  evidence: {
    device: DeviceKey;
    dedupKey: Buffer;
    kind: string;
    commandKey: string;
    payload: unknown;
    receivedAt: Date;
    appliedTo: OperationId | null;
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO evidence (device_id, dedup_key, kind, command_key, payload, received_at, applied_to)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (device_id, dedup_key) DO NOTHING`,
    [
      evidence.device,
      evidence.dedupKey,
      evidence.kind,
      evidence.commandKey,
      JSON.stringify(evidence.payload),
      evidence.receivedAt,
      evidence.appliedTo,
    ],
  );
  return rowCount === 1;
}

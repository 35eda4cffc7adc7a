import type { CampaignId, OperationId } from '../../base/ids.ts';
import { tellCompleted, toldColumns } from '../../operations/told-store.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { EndReason, WaitReason } from '../reasons.ts';
import { type Counter, counterOf, type TargetState } from '../states.ts';
import { shiftCounters } from './wave-store.ts';

/** Ends targets that wait for anything, for an abort. @returns how many */
export function cancelWaiting(tx: Transaction, id: CampaignId, now: Date, limit: number): Promise<number> {
  return endWaiting(tx, id, { state: 'cancelled', reason: 'aborted' }, now, limit);
}

/** Ends targets that wait for anything, as nothing more is begun. @returns how many */
export function skipWaiting(
  tx: Transaction,
  id: CampaignId,
  reason: EndReason,
  now: Date,
  limit: number,
): Promise<number> {
  return endWaiting(tx, id, { state: 'skipped', reason }, now, limit);
}

async function endWaiting(
  tx: Transaction,
  id: CampaignId,
  to: { state: 'cancelled' | 'skipped'; reason: string },
  now: Date,
  limit: number,
): Promise<number> {
  const { rows } = await tx.query<{ wave: number; was: TargetState }>(
    `WITH picked AS MATERIALIZED (
       SELECT device_id, wave, state FROM target
       WHERE campaign_id = $1 AND state IN ('waiting','preparing','retryWait') LIMIT $3 FOR UPDATE SKIP LOCKED
     ), done AS (
       UPDATE target t SET state = $4, reason = $5, deadline = NULL, not_before = NULL, version = t.version + 1, changed_at = $2
       FROM picked s WHERE t.campaign_id = $1 AND t.device_id = s.device_id
     )
     SELECT wave, state AS was FROM picked`,
    [id, now, limit, to.state, to.reason],
  );
  await countAway(tx, id, rows, to.state);
  return rows.length;
}

/**
 * Takes claims back that no session has begun on, with their operations and so their locks. Rows that a session works
 * on are passed over: it waits for the campaign's row, and will find it no longer running.
 * @param ahead whether those go too that are told of a time to come, whenever they call
 * @returns how many
 */
export async function releaseClaims(
  tx: Transaction,
  id: CampaignId,
  to: { state: 'waiting'; reason: WaitReason } | { state: 'cancelled' | 'skipped'; reason: EndReason },
  now: Date,
  limit: number,
  ahead = true,
): Promise<number> {
  const { rows } = await tx.query<{ wave: number; was: TargetState }>(
    `WITH picked AS MATERIALIZED (
       SELECT t.device_id, t.wave, t.state, t.operation_id, o."order" ? 'windows' AS ahead
       FROM target t JOIN operation o ON o.id = t.operation_id
       WHERE t.campaign_id = $1 AND t.state = 'claimed' AND o.state = 'queued' AND ($6 OR NOT o."order" ? 'windows') LIMIT $3 FOR UPDATE OF t, o SKIP LOCKED
     ), freed AS (
       UPDATE operation o SET state = 'cancelled', active = false, ended_at = $2, deadline = NULL, version = o.version + 1
       FROM picked s WHERE o.id = s.operation_id RETURNING ${toldColumns}
     ), told AS (
       ${tellCompleted('freed')}
     ), done AS (
       UPDATE target t SET state = $4, reason = $5, operation_id = NULL, deadline = NULL, version = t.version + 1, changed_at = $2,
         -- These are looked at also while windows are shut.
         not_before = CASE WHEN s.ahead AND $4 = 'waiting' THEN $2::timestamptz END
       FROM picked s WHERE t.campaign_id = $1 AND t.device_id = s.device_id
     )
     SELECT wave, state AS was FROM picked`,
    [id, now, limit, to.state, to.reason, ahead],
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

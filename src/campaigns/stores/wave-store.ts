import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { Wave } from '../campaign.ts';
import type { WaitReason } from '../reasons.ts';
import type { Counter, WaveState } from '../states.ts';

const waveColumns = `w.ordinal, w.state, w.size, w.shuffle_from::text AS "shuffleFrom", w.shuffle_to::text AS "shuffleTo", w.cursor,
  c.total, c.waiting, c.inflight, c.retrying, c.soaking, c.succeeded, c.failed, c.skipped, c.cancelled, w.opened_at AS "openedAt",
  w.drained_at AS "drainedAt", w.ended_at AS "endedAt", w.gated_by AS "gatedBy",
  w.waits_for AS "waitsFor", w.waits_until AS "waitsUntil"`;
/** Rows over which the moves of one wave by sessions are spread: so many that few connections of a process share one. */
const shards = 32;

export async function insertWaves(tx: Transaction, id: CampaignId, sizes: readonly (number | null)[]): Promise<void> {
  await tx.query(
    `INSERT INTO wave (campaign_id, ordinal, state, size)
     SELECT $1, i.ordinal, 'pending', i.size FROM unnest($2::int[]) WITH ORDINALITY AS i(size, ordinal)`,
    [id, sizes],
  );
}

export async function listWaves(db: Queryable, id: CampaignId): Promise<Wave[]> {
  const { rows } = await db.query<Wave>(
    `SELECT ${waveColumns} FROM wave w JOIN wave_counts c ON c.campaign_id = w.campaign_id AND c.ordinal = w.ordinal
     WHERE w.campaign_id = $1 ORDER BY w.ordinal`,
    [id],
  );
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

/** A wave that ends waits for nothing any more. */
export async function changeWave(tx: Transaction, id: CampaignId, ordinal: number, change: WaveChange): Promise<void> {
  await tx.query(
    `UPDATE wave SET state = coalesce($3, state),
       shuffle_from = coalesce($4::bigint, shuffle_from), shuffle_to = coalesce($5::bigint, shuffle_to),
       cursor = coalesce($6, cursor), total = total + $7, waiting = waiting + $7,
       opened_at = coalesce($8, opened_at), drained_at = coalesce($9, drained_at), ended_at = coalesce($10, ended_at),
       gated_by = coalesce($11, gated_by),
       waits_for = CASE WHEN $10::timestamptz IS NULL THEN waits_for END,
       waits_until = CASE WHEN $10::timestamptz IS NULL THEN waits_until END
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

/**
 * Moves many targets between counters of their wave; in the transaction that moves the targets. For the planner: it is one
 * transaction at a time per campaign.
 */
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

/**
 * The same for one target that moves in the session of its device: written to a row of this connection, so that sessions
 * do not wait for each other's commit.
 */
export async function shiftOne(
  tx: Transaction,
  id: CampaignId,
  ordinal: number,
  from: Counter,
  to: Counter,
): Promise<void> {
  if (from === to) return;
  await tx.query(
    `INSERT INTO wave_tally AS t (campaign_id, ordinal, shard, ${from}, ${to})
     VALUES ($1, $2, pg_backend_pid() % ${shards}, -1, 1)
     ON CONFLICT (campaign_id, ordinal, shard) DO UPDATE SET ${from} = t.${from} - 1, ${to} = t.${to} + 1`,
    [id, ordinal],
  );
}

/**
 * Moves waiting targets to the last wave that is not over, where there is one behind theirs; counters follow. The caller
 * holds the campaign's row, so that no wave opens or ends meanwhile.
 * @returns how many
 */
export async function moveToTail(
  tx: Transaction,
  id: CampaignId,
  devices: readonly DeviceKey[],
  reason: WaitReason,
): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `WITH tail AS (
       SELECT max(ordinal) AS ordinal FROM wave WHERE campaign_id = $1 AND ended_at IS NULL
     ), picked AS MATERIALIZED (
       SELECT t.device_id, t.wave FROM target t, tail
       WHERE t.campaign_id = $1 AND t.device_id = ANY($2) AND t.state = 'waiting' AND t.wave < tail.ordinal FOR UPDATE OF t
     ), moved AS (
       UPDATE target t SET wave = tail.ordinal, reason = $3, not_before = NULL, version = t.version + 1
       FROM picked p, tail WHERE t.campaign_id = $1 AND t.device_id = p.device_id
     ), gone AS (
       SELECT wave AS ordinal, -count(*) AS n FROM picked GROUP BY wave
       UNION ALL SELECT tail.ordinal, count(*) FROM picked, tail GROUP BY tail.ordinal
     ), counted AS (
       UPDATE wave w SET waiting = w.waiting + g.n, total = w.total + g.n
       FROM gone g WHERE w.campaign_id = $1 AND w.ordinal = g.ordinal
     )
     SELECT count(*) AS n FROM picked`,
    [id, devices, reason],
  );
  return rows[0]!.n;
}

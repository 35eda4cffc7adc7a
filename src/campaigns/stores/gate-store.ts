import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { Blackout } from '../gates/gate.ts';
import type { GateReason, WaitReason } from '../reasons.ts';
import type { CampaignState } from '../states.ts';
import { dispatchLock } from './campaign-store.ts';
import type { Members } from './member-store.ts';

const lock = `hashtextextended('gates', 7)`;

/** For a claim: no blackout and no exclusion comes or goes until the transaction ends. */
export async function holdGates(tx: Transaction): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${lock})`);
}

/** For a dispatch: besides, the campaign stays in its state until the transaction ends. Other dispatches go on. */
export async function holdCampaignAndGates(tx: Transaction, id: CampaignId): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${dispatchLock('$1')}), pg_advisory_xact_lock_shared(${lock})`, [
    id,
  ]);
}

/** For a change of them: waits until nobody claims or dispatches by what was true before. */
export async function lockGates(tx: Transaction): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${lock})`);
}

/** Something was taken back: targets that wait for it are to be looked at again. */
export async function countLift(tx: Transaction): Promise<void> {
  await tx.query('UPDATE gates SET lifted = lifted + 1');
}

/** A blackout was put up: devices that were told of a time in it are to be looked at. */
export async function countRaise(tx: Transaction): Promise<void> {
  await tx.query('UPDATE gates SET raised = raised + 1');
}

/** Everything that may shut a gate now or soon. Bounded, as only so many may be in force. */
export interface LiveGates {
  readonly blackouts: readonly Blackout[];
  /** Those by a filter. */
  readonly exclusions: readonly { readonly id: string; readonly filter: string; readonly until: number | null }[];
  /** Whether devices stand on lists. */
  readonly lists: boolean;
  /** How often something was taken back, and for how many of these times the campaign's targets have been looked at. */
  readonly lifted: number;
  readonly seen: number;
  /** The same of blackouts that were put up, and of devices that were told of a time to come. */
  readonly raised: number;
  readonly raisedSeen: number;
}

export async function liveGates(db: Queryable, id: CampaignId, now: Date): Promise<LiveGates> {
  const { rows } = await db.query<LiveGates>(
    `SELECT
       (SELECT coalesce(json_agg(json_build_object('id', id, 'from', from_local, 'to', to_local, 'zone', zone, 'filter', filter)), '[]')
        FROM blackout WHERE over_at IS NULL OR over_at > $1) AS blackouts,
       (SELECT coalesce(json_agg(json_build_object('id', id, 'filter', filter, 'until', (extract(epoch FROM until) * 1000)::float8)), '[]')
        FROM exclusion WHERE filter IS NOT NULL AND (until IS NULL OR until > $1)) AS exclusions,
       EXISTS (SELECT 1 FROM exclusion WHERE filter IS NULL AND (until IS NULL OR until > $1)) AS lists,
       (SELECT lifted FROM gates) AS lifted, (SELECT lifted_seen FROM campaign WHERE id = $2) AS seen,
       (SELECT raised FROM gates) AS raised, (SELECT raised_seen FROM campaign WHERE id = $2) AS "raisedSeen"`,
    [now, id],
  );
  return rows[0]!;
}

/** Which of the devices each of the filters has, in one statement. @returns devices by the place of the filter */
export async function devicesOf(
  db: Queryable,
  devices: readonly DeviceKey[],
  filters: readonly Members[],
): Promise<ReadonlySet<DeviceKey>[]> {
  const params: unknown[] = [devices];
  const tests = filters.map((members) => {
    const { sql, params: its } = members(params.length + 1);
    params.push(...its);
    return `coalesce((${sql}), false)`;
  });
  const { rows } = await db.query<{ key: DeviceKey; has: boolean[] }>(
    `SELECT d.id AS key, ARRAY[${tests.join(', ')}] AS has
     FROM device d LEFT JOIN device_pulse p ON p.device_id = d.id WHERE d.id = ANY($1)`,
    params,
  );
  return filters.map((_, i) => new Set(rows.filter((row) => row.has[i]).map((row) => row.key)));
}

export async function saveLiftsSeen(tx: Transaction, id: CampaignId, lifted: number): Promise<void> {
  await tx.query('UPDATE campaign SET lifted_seen = $2 WHERE id = $1', [id, lifted]);
}

export async function saveRaisesSeen(tx: Transaction, id: CampaignId, raised: number): Promise<void> {
  await tx.query('UPDATE campaign SET raised_seen = $2 WHERE id = $1', [id, raised]);
}

/** Lets targets be looked at that waited for a blackout or an exclusion, a page of them. @returns how many */
export async function wakeGated(
  tx: Transaction,
  id: CampaignId,
  wave: number,
  now: Date,
  limit: number,
): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE target t SET reason = 'wave', not_before = $4 FROM (
       SELECT device_id FROM target WHERE campaign_id = $1 AND wave = $2 AND state = 'waiting' AND not_before IS NOT NULL
         AND reason IN ('blackout', 'excluded') LIMIT $3 FOR UPDATE SKIP LOCKED
     ) w WHERE t.campaign_id = $1 AND t.device_id = w.device_id`,
    [id, wave, limit, now],
  );
  return rowCount ?? 0;
}

/** Notes what all ready targets of a wave wait for; null: nothing. Written only when it is another than before. */
export async function noteWait(
  tx: Transaction,
  id: CampaignId,
  wave: { readonly ordinal: number; readonly waitsFor: string | null; readonly waitsUntil: Date | null },
  reason: WaitReason | GateReason | null,
  until: Date | null,
): Promise<void> {
  if (wave.waitsFor === reason && wave.waitsUntil?.getTime() === until?.getTime()) return;
  await tx.query('UPDATE wave SET waits_for = $3, waits_until = $4 WHERE campaign_id = $1 AND ordinal = $2', [
    id,
    wave.ordinal,
    reason,
    until,
  ]);
}

/** A campaign and one of its devices in the moment of the dispatch. */
export interface DispatchFacts<Plan> {
  readonly state: CampaignState;
  readonly plan: Plan;
  readonly timeZone: string | null;
  readonly localTimeZone: string | null;
}

/** Asked behind `holdCampaignAndGates`. */
export async function dispatchFacts<Plan>(
  tx: Transaction,
  id: CampaignId,
  device: DeviceKey,
): Promise<DispatchFacts<Plan> | null> {
  const { rows } = await tx.query<DispatchFacts<Plan>>(
    `SELECT c.state, c.plan, d.time_zone AS "timeZone", ${localTimeZone('d')} AS "localTimeZone"
     FROM campaign c JOIN device d ON d.id = $2 WHERE c.id = $1`,
    [id, device],
  );
  return rows[0] ?? null;
}

/** What a device told of its zone, cut out of its parameters (devices/parameter-lines.ts). @param device a name for its row */
export function localTimeZone(device: string): string {
  const value = (key: string): string => `nullif(split_part(split_part(l.content, E'\\n${key}\\t', 2), E'\\t', 1), '')`;
  return `(SELECT coalesce(${value('LocalTimeZoneName')}, ${value('LocalTimeZone')})
    FROM parameter_lines l WHERE l.device_id = ${device}.id AND l.block = coalesce(${device}.root, 'Device.') || 'Time.')`;
}

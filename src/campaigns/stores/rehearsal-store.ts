import type { DeviceKey } from '../../base/ids.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { DeviceNow } from '../kinds/kind.ts';
import { type Reach, reachOf } from '../rules/reach-rules.ts';
import type { Place } from './claim-store.ts';
import { localTimeZone } from './gate-store.ts';
import { boundaryOf, fleet, type Members, type Order, shuffleOf } from './member-store.ts';
import { mayBeScheduled, type ReachRow, reachFacts } from './reach-store.ts';

/** A device as a rehearsal takes it. */
export interface RehearsalMember extends Place {
  readonly device: DeviceNow;
  /** Its place in the order of the campaign: a signed 64-bit number. */
  readonly shuffle: string;
  readonly taken: boolean;
  /** Seconds between its calls; null: it never said. */
  readonly informInterval: number | null;
  readonly reach: Reach;
  /** It is looked at also while the windows are shut. */
  readonly early: boolean;
}

/** The shuffle number that ends a wave of `size` members after `from`, as `waveBoundary` has it; null when fewer are left. */
export async function boundaryAfter(
  db: Queryable,
  order: Order,
  members: Members,
  wave: { readonly from: string | null; readonly size: number },
): Promise<string | null> {
  const where = members(4);
  const { rows } = await db.query<{ h: string }>(
    `SELECT ${boundaryOf(order, 'h')}::text AS h FROM (SELECT ${shuffleOf(order)} AS h FROM ${fleet} WHERE ${where.sql}) m
     WHERE $2::bigint IS NULL OR h > $2 ORDER BY m.h OFFSET $3 LIMIT 1`,
    [order.seed, wave.from, wave.size - 1, ...where.params],
  );
  return rows[0]?.h ?? null;
}

/** Every `every`th member of a stretch of the order, by a number of its own, in the order of devices. */
export async function sampleMembers(
  db: Queryable,
  order: Order,
  members: Members,
  stretch: { readonly from: string | null; readonly to: string | null; readonly every: number },
): Promise<RehearsalMember[]> {
  const where = members(5);
  const shuffle = shuffleOf(order);
  const { rows } = await db.query<DeviceNow & Omit<RehearsalMember, 'device' | 'reach'> & { readonly reach: ReachRow }>(
    `WITH sample AS MATERIALIZED (
       SELECT d.id, ${shuffle} AS h FROM ${fleet}
       WHERE ($2::bigint IS NULL OR ${shuffle} > $2) AND ($3::bigint IS NULL OR ${shuffle} <= $3)
         AND ($4::bigint = 1 OR hashint8extended(d.id, $1::bigint # 1) % $4::bigint = 0) AND (${where.sql})
     )
     SELECT d.id AS key, s.h::text AS shuffle, d.software_version AS "softwareVersion", d.product_class AS "productClass",
       d.root, p.last_inform_at AS "lastInformAt", d.inform_interval AS "informInterval",
       ${reachFacts('d')} AS reach, ${mayBeScheduled('d')} AS early, d.site, d.tags, d.time_zone AS "timeZone",
       ${localTimeZone('d')} AS "localTimeZone", EXISTS (SELECT FROM operation o WHERE o.device_id = d.id AND o.active OFFSET 0) AS taken
     FROM sample s JOIN device d ON d.id = s.id LEFT JOIN device_pulse p ON p.device_id = d.id ORDER BY d.id`,
    [order.seed, stretch.from, stretch.to, stretch.every, ...where.params],
  );
  return rows.map(({ key, softwareVersion, productClass, root, lastInformAt, reach, ...more }) => ({
    device: { key: key as DeviceKey, softwareVersion, productClass, root, lastInformAt },
    reach: reachOf({ ...reach, lastInformAt }),
    ...more,
  }));
}

import type { CampaignId } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import { mayBeScheduled } from './reach-store.ts';

/** A WHERE fragment over `device d LEFT JOIN device_pulse p`, numbered from the place given. */
export type Members = (firstParam: number) => MembersSql;

export interface MembersSql {
  readonly sql: string;
  readonly params: readonly unknown[];
  /**
   * The same for devices after one and up to another, which a page is made of: where members are found in another table, it is
   * read from there on, rather than from its beginning each time.
   */
  readonly between?: (after: string, upTo: string) => string;
}

export const fleet = 'device d LEFT JOIN device_pulse p ON p.device_id = d.id';

/** In which order a campaign takes its devices: a random one of its own. */
export interface Order {
  /** 64 bits as a signed number, the first parameter of a query. */
  readonly seed: string;
  /**
   * `random`: each device by itself. `site`: the devices of a site one after the other, and all of them in one wave; those
   * without a site by themselves.
   */
  readonly by: 'random' | 'site';
}

/** A random but fixed number per device and campaign (a core hash, stable as hash partitioning relies on it). */
const ofDevice = 'hashint8extended(d.id, $1::bigint)';
/** Bits of a device's own number where the others are its site's: sites keep together, and no two devices are level. */
const ownBits = 1_048_575;
const ofSite = `CASE WHEN coalesce(d.site, '') = '' THEN ${ofDevice}
  ELSE (hashtextextended(d.site, $1::bigint) & ~(${ownBits}::bigint)) | (${ofDevice} & ${ownBits}::bigint) END`;

/** The number that a device is sorted by. */
export function shuffleOf({ by }: Order): string {
  return by === 'site' ? `(${ofSite})` : ofDevice;
}

/** The number up to which a wave goes that needs all devices up to this one: to the end of its site. */
export function boundaryOf({ by }: Order, last: string): string {
  return by === 'site' ? `(${last} | ${ownBits}::bigint)` : last;
}

/**
 * Devices on which a campaign succeeded until a time, late or not, as a WHERE fragment. Its end is final and a record is
 * corrected only once, so the set is the same whenever it is asked for.
 */
export function succeededIn(campaign: string, until: Date, firstParam: number): Required<MembersSql> {
  const exists = (range: string): string =>
    `EXISTS (SELECT FROM target s WHERE s.campaign_id = $${firstParam}::uuid AND s.device_id = d.id${range}
      AND (s.state = 'succeeded' OR (s.corrected IS NOT NULL AND s.corrected_at <= $${firstParam + 1}::timestamptz)))`;
  return {
    sql: exists(''),
    params: [campaign, until],
    between: (after, upTo) => exists(` AND s.device_id > ${after} AND s.device_id <= ${upTo}`),
  };
}

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
  aims: { readonly already: Members; readonly productClass: string | null },
): Promise<Selection> {
  const already = aims.already(2);
  const where = members(2 + already.params.length);
  const { rows } = await db.query<Selection>(
    `SELECT count(*) AS matched,
       count(*) FILTER (WHERE ${already.sql}) AS already,
       count(*) FILTER (WHERE $1::text IS NOT NULL AND d.product_class <> $1) AS "wrongModel",
       count(*) FILTER (WHERE l.device_id IS NOT NULL) AS locked,
       coalesce(max(d.id), 0) AS "newestDevice"
     FROM ${fleet} LEFT JOIN operation l ON l.device_id = d.id AND l.active WHERE ${where.sql}`,
    [aims.productClass, ...already.params, ...where.params],
  );
  return rows[0]!;
}

/**
 * The shuffle number that ends a wave of `size` members beginning after `from`; null when fewer are left. By sites the wave
 * takes the whole of the last site that it needs a device of, and is larger by the others of it.
 */
export async function waveBoundary(
  tx: Transaction,
  order: Order,
  members: Members,
  wave: { from: string | null; size: number; snapshotDevice: number },
): Promise<string | null> {
  const where = members(5);
  const { rows } = await tx.query<{ h: string }>(
    `SELECT ${boundaryOf(order, 'h')}::text AS h
     FROM (SELECT ${shuffleOf(order)} AS h FROM ${fleet} WHERE d.id <= $2 AND (${where.sql})) m
     WHERE $3::bigint IS NULL OR h > $3 ORDER BY m.h OFFSET $4 LIMIT 1`,
    [order.seed, wave.snapshotDevice, wave.from, wave.size - 1, ...where.params],
  );
  return rows[0]?.h ?? null;
}

/**
 * Writes the next page of a wave's targets, in device order from `cursor`, so that a crash only repeats one page.
 * @param page.ahead those that may be told of windows to come are looked at also while the windows are shut
 * @returns how many, and the device to go on from; null when the wave is complete
 */
export async function materialisePage(
  tx: Transaction,
  campaign: { id: CampaignId; order: Order; snapshotDevice: number },
  wave: { ordinal: number; from: string | null; to: string | null; cursor: number },
  members: Members,
  page: { limit: number; at: Date; ahead: boolean },
): Promise<{ added: number; cursor: number | null }> {
  const where = members(10);
  const shuffle = shuffleOf(campaign.order);
  const { rows } = await tx.query<{ found: number; last: number | null; added: number }>(
    `WITH page AS MATERIALIZED (
       SELECT d.id, d.software_version, ${shuffle} AS h, ${page.ahead ? mayBeScheduled('d') : 'false'} AS early FROM ${fleet}
       WHERE d.id > $2 AND d.id <= $3 AND ($4::bigint IS NULL OR ${shuffle} > $4) AND ($5::bigint IS NULL OR ${shuffle} <= $5)
         AND (${where.between?.('$2', '$3') ?? where.sql})
       ORDER BY d.id LIMIT $6
     ), added AS (
       INSERT INTO target (campaign_id, device_id, wave, state, reason, from_version, shuffle, changed_at, made_at, not_before)
       SELECT $7, id, $8, 'waiting', 'wave', software_version, h, $9, $9, CASE WHEN early THEN $9::timestamptz END FROM page
       ON CONFLICT (campaign_id, device_id) DO NOTHING RETURNING 1
     )
     SELECT (SELECT count(*) FROM page) AS found, (SELECT max(id) FROM page) AS last, (SELECT count(*) FROM added) AS added`,
    [
      campaign.order.seed,
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

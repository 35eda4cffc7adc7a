import type { DeviceId, DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';
import type { UnitKind } from './seen.ts';

/** One name and version in the fleet, and how many units there are of it in each state. */
export interface ReleaseCounts {
  readonly id: number;
  readonly kind: UnitKind;
  readonly name: string;
  readonly version: string;
  readonly versionKey: string;
  readonly cells: readonly { readonly status: string; readonly fault: string; readonly count: number }[];
}

export interface ReleaseQuestion {
  readonly name?: string | undefined;
  readonly kind?: UnitKind | undefined;
  /** Only those of which units have a fault. */
  readonly faulty?: boolean;
}

/**
 * Which versions run in the fleet, by name, kind and version, after the place `after`. Reads counts, never units.
 */
export async function listReleases(
  db: Queryable,
  { name, kind, faulty = false }: ReleaseQuestion,
  page: {
    readonly after: readonly [name: string, kind: string, key: string, id: number] | null;
    readonly limit: number;
  },
): Promise<ReleaseCounts[]> {
  const { rows } = await db.query<Omit<ReleaseCounts, 'cells'> & { cells: [string, string, number][] }>(
    `SELECT r.id, r.kind, r.name, r.version, r.version_key AS "versionKey", c.cells FROM (
       SELECT r.* FROM software_release r
       WHERE ($1::text IS NULL OR r.name = $1) AND ($2::text IS NULL OR r.kind = $2::"char")
         AND ($3::text IS NULL OR (r.name, r.kind::text, r.version_key, r.id) > ($3 COLLATE "C", $4, $5 COLLATE "C", $6::bigint))
         AND EXISTS (SELECT FROM software_count c WHERE c.release_id = r.id AND ($7::boolean IS FALSE OR c.fault <> '')
           GROUP BY c.status, c.fault HAVING sum(c.n) > 0)
       ORDER BY r.name, r.kind::text, r.version_key, r.id LIMIT $8
     ) r CROSS JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_array(s.status, s.fault, s.n) ORDER BY s.status, s.fault) AS cells
       FROM (SELECT c.status, c.fault, sum(c.n) AS n FROM software_count c WHERE c.release_id = r.id
         GROUP BY c.status, c.fault HAVING sum(c.n) > 0) s
     ) c ORDER BY r.name, r.kind::text, r.version_key, r.id`,
    [name ?? null, kind ?? null, ...(page.after ?? [null, null, null, null]), faulty, page.limit],
  );
  return rows.map(({ cells, ...release }) => ({
    ...release,
    cells: cells.map(([status, fault, count]) => ({ status, fault, count })),
  }));
}

/** A unit of the fleet, with its device. */
export interface FleetUnit {
  readonly device: DeviceKey;
  readonly deviceId: DeviceId;
  readonly root: 'Device.' | 'InternetGatewayDevice.';
  readonly kind: UnitKind;
  readonly instance: number;
  readonly version: string;
  readonly status: string;
  readonly fault: string;
  readonly resolved: boolean | null;
  readonly releaseId: number;
}

/** Units of one release in one state: a stretch of one index, in the order of devices. */
export interface Stretch {
  readonly releaseId: number;
  readonly status: string;
  readonly fault: string;
  /** Of the stretch, only what comes after this unit; 0 and 0 for all. */
  readonly afterDevice: number;
  readonly afterInstance: number;
}

/** Units of several stretches, one after the other. */
export async function unitsOfStretches(
  db: Queryable,
  stretches: readonly Stretch[],
  limit: number,
): Promise<FleetUnit[]> {
  const { rows } = await db.query<FleetUnit>(
    `SELECT u.device_id AS device, d.public_id AS "deviceId", coalesce(d.root, 'Device.') AS root, r.kind, u.instance,
       r.version, u.status, u.fault, u.resolved, u.release_id AS "releaseId"
     FROM (
       SELECT s.place, u.* FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
         WITH ORDINALITY AS s(release_id, status, fault, after_device, after_instance, place)
       CROSS JOIN LATERAL (
         SELECT * FROM software_unit u WHERE u.release_id = s.release_id AND u.status = s.status AND u.fault = s.fault
           AND u.device_id >= s.after_device AND (u.device_id, u.instance) > (s.after_device, s.after_instance)
         ORDER BY u.device_id, u.instance LIMIT $6
       ) u ORDER BY s.place, u.device_id, u.instance LIMIT $6
     ) u JOIN device d ON d.id = u.device_id JOIN software_release r ON r.id = u.release_id
     ORDER BY u.place, u.device_id, u.instance`,
    [
      stretches.map((s) => s.releaseId),
      stretches.map((s) => s.status),
      stretches.map((s) => s.fault),
      stretches.map((s) => s.afterDevice),
      stretches.map((s) => s.afterInstance),
      limit,
    ],
  );
  return rows;
}

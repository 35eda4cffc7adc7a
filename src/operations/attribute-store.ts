import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';
import type { WantedAttribute } from './kind.ts';

/** Keeps what was set on a device; parts that an order left alone stay as they were. */
export async function keepAttributes(
  db: Queryable,
  device: DeviceKey,
  attributes: readonly WantedAttribute[],
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO wanted_attribute AS a (device_id, path, notification, access_list, changed_at)
     SELECT $1, i.path, i.notification,
       CASE WHEN i.list IS NULL THEN NULL ELSE ARRAY(SELECT jsonb_array_elements_text(i.list)) END, $5
     FROM unnest($2::text[], $3::smallint[], $4::jsonb[]) AS i(path, notification, list)
     ON CONFLICT (device_id, path) DO UPDATE SET notification = coalesce(excluded.notification, a.notification),
       access_list = coalesce(excluded.access_list, a.access_list), changed_at = excluded.changed_at`,
    [
      device,
      attributes.map((a) => a.path),
      attributes.map((a) => a.notification ?? null),
      attributes.map((a) => (a.accessList === undefined ? null : JSON.stringify(a.accessList))),
      now,
    ],
  );
}

/** Most attributes that a device is given again by itself. */
const mostWanted = 1_000;

/** What was set on a device, in the order of paths. */
export async function wantedAttributes(db: Queryable, device: DeviceKey): Promise<WantedAttribute[]> {
  const { rows } = await db.query<{ path: string; notification: number | null; accessList: string[] | null }>(
    `SELECT path, notification, access_list AS "accessList" FROM wanted_attribute WHERE device_id = $1
     ORDER BY changed_at, path LIMIT $2`,
    [device, mostWanted],
  );
  return rows.map(({ path, notification, accessList }) => ({
    path,
    ...(notification === null ? {} : { notification }),
    ...(accessList === null ? {} : { accessList }),
  }));
}

import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** A device refused a method as unknown, whatever it told of its methods before. */
export async function forgetMethod(db: Queryable, device: DeviceKey, method: string): Promise<void> {
  await db.query(
    `UPDATE device SET methods = array_remove(methods, $2)
     WHERE id = $1 AND methods_version IS NOT DISTINCT FROM software_version AND $2 = ANY(methods)`,
    [device, method],
  );
}

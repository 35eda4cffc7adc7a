import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';
import { blockOf } from './block-path.ts';
import type { Root } from './facts.ts';
import { readBlocks } from './parameter-store.ts';
import type { DeviceKind } from './quirks/book.ts';

/** What kind of device it is, as it told the last time; null where there is none. */
export async function kindOfDevice(
  db: Queryable,
  device: DeviceKey,
): Promise<(DeviceKind & { readonly root: Root | null }) | null> {
  const { rows } = await db.query<DeviceKind & { readonly root: Root | null }>(
    `SELECT manufacturer, oui, product_class AS "productClass", software_version AS "softwareVersion", root
     FROM device WHERE id = $1`,
    [device],
  );
  return rows[0] ?? null;
}

export interface ReportedParameter {
  readonly value: string;
  readonly type: string | null;
  readonly writable: boolean | null;
}

/** What a device told of these parameters the last time; those it never told are left out. */
export async function reportedParameters(
  db: Queryable,
  device: DeviceKey,
  paths: readonly string[],
): Promise<Map<string, ReportedParameter>> {
  const values = paths.map((name) => ({ name, value: '', type: null }));
  const [blocks] = await readBlocks(db, [{ device, news: { values } }]);
  const reported = new Map<string, ReportedParameter>();
  for (const path of paths) {
    const { block, key } = blockOf(path);
    const stored = blocks!.get(block)?.get(key);
    if (stored) reported.set(path, { value: stored[0], type: stored[1], writable: stored[3] });
  }
  return reported;
}

import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** How many paths devices of the same model and software take in one call; null where none ever refused. */
export async function batchOfModel(db: Queryable, device: DeviceKey): Promise<number | null> {
  const { rows } = await db.query<{ paths: number }>(
    `SELECT b.paths FROM device d JOIN model_batch b ON b.manufacturer = d.manufacturer
       AND b.product_class = d.product_class AND b.software_version = coalesce(d.software_version, '')
     WHERE d.id = $1`,
    [device],
  );
  return rows[0]?.paths ?? null;
}

/** Keeps the smallest batch that was learned: another device of the model is not to learn it the hard way. */
export async function keepBatchOfModel(db: Queryable, device: DeviceKey, paths: number, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO model_batch AS b (manufacturer, product_class, software_version, paths, changed_at)
     SELECT manufacturer, product_class, coalesce(software_version, ''), $2, $3 FROM device WHERE id = $1
     ON CONFLICT (manufacturer, product_class, software_version)
       DO UPDATE SET paths = least(b.paths, excluded.paths), changed_at = excluded.changed_at`,
    [device, paths, now],
  );
}

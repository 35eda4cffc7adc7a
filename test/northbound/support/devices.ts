import { deviceIdOf } from '../../../src/base/device-id.ts';
import { versionKey } from '../../../src/devices/version-order.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';

/** Puts devices in that have called a moment ago. Serial numbers are the prefix and six digits from 1. @returns their ids */
export async function insertDevices(
  pool: Pool,
  count: number,
  { prefix = 'T', productClass = 'MG100', softwareVersion = '1.0.0' } = {},
): Promise<string[]> {
  const serials = Array.from({ length: count }, (_, i) => prefix + String(i + 1).padStart(6, '0'));
  const ids = serials.map((serialNumber) => deviceIdOf({ oui: '00D09E', productClass, serialNumber }));
  await pool.query(
    `WITH made AS (
       INSERT INTO device (public_id, oui, product_class, serial_number, manufacturer, software_version,
         software_version_key, root, created_at)
       SELECT i.id, '00D09E', $3, i.serial, 'Test', $4, $5, 'Device.', now() FROM unnest($1::text[], $2::text[]) AS i(id, serial)
       RETURNING id)
     INSERT INTO device_pulse (device_id, last_inform_at) SELECT id, now() FROM made`,
    [ids, serials, productClass, softwareVersion, versionKey(softwareVersion)],
  );
  return ids;
}

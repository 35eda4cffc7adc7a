import { createHash } from 'node:crypto';
import { type FileId, newId } from '../../src/base/ids.ts';
import { versionKey } from '../../src/devices/version-order.ts';
import { insertFile } from '../../src/files/store.ts';
import type { Pool } from '../../src/platform/database/pool.ts';

const oldVersion = '2.4.1';
export const newVersion = '2.5.0';

/** Registers devices `from + 1` to `to` and their pulse, set by set: four models, spread over sites and tags. */
export async function registerDevices(pool: Pool, from: number, to: number): Promise<void> {
  await pool.query(
    `INSERT INTO device (public_id, oui, product_class, serial_number, manufacturer, software_version, software_version_key,
       hardware_version, root, cwmp_version, connection_request_url, ip_address, inform_interval, created_at, tags, site)
     SELECT '00D09E-BG' || n % 4 || '-C' || lpad(n::text, 8, '0'), '00D09E', 'BG' || n % 4, 'C' || lpad(n::text, 8, '0'),
       'Bench Works', $3, $4, 'rev.C', 'Device.', '1.2', 'http://192.0.2.1:7547/' || n, '192.0.2.' || n % 254, 300, now(),
       CASE WHEN n % 10 = 0 THEN ARRAY['pilot'] ELSE ARRAY[]::text[] END, 'site-' || n % 500
     FROM generate_series($1::int + 1, $2::int) AS n`,
    [from, to, oldVersion, versionKey(oldVersion)],
  );
  await pool.query(
    `INSERT INTO device_pulse (device_id, last_inform_at, last_events, inform_count)
     SELECT d.id, now() - (d.id % 300) * interval '1 second', '2 PERIODIC', 10 FROM device d
     WHERE NOT EXISTS (SELECT 1 FROM device_pulse p WHERE p.device_id = d.id)`,
  );
  await pool.query('VACUUM (ANALYZE) device');
  await pool.query('VACUUM (ANALYZE) device_pulse');
}

/** A firmware file as an upload leaves it; its bytes are never asked for here. */
export async function registerFirmware(pool: Pool): Promise<FileId> {
  const id = newId<'FileId'>(Date.now());
  await insertFile(pool, {
    id,
    name: 'bench-2.5.0.img',
    fileType: '1 Firmware Upgrade Image',
    version: newVersion,
    manufacturer: null,
    productClass: null,
    size: 9_437_184,
    sha256: createHash('sha256').update('bench').digest(),
    createdAt: new Date(),
  });
  return id;
}

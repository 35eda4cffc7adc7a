import { createHash } from 'node:crypto';
import { type FileId, newId } from '../../src/base/ids.ts';
import { versionKey } from '../../src/devices/version-order.ts';
import { insertFile } from '../../src/files/store.ts';
import type { Pool } from '../../src/platform/database/pool.ts';

const oldVersion = '2.4.1';
export const newVersion = '2.5.0';

/** Of each device: what is asked of it when it is told of windows or called. */
const blocks = [
  ['Device.Time.', '0\nLocalTimeZone\tCET-1CEST,M3.5.0,M10.5.0/3\ts\nLocalTimeZoneName\tEurope/Berlin\ts'],
  ['Device.ManagementServer.', '0\nHTTPConnectionRequestEnable\ttrue\tb\nPeriodicInformInterval\t300\tu'],
] as const;

/**
 * Registers devices `from + 1` to `to` with their pulse, their clock, and the ways they can be called, set by set: four
 * models, spread over sites and tags.
 */
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
  await pool.query(
    `INSERT INTO parameter_lines (device_id, block, content)
     SELECT d.id, b.block, b.content FROM device d, unnest($1::text[], $2::text[]) AS b(block, content)
     ON CONFLICT DO NOTHING`,
    [blocks.map(([block]) => block), blocks.map(([, content]) => content)],
  );
  await pool.query(
    `INSERT INTO connection_request_way (device_id, way, good_at) SELECT id, 'http', now() FROM device
     ON CONFLICT DO NOTHING`,
  );
  // Every tenth sits behind a NAT.
  await pool.query(
    `INSERT INTO udp_binding (device_id, address, port, changed_at, seen_at)
     SELECT id, '198.51.100.1', 10000 + id % 50000, now(), now() FROM device WHERE id % 10 = 0 ON CONFLICT DO NOTHING`,
  );
  for (const table of ['device', 'device_pulse', 'parameter_lines', 'connection_request_way', 'udp_binding'])
    await pool.query(`VACUUM (ANALYZE) ${table}`);
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

import type { DeviceId, DeviceKey } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { DeviceRow, DeviceView } from './device.ts';
import { type BeforeInform, hasBooted, type InformFacts } from './facts.ts';
import { statusSql } from './filter/fields.ts';
import { rememberParameters } from './parameter-store.ts';
import type { OpenBlock } from './parameters.ts';
import { versionKey } from './version-order.ts';

/** Of `device d`, as a {@link DeviceView}. */
export const viewColumns = `d.id AS key, d.public_id AS id, coalesce(d.root, 'Device.') AS root,
  coalesce(d.cwmp_version, '1.0') AS "cwmpVersion", d.software_version AS "softwareVersion",
  CASE WHEN d.methods_version IS NOT DISTINCT FROM d.software_version THEN d.methods END AS methods`;

/**
 * Stores what an Inform says: the device (made on first contact), its pulse and its session.
 * Locks the device's row until the end of the transaction.
 * @returns `changed`: the blocks of parameters that it changed
 */
export async function rememberInform(
  tx: Transaction,
  facts: InformFacts,
  sessionId: string,
  now: Date,
): Promise<{
  device: DeviceView;
  before: BeforeInform | null;
  booted: boolean;
  changed: ReadonlyMap<string, OpenBlock>;
}> {
  const found = await tx.query<BeforeInform>(
    `SELECT d.software_version AS "softwareVersion", d.connection_request_url AS "connectionRequestUrl",
       (SELECT last_inform_at FROM device_pulse WHERE device_id = d.id) AS "lastInformAt"
     FROM device d WHERE d.public_id = $1 FOR UPDATE OF d`,
    [facts.id],
  );
  const before = found.rows[0] ?? null;
  const booted = hasBooted(facts, before, now.getTime());
  const codes = facts.events.map((event) => event.code);
  const { rows } = await tx.query<DeviceView>(
    `INSERT INTO device AS d (public_id, oui, product_class, serial_number, manufacturer, software_version,
       software_version_key, hardware_version, root, cwmp_version, connection_request_url, ip_address, inform_interval,
       created_at, last_boot_at, last_bootstrap_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::timestamptz,
       CASE WHEN $15::boolean THEN $14::timestamptz END, CASE WHEN $16::boolean THEN $14::timestamptz END)
     ON CONFLICT (public_id) DO UPDATE SET
       manufacturer = excluded.manufacturer,
       product_class = excluded.product_class,
       software_version = coalesce(excluded.software_version, d.software_version),
       software_version_key = coalesce(excluded.software_version_key, d.software_version_key),
       hardware_version = coalesce(excluded.hardware_version, d.hardware_version),
       root = coalesce(excluded.root, d.root),
       cwmp_version = excluded.cwmp_version,
       connection_request_url = coalesce(excluded.connection_request_url, d.connection_request_url),
       ip_address = excluded.ip_address,
       inform_interval = coalesce(excluded.inform_interval, d.inform_interval),
       last_boot_at = coalesce(excluded.last_boot_at, d.last_boot_at),
       last_bootstrap_at = coalesce(excluded.last_bootstrap_at, d.last_bootstrap_at)
     RETURNING ${viewColumns}`,
    [
      facts.id,
      facts.identity.oui,
      facts.identity.productClass,
      facts.identity.serialNumber,
      facts.manufacturer,
      facts.softwareVersion,
      facts.softwareVersion === null ? null : versionKey(facts.softwareVersion),
      facts.hardwareVersion,
      facts.root,
      facts.cwmpVersion,
      facts.connectionRequestUrl,
      facts.ipAddress,
      facts.informInterval,
      now,
      booted,
      codes.includes('0 BOOTSTRAP'),
    ],
  );
  const device = rows[0]!;
  await tx.query(
    `INSERT INTO device_pulse AS p (device_id, last_inform_at, last_events, inform_hash, session_id, retry_count, inform_count)
     VALUES ($1, $2, $3, $4, $5, $6, 1)
     ON CONFLICT (device_id) DO UPDATE SET last_inform_at = $2, last_events = $3, inform_hash = $4, session_id = $5,
       retry_count = $6, inform_count = p.inform_count + 1`,
    [device.key, now, codes.join('\n'), facts.hash, sessionId, facts.retryCount],
  );
  const changed = await rememberParameters(tx, device.key, { values: facts.parameters }, now, before === null);
  return { device, before, booted, changed };
}

export async function rememberMethods(tx: Transaction, device: DeviceKey, methods: readonly string[]): Promise<void> {
  await tx.query('UPDATE device SET methods = $2, methods_version = software_version WHERE id = $1', [device, methods]);
}

export async function rememberInformInterval(tx: Transaction, device: DeviceKey, seconds: number): Promise<void> {
  await tx.query('UPDATE device SET inform_interval = $2 WHERE id = $1 AND inform_interval IS DISTINCT FROM $2', [
    device,
    seconds,
  ]);
}

/** The device for work on it, only while `sessionId` is its newest session: an older one has nothing to say any more. */
export async function viewInSession(tx: Transaction, device: DeviceKey, sessionId: string): Promise<DeviceView | null> {
  const { rows } = await tx.query<DeviceView>(
    `SELECT ${viewColumns} FROM device_pulse p JOIN device d ON d.id = p.device_id
     WHERE p.device_id = $1 AND p.session_id = $2 FOR UPDATE OF p`,
    [device, sessionId],
  );
  return rows[0] ?? null;
}

export async function viewDevice(db: Queryable, device: DeviceKey): Promise<DeviceView | null> {
  const { rows } = await db.query<DeviceView>(`SELECT ${viewColumns} FROM device d WHERE d.id = $1`, [device]);
  return rows[0] ?? null;
}

export async function findDeviceKey(db: Queryable, id: string): Promise<DeviceKey | null> {
  const { rows } = await db.query<{ key: DeviceKey }>('SELECT id AS key FROM device WHERE public_id = $1', [id]);
  return rows[0]?.key ?? null;
}

const rowColumns = (now: string, interval: string): string => `d.id AS key, d.public_id AS id, d.manufacturer, d.oui,
  d.product_class AS "productClass", d.serial_number AS "serialNumber", d.software_version AS "softwareVersion",
  d.hardware_version AS "hardwareVersion", d.root, d.cwmp_version AS "cwmpVersion", p.last_inform_at AS "lastInformAt",
  d.last_boot_at AS "lastBootAt", coalesce(p.last_events, '') AS "lastEvents", coalesce(p.retry_count, 0) AS "retryCount", d.ip_address AS "ipAddress",
  d.connection_request_url AS "connectionRequestUrl", ${statusSql(now, interval)} AS status, d.quarantined, d.tags,
  d.time_zone AS "timeZone", d.site, d.subscriber, d.notes`;

/** Seconds between informs assumed for devices that never told theirs. */
export const defaultInformInterval = 3600;

export async function findDevice(db: Queryable, id: string, now: Date): Promise<DeviceRow | null> {
  const { rows } = await db.query<DeviceRow>(
    `SELECT ${rowColumns('$2::timestamptz', '$3::int')} FROM device d LEFT JOIN device_pulse p ON p.device_id = d.id
     WHERE d.public_id = $1`,
    [id, now, defaultInformInterval],
  );
  return rows[0] ?? null;
}

/** A WHERE fragment over `device d LEFT JOIN device_pulse p`, with its parameters numbered from the place given. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** One page in key order, after the device `after`. */
export async function listDevices(
  db: Queryable,
  where: (firstParam: number) => Condition,
  page: { after: number; limit: number; now: Date },
): Promise<DeviceRow[]> {
  const condition = where(5);
  const { rows } = await db.query<DeviceRow>(
    `SELECT ${rowColumns('$1::timestamptz', '$2::int')} FROM device d LEFT JOIN device_pulse p ON p.device_id = d.id
     WHERE d.id > $3 AND (${condition.sql}) ORDER BY d.id LIMIT $4`,
    [page.now, defaultInformInterval, page.after, page.limit, ...condition.params],
  );
  return rows;
}

export async function countDevices(db: Queryable, where: (firstParam: number) => Condition): Promise<number> {
  const condition = where(1);
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*) AS n FROM device d LEFT JOIN device_pulse p ON p.device_id = d.id WHERE ${condition.sql}`,
    [...condition.params],
  );
  return rows[0]!.n;
}

/** Parts of a device that people set, as given; undefined leaves a part alone. */
export interface DevicePatch {
  readonly tags?: readonly string[] | undefined;
  readonly timeZone?: string | null | undefined;
  readonly site?: string | null | undefined;
  readonly subscriber?: string | null | undefined;
  readonly notes?: string | null | undefined;
  readonly quarantined?: boolean | undefined;
}

const patchColumns: Readonly<Record<keyof DevicePatch, string>> = {
  tags: 'tags',
  timeZone: 'time_zone',
  site: 'site',
  subscriber: 'subscriber',
  notes: 'notes',
  quarantined: 'quarantined',
};

export async function patchDevice(tx: Transaction, id: string, patch: DevicePatch): Promise<boolean> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined) as [keyof DevicePatch, unknown][];
  if (entries.length === 0) return true;
  const sets = entries.map(([name], i) => `${patchColumns[name]} = $${i + 2}`).join(', ');
  const { rowCount } = await tx.query(`UPDATE device SET ${sets} WHERE public_id = $1`, [
    id,
    ...entries.map(([, v]) => v),
  ]);
  return rowCount === 1;
}

/** Removes a device and all that hangs on it. Campaign counters keep what it did. */
export async function deleteDevice(tx: Transaction, id: DeviceId): Promise<boolean> {
  const { rows } = await tx.query<{ id: number }>('DELETE FROM device WHERE public_id = $1 RETURNING id', [id]);
  if (rows.length === 0) return false;
  await tx.query('DELETE FROM timeline WHERE device_id = $1', [rows[0]!.id]);
  await tx.query('DELETE FROM parameter_lines WHERE device_id = $1', [rows[0]!.id]);
  return true;
}

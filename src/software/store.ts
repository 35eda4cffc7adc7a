import type { DeviceKey } from '../base/ids.ts';
import { versionKey } from '../devices/version-order.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { SeenUnit, UnitKind } from './seen.ts';

/** A row of `software_unit` with its release. */
export interface StoredUnit extends SeenUnit {
  readonly releaseId: number;
}

/** The rows of one device. */
export async function readUnits(db: Queryable, device: DeviceKey): Promise<StoredUnit[]> {
  const { rows } = await db.query<StoredUnit>(
    `SELECT u.kind, u.instance, u.release_id AS "releaseId", r.name, r.version, u.status, u.fault, u.uuid, u.resolved
     FROM software_unit u JOIN software_release r ON r.id = u.release_id WHERE u.device_id = $1`,
    [device],
  );
  return rows;
}

export interface Release {
  readonly kind: UnitKind;
  readonly name: string;
  readonly version: string;
}

export function releaseText({ kind, name, version }: Release): string {
  return JSON.stringify([kind, name, version]);
}

/** Ids of releases by {@link releaseText}, as far as they are known. */
export async function findReleases(db: Queryable, releases: readonly Release[]): Promise<Map<string, number>> {
  const { rows } = await db.query<Release & { id: number }>(
    `SELECT r.id, r.kind, r.name, r.version FROM unnest($1::text[], $2::text[], $3::text[]) AS i(kind, name, version)
     JOIN software_release r ON r.name = i.name AND r.kind = i.kind::"char" AND r.version = i.version`,
    [releases.map((r) => r.kind), releases.map((r) => r.name), releases.map((r) => r.version)],
  );
  return new Map(rows.map((row) => [releaseText(row), row.id]));
}

/** Adds releases; those that somebody else added meanwhile stay as they are. In one order, so that two do not wait for each other. */
export async function addReleases(tx: Transaction, releases: readonly Release[]): Promise<void> {
  const sorted = [...releases].sort((a, b) => (releaseText(a) < releaseText(b) ? -1 : 1));
  await tx.query(
    `INSERT INTO software_release (kind, name, version, version_key)
     SELECT kind::"char", name, version, version_key
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS i(kind, name, version, version_key)
     ON CONFLICT DO NOTHING`,
    [
      sorted.map((r) => r.kind),
      sorted.map((r) => r.name),
      sorted.map((r) => r.version),
      sorted.map((r) => versionKey(r.version)),
    ],
  );
}

/** Writes rows, new or changed. */
export async function putUnits(tx: Transaction, device: DeviceKey, units: readonly StoredUnit[]): Promise<void> {
  if (units.length === 0) return;
  await tx.query(
    `INSERT INTO software_unit (device_id, kind, instance, release_id, status, fault, uuid, resolved)
     SELECT $1, kind::"char", instance, release_id, status, fault, uuid, resolved
     FROM unnest($2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::uuid[], $8::boolean[])
       AS i(kind, instance, release_id, status, fault, uuid, resolved)
     ON CONFLICT (device_id, kind, instance) DO UPDATE SET release_id = excluded.release_id, status = excluded.status,
       fault = excluded.fault, uuid = excluded.uuid, resolved = excluded.resolved`,
    [
      device,
      units.map((u) => u.kind),
      units.map((u) => u.instance),
      units.map((u) => u.releaseId),
      units.map((u) => u.status),
      units.map((u) => u.fault),
      units.map((u) => u.uuid),
      units.map((u) => u.resolved),
    ],
  );
}

export async function dropUnits(
  tx: Transaction,
  device: DeviceKey,
  units: readonly Pick<SeenUnit, 'kind' | 'instance'>[],
): Promise<void> {
  if (units.length === 0) return;
  await tx.query(
    `DELETE FROM software_unit u USING unnest($2::text[], $3::int[]) AS i(kind, instance)
     WHERE u.device_id = $1 AND u.kind = i.kind::"char" AND u.instance = i.instance`,
    [device, units.map((u) => u.kind), units.map((u) => u.instance)],
  );
}

/** What a count is kept of. */
export interface CountCell {
  readonly releaseId: number;
  readonly status: string;
  readonly fault: string;
  /** Added to the count; may be negative. */
  readonly delta: number;
}

/** Shards of each count: as many sessions as can change the same one at once without waiting for each other. */
export const countShards = 32;

/** Moves counts in the shard of a device. Cells come sorted, so that two sessions lock them in one order. */
export async function moveCounts(tx: Transaction, device: DeviceKey, cells: readonly CountCell[]): Promise<void> {
  if (cells.length === 0) return;
  await tx.query(
    `INSERT INTO software_count AS c (release_id, status, fault, shard, n)
     SELECT release_id, status, fault, $1, delta
     FROM unnest($2::int[], $3::text[], $4::text[], $5::int[]) AS i(release_id, status, fault, delta)
     ON CONFLICT (release_id, status, fault, shard) DO UPDATE SET n = c.n + excluded.n`,
    [
      device % countShards,
      cells.map((c) => c.releaseId),
      cells.map((c) => c.status),
      cells.map((c) => c.fault),
      cells.map((c) => c.delta),
    ],
  );
}

/** Notes that a device has software modules, and when they are read next where that was not known. */
export async function noteModules(tx: Transaction, device: DeviceKey, nextReadAt: Date): Promise<void> {
  await tx.query('INSERT INTO software_device (device_id, next_read_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    device,
    nextReadAt,
  ]);
}

export async function forgetModules(tx: Transaction, device: DeviceKey): Promise<void> {
  await tx.query('DELETE FROM software_device WHERE device_id = $1', [device]);
}

/** Whether a device is known to have software modules. */
export async function hasModules(db: Queryable, device: DeviceKey): Promise<boolean> {
  const { rowCount } = await db.query('SELECT 1 FROM software_device WHERE device_id = $1', [device]);
  return rowCount !== 0;
}

export interface DueDevice {
  readonly device: DeviceKey;
  readonly root: 'Device.' | 'InternetGatewayDevice.';
}

/**
 * Takes devices whose tables are due to be read, and puts each off by a day and up to an hour: those that were read
 * together drift apart. Those that another planner takes are left out.
 */
export async function takeDueDevices(tx: Transaction, now: Date, limit: number): Promise<DueDevice[]> {
  const { rows } = await tx.query<DueDevice>(
    `WITH due AS (
       SELECT device_id FROM software_device WHERE next_read_at <= $1 ORDER BY next_read_at LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     UPDATE software_device s SET next_read_at = $1 + interval '24 hours' + random() * interval '1 hour'
     FROM due JOIN device d ON d.id = due.device_id WHERE s.device_id = due.device_id
     RETURNING s.device_id AS device, coalesce(d.root, 'Device.') AS root`,
    [now, limit],
  );
  return rows;
}

/** Locks the pulses of devices against sessions that store something; those in use are left out, so nobody waits for two. */
export async function lockIdleDevices(tx: Transaction, devices: readonly DeviceKey[]): Promise<Set<DeviceKey>> {
  const { rows } = await tx.query<{ device: DeviceKey }>(
    `SELECT device_id AS device FROM device_pulse WHERE device_id = ANY($1) ORDER BY device_id FOR UPDATE SKIP LOCKED`,
    [devices],
  );
  return new Set(rows.map((row) => row.device));
}

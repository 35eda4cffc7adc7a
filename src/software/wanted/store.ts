import type { DeviceKey, ModuleSetId, OperationId } from '../../base/ids.ts';
import { readBlocks } from '../../devices/parameter-store.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { WantedModule } from './module-set.ts';
import { type Seen, seenFrom } from './seen.ts';
import type { DeviceState, ShownReason, Standing } from './turn.ts';

export interface ModuleSet {
  readonly id: ModuleSetId;
  readonly name: string;
  readonly filter: string;
  readonly modules: readonly WantedModule[];
  readonly perMinute: number;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

const columns = `s.id, s.name, s.filter, s.modules, s.per_minute AS "perMinute", s.version, s.created_by AS "createdBy",
  s.created_at AS "createdAt", s.changed_at AS "changedAt"`;

/** @returns false where the name is taken */
export async function insertSet(tx: Transaction, set: Omit<ModuleSet, 'version' | 'changedAt'>): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO module_set (id, name, filter, modules, per_minute, created_by, created_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (name) DO NOTHING`,
    [set.id, set.name, set.filter, JSON.stringify(set.modules), set.perMinute, set.createdBy, set.createdAt],
  );
  return rowCount === 1;
}

/** Writes a new version; its devices are looked at anew. */
export async function replaceSet(
  tx: Transaction,
  id: ModuleSetId,
  set: Pick<ModuleSet, 'name' | 'filter' | 'modules' | 'perMinute'>,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE module_set SET name = $2, filter = $3, modules = $4, per_minute = $5, version = version + 1, cursor = 0,
       round_at = NULL, changed_at = $6 WHERE id = $1`,
    [id, set.name, set.filter, JSON.stringify(set.modules), set.perMinute, at],
  );
}

export async function setNamed(db: Queryable, name: string): Promise<ModuleSetId | null> {
  const { rows } = await db.query<{ id: ModuleSetId }>('SELECT id FROM module_set WHERE name = $1', [name]);
  return rows[0]?.id ?? null;
}

export async function deleteSet(tx: Transaction, id: ModuleSetId): Promise<void> {
  await tx.query('DELETE FROM module_set WHERE id = $1', [id]);
}

export async function findSet(db: Queryable, id: string): Promise<ModuleSet | null> {
  const { rows } = await db.query<ModuleSet>(`SELECT ${columns} FROM module_set s WHERE s.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function lockSet(tx: Transaction, id: string): Promise<ModuleSet | null> {
  const { rows } = await tx.query<ModuleSet>(`SELECT ${columns} FROM module_set s WHERE s.id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

/** All of them: sets are few, and each new one has to be held against every other. */
export async function allSets(db: Queryable): Promise<ModuleSet[]> {
  const { rows } = await db.query<ModuleSet>(`SELECT ${columns} FROM module_set s ORDER BY s.created_at, s.id`);
  return rows;
}

/** Names of the sets that install from a file of ours: one they name, or the last of the package that they name. */
export async function setsInstallingFrom(db: Queryable, fileId: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT DISTINCT s.name FROM module_set s CROSS JOIN jsonb_to_recordset(s.modules)
         AS m("fileId" text, package text, version text)
       LEFT JOIN software_package p ON p.file_id = $1::uuid AND p.name = m.package AND p.version = coalesce(m.version, p.version)
     WHERE m."fileId" = $1::text OR p.file_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM software_package o
       WHERE o.name = p.name AND o.version = coalesce(m.version, o.version) AND o.file_id <> p.file_id)
     ORDER BY s.name`,
    [fileId],
  );
  return rows.map((row) => row.name);
}

/** Keeps writers of sets from each other, so that two that contradict each other cannot both come in. */
export async function lockSets(tx: Transaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('module sets', 0))");
}

export async function listSets(
  db: Queryable,
  before: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<ModuleSet[]> {
  const { rows } = await db.query<ModuleSet>(
    `SELECT ${columns} FROM module_set s WHERE $1::timestamptz IS NULL OR (s.created_at, s.id) < ($1, $2::uuid)
     ORDER BY s.created_at DESC, s.id DESC LIMIT $3`,
    [before?.createdAt ?? null, before?.id ?? null, limit],
  );
  return rows;
}

// --- the round over the devices of a set ---

export interface Round {
  readonly set: ModuleSet;
  readonly cursor: number;
  readonly roundAt: Date | null;
  readonly tokens: number;
  readonly tokensAt: Date | null;
}

/** Takes a set to work on; null where another planner does. */
export async function takeRound(tx: Transaction, id: ModuleSetId): Promise<Round | null> {
  const { rows } = await tx.query<ModuleSet & Omit<Round, 'set'>>(
    `SELECT ${columns}, s.cursor, s.round_at AS "roundAt", s.tokens, s.tokens_at AS "tokensAt" FROM module_set s
     WHERE s.id = $1 FOR UPDATE SKIP LOCKED`,
    [id],
  );
  const [row] = rows;
  if (!row) return null;
  const { cursor, roundAt, tokens, tokensAt, ...set } = row;
  return { set, cursor, roundAt, tokens, tokensAt };
}

export async function saveRound(
  tx: Transaction,
  id: ModuleSetId,
  round: { cursor: number; roundAt: Date | null; tokens: number; tokensAt: Date },
): Promise<void> {
  await tx.query('UPDATE module_set SET cursor = $2, round_at = $3, tokens = $4, tokens_at = $5 WHERE id = $1', [
    id,
    round.cursor,
    round.roundAt,
    round.tokens,
    round.tokensAt,
  ]);
}

/** A WHERE fragment over `device d LEFT JOIN device_pulse p`, numbered from the place given. */
export type Members = (firstParam: number) => { sql: string; params: readonly unknown[] };
const fleet = 'device d LEFT JOIN device_pulse p ON p.device_id = d.id';

/** The next devices of a set, by key. Quarantined ones are left alone. */
export async function nextMembers(db: Queryable, members: Members, after: number, limit: number): Promise<DeviceKey[]> {
  const { sql, params } = members(3);
  const { rows } = await db.query<{ id: DeviceKey }>(
    `SELECT d.id FROM ${fleet} WHERE d.id > $1 AND NOT d.quarantined AND (${sql}) ORDER BY d.id LIMIT $2`,
    [after, limit, ...params],
  );
  return rows.map((row) => row.id);
}

/** Which of these devices a set is about. */
export async function membersAmong(
  db: Queryable,
  members: Members,
  devices: readonly DeviceKey[],
): Promise<Set<DeviceKey>> {
  const { sql, params } = members(2);
  const { rows } = await db.query<{ id: DeviceKey }>(
    `SELECT d.id FROM ${fleet} WHERE d.id = ANY($1) AND NOT d.quarantined AND (${sql})`,
    [devices, ...params],
  );
  return new Set(rows.map((row) => row.id));
}

/** A device that two filters share; null: none does now. */
export async function sharedMember(db: Queryable, a: Members, b: Members): Promise<string | null> {
  const first = a(1);
  const second = b(1 + first.params.length);
  const { rows } = await db.query<{ id: string }>(
    `SELECT d.public_id AS id FROM ${fleet} WHERE (${first.sql}) AND (${second.sql}) LIMIT 1`,
    [...first.params, ...second.params],
  );
  return rows[0]?.id ?? null;
}

export async function countMembers(db: Queryable, members: Members): Promise<number> {
  const { sql, params } = members(1);
  const { rows } = await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${fleet} WHERE ${sql}`, [...params]);
  return rows[0]!.n;
}

/** Devices of a set whose operation has ended, or whose time to be looked at again has come. */
export async function dueDevices(
  db: Queryable,
  { id, version }: ModuleSet,
  now: Date,
  limit: number,
): Promise<DeviceKey[]> {
  const { rows } = await db.query<{ device: DeviceKey }>(
    `(SELECT m.device_id AS device FROM module_set_device m LEFT JOIN operation o ON o.id = m.operation_id
        WHERE m.set_id = $1 AND m.state = 'working' AND m.set_version = $2
          AND (o.id IS NULL OR o.state IN ('succeeded', 'failed', 'cancelled')) LIMIT $4)
     UNION
     (SELECT m.device_id FROM module_set_device m
        WHERE m.set_id = $1 AND m.set_version = $2 AND m.not_before <= $3 ORDER BY m.not_before LIMIT $4)`,
    [id, version, now, limit],
  );
  return rows.map((row) => row.device);
}

export interface DeviceFacts {
  readonly device: DeviceKey;
  readonly root: string;
  readonly softwareVersion: string | null;
  readonly methods: readonly string[] | null;
  readonly standing: Standing | null;
  readonly operation: { readonly open: boolean; readonly succeeded: boolean; readonly fault: string | null } | null;
}

/** Where devices stand with a set, and what has become of its operations on them. */
export async function deviceFacts(
  tx: Transaction,
  set: ModuleSet,
  devices: readonly DeviceKey[],
): Promise<DeviceFacts[]> {
  const { rows } = await tx.query<{
    device: DeviceKey;
    root: string;
    softwareVersion: string | null;
    methods: string[] | null;
    state: DeviceState | null;
    reasons: ShownReason[];
    step: string | null;
    operationId: OperationId | null;
    failures: number;
    notBefore: Date | null;
    verifiedAt: Date | null;
    operationState: string | null;
    fault: { code: number; message: string } | null;
  }>(
    `SELECT d.id AS device, coalesce(d.root, 'Device.') AS root, d.software_version AS "softwareVersion",
       CASE WHEN d.methods_version IS NOT DISTINCT FROM d.software_version THEN d.methods END AS methods,
       m.state, m.reasons, m.step, m.operation_id AS "operationId", m.failures, m.not_before AS "notBefore",
       m.verified_at AS "verifiedAt", o.state AS "operationState", o.fault
     FROM device d
     LEFT JOIN module_set_device m ON m.set_id = $1 AND m.device_id = d.id AND m.set_version = $2
     LEFT JOIN operation o ON o.id = m.operation_id
     WHERE d.id = ANY($3) ORDER BY d.id`,
    [set.id, set.version, devices],
  );
  return rows.map((row) => ({
    device: row.device,
    root: row.root,
    softwareVersion: row.softwareVersion,
    methods: row.methods,
    standing:
      row.state === null
        ? null
        : {
            state: row.state,
            reasons: row.reasons,
            step: row.step,
            operationId: row.operationId,
            failures: row.failures,
            notBefore: row.notBefore?.getTime() ?? null,
            verifiedAt: row.verifiedAt?.getTime() ?? null,
          },
    operation:
      row.operationState === null
        ? null
        : {
            open: !['succeeded', 'failed', 'cancelled'].includes(row.operationState),
            succeeded: row.operationState === 'succeeded',
            fault: row.fault ? faultText(row.fault) : null,
          },
  }));
}

/** The software modules of devices as stored, in one statement. Devices that never told any are missing. */
export async function seenOf(db: Queryable, devices: readonly DeviceKey[]): Promise<Map<DeviceKey, Seen>> {
  const news = { values: [], complete: ['Device.SoftwareModules.', 'InternetGatewayDevice.SoftwareModules.'] };
  const found = await readBlocks(
    db,
    devices.map((device) => ({ device, news })),
  );
  const seen = new Map<DeviceKey, Seen>();
  found.forEach((blocks, i) => {
    const parameters: [string, string][] = [];
    for (const [block, content] of blocks) for (const [key, [value]] of content) parameters.push([block + key, value]);
    if (parameters.length > 0) seen.set(devices[i]!, seenFrom(parameters));
  });
  return seen;
}

export async function saveStanding(
  tx: Transaction,
  set: ModuleSet,
  device: DeviceKey,
  standing: Standing,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO module_set_device (set_id, device_id, set_version, state, reasons, step, operation_id, failures, not_before,
       verified_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (set_id, device_id) DO UPDATE SET set_version = excluded.set_version, state = excluded.state,
       reasons = excluded.reasons, step = excluded.step, operation_id = excluded.operation_id, failures = excluded.failures,
       not_before = excluded.not_before, verified_at = excluded.verified_at, changed_at = excluded.changed_at`,
    [
      set.id,
      device,
      set.version,
      standing.state,
      JSON.stringify(standing.reasons),
      standing.step,
      standing.operationId,
      standing.failures,
      dateOf(standing.notBefore),
      dateOf(standing.verifiedAt),
      now,
    ],
  );
}

/** Forgets devices that the set is no longer about, within the keys that were just looked at. */
export async function dropOthers(
  tx: Transaction,
  set: ModuleSet,
  range: { readonly after: number; readonly upTo: number | null },
  members: readonly DeviceKey[],
): Promise<void> {
  await tx.query(
    `DELETE FROM module_set_device WHERE set_id = $1 AND device_id > $2 AND ($3::bigint IS NULL OR device_id <= $3)
       AND device_id <> ALL($4::bigint[])`,
    [set.id, range.after, range.upTo, members],
  );
}

export async function dropDevices(tx: Transaction, set: ModuleSet, devices: readonly DeviceKey[]): Promise<void> {
  await tx.query('DELETE FROM module_set_device WHERE set_id = $1 AND device_id = ANY($2)', [set.id, devices]);
}

export interface StandingRow {
  readonly device: DeviceKey;
  readonly deviceId: string;
  readonly state: DeviceState;
  readonly reasons: readonly ShownReason[];
  readonly step: string | null;
  readonly operationId: OperationId | null;
  readonly failures: number;
  readonly notBefore: Date | null;
  readonly changedAt: Date;
}

export async function listStandings(
  db: Queryable,
  { id, version }: ModuleSet,
  page: { readonly state: DeviceState | null; readonly after: number; readonly limit: number },
): Promise<StandingRow[]> {
  const { rows } = await db.query<StandingRow>(
    `SELECT m.device_id AS device, d.public_id AS "deviceId", m.state, m.reasons, m.step, m.operation_id AS "operationId",
       m.failures, m.not_before AS "notBefore", m.changed_at AS "changedAt"
     FROM module_set_device m JOIN device d ON d.id = m.device_id
     WHERE m.set_id = $1 AND m.set_version = $2 AND ($3::text IS NULL OR m.state = $3) AND m.device_id > $4
     ORDER BY m.device_id LIMIT $5`,
    [id, version, page.state, page.after, page.limit],
  );
  return rows;
}

/** How many devices of a set are in each state. */
export async function countStandings(
  db: Queryable,
  { id, version }: ModuleSet,
): Promise<Partial<Record<DeviceState, number>>> {
  const { rows } = await db.query<{ state: DeviceState; n: number }>(
    `SELECT state, count(*)::int AS n FROM module_set_device WHERE set_id = $1 AND set_version = $2 GROUP BY state`,
    [id, version],
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

function faultText({ code, message }: { readonly code: number; readonly message: string }): string {
  return code === 0 ? message : `fault ${code}: ${message}`;
}

const dateOf = (time: number | null): Date | null => (time === null ? null : new Date(time));

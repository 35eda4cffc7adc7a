import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** How asking a device to call ended. Success is a session that arrived; anything else only says what was answered. */
export type ConnectionRequestOutcome =
  | 'sessionArrived'
  | 'accepted'
  | 'noSession'
  | 'unauthorized'
  | 'busy'
  | 'unreachable'
  | 'staleUrl'
  | 'noAddress'
  | 'noCredentials'
  | 'destinationRefused'
  | 'failed';

export interface ConnectionRequestRow {
  readonly number: number;
  readonly requestedAt: Date;
  readonly answeredAt: Date | null;
  readonly outcome: ConnectionRequestOutcome | null;
  readonly detail: string | null;
  /** Nothing more is going to happen for it. */
  readonly settled: boolean;
}

/** A request as the worker sees it. */
export interface RunningRequest extends ConnectionRequestRow {
  /** The worker's own memory; {} before its first look. */
  readonly progress: Readonly<Record<string, unknown>>;
  /** Times of the last calls to the device, milliseconds since the epoch, oldest first. */
  readonly calls: readonly number[];
}

/**
 * A request that nobody has touched for so long has lost its job, or stands in a long line: it begins anew under its
 * old number, so that a job that still waits stays the one that counts.
 */
const lostAfter = '2 minutes';

/**
 * Notes that devices are to be called. A device that is being called already stays with the request under way, which
 * from now on waits for a session that is heard after `at`.
 * @param at when nothing is left to be committed of what the devices are wanted for
 * @returns the requests that began
 */
export async function beginRequests(
  db: Queryable,
  devices: readonly DeviceKey[],
  at: Date,
): Promise<{ device: DeviceKey; number: number }[]> {
  // First: a request that a session settles in between begins anew below. Both lock in one order, so that two who want
  // the same devices do not wait for each other.
  await db.query(
    `UPDATE connection_request c SET wanted_at = $2 FROM (
       SELECT device_id FROM connection_request
       WHERE device_id = ANY ($1::bigint[]) AND NOT settled AND coalesce(wanted_at, requested_at) < $2
       ORDER BY device_id FOR UPDATE
     ) w WHERE c.device_id = w.device_id`,
    [devices, at],
  );
  const { rows } = await db.query<{ device: DeviceKey; number: number }>(
    `INSERT INTO connection_request AS c (device_id, requested_at, wanted_at, number, settled)
       SELECT DISTINCT device_id, $2::timestamptz, $2::timestamptz, 1, false FROM unnest($1::bigint[]) AS d(device_id)
       ORDER BY device_id
     ON CONFLICT (device_id) DO UPDATE SET requested_at = $2, wanted_at = $2, answered_at = NULL, outcome = NULL, detail = NULL,
       number = CASE WHEN c.settled THEN c.number + 1 ELSE c.number END, settled = false, progress = '{}'
     WHERE c.settled OR greatest(c.requested_at, c.answered_at) < $2::timestamptz - interval '${lostAfter}'
     RETURNING device_id AS device, number`,
    [devices, at],
  );
  return rows;
}

/** A call goes out: noted before it does, as the device may be faster than its own answer. */
export async function noteCall(
  db: Queryable,
  device: DeviceKey,
  number: number,
  call: { progress: object; calls: readonly number[]; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE connection_request SET progress = $3, calls = $4, answered_at = $5
     WHERE device_id = $1 AND number = $2 AND NOT settled`,
    [device, number, JSON.stringify(call.progress), call.calls, call.at],
  );
  return rowCount === 1;
}

/** Keeps an answer, unless the session itself was faster. @returns whether the request still runs */
export async function noteOutcome(
  db: Queryable,
  device: DeviceKey,
  number: number,
  said: { outcome: ConnectionRequestOutcome; detail: string; settled: boolean; progress: object; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE connection_request SET outcome = $3, detail = $4, settled = $5, progress = $6, answered_at = $7
     WHERE device_id = $1 AND number = $2 AND outcome IS DISTINCT FROM 'sessionArrived'`,
    [device, number, said.outcome, said.detail, said.settled, JSON.stringify(said.progress), said.at],
  );
  return rowCount === 1;
}

/** The session was heard after the device was wanted: it knows of all that it is wanted for. */
const heardSince = (heardAt: string): string => `coalesce(c.wanted_at, c.requested_at) < ${heardAt}`;

/**
 * A session came: whatever the device answered, this is what was wanted.
 * @param at when its Inform was heard, before anybody looked whether there is work
 * @param called it says that it came because it was called: the way that was tried last is a good one, and as such a
 *   session looks for work again at its end, nothing is missed that was ordered since `at`
 */
export async function noteSessionArrived(db: Queryable, device: DeviceKey, at: Date, called = true): Promise<void> {
  await db.query(
    `WITH arrived AS (
       UPDATE connection_request c SET outcome = 'sessionArrived', detail = 'the device opened a session', answered_at = $2,
         settled = true
       WHERE device_id = $1 AND (outcome IS NULL OR outcome <> 'sessionArrived')
         AND requested_at > $2::timestamptz - interval '5 minutes' AND ($3 OR ${heardSince('$2')})
       RETURNING device_id, progress ->> 'way' AS way
     )
     INSERT INTO connection_request_way (device_id, way, good_at)
       SELECT device_id, way, $2 FROM arrived WHERE way IS NOT NULL AND $3
     ON CONFLICT (device_id, way) DO UPDATE SET good_at = $2, failures = 0`,
    [device, at, called],
  );
}

const rowColumns = `c.number, c.requested_at AS "requestedAt", c.answered_at AS "answeredAt", c.outcome, c.detail, c.settled`;

export async function findRequest(db: Queryable, device: DeviceKey): Promise<ConnectionRequestRow | null> {
  const { rows } = await db.query<ConnectionRequestRow>(
    `SELECT ${rowColumns} FROM connection_request c WHERE c.device_id = $1`,
    [device],
  );
  return rows[0] ?? null;
}

export async function findRunningRequest(db: Queryable, device: DeviceKey): Promise<RunningRequest | null> {
  const { rows } = await db.query<RunningRequest>(
    `SELECT ${rowColumns}, c.progress, array(SELECT unnest(c.calls)::float8) AS calls
     FROM connection_request c WHERE c.device_id = $1`,
    [device],
  );
  return rows[0] ?? null;
}

/**
 * Any Inform since the device was wanted counts as the session, also one that does not say that it was called: those are
 * not looked for when they come, as nobody would pay a statement per periodic Inform for it.
 * @returns whether there was one; the request is settled then
 */
export async function settleByPulse(db: Queryable, device: DeviceKey): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE connection_request c SET outcome = 'sessionArrived', detail = 'the device opened a session',
       answered_at = p.last_inform_at, settled = true
     FROM device_pulse p
     WHERE c.device_id = $1 AND p.device_id = $1 AND NOT c.settled AND ${heardSince('p.last_inform_at')}`,
    [device],
  );
  return rowCount === 1;
}

/** All that is known about how a device can be called, but for its parameters. */
export interface CallFacts {
  readonly id: string;
  readonly root: string;
  readonly url: string | null;
  readonly ipAddress: string | null;
  readonly lastInformAt: Date | null;
  readonly username: string | null;
  readonly secret: Buffer | null;
  /** The device confirmed that it stored the credentials. */
  readonly active: boolean;
  readonly bindingAddress: string | null;
  readonly bindingPort: number | null;
  readonly bindingSeenAt: Date | null;
}

export async function findCallFacts(db: Queryable, device: DeviceKey): Promise<CallFacts | null> {
  const { rows } = await db.query<CallFacts>(
    `SELECT d.public_id AS id, coalesce(d.root, 'Device.') AS root, d.connection_request_url AS url,
       d.ip_address AS "ipAddress", p.last_inform_at AS "lastInformAt", c.username, c.secret,
       coalesce(c.active, false) AS active, b.address AS "bindingAddress", b.port AS "bindingPort",
       b.seen_at AS "bindingSeenAt"
     FROM device d
     LEFT JOIN device_pulse p ON p.device_id = d.id
     LEFT JOIN connection_request_credential c ON c.device_id = d.id
     LEFT JOIN udp_binding b ON b.device_id = d.id
     WHERE d.id = $1`,
    [device],
  );
  return rows[0] ?? null;
}

export interface WayRow {
  readonly way: string;
  readonly goodAt: Date | null;
  readonly failedAt: Date | null;
  readonly failures: number;
}

export async function listWays(db: Queryable, device: DeviceKey): Promise<WayRow[]> {
  const { rows } = await db.query<WayRow>(
    `SELECT way, good_at AS "goodAt", failed_at AS "failedAt", failures FROM connection_request_way
     WHERE device_id = $1 ORDER BY way`,
    [device],
  );
  return rows;
}

export async function noteWayFailed(db: Queryable, device: DeviceKey, way: string, at: Date): Promise<void> {
  await db.query(
    `INSERT INTO connection_request_way AS w (device_id, way, failed_at, failures) VALUES ($1, $2, $3, 1)
     ON CONFLICT (device_id, way) DO UPDATE SET failed_at = $3, failures = w.failures + 1`,
    [device, way, at],
  );
}

export interface UdpBinding {
  readonly deviceId: string;
  readonly address: string;
  readonly port: number;
  readonly at: Date;
}

/** Bindings that devices proved, one per device, in one statement. */
export async function noteUdpBindings(db: Queryable, bindings: readonly UdpBinding[]): Promise<null[]> {
  const last = [...new Map(bindings.map((binding) => [binding.deviceId, binding])).values()];
  await db.query(
    `INSERT INTO udp_binding AS b (device_id, address, port, changed_at, seen_at)
       SELECT d.id, n.address, n.port, n.at, n.at
       FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[]) AS n(public_id, address, port, at)
       JOIN device d ON d.public_id = n.public_id
     ON CONFLICT (device_id) DO UPDATE SET address = excluded.address, port = excluded.port, seen_at = excluded.seen_at,
       changed_at = CASE WHEN b.address = excluded.address AND b.port = excluded.port THEN b.changed_at
         ELSE excluded.changed_at END`,
    [last.map((b) => b.deviceId), last.map((b) => b.address), last.map((b) => b.port), last.map((b) => b.at)],
  );
  return bindings.map(() => null);
}

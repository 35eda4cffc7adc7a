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
  readonly requestedAt: Date;
  readonly answeredAt: Date | null;
  readonly outcome: ConnectionRequestOutcome | null;
  readonly detail: string | null;
}

/** Notes that the device is to be called. Merges with a request that is under way. */
export async function noteRequested(db: Queryable, devices: readonly DeviceKey[], at: Date): Promise<void> {
  await db.query(
    `INSERT INTO connection_request (device_id, requested_at) SELECT unnest($1::bigint[]), $2
     ON CONFLICT (device_id) DO UPDATE SET requested_at = $2, answered_at = NULL, outcome = NULL, detail = NULL`,
    [devices, at],
  );
}

/** Keeps an answer, unless the session itself was faster. */
export async function noteOutcome(
  db: Queryable,
  device: DeviceKey,
  outcome: ConnectionRequestOutcome,
  detail: string,
  at: Date,
): Promise<void> {
  await db.query(
    `UPDATE connection_request SET outcome = $2, detail = $3, answered_at = $4
     WHERE device_id = $1 AND outcome IS DISTINCT FROM 'sessionArrived'`,
    [device, outcome, detail, at],
  );
}

/** A session came: whatever the device answered, this is what was wanted. */
export async function noteSessionArrived(db: Queryable, device: DeviceKey, at: Date): Promise<void> {
  await db.query(
    `UPDATE connection_request SET outcome = 'sessionArrived', detail = 'the device opened a session', answered_at = $2
     WHERE device_id = $1 AND (outcome IS NULL OR outcome <> 'sessionArrived') AND requested_at > $2::timestamptz - interval '5 minutes'`,
    [device, at],
  );
}

export async function findRequest(db: Queryable, device: DeviceKey): Promise<ConnectionRequestRow | null> {
  const { rows } = await db.query<ConnectionRequestRow>(
    'SELECT requested_at AS "requestedAt", answered_at AS "answeredAt", outcome, detail FROM connection_request WHERE device_id = $1',
    [device],
  );
  return rows[0] ?? null;
}

/** Where and as whom a device is called. */
export async function findCallAddress(
  db: Queryable,
  device: DeviceKey,
): Promise<{ id: string; url: string | null; username: string | null; secret: Buffer | null; active: boolean } | null> {
  const { rows } = await db.query<{
    id: string;
    url: string | null;
    username: string | null;
    secret: Buffer | null;
    active: boolean;
  }>(
    `SELECT d.public_id AS id, d.connection_request_url AS url, c.username, c.secret, coalesce(c.active, false) AS active
     FROM device d LEFT JOIN connection_request_credential c ON c.device_id = d.id WHERE d.id = $1`,
    [device],
  );
  return rows[0] ?? null;
}

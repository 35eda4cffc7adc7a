import type { DeviceKey } from '../base/ids.ts';
import type { DeviceView } from '../devices/device.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** Who calls, and as whom. */
export interface ArrivalQuery {
  readonly username: string;
  readonly deviceId: string;
}

/** All that the door must know about a caller, in one read. */
export interface Arrival {
  /** Device that the username's own credential belongs to; null where the username has none. */
  readonly credentialOf: string | null;
  readonly secret: Buffer | null;
  /** The device that calls has a credential of its own that is not the one given: a shared one does not open for it. */
  readonly hasOwn: boolean;
  /** Device that the username was offered to with a new secret, which it has not used yet; null for none. */
  readonly offeredTo: string | null;
  readonly offer: Buffer | null;
  /** Heard, but given nothing. */
  readonly quarantined: boolean;
  /** null on first contact. */
  readonly device: DeviceView | null;
  readonly informHash: Buffer | null;
  /** Open operations exist. */
  readonly owed: boolean;
}

type ArrivalRow = {
  credentialOf: string | null;
  secret: Buffer | null;
  hasOwn: boolean;
  offeredTo: string | null;
  offer: Buffer | null;
  quarantined: boolean | null;
  key: DeviceKey | null;
  root: DeviceView['root'];
  cwmpVersion: DeviceView['cwmpVersion'];
  softwareVersion: string | null;
  informHash: Buffer | null;
  owed: boolean;
};

/** Reads the arrivals of many sessions in one statement, in their order. */
export async function readArrivals(db: Queryable, queries: readonly ArrivalQuery[]): Promise<Arrival[]> {
  const { rows } = await db.query<ArrivalRow>({
    name: 'acs-arrivals',
    // LATERAL with LIMIT keeps each look-up on its index: a planner that reads whole tables for a handful of callers,
    // which it may well choose while they are small, would go on doing so with a million devices.
    text: `SELECT c.public_id AS "credentialOf", c.secret, own.yes IS NOT NULL AS "hasOwn",
        f.public_id AS "offeredTo", f.secret AS offer, d.quarantined,
        d.id AS key, coalesce(d.root, 'Device.') AS root, coalesce(d.cwmp_version, '1.0') AS "cwmpVersion",
        d.software_version AS "softwareVersion", p.inform_hash AS "informHash", o.yes IS NOT NULL AS owed
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS q(username, device, place)
      LEFT JOIN LATERAL (SELECT public_id, secret FROM device_credential WHERE username = q.username LIMIT 1) c ON true
      LEFT JOIN LATERAL (SELECT true AS yes FROM device_credential WHERE public_id = q.device LIMIT 1) own
        ON c.public_id IS DISTINCT FROM q.device
      LEFT JOIN LATERAL (SELECT public_id, secret FROM device_credential_offer WHERE username = q.username LIMIT 1) f ON true
      LEFT JOIN LATERAL (SELECT id, root, cwmp_version, software_version, quarantined FROM device WHERE public_id = q.device LIMIT 1) d ON true
      LEFT JOIN LATERAL (SELECT inform_hash FROM device_pulse WHERE device_id = d.id LIMIT 1) p ON true
      LEFT JOIN LATERAL (SELECT true AS yes FROM operation WHERE device_id = d.id
        AND state IN ('queued','dispatched','accepted','applying','unconfirmed') LIMIT 1) o ON true
      ORDER BY q.place`,
    values: [queries.map((q) => q.username), queries.map((q) => q.deviceId)],
  });
  return rows.map((row, i) => ({
    credentialOf: row.credentialOf,
    secret: row.secret,
    hasOwn: row.hasOwn,
    offeredTo: row.offeredTo,
    offer: row.offer,
    quarantined: row.quarantined ?? false,
    informHash: row.informHash,
    owed: row.owed,
    device:
      row.key === null
        ? null
        : {
            key: row.key,
            id: queries[i]!.deviceId as DeviceView['id'],
            root: row.root,
            cwmpVersion: row.cwmpVersion,
            softwareVersion: row.softwareVersion,
            methods: null,
          },
  }));
}

/** An Inform that says nothing new: only the pulse beats, and the timeline grows by a line. */
export interface QuietInform {
  readonly device: DeviceKey;
  readonly at: Date;
  readonly events: string;
  readonly sessionId: string;
  readonly retryCount: number;
  /** Detail of the timeline entry, as JSON. */
  readonly detail: string;
}

/** Records many quiet Informs in one statement and so in one commit. */
export async function recordQuietInforms(db: Queryable, informs: readonly QuietInform[]): Promise<null[]> {
  await db.query({
    name: 'acs-quiet-informs',
    text: `WITH i AS (
        SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::uuid[], $5::int[], $6::jsonb[])
          AS i(device_id, at, events, session_id, retry_count, detail)
      ), beat AS (
        UPDATE device_pulse p SET last_inform_at = i.at, last_events = i.events, session_id = i.session_id,
          retry_count = i.retry_count, inform_count = p.inform_count + 1
        FROM i WHERE p.device_id = i.device_id
      )
      INSERT INTO timeline (device_id, at, type, detail) SELECT device_id, at, 'inform', detail FROM i`,
    values: [
      informs.map((i) => i.device),
      informs.map((i) => i.at),
      informs.map((i) => i.events),
      informs.map((i) => i.sessionId),
      informs.map((i) => i.retryCount),
      informs.map((i) => i.detail),
    ],
  });
  return informs.map(() => null);
}

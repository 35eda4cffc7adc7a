import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** A session on its way out of this process. */
export interface Parking {
  readonly cookieHash: Buffer;
  readonly device: DeviceKey;
  readonly sessionId: string;
  readonly state: Buffer;
  readonly expiresAt: Date;
  /** Told to all processes together with the commit; null: nobody waits for it. */
  readonly notice: string | null;
}

/** The channel of the southbound doors. */
export const doorChannel = 'muster_acs';

/** Parks many sessions in one statement, and so in one commit. */
export async function parkSessions(db: Queryable, sessions: readonly Parking[]): Promise<null[]> {
  await db.query({
    name: 'acs-park',
    text: `WITH parked AS (
        INSERT INTO parked_session (cookie_hash, device_id, session_id, state, expires_at)
        SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::uuid[], $4::bytea[], $5::timestamptz[])
        ON CONFLICT (cookie_hash) DO UPDATE SET session_id = excluded.session_id, state = excluded.state,
          expires_at = excluded.expires_at
      )
      SELECT pg_notify($6, n) FROM unnest($7::text[]) AS n`,
    values: [
      sessions.map((s) => s.cookieHash),
      sessions.map((s) => s.device),
      sessions.map((s) => s.sessionId),
      sessions.map((s) => s.state),
      sessions.map((s) => s.expiresAt),
      doorChannel,
      sessions.flatMap((s) => (s.notice === null ? [] : [s.notice])),
    ],
  });
  return sessions.map(() => null);
}

export interface Taking {
  readonly cookieHash: Buffer;
  readonly now: Date;
}

export interface Taken {
  readonly state: Buffer;
  /** The device has not begun a newer session. */
  readonly current: boolean;
}

/** Takes parked sessions, in the order of the questions; null where there is none. Whoever takes one is the only one. */
export async function takeParkedSessions(db: Queryable, asked: readonly Taking[]): Promise<(Taken | null)[]> {
  const { rows } = await db.query<{ state: Buffer | null; current: boolean }>({
    name: 'acs-take-parked',
    text: `WITH q AS (
        SELECT * FROM unnest($1::bytea[], $2::timestamptz[]) WITH ORDINALITY AS q(hash, now, place)
      ), taken AS (
        DELETE FROM parked_session s USING q WHERE s.cookie_hash = q.hash RETURNING s.*
      )
      SELECT t.state, coalesce(p.session_id = t.session_id, false) AS current
      FROM q LEFT JOIN taken t ON t.cookie_hash = q.hash AND t.expires_at > q.now
      LEFT JOIN device_pulse p ON p.device_id = t.device_id
      ORDER BY q.place`,
    values: [asked.map((a) => a.cookieHash), asked.map((a) => a.now)],
  });
  return rows.map(({ state, current }) => (state === null ? null : { state, current }));
}

/** Which of these sessions are still the newest of their devices. @returns their ids */
export async function currentSessions(
  db: Queryable,
  sessions: readonly { readonly device: DeviceKey; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT p.session_id AS id FROM unnest($1::bigint[], $2::uuid[]) AS q(device, id)
     JOIN device_pulse p ON p.device_id = q.device AND p.session_id = q.id`,
    [sessions.map((s) => s.device), sessions.map((s) => s.id)],
  );
  return new Set(rows.map((row) => row.id));
}

/** Forgets sessions that nobody came for. @returns how many */
export async function dropExpiredSessions(db: Queryable, now: Date): Promise<number> {
  const { rowCount } = await db.query('DELETE FROM parked_session WHERE expires_at <= $1', [now]);
  return rowCount ?? 0;
}

import { randomBytes, randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { DeviceId, OperationId } from '../base/ids.ts';
import { RecentMap } from '../base/recent-map.ts';
import type { DeviceView } from '../devices/device.ts';
import type { InformEvent } from '../devices/facts.ts';
import type { Treatment } from '../devices/quirks/book.ts';
import type { Step } from '../operations/step.ts';
import type { Session } from '../session/session.ts';
import { cookieIn, type SessionCookies, sessionCookies } from './session-cookie.ts';

/** One conversation in the memory of the process that heard its Inform. */
export interface LiveSession {
  /** Stored with the device: the newest one is the only one that moves anything. */
  readonly id: string;
  readonly cookie: string;
  readonly deviceId: DeviceId;
  readonly device: DeviceView;
  /** Who it authenticated as; null where authentication is off. */
  readonly username: string | null;
  /** The same for the whole session, whatever version the device reports further on. */
  readonly treatment: Treatment;
  /** The Inform came with `1 BOOT`. */
  readonly booted: boolean;
  /** Of the Inform: completions that follow may carry their CommandKey only there. */
  readonly events: readonly InformEvent[];
  talk: Session;
  /** There may be work; when false the floor is given back without asking the database. */
  owed: boolean;
  /** Our question that is open. What was said is not kept: it may hold secrets, and nobody asks for it. */
  step: OpenStep | null;
  readonly touched: Set<OperationId>;
  rpcs: number;
  /** A request is being handled: a CPE never has two POSTs under way (TR-069 §3.4). */
  busy: boolean;
  /** The connection that it spoke over last; null: none in this process yet. */
  socket: Socket | null;
  readonly startedAt: number;
  lastHeardAt: number;
  readonly timeoutMs: number;
}

export type OpenStep = Omit<Step, 'call'>;

/** A few seconds' worth at full load. */
const rememberedEnds = 5_000;

/** The sessions of this process, found by cookie and never by socket. */
export interface LiveSessions {
  readonly size: number;
  /** A random id for the table, and a cookie: whoever reads one cannot speak with the other. */
  newIds(now: number): { readonly id: string; readonly cookie: string };
  find(cookieHeader: string | undefined): LiveSession | undefined;
  /** Makes room for a new session of the device; an older one ends here and now. @returns the older one */
  replace(device: DeviceId): LiveSession | undefined;
  add(session: LiveSession): void;
  touch(session: LiveSession, now: number): void;
  end(session: LiveSession): void;
  /** Takes it out, as it goes on elsewhere. */
  remove(session: LiveSession): void;
  holds(session: LiveSession): boolean;
  ofCookie(cookie: string): LiveSession | undefined;
  all(): Iterable<LiveSession>;
  /** As {@link endedRecently}, of the cookie itself. */
  hasEnded(cookie: string): boolean;
  /** It ended without being here. */
  noteEnd(cookie: string): void;
  /** The cookie is of a session that ended a little while ago: some CPEs say goodbye twice. */
  endedRecently(cookieHeader: string | undefined): boolean;
  /** Ends sessions that have been silent for too long. @returns them */
  expire(now: number): LiveSession[];
}

/** @param cookies shared with others only where sessions go from one process to another */
export function liveSessions(cookies: SessionCookies = sessionCookies(randomBytes(32))): LiveSessions {
  // Map order is order of last touch, so that expiry looks at the silent ones only.
  const byCookie = new Map<string, LiveSession>();
  const byDevice = new Map<DeviceId, LiveSession>();
  const ended = new RecentMap<string, true>(rememberedEnds);
  const remove = (session: LiveSession): void => {
    byCookie.delete(session.cookie);
    if (byDevice.get(session.deviceId) === session) byDevice.delete(session.deviceId);
  };
  const noteEnd = (cookie: string): void => ended.set(cookie, true);
  const end = (session: LiveSession): void => {
    remove(session);
    noteEnd(session.cookie);
  };
  return {
    get size() {
      return byCookie.size;
    },
    // randomUUID draws its random bits from a pool, which costs a tenth of asking for bytes each time.
    newIds: (now) => ({ id: randomUUID(), cookie: cookies.issue(now) }),
    find(header) {
      const cookie = cookieIn(header);
      return cookie === null ? undefined : byCookie.get(cookie);
    },
    replace(device) {
      const older = byDevice.get(device);
      if (older) end(older);
      return older;
    },
    add(session) {
      byCookie.set(session.cookie, session);
      byDevice.set(session.deviceId, session);
    },
    touch(session, now) {
      session.lastHeardAt = now;
      byCookie.delete(session.cookie);
      byCookie.set(session.cookie, session);
    },
    end,
    remove,
    holds: (session) => byCookie.get(session.cookie) === session,
    ofCookie: (cookie) => byCookie.get(cookie),
    all: () => byCookie.values(),
    hasEnded: (cookie) => ended.has(cookie),
    noteEnd,
    endedRecently(header) {
      const cookie = cookieIn(header);
      return cookie !== null && ended.has(cookie);
    },
    expire(now) {
      const silent: LiveSession[] = [];
      for (const session of byCookie.values()) {
        if (now - session.lastHeardAt <= session.timeoutMs) {
          // A longer SessionTimeout may stand between; the rest are younger than the shortest.
          if (now - session.lastHeardAt < 5_000) break;
          continue;
        }
        if (!session.busy) silent.push(session);
      }
      for (const session of silent) end(session);
      return silent;
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { DeviceId, OperationId } from '../base/ids.ts';
import type { DeviceView } from '../devices/device.ts';
import type { Step } from '../operations/step.ts';
import type { Session } from '../session/session.ts';

/** One conversation in the memory of the process that heard its Inform. */
export interface LiveSession {
  /** Stored with the device: the newest one is the only one that moves anything. */
  readonly id: string;
  readonly cookie: string;
  readonly deviceId: DeviceId;
  readonly device: DeviceView;
  /** Who it authenticated as; null where authentication is off. */
  readonly username: string | null;
  /** The Inform came with `1 BOOT`. */
  readonly booted: boolean;
  talk: Session;
  /** There may be work; when false the floor is given back without asking the database. */
  owed: boolean;
  /** Our question that is open. */
  step: Step | null;
  readonly touched: Set<OperationId>;
  rpcs: number;
  /** A request is being handled: a CPE never has two POSTs under way (TR-069 §3.4). */
  busy: boolean;
  lastHeardAt: number;
  readonly timeoutMs: number;
}

const cookieName = 'muster';
/** A few seconds' worth at full load. */
const rememberedEnds = 5_000;

/** The sessions of this process, found by cookie and never by socket. */
export interface LiveSessions {
  readonly size: number;
  find(cookieHeader: string | undefined): LiveSession | undefined;
  /** Makes room for a new session of the device; an older one ends here and now. @returns the older one */
  replace(device: DeviceId): LiveSession | undefined;
  add(session: LiveSession): void;
  touch(session: LiveSession, now: number): void;
  end(session: LiveSession): void;
  /** The cookie is of a session that ended a little while ago: some CPEs say goodbye twice. */
  endedRecently(cookieHeader: string | undefined): boolean;
  /** Ends sessions that have been silent for too long. @returns them */
  expire(now: number): LiveSession[];
}

export function liveSessions(): LiveSessions {
  // Map order is order of last touch, so that expiry looks at the silent ones only.
  const byCookie = new Map<string, LiveSession>();
  const byDevice = new Map<DeviceId, LiveSession>();
  const ended = new Set<string>();
  const end = (session: LiveSession): void => {
    byCookie.delete(session.cookie);
    if (ended.size >= rememberedEnds) ended.delete(ended.values().next().value!);
    ended.add(session.cookie);
    if (byDevice.get(session.deviceId) === session) byDevice.delete(session.deviceId);
  };
  return {
    get size() {
      return byCookie.size;
    },
    find(header) {
      if (header === undefined) return undefined;
      const cookie = cookieValue(header);
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
    endedRecently(header) {
      const cookie = header === undefined ? null : cookieValue(header);
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

/** A random id for the table, and another for the cookie: whoever reads one cannot speak with the other. */
export function newSessionIds(): { id: string; cookie: string } {
  // randomUUID draws its 122 random bits from a pool, which costs a tenth of asking for bytes each time.
  return { id: randomUUID(), cookie: randomUUID().replaceAll('-', '') };
}

/** Value of Set-Cookie: one short cookie of plain characters, without anything a small parser chokes on. */
export function setCookie(cookie: string, secure: boolean): string {
  return `${cookieName}=${cookie}; Path=/; HttpOnly${secure ? '; Secure' : ''}`;
}

/** Our cookie in a Cookie header; some CPEs join cookies with commas or put values in quotes. */
function cookieValue(header: string): string | null {
  const at = header.indexOf(`${cookieName}=`);
  if (at < 0) return null;
  const match = /^"?([0-9a-f]{32})"?(?=$|[;,\s])/.exec(header.slice(at + cookieName.length + 1));
  return match ? match[1]! : null;
}

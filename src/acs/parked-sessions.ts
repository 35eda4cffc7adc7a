import { hash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { DeviceKey } from '../base/ids.ts';
import { RecentMap } from '../base/recent-map.ts';
import type { Batcher } from '../platform/database/batcher.ts';
import { lineOf } from './line.ts';
import type { LiveSession, LiveSessions } from './live-sessions.ts';
import { packSession, unpackSession } from './parked-state.ts';
import type { Parking, Taken, Taking } from './parked-store.ts';
import type { Peers } from './peers.ts';
import { cookieIn, type SessionCookies } from './session-cookie.ts';

/**
 * Lets a session go on in another process than the one that heard its Inform. A session is only ever in one place, in
 * the memory of one process or in the table, and moves between them:
 *
 * - its connection closed, and nobody came back for it within a grace: parked;
 * - another process asks for it, as its CPE came there: parked at once, and the asker is told;
 * - this process stops: all are parked;
 * - a message comes for one that is not here: taken from the table, or asked for.
 *
 * A process that is alone waits long before it parks, as the next message comes to it anyway; a session whose CPE opens
 * a connection for each message then costs no statement.
 */
export interface ParkedSessions {
  /** A session began in the answer over this socket. */
  began(session: LiveSession, socket: Socket): void;
  /** The session speaks over this socket now; what happens to an older one is no matter. */
  speaks(session: LiveSession, socket: Socket): void;
  /** Its message was handled. */
  handled(session: LiveSession): void;
  /** A cookie of ours whose session is not here, but may be elsewhere; null: there is nothing to look for. */
  strayCookie(header: string | undefined): string | null;
  find(cookie: string): Promise<Found>;
  /** A notice of another process. */
  hear(notice: string): void;
  /** To be called a few times a second. */
  beat(): void;
  /** Before this process stops: every session that is left. */
  parkAll(): Promise<void>;
}

export type Found =
  | { readonly kind: 'session'; readonly session: LiveSession }
  /** The device has begun a newer one. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'nothing' };

export interface ParkedSessionsDeps {
  /** Of this process among its peers. */
  readonly name: string;
  readonly clock: Clock;
  readonly sessions: LiveSessions;
  readonly cookies: SessionCookies;
  readonly peers: Peers;
  /** Notices of other processes arrive. */
  hearsOthers(): boolean;
  readonly park: Batcher<Parking, null>;
  readonly take: Batcher<Taking, Taken | null>;
  send(notice: string): void;
  currentOf(sessions: readonly { readonly device: DeviceKey; readonly id: string }[]): Promise<ReadonlySet<string>>;
  /** No session is older. */
  readonly maxSessionMs: number;
  readonly waits: ParkingWaits;
  /** A session here was superseded by one in another process. */
  superseded(session: LiveSession): void;
  /** For metrics. */
  report(what: 'parked' | 'resumed' | 'superseded' | 'missing' | 'tooLarge'): void;
  failed(error: unknown): void;
}

/** Milliseconds. */
export interface ParkingWaits {
  /** Between the end of a connection and parking, where other processes are. */
  readonly graceMs: number;
  readonly graceAloneMs: number;
  /** For an answer of the process that holds a session. */
  readonly answerMs: number;
}

export const usualParkingWaits: ParkingWaits = { graceMs: 150, graceAloneMs: 5_000, answerMs: 1_000 };

/** Cookies of sessions that left here; one that was pushed out is not looked for any more. */
const rememberedDepartures = 20_000;
/** New sessions are told of together, so many in a notice at most, which keeps it below 8000 bytes. */
const keysInNotice = 500;

export function parkedSessions(deps: ParkedSessionsDeps): ParkedSessions {
  const { clock, sessions, cookies, peers, waits } = deps;
  const departed = new RecentMap<string, true>(rememberedDepartures);
  const leaving = new Map<string, Promise<void>>();
  const finding = new Map<string, Promise<Found>>();
  const waiting = new Map<string, (answer: 'parked' | 'ended') => void>();
  /** Asked for while a message of theirs is handled. */
  const wanted = new WeakSet<LiveSession>();
  const newcomers = new Set<DeviceKey>();

  function speaks(session: LiveSession, socket: Socket): void {
    session.socket = socket;
    const line = lineOf(socket);
    if (line.speaker === undefined) socket.once('close', () => closed(socket));
    line.speaker = session;
  }

  function closed(socket: Socket): void {
    const session = lineOf(socket).speaker;
    if (session?.socket === socket && sessions.holds(session)) parkLater(session, socket);
  }

  function parkLater(session: LiveSession, socket: Socket): void {
    // Without notices nobody could ask for it: then it has to be in the table soon.
    const alone = deps.hearsOthers() && !peers.any;
    const timer = setTimeout(
      () => {
        if (session.socket !== socket || !sessions.holds(session)) return;
        if (session.busy) parkLater(session, socket);
        else void park(session, false);
      },
      alone ? waits.graceAloneMs : waits.graceMs,
    );
    timer.unref();
  }

  /** @returns when the session is in the table, or here again because that failed */
  function park(session: LiveSession, asked: boolean): Promise<void> {
    const { cookie } = session;
    const state = packSession(session);
    if (state === null) {
      deps.report('tooLarge');
      return Promise.resolve();
    }
    sessions.remove(session);
    departed.set(cookie, true);
    const parked = deps
      .park({
        cookieHash: hashOf(cookie),
        device: session.device.key,
        sessionId: session.id,
        state,
        expiresAt: new Date(session.lastHeardAt + session.timeoutMs),
        notice: asked ? `parked ${cookies.labelOf(cookie)}` : null,
      })
      .then(
        () => deps.report('parked'),
        (error: unknown) => {
          deps.failed(error);
          departed.delete(cookie);
          sessions.add(session);
        },
      )
      .finally(() => leaving.delete(cookie));
    leaving.set(cookie, parked);
    return parked;
  }

  async function find(cookie: string): Promise<Found> {
    await leaving.get(cookie);
    const here = sessions.ofCookie(cookie);
    if (here) return { kind: 'session', session: here };
    const parked = await take(cookie);
    if (parked) return parked;
    if (!peers.any) return missing();
    const answer = await ask(cookie);
    if (answer === 'ended') return { kind: 'ended' };
    return (await take(cookie)) ?? missing();
  }

  async function take(cookie: string): Promise<Found | null> {
    const taken = await deps.take({ cookieHash: hashOf(cookie), now: new Date(clock.now()) });
    if (!taken) return null;
    if (!taken.current) {
      sessions.noteEnd(cookie);
      deps.report('superseded');
      return { kind: 'superseded' };
    }
    const session = unpackSession(taken.state, cookie);
    if (!session) return null;
    departed.delete(cookie);
    const older = sessions.replace(session.deviceId);
    if (older) deps.superseded(older);
    sessions.add(session);
    deps.report('resumed');
    return { kind: 'session', session };
  }

  function ask(cookie: string): Promise<'parked' | 'ended' | 'silence'> {
    const label = cookies.labelOf(cookie);
    return new Promise((resolve) => {
      const end = (answer: 'parked' | 'ended' | 'silence'): void => {
        clearTimeout(timer);
        waiting.delete(label);
        resolve(answer);
      };
      const timer = setTimeout(() => end('silence'), waits.answerMs);
      waiting.set(label, end);
      deps.send(`want ${label}`);
    });
  }

  function missing(): Found {
    deps.report('missing');
    return { kind: 'nothing' };
  }

  /** Somebody, perhaps this process itself, looks for a session. */
  function wantedElsewhere(label: string): void {
    const cookie = cookies.ofLabel(label);
    const session = sessions.ofCookie(cookie);
    if (session?.busy) wanted.add(session);
    else if (session) void park(session, true);
    else if (leaving.has(cookie)) void leaving.get(cookie)!.then(() => deps.send(`parked ${label}`));
    else if (sessions.hasEnded(cookie)) deps.send(`ended ${label}`);
  }

  /** Devices that began a session elsewhere: the one they may have here is over, unless it is even newer. */
  async function begunElsewhere(keys: ReadonlySet<DeviceKey>): Promise<void> {
    const doubtful: LiveSession[] = [];
    for (const session of sessions.all()) if (keys.has(session.device.key)) doubtful.push(session);
    if (doubtful.length === 0) return;
    const current = await deps.currentOf(doubtful.map(({ device, id }) => ({ device: device.key, id })));
    for (const session of doubtful) {
      // One that is busy finds out by itself.
      if (current.has(session.id) || session.busy || !sessions.holds(session)) continue;
      sessions.end(session);
      deps.superseded(session);
    }
  }

  return {
    began(session, socket) {
      speaks(session, socket);
      if (peers.any) newcomers.add(session.device.key);
    },
    speaks,
    handled(session) {
      if (!wanted.delete(session)) return;
      if (sessions.holds(session)) void park(session, true);
      else deps.send(`ended ${cookies.labelOf(session.cookie)}`);
    },
    strayCookie(header) {
      const cookie = cookieIn(header);
      if (cookie === null || sessions.hasEnded(cookie)) return null;
      // What began here and never left is nowhere else.
      if (cookies.isOwn(cookie) && !departed.has(cookie)) return null;
      return cookies.isGood(cookie, clock.now(), deps.maxSessionMs) ? cookie : null;
    },
    find(cookie) {
      let found = finding.get(cookie);
      if (!found) {
        found = find(cookie).finally(() => finding.delete(cookie));
        finding.set(cookie, found);
      }
      return found;
    },
    hear(notice) {
      if (peers.hear(notice, clock.now())) return;
      const [word, rest = '', who] = notice.split(' ');
      if (word === 'want') wantedElsewhere(rest);
      else if (word === 'parked' || word === 'ended') waiting.get(rest)?.(word);
      else if (word === 'began' && who !== deps.name) {
        const keys = new Set(rest.split(',').map((key) => Number(key) as DeviceKey));
        begunElsewhere(keys).catch(deps.failed);
      }
    },
    beat() {
      peers.beat(clock.now());
      if (newcomers.size === 0) return;
      const keys = [...newcomers];
      newcomers.clear();
      for (let i = 0; i < keys.length; i += keysInNotice) {
        deps.send(`began ${keys.slice(i, i + keysInNotice).join(',')} ${deps.name}`);
      }
    },
    async parkAll() {
      peers.leave();
      for (const session of [...sessions.all()]) if (!session.busy) void park(session, true);
      await Promise.all(leaving.values());
    },
  };
}

function hashOf(cookie: string): Buffer {
  return hash('sha256', cookie, 'buffer');
}

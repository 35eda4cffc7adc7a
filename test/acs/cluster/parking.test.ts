import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type LiveSession, type LiveSessions, liveSessions } from '../../../src/acs/live-sessions.ts';
import { type ParkedSessions, parkedSessions } from '../../../src/acs/parked-sessions.ts';
import type { Parking, Taken, Taking } from '../../../src/acs/parked-store.ts';
import { peers } from '../../../src/acs/peers.ts';
import { sessionCookies } from '../../../src/acs/session-cookie.ts';
import { systemClock } from '../../../src/base/clock.ts';
import type { DeviceId } from '../../../src/base/ids.ts';
import { liveSession } from '../support/live-session.ts';

const waits = { graceMs: 20, graceAloneMs: 200, answerMs: 100 };
const longEnough = 60;

/** The table, with a door to hold or to break. */
class Table {
  readonly rows = new Map<string, Parking>();
  readonly statements: string[] = [];
  readonly superseded = new Set<string>();
  broken = false;
  held: Promise<void> = Promise.resolve();

  async park(parking: Parking): Promise<null> {
    this.statements.push('park');
    await this.held;
    if (this.broken) throw new Error('no database');
    this.rows.set(parking.cookieHash.toString('hex'), parking);
    return null;
  }

  async take({ cookieHash }: Taking): Promise<Taken | null> {
    this.statements.push('take');
    const row = this.rows.get(cookieHash.toString('hex'));
    this.rows.delete(cookieHash.toString('hex'));
    return row ? { state: row.state, current: !this.superseded.has(row.sessionId) } : null;
  }
}

interface Process {
  readonly sessions: LiveSessions;
  readonly parked: ParkedSessions;
  readonly errors: unknown[];
  readonly lost: string[];
}

/** Processes on one table that hear each other. */
function processes(count: number): { table: Table; all: Process[]; said: string[] } {
  const table = new Table();
  const said: string[] = [];
  const all: Process[] = [];
  const tell = (notice: string): void => {
    said.push(notice);
    queueMicrotask(() => {
      for (const one of all) one.parked.hear(notice);
    });
  };
  const batcher = <Item, Result>(run: (item: Item) => Promise<Result>) =>
    Object.assign(run, { drained: async () => {} });
  for (let n = 0; n < count; n++) {
    const cookies = sessionCookies(Buffer.alloc(32, 1));
    const sessions = liveSessions(cookies);
    const errors: unknown[] = [];
    const lost: string[] = [];
    const parked = parkedSessions({
      name: `p${n}`,
      clock: systemClock,
      sessions,
      cookies,
      peers: peers(`p${n}`, tell),
      hearsOthers: () => true,
      park: batcher(async (parking: Parking) => {
        await table.park(parking);
        if (parking.notice !== null) tell(parking.notice);
        return null;
      }),
      take: batcher((taking: Taking) => table.take(taking)),
      send: tell,
      currentOf: async (doubtful) => new Set(doubtful.flatMap(({ id }) => (table.superseded.has(id) ? [] : [id]))),
      maxSessionMs: 60_000,
      waits,
      superseded: (session) => lost.push(session.id),
      report: () => {},
      failed: (error) => errors.push(error),
    });
    all.push({ sessions, parked, errors, lost });
    parked.beat();
  }
  return { table, all, said };
}

function newSocket(): Socket {
  return new EventEmitter() as Socket;
}

function open({ sessions, parked }: Process, socket: Socket, device = 'D'): LiveSession {
  const { id, cookie } = sessions.newIds(Date.now());
  const session = liveSession({ id, cookie, deviceId: device as DeviceId });
  sessions.add(session);
  parked.began(session, socket);
  return session;
}

const greeted = () => pause(5);
const header = (session: LiveSession): string => `muster=${session.cookie}`;

test('a session whose connection closes is parked after the grace, and is nowhere else', async () => {
  const { table, all } = processes(2);
  await greeted();
  const socket = newSocket();
  open(all[0]!, socket);
  socket.emit('close');
  expect(table.statements).toEqual([]);
  await pause(longEnough);
  expect(table.rows.size).toBe(1);
  expect(all[0]!.sessions.size).toBe(0);
});

test('a session that speaks over a newer socket is not parked when the old one closes', async () => {
  const { table, all } = processes(2);
  await greeted();
  const [old, newer] = [newSocket(), newSocket()];
  const session = open(all[0]!, old);
  // Before, and during the grace.
  all[0]!.parked.speaks(session, newer);
  old.emit('close');
  await pause(longEnough);
  const newest = newSocket();
  newer.emit('close');
  all[0]!.parked.speaks(session, newest);
  await pause(longEnough);
  expect(table.statements).toEqual([]);
  expect(all[0]!.sessions.holds(session)).toBe(true);
});

test('a session that has ended is not parked', async () => {
  const { table, all } = processes(2);
  await greeted();
  const socket = newSocket();
  all[0]!.sessions.end(open(all[0]!, socket));
  socket.emit('close');
  await pause(longEnough);
  expect(table.statements).toEqual([]);
});

test('a process that is alone waits longer', async () => {
  const { table, all } = processes(1);
  await greeted();
  const socket = newSocket();
  open(all[0]!, socket);
  socket.emit('close');
  await pause(longEnough);
  expect(table.statements).toEqual([]);
  await pause(waits.graceAloneMs);
  expect(table.rows.size).toBe(1);
});

test('a message that comes to the same process while it parks waits, and goes on', async () => {
  const { table, all } = processes(2);
  await greeted();
  const socket = newSocket();
  const session = open(all[0]!, socket);
  let letGo = (): void => {};
  table.held = new Promise((resolve) => {
    letGo = resolve;
  });
  socket.emit('close');
  await pause(longEnough);
  const cookie = all[0]!.parked.strayCookie(header(session));
  expect(cookie).toBe(session.cookie);
  const finding = all[0]!.parked.find(cookie!);
  await pause(10);
  expect(table.statements).toEqual(['park']);
  letGo();
  expect(await finding).toMatchObject({ kind: 'session', session: { id: session.id } });
  expect(table.statements).toEqual(['park', 'take']);
  expect(all[0]!.sessions.size).toBe(1);
});

test('a session that cannot be parked stays where it was', async () => {
  const { table, all } = processes(2);
  await greeted();
  table.broken = true;
  const socket = newSocket();
  const session = open(all[0]!, socket);
  socket.emit('close');
  await pause(longEnough);
  expect(all[0]!.sessions.holds(session)).toBe(true);
  expect(all[0]!.errors).toHaveLength(1);
});

test('a session that is asked for while its message is handled is handed over after that', async () => {
  const { table, all } = processes(2);
  await greeted();
  const session = open(all[0]!, newSocket());
  session.busy = true;
  const finding = all[1]!.parked.find(session.cookie);
  await pause(20);
  expect(table.rows.size).toBe(0);
  session.rpcs = 42;
  session.busy = false;
  all[0]!.parked.handled(session);
  expect(await finding).toMatchObject({ kind: 'session', session: { id: session.id, rpcs: 42 } });
  expect([all[0]!.sessions.size, all[1]!.sessions.size]).toEqual([0, 1]);
});

test('of several that ask at once, one gets it', async () => {
  const { all } = processes(4);
  await greeted();
  const session = open(all[0]!, newSocket());
  const found = await Promise.all([1, 2, 3].map((n) => all[n]!.parked.find(session.cookie)));
  expect(found.filter(({ kind }) => kind === 'session')).toHaveLength(1);
  expect(all.map(({ sessions }) => sessions.size).reduce((a, b) => a + b)).toBe(1);
});

test('an end is told to who asks, and silence lasts as long as is waited for', async () => {
  const { all } = processes(2);
  await greeted();
  const session = open(all[0]!, newSocket());
  all[0]!.sessions.end(session);
  expect(await all[1]!.parked.find(session.cookie)).toEqual({ kind: 'ended' });
  const began = performance.now();
  const nobodys = sessionCookies(Buffer.alloc(32, 1)).issue(Date.now());
  expect(await all[1]!.parked.find(nobodys)).toEqual({ kind: 'nothing' });
  expect(performance.now() - began).toBeGreaterThanOrEqual(waits.answerMs - 5);
});

test('who is alone does not wait', async () => {
  const { all, said } = processes(1);
  const nobodys = sessionCookies(Buffer.alloc(32, 1)).issue(Date.now());
  expect(await all[0]!.parked.find(nobodys)).toEqual({ kind: 'nothing' });
  expect(said.filter((notice) => notice.startsWith('want'))).toEqual([]);
});

test('sessions begun elsewhere end the older ones here, and leave newer ones alone', async () => {
  const { table, all } = processes(2);
  await greeted();
  const older = open(all[0]!, newSocket());
  const newer = open(all[1]!, newSocket());
  table.superseded.add(older.id);
  all[0]!.parked.beat();
  all[1]!.parked.beat();
  await pause(10);
  expect(all[0]!.sessions.size).toBe(0);
  expect(all[0]!.lost).toEqual([older.id]);
  expect(all[1]!.sessions.holds(newer)).toBe(true);
});

test('before a stop everything is parked', async () => {
  const { table, all } = processes(2);
  await greeted();
  for (let n = 0; n < 5; n++) open(all[0]!, newSocket(), `D${n}`);
  await all[0]!.parked.parkAll();
  expect(all[0]!.sessions.size).toBe(0);
  expect(table.rows.size).toBe(5);
});

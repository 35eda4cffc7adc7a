import { afterEach, beforeEach, expect, it } from 'vitest';
import { type EventFeed, type EventSink, eventFeed, type Gap } from '../../src/events/feed.ts';
import { tellAll } from '../../src/events/housekeeping.ts';
import { dropOldEvents, type Wish } from '../../src/events/log-store.ts';
import type { Pool } from '../../src/platform/database/pool.ts';
import { withDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { tell } from './support/outbox.ts';

const database = withDatabase();
const all: Wish = { types: null, device: null };
const feeds: EventFeed[] = [];
const failures: unknown[] = [];
/** Texts of the statements that feeds sent. */
let asked: string[] = [];
let broken = false;

beforeEach(async () => {
  await database.pool.query('TRUNCATE outbox, event');
  await database.pool.query('UPDATE event_log SET last = 0, dropped = 0');
  asked = [];
  failures.length = 0;
  broken = false;
});
afterEach(() => Promise.all(feeds.splice(0).map((feed) => feed.stop())));

function feedOf({ mostListeners = 10, page = 5, beatMs = 20 } = {}): EventFeed {
  const pool: Pool = {
    raw: database.pool.raw,
    connect: () => (broken ? Promise.reject(new Error('broken')) : database.pool.connect()),
    end: () => Promise.resolve(),
    query(query, values) {
      asked.push(typeof query === 'string' ? query : query.text);
      return broken ? Promise.reject(new Error('broken')) : database.pool.query(query, values);
    },
  };
  const feed = eventFeed({ pool, mostListeners, page, beatMs, failed: (error) => failures.push(error) });
  feeds.push(feed);
  return feed;
}

/** A listener in memory, which can be told to take no more. */
class Ear implements EventSink {
  readonly heard: number[] = [];
  readonly gaps: Gap[] = [];
  readonly gone = new AbortController();
  isCaughtUp = false;
  /** Events that it takes before it is full. */
  room = Number.POSITIVE_INFINITY;
  /** Events that it was handed while it was full. */
  overfed = 0;
  #empty = Promise.withResolvers<void>();

  static async on(feed: EventFeed, after: number | null, wish = all): Promise<Ear> {
    const ear = new Ear();
    void (await feed.open(wish, after)).run(ear, ear.gone.signal);
    return ear;
  }

  event({ seq }: { seq: number }): boolean {
    if (this.room <= 0) this.overfed++;
    this.heard.push(seq);
    return --this.room > 0;
  }

  gap(gap: Gap): void {
    this.gaps.push(gap);
  }

  caughtUp(): void {
    this.isCaughtUp = true;
  }

  async ready(signal: AbortSignal): Promise<void> {
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    while (this.room <= 0 && !signal.aborted) await Promise.race([this.#empty.promise, left]);
  }

  makeRoom(room: number): void {
    this.room = room;
    this.#empty.resolve();
    this.#empty = Promise.withResolvers<void>();
  }

  has(n: number): Promise<true> {
    return until(`${n} events are heard`, () => this.heard.length >= n, 10_000, 5);
  }
}

const upTo = (n: number, from = 1): number[] => Array.from({ length: n - from + 1 }, (_, i) => from + i);

it('begins with what happens from now on, or after the event that is named', async () => {
  await tell(database.pool, 12);
  const feed = feedOf();
  const [now, some, everything] = [await Ear.on(feed, null), await Ear.on(feed, 7), await Ear.on(feed, 0)];
  await everything.has(12);
  await tell(database.pool, 3, { from: 13 });
  await everything.has(15);
  await Promise.all([now.has(3), some.has(8)]);
  expect([now.heard, some.heard, everything.heard]).toEqual([upTo(15, 13), upTo(15, 8), upTo(15)]);
  expect([...now.gaps, ...some.gaps, ...everything.gaps]).toEqual([]);
});

it('looks once a beat, however many listen, and not at all when nobody does', async () => {
  const feed = feedOf();
  const ears = await Promise.all(Array.from({ length: 10 }, () => Ear.on(feed, null)));
  await until('all have caught up', () => ears.every((ear) => ear.isCaughtUp));
  asked = [];
  await tell(database.pool, 3);
  await Promise.all(ears.map((ear) => ear.has(3)));
  const pages = asked.filter((text) => text.includes('FROM event_log l LEFT JOIN'));
  expect(pages).toHaveLength(1);
  for (const ear of ears) ear.gone.abort();
  await until('nobody listens', () => feed.listeners === 0);
  await new Promise((resolve) => setTimeout(resolve, 60));
  asked = [];
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toEqual([]);
  // And it begins again.
  const again = await Ear.on(feed, null);
  await tell(database.pool, 1);
  await again.has(1);
  expect(again.heard).toEqual([4]);
});

it('leaves out what a listener does not want, live and replayed, and moves its place on all the same', async () => {
  const feed = feedOf();
  const wish: Wish = { types: ['software.state-changed'], device: 'A-1' };
  const open = await feed.open(wish, null);
  const ear = new Ear();
  void open.run(ear, ear.gone.signal);
  await tell(database.pool, 1, { type: 'software.state-changed', device: 'A-1' });
  await tell(database.pool, 1, { type: 'operation.completed', device: 'A-1' });
  await tell(database.pool, 1, { type: 'software.state-changed', device: 'A-2' });
  await tell(database.pool, 20, { type: 'software.state-changed' });
  await until('its place is the end', () => open.at === 23);
  expect(ear.heard).toEqual([1]);
  const later = await Ear.on(feed, 0, wish);
  await until('it has caught up', () => later.isCaughtUp);
  expect(later.heard).toEqual([1]);
});

it('hands nothing to a listener that takes no more, holds up nobody for it, and lets it go on where it was', async () => {
  const feed = feedOf();
  const [slow, quick] = [await Ear.on(feed, null), await Ear.on(feed, null)];
  slow.room = 3;
  await until('both have caught up', () => slow.isCaughtUp && quick.isCaughtUp);
  for (let n = 1; n <= 40; n += 4) await tell(database.pool, 4, { from: n });
  await quick.has(40);
  expect([slow.heard, slow.overfed]).toEqual([upTo(3), 0]);
  slow.makeRoom(9);
  await slow.has(12);
  await tell(database.pool, 5, { from: 41 });
  await quick.has(45);
  expect([slow.heard, slow.overfed]).toEqual([upTo(12), 0]);
  slow.makeRoom(Number.POSITIVE_INFINITY);
  await slow.has(45);
  expect(slow.heard).toEqual(upTo(45));
});

it('says so when retention has taken what a listener has not heard, at its beginning and in its course', async () => {
  await tell(database.pool, 10);
  await tellAll(database.pool);
  await dropOldEvents(database.pool, new Date(0), 4, 100);
  const feed = feedOf();
  const [late, right, slow] = [await Ear.on(feed, 2), await Ear.on(feed, 6), await Ear.on(feed, null)];
  slow.room = 1;
  await Promise.all([late.has(4), right.has(4)]);
  expect(late.gaps).toEqual([{ reason: 'expired', after: 2, resumeAt: 6 }]);
  expect([late.heard, right.heard, right.gaps]).toEqual([upTo(10, 7), upTo(10, 7), []]);
  await tell(database.pool, 30, { from: 11 });
  await late.has(34);
  await dropOldEvents(database.pool, new Date(0), 5, 100);
  slow.makeRoom(Number.POSITIVE_INFINITY);
  await slow.has(6);
  expect(slow.gaps).toEqual([{ reason: 'expired', after: 11, resumeAt: 35 }]);
  expect(slow.heard).toEqual([11, ...upTo(40, 36)]);
});

it('tells nothing twice to a listener who has heard from another process what this one has not seen yet', async () => {
  const feed = feedOf({ beatMs: 400 });
  const early = await Ear.on(feed, null);
  await until('it has caught up', () => early.isCaughtUp);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await tell(database.pool, 5);
  await tellAll(database.pool);
  const [ahead, now] = [await Ear.on(feed, 4), await Ear.on(feed, null)];
  await tell(database.pool, 2, { from: 6 });
  await Promise.all([early.has(7), ahead.has(3), now.has(2)]);
  expect([early.heard, ahead.heard, now.heard]).toEqual([upTo(7), upTo(7, 5), upTo(7, 6)]);
});

it('says so when retention is quicker than a look at the log', async () => {
  const feed = feedOf({ beatMs: 400 });
  const ear = await Ear.on(feed, null);
  await until('it has caught up', () => ear.isCaughtUp);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await tell(database.pool, 10);
  await tellAll(database.pool);
  await dropOldEvents(database.pool, new Date(0), 3, 100);
  await ear.has(3);
  expect([ear.gaps, ear.heard]).toEqual([[{ reason: 'expired', after: 0, resumeAt: 7 }], upTo(10, 8)]);
});

it('says so when a listener names an event that never was, and goes on from now', async () => {
  await tell(database.pool, 3);
  const ear = await Ear.on(feedOf(), 900);
  expect(ear.gaps).toEqual([{ reason: 'unknown', after: 900, resumeAt: 3 }]);
  await tell(database.pool, 1, { from: 4 });
  await ear.has(1);
  expect(ear.heard).toEqual([4]);
});

it('keeps its listeners while the database is away, and loses nothing', async () => {
  const feed = feedOf();
  const ear = await Ear.on(feed, null);
  await tell(database.pool, 2);
  await ear.has(2);
  broken = true;
  await until('it is noticed', () => failures.length > 0);
  await tell(database.pool, 3, { from: 3 });
  await expect(feed.open(all, null)).rejects.toThrow('broken');
  broken = false;
  await ear.has(5);
  expect(ear.heard).toEqual(upTo(5));
  expect([failures.length, feed.listeners]).toEqual([1, 1]);
});

it('takes no more listeners than it may, and gives a place back when one leaves', async () => {
  const feed = feedOf({ mostListeners: 2 });
  const first = await Ear.on(feed, null);
  const second = await feed.open(all, null);
  await expect(feed.open(all, null)).rejects.toMatchObject({ code: 'overloaded' });
  second.release();
  second.release();
  await Ear.on(feed, null);
  await expect(feed.open(all, null)).rejects.toMatchObject({ code: 'overloaded' });
  first.gone.abort();
  await until('there is room', () => feed.listeners === 1);
  await Ear.on(feed, null);
  await feed.stop();
  expect(feed.listeners).toBe(0);
  await expect(feed.open(all, null)).rejects.toMatchObject({ code: 'overloaded' });
});

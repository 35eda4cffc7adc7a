import { beforeEach, describe, expect, it } from 'vitest';
import { days } from '../../src/base/durations.ts';
import { forgetOldEvents, tellAll } from '../../src/events/housekeeping.ts';
import { readHead, readLog } from '../../src/events/log-store.ts';
import { relayOutbox } from '../../src/events/outbox-store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { withDatabase } from '../support/database.ts';
import { tell } from './support/outbox.ts';

const database = withDatabase(20);
beforeEach(async () => {
  await database.pool.query('TRUNCATE outbox, event');
  await database.pool.query('UPDATE event_log SET last = 0, dropped = 0');
});

const all = { types: null, device: null };
const log = async (after = 0, limit = 100_000) => {
  const { events } = await readLog(database.pool, all, { after, upTo: Number.MAX_SAFE_INTEGER, limit });
  return events.map((event) => [event.seq, event.data['n']]);
};

describe('the log of events', () => {
  it('is numbered from one in the order in which the outbox was written', async () => {
    await tell(database.pool, 3);
    expect(await readHead(database.pool)).toEqual({ last: 0, waiting: true });
    expect(await tellAll(database.pool)).toBe(3);
    expect(await readHead(database.pool)).toEqual({ last: 3, waiting: false });
    await tell(database.pool, 2, { from: 4 });
    expect(await tellAll(database.pool)).toBe(2);
    expect(await log()).toEqual([1, 2, 3, 4, 5].map((n) => [n, n]));
    expect(await tellAll(database.pool)).toBe(0);
  });

  it('shows nothing of what was rolled back', async () => {
    await inTransaction(database.pool, async (tx) => {
      await tell(tx, 1);
      throw new Error('no');
    }).catch(() => undefined);
    await tell(database.pool, 1, { from: 2 });
    await tellAll(database.pool);
    expect(await log()).toEqual([[1, 2]]);
  });

  it('misses nothing that commits later than what was written after it, as a reader by row ids would', async () => {
    /** Event 1 is written, then event 2, which is committed and `seen` first. */
    const overtaken = async (seen: () => Promise<unknown>): Promise<void> => {
      const written = Promise.withResolvers<void>();
      const commit = Promise.withResolvers<void>();
      const late = inTransaction(database.pool, async (tx) => {
        await tell(tx, 1, { from: 1 });
        written.resolve();
        await commit.promise;
      });
      await written.promise;
      await tell(database.pool, 1, { from: 2 });
      await seen();
      commit.resolve();
      await late;
      await seen();
    };
    let place = 0;
    const naive: number[] = [];
    await overtaken(async () => {
      const { rows } = await database.pool.query<{ id: number; n: number }>(
        "SELECT id, (payload->>'n')::int AS n FROM outbox WHERE id > $1 ORDER BY id",
        [place],
      );
      naive.push(...rows.map(({ n }) => n));
      place = rows.at(-1)?.id ?? place;
    });
    expect(naive).toEqual([2]);

    await database.pool.query('TRUNCATE outbox');
    const heard: unknown[] = [];
    await overtaken(async () => {
      await tellAll(database.pool);
      heard.push(...(await log(heard.length)).map(([, n]) => n));
    });
    expect(heard).toEqual([2, 1]);
  });

  it('is not held up by a transaction that stays open', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query("INSERT INTO outbox (at, topic, payload) VALUES (now(), 'operation.completed', '{}')");
      await tell(database.pool, 5);
      expect(await tellAll(database.pool)).toBe(5);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });

  it('has one relay at a time; another leaves the work to it', async () => {
    await tell(database.pool, 2);
    await inTransaction(database.pool, async (tx) => {
      await tx.query('SELECT 1 FROM event_log FOR UPDATE');
      expect(await relayOutbox(database.pool, 10)).toBe(0);
    });
    expect(await relayOutbox(database.pool, 10)).toBe(2);
  });

  it('tells each event of many writers once, in the order of its writer, to those who read meanwhile', async () => {
    const [writers, each] = [10, 60];
    let writing = true;
    let told = false;
    const read: { seq: number; writer: unknown; n: unknown }[] = [];
    const reader = async (): Promise<void> => {
      let after = 0;
      for (let last = false; ; last = told) {
        // Pages of odd sizes, by a reader that only knows the number it saw last.
        const { events } = await readLog(database.pool, all, { after, upTo: Number.MAX_SAFE_INTEGER, limit: 7 });
        for (const { seq, data } of events) read.push({ seq, writer: data['writer'], n: data['n'] });
        after = events.at(-1)?.seq ?? after;
        if (last && events.length === 0) return;
      }
    };
    const relay = async (): Promise<void> => {
      while (writing) await relayOutbox(database.pool, 5);
    };
    const writer = async (name: number): Promise<void> => {
      for (let n = 1; n <= each; n++) {
        await inTransaction(database.pool, async (tx) => {
          await tell(tx, 1, { from: n, more: { writer: name } });
          // Others overtake between the number of the row and its commit.
          if (n % 3 === name % 3) await tx.query('SELECT pg_sleep($1::double precision)', [((n * name) % 7) / 1000]);
        });
        // A transaction that fails takes a number of the outbox with it.
        if (n % 10 === 0)
          await inTransaction(database.pool, async (tx) => {
            await tell(tx, 1, { from: -1 });
            throw new Error('no');
          }).catch(() => undefined);
      }
    };
    const reading = reader();
    const relaying = [relay(), relay()];
    await Promise.all(Array.from({ length: writers }, (_, i) => writer(i)));
    writing = false;
    await Promise.all(relaying);
    await tellAll(database.pool);
    told = true;
    await reading;
    expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: writers * each }, (_, i) => i + 1));
    for (let name = 0; name < writers; name++) {
      const mine = read.filter((one) => one.writer === name).map(({ n }) => n);
      expect(mine).toEqual(Array.from({ length: each }, (_, i) => i + 1));
    }
  });
});

describe('retention', () => {
  const now = Date.UTC(2026, 6, 1);
  const kept = async () => (await log()).map(([seq]) => seq);
  const dropped = async () =>
    (await database.pool.query<{ dropped: number }>('SELECT dropped FROM event_log')).rows[0]!.dropped;

  it('takes what is too old, and says how far it went', async () => {
    await tell(database.pool, 3, { at: new Date(now - days(8)) });
    await tell(database.pool, 2, { from: 4, at: new Date(now - days(6)) });
    await tellAll(database.pool);
    expect(await forgetOldEvents(database.pool, now, { days: 7, most: 1000 })).toBe(3);
    expect(await kept()).toEqual([4, 5]);
    expect(await dropped()).toBe(3);
    expect(await forgetOldEvents(database.pool, now, { days: 7, most: 1000 })).toBe(0);
    expect(await forgetOldEvents(database.pool, now + days(2), { days: 7, most: 1000 })).toBe(2);
    expect([await kept(), await dropped()]).toEqual([[], 5]);
    // The numbers go on where they were.
    await tell(database.pool, 1);
    await tellAll(database.pool);
    expect(await kept()).toEqual([6]);
  });

  it('keeps no more than so many, however young they are', async () => {
    await tell(database.pool, 4_500, { at: new Date(now) });
    await tellAll(database.pool);
    expect(await forgetOldEvents(database.pool, now, { days: 7, most: 10 })).toBe(4_490);
    expect(await kept()).toEqual([4491, 4492, 4493, 4494, 4495, 4496, 4497, 4498, 4499, 4500]);
    expect(await dropped()).toBe(4_490);
  });

  it('leaves no gap where a clock ran ahead: what is older behind it waits its turn', async () => {
    await tell(database.pool, 1, { at: new Date(now - days(8)) });
    await tell(database.pool, 1, { from: 2, at: new Date(now - days(1)) });
    await tell(database.pool, 1, { from: 3, at: new Date(now - days(8)) });
    await tellAll(database.pool);
    await forgetOldEvents(database.pool, now, { days: 7, most: 1000 });
    expect(await kept()).toEqual([2, 3]);
  });

  it('does nothing to an empty log', async () => {
    expect(await forgetOldEvents(database.pool, now, { days: 7, most: 10 })).toBe(0);
    expect(await dropped()).toBe(0);
  });
});

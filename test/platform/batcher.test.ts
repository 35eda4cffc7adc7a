import { expect, it } from 'vitest';
import { createBatcher } from '../../src/platform/database/batcher.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const base = { maxSize: 8, maxDelayMs: 1, maxRunning: 1, maxQueued: 100 };

it('gathers concurrent rows into one statement of bounded size and answers each caller with its own row', async () => {
  const sizes: number[] = [];
  const square = createBatcher<number, number>({
    ...base,
    observe: (size) => sizes.push(size),
    run: async (items) => {
      const { rows } = await database.pool.query<{ r: number }>(
        'SELECT (n * n)::int AS r FROM unnest($1::int[]) WITH ORDINALITY AS t(n, o) ORDER BY o',
        [items],
      );
      return rows.map((row) => row.r);
    },
  });
  const results = await Promise.all(Array.from({ length: 50 }, (_, i) => square(i)));
  expect(results).toEqual(Array.from({ length: 50 }, (_, i) => i * i));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
  expect(sizes.length).toBeLessThan(20);
});

it('gives each caller its own error: one bad row fails alone, its neighbours are stored', async () => {
  await database.pool.query('CREATE TABLE odd (n int CHECK (n <> 13))');
  const store = createBatcher<number, null>({
    ...base,
    run: async (items) => {
      await database.pool.query('INSERT INTO odd SELECT unnest($1::int[])', [items]);
      return items.map(() => null);
    },
  });
  const outcomes = await Promise.allSettled([11, 12, 13, 14, 15].map((n) => store(n)));
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(String((outcomes[2] as PromiseRejectedResult).reason)).toContain('odd_n_check');
  const { rows } = await database.pool.query<{ n: number }>('SELECT n FROM odd ORDER BY n');
  expect(rows.map((row) => row.n)).toEqual([11, 12, 14, 15]);
});

it('refuses at once, as overloaded, what would queue beyond its bound', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = createBatcher<number, number>({
    ...base,
    maxQueued: 3,
    maxDelayMs: 0,
    run: async (items) => {
      await held;
      return items;
    },
  });
  const first = slow(0);
  const queued = [slow(1), slow(2), slow(3)];
  await expect(slow(4)).rejects.toMatchObject({ code: 'overloaded' });
  release();
  expect(await Promise.all([first, ...queued])).toEqual([0, 1, 2, 3]);
  await slow.drained();
});

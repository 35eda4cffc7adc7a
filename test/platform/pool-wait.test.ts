import { expect, it } from 'vitest';
import { poolWait } from '../../src/platform/database/pool-wait.ts';
import { withDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = withDatabase(1);

it('tells how long work waits for a connection, while it waits and afterwards', async () => {
  let now = 0;
  const wait = poolWait(database.pool, () => now);
  expect(wait.ms).toBe(0);
  const holder = await database.pool.connect();
  wait.look();
  now = 400;
  expect(wait.ms).toBe(400);
  // One look at a time: a second one would take the place of work.
  wait.look();
  now = 900;
  expect([wait.ms, database.pool.raw.waitingCount]).toEqual([900, 1]);
  holder.release();
  await until(
    'the look got its connection',
    () => database.pool.raw.waitingCount === 0 && database.pool.raw.idleCount === 1,
  );
  now = 5_000;
  expect(wait.ms).toBe(900);
  wait.look();
  await until('there is room', () => wait.ms === 0);
});

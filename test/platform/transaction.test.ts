import { beforeAll, expect, it } from 'vitest';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { withDatabase } from '../support/database.ts';
import { gate } from './support/events.ts';

const database = withDatabase(4);
beforeAll(async () => {
  await database.pool.query('CREATE TABLE account (id int PRIMARY KEY, amount int NOT NULL)');
  await database.pool.query('INSERT INTO account VALUES (1, 0), (2, 0)');
});

const amounts = async (): Promise<number[]> => {
  const { rows } = await database.pool.query<{ amount: number }>('SELECT amount FROM account ORDER BY id');
  return rows.map((row) => row.amount);
};
const fail = (code: string): string => `DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '${code}'; END $$`;

it('commits what resolves and takes back what throws', async () => {
  const before = await amounts();
  await expect(
    inTransaction(database.pool, async (tx) => {
      await tx.query('UPDATE account SET amount = amount + 5');
      throw new RangeError('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await amounts()).toEqual(before);
  const result = await inTransaction(database.pool, async (tx) => {
    await tx.query('UPDATE account SET amount = amount + 5');
    return 'done';
  });
  expect(result).toBe('done');
  expect(await amounts()).toEqual(before.map((n) => n + 5));
});

it('runs the loser of a deadlock again, so that both of two crossing transactions commit once', async () => {
  const before = await amounts();
  const held = [gate(), gate()];
  let runs = 0;
  const cross = (mine: number, theirs: number): Promise<void> =>
    inTransaction(database.pool, async (tx) => {
      runs++;
      await tx.query('UPDATE account SET amount = amount + 1 WHERE id = $1', [mine + 1]);
      held[mine]!.open();
      await held[theirs]!.opened;
      await tx.query('UPDATE account SET amount = amount + 1 WHERE id = $1', [theirs + 1]);
    });
  await Promise.all([cross(0, 1), cross(1, 0)]);
  expect(runs).toBe(3);
  expect(await amounts()).toEqual(before.map((n) => n + 2));
});

const errors: [what: string, code: string, runs: number][] = [
  ['a serialization failure', '40001', 3],
  ['a deadlock', '40P01', 3],
  ['a broken rule', '23505', 1],
  ['a cancelled statement', '57014', 1],
];
it.each(errors)('gives up on %s (%s) after %i run(s), leaving nothing', async (_, code, wanted) => {
  const before = await amounts();
  let runs = 0;
  const work = inTransaction(database.pool, async (tx) => {
    runs++;
    await tx.query('UPDATE account SET amount = -1');
    await tx.query(fail(code));
  });
  await expect(work).rejects.toMatchObject({ code });
  expect(runs).toBe(wanted);
  expect(await amounts()).toEqual(before);
});

it('throws a connection away that broke in mid-transaction, and the pool stays whole', async () => {
  for (let i = 0; i < 6; i++) {
    await expect(
      inTransaction(database.pool, (tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())')),
    ).rejects.toThrow();
  }
  expect(await Promise.all(Array.from({ length: 8 }, () => inTransaction(database.pool, async () => 1)))).toHaveLength(
    8,
  );
});

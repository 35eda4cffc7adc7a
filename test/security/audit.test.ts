import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { breakAt, chainStart } from '../../src/security/audit-chain.ts';
import { checkAudit } from '../../src/security/audit-check.ts';
import { chainFrom, pageAudit } from '../../src/security/audit-store.ts';
import { appendAudit } from '../../src/security/store.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase(12);
const rows = 2_300;

/** A trail longer than two pages of the check, the same for each test. */
beforeAll(async () => {
  await inTransaction(database.pool, async (tx) => {
    const by = { name: 'ann', role: 'operator' };
    for (let i = 0; i < rows; i++) {
      const entry = { by, action: `act.${i}`, object: 'x/1', detail: { n: i, z: { b: 1, a: [2] } } };
      await appendAudit(tx, entry, new Date(1_700_000_000_000 + i));
    }
  });
  await database.pool.query('CREATE TABLE untouched AS SELECT * FROM audit');
}, 60_000);
beforeEach(() =>
  tamper('DELETE FROM audit', 'INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT * FROM untouched ORDER BY seq'),
);

/** What somebody does who owns the table. */
async function tamper(...statements: string[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only');
    for (const sql of statements) await client.query(sql);
    await client.query('ALTER TABLE audit ENABLE TRIGGER audit_append_only');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

const nth = (n: number): string => `(SELECT seq FROM audit ORDER BY seq OFFSET ${n} LIMIT 1)`;
const headNow = async () => (await pageAudit(database.pool, Number.MAX_SAFE_INTEGER, 1))[0]!;

describe('the trail', () => {
  it('is computed again page by page, to its head', async () => {
    const head = await headNow();
    expect(await checkAudit(database.pool, null)).toEqual({
      rows,
      head: { seq: head.seq, hash: head.hash.toString('hex') },
      broken: null,
      noted: null,
    });
    const [first] = await chainFrom(database.pool, 0, 1);
    expect(first!.prevHash).toEqual(chainStart);
    expect(breakAt(chainStart, first!)).toBeNull();
  });

  it.each([
    ['actor', `actor = 'bob'`],
    ['role', `role = 'administrator'`],
    ['action', `action = 'nothing'`],
    ['object', `object = 'x/2'`],
    ['time', `at = at + interval '1 ms'`],
    ['detail', `detail = detail || '{"n": 0.5}'`],
  ])('shows a row whose %s was changed', async (_, change) => {
    const { rows: found } = await database.pool.query<{ seq: number }>(`SELECT ${nth(1_500)} AS seq`);
    await tamper(`UPDATE audit SET ${change} WHERE seq = ${nth(1_500)}`);
    expect(await checkAudit(database.pool, null)).toMatchObject({
      rows: 1_500,
      broken: { seq: found[0]!.seq, what: 'changed' },
    });
  });

  it('shows a row that was taken out, at a page boundary too, and one that was put in', async () => {
    for (const n of [0, 999, 1_000, 2_100]) {
      await tamper(`DELETE FROM audit WHERE seq = ${nth(n)}`);
      expect([n, await checkAudit(database.pool, null)]).toMatchObject([n, { rows: n, broken: { what: 'removed' } }]);
      await tamper(
        'DELETE FROM audit',
        'INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT * FROM untouched ORDER BY seq',
      );
    }
    await tamper(
      `INSERT INTO audit (at, actor, role, action, object, detail, prev_hash, hash)
       SELECT now(), 'eve', 'x', 'forged', 'x', '{}', hash, sha256('x') FROM audit ORDER BY seq DESC LIMIT 1`,
    );
    expect(await checkAudit(database.pool, null)).toMatchObject({ rows, broken: { what: 'changed' } });
  });

  it('shows rows that were cut off at its end to whoever noted its head', async () => {
    const head = (await headNow()).hash.toString('hex');
    expect(await checkAudit(database.pool, head)).toMatchObject({ broken: null, noted: 'found' });
    await tamper(`DELETE FROM audit WHERE seq >= ${nth(2_290)}`);
    expect(await checkAudit(database.pool, head)).toMatchObject({ rows: 2_290, broken: null, noted: 'missing' });
  });

  it.each(['UPDATE audit SET actor = actor', 'DELETE FROM audit WHERE false', 'TRUNCATE audit'])(
    'refuses %j',
    async (sql) => {
      await expect(database.pool.query(sql)).rejects.toThrow(/append only: \w+ is refused/);
    },
  );
});

it('is waited for by those who write into it, and by nobody else', async () => {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    // Somebody is in the midst of an act.
    await client.query(`SELECT pg_advisory_xact_lock(${0x41554449})`);
    await inTransaction(database.pool, async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '300ms'`);
      await tx.query(`UPDATE campaign SET tokens = 1 WHERE false`);
      expect((await chainFrom(tx, 0, 1)).length).toBe(1);
    });
    const entry = { by: { name: 'ben', role: 'operator' }, action: 'a', object: 'o', detail: {} };
    const second = inTransaction(database.pool, async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '300ms'`);
      await appendAudit(tx, entry, new Date());
    });
    await expect(second).rejects.toThrow(/lock timeout/);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

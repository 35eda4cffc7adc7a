import { beforeAll, expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';

const muster = withMuster({ roles: ['api'] });
interface Row {
  readonly seq: number;
  readonly action: string;
  readonly hash: string;
  readonly prevHash: string;
}
interface Trail {
  readonly items: readonly Row[];
  readonly next: string | null;
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

beforeAll(async () => {
  for (let i = 0; i < 7; i++) await muster.api.post('/keys', { name: `key ${i}`, role: 'viewer' });
});

test('the whole trail is read page by page, newest first, each row chained to the one before', async () => {
  const rows: Row[] = [];
  for (let cursor: string | undefined; ; ) {
    const page: Trail = await muster.api.get('/audit', cursor === undefined ? { limit: 3 } : { limit: 3, cursor });
    expect(page.head).toEqual({ seq: (rows[0] ?? page.items[0])!.seq, hash: (rows[0] ?? page.items[0])!.hash });
    rows.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(rows.map((row) => row.action)).toEqual(Array.from({ length: 7 }, () => 'key.create'));
  for (const [i, row] of rows.entries()) expect(row.prevHash).toBe(rows[i + 1]?.hash ?? '0'.repeat(64));
});

test('it is for administrators', async () => {
  for (const role of ['viewer', 'operator', 'approver', 'helpdesk']) {
    const { key } = await muster.api.post<{ key: string }>('/keys', { name: role, role });
    for (const path of ['/audit', '/audit/check'])
      expect((await muster.api.as(key).ask('GET', path)).body).toMatchObject({ code: 'forbidden' });
  }
});

test('it is checked from one end to the other, against a head that was noted', async () => {
  const { head } = await muster.api.get<Trail>('/audit');
  await muster.api.post('/keys', { name: 'one more', role: 'viewer' });
  expect(await muster.api.get('/audit/check')).toMatchObject({ broken: null, noted: null });
  expect(await muster.api.get('/audit/check', { head: head!.hash })).toMatchObject({ broken: null, noted: 'found' });
  expect(await muster.api.get('/audit/check', { head: 'ab'.repeat(32) })).toMatchObject({ noted: 'missing' });
  expect(await muster.api.ask('GET', '/audit/check', { query: { head: 'nonsense' } })).toMatchObject({ status: 400 });
});

test('what somebody does to the table is found', async () => {
  await muster.pool.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only');
  await muster.pool.query(`UPDATE audit SET actor = 'nobody' WHERE seq = (SELECT min(seq) + 2 FROM audit)`);
  const check = await muster.api.get<{ rows: number; broken: { seq: number; what: string } }>('/audit/check');
  expect(check).toMatchObject({ rows: 2, broken: { what: 'changed' } });
});

import { expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';

const muster = withMuster({ roles: ['api'] });

interface Shown {
  readonly id: string;
  readonly from: string;
  readonly to: string | null;
  readonly zone: string;
  readonly scope: unknown;
  readonly reason: string;
  readonly over: boolean;
  readonly createdBy: string;
}

test('a blackout is made, listed newest first in pages, and taken back; the trail has who and why', async () => {
  const wish = {
    from: '2031-12-24T00:00',
    to: '2031-12-27T00:00',
    zone: 'device',
    scope: { filter: 'tag = "vip"' },
    reason: 'Christmas',
  };
  const first = await muster.api.good<Shown>('POST', '/blackouts', { body: wish });
  expect(first).toMatchObject({ ...wish, over: false, createdBy: 'admin' });
  const freeze = await muster.api.good<Shown>('POST', '/blackouts', { body: { reason: 'storm' } });
  expect(freeze).toMatchObject({ to: null, zone: 'UTC', scope: 'all' });
  expect(Math.abs(Date.parse(freeze.from) - Date.now())).toBeLessThan(60_000);
  const page = await muster.api.get<{ items: Shown[]; next: string | null }>('/blackouts', { limit: 1 });
  expect(page.items.map(({ id }) => id)).toEqual([freeze.id]);
  const rest = await muster.api.get<{ items: Shown[]; next: string | null }>('/blackouts', { cursor: page.next! });
  expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[first.id], null]);
  for (const { id } of [first, freeze]) expect((await muster.api.ask('DELETE', `/blackouts/${id}`)).status).toBe(204);
  expect((await muster.api.ask('DELETE', `/blackouts/${first.id}`)).status).toBe(404);
  expect((await muster.api.ask('DELETE', '/blackouts/nonsense')).status).toBe(404);
  const { rows } = await muster.pool.query<{ action: string; object: string; detail: { reason: string } }>(
    `SELECT action, object, detail FROM audit WHERE action LIKE 'blackout.%' ORDER BY seq`,
  );
  expect(rows.map(({ action, object, detail }) => [action, object, detail.reason])).toEqual([
    ['blackout.create', `blackout/${first.id}`, 'Christmas'],
    ['blackout.create', `blackout/${freeze.id}`, 'storm'],
    ['blackout.delete', `blackout/${first.id}`, 'Christmas'],
    ['blackout.delete', `blackout/${freeze.id}`, 'storm'],
  ]);
});

test('instants of any offset are kept in UTC', async () => {
  const body = { from: '2031-06-01T12:00:00+02:00', to: '2031-06-01T13:30:00-01:00', reason: 'r' };
  const made = await muster.api.good<Shown>('POST', '/blackouts', { body });
  expect([made.from, made.to]).toEqual(['2031-06-01T10:00:00.000Z', '2031-06-01T14:30:00.000Z']);
});

test.each<[string, object, number, string]>([
  ['no reason', { reason: undefined }, 400, 'reason'],
  ['an empty reason', { reason: ' ' }, 400, 'reason'],
  ['a time that is none', { from: 'tomorrow' }, 400, 'from'],
  ['a day that is none', { to: '2031-02-30T00:00' }, 400, 'to'],
  ['an hour that is none', { to: '2031-02-20T25:00' }, 400, 'to'],
  ['a zone that is none', { zone: 'Mars/Olympus' }, 400, 'zone'],
  ['an offset as a zone', { zone: '+01:00' }, 400, 'zone'],
  ['a scope that is none', { scope: 'some' }, 400, 'scope'],
  ['an end before the begin', { from: '2031-01-02T00:00', to: '2031-01-01T00:00' }, 422, 'to'],
  ['an end in the past', { from: '2020-01-01T00:00', to: '2020-01-02T00:00' }, 422, 'to'],
  ['a field that is none', { colour: 'red' }, 400, ''],
])('%s is refused, and named', async (_, more, code, path) => {
  const { status, body } = await muster.api.ask('POST', '/blackouts', { body: { reason: 'r', ...more } });
  expect([status, body.errors?.[0]?.path]).toEqual([code, path]);
});

test('a filter that cannot be read is refused', async () => {
  const body = { reason: 'r', scope: { filter: 'tag = ' } };
  const { status, body: problem } = await muster.api.ask('POST', '/blackouts', { body });
  expect([status, problem.code]).toEqual([400, 'invalidFilter']);
});

test('only those who run campaigns may make one, and everybody may see them', async () => {
  for (const [role, allowed] of [
    ['viewer', 403],
    ['helpdesk', 403],
    ['operator', 201],
  ] as const) {
    const { key } = await muster.api.post<{ key: string }>('/keys', { name: `b ${role}`, role });
    const api = muster.api.as(key);
    expect((await api.ask('POST', '/blackouts', { body: { reason: 'r' } })).status).toBe(allowed);
    expect((await api.ask('GET', '/blackouts')).status).toBe(200);
  }
});

test('only so many with a filter can be in force, as every claim looks at them', async () => {
  const make = () =>
    muster.api.ask('POST', '/blackouts', {
      body: { reason: 'r', scope: { filter: 'tag = "x"' }, to: '2031-01-01T00:00' },
    });
  let refused = await make();
  for (let n = 0; n < 60 && refused.status === 201; n++) refused = await make();
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
  expect(refused.body.detail).toContain('50 blackouts with a filter');
  expect((await muster.api.ask('POST', '/blackouts', { body: { reason: 'r' } })).status).toBe(201);
});

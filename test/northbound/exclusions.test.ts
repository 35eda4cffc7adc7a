import { expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster({ roles: ['api'] });

interface Shown {
  readonly id: string;
  readonly scope: { readonly filter?: string; readonly devices?: readonly string[]; readonly count?: number };
  readonly until: string | null;
}

test('devices are excluded by a list or by a filter, listed in pages, and let in again', async () => {
  const ids = await insertDevices(muster.pool, 30, { prefix: 'X' });
  const list = await muster.api.good<Shown>('POST', '/exclusions', {
    body: { scope: { devices: ids }, reason: 'RMA' },
  });
  // Of a long list some, and how many there are.
  expect(list).toMatchObject({ scope: { devices: ids.slice(0, 20), count: 30 }, reason: 'RMA', until: null });
  const body = {
    scope: { filter: 'tag = "telecare"' },
    reason: 'lives hang on it',
    until: '2031-01-01T01:00:00+01:00',
  };
  const filter = await muster.api.good<Shown>('POST', '/exclusions', { body });
  expect(filter).toMatchObject({ scope: body.scope, until: '2031-01-01T00:00:00.000Z', createdBy: 'admin' });
  const page = await muster.api.get<{ items: Shown[]; next: string | null }>('/exclusions', { limit: 1 });
  const rest = await muster.api.get<{ items: Shown[]; next: string | null }>('/exclusions', { cursor: page.next! });
  expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual([filter.id, list.id]);
  for (const { id } of [list, filter]) expect((await muster.api.ask('DELETE', `/exclusions/${id}`)).status).toBe(204);
  expect((await muster.api.ask('DELETE', `/exclusions/${list.id}`)).status).toBe(404);
  const left = await muster.pool.query('SELECT 1 FROM exclusion_device');
  expect(left.rowCount).toBe(0);
  const { rows } = await muster.pool.query<{ action: string; detail: unknown }>(
    `SELECT action, detail FROM audit WHERE action LIKE 'exclusion.%' ORDER BY seq`,
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'exclusion.create',
    'exclusion.create',
    'exclusion.delete',
    'exclusion.delete',
  ]);
  expect(rows[0]!.detail).toMatchObject({ scope: { devices: 30 }, reason: 'RMA' });
});

test('a device that is removed takes its place on the list along', async () => {
  const [id = ''] = await insertDevices(muster.pool, 1, { prefix: 'Y' });
  await muster.api.good('POST', '/exclusions', { body: { scope: { devices: [id] }, reason: 'r' } });
  await muster.api.good('DELETE', `/devices/${id}`);
  const { items } = await muster.api.get<{ items: Shown[] }>('/exclusions', {});
  expect(items[0]!.scope).toEqual({ devices: [], count: 0 });
});

test.each<[string, object, number, string]>([
  ['no reason', { reason: undefined }, 400, 'reason'],
  ['no scope', { scope: undefined }, 400, 'scope'],
  ['a scope of all', { scope: 'all' }, 400, 'scope'],
  ['an empty filter', { scope: { filter: '' } }, 400, 'scope.filter'],
  ['an empty list', { scope: { devices: [] } }, 400, 'scope.devices'],
  ['a filter and a list', { scope: { filter: 'tag = "x"', devices: ['a'] } }, 400, 'scope'],
  ['an end that is no time', { until: 'soon' }, 400, 'until'],
  ['an end in the past', { until: '2020-01-01T00:00:00Z' }, 422, 'until'],
  ['a device that is not there', { scope: { devices: ['00D09E-MG100-nobody'] } }, 404, 'scope.devices.0'],
])('%s is refused, and named', async (_, more, code, path) => {
  const body = { reason: 'r', scope: { filter: 'tag = "x"' }, ...more };
  const { status, body: problem } = await muster.api.ask('POST', '/exclusions', { body });
  expect([status, problem.errors?.[0]?.path]).toEqual([code, path]);
});

test('only those who run campaigns may make one, and everybody may see them', async () => {
  const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'looker', role: 'viewer' });
  const api = muster.api.as(key);
  const body = { reason: 'r', scope: { filter: 'tag = "x"' } };
  expect((await api.ask('POST', '/exclusions', { body })).status).toBe(403);
  expect((await api.ask('GET', '/exclusions')).status).toBe(200);
});

import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { adminKey, withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster();
let device: string;
beforeAll(async () => {
  [device = ''] = await insertDevices(muster.pool, 1);
});

interface Made {
  readonly id: string;
  readonly key: string;
}

const make = (role: string, more: Record<string, unknown> = {}): Promise<Made> =>
  muster.api.post('/keys', { name: `a ${role}`, role, ...more });

test('a key is shown once, works, is listed without itself, and works no more when it is removed', async () => {
  const { id, key } = await make('viewer');
  expect(key).toMatch(/^mk_[A-Za-z0-9_-]{43}$/);
  expect((await muster.api.as(key).ask('GET', '/devices')).status).toBe(200);
  const { items } = await muster.api.get<{ items: Record<string, unknown>[] }>('/keys');
  const listed = items.find((item) => item['id'] === id)!;
  expect(listed).toMatchObject({ name: 'a viewer', role: 'viewer', expiresAt: null, lastUsedAt: expect.any(String) });
  expect(JSON.stringify(items)).not.toContain(key);

  const { rows } = await muster.pool.query<{ row: string; hash: Buffer }>(
    'SELECT k::text AS row, hash FROM api_key k WHERE id = $1',
    [id],
  );
  expect(rows[0]!.row).not.toContain(key);
  expect(rows[0]!.hash).toEqual(createHash('sha256').update(key).digest());

  expect((await muster.api.ask('DELETE', `/keys/${id}`)).status).toBe(204);
  expect((await muster.api.as(key).ask('GET', '/devices')).status).toBe(401);
  expect((await muster.api.ask('DELETE', `/keys/${id}`)).status).toBe(404);
});

test('a key ends at its time, to the second', async () => {
  const { key } = await make('viewer', { expiresAt: new Date(Date.now() + 1_500).toISOString() });
  const statuses = new Set<number>();
  for (const end = Date.now() + 10_000; Date.now() < end && !statuses.has(401); ) {
    statuses.add((await muster.api.as(key).ask('GET', '/keys')).status);
  }
  expect([...statuses]).toEqual([403, 401]);
});

test('a key that would be dead already, has no role or an unknown one, is refused', async () => {
  for (const body of [
    { name: 'x', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' },
    { name: 'x', role: 'viewer', expiresAt: 'soon' },
    { name: 'x', role: 'emperor' },
    { name: 'x' },
    { name: ' ', role: 'viewer' },
    { name: 'x', role: 'viewer', key: 'mk_mine' },
  ]) {
    const reply = await muster.api.ask('POST', '/keys', { body });
    expect([body, reply.status, reply.body.code]).toEqual([body, 400, 'invalidRequest']);
  }
});

test('a key cannot remove itself', async () => {
  const { items } = await muster.api.get<{ items: { id: string; name: string }[] }>('/keys');
  const own = items.find((item) => item.name === 'admin')!;
  expect(await muster.api.ask('DELETE', `/keys/${own.id}`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await muster.api.as(adminKey).ask('GET', '/keys')).status).toBe(200);
});

const all = ['viewer', 'helpdesk', 'operator', 'approver', 'administrator'];
const acts: readonly (readonly [
  string,
  'GET' | 'POST' | 'PATCH' | 'DELETE',
  () => string,
  unknown,
  readonly string[],
])[] = [
  ['see devices', 'GET', () => '/devices', undefined, all],
  ['see campaigns', 'GET', () => '/campaigns', undefined, all],
  ['edit a device', 'PATCH', () => `/devices/${device}`, {}, ['helpdesk', 'operator', 'administrator']],
  [
    'order work',
    'POST',
    () => `/devices/${device}/operations`,
    { kind: 'x' },
    ['helpdesk', 'operator', 'administrator'],
  ],
  ['make a campaign', 'POST', () => '/campaigns', {}, ['operator', 'administrator']],
  ['upload a file', 'POST', () => '/files', undefined, ['operator', 'administrator']],
  ['remove a device', 'DELETE', () => '/devices/nobody', undefined, ['operator', 'administrator']],
  ['see keys', 'GET', () => '/keys', undefined, ['administrator']],
  ['make keys', 'POST', () => '/keys', {}, ['administrator']],
  ['set device credentials', 'POST', () => '/device-credentials', {}, ['administrator']],
];
test('each role may do its part and no more', async () => {
  const keys = new Map<string, string>();
  for (const role of all) keys.set(role, (await make(role)).key);
  for (const [what, verb, path, body, may] of acts) {
    for (const role of all) {
      const reply = await muster.api.as(keys.get(role)!).ask(verb, path(), body === undefined ? {} : { body });
      expect([what, role, reply.status === 403]).toEqual([what, role, !may.includes(role)]);
      if (reply.status === 403) {
        expect(reply.body.code).toBe('forbidden');
        for (const one of may) expect(reply.body.detail).toContain(one);
      }
    }
  }
});

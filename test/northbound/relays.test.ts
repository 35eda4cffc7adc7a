import { expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';

const muster = withMuster({ roles: ['api'] });

interface Shown {
  readonly host: string;
  readonly maxTransfers: number | null;
  readonly perMinute: number | null;
}

test('a host has one set of limits, which are set, replaced, listed and taken away', async () => {
  const set = (body: object) => muster.api.ask<Shown>('POST', '/relays', { body });
  const first = await set({ host: 'self', maxTransfers: 750 });
  expect([first.status, first.body]).toMatchObject([201, { host: 'self', maxTransfers: 750, perMinute: null }]);
  const again = await set({ host: 'self', perMinute: 90.5 });
  expect([again.status, again.body]).toMatchObject([200, { host: 'self', maxTransfers: null, perMinute: 90.5 }]);
  await set({ host: 'Mirror.example:8443', maxTransfers: 10 });
  const page = await muster.api.get<{ items: Shown[]; next: string | null }>('/relays', { limit: 1 });
  const rest = await muster.api.get<{ items: Shown[] }>('/relays', { cursor: page.next! });
  expect([...page.items, ...rest.items].map(({ host }) => host)).toEqual(['mirror.example:8443', 'self']);
  expect((await muster.api.ask('DELETE', '/relays/mirror.example%3A8443')).status).toBe(204);
  expect((await muster.api.ask('DELETE', '/relays/mirror.example%3A8443')).status).toBe(404);
  const { rows } = await muster.pool.query<{ action: string; object: string }>(
    `SELECT action, object FROM audit WHERE action LIKE 'relay.%' ORDER BY seq`,
  );
  expect(rows.map(({ action, object }) => `${action} ${object}`)).toEqual([
    'relay.set relay/self',
    'relay.set relay/self',
    'relay.set relay/mirror.example:8443',
    'relay.delete relay/mirror.example:8443',
  ]);
});

test.each<[string, object, string]>([
  ['no host', { maxTransfers: 1 }, 'host'],
  ['a URL', { host: 'http://x/', maxTransfers: 1 }, 'host'],
  ['a cap of nothing', { host: 'x', maxTransfers: 0 }, 'maxTransfers'],
  ['a rate of nothing', { host: 'x', perMinute: 0 }, 'perMinute'],
  ['no limit at all', { host: 'x' }, 'maxTransfers'],
  ['a field that is none', { host: 'x', maxTransfers: 1, colour: 'red' }, ''],
])('%s is refused, and named', async (_, body, path) => {
  const { status, body: problem } = await muster.api.ask('POST', '/relays', { body });
  expect([status, problem.errors?.[0]?.path]).toEqual([400, path]);
});

test('only those who run campaigns may set them', async () => {
  const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'looker', role: 'viewer' });
  const body = { host: 'x', maxTransfers: 1 };
  expect((await muster.api.as(key).ask('POST', '/relays', { body })).status).toBe(403);
});

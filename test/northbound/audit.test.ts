import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster();
let device: string;
beforeAll(async () => {
  [device = ''] = await insertDevices(muster.pool, 1);
});

interface Row {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly object: string;
  readonly detail: unknown;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
}

async function trail(): Promise<Row[]> {
  return (await muster.pool.query<Row>('SELECT * FROM audit ORDER BY seq')).rows;
}

/** JSON with sorted names, written here once more: the check must not lean on what it checks. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${sorted((value as Record<string, unknown>)[name])}`).join(',')}}`;
}

/** Place of the first row that does not fit the one before; -1 where the chain is whole. */
function firstBreak(rows: readonly Row[]): number {
  let previous: Buffer = Buffer.alloc(32);
  return rows.findIndex((row) => {
    const said = [row.at.toISOString(), row.actor, row.role, row.action, row.object, sorted(row.detail)];
    const hash = createHash('sha256').update(previous).update(JSON.stringify(said)).digest();
    const whole = row.prev_hash.equals(previous) && row.hash.equals(hash);
    previous = row.hash;
    return !whole;
  });
}

test('every change leaves a row with who did what, and the chain of hashes can be computed again', async () => {
  const { api } = muster;
  const { id: keyId, key } = await api.post<{ id: string; key: string }>('/keys', { name: 'Öre', role: 'operator' });
  await api.as(key).good('PATCH', `/devices/${device}`, {
    body: { site: 'Nørrebro', tags: ['z', 'a'], notes: 'line 1\nline "2" \u{1F600}', timeZone: null },
  });
  const { id: operationId } = await api.as(key).good<{ id: string }>('POST', `/devices/${device}/operations`, {
    body: {
      kind: 'setParameterValues',
      values: [{ path: 'Device.B.A', value: 1.5, type: 'string' }],
      connectionRequest: false,
    },
  });
  await api.post(`/operations/${operationId}/cancel`);
  const items = [{ deviceId: device, username: 'u', password: 'p' }];
  await api.post('/device-credentials', { items });
  await api.good('DELETE', `/keys/${keyId}`);
  await api.good('DELETE', `/devices/${device}`);

  const rows = await trail();
  expect(rows.map((row) => [row.actor, row.role, row.action, row.object])).toEqual([
    ['admin', 'administrator', 'key.create', `key/${keyId}`],
    ['Öre', 'operator', 'device.edit', `device/${device}`],
    ['Öre', 'operator', 'operation.order', `device/${device}`],
    ['admin', 'administrator', 'operation.cancel', `operation/${operationId}`],
    ['admin', 'administrator', 'device-credentials.set', 'device-credentials'],
    ['admin', 'administrator', 'key.remove', `key/${keyId}`],
    ['admin', 'administrator', 'device.delete', `device/${device}`],
  ]);
  expect(rows[1]!.detail).toMatchObject({ before: { site: null, tags: [] }, after: { site: 'Nørrebro' } });
  expect(firstBreak(rows)).toBe(-1);
});

test('a row that was changed or taken out shows', async () => {
  const rows = await trail();
  const changed = rows.map((row, i) => (i === 2 ? { ...row, actor: 'somebody else' } : row));
  expect(firstBreak(changed)).toBe(2);
  expect(firstBreak(rows.filter((_, i) => i !== 3))).toBe(3);
});

test('changes at the same moment make one chain', async () => {
  const before = (await trail()).length;
  await Promise.all(
    Array.from({ length: 25 }, (_, i) => muster.api.post('/keys', { name: `key ${i}`, role: 'viewer' })),
  );
  const rows = await trail();
  expect(rows).toHaveLength(before + 25);
  expect(firstBreak(rows)).toBe(-1);
});

test('secrets do not stand in the trail', async () => {
  const text = JSON.stringify(await trail());
  expect(text).not.toContain('mk_');
  expect(text).not.toContain('"password"');
});

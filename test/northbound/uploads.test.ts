import { beforeAll, expect, test } from 'vitest';
import type { Page } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster();
const operation = (n: number): string => `0196a000-0000-7000-8000-00000000000${n}`;
const upload = (n: number): string => `0196a000-0000-7000-8000-0000000000a${n}`;
let devices: string[];

interface Upload {
  readonly id: string;
}

beforeAll(async () => {
  devices = await insertDevices(muster.pool, 2);
  for (let n = 1; n <= 5; n++) {
    await muster.pool.query(
      `INSERT INTO upload (id, device_id, operation_id, file_type, name, content_type, size, sha256, received_at)
       SELECT $1, id, $3, '2 Vendor Log File', 'log.txt', 'text/html', 3, sha256('abc'), $4 FROM device WHERE public_id = $2`,
      [upload(n), devices[n % 2], operation(n % 2), new Date(Date.UTC(2026, 4, 1, 12, 0, Math.min(n, 4)))],
    );
  }
});

const ids = (items: readonly Upload[]): string[] => items.map((item) => item.id);

test('uploads are listed newest first, page by page, without gaps where two came in one moment', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<Upload> = await muster.api.get('/uploads', { limit: 2, ...(cursor === '' ? {} : { cursor }) });
    seen.push(...ids(page.items));
    cursor = page.next;
  }
  expect(seen).toEqual([5, 4, 3, 2, 1].map(upload));
});

test('the list is narrowed by device and by operation', async () => {
  expect(ids((await muster.api.get<Page<Upload>>('/uploads', { device: devices[0]! })).items)).toEqual(
    [4, 2].map(upload),
  );
  expect(ids((await muster.api.get<Page<Upload>>('/uploads', { operation: operation(1) })).items)).toEqual(
    [5, 3, 1].map(upload),
  );
  expect((await muster.api.get<Page<Upload>>('/uploads', { operation: operation(7) })).items).toEqual([]);
});

test('one upload is shown with everything but its bytes', async () => {
  expect(await muster.api.get(`/uploads/${upload(1)}`)).toEqual({
    id: upload(1),
    deviceId: devices[1],
    operationId: operation(1),
    fileType: '2 Vendor Log File',
    name: 'log.txt',
    contentType: 'text/html',
    size: 3,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    receivedAt: '2026-05-01T12:00:01.000Z',
  });
});

test.each([
  ['/uploads?device=nobody', 404, 'notFound'],
  ['/uploads?operation=1', 400, 'invalidRequest'],
  ['/uploads?limit=0', 400, 'invalidRequest'],
  ['/uploads?cursor=x', 400, 'invalidCursor'],
  ['/uploads?size=3', 400, 'invalidRequest'],
  ['/uploads/x', 404, 'notFound'],
  [`/uploads/${operation(9)}`, 404, 'notFound'],
  [`/uploads/${operation(9)}/content`, 404, 'notFound'],
  // Its row is there and its bytes are not.
  [`/uploads/${upload(1)}/content`, 404, 'notFound'],
])('GET %s is answered %i %s', async (path, status, code) => {
  expect(await muster.api.ask('GET', path)).toMatchObject({ status, body: { code } });
});

test('a viewer sees that there are uploads, but neither reads nor removes them', async () => {
  const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'eyes', role: 'viewer' });
  const viewer = muster.api.as(key);
  expect((await viewer.ask('GET', '/uploads')).status).toBe(200);
  expect((await viewer.ask('GET', `/uploads/${upload(1)}/content`)).status).toBe(403);
  expect((await viewer.ask('DELETE', `/uploads/${upload(1)}`)).status).toBe(403);
});

test('a removed upload is gone, and the audit trail tells who removed it', async () => {
  expect((await muster.api.ask('DELETE', `/uploads/${upload(2)}`)).status).toBe(204);
  expect((await muster.api.ask('DELETE', `/uploads/${upload(2)}`)).status).toBe(404);
  const { rows } = await muster.pool.query('SELECT object FROM audit WHERE action = $1', ['upload.remove']);
  expect(rows).toEqual([{ object: `upload/${upload(2)}` }]);
});

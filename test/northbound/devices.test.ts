import { beforeAll, expect, test } from 'vitest';
import type { Device, Page } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster();
let ids: string[];
beforeAll(async () => {
  ids = [
    ...(await insertDevices(muster.pool, 230, { prefix: 'A' })),
    ...(await insertDevices(muster.pool, 20, { prefix: 'B', productClass: 'X 2/ü', softwareVersion: '2.1.0' })),
  ];
});

const pathOf = (id: string): string => `/devices/${encodeURIComponent(id)}`;
const list = (query: Record<string, string | number | boolean> = {}): Promise<Page<Device>> =>
  muster.api.get('/devices', query);

async function everything(query: Record<string, string | number>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Device> = await list(cursor === null ? query : { ...query, cursor });
    found.push(...page.items.map((device) => device.id));
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

for (const limit of [1, 7, 25, 250, 500]) {
  test(`pages of ${limit} lead to the end without gaps and without repeats`, async () => {
    const wanted = limit === 1 ? ids.slice(230) : ids;
    const found = await everything(limit === 1 ? { limit, search: 'B' } : { limit });
    expect(found).toEqual(wanted);
  });
}

test('a device that comes while somebody pages is met at the end, and none is met twice', async () => {
  const first = await list({ limit: 240 });
  const [late = ''] = await insertDevices(muster.pool, 1, { prefix: 'LATE' });
  const rest = await everything({ limit: 3, cursor: first.next! });
  expect([...first.items.map((d) => d.id), ...rest]).toEqual([...ids, late]);
  await muster.api.good('DELETE', `/devices/${late}`);
});

test('counts what a condition matches', async () => {
  expect((await list({ count: true, limit: 1 })).count).toBe(250);
  expect((await list({ count: true, filter: 'softwareVersion >= "2"' })).count).toBe(20);
  expect((await list({ limit: 1 })).count).toBeUndefined();
});

test('searches by the beginning of serial number, id, subscriber or address, and takes wildcards for letters', async () => {
  await muster.api.good('PATCH', `/devices/${ids[5]}`, { body: { subscriber: '50%_off' } });
  await muster.pool.query("UPDATE device SET ip_address = '192.0.2.77' WHERE public_id = $1", [ids[6]]);
  const found = async (search: string) => (await everything({ search, limit: 500 })).length;
  expect(await found('A00000')).toBe(9);
  expect(await found('00D09E-MG100-A00001')).toBe(10);
  expect(await found('50%_')).toBe(1);
  expect(await found('192.0.2.7')).toBe(1);
  expect(await found('%')).toBe(0);
  expect(await found("'; DROP TABLE device; --")).toBe(0);
});

test('filter, search and tag are joined', async () => {
  for (const id of ids.slice(225, 235)) await muster.api.good('PATCH', pathOf(id), { body: { tags: ['north', 'x'] } });
  expect(await everything({ tag: 'north', limit: 3 })).toEqual(ids.slice(225, 235));
  expect(await everything({ tag: 'north', search: 'B', limit: 3 })).toEqual(ids.slice(230, 235));
  expect(await everything({ tag: 'north', filter: 'productClass = "MG100"', limit: 3 })).toEqual(ids.slice(225, 230));
  expect(await everything({ filter: 'tag = "north" and not tag = "x"', limit: 3 })).toEqual([]);
});

test('a device shows what the contract promises, also under an id with odd characters', async () => {
  const device = await muster.api.get<Device>(pathOf(ids[230]!));
  expect(ids[230]).toBe('00D09E-X%202%2F%C3%BC-B000001');
  expect(device).toEqual({
    id: ids[230],
    manufacturer: 'Test',
    oui: '00D09E',
    productClass: 'X 2/ü',
    serialNumber: 'B000001',
    softwareVersion: '2.1.0',
    hardwareVersion: null,
    root: 'Device.',
    cwmpVersion: null,
    lastInformAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    lastBootAt: null,
    lastEvents: [],
    retryCount: 0,
    ipAddress: null,
    connectionRequestUrl: null,
    status: 'online',
    quarantined: false,
    tags: ['north', 'x'],
    timeZone: null,
    site: null,
    subscriber: null,
    notes: null,
  });
});

test('a PATCH changes what it names and leaves the rest; null clears', async () => {
  const path = `/devices/${ids[0]}`;
  const first = { tags: ['a', 'b', 'a'], timeZone: 'Europe/Berlin', site: ' Kiel ', subscriber: '4711', notes: 'n' };
  expect(await muster.api.good('PATCH', path, { body: first })).toMatchObject({
    ...first,
    tags: ['a', 'b'],
    site: 'Kiel',
  });
  await muster.api.good('PATCH', path, { body: { site: null, tags: [] } });
  expect(await muster.api.get(path)).toMatchObject({
    tags: [],
    timeZone: 'Europe/Berlin',
    site: null,
    subscriber: '4711',
    notes: 'n',
  });
  expect(await muster.api.ask('PATCH', path, { body: { timeZone: 'Moon/Crater' } })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'timeZone' }] },
  });
});

test('a removed device is gone with all that hung on it, and may come back as a new one', async () => {
  const id = ids.at(-1)!;
  const path = pathOf(id);
  await muster.api.post(`${path}/operations`, { kind: 'reboot', connectionRequest: false });
  expect((await muster.api.ask('DELETE', path)).status).toBe(204);
  expect((await muster.api.ask('GET', path)).status).toBe(404);
  const left = await muster.pool.query(
    `SELECT 1 FROM operation o LEFT JOIN device d ON d.id = o.device_id WHERE d.id IS NULL
     UNION ALL SELECT 1 FROM timeline t LEFT JOIN device d ON d.id = t.device_id WHERE d.id IS NULL`,
  );
  expect(left.rows).toEqual([]);
});

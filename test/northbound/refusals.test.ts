import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import type { Problem, RestReply, RestRequest } from '../support/rest-client.ts';
import { insertDevices } from './support/devices.ts';
import { rowCounts } from './support/row-counts.ts';

// Without a planner: what a campaign does meanwhile is not what a refusal left.
const muster = withMuster({ roles: ['acs', 'api', 'files'] });
let device: string;
let file: StoredFile;

beforeAll(async () => {
  [device = ''] = await insertDevices(muster.pool, 3);
  file = await muster.api.good('POST', '/files', {
    query: { name: 'two.img', version: '2.0.0', fileType: '1 Firmware Upgrade Image' },
    body: Buffer.from('firmware'),
  });
});

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks for something bad, and sees to it that nothing is left of it. */
async function refused(
  verb: Verb,
  path: string,
  request: RestRequest = {},
  key?: string | null,
): Promise<RestReply<Problem>> {
  const before = await rowCounts(muster.pool);
  const api = key === undefined ? muster.api : muster.api.as(key);
  const reply = await api.ask(verb, path, request);
  expect(await rowCounts(muster.pool)).toEqual(before);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.body).toMatchObject({
    status: reply.status,
    title: expect.any(String),
    detail: expect.any(String),
    code: expect.any(String),
  });
  return reply;
}

const plan = (changes: Record<string, unknown>): Record<string, unknown> => ({
  name: 'to 2.0.0',
  kind: 'firmware',
  artifact: { fileId: file.id },
  ...changes,
});

test('an unknown field in a filter is refused with its column and what was meant, in lists and in campaigns', async () => {
  const filter = 'productClass = "MG100" and softwareVerson < "2"';
  for (const reply of [
    await refused('GET', '/devices', { query: { filter } }),
    await refused('POST', '/campaigns', { body: plan({ filter }) }),
  ]) {
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalidFilter' } });
    expect(reply.body.detail).toContain('column 28');
    expect(reply.body.detail).toContain('softwareVersion');
  }
});

test('a filter that ends in the middle says where and what was expected', async () => {
  const { status, body } = await refused('GET', '/devices', { query: { filter: 'tag = ' } });
  expect([status, body.code]).toEqual([400, 'invalidFilter']);
  expect(body.detail).toMatch(/column \d+/);
});

const badWaves: readonly (readonly [string, unknown, number, string])[] = [
  ['waves of more than 100 %', [{ size: '60%' }, { size: '50%' }], 422, 'waves.1.size'],
  ['one wave of more than 100 %', [{ size: '101%' }], 400, 'waves.0.size'],
  ['a wave after the rest', [{ size: 'rest' }, { size: '10' }], 422, 'waves.0.size'],
  ['a wave of nothing', [{ size: '0' }], 400, 'waves.0.size'],
  ['a wave of half a device', [{ size: '1.5' }], 400, 'waves.0.size'],
  ['a wave of words', [{ size: 'all' }], 400, 'waves.0.size'],
  ['no waves', [], 400, 'waves'],
];
for (const [name, waves, status, path] of badWaves) {
  test(`${name}: refused, naming the wave`, async () => {
    const reply = await refused('POST', '/campaigns', { body: plan({ waves }) });
    expect(reply.status).toBe(status);
    expect(reply.body.code).toBe(status === 422 ? 'contradiction' : 'invalidRequest');
    expect(reply.body.errors!.map((e) => e.path)).toContain(path);
  });
}

test('a targetVersion that contradicts the file is refused, for a campaign and for one device', async () => {
  const campaign = await refused('POST', '/campaigns', { body: plan({ targetVersion: '3.0.0' }) });
  const order = { kind: 'upgradeFirmware', fileId: file.id, targetVersion: '3.0.0' };
  const operation = await refused('POST', `/devices/${device}/operations`, { body: order });
  for (const { status, body } of [campaign, operation]) {
    expect([status, body.code]).toEqual([422, 'contradiction']);
    expect(body.detail).toContain('3.0.0');
    expect(body.detail).toContain('2.0.0');
    expect(body.errors![0]!.path).toBe('targetVersion');
  }
});

test('a campaign with a file that is not there, or is no firmware, is refused', async () => {
  const missing = await refused('POST', '/campaigns', { body: plan({ artifact: { fileId: randomUUID() } }) });
  expect(missing).toMatchObject({ status: 404, body: { code: 'notFound' } });
  const query = { name: 'config', fileType: '3 Vendor Configuration File' };
  const other = await muster.api.good<StoredFile>('POST', '/files', { query, body: Buffer.from('x') });
  const wrong = await refused('POST', '/campaigns', { body: plan({ artifact: { fileId: other.id } }) });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'contradiction' } });
});

test('a campaign is started once', async () => {
  const { id } = await muster.api.post<{ id: string }>('/campaigns', plan({ filter: 'tag = "nobody has it yet"' }));
  const nobody = await refused('POST', `/campaigns/${id}/start`);
  expect(nobody).toMatchObject({ status: 422, body: { code: 'contradiction' } });
  await muster.pool.query(`UPDATE device SET tags = '{"nobody has it yet"}' WHERE public_id = $1`, [device]);
  await muster.api.post(`/campaigns/${id}/start`);
  await muster.api.post(`/campaigns/${id}/pause`);
  for (const verb of ['start', 'pause']) {
    const { status, body } = await muster.api.ask('POST', `/campaigns/${id}/${verb}`);
    expect([verb, status, body.code]).toEqual([verb, 409, 'conflict']);
    expect(body.detail).toContain('paused');
  }
  const waves = await muster.pool.query('SELECT 1 FROM wave WHERE campaign_id = $1', [id]);
  expect(waves.rows).toHaveLength(1);
  const audits = await muster.pool.query('SELECT action FROM audit WHERE object = $1 ORDER BY seq', [`campaign/${id}`]);
  expect(audits.rows).toEqual(['create', 'start', 'pause'].map((verb) => ({ action: `campaign.${verb}` })));
  await muster.api.post(`/campaigns/${id}/abort`);
  for (const verb of ['PUT', 'DELETE'] as const) {
    const request = verb === 'PUT' ? { headers: { 'If-Match': '"1"' }, body: plan({}) } : {};
    expect((await muster.api.ask(verb, `/campaigns/${id}`, request)).status).toBe(409);
  }
});

test('two starts at the same moment are one start', async () => {
  await muster.pool.query(`UPDATE device SET tags = '{twice}' WHERE public_id = $1`, [device]);
  const { id } = await muster.api.post<{ id: string }>('/campaigns', plan({ filter: 'tag = "twice"' }));
  const replies = await Promise.all(Array.from({ length: 5 }, () => muster.api.ask('POST', `/campaigns/${id}/start`)));
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409]);
  await muster.api.post(`/campaigns/${id}/abort`);
});

test('an unknown device, campaign, operation, file or key is 404', async () => {
  const nobody = '00D09E-MG100-NOBODY';
  const id = randomUUID();
  for (const [verb, path] of [
    ['GET', `/devices/${nobody}`],
    ['PATCH', `/devices/${nobody}`],
    ['DELETE', `/devices/${nobody}`],
    ['GET', `/devices/${nobody}/parameters`],
    ['GET', `/devices/${nobody}/timeline`],
    ['GET', `/devices/${nobody}/operations`],
    ['POST', `/devices/${nobody}/operations`],
    ['POST', `/devices/${nobody}/connection-requests`],
    ['GET', `/campaigns/${id}`],
    ['GET', '/campaigns/not-an-id'],
    ['POST', `/campaigns/${id}/start`],
    ['GET', `/campaigns/${id}/progress`],
    ['GET', `/operations/${id}`],
    ['POST', `/operations/${id}/cancel`],
    ['GET', `/files/${id}`],
    ['GET', `/files/${id}/content`],
    ['DELETE', `/files/${id}`],
    ['DELETE', `/keys/${id}`],
    ['GET', '/nothing-here'],
  ] satisfies [Verb, string][]) {
    const request = verb === 'GET' || verb === 'DELETE' ? {} : { body: { kind: 'reboot' } };
    const reply = await refused(verb, path, verb === 'PATCH' ? { body: { notes: 'x' } } : request);
    expect([verb, path, reply.status, reply.body.code]).toEqual([verb, path, 404, 'notFound']);
  }
});

test('a body that is too large is 413', async () => {
  const reply = await refused('PATCH', `/devices/${device}`, { body: { notes: 'x'.repeat(1_100_000) } });
  expect(reply).toMatchObject({ status: 413, body: { code: 'tooLarge' } });
});

test('what is not JSON is 400', async () => {
  for (const body of ['{"name":', 'hello', '"text"', '[]', 'null']) {
    const reply = await refused('POST', '/campaigns', { body });
    expect([body, reply.status, reply.body.code]).toEqual([body, 400, 'invalidRequest']);
  }
  const untyped = await refused('PATCH', `/devices/${device}`, {
    body: 'notes=x',
    headers: { 'Content-Type': 'text/plain' },
  });
  expect(untyped.status).toBe(400);
});

test('a field that nobody knows is 400, naming it', async () => {
  const campaign = await refused('POST', '/campaigns', { body: plan({ wave: [] }) });
  expect(campaign.body.detail).toContain('wave');
  const patch = await refused('PATCH', `/devices/${device}`, { body: { serialNumber: 'X' } });
  const order = { kind: 'getParameterValues', paths: ['Device.'], path: 'x' };
  const operation = await refused('POST', `/devices/${device}/operations`, { body: order });
  for (const { status, body } of [campaign, patch, operation])
    expect([status, body.code]).toEqual([400, 'invalidRequest']);
});

test('an order that makes no sense is 400, naming the field', async () => {
  for (const [order, path] of [
    [{ kind: 'explode' }, 'kind'],
    [{}, 'kind'],
    [{ kind: 'provision', periodicInformInterval: 1 }, 'kind'],
    [{ kind: 'getParameterValues', paths: [] }, 'paths'],
    [{ kind: 'setParameterValues', values: [{ path: 'Device.', value: 'x' }] }, 'values.0.path'],
    [{ kind: 'addObject', path: 'Device.X' }, 'path'],
    [{ kind: 'scheduleInform', delaySeconds: 0 }, 'delaySeconds'],
    [{ kind: 'reboot', expiresAt: 'tomorrow' }, 'expiresAt'],
  ] as const) {
    const reply = await refused('POST', `/devices/${device}/operations`, { body: order });
    expect([order, reply.status, reply.body.code]).toEqual([order, 400, 'invalidRequest']);
    expect(reply.body.errors!.map((e) => e.path)).toContain(path);
  }
});

test('a query parameter that nobody knows, or a bad one, is 400, naming it', async () => {
  for (const [path, name] of [
    ['/devices?filtre=x', 'filtre'],
    ['/devices?limit=0', 'limit'],
    ['/devices?limit=501', 'limit'],
    ['/devices?limit=ten', 'limit'],
    ['/devices?limit=1&limit=2', 'limit'],
    ['/devices?count=yes', 'count'],
    ['/campaigns?state=running', 'state'],
    ['/files?limit=-1', 'limit'],
    [`/devices/${device}/timeline?from=1`, 'from'],
    [`/devices/${device}/operations?limit=1.5`, 'limit'],
  ] as const) {
    const reply = await refused('GET', path);
    expect([path, reply.status, reply.body.code]).toEqual([path, 400, 'invalidRequest']);
    expect(reply.body.errors!.map((e) => e.path)).toEqual([name]);
  }
});

test('a cursor of another list, or a made-up one, is 400', async () => {
  const made = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const { next } = await muster.api.get<{ next: string }>('/devices', { limit: 1 });
  for (const [path, cursor] of [
    ['/campaigns', next],
    ['/devices', 'garbage'],
    ['/devices', made('devices', 'one')],
    ['/devices', made('devices', 1.5)],
    ['/devices', made('devices', 1e300)],
    ['/devices', made('devices', -1)],
    ['/campaigns', made('campaigns', 1e300, randomUUID())],
    ['/campaigns', made('campaigns', 1, 'not an id')],
    ['/files', 'garbage'],
    ['/files', made('files', 1e300, 'x')],
    [`/devices/${device}/operations`, made('operations', 1, 'x')],
    [`/devices/${device}/timeline`, made('timeline', 1e300, 0)],
    [`/devices/${device}/timeline`, made('timeline', 1, -1)],
    [`/devices/${device}/parameters`, made('parameters', 1)],
  ] as const) {
    const reply = await refused('GET', path, { query: { cursor } });
    expect([path, cursor, reply.status, reply.body.code]).toEqual([path, cursor, 400, 'invalidCursor']);
  }
});

test('a NUL, which PostgreSQL cannot keep, is the mistake of the caller', async () => {
  const inPath = await refused('GET', '/devices/00D09E-MG100-%00');
  const inQuery = await refused('GET', '/devices?search=%00');
  const inBody = await refused('PATCH', `/devices/${device}`, { body: { notes: 'a\0b' } });
  const inOrder = { kind: 'getParameterValues', paths: ['Device.\0'] };
  const inJson = await refused('POST', `/devices/${device}/operations`, { body: inOrder });
  expect([inPath.status, inQuery.status, inBody.status, inJson.status]).toEqual([400, 400, 400, 400]);
});

test('a path that is no text is 400', async () => {
  expect((await refused('GET', '/devices/%E0%A4%A')).status).toBe(400);
});

test('no key, a wrong one, an expired one: 401, and nothing is told', async () => {
  const secret = 'mk_expired_a_minute_ago';
  const hash = createHash('sha256').update(secret).digest();
  await muster.pool.query(
    `INSERT INTO api_key (id, name, role, hash, created_at, expires_at)
     VALUES ($1, 'old', 'administrator', $2, now() - interval '1 day', now() - interval '1 minute')`,
    [randomUUID(), hash],
  );
  for (const key of [null, 'mk_wrong', secret]) {
    for (const path of ['/devices', '/campaigns', '/nothing-here']) {
      const reply = await refused('GET', path, {}, key);
      expect([key, path, reply.status, reply.body.code]).toEqual([key, path, 401, 'unauthenticated']);
      expect(reply.headers.get('www-authenticate')).toContain('Bearer');
    }
  }
  const basic = await refused('GET', '/devices', { headers: { Authorization: 'Basic YTpi' } }, null);
  expect(basic.status).toBe(401);
  expect(await refused('POST', '/campaigns', { body: plan({}) }, 'mk_wrong')).toMatchObject({ status: 401 });
});

import { expect, test } from 'vitest';
import { hold } from '../scenarios/support/scripted-session.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';

const muster = withMuster();
const uuid = 'aaaaaaaa-0000-5000-8000-00000000000a';
const speed = { name: 'speedtest', uuid, version: '1.0', url: 'http://h/a.ipk', state: 'Active' };
let sets = 0;
const body = (more: object = {}) => ({
  name: `set ${++sets}`,
  filter: `tag = "none-${sets}"`,
  modules: [speed],
  ...more,
});
interface Shown {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly devices?: Record<string, number>;
}

test('a set is made, read, listed, changed by its version, and deleted', async () => {
  const wish = body();
  const made = await muster.api.good<Shown>('POST', '/module-sets', { body: wish });
  expect(made).toMatchObject({ ...wish, version: 1, perMinute: 60, createdBy: 'admin' });
  const read = await muster.api.ask<Shown>('GET', `/module-sets/${made.id}`);
  expect(read.headers.get('etag')).toBe('"1"');
  expect(read.body.devices).toEqual({ reached: 0, working: 0, waiting: 0, blocked: 0, conflict: 0, unseen: 0 });
  const list = await muster.api.get<{ items: Shown[] }>('/module-sets', { limit: 1 });
  expect(list.items.map((one) => one.id)).toEqual([made.id]);

  const changed = { ...wish, modules: [{ ...speed, version: '1.1' }] };
  expect((await muster.api.ask('PUT', `/module-sets/${made.id}`, { body: changed })).status).toBe(428);
  const put = (match: string) =>
    muster.api.ask<Shown>('PUT', `/module-sets/${made.id}`, { body: changed, headers: { 'If-Match': match } });
  const done = await put('"1"');
  expect([done.status, done.headers.get('etag'), done.body.version]).toEqual([200, '"2"', 2]);
  expect((await put('"1"')).status).toBe(412);

  expect((await muster.api.ask('DELETE', `/module-sets/${made.id}`)).status).toBe(204);
  expect((await muster.api.ask('GET', `/module-sets/${made.id}`)).status).toBe(404);
  expect((await muster.api.ask('DELETE', '/module-sets/nonsense')).status).toBe(404);
});

test.each<[string, object, string]>([
  ['no modules', { modules: [] }, 'modules'],
  ['a state that is none', { modules: [{ ...speed, state: 'Running' }] }, 'modules.0.state'],
  ['a UUID that is none', { modules: [{ ...speed, uuid: '12' }] }, 'modules.0.uuid'],
  ['a source that no device fetches from', { modules: [{ ...speed, url: 'file:///etc/passwd' }] }, 'modules.0.url'],
  ['two sources', { modules: [{ ...speed, fileId: '0196a000-0000-7000-8000-000000000001' }] }, 'modules.0.url'],
  [
    'a file that is not there',
    { modules: [{ name: 'x', state: 'Idle', fileId: '0196a000-0000-7000-8000-000000000001' }] },
    'modules.0.fileId',
  ],
  ['one module twice', { modules: [speed, { ...speed, name: 'other', uuid: uuid.toUpperCase() }] }, 'modules.1'],
  ['something to install that should be absent', { modules: [{ ...speed, state: 'Absent' }] }, 'modules.0.url'],
  ['a requirement that is not there', { modules: [{ ...speed, requires: ['lib'] }] }, 'modules.0.requires'],
  [
    'a requirement that should be absent',
    {
      modules: [
        { ...speed, requires: ['lib'] },
        { name: 'lib', state: 'Absent' },
      ],
    },
    'modules.0.requires',
  ],
  [
    'a circle',
    {
      modules: [
        { name: 'a', state: 'Idle', requires: ['b'] },
        { name: 'b', state: 'Idle', requires: ['a'] },
      ],
    },
    'modules',
  ],
  ['no rate', { perMinute: 0 }, 'perMinute'],
  ['a field that is none', { colour: 'red' }, ''],
])('%s is refused, and named', async (_name, more, path) => {
  const { status, body: problem } = await muster.api.ask('POST', '/module-sets', { body: body(more) });
  expect([400, 404, 422]).toContain(status);
  expect(problem.errors?.[0]?.path).toBe(path);
});

test('a filter that cannot be read, a name that is taken, and a state that is none are refused', async () => {
  const filter = await muster.api.ask('POST', '/module-sets', { body: body({ filter: 'tag = ' }) });
  expect([filter.status, filter.body.code]).toEqual([400, 'invalidFilter']);
  const first = await muster.api.good<Shown>('POST', '/module-sets', { body: body() });
  const taken = await muster.api.ask('POST', '/module-sets', { body: body({ name: first.name }) });
  expect([taken.status, taken.body.errors?.[0]?.path]).toEqual([409, 'name']);
  const state = await muster.api.ask('GET', `/module-sets/${first.id}/devices`, { query: { state: 'happy' } });
  expect([state.status, state.body.detail]).toEqual([400, expect.stringContaining('reached, working, waiting')]);
  await muster.api.ask('DELETE', `/module-sets/${first.id}`);
});

test('sets that contradict each other are refused with both named: by their filter, and by a device both match', async () => {
  const first = await muster.api.good<Shown>('POST', '/module-sets', { body: body({ filter: 'tag = "lab"' }) });
  const other = { modules: [{ ...speed, version: '2.0' }] };
  const same = await muster.api.ask('POST', '/module-sets', { body: body({ ...other, filter: ' tag = "lab"' }) });
  expect(same.status).toBe(422);
  expect(same.body.detail).toContain(
    `"set ${sets}" and "${first.name}" want "speedtest" differently (version 2.0 and version 1.0)`,
  );

  const cpe = new ScriptedCpe(muster.urls.acs, 'M1', sharedLogin);
  await hold(cpe);
  await muster.api.good('PATCH', `/devices/${cpe.deviceId}`, { body: { tags: ['lab', 'north'] } });
  const shared = await muster.api.ask('POST', '/module-sets', { body: body({ ...other, filter: 'tag = "north"' }) });
  expect([shared.status, shared.body['conflict']]).toMatchObject([
    422,
    { device: cpe.deviceId, set: { id: first.id } },
  ]);
  // The same wish twice is no conflict.
  const alike = await muster.api.good<Shown>('POST', '/module-sets', { body: body({ filter: 'tag = "north"' }) });

  // Later a device comes to match two that did not meet: it is left alone, and says why.
  const east = await muster.api.good<Shown>('POST', '/module-sets', {
    body: body({ ...other, filter: 'tag = "east"' }),
  });
  await muster.api.good('PATCH', `/devices/${cpe.deviceId}`, { body: { tags: ['east', 'lab'] } });
  const path = `/module-sets/${east.id}/devices`;
  interface Standing {
    readonly deviceId: string;
    readonly state: string;
    readonly reasons: readonly { readonly reason: string; readonly detail: string }[];
  }
  // Anew, so that its round begins now.
  await muster.api.good('PUT', `/module-sets/${east.id}`, {
    body: body({ ...other, filter: 'tag = "lost" or tag = "east" and tag = "nowhere"' }),
    headers: { 'If-Match': '"1"' },
  });
  const blocked = await muster.api.ask('PUT', `/module-sets/${east.id}`, {
    body: body({ ...other, filter: 'tag = "east"' }),
    headers: { 'If-Match': '"2"' },
  });
  expect(blocked.status).toBe(422);
  await muster.api.good('PATCH', `/devices/${cpe.deviceId}`, { body: { tags: ['lab'] } });
  await muster.api.good('PUT', `/module-sets/${east.id}`, {
    body: body({ ...other, filter: 'tag = "east"' }),
    headers: { 'If-Match': '"2"' },
  });
  await muster.pool.query("UPDATE device SET tags = '{east,lab}'");
  await muster.pool.query('UPDATE module_set SET round_at = NULL');
  const { items } = await until('the conflict is shown', async () => {
    const page = await muster.api.get<{ items: Standing[] }>(path, { state: 'conflict' });
    return page.items.length > 0 && page;
  });
  expect(items[0]).toMatchObject({ deviceId: cpe.deviceId, reasons: [{ reason: 'conflict' }] });
  expect(items[0]!.reasons[0]!.detail).toContain(first.name);
  for (const { id } of [first, alike, east]) await muster.api.ask('DELETE', `/module-sets/${id}`);
  await cpe.leave();
});

test('a version that the file does not have is refused', async () => {
  const file = await muster.api.good<{ id: string }>('POST', '/files', {
    body: new Uint8Array([1, 2, 3]),
    query: { name: 'a.bin', fileType: '3 Vendor Configuration File', version: '1.1' },
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  const modules = (version: string) => [{ name: 'a', state: 'Idle', fileId: file.id, version }];
  const refused = await muster.api.ask('POST', '/module-sets', { body: body({ modules: modules('1.2') }) });
  expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([422, 'modules.0.version']);
  const made = await muster.api.good<Shown>('POST', '/module-sets', { body: body({ modules: modules('1.1') }) });
  await muster.api.ask('DELETE', `/module-sets/${made.id}`);
});

test('who may only read may not change sets', async () => {
  const { key } = await muster.api.good<{ key: string }>('POST', '/keys', { body: { name: 'looker', role: 'viewer' } });
  const viewer = muster.api.as(key);
  expect((await viewer.ask('GET', '/module-sets')).status).toBe(200);
  expect((await viewer.ask('POST', '/module-sets', { body: body() })).status).toBe(403);
});

import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { DeviceKey, FileId, OperationId } from '../../src/base/ids.ts';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import { linkUrl, signLink } from '../../src/files/links.ts';
import { loadSecrets } from '../../src/platform/config/secrets.ts';
import { masterSecret, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster();
const bytes = Buffer.from('the bytes of a firmware image');
let deviceKey: DeviceKey;
let file: StoredFile;

beforeAll(async () => {
  await insertDevices(muster.pool, 1);
  const { rows } = await muster.pool.query<{ id: DeviceKey }>('SELECT id FROM device');
  deviceKey = rows[0]!.id;
  file = await upload({ name: 'a b/ü.img', version: '2.0.0' });
});

const upload = (query: Record<string, string>, body = bytes): Promise<StoredFile> =>
  muster.api.good('POST', '/files', { query: { fileType: '1 Firmware Upgrade Image', ...query }, body });

/** A link as a Download carries it. */
async function link(expiresAt: number, purpose = randomUUID()): Promise<string> {
  const { link: key } = await loadSecrets('/nowhere', masterSecret);
  const claim = { fileId: file.id as FileId, deviceKey, purpose: purpose as OperationId, expiresAt };
  return linkUrl(muster.urls.files.replace(/\/$/, ''), signLink(key, claim), file.name);
}

test('a file is kept with its digest and comes back byte for byte', async () => {
  expect(file).toMatchObject({ version: '2.0.0', size: bytes.length });
  expect(await muster.api.get(`/files/${file.id}`)).toMatchObject({
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  expect(await muster.api.get(`/files/${file.id}/content`)).toBe(bytes.toString());
});

test('a link serves the file to its device and leaves evidence', async () => {
  const purpose = randomUUID();
  const answer = await fetch(await link(Date.now() + 60_000, purpose));
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  // Written when the last byte is out, so a moment after the device has it.
  const row = await until('evidence', async () => {
    const { rows } = await muster.pool.query('SELECT device_id, bytes FROM file_served WHERE purpose = $1', [purpose]);
    return rows[0];
  });
  expect(row).toEqual({ device_id: deviceKey, bytes: bytes.length });
});

test('a link that has run out is 410, a forged one 403 or 404, and neither serves a byte', async () => {
  const expired = await fetch(await link(Date.now() - 1_000));
  expect(expired.status).toBe(410);
  expect(await expired.text()).not.toContain('bytes of a firmware');
  const good = await link(Date.now() + 60_000);
  const token = /\/f\/([^/]+)\//.exec(good)![1]!;
  const forged = good.replace(token, `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`);
  expect([403, 404]).toContain((await fetch(forged)).status);
});

test('an upload without a name, or with an unknown parameter, is refused before its bytes are kept', async () => {
  const queries: Record<string, string>[] = [{}, { name: 'x', vresion: '1' }];
  for (const query of queries) {
    const reply = await muster.api.ask('POST', '/files', { query, body: bytes });
    expect([query, reply.status, reply.body.code]).toEqual([query, 400, 'invalidRequest']);
  }
});

test('a file that a campaign uses is not deleted under it', async () => {
  const used = await upload({ name: 'used.img', version: '3.0.0' });
  const plan = { name: 'x', kind: 'firmware', artifact: { fileId: used.id } };
  const { id } = await muster.api.post<{ id: string }>('/campaigns', plan);
  const reply = await muster.api.ask('DELETE', `/files/${used.id}`);
  expect(reply).toMatchObject({ status: 409, body: { code: 'conflict' } });
  await muster.api.good('DELETE', `/campaigns/${id}`);
  expect((await muster.api.ask('DELETE', `/files/${used.id}`)).status).toBe(204);
  expect((await muster.api.ask('GET', `/files/${used.id}/content`)).status).toBe(404);
  // The other file has the same bytes and keeps them.
  expect(await muster.api.get(`/files/${file.id}/content`)).toBe(bytes.toString());
});

test('a file that module sets or an open operation name is not deleted under them; they are named', async () => {
  const used = await upload({ name: 'module.bin', fileType: 'Software Package', version: '1.0' });
  const module = { name: 'meter', fileId: used.id, state: 'Active' };
  const sets: { id: string; version: number }[] = [];
  for (const name of ['north', 'south']) {
    sets.push(await muster.api.post('/module-sets', { name, filter: `tag = "${name}"`, modules: [module] }));
  }
  const refused = async () => (await muster.api.ask('DELETE', `/files/${used.id}`)).body;
  expect(await refused()).toMatchObject({
    status: 409,
    code: 'conflict',
    detail: 'the module sets "north", "south" install from this file; change them first',
  });
  await muster.api.good('DELETE', `/module-sets/${sets[0]!.id}`);
  expect((await refused()).detail).toBe('the module set "south" installs from this file; change it first');
  await muster.api.good('DELETE', `/module-sets/${sets[1]!.id}`);

  const order = { kind: 'changeDuState', operations: [{ op: 'install', fileId: used.id }], connectionRequest: false };
  const { rows } = await muster.pool.query<{ id: string }>('SELECT public_id AS id FROM device WHERE id = $1', [
    deviceKey,
  ]);
  const ordered = await muster.api.post<{ id: string }>(`/devices/${rows[0]!.id}/operations`, order);
  expect(await refused()).toMatchObject({
    status: 409,
    detail: `the operation ${ordered.id} (changeDuState, queued) of ${rows[0]!.id} needs this file; cancel it, or wait for its end`,
  });
  await muster.api.post(`/operations/${ordered.id}/cancel`, {});
  expect((await muster.api.ask('DELETE', `/files/${used.id}`)).status).toBe(204);
});

test('the last file of a package that a module set names is not deleted under it; one of several is', async () => {
  const variant = (version: string, architecture: string) =>
    upload(
      { name: 'probe', fileType: 'Software Package', version, architecture },
      Buffer.from(`${version} ${architecture}`),
    );
  const [first, second, newer] = await Promise.all([
    variant('1.0', 'mips'),
    variant('1.0', 'aarch64'),
    variant('2.0', 'mips'),
  ]);
  const wanted = { name: 'probe', package: 'probe', state: 'Active' };
  const set = (name: string, version?: string) =>
    muster.api.post('/module-sets', { name, filter: `tag = "${name}"`, modules: [{ ...wanted, version }] });
  await set('any probe');
  await set('old probe', '1.0');
  const remove = (of: StoredFile) => muster.api.ask('DELETE', `/files/${of.id}`);
  expect((await remove(first)).status).toBe(204);
  expect(await remove(second)).toMatchObject({
    status: 409,
    body: { detail: 'the module set "old probe" installs from this file; change it first' },
  });
  expect((await remove(newer)).status).toBe(204);
  expect(await remove(second)).toMatchObject({
    status: 409,
    body: { detail: 'the module sets "any probe", "old probe" install from this file; change them first' },
  });
});

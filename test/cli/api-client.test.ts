import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiClient, isUnreachable } from '../../src/cli/api/client.ts';
import { connect } from '../../src/cli/api/connection.ts';
import { listUpTo } from '../../src/cli/api/paging.ts';
import { uploadFile } from '../../src/cli/api/upload.ts';
import { type Answer, type Asked, FakeApi } from './support/fake-api.ts';

let api: FakeApi;
let answer: (asked: Asked) => Answer;
let folder: string;
beforeEach(async () => {
  api = await FakeApi.start((asked) => answer(asked));
  folder = await mkdtemp(path.join(tmpdir(), 'muster-cli-'));
});
afterEach(async () => {
  await api.stop();
  await rm(folder, { recursive: true });
});

describe('asking', () => {
  it('sends the key, the query without what is undefined, and JSON', async () => {
    answer = () => ({ body: { ok: true } });
    const client = apiClient(`${api.base}/`, 'secret');
    expect(await client.get('/devices', { filter: 'tag = "a&b"', count: true, cursor: undefined })).toEqual({
      ok: true,
    });
    await client.post('/campaigns', { name: 'x' });
    await client.post('/campaigns/1/start');
    expect(api.asked.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/api/v1/devices?filter=tag+%3D+%22a%26b%22&count=true', ''],
      ['POST', '/api/v1/campaigns', '{"name":"x"}'],
      ['POST', '/api/v1/campaigns/1/start', ''],
    ]);
    expect(api.asked[0]!.headers.authorization).toBe('Bearer secret');
    expect(api.asked[1]!.headers['content-type']).toBe('application/json');
    expect(api.asked[2]!.headers['content-type']).toBeUndefined();
  });

  it('takes an empty answer', async () => {
    answer = () => ({ status: 204 });
    await expect(apiClient(api.base, 'k').remove('/files/1')).resolves.toBeUndefined();
  });

  it('streams a file with what is known about it', async () => {
    answer = () => ({ status: 201, body: { id: 'f1' } });
    const file = path.join(folder, 'fw.img');
    await writeFile(file, 'bytes');
    const stored = await uploadFile(apiClient(api.base, 'k'), file, { version: '2.0.0', productClass: 'MG 100' });
    expect(stored).toEqual({ id: 'f1' });
    expect(api.asked[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/files?name=fw.img&version=2.0.0&productClass=MG+100',
      body: 'bytes',
    });
  });

  it.each(['missing.img', '.'])('says that %s cannot be uploaded', async (name) => {
    const file = path.join(folder, name);
    const upload = uploadFile(apiClient(api.base, 'k'), file, { version: '1' });
    await expect(upload).rejects.toMatchObject({
      code: 'invalidRequest',
      message: expect.stringContaining(`${file} cannot be uploaded`),
    });
  });

  it('collects pages up to a limit', async () => {
    answer = ({ url }) => {
      const query = new URL(url, 'http://x').searchParams;
      const from = Number(query.get('cursor') ?? 0);
      const to = Math.min(1200, from + Number(query.get('limit')));
      const items = Array.from({ length: to - from }, (_, i) => from + i);
      return { body: { items, next: to < 1200 ? String(to) : null } };
    };
    const client = apiClient(api.base, 'k');
    const all = await listUpTo<number>(client, '/x', {}, 5000);
    expect([all.items.length, all.items.at(-1), all.next]).toEqual([1200, 1199, null]);
    const some = await listUpTo<number>(client, '/x', {}, 700);
    expect([some.items.length, some.next]).toEqual([700, '700']);
  });
});

describe('being refused', () => {
  it('is the same error, with its fields and extras', async () => {
    answer = () => ({
      status: 422,
      type: 'application/problem+json',
      body: {
        status: 422,
        title: 'x',
        code: 'contradiction',
        detail: 'the waves add up to 120 %',
        errors: [{ path: 'waves.1.size', message: 'too much' }, 'odd'],
        holder: 'op1',
      },
    });
    await expect(apiClient(api.base, 'k').post('/campaigns', {})).rejects.toMatchObject({
      name: 'MusterError',
      code: 'contradiction',
      message: 'the waves add up to 120 %',
      items: [{ path: 'waves.1.size', message: 'too much' }],
      extra: { holder: 'op1', status: 422 },
    });
  });

  it.each([
    [{ status: 502, type: 'text/html', body: '<h1>Bad\nGateway</h1>' }, 'answered 502: <h1>Bad Gateway</h1>'],
    [{ status: 500 }, 'answered 500'],
    [{ status: 418, body: { code: 'teapot', detail: 'short and stout' } }, 'short and stout'],
    [{ status: 200, body: '<html>' }, 'does not speak JSON'],
  ])('by something else than Muster: %j', async (said, text) => {
    answer = () => said;
    await expect(apiClient(api.base, 'k').get('/devices')).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining(text),
    });
  });

  it('names the address and the way out where nobody listens', async () => {
    const { base } = api;
    await api.stop();
    const failure = await apiClient(base, 'k')
      .get('/devices')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'invalidConfiguration',
      message: `nothing listens at ${base}; start Muster with "muster start", or say where it is with --api or MUSTER_API_URL`,
    });
    expect(isUnreachable(failure)).toBe(true);
    api = await FakeApi.start(() => ({}));
  });

  it.each(['', 'localhost:7557', 'ftp://x'])('does not take "%s" for an address', (base) => {
    expect(() => apiClient(base, 'k')).toThrow(/is not the address of an API/);
  });
});

describe('the key', () => {
  const keyUsed = async (options: { key?: string }, env: NodeJS.ProcessEnv): Promise<string | undefined> => {
    answer = () => ({ body: {} });
    const client = await connect({ ...options, api: api.base }, env);
    await client.get('/keys');
    return api.asked.at(-1)!.headers.authorization?.replace('Bearer ', '');
  };

  it('is the first of option, MUSTER_KEY, MUSTER_ADMIN_KEY and the file', async () => {
    await writeFile(path.join(folder, 'admin-key'), 'of-file\n');
    const file = { MUSTER_DATA_DIR: folder };
    expect(await keyUsed({ key: 'given' }, { ...file, MUSTER_KEY: 'key', MUSTER_ADMIN_KEY: 'admin' })).toBe('given');
    expect(await keyUsed({}, { ...file, MUSTER_KEY: 'key', MUSTER_ADMIN_KEY: 'admin' })).toBe('key');
    expect(await keyUsed({}, { ...file, MUSTER_KEY: '', MUSTER_ADMIN_KEY: 'admin' })).toBe('admin');
    expect(await keyUsed({}, file)).toBe('of-file');
  });

  it('is asked for where there is none', async () => {
    await expect(connect({}, { MUSTER_DATA_DIR: folder })).rejects.toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining(
        `--key or set MUSTER_KEY (there is no readable ${path.join(folder, 'admin-key')}`,
      ),
    });
  });
});

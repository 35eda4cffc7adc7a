import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { type DeviceKey, newId, type OperationId } from '../../src/base/ids.ts';
import { type BlobStore, openBlobStore } from '../../src/files/blobs.ts';
import type { StoredFile } from '../../src/files/file.ts';
import { createFileServer, type FileServerDeps } from '../../src/files/serve.ts';
import { type FilesService, filesService } from '../../src/files/service.ts';
import { type Served, wasTurnedAway } from '../../src/files/store.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const signingKey = randomBytes(32);
let now = Date.parse('2026-05-04T12:00:00Z');
const clock = { now: () => now };
const bigSize = 24 * 1024 * 1024;
const small = Buffer.from('0123456789');
const big = randomBytes(bigSize);

let directory: string;
let blobs: BlobStore;
let files: FilesService;
let smallFile: StoredFile;
let bigFile: StoredFile;
let device: DeviceKey;
let purpose: OperationId;
let base: string;
const servers: http.Server[] = [];
const failures: unknown[] = [];
let transfers = 0;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'muster-serve-'));
  blobs = await openBlobStore(directory, clock);
  base = await start({});
  files = filesService({
    pool: database.pool,
    blobs,
    clock,
    signingKey,
    publicBase: base,
    maxFileSize: bigSize,
    packageKeys: async () => null,
  });
  smallFile = await files.add(only(small), { name: 'small.bin' });
  bigFile = await files.add(only(big), { name: 'big.bin' });
  const { rows } = await database.pool.query<{ id: DeviceKey }>(
    `INSERT INTO device (public_id, oui, product_class, serial_number, manufacturer, created_at)
     VALUES ('a-b', 'a', '', 'b', 'c', now()) RETURNING id`,
  );
  device = rows[0]!.id;
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(directory, { recursive: true, force: true });
});
beforeEach(() => {
  purpose = newId<'OperationId'>(now) as OperationId;
  failures.length = 0;
});

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function start(settings: Partial<FileServerDeps>): Promise<string> {
  const server = http.createServer(
    createFileServer({
      db: database.pool,
      blobs,
      clock,
      signingKey,
      maxTransfers: 100,
      idleTimeoutMs: 10_000,
      random: () => 0.5,
      observer: {
        answered: () => undefined,
        transfers: (count) => {
          transfers = count;
        },
        failed: (_, error) => failures.push(error),
      },
      ...settings,
    }),
  );
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

async function ask(url: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  const req = http.request(url, { method, headers, agent: false }).end();
  const [res] = (await once(req, 'response')) as [http.IncomingMessage];
  return { status: res.statusCode!, headers: res.headers, body: await buffer(res) };
}

async function link(file: StoredFile = smallFile, ttl = 3600): Promise<string> {
  return (await files.linkFor(database.pool, file.id, device, purpose, ttl)).url;
}

async function evidence(ready: (served: Served) => boolean = () => true): Promise<Served> {
  for (let i = 0; i < 200; i++) {
    const served = await files.servedFor(device, purpose);
    if (served && ready(served)) return served;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return expect.fail('no evidence came');
}

describe('a good link', () => {
  it('serves the whole file with its length, never chunked', async () => {
    const { status, headers, body } = await ask(await link(bigFile));
    expect(status).toBe(200);
    expect(body.equals(big)).toBe(true);
    expect(headers).toMatchObject({
      'content-length': String(bigSize),
      'accept-ranges': 'bytes',
      etag: `"${bigFile.sha256.toString('hex')}"`,
      'content-type': 'application/octet-stream',
    });
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(await evidence()).toEqual({
      fileId: bigFile.id,
      requests: 1,
      bytes: bigSize,
      lastStatus: 200,
      firstAt: new Date(now),
      lastAt: new Date(now),
      completedAt: new Date(now),
    });
  });

  it('answers HEAD as GET, without the bytes and without completion', async () => {
    const url = await link();
    const { status, headers, body } = await ask(url, { range: 'bytes=2-3' }, 'HEAD');
    expect({ status, length: headers['content-length'], body: body.length }).toEqual({
      status: 200,
      length: '10',
      body: 0,
    });
    expect(headers).not.toHaveProperty('content-range');
    expect(await evidence()).toMatchObject({ requests: 1, bytes: 0, lastStatus: 200, completedAt: null });
  });

  test.each<[string, number, string, string | undefined]>([
    ['bytes=2-3', 206, '23', 'bytes 2-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=5-50', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, 'the file has 10 bytes\n', 'bytes */10'],
    ['bytes=-0', 416, 'the file has 10 bytes\n', 'bytes */10'],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['bytes=x', 200, '0123456789', undefined],
  ])('Range %s gives %i', async (range, status, body, contentRange) => {
    const answer = await ask(await link(), { range });
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toBe(body);
    expect(answer.headers['content-length']).toBe(String(body.length));
    expect(answer.headers['content-range']).toBe(contentRange);
  });

  it('adds the parts up, and is complete with the last byte', async () => {
    const url = await link();
    await ask(url, { range: 'bytes=0-4' });
    expect(await evidence()).toMatchObject({ bytes: 5, lastStatus: 206, completedAt: null });
    now += 5000;
    await ask(url, { range: 'bytes=5-' });
    expect(await evidence((served) => served.requests === 2)).toMatchObject({ bytes: 10, completedAt: new Date(now) });
    const completedAt = new Date(now);
    now += 5000;
    await ask(url);
    expect(await evidence((served) => served.requests === 3)).toMatchObject({ bytes: 20, completedAt });
  });

  test.each<[string, (etag: string) => http.OutgoingHttpHeaders, number, string]>([
    ['the same ETag', (etag) => ({ 'if-none-match': etag }), 304, ''],
    ['a weak one in a list', (etag) => ({ 'if-none-match': `"x", W/${etag}` }), 304, ''],
    ['any', () => ({ 'if-none-match': '*' }), 304, ''],
    ['another ETag', () => ({ 'if-none-match': '"x"' }), 200, '0123456789'],
    ['If-Range with the ETag', (etag) => ({ range: 'bytes=8-', 'if-range': etag }), 206, '89'],
    ['If-Range with another', () => ({ range: 'bytes=8-', 'if-range': '"x"' }), 200, '0123456789'],
    ['If-Range with a date', () => ({ range: 'bytes=8-', 'if-range': new Date().toUTCString() }), 200, '0123456789'],
  ])('%s', async (_, headers, status, body) => {
    const answer = await ask(await link(), headers(`"${smallFile.sha256.toString('hex')}"`));
    expect({ status: answer.status, body: answer.body.toString() }).toEqual({ status, body });
  });

  it('works as an absolute request target, with a query, and without or with another name', async () => {
    const { pathname } = new URL(await link());
    const { port } = new URL(base);
    for (const target of [
      `http://h:1${pathname}`,
      `${pathname}?x=/y`,
      pathname.replace(/[^/]*$/, 'x.bin'),
      pathname.replace(/\/[^/]*$/, ''),
    ]) {
      const req = http.request({ port, path: target, agent: false }).end();
      const [res] = (await once(req, 'response')) as [http.IncomingMessage];
      expect((await buffer(res)).toString(), target).toBe('0123456789');
    }
  });
});

describe('a bad link', () => {
  const nowhere = async (url: string) => ask(`${base}${url}`);

  test.each(['/', '/f/', '/f/abc/x', '/favicon.ico', '/f/../etc/passwd'])('%s is 404', async (url) => {
    expect(await nowhere(url)).toMatchObject({ status: 404, body: Buffer.from('there is nothing here\n') });
  });

  it('that was tampered with is 403, and is no evidence', async () => {
    const url = await link();
    const at = url.indexOf('/f/') + 40;
    const tampered = url.slice(0, at) + (url[at] === 'A' ? 'B' : 'A') + url.slice(at + 1);
    expect(await ask(tampered)).toMatchObject({
      status: 403,
      body: Buffer.from('this link was not made by this server\n'),
    });
    expect(await files.servedFor(device, purpose)).toBeNull();
  });

  it('that ran out is 410, and that somebody came is known', async () => {
    const url = await link(smallFile, 60);
    now += 60_000;
    expect(await ask(url)).toMatchObject({ status: 410, body: Buffer.from('this link has run out\n') });
    expect(await evidence()).toMatchObject({ lastStatus: 410, bytes: 0, completedAt: null });
  });

  it('that was withdrawn is 410', async () => {
    const url = await link();
    expect((await ask(url)).status).toBe(200);
    await files.revoke(purpose);
    await files.revoke(purpose);
    expect(await ask(url)).toMatchObject({ status: 410, body: Buffer.from('this link was withdrawn\n') });
    expect((await ask(url, {}, 'HEAD')).status).toBe(410);
  });

  it('to a file that was removed is 404', async () => {
    const gone = await files.add(only(Buffer.from('gone')), { name: 'x' });
    const url = await link(gone);
    await files.remove(gone.id);
    expect(await ask(url)).toMatchObject({ status: 404, body: Buffer.from('the file was removed\n') });
  });

  it('to a file whose bytes are lost is 500, and is told', async () => {
    const lost = await files.add(only(Buffer.from('lost')), { name: 'x' });
    await blobs.remove(lost.sha256);
    expect((await ask(await link(lost))).status).toBe(500);
    expect(failures).toEqual([expect.objectContaining({ code: 'notFound' })]);
  });

  it('to a file whose bytes were cut short on disk ends the connection', async () => {
    const cut = await files.add(only(Buffer.from('cut short')), { name: 'x' });
    const hex = cut.sha256.toString('hex');
    await truncate(path.join(directory, hex.slice(0, 2), hex.slice(2)), 3);
    await expect(ask(await link(cut))).rejects.toThrow();
    expect(await evidence()).toMatchObject({ bytes: 3, completedAt: null });
    expect(failures).toHaveLength(1);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is 405', async (method) => {
    expect(await ask(await link(), {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('of a device that was deleted still serves, without evidence', async () => {
    const { url } = await files.linkFor(database.pool, smallFile.id, 999_999 as DeviceKey, purpose, 60);
    expect((await ask(url)).status).toBe(200);
    expect(failures).toEqual([]);
  });
});

describe('slow and lost clients', () => {
  /** A client that reads nothing beyond what is asked for. */
  async function slowClient(url: string): Promise<net.Socket> {
    const { port, pathname } = new URL(url);
    const socket = net.connect({ port: Number(port), host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'readable');
    return socket;
  }

  it('an abort counts what was really sent', async () => {
    const socket = await slowClient(await link(bigFile));
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    const served = await evidence();
    expect(served).toMatchObject({ requests: 1, lastStatus: 200, completedAt: null });
    expect(served.bytes).toBeGreaterThan(0);
    expect(served.bytes).toBeLessThan(bigSize);
    expect(failures).toEqual([]);
    expect(transfers).toBe(0);
  });

  it('one that stops reading is cut off, and can go on later where it was', async () => {
    const impatient = await start({ idleTimeoutMs: 200 });
    const url = (await link(bigFile)).replace(base, impatient);
    const socket = await slowClient(url);
    const served = await evidence();
    expect(served.bytes).toBeLessThan(bigSize);
    expect(served.completedAt).toBeNull();
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    await once(socket, 'close');
    const before = Buffer.concat(received);
    const head = before.indexOf('\r\n\r\n') + 4;
    const got = before.length - head;
    const rest = await ask(url, { range: `bytes=${got}-` });
    expect(Buffer.concat([before.subarray(head), rest.body]).equals(big)).toBe(true);
    expect(await evidence((later) => later.requests === 2)).toMatchObject({ completedAt: new Date(now) });
  });

  it('memory does not hold what a slow client has not read', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, async () => slowClient(await link(bigFile))));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = process.memoryUsage().arrayBuffers;
    // 20 clients × 24 MiB would be 480 MiB.
    expect(before).toBeLessThan(200 * 1024 * 1024);
    for (const socket of sockets) socket.destroy();
    await evidence((served) => served.requests === 20);
  });

  it('beyond the cap the answer is 503 with a jittered Retry-After, until one ends', async () => {
    const narrow = await start({ maxTransfers: 1, random: () => 0.999 });
    const url = (await link(bigFile)).replace(base, narrow);
    const socket = await slowClient(url);
    const answer = await ask(url);
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '40' } });
    expect(answer.body.toString()).toBe('too many downloads at once; try again later\n');
    expect((await ask(url, {}, 'HEAD')).status).toBe(200);
    socket.destroy();
    await evidence((served) => served.requests === 3);
    expect((await ask(url, { range: 'bytes=0-9' })).status).toBe(206);
  });

  it('whom it turned away is kept, until the device got an answer of another kind', async () => {
    const full = await start({ maxTransfers: 0 });
    const url = await link();
    const away = (): Promise<boolean> => wasTurnedAway(database.pool, device, purpose);
    expect(await away()).toBe(false);
    for (let time = 0; time < 3; time++) expect((await ask(url.replace(base, full))).status).toBe(503);
    await evidence((served) => served.lastStatus === 503);
    expect(await away()).toBe(true);
    expect((await ask(url)).status).toBe(200);
    await evidence((served) => served.lastStatus === 200);
    expect(await away()).toBe(false);
  });
});

describe('without a database', () => {
  const deaf = { query: () => Promise.reject(new TypeError('no database')) };

  it('the answer is 503, and the failure is told', async () => {
    const url = (await link()).replace(base, await start({ db: deaf }));
    expect(await ask(url)).toMatchObject({ status: 503, headers: { 'retry-after': '25' } });
    expect(failures).toHaveLength(1);
  });

  it('a download that began goes on; that its evidence is lost is told', async () => {
    let calls = 0;
    const dying: FileServerDeps['db'] = {
      query: (query, values) => (++calls === 1 ? database.pool.query(query, values) : deaf.query()),
    };
    const url = (await link()).replace(base, await start({ db: dying }));
    expect((await ask(url)).body.toString()).toBe('0123456789');
    await expect.poll(() => failures.length).toBe(1);
  });
});

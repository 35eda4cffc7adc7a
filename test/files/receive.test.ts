import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DeviceKey, newId, type OperationId } from '../../src/base/ids.ts';
import { type BlobStore, openBlobStore } from '../../src/files/blobs.ts';
import { maxLinkLength, signLink, signUploadLink } from '../../src/files/links.ts';
import {
  createUploadServer,
  isUploadPath,
  type UploadServerDeps,
  type UploadStanding,
} from '../../src/files/receive.ts';
import { type UploadsService, uploadsService } from '../../src/files/uploads-service.ts';
import { withDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = withDatabase();
const signingKey = randomBytes(32);
const clock = { now: () => Date.parse('2026-05-04T12:00:00Z') };
const maxSize = 256 * 1024;

let directory: string;
let blobs: BlobStore;
let uploads: UploadsService;
let device: DeviceKey;
let purpose: OperationId;
let base: string;
let standing: UploadStanding | Error;
const servers: http.Server[] = [];
const failures: unknown[] = [];

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'muster-receive-'));
  blobs = await openBlobStore(directory, clock);
  base = 'http://127.0.0.1:1';
  const service = (publicBase: string) => uploadsService({ pool: database.pool, blobs, clock, signingKey, publicBase });
  uploads = service(base);
  base = await start({});
  uploads = service(base);
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
  purpose = newId<'OperationId'>(clock.now());
  standing = { kind: 'open', fileType: '3 Vendor Configuration File 1' };
  failures.length = 0;
});

async function start(settings: Partial<UploadServerDeps>): Promise<string> {
  const handler = createUploadServer({
    uploads,
    blobs,
    clock,
    signingKey,
    standing: async () => {
      if (standing instanceof Error) throw standing;
      return standing;
    },
    maxSize,
    maxUploads: 10,
    idleTimeoutMs: 10_000,
    random: () => 0.5,
    observer: { answered: () => undefined, failed: (_, error) => failures.push(error) },
    ...settings,
  });
  const server = http.createServer(handler);
  server.on('checkContinue', handler);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const link = (ttl = 3600): string => uploads.linkFor(device, purpose, 'config.bin', ttl);

interface Sent {
  readonly status: number;
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
}

async function send(
  url: string,
  body: string | Buffer,
  { method = 'PUT', headers = {} }: { method?: string; headers?: http.OutgoingHttpHeaders } = {},
): Promise<Sent> {
  const length = headers['Transfer-Encoding'] === undefined ? { 'Content-Length': Buffer.byteLength(body) } : {};
  const req = http.request(url, { method, agent: false, headers: { ...length, ...headers } });
  req.on('error', () => undefined);
  req.end(body);
  const [res] = (await once(req, 'response')) as [http.IncomingMessage];
  return { status: res.statusCode!, line: (await text(res)).trim(), headers: res.headers };
}

const kept = async () => uploads.list({ operation: purpose }, null, 10);
const halves = () => readdir(path.join(directory, 'incoming'));

describe('a good link', () => {
  it('fits the 256 characters of Upload.URL and is told apart from a download link', () => {
    expect(link().length).toBeLessThanOrEqual(maxLinkLength);
    expect(isUploadPath(new URL(link()).pathname)).toBe(true);
    expect(isUploadPath('/f/whatever')).toBe(false);
  });

  it.each([
    ['PUT', 201],
    ['POST', 200],
  ])('takes a body by %s, with its hash, under the operation', async (method, status) => {
    const bytes = randomBytes(100_000);
    expect(await send(link(), bytes, { method, headers: { 'Content-Type': 'text/plain' } })).toMatchObject({ status });
    const sha256 = createHash('sha256').update(bytes).digest();
    expect(await kept()).toMatchObject([
      {
        deviceId: 'a-b',
        operationId: purpose,
        fileType: '3 Vendor Configuration File 1',
        contentType: 'text/plain',
        name: null,
        size: 100_000,
        sha256,
      },
    ]);
    expect(await blobs.stat(sha256)).toEqual({ size: 100_000 });
    expect(await uploads.ofOperation(database.pool, purpose)).toBe((await kept())[0]!.id);
  });

  it('takes a chunked body, and one that waits for "100 Continue"', async () => {
    expect((await send(link(), 'chunked', { headers: { 'Transfer-Encoding': 'chunked' } })).status).toBe(201);
    const req = http.request(link(), {
      method: 'PUT',
      agent: false,
      headers: { Expect: '100-continue', 'Content-Length': 4 },
    });
    req.flushHeaders();
    await once(req, 'continue');
    req.end('body');
    const [res] = (await once(req, 'response')) as [http.IncomingMessage];
    expect(res.statusCode).toBe(201);
    res.resume();
    expect((await kept()).map((u) => u.size).sort()).toEqual([4, 7]);
  });

  it('takes the file of a form', async () => {
    const body =
      '--B\r\nContent-Disposition: form-data; name="f"; filename="log 1.txt"\r\nContent-Type: text/x-log\r\n\r\nline\r\n--B--\r\n';
    const headers = { 'Content-Type': 'multipart/form-data; boundary=B' };
    expect((await send(link(), body, { method: 'POST', headers })).status).toBe(200);
    expect(await kept()).toMatchObject([{ name: 'log 1.txt', contentType: 'text/x-log', size: 4 }]);
  });

  it('makes one upload: a second is refused, also when both come at once', async () => {
    const url = link();
    expect((await send(url, 'first')).status).toBe(201);
    expect(await send(url, 'second')).toMatchObject({
      status: 409,
      line: 'this link has taken its one upload already',
    });
    const other = link();
    const both = await Promise.all([send(other, 'this'), send(other, 'that')]);
    expect(both.map((r) => r.status).sort()).toEqual([201, 409]);
    expect(await kept()).toHaveLength(2);
    expect(await halves()).toEqual([]);
  });

  it('may be tried again after a body that broke off, which leaves nothing', async () => {
    const url = link();
    const { pathname, port } = new URL(url);
    const socket = net.connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`PUT ${pathname} HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nonly the beginning`);
    await until('the body begins to lie on disk', async () => (await halves()).length > 0);
    socket.destroy();
    await until('nothing half-made stays', async () => (await halves()).length === 0);
    expect(await kept()).toEqual([]);
    expect(failures).toEqual([]);
    expect((await send(url, 'whole')).status).toBe(201);
    expect(await kept()).toMatchObject([{ size: 5 }]);
  });

  it('cuts off a client that stops sending', async () => {
    const slow = await start({ idleTimeoutMs: 100 });
    const socket = net.connect(Number(new URL(slow).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.write(`PUT ${new URL(link()).pathname} HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nhello`);
    await once(socket, 'close');
    await until('nothing half-made stays', async () => (await halves()).length === 0);
  });
});

describe('a request that is refused', () => {
  it('because the body is too large, declared or not, and leaves nothing', async () => {
    const big = randomBytes(maxSize + 1);
    expect(await send(link(), big)).toMatchObject({ status: 413, line: `an upload may have at most ${maxSize} bytes` });
    const chunked = await send(link(), big, { headers: { 'Transfer-Encoding': 'chunked' } });
    expect(chunked.status).toBe(413);
    expect(await kept()).toEqual([]);
    expect(await halves()).toEqual([]);
  });

  it('because it is empty; the link stays good', async () => {
    const url = link();
    expect((await send(url, '')).status).toBe(400);
    expect((await send(url, 'x')).status).toBe(201);
  });

  it.each([
    ['quarantined', 403],
    ['ended', 410],
    ['gone', 410],
  ] as const)('because the device or the operation is %s', async (kind, status) => {
    standing = { kind };
    expect((await send(link(), 'x')).status).toBe(status);
    expect(await kept()).toEqual([]);
  });

  it('because the link has run out, is forged, is for fetching, or is none', async () => {
    const claim = { deviceKey: device, purpose, expiresAt: clock.now() + 1000 };
    const uploadId = newId<'UploadId'>(clock.now());
    const at = (token: string) => `${base}/u/${token}/x`;
    expect(
      (await send(at(signUploadLink(signingKey, { ...claim, uploadId, expiresAt: clock.now() - 1 })), 'x')).status,
    ).toBe(410);
    expect((await send(at(signUploadLink(randomBytes(32), { ...claim, uploadId })), 'x')).status).toBe(403);
    expect((await send(at(signLink(signingKey, { ...claim, fileId: newId<'FileId'>(1) })), 'x')).status).toBe(404);
    expect((await send(`${base}/u/nothing`, 'x')).status).toBe(404);
    expect(await kept()).toEqual([]);
  });

  it('because it is no PUT or POST', async () => {
    const res = await fetch(link());
    expect(res.status).toBe(405);
    expect(res.headers.get('allow')).toBe('PUT, POST');
  });

  it('because a form has no file', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=B' };
    expect(await send(link(), '--B--\r\n', { method: 'POST', headers })).toMatchObject({
      status: 400,
      line: expect.stringContaining('form') as string,
    });
  });

  it('for a while, with Retry-After, because there are too many or the database is away', async () => {
    const full = await start({ maxUploads: 0 });
    const reply = await send(`${full}${new URL(link()).pathname}`, 'x');
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '25' } });
    standing = new Error('no database');
    expect((await send(link(), 'x')).status).toBe(503);
    expect(failures).toHaveLength(1);
  });
});

it('an upload is listed by device and operation, read in parts, and removed with its bytes unless others share them', async () => {
  await send(link(), 'same bytes');
  await send(link(), 'same bytes');
  const [one, two] = await kept();
  expect(await uploads.list({ device }, null, 1)).toHaveLength(1);
  expect(await uploads.list({ operation: purpose }, { receivedAt: one!.receivedAt, id: one!.id }, 5)).toMatchObject([
    { id: two!.id },
  ]);
  const { stream } = await uploads.content(one!.id, { start: 5, end: 9 });
  expect(await text(stream)).toBe('bytes');
  await uploads.remove(one!.id);
  expect(await blobs.stat(one!.sha256)).not.toBeNull();
  await uploads.remove(two!.id);
  expect(await blobs.stat(one!.sha256)).toBeNull();
  await expect(uploads.get(one!.id)).rejects.toMatchObject({ code: 'notFound' });
});

it('uploads of a deleted device are removed with their bytes', async () => {
  await send(link(), 'of nobody');
  const [one] = await kept();
  await database.pool.query('DELETE FROM device WHERE id = $1', [device]);
  expect(await kept()).toEqual([]);
  expect(await uploads.removeAbandoned()).toBeGreaterThanOrEqual(1);
  expect(await blobs.stat(one!.sha256)).toBeNull();
});

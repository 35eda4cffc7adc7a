import net from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { destinationGuard } from '../../../src/acs/connection-request/destination-guard.ts';
import { callByHttp } from '../../../src/acs/connection-request/http/call.ts';
import type { CallResult } from '../../../src/acs/connection-request/result.ts';
import type { DigestAlgorithm } from '../../../src/base/http-digest.ts';
import { type KnockManner, offeredDigest } from '../../../src/simulator/connection-request/manner.ts';
import { Bell, knockedAt, login } from './support/knocked.ts';

const guard = destinationGuard(['127.0.0.0/8', '::1/128']);
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const call = async (url: string, { basicAllowed = false, as = login } = {}): Promise<CallResult> =>
  callByHttp(await guard(url), as, { basicAllowed: () => basicAllowed });

/** A gateway of this manner is called once. @returns what came of it, and how often it was to open a session */
async function knock(manner: Partial<KnockManner>, options: Parameters<typeof call>[1] & { bell?: Bell } = {}) {
  const { bell, url, server } = await knockedAt(manner, options.bell ? { bell: options.bell } : {});
  open.push(server);
  const result = await call(url, options);
  return { ...result, rung: bell.rung };
}

/** A server that speaks byte by byte; `say` is given each request head. */
async function rawServer(say: (head: string, socket: net.Socket, connection: number) => void): Promise<string> {
  let connections = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on('error', () => undefined);
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      for (let end = heard.indexOf('\r\n\r\n'); end >= 0; end = heard.indexOf('\r\n\r\n')) {
        say(heard.slice(0, end), socket, connection);
        heard = heard.slice(end + 4);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
  return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}/cr`;
}

describe('digest forms', () => {
  const algorithms: (DigestAlgorithm | null)[] = [null, 'MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess'];
  const forms = algorithms.flatMap((algorithm) =>
    (['auth', 'auth,auth-int', null] as const).flatMap((qop) =>
      [null, 'an opaque, "quoted" \\ text'].map((opaque) => ({ algorithm, qop, opaque })),
    ),
  );
  test.each(forms)('quirks 103 and 106: algorithm $algorithm, qop $qop, opaque $opaque', async (form) => {
    const opaque = form.opaque?.replace(/["\\]/g, '') ?? null;
    expect(await knock({ challenges: [{ ...offeredDigest, ...form, opaque }] })).toMatchObject({
      outcome: 'accepted',
      rung: 1,
    });
  });

  test('wrong credentials are refused once, and not tried again', async () => {
    let asked = 0;
    const url = await rawServer((_head, socket) => {
      asked++;
      socket.write(
        'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\nContent-Length: 0\r\n\r\n',
      );
    });
    expect(await call(url)).toMatchObject({ outcome: 'unauthorized', mayFollow: false });
    expect(asked).toBe(2);
  });

  test('a stale nonce is answered once more, and no oftener', async () => {
    let asked = 0;
    const url = await rawServer((_head, socket) => {
      asked++;
      const stale = asked > 1 ? ', stale=TRUE' : '';
      socket.write(
        `HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n${asked}", qop="auth"${stale}\r\nContent-Length: 0\r\n\r\n`,
      );
    });
    expect(await call(url)).toMatchObject({ outcome: 'unauthorized' });
    expect(asked).toBe(3);
  });
});

describe('quirks of connection requests', () => {
  test('quirk 101: a gateway that drops the connection after its 401 is asked again at once', async () => {
    expect(await knock({ dropsAfter401: true })).toMatchObject({ outcome: 'accepted', rung: 1 });
  });

  test('quirk 101: its nonce may have gone with the connection', async () => {
    const nonces: string[] = [];
    const url = await rawServer((head, socket, connection) => {
      const nonce = /nonce="(\w+)"/.exec(head)?.[1];
      if (nonce !== undefined) nonces.push(nonce);
      if (nonce === `of${connection}`) {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      socket.write(
        `HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="of${connection}"\r\nContent-Length: 0\r\n\r\n`,
        () => (connection === 1 ? socket.destroy() : undefined),
      );
    });
    expect(await call(url)).toMatchObject({ outcome: 'accepted' });
    expect(nonces).toContain('of2');
  });

  test('quirk 102: the digest answer comes on the connection of the challenge', async () => {
    expect(await knock({ sameSocketOnly: true })).toMatchObject({ outcome: 'accepted', rung: 1 });
  });

  test('quirk 103: what was not offered is not sent back', async () => {
    let authorization = '';
    const url = await rawServer((head, socket) => {
      const given = /^authorization: (.*)$/im.exec(head)?.[1];
      if (given === undefined) {
        socket.write('HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n"\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      authorization = given;
      socket.end('HTTP/1.1 204 OK\r\n\r\n');
    });
    expect(await call(url)).toMatchObject({ outcome: 'accepted' });
    expect(authorization).toMatch(/^Digest /);
    for (const absent of ['qop', 'opaque', 'cnonce', 'nc=', 'algorithm']) expect(authorization).not.toContain(absent);
  });

  test.each([true, false])(
    'quirk 104: several challenges with commas and spaces in them, in one header: %s',
    async (oneHeader) => {
      const challenges = [
        { ...offeredDigest, scheme: 'Basic', realm: 'a, b="c" d'.replace(/"/g, '') },
        { ...offeredDigest, realm: 'gate, way  of , "commas"'.replace(/"/g, ''), opaque: 'x, Digest y=z' },
      ];
      expect(await knock({ challenges, oneHeader })).toMatchObject({ outcome: 'accepted', rung: 1 });
    },
  );

  test.each(['digest', 'DIGEST', 'dIgEsT'])('quirk 105: the scheme may be written %s', async (scheme) => {
    expect(await knock({ challenges: [{ ...offeredDigest, scheme }] })).toMatchObject({ outcome: 'accepted', rung: 1 });
  });

  test('quirk 106: where SHA-256 is refused although it was offered, MD5 is the answer', async () => {
    const answered: string[] = [];
    const url = await rawServer((head, socket) => {
      const algorithm = /algorithm=([\w-]+)/.exec(head)?.[1];
      if (algorithm) answered.push(algorithm);
      if (algorithm === 'MD5') socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      else {
        socket.write(
          'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n", algorithm=MD5\r\nWWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-256\r\nContent-Length: 0\r\n\r\n',
        );
      }
    });
    expect(await call(url)).toMatchObject({ outcome: 'accepted' });
    expect(answered).toEqual(['SHA-256', 'MD5']);
  });

  test('quirk 106: an algorithm that nobody knows is passed over, or named', async () => {
    const odd = (more: string): Promise<string> =>
      rawServer((head, socket) => {
        const status = /algorithm=MD5/.test(head) ? '200 OK' : '401 No';
        socket.write(
          `HTTP/1.1 ${status}\r\nWWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA3-512${more}\r\nContent-Length: 0\r\n\r\n`,
        );
      });
    expect(await call(await odd(', Digest realm="r", nonce="n", algorithm=MD5'))).toMatchObject({
      outcome: 'accepted',
    });
    const { outcome, detail } = await call(await odd(''));
    expect(outcome).toBe('unauthorized');
    expect(detail).toContain('SHA3-512');
  });

  test.each(['DOM\\user', 'a"b', 'naïve ✓', '\\\\host\\n'])('quirk 107: the user name %j', async (username) => {
    const bell = new Bell();
    bell.login = { username, password: 'x\\y' };
    expect(await knock({}, { bell, as: bell.login })).toMatchObject({ outcome: 'accepted', rung: 1 });
  });

  test.each([200, 204] as const)('quirk 108: %d is success', async (success) => {
    expect(await knock({ success })).toMatchObject({ outcome: 'accepted', rung: 1 });
  });

  test('quirk 108: 503 of the gateway means busy, that of a proxy means that it is not there', async () => {
    const answer = (headers: Record<string, string>) => knock({ instead: { status: 503, headers } });
    expect(await answer({})).toMatchObject({ outcome: 'busy' });
    expect(await answer({ Via: '1.1 proxy' })).toMatchObject({ outcome: 'unreachable' });
    expect(await answer({ 'Retry-After': '30' })).toMatchObject({ outcome: 'unreachable' });
  });

  test('quirk 108: a gateway that calls instead of answering is waited for', async () => {
    expect(await knock({ callsFirst: 'neverAnswers' })).toMatchObject({ outcome: 'unreachable', mayFollow: true });
    expect(await knock({ callsFirst: 'thenAnswers' })).toMatchObject({ outcome: 'accepted', rung: 1 });
  });

  test('quirk 109: an IPv6 address', async () => {
    const { bell, url, server } = await knockedAt({}, { host: '::1' });
    open.push(server);
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+\/knock$/);
    expect(await call(url)).toMatchObject({ outcome: 'accepted' });
    expect(bell.rung).toBe(1);
  });

  test.each(['/', '/a/../b/./c', '/%7Eu%2f/x;y=1?a=b%20c&d=%C3%A4', '/CR|1{2}?id=`x`', '//double//slash', '/?&&'])(
    'quirk 109: the path %s goes out as it came',
    async (path) => {
      const { bell, url, server } = await knockedAt({}, { path });
      open.push(server);
      expect(await call(url)).toMatchObject({ outcome: 'accepted' });
      expect(bell.rung).toBe(1);
    },
  );

  test.each([
    ['', 'is not a URL'],
    ['not a url', 'is not a URL'],
    ['https://192.0.2.1/', 'is not an http URL'],
    ['ftp://127.0.0.1/', 'is not an http URL'],
    ['http://u:p@127.0.0.1/', 'carries credentials'],
    ['http://10.0.0.1/', 'lies outside MUSTER_ALLOWED_CPE_NETWORKS'],
    ['http://no-such-host.invalid/', 'cannot be resolved'],
  ])('quirk 109: the URL %j is refused with its reason', async (url, reason) => {
    await expect(call(url)).rejects.toThrow(reason);
  });

  test.each([404, 400, 405, 410])('quirk 109: %d tells that the URL is out of date', async (status) => {
    expect(await knock({ instead: { status, headers: {} } })).toMatchObject({ outcome: 'staleUrl' });
  });

  test('quirk 109: nobody there', async () => {
    const { url, server } = await knockedAt();
    await server.close();
    expect(await call(url)).toMatchObject({ outcome: 'unreachable', mayFollow: false });
  });

  test('quirk 112: Basic alone is refused unless it is allowed', async () => {
    const basic = { challenges: [{ ...offeredDigest, scheme: 'BASIC' }] };
    const refused = await knock(basic);
    expect(refused).toMatchObject({ outcome: 'unauthorized', rung: 0 });
    expect(refused.detail).toContain('MUSTER_CONNECTION_REQUEST_BASIC');
    expect(await knock(basic, { basicAllowed: true })).toMatchObject({ outcome: 'accepted', rung: 1 });
  });

  test('quirk 112: beside a digest, Basic is never used first', async () => {
    const heads: string[] = [];
    const url = await rawServer((head, socket) => {
      heads.push(head);
      const done = heads.length === 3;
      socket.write(
        done
          ? 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
          : 'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="r", Digest realm="r", nonce="n"\r\nContent-Length: 0\r\n\r\n',
      );
    });
    expect(await call(url, { basicAllowed: true })).toMatchObject({ outcome: 'accepted' });
    expect(heads[1]).toMatch(/^authorization: digest /im);
    expect(heads[2]).toMatch(/^authorization: basic /im);
  });
});

describe('servers that were written for one client', () => {
  test('a redirect is not followed', async () => {
    let asked = 0;
    const target = await rawServer((_head, socket) => {
      asked++;
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    });
    const result = await knock({ instead: { status: 302, headers: { Location: target } } });
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(result.detail).toContain('redirects are not followed');
    expect(asked).toBe(0);
  });

  test('an endless body is not waited for', async () => {
    const url = await rawServer((head, socket) => {
      const status = /^authorization:/im.test(head)
        ? '200 OK'
        : '401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n"';
      socket.write(`HTTP/1.1 ${status}\r\n\r\nand so on`);
    });
    const from = performance.now();
    expect(await call(url)).toMatchObject({ outcome: 'accepted' });
    expect(performance.now() - from).toBeLessThan(4000);
  });

  test('something that is not HTTP', async () => {
    const url = await rawServer((_head, socket) => socket.end('220 ftp ready\r\n\r\n'));
    const result = await call(url);
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(result.detail).toContain('not HTTP');
  });

  test('HTTP/1.0 without a length, closing each time', async () => {
    const url = await rawServer((head, socket) => {
      const status = /^authorization:/im.test(head)
        ? '200 OK'
        : '401 No\nWWW-Authenticate: Digest realm="r", nonce="n"';
      socket.end(`HTTP/1.0 ${status}\r\n\r\n`.replace('\n', '\r\n').replace('\r\r', '\r'));
    });
    expect(await call(url)).toMatchObject({ outcome: 'accepted' });
  });
});

import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { bodyRoom } from '../../src/acs/body.ts';
import { buckets } from '../../src/acs/buckets.ts';
import { loginGuard } from '../../src/acs/login-guard.ts';
import { TestCa } from '../security/support/certificates.ts';
import { digestAnswer, type HttpMessage, ScriptedCpe, sendHttp } from '../support/cpe.ts';
import { sharedLogin } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { type BareDoor, withBareDoor } from './support/bare-door.ts';
import { liveSession } from './support/live-session.ts';

const agent = new http.Agent({ keepAlive: true });
afterAll(() => agent.destroy());

const inform = new ScriptedCpe('http://127.0.0.1/', 'LIMITS', sharedLogin).informEnvelope();
const send = (door: BareDoor, message: HttpMessage) => sendHttp(door.origin, agent, message);

async function withLogin(door: BareDoor, login = sharedLogin, headers: http.OutgoingHttpHeaders = {}) {
  const { challenges } = await send(door, { body: '' });
  return { Authorization: digestAnswer(challenges, 'SHA-256', login), ...headers };
}

/** Writes bytes as they are. @returns what comes back until the door closes, or `ms` are over */
function raw(door: BareDoor, bytes: string | Buffer, ms = 3_000): Promise<{ text: string; closed: boolean }> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(door.port, '127.0.0.1', () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), ms);
    let closed = false;
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('end', () => {
      closed = true;
    });
    socket.on('error', () => {
      closed = true;
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ text, closed });
    });
  });
}

describe('requests of one source', () => {
  const turns = buckets({ perSecond: 0.001, burst: 5, keys: 10 });
  const door = withBareDoor({ deps: { mayAsk: turns.take } });
  test('beyond its rate are sent away with a time to come back, before anything is looked at', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) statuses.push((await send(door, { body: inform })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 503, 503, 503]);
    const reply = await send(door, { body: inform });
    expect(Number(reply.headers['retry-after'])).toBeGreaterThanOrEqual(15);
    expect(reply.headers.connection).toBe('close');
    expect(door.touches).toBe(0);
  });
});

describe('new connections of one source', () => {
  let left = 3;
  const door = withBareDoor({ setting: { mayConnect: () => left-- > 0 } });
  test('beyond its rate are closed unheard', async () => {
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push((await raw(door, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).text.slice(9, 12));
    expect(answers).toEqual(['405', '405', '405', '', '']);
  });
});

describe('connections', () => {
  const door = withBareDoor({ connectionsPerSource: 3 });
  test('of one source are limited', async () => {
    const sockets = await Promise.all(
      Array.from(
        { length: 5 },
        () =>
          new Promise<net.Socket>((resolve) => {
            const socket = net.connect(door.port, '127.0.0.1', () => resolve(socket));
            socket.on('error', () => {});
          }),
      ),
    );
    await until('two of five are closed', () => sockets.filter((s) => s.destroyed || s.readableEnded).length === 2);
    for (const socket of sockets) socket.destroy();
    expect(door.refusals).toEqual(['sourceConnections', 'sourceConnections']);
  });
});

describe('failed logins', () => {
  const guard = loginGuard(
    { perSource: 6, perUser: 0 },
    { sharedUsername: sharedLogin.username, isUnlimited: () => false },
  );
  const door = withBareDoor({
    deps: {
      guard,
      exchange: {
        open: async () => ({ kind: 'challenge', reason: 'wrong' }),
        carryOn: async () => ({ kind: 'nothing' }),
      },
    },
  });
  test('lock their source out, without the body or the database being asked', async () => {
    for (let i = 0; i < 6; i++) {
      const headers = await withLogin(door, { ...sharedLogin, password: `guess ${i}` });
      expect((await send(door, { body: inform, headers })).status).toBe(401);
    }
    const reply = await send(door, { body: inform, headers: await withLogin(door) });
    expect(reply.status).toBe(503);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(door.refusals.at(-1)).toBe('lockOut');
  });
});

describe('a first message', () => {
  const door = withBareDoor();
  test('is smaller than others may be, also when it is packed', async () => {
    const headers = await withLogin(door);
    expect((await send(door, { body: Buffer.alloc(100_001, '<'), headers })).status).toBe(413);
    const packed = { ...(await withLogin(door)), 'Content-Encoding': 'gzip' };
    expect((await send(door, { body: gzipSync(Buffer.alloc(100_001, '<')), headers: packed })).status).toBe(413);
    expect(door.touches).toBe(0);
  });

  test('of too many elements is refused', async () => {
    const body = inform.replace('<RetryCount>', `<X>${'<y/>'.repeat(1_100)}</X><RetryCount>`);
    expect((await send(door, { body, headers: await withLogin(door) })).status).toBe(400);
    expect((await send(door, { body: inform, headers: await withLogin(door) })).status).toBe(503);
    expect(door.touches).toBe(1);
  });

  test('of too many levels is refused', async () => {
    const levels = (n: number): string =>
      inform.replace('<RetryCount>', `${'<x>'.repeat(n)}${'</x>'.repeat(n)}<RetryCount>`);
    expect((await send(door, { body: levels(100), headers: await withLogin(door) })).status).toBe(400);
    const before = door.touches;
    expect((await send(door, { body: levels(20), headers: await withLogin(door) })).status).toBe(503);
    expect(door.touches).toBe(before + 1);
  });

  test('that is not XML is refused at its first bytes, however long it says it is', async () => {
    const { Authorization } = await withLogin(door);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${Authorization}\r\nContent-Length: 90000\r\n\r\n`;
    const { text } = await raw(door, Buffer.concat([Buffer.from(head), Buffer.from('\0\x01GARBAGE')]), 1_000);
    expect(text).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe('a packed body', () => {
  const rules = {
    firstBody: { wire: 50_000_000, inflated: 50_000_000, ratio: 50 },
  };
  const door = withBareDoor({ rules });
  test('may not grow beyond its ratio', async () => {
    const headers = { ...(await withLogin(door)), 'Content-Encoding': 'gzip' };
    const bomb = gzipSync(Buffer.alloc(5_000_000, ' '));
    expect(bomb.length * 50).toBeLessThan(5_000_000);
    expect((await send(door, { body: bomb, headers })).status).toBe(413);
  });
  test('of a megabyte may, as small texts pack well', async () => {
    const padded = inform.replace('?>', `?>${' '.repeat(900_000)}`);
    const headers = { ...(await withLogin(door)), 'Content-Encoding': 'gzip' };
    expect((await send(door, { body: gzipSync(padded), headers })).status).toBe(503);
    expect(door.touches).toBe(1);
  });
});

describe('unfinished bodies', () => {
  const room = bodyRoom(50_000);
  const door = withBareDoor({ deps: { room } });
  test('all together hold no more than they may, and give back what they held', async () => {
    const sockets: net.Socket[] = [];
    const answers: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { Authorization } = await withLogin(door);
      const socket = net.connect(door.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('data', (data) => answers.push(data.toString('latin1', 9, 12)));
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${Authorization}\r\nContent-Length: 90000\r\n\r\n<${' '.repeat(19_999)}`,
      );
      sockets.push(socket);
    }
    await until('two are sent away', () => answers.length === 2);
    expect(answers).toEqual(['503', '503']);
    expect(room.held).toBeLessThanOrEqual(50_000);
    for (const socket of sockets) socket.destroy();
    await until('all is given back', () => room.held === 0);
    expect((await send(door, { body: inform, headers: await withLogin(door) })).status).toBe(503);
    expect(door.touches).toBe(1);
    expect(room.held).toBe(0);
  });
});

describe('time', () => {
  const door = withBareDoor({ setting: { requestMs: 1_000, idleMs: 500 } });
  test('for a message to arrive is limited, head and body', async () => {
    const cases: [string, string][] = [
      ['nothing at all', ''],
      ['half a head', 'POST / HTTP/1.1\r\nHost: x\r\nX'],
      ['half a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n<'],
    ];
    const results = await Promise.all(cases.map(([, bytes]) => raw(door, bytes, 5_000)));
    expect(results.map((r) => r.closed)).toEqual([true, true, true]);
  });
  test('between messages is limited', async () => {
    const started = performance.now();
    const { text, closed } = await raw(door, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n', 5_000);
    expect(text).toMatch(/^HTTP\/1.1 401 /);
    expect(closed).toBe(true);
    expect(performance.now() - started).toBeLessThan(4_500);
  });
});

describe('quirk 26: what is no CWMP', () => {
  const door = withBareDoor();
  const count = () => door.refusals.length;

  test('is seen off at once, closed, without a word more', async () => {
    const before = count();
    for (const bytes of [
      'GET /shell?cd+/tmp HTTP/1.1\r\nHost: x\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'SSH-2.0-Go\r\n',
      Buffer.alloc(300, 0xa5),
      `POST / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
    ]) {
      const { text, closed } = await raw(door, bytes as string);
      expect(closed).toBe(true);
      expect(text).toMatch(/^HTTP\/1.1 (400|405|431) /);
      expect(text).not.toMatch(/at |Error|stack/);
    }
    expect(count() - before).toBe(5);
    expect(door.touches).toBe(0);
  });

  test('the call of the worm of 2016 is told by its SOAPAction', async () => {
    const headers = { SOAPAction: 'urn:dslforum-org:service:Time:1#SetNTPServers', 'Content-Type': 'text/xml' };
    const reply = await send(door, { path: '/UD/act?1', body: '<x/>', headers });
    expect([reply.status, reply.headers.connection]).toEqual([400, 'close']);
    expect(door.refusals.at(-1)).toBe('foreign');
  });

  test('a gateway with any other SOAPAction, or none, is challenged', async () => {
    for (const headers of [{}, { SOAPAction: '' }, { SOAPAction: '"urn:dslforum-org:cwmp-1-0#Inform"' }]) {
      expect((await send(door, { body: inform, headers })).status).toBe(401);
    }
  });
});

describe('Expect (quirk 16, H13)', () => {
  const door = withBareDoor();
  const ask = (length: number, expectation: string) =>
    raw(
      door,
      `POST / HTTP/1.1\r\nHost: x\r\nExpect: ${expectation}\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${' '.repeat(Math.min(length, 10))}`,
    );
  test('100-continue is answered 100, then the answer', async () => {
    expect((await ask(10, '100-continue')).text).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 401 /);
  });
  test('a body that is too large is not asked for', async () => {
    expect((await ask(1_073_741_824, '100-continue')).text).toMatch(/^HTTP\/1.1 413 /);
  });
  test('any other expectation is taken no notice of, never 417', async () => {
    expect((await ask(10, 'something-else')).text).toMatch(/^HTTP\/1.1 401 /);
  });
});

describe('plain HTTP', () => {
  const door = withBareDoor({ rules: { plainHttp: 'refuse' } });
  test('is refused where the operator says so, with a word why', async () => {
    const reply = await send(door, { body: inform });
    expect([reply.status, reply.text]).toEqual([403, 'plain HTTP is not accepted here; use https\n']);
    expect(door.touches).toBe(0);
  });
});

describe('a move to another ACS (H20)', () => {
  const door = withBareDoor({ rules: { redirect: { url: 'https://acs2.example.net:7548/x', status: 307 } } });
  const seeOther = withBareDoor({ rules: { redirect: { url: 'http://acs2.example.net/', status: 302 } } });
  test('is told before the gateway has to prove anything', async () => {
    const reply = await send(door, { body: inform });
    expect([reply.status, reply.headers.location]).toEqual([307, 'https://acs2.example.net:7548/x']);
    expect((await send(seeOther, { body: inform })).status).toBe(302);
  });
  test('does not go round in circles', async () => {
    const reply = await send(seeOther, { body: inform, headers: { Host: 'acs2.example.net' } });
    expect(reply.status).toBe(401);
  });
});

describe('quirk 25: networks that are not challenged', () => {
  const door = withBareDoor({ deps: { isUnchallenged: (address) => address === '127.0.0.1' } });
  test('come in without credentials, and credentials that are sent count', async () => {
    expect((await send(door, { body: inform })).status).toBe(503);
    expect(door.touches).toBe(1);
    expect((await send(door, { body: inform, headers: { Authorization: 'Digest x' } })).status).toBe(401);
    expect(door.touches).toBe(1);
  });
});

describe('a gateway over TLS', () => {
  const ca = new TestCa('Door');
  const server = ca.issue({ purpose: 'server', subject: [['CN', 'door']], hosts: ['127.0.0.1'] });
  const newSession = liveSession({ id: 'id', cookie: '0'.repeat(40) });
  const door = withBareDoor({
    tls: { certificate: server.certificate, key: server.key, deviceCa: null },
    maxConnections: 5,
    deps: {
      isUnchallenged: () => true,
      exchange: {
        open: async () => ({ kind: 'envelope', body: '<x/>', newSession }),
        carryOn: async () => ({ kind: 'nothing' }),
      },
    },
  });
  test('that proved itself keeps its connection when others fill the door', async () => {
    const own = new https.Agent({ keepAlive: true, maxSockets: 1, ca: ca.certificate });
    const body = { body: inform };
    expect((await sendHttp(door.origin, own, body)).status).toBe(200);
    const [first] = Object.values(own.freeSockets)[0]!;
    const strangers = Array.from({ length: 12 }, () => net.connect(door.port, '127.0.0.1').on('error', () => {}));
    await until('the first strangers were closed', () => strangers.filter((s) => s.destroyed).length >= 7);
    expect((await sendHttp(door.origin, own, body)).status).toBe(200);
    expect(Object.values(own.freeSockets)[0]![0]).toBe(first);
    for (const socket of strangers) socket.destroy();
    own.destroy();
  });
});

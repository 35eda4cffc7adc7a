import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { admission } from '../../src/acs/admission.ts';
import { acsEndpoint } from '../../src/acs/endpoint.ts';
import { liveSessions } from '../../src/acs/live-sessions.ts';
import { systemClock } from '../../src/base/clock.ts';
import { cpeLogin } from '../../src/security/cpe-login.ts';
import { signedNonces } from '../../src/security/nonce.ts';
import { digestAnswer, ScriptedCpe, sendHttp } from '../support/cpe.ts';
import { sharedLogin } from '../support/muster.ts';

// The door as it is, with nothing behind it: the exchange is where the database is asked, and it counts who comes.
let touches = 0;
const touched = async (): Promise<never> => {
  touches++;
  throw new Error('the database was asked');
};

const nonces = signedNonces(Buffer.alloc(32, 1));
const agent = new http.Agent({ keepAlive: true });
const server = http.createServer();
let origin: string;

beforeAll(async () => {
  const sessions = liveSessions();
  server.on(
    'request',
    acsEndpoint({
      clock: systemClock,
      login: cpeLogin(['digest', 'basic'], nonces, { basicWithoutTls: false }),
      sessions,
      admission: admission(
        100,
        () => sessions.size,
        () => 0,
        () => false,
      ),
      exchange: { open: touched, carryOn: touched },
      maxBodyBytes: 100_000,
      refused: () => {},
      failed: () => {},
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  agent.destroy();
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  touches = 0;
});

const inform = (): string => new ScriptedCpe(origin, 'STRANGER', sharedLogin).informEnvelope();
const challenges = async () => (await sendHttp(origin, agent, { body: '' })).challenges;
const status = async (authorization: string | undefined, body: string | Buffer = inform()): Promise<number> => {
  const headers = authorization === undefined ? {} : { Authorization: authorization };
  return (await sendHttp(origin, agent, { body, headers })).status;
};

test('credentials in good form are looked up, so this test would notice', async () => {
  expect(await status(digestAnswer(await challenges(), 'MD5', sharedLogin))).toBe(503);
  expect(touches).toBe(1);
});

test('nobody without credentials in good form reaches the database', async () => {
  const offered = await challenges();
  const good = digestAnswer(offered, 'SHA-256', sharedLogin);
  const old = offered.map((c) => ({ ...c, params: { ...c.params, nonce: nonces.issue(Date.now() - 3_600_000) } }));
  const forged = offered.map((c) => ({ ...c, params: { ...c.params, nonce: 'A'.repeat(32) } }));
  const strangers: Record<string, string | undefined> = {
    'no credentials': undefined,
    'basic without TLS': `Basic ${Buffer.from('a:b').toString('base64')}`,
    'a bearer token': 'Bearer abc',
    'a stale nonce': digestAnswer(old, 'SHA-256', sharedLogin),
    'a forged nonce': digestAnswer(forged, 'SHA-256', sharedLogin),
    'another realm': good.replace('realm="muster"', 'realm="other"'),
    'another URI': digestAnswer(offered, 'SHA-256', sharedLogin, { uri: '/x' }),
    'no qop': good.replace(/qop=auth, /, ''),
    nonsense: 'Digest , , =',
  };
  for (const [who, authorization] of Object.entries(strangers)) {
    expect([who, await status(authorization)]).toEqual([who, 401]);
  }
  expect(touches).toBe(0);
});

test('nothing that is refused before anybody is asked for reaches the database', async () => {
  const offered = await challenges();
  let nc = 0;
  const good = (): string => digestAnswer(offered, 'SHA-256', sharedLogin, { nc: ++nc });
  expect(await status(good(), '<broken')).toBe(400);
  expect(await status(good(), Buffer.alloc(100_001, ' '))).toBe(413);
  expect(await status(good(), '')).toBe(401);
  expect((await sendHttp(origin, agent, { method: 'GET' })).status).toBe(405);
  const cookie = { Cookie: `muster=${'a'.repeat(32)}` };
  expect((await sendHttp(origin, agent, { body: inform(), headers: cookie })).status).toBe(401);
  expect(touches).toBe(0);
});

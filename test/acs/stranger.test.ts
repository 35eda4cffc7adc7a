import http from 'node:http';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { digestAnswer, ScriptedCpe, sendHttp } from '../support/cpe.ts';
import { sharedLogin } from '../support/muster.ts';
import { bareNonces, withBareDoor } from './support/bare-door.ts';

// The door as it is, with nothing behind it: the exchange is where the database is asked, and it counts who comes.
const door = withBareDoor();
const agent = new http.Agent({ keepAlive: true });
let before = 0;
afterAll(() => agent.destroy());
beforeEach(() => {
  before = door.touches;
});
const touches = (): number => door.touches - before;

const inform = (): string => new ScriptedCpe(door.origin, 'STRANGER', sharedLogin).informEnvelope();
const challenges = async () => (await sendHttp(door.origin, agent, { body: '' })).challenges;
const status = async (authorization: string | undefined, body: string | Buffer = inform()): Promise<number> => {
  const headers = authorization === undefined ? {} : { Authorization: authorization };
  return (await sendHttp(door.origin, agent, { body, headers })).status;
};

test('credentials in good form are looked up, so this test would notice', async () => {
  expect(await status(digestAnswer(await challenges(), 'MD5', sharedLogin))).toBe(503);
  expect(touches()).toBe(1);
});

test('nobody without credentials in good form reaches the database', async () => {
  const offered = await challenges();
  const good = digestAnswer(offered, 'SHA-256', sharedLogin);
  const old = offered.map((c) => ({ ...c, params: { ...c.params, nonce: bareNonces.issue(Date.now() - 3_600_000) } }));
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
  expect(touches()).toBe(0);
});

test('nothing that is refused before anybody is asked for reaches the database', async () => {
  const offered = await challenges();
  let nc = 0;
  const good = (): string => digestAnswer(offered, 'SHA-256', sharedLogin, { nc: ++nc });
  expect(await status(good(), '<broken')).toBe(400);
  expect(await status(good(), Buffer.alloc(100_001, ' '))).toBe(413);
  expect(await status(good(), '')).toBe(401);
  expect((await sendHttp(door.origin, agent, { method: 'GET' })).status).toBe(405);
  const cookie = { Cookie: `muster=${'a'.repeat(32)}` };
  expect((await sendHttp(door.origin, agent, { body: inform(), headers: cookie })).status).toBe(401);
  expect(touches()).toBe(0);
});

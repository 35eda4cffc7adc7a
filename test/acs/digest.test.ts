import http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import type { AuthHeader, DigestAlgorithm } from '../../src/base/http-digest.ts';
import { loadSecrets } from '../../src/platform/config/secrets.ts';
import { signedNonces } from '../../src/security/nonce.ts';
import { digestAnswer, type HttpReply, ScriptedCpe, sendHttp } from '../support/cpe.ts';
import { masterSecret, sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster();
const agent = new http.Agent({ keepAlive: true });
afterAll(() => agent.destroy());

const body = (serial: string): string => new ScriptedCpe(muster.urls.acs, serial, sharedLogin).informEnvelope();

/** One Inform; a session that it opens is ended at once. */
async function post(serial: string, authorization?: string, uses = agent): Promise<HttpReply> {
  const { acs } = muster.urls;
  const credentials = authorization === undefined ? {} : { Authorization: authorization };
  const reply = await sendHttp(acs, uses, { body: body(serial), headers: credentials });
  const cookie = reply.headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie !== undefined) await sendHttp(acs, uses, { headers: { Cookie: cookie, 'Content-Length': 0 } });
  return reply;
}

async function challenged(): Promise<readonly AuthHeader[]> {
  const reply = await post('D0');
  expect(reply.status).toBe(401);
  return reply.challenges;
}

const withNonce = (challenges: readonly AuthHeader[], nonce: string): AuthHeader[] =>
  challenges.map((challenge) => ({ ...challenge, params: { ...challenge.params, nonce } }));

test('offers SHA-256 before MD5, both with qop=auth, and does not call a first try stale', async () => {
  const challenges = await challenged();
  expect(challenges.map((c) => [c.scheme, c.params['algorithm'], c.params['qop'], c.params['stale']])).toEqual([
    ['digest', 'SHA-256', 'auth', undefined],
    ['digest', 'MD5', 'auth', undefined],
  ]);
});

for (const algorithm of ['SHA-256', 'MD5'] satisfies DigestAlgorithm[]) {
  test(`${algorithm} lets a device in`, async () => {
    const reply = await post('D1', digestAnswer(await challenged(), algorithm, sharedLogin));
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('InformResponse');
  });

  test(`a wrong password is refused (${algorithm})`, async () => {
    const wrong = { ...sharedLogin, password: 'another' };
    const reply = await post('D2', digestAnswer(await challenged(), algorithm, wrong));
    expect(reply.status).toBe(401);
    expect(reply.challenges[0]!.params['stale']).toBeUndefined();
    const { rows } = await muster.pool.query('SELECT 1 FROM device WHERE serial_number = $1', ['D2']);
    expect(rows).toEqual([]);
  });
}

test('an unknown user name is refused like a wrong password', async () => {
  const reply = await post('D3', digestAnswer(await challenged(), 'SHA-256', { username: 'nobody', password: 'x' }));
  expect(reply.status).toBe(401);
});

test('a nonce is good on another socket than the one it was given to', async () => {
  const challenges = await challenged();
  const another = new http.Agent();
  const reply = await post('D4', digestAnswer(challenges, 'SHA-256', sharedLogin), another);
  expect(reply.status).toBe(200);
  another.destroy();
});

test('a nonce is good several times with a growing count, and never twice with the same one', async () => {
  const challenges = await challenged();
  const first = digestAnswer(challenges, 'SHA-256', sharedLogin, { nc: 1 });
  expect((await post('D5', first)).status).toBe(200);
  expect((await post('D5', digestAnswer(challenges, 'SHA-256', sharedLogin, { nc: 2 }))).status).toBe(200);
  expect((await post('D5', first)).status).toBe(401);
  expect((await post('D5', digestAnswer(challenges, 'SHA-256', sharedLogin, { nc: 2 }))).status).toBe(401);
  expect((await post('D5', digestAnswer(challenges, 'SHA-256', sharedLogin, { nc: 3 }))).status).toBe(200);
});

test('a nonce that is too old is answered with stale=true and a fresh one', async () => {
  const challenges = await challenged();
  const { nonce } = await loadSecrets('/nowhere', masterSecret);
  const old = signedNonces(nonce).issue(Date.now() - 31 * 60_000);
  const reply = await post('D6', digestAnswer(withNonce(challenges, old), 'SHA-256', sharedLogin));
  expect(reply.status).toBe(401);
  expect(reply.challenges.map((c) => c.params['stale'])).toEqual(['true', 'true']);
  expect((await post('D6', digestAnswer(reply.challenges, 'SHA-256', sharedLogin))).status).toBe(200);
});

test('a nonce that is not ours is refused, and not as stale', async () => {
  const challenges = await challenged();
  const forged = signedNonces(Buffer.alloc(32, 7)).issue(Date.now());
  for (const nonce of [forged, 'made-up', '']) {
    const reply = await post('D7', digestAnswer(withNonce(challenges, nonce), 'SHA-256', sharedLogin));
    expect(reply.status).toBe(401);
    expect(reply.challenges[0]!.params['stale']).toBeUndefined();
  }
});

test('an answer for another URI or method, or without a count, is refused', async () => {
  const challenges = await challenged();
  expect((await post('D8', digestAnswer(challenges, 'SHA-256', sharedLogin, { uri: '/other' }))).status).toBe(401);
  expect((await post('D8', digestAnswer(challenges, 'SHA-256', sharedLogin, { method: 'GET' }))).status).toBe(401);
  const counted = digestAnswer(challenges, 'SHA-256', sharedLogin);
  expect((await post('D8', counted.replace(/, nc=\d+/, ''))).status).toBe(401);
  expect((await post('D8', counted.replace(/qop=auth, /, ''))).status).toBe(401);
  expect((await post('D8', counted)).status).toBe(200);
});

test('a failed try does not use up the count of the device it pretends to be', async () => {
  const challenges = await challenged();
  const wrong = { ...sharedLogin, password: 'guess' };
  expect((await post('D9', digestAnswer(challenges, 'SHA-256', wrong, { nc: 9 }))).status).toBe(401);
  expect((await post('D9', digestAnswer(challenges, 'SHA-256', sharedLogin, { nc: 1 }))).status).toBe(200);
});

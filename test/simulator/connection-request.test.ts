import http from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerDigest, parseAuthHeader } from '../../src/base/http-digest.ts';
import { challenge, checkDigest, makeNonce } from '../../src/simulator/connection-request/digest-check.ts';
import { withinRate } from '../../src/simulator/connection-request/rate.ts';
import { answered, eventually, first, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

interface Heard {
  readonly status: number;
  readonly challenge: string;
}

function get(url: string, authorization?: string): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    http
      .get(url, { agent: false, headers }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, challenge: response.headers['www-authenticate'] ?? '' });
      })
      .on('error', reject);
  });
}

/** One connection request with credentials, as an ACS makes it. */
async function call(url: string, password = 'knock'): Promise<number> {
  const login = { username: 'acs', password };
  const asked = await get(url);
  expect(asked.status).toBe(401);
  const { pathname } = new URL(url);
  const request = { method: 'GET', uri: pathname, nc: 1, cnonce: 'c' };
  return (await get(url, answerDigest(parseAuthHeader(asked.challenge)[0]!, login, request)!)).status;
}

/** Sets the connection-request credentials and tells the URL. */
async function prepare(): Promise<string> {
  const set = stage.acs.order(first, 'SetParameterValues', {
    ParameterList: [
      { name: 'Device.ManagementServer.ConnectionRequestUsername', value: 'acs', type: 'string' },
      { name: 'Device.ManagementServer.ConnectionRequestPassword', value: 'knock', type: 'string' },
    ],
    ParameterKey: '',
  });
  const inform = await stage.acs.informWith('1 BOOT');
  answered(await set);
  return inform.parameters['Device.ManagementServer.ConnectionRequestURL']!;
}

test('with the right credentials a session follows at once', async () => {
  const fleet = await stage.fleet();
  const url = await prepare();
  expect(await call(url, 'wrong')).toBe(401);
  expect(await call(url)).toBe(200);
  const inform = await stage.acs.informWith('6 CONNECTION REQUEST');
  expect(inform.events).toEqual(['6 CONNECTION REQUEST']);
  expect((await get(`${url}x`)).status).toBe(404);
  expect(fleet.statistics().connectionRequests).toBe(1);
});

test('during a session it owes exactly one more session', async () => {
  const fleet = await stage.fleet();
  const url = await prepare();
  const open = Promise.withResolvers<void>();
  stage.acs.pause = (message) => (message === '' ? open.promise : null);
  expect(await call(url)).toBe(200);
  await stage.acs.informWith('6 CONNECTION REQUEST');
  const before = stage.acs.informs.length;
  expect([await call(url), await call(url)]).toEqual([200, 200]);
  stage.acs.pause = () => null;
  open.resolve();
  await stage.acs.until(() => stage.acs.informs.length > before, 'one more session');
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  expect(stage.acs.informs.slice(before).map((inform) => inform.events)).toEqual([['6 CONNECTION REQUEST']]);
});

test('without a password nobody gets in', async () => {
  await stage.fleet();
  const inform = await stage.acs.informWith('1 BOOT');
  expect(await call(inform.parameters['Device.ManagementServer.ConnectionRequestURL']!, '')).toBe(401);
});

test('too many are answered with 503; a rebooting gateway is not there at all', async () => {
  await stage.fleet({ connectionRequestRate: { requests: 1, window: 60_000 }, rebootSeconds: 3600 });
  const url = await prepare();
  const open = Promise.withResolvers<void>();
  stage.acs.pause = (message) => (message === '' ? open.promise : null);
  expect(await call(url)).toBe(200);
  expect(await call(url)).toBe(503);
  const rebooted = stage.acs.order(first, 'Reboot', { CommandKey: '' });
  stage.acs.pause = () => null;
  open.resolve();
  answered(await rebooted);
  await eventually(() => get(url).catch(() => null)).toBe(null);
});

test('a nonce is good once per count, for a while, and only if it is ours', () => {
  const secret = Buffer.from('secret');
  const login = { username: 'acs', password: 'knock' };
  const memory = { nonce: '', count: 0 };
  const request = { method: 'GET', uri: '/x' };
  const header = (made: string, nc: number): string =>
    answerDigest(parseAuthHeader(made)[0]!, login, { ...request, nc, cnonce: 'c' })!;
  const made = challenge(secret, 1_000, false);
  const check = (value: string, now: number) => checkDigest(value, login, request, secret, now, memory);
  expect(check(header(made, 1), 2_000)).toBe('ok');
  expect(check(header(made, 1), 2_000)).toBe('stale');
  expect(check(header(made, 2), 2_000)).toBe('ok');
  expect(check(header(made, 3), 1_000_000)).toBe('stale');
  expect(check(header(challenge(Buffer.from('other'), 1_000, false), 1), 2_000)).toBe('stale');
  expect(checkDigest(header(made, 4), { ...login, password: 'x' }, request, secret, 2_000, memory)).toBe('refused');
  expect(checkDigest(undefined, login, request, secret, 2_000, memory)).toBe('refused');
  // RFC 2069: a client that ignores qop.
  const plain = `Digest realm="gateway", nonce="${makeNonce(secret, 1_500)}"`;
  expect(check(header(plain, 1), 2_000)).toBe('ok');
});

test('the rate limit counts a sliding window', () => {
  const times: number[] = [];
  const limit = { requests: 2, window: 1000 };
  expect([0, 1, 2, 999, 1000, 1001, 1002].map((now) => withinRate(times, limit, now))).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
    false,
  ]);
});

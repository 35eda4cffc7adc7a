import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type AuthHeader,
  digestAlgorithm,
  digestHa1,
  digestResponse,
  parseAuthHeader,
} from '../../base/http-digest.ts';
import type { Login } from '../gateway/http-login.ts';
import { challengeHeaders, goodManner, type OfferedChallenge } from './manner.ts';

/** How long a nonce may be used, milliseconds. */
const nonceLifetime = 5 * 60_000;

/** The last nonce and count a device has accepted: the same pair a second time is a replay. */
export interface NonceMemory {
  nonce: string;
  count: number;
}

export type DigestVerdict = 'ok' | 'stale' | 'refused';

/** A nonce that carries its own time, signed: nothing to remember until it is used. */
export function makeNonce(secret: Buffer, now: number): string {
  const time = now.toString(36);
  return `${time}.${createHmac('sha256', secret).update(time).digest('base64url')}`;
}

/** The challenge of a 401 (MD5 and qop auth, as TR-069 §3.2.2 asks of a CPE). */
export function challenge(secret: Buffer, now: number, stale: boolean): string {
  return challengeHeaders(goodManner, makeNonce(secret, now), stale)[0]!;
}

/**
 * Checks an Authorization header of a connection request. An empty password lets nobody in.
 * @param memory of this device; updated when the request is accepted
 * @param offered the challenges that the device makes; an answer to anything else is refused
 */
export function checkDigest(
  header: string | undefined,
  login: Login,
  request: { readonly method: string; readonly uri: string },
  secret: Buffer,
  now: number,
  memory: NonceMemory,
  offered: readonly OfferedChallenge[] = goodManner.challenges,
): DigestVerdict {
  const [auth] = parseAuthHeader(header ?? '');
  if (!auth || login.password === '') return 'refused';
  if (auth.scheme === 'basic') return basicHolds(auth, login, offered) ? 'ok' : 'refused';
  const algorithm = digestAlgorithm(auth.params['algorithm']);
  const asked = offered.find(
    (one) =>
      one.scheme.toLowerCase() === 'digest' && (one.algorithm ?? 'MD5') === algorithm && auth.scheme === 'digest',
  );
  if (!asked || algorithm === null) return 'refused';
  const { username, realm, uri, nonce = '', qop, nc, cnonce = '', opaque, response = '' } = auth.params;
  if (username !== login.username || uri !== request.uri || realm !== asked.realm) return 'refused';
  // What was not offered must not come back, what was must: firmware compares text.
  if (opaque !== (asked.opaque ?? undefined) || (asked.qop === null && qop !== undefined)) return 'refused';
  if (qop !== undefined && (qop !== 'auth' || nc === undefined || !/^[0-9a-f]{8}$/i.test(nc))) return 'refused';
  const sess = algorithm.endsWith('-sess');
  const expected = digestResponse({
    algorithm,
    ha1: digestHa1(algorithm, login.username, asked.realm, login.password),
    ...request,
    nonce,
    ...(qop === undefined ? (sess ? { cnonce } : {}) : { qop: 'auth', nc: nc ?? '', cnonce }),
  });
  if (!sameText(expected, response.toLowerCase())) return 'refused';
  // Right credentials from here on: what is left to doubt is only the nonce.
  const age = nonceAge(secret, nonce, now);
  if (age === null || age > nonceLifetime) return 'stale';
  const count = qop === undefined ? 1 : Number.parseInt(nc ?? '0', 16);
  if (memory.nonce === nonce && count <= memory.count) return 'stale';
  memory.nonce = nonce;
  memory.count = count;
  return 'ok';
}

function basicHolds({ token }: AuthHeader, login: Login, offered: readonly OfferedChallenge[]): boolean {
  if (!offered.some(({ scheme }) => scheme.toLowerCase() === 'basic')) return false;
  const given = Buffer.from(token ?? '', 'base64').toString('utf8');
  return sameText(given, `${login.username}:${login.password}`);
}

/** @returns null for a nonce we did not make */
function nonceAge(secret: Buffer, nonce: string, now: number): number | null {
  const made = Number.parseInt(nonce.split('.')[0] ?? '', 36);
  return Number.isSafeInteger(made) && sameText(makeNonce(secret, made), nonce) ? now - made : null;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { digestAlgorithm, digestHa1, digestResponse, parseAuthHeader } from '../../base/http-digest.ts';
import type { Login } from '../gateway/http-login.ts';

const realm = 'gateway';
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
  const nonce = makeNonce(secret, now);
  return `Digest realm="${realm}", qop="auth", algorithm=MD5, nonce="${nonce}"${stale ? ', stale=true' : ''}`;
}

/**
 * Checks an Authorization header of a connection request. An empty password lets nobody in.
 * @param memory of this device; updated when the request is accepted
 */
export function checkDigest(
  header: string | undefined,
  login: Login,
  request: { readonly method: string; readonly uri: string },
  secret: Buffer,
  now: number,
  memory: NonceMemory,
): DigestVerdict {
  const auth = parseAuthHeader(header ?? '').find((other) => other.scheme === 'digest');
  if (!auth || login.password === '') return 'refused';
  const { username, uri, nonce = '', qop, nc, cnonce = '', response = '' } = auth.params;
  if (username !== login.username || uri !== request.uri || auth.params['realm'] !== realm) return 'refused';
  if (digestAlgorithm(auth.params['algorithm']) !== 'MD5') return 'refused';
  if (qop !== undefined && (qop !== 'auth' || nc === undefined || !/^[0-9a-f]{8}$/i.test(nc))) return 'refused';
  const expected = digestResponse({
    algorithm: 'MD5',
    ha1: digestHa1('MD5', login.username, realm, login.password),
    ...request,
    nonce,
    ...(qop === undefined ? {} : { qop: 'auth', nc: nc ?? '', cnonce }),
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

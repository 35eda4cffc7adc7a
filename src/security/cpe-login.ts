import { timingSafeEqual } from 'node:crypto';
import {
  type DigestAlgorithm,
  digestAlgorithm,
  digestHa1,
  digestResponse,
  parseAuthHeader,
} from '../base/http-digest.ts';
import type { CpeAuthMode } from '../platform/config/environment.ts';
import { type Nonces, nonceCounts } from './nonce.ts';

/**
 * How a CPE proves who it is: HTTP digest (RFC 7616: SHA-256, and MD5 for what devices speak) or basic.
 *
 * Two steps, so that nothing asks the database for a stranger: {@link CpeLogin.read} checks form, nonce signature and
 * count; only then is the secret of the named user fetched, and {@link LoginClaim.proves} compares.
 */
export interface CpeLogin {
  read(authorization: string | undefined, method: string, uri: string, secure: boolean, now: number): LoginReading;
  /** Values for WWW-Authenticate, strongest first. */
  challenges(stale: boolean, secure: boolean, now: number): string[];
  readonly open: boolean;
}

export type LoginReading =
  | { readonly kind: 'claim'; readonly claim: LoginClaim }
  /** Nothing usable was sent; `stale` when only the nonce is too old. */
  | { readonly kind: 'challenge'; readonly stale: boolean; readonly reason: string };

export interface LoginClaim {
  readonly kind: 'login';
  readonly username: string;
  /** Compares in constant time. */
  proves(secret: KnownSecret): boolean;
}

/** A password with the hashes digest needs, computed once. */
export interface KnownSecret {
  readonly password: string;
  ha1(algorithm: DigestAlgorithm): string;
}

export function knownSecret(username: string, password: string): KnownSecret {
  const hashes = new Map<string, string>();
  return {
    password,
    ha1(algorithm) {
      const base: DigestAlgorithm = algorithm.startsWith('MD5') ? 'MD5' : 'SHA-256';
      let hash = hashes.get(base);
      if (hash === undefined) {
        hash = digestHa1(base, username, realm, password);
        hashes.set(base, hash);
      }
      return hash;
    },
  };
}

const realm = 'muster';

export function cpeLogin(
  modes: readonly CpeAuthMode[],
  nonces: Nonces,
  options: { basicWithoutTls: boolean },
): CpeLogin {
  const counts = nonceCounts();
  const digest = modes.includes('digest');
  const basicAllowed = (secure: boolean): boolean => modes.includes('basic') && (secure || options.basicWithoutTls);

  return {
    open: modes.includes('none'),

    challenges(stale, secure, now) {
      const offers: string[] = [];
      if (digest) {
        const nonce = nonces.issue(now);
        for (const algorithm of ['SHA-256', 'MD5']) {
          offers.push(
            `Digest realm="${realm}", qop="auth", algorithm=${algorithm}, nonce="${nonce}"${stale ? ', stale=true' : ''}`,
          );
        }
      }
      if (basicAllowed(secure)) offers.push(`Basic realm="${realm}", charset="UTF-8"`);
      return offers;
    },

    read(authorization, method, uri, secure, now) {
      if (authorization === undefined) return { kind: 'challenge', stale: false, reason: 'no credentials' };
      const header = parseAuthHeader(authorization)[0];
      if (header?.scheme === 'digest' && digest) return readDigest(header.params, method, uri, now);
      if (header?.scheme === 'basic') {
        if (!basicAllowed(secure)) return { kind: 'challenge', stale: false, reason: 'basic is not allowed here' };
        const text = Buffer.from(header.token ?? '', 'base64').toString('utf8');
        const colon = text.indexOf(':');
        if (colon < 0) return { kind: 'challenge', stale: false, reason: 'unreadable basic credentials' };
        const password = text.slice(colon + 1);
        return {
          kind: 'claim',
          claim: {
            kind: 'login',
            username: text.slice(0, colon),
            proves: (secret) => equal(secret.password, password),
          },
        };
      }
      return { kind: 'challenge', stale: false, reason: 'an authentication scheme that is not accepted' };
    },
  };

  function readDigest(
    params: Readonly<Record<string, string>>,
    method: string,
    uri: string,
    now: number,
  ): LoginReading {
    const bad = (reason: string): LoginReading => ({ kind: 'challenge', stale: false, reason });
    const algorithm = digestAlgorithm(params['algorithm']);
    const { username, nonce, response, cnonce } = params;
    if (algorithm === null) return bad('an unknown digest algorithm');
    if (username === undefined || nonce === undefined || response === undefined)
      return bad('incomplete digest credentials');
    if (params['realm'] !== realm) return bad('digest credentials for another realm');
    // Some CPEs send the absolute URI; both name the same request.
    if (params['uri'] !== uri && !(params['uri']?.endsWith(uri) && /^https?:\/\//.test(params['uri']))) {
      return bad('digest credentials for another URI');
    }
    // We always offer qop, so an answer without it is a downgrade that loses the replay count.
    if (params['qop'] !== 'auth' || cnonce === undefined) return bad('digest without qop=auth');
    if (!/^[0-9a-fA-F]{8}$/.test(params['nc'] ?? '')) return bad('digest without a nonce count');
    const state = counts.knows(nonce) ? nonces.age(nonce, now) : nonces.check(nonce, now);
    if (state === 'forged') return bad('a nonce that is not ours');
    if (state === 'stale') return { kind: 'challenge', stale: true, reason: 'a nonce that is too old' };
    const nc = params['nc']!;
    return {
      kind: 'claim',
      claim: {
        kind: 'login',
        username,
        proves(secret) {
          const expected = digestResponse({
            algorithm,
            ha1: secret.ha1(algorithm),
            method,
            uri: params['uri']!,
            nonce,
            qop: 'auth',
            nc,
            cnonce,
          });
          return equal(expected, response.toLowerCase()) && counts.use(nonce, Number.parseInt(nc, 16));
        },
      },
    };
  }
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  // Unequal lengths still cost one comparison, so that time tells nothing.
  return (
    timingSafeEqual(left, left.length === right.length ? right : Buffer.alloc(left.length, 1)) &&
    left.length === right.length
  );
}

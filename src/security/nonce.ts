import { randomBytes, timingSafeEqual } from 'node:crypto';
import { minutes } from '../base/durations.ts';
import { hmacSha256 } from '../base/hmac.ts';
import { RecentMap } from '../base/recent-map.ts';

/**
 * Digest nonces that need no memory: time and random bytes, signed. Any process that shares the secret accepts them, on
 * any connection, as CPEs answer challenges on new sockets and through balancers.
 */
export interface Nonces {
  issue(now: number): string;
  /** `stale`: ours, but too old: the client repeats with a new one without asking its user. */
  check(nonce: string, now: number): NonceState;
  /** Of a nonce that is known to be ours: only its age. */
  age(nonce: string, now: number): NonceState;
}

export type NonceState = 'valid' | 'stale' | 'forged';

/** Long enough to cover an inform interval of minutes, so that a known CPE needs no challenge; short against replay. */
const lifetime = minutes(30);

export function signedNonces(key: Buffer): Nonces {
  const mac = hmacSha256(key);
  const sign = (body: Buffer): Buffer => mac(body).subarray(0, 12);
  return {
    issue(now) {
      const body = Buffer.alloc(12);
      body.writeUIntBE(now, 0, 6);
      randomBytes(6).copy(body, 6);
      return Buffer.concat([body, sign(body)]).toString('base64url');
    },
    check(nonce, now) {
      const bytes = Buffer.from(nonce, 'base64url');
      if (nonce.length !== 32 || bytes.length !== 24) return 'forged';
      if (!timingSafeEqual(bytes.subarray(12), sign(bytes.subarray(0, 12)))) return 'forged';
      return ageOf(bytes, now);
    },
    age: (nonce, now) => ageOf(Buffer.from(nonce, 'base64url'), now),
  };
}

function ageOf(bytes: Buffer, now: number): NonceState {
  const age = now - bytes.readUIntBE(0, 6);
  return age >= -minutes(1) && age <= lifetime ? 'valid' : 'stale';
}

/**
 * Nonce counts seen by this process: a count that does not grow is a replay. Bounded; a nonce that was pushed out counts
 * as unseen, which is no worse than another process never having seen it.
 */
export interface NonceCounts {
  /** It was used before with a proof, so its signature need not be checked again. */
  knows(nonce: string): boolean;
  /** False for a replay. Only for a proven answer: a stranger cannot burn a device's counts. */
  use(nonce: string, nc: number): boolean;
}

/** @param kept how many nonces are remembered at least */
export function nonceCounts(kept = 50_000): NonceCounts {
  const highest = new RecentMap<string, number>(kept);
  return {
    knows: (nonce) => highest.has(nonce),
    use(nonce, nc) {
      const seen = highest.get(nonce);
      if (seen !== undefined && nc <= seen) return false;
      highest.set(nonce, nc);
      return true;
    },
  };
}

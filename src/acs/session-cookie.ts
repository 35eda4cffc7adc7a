import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '../base/hmac.ts';

/**
 * Cookies of sessions: a label, which is unique and may be seen, and a signature, without which nobody can speak. So a
 * process that does not know a session can tell a cookie of ours from a made-up one without asking the database, and
 * processes can name a session to each other without saying its cookie.
 */
export interface SessionCookies {
  issue(now: number): string;
  labelOf(cookie: string): string;
  /** The whole cookie of a label. */
  ofLabel(label: string): string;
  /** This process issued it. */
  isOwn(cookie: string): boolean;
  /** It was signed by a process that shares the key, at most so long ago. */
  isGood(cookie: string, now: number, maxAgeMs: number): boolean;
}

const processDigits = 8;
const secondDigits = 8;
const serialDigits = 4;
const labelDigits = processDigits + secondDigits + serialDigits;
const signatureDigits = 20;
const cookieDigits = labelDigits + signatureDigits;
const cookieName = 'muster';

/** @param key shared by all processes on one database */
export function sessionCookies(key: Buffer, issuer = randomBytes(processDigits / 2).toString('hex')): SessionCookies {
  const mac = hmacSha256(key);
  let serial = 0;
  const sign = (label: string): string => mac(Buffer.from(label, 'latin1')).toString('hex', 0, signatureDigits / 2);
  const ofLabel = (label: string): string => label + sign(label);
  return {
    issue(now) {
      serial = (serial + 1) % 16 ** serialDigits;
      return ofLabel(issuer + digits(Math.floor(now / 1000), secondDigits) + digits(serial, serialDigits));
    },
    labelOf: (cookie) => cookie.slice(0, labelDigits),
    ofLabel,
    isOwn: (cookie) => cookie.startsWith(issuer),
    isGood(cookie, now, maxAgeMs) {
      const age = now - Number.parseInt(cookie.slice(processDigits, processDigits + secondDigits), 16) * 1000;
      // Clocks of two machines differ by a little.
      if (age > maxAgeMs || age < -60_000) return false;
      const expected = Buffer.from(ofLabel(cookie.slice(0, labelDigits)));
      const given = Buffer.from(cookie);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

function digits(value: number, count: number): string {
  return value.toString(16).padStart(count, '0').slice(-count);
}

/**
 * Value of Set-Cookie: one short cookie of plain characters, without anything a small parser chokes on.
 * @param path some CPEs send no cookie back that came with one
 */
export function setCookie(cookie: string, secure: boolean, path: 'root' | 'none' = 'root'): string {
  return `${cookieName}=${cookie}${path === 'root' ? '; Path=/' : ''}; HttpOnly${secure ? '; Secure' : ''}`;
}

const cookieForm = new RegExp(`^"?([0-9a-f]{${cookieDigits}})"?(?=$|[;,\\s])`);

/** Our cookie in a Cookie header; some CPEs join cookies with commas or put values in quotes. */
export function cookieIn(header: string | undefined): string | null {
  if (header === undefined) return null;
  const at = header.indexOf(`${cookieName}=`);
  if (at < 0) return null;
  const match = cookieForm.exec(header.slice(at + cookieName.length + 1));
  return match ? match[1]! : null;
}

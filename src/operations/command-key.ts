import { timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '../base/hmac.ts';
import type { OperationId } from '../base/ids.ts';

/**
 * CommandKeys: `m1-` + 13 characters of the operation's id + `-` + attempt + `-` + 6 characters of MAC, 26 in all (32
 * are allowed, A.3.2.8). Each attempt has its own, so that a late TransferComplete of an old one moves nothing; the MAC
 * tells our keys from invented ones without a look-up.
 */
export interface CommandKeys {
  make(operation: OperationId, attempt: number): string;
  isOurs(key: string): boolean;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

export function commandKeys(secret: Buffer): CommandKeys {
  const sign = hmacSha256(secret);
  const mac = (body: string): string => base32(sign(Buffer.from(`command-key:${body}`)), 6);
  return {
    make(operation, attempt) {
      // The last 64 bits of a UUIDv7 are random; the first would be the time.
      const body = `m1-${base32(Buffer.from(operation.replaceAll('-', '').slice(16), 'hex'), 13)}-${attempt % 100}`;
      return `${body}-${mac(body)}`;
    },
    isOurs(key) {
      const match = /^(m1-[a-z2-7]{13}-\d{1,2})-([a-z2-7]{6})$/.exec(key);
      return match !== null && timingSafeEqual(Buffer.from(mac(match[1]!)), Buffer.from(match[2]!));
    },
  };
}

function base32(bytes: Buffer, length: number): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && out.length < length) {
      bits -= 5;
      out += alphabet[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return out.length < length ? out + alphabet[(value << (5 - bits)) & 31] : out;
}

import { createHash } from 'node:crypto';

/** The namespace of names in the DNS (RFC 4122 appendix C). */
const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

/** A UUID as TR-157 writes it: 8-4-4-4-12 hexadecimal digits, either case. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export const sameUuid = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * The UUID a gateway gives a deployment unit when the ACS gives none: name-based version 3 over `<Name>.<Vendor>.`,
 * as models up to Device:2.15 want it (TR-157 annex H).
 */
export function duUuid(name: string, vendor: string): string {
  const label = name.replace(/[^0-9a-zA-Z_-]/g, (character) =>
    [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
  const space = Buffer.from(dns.replaceAll('-', ''), 'hex');
  const hash = createHash('md5').update(space).update(`${label}.${vendor}.`).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x30;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

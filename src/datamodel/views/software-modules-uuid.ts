import { createHash } from 'node:crypto';

/** Namespace DNS of RFC 4122 appendix C. */
const dns = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');

/**
 * The UUID of a deployment unit that nobody gave one (TR-181 Annex C): name-based, of `<Name>.<Vendor>.` in the namespace
 * of DNS. Every version of the unit has the same.
 * @param version 3 or 5, see {@link uuidVersionOf}
 */
export function deploymentUnitUuid(name: string, vendor: string, version: 3 | 5): string {
  const bytes = createHash(version === 3 ? 'md5' : 'sha1')
    .update(dns)
    .update(`${encodedName(name)}.${vendor}.`)
    .digest();
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Which version a device makes: 3 in all models up to Device:2.15, 5 from 2.16 on. Of what devices tell any is accepted.
 * @param root of the device
 * @param rootDataModelVersion the parameter of that name, e.g. `2.15`; null where the device has none
 */
export function uuidVersionOf(root: string, rootDataModelVersion: string | null): 3 | 5 {
  const found = root === 'Device.' ? /^\s*(\d+)\.(\d+)/.exec(rootDataModelVersion ?? '') : null;
  if (!found) return 3;
  const [major, minor] = [Number(found[1]), Number(found[2])];
  return major > 2 || (major === 2 && minor >= 16) ? 5 : 3;
}

/** Whether two UUIDs are the same; case does not count. */
export function sameUuid(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The dot divides name from vendor, so one inside the name is encoded, as is all that is no letter, digit, _ or -. */
function encodedName(name: string): string {
  let encoded = '';
  for (const byte of Buffer.from(name, 'utf8')) {
    const char = String.fromCharCode(byte);
    encoded += /[0-9A-Za-z_-]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0')}`;
  }
  return encoded;
}

import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { MusterError } from '../../base/errors.ts';
import { holds, signatureAlgorithm, signed } from './algorithms.ts';
import { authorityKeyIdentifier, type Issuer, type SerialNumber } from './certificate.ts';
import {
  bits,
  bitsOf,
  bytesOf,
  decode,
  encode,
  integer,
  octets,
  oid,
  parts,
  pemBlocks,
  sequence,
  tagged,
  time,
  timeOf,
} from './der.ts';
import { decodeName, encodeName, showName } from './distinguished-name.ts';

export interface Revocation {
  readonly serial: SerialNumber;
  readonly at: Date;
}

/** A certificate revocation list, version 2 (RFC 5280 §5), in DER. @param number grows with every list */
export function writeCrl(
  issuer: Issuer,
  revoked: readonly Revocation[],
  when: { readonly number: number; readonly thisUpdate: Date; readonly nextUpdate: Date },
): Buffer {
  const number = Buffer.alloc(6);
  number.writeUIntBE(when.number, 0, 6);
  const numberBytes = number.subarray(Math.min(5, number.findIndex((byte) => byte !== 0) >>> 0));
  const body = sequence(
    integer(Buffer.of(1)),
    signatureAlgorithm(issuer.key),
    encodeName(issuer.subject),
    time(when.thisUpdate),
    time(when.nextUpdate),
    // Absent rather than empty (§5.1.2.6).
    ...(revoked.length === 0
      ? []
      : [sequence(...revoked.map(({ serial, at }) => sequence(integer(Buffer.from(serial, 'hex')), time(at))))]),
    tagged(
      0,
      sequence(
        authorityKeyIdentifier(createPublicKey(issuer.key)),
        sequence(oid('2.5.29.20'), octets(encode(integer(numberBytes)))),
      ),
    ),
  );
  return encode(sequence(body, signatureAlgorithm(issuer.key), bits(signed(encode(body), issuer.key))));
}

/** Which certificates are void, by issuer and serial number. */
export interface RevocationLists {
  isRevoked(certificate: { readonly issuer: string; readonly serial: SerialNumber }): boolean;
  readonly size: number;
  /** The earliest time that one of the lists should have been replaced by; null without lists. */
  readonly nextUpdate: Date | null;
}

/**
 * Reads the lists of a PEM text; each has to be signed by one of the issuers.
 * @throws MusterError `invalidConfiguration` for a list that cannot be read or that nobody known signed
 */
export function readCrls(pem: string, issuers: readonly X509Certificate[]): RevocationLists {
  const revoked = new Set<string>();
  let nextUpdate: Date | null = null;
  for (const der of pemBlocks(pem, 'X509 CRL')) {
    const list = readCrl(der);
    if (!issuers.some((issuer) => list.isSignedBy(issuer.publicKey))) {
      throw new MusterError(
        'invalidConfiguration',
        `the revocation list of "${showName(decodeName(decode(Buffer.from(list.issuer, 'hex'))))}" is not signed by any known CA`,
      );
    }
    for (const serial of list.serials) revoked.add(`${list.issuer} ${serial}`);
    if (list.nextUpdate && (nextUpdate === null || list.nextUpdate < nextUpdate)) nextUpdate = list.nextUpdate;
  }
  return {
    isRevoked: ({ issuer, serial }) => revoked.has(`${issuer} ${serial}`),
    size: revoked.size,
    nextUpdate,
  };
}

export const noRevocations: RevocationLists = { isRevoked: () => false, size: 0, nextUpdate: null };

function readCrl(der: Buffer): {
  readonly issuer: string;
  readonly serials: readonly SerialNumber[];
  readonly nextUpdate: Date | null;
  isSignedBy(key: KeyObject): boolean;
} {
  try {
    const [body, algorithm, signature] = parts(decode(der));
    const fields = parts(body);
    // Version is optional, and version 1 lists have none.
    let at = isInteger(fields[0]!) ? 2 : 1;
    const issuer = encode(fields[at++]!).toString('hex');
    at++;
    let nextUpdate: Date | null = null;
    if (fields[at] && isTime(fields[at]!)) nextUpdate = timeOf(fields[at++]);
    const list = fields[at];
    const serials =
      list && Array.isArray(list.value) && list.tagClass === 0
        ? parts(list).map((entry) => serialOf(bytesOf(parts(entry)[0])))
        : [];
    return {
      issuer,
      serials,
      nextUpdate,
      isSignedBy: (key) => holds(encode(body!), bitsOf(signature), algorithm!, key),
    };
  } catch (cause) {
    throw new MusterError('invalidConfiguration', 'a revocation list cannot be read', { cause });
  }
}

const isInteger = (value: { type: number; tagClass: number }): boolean => value.tagClass === 0 && value.type === 2;
const isTime = (value: { type: number; tagClass: number }): boolean =>
  value.tagClass === 0 && (value.type === 23 || value.type === 24);

/** A serial number as it is compared: hexadecimal, without the zero byte that DER puts before a high bit. */
export function serialOf(bytes: Buffer): SerialNumber {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  return bytes.subarray(start).toString('hex');
}

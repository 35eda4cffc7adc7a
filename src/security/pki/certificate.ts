import { createHash, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { signatureAlgorithm, signed } from './algorithms.ts';
import {
  type Asn1,
  bits,
  bitsOf,
  decode,
  encode,
  integer,
  octets,
  oid,
  parts,
  sequence,
  tagged,
  taggedBytes,
  time,
  yes,
} from './der.ts';
import { encodeName, type NameParts } from './distinguished-name.ts';

/** What a certificate is for. */
export type Purpose = 'ca' | 'server' | 'client';

export interface CertificateWish {
  readonly purpose: Purpose;
  readonly subject: NameParts;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Names in subjectAltName: URIs, host names and addresses. */
  readonly uris?: readonly string[];
  readonly hosts?: readonly string[];
}

export interface Issuer {
  readonly subject: NameParts;
  readonly key: KeyObject;
}

/** Hexadecimal, lower case, without leading zeros beyond whole bytes. */
export type SerialNumber = string;

/** An X.509 v3 certificate in DER (RFC 5280), signed by the issuer; for a CA of its own the issuer is itself. */
export function issueCertificate(wish: CertificateWish, issuer: Issuer): { der: Buffer; serial: SerialNumber } {
  const serial = randomBytes(16);
  // Positive, and never shortened by DER.
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const algorithm = (): Asn1 => signatureAlgorithm(issuer.key);
  const body = sequence(
    tagged(0, integer(Buffer.of(2))),
    integer(serial),
    algorithm(),
    encodeName(issuer.subject),
    sequence(time(wish.notBefore), time(wish.notAfter)),
    encodeName(wish.subject),
    decode(spkiOf(wish.publicKey)),
    tagged(3, sequence(...extensions(wish, issuer))),
  );
  const der = encode(sequence(body, algorithm(), bits(signed(encode(body), issuer.key))));
  return { der, serial: serial.toString('hex') };
}

const extension = (dotted: string, value: Asn1, critical = false): Asn1 =>
  sequence(oid(dotted), ...(critical ? [yes()] : []), octets(encode(value)));

/** RFC 5280 §4.2.1.1. */
export const authorityKeyIdentifier = (issuer: KeyObject): Asn1 =>
  extension('2.5.29.35', sequence(taggedBytes(0, keyIdentifier(issuer))));

function extensions(wish: CertificateWish, issuer: Issuer): Asn1[] {
  const isCa = wish.purpose === 'ca';
  const found = [
    extension('2.5.29.19', isCa ? sequence(yes(), integer(Buffer.of(0))) : sequence(), true),
    // keyCertSign and cRLSign; digitalSignature and keyEncipherment.
    extension('2.5.29.15', isCa ? bits(Buffer.of(0x06), 1) : bits(Buffer.of(0xa0), 5), true),
    extension('2.5.29.14', octets(keyIdentifier(wish.publicKey))),
    authorityKeyIdentifier(createPublicKey(issuer.key)),
  ];
  if (!isCa) {
    const use = wish.purpose === 'server' ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2';
    found.push(extension('2.5.29.37', sequence(oid(use))));
  }
  const names = [
    ...(wish.uris ?? []).map((uri) => taggedBytes(6, Buffer.from(uri, 'latin1'))),
    ...(wish.hosts ?? []).map((host) =>
      isIP(host) === 0 ? taggedBytes(2, Buffer.from(host, 'latin1')) : taggedBytes(7, addressBytes(host)),
    ),
  ];
  if (names.length > 0) found.push(extension('2.5.29.17', sequence(...names)));
  return found;
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** SHA-1 of the key bits: a name, not a protection (RFC 5280 §4.2.1.2). */
function keyIdentifier(key: KeyObject): Buffer {
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  return createHash('sha1')
    .update(bitsOf(parts(decode(spkiOf(publicKey)))[1]))
    .digest();
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // The URL parser writes every IPv6 address in one form, without embedded IPv4.
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const words = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
  const front = words(head);
  const back = tail === undefined ? [] : words(tail);
  const all = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}

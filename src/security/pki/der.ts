import forge from 'node-forge';

/** ASN.1 as node-forge has it; written and read as DER. */
export type Asn1 = forge.asn1.Asn1;

const { asn1 } = forge;
const { Class, Type } = asn1;

export const sequence = (...parts: Asn1[]): Asn1 => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts);
export const set = (...parts: Asn1[]): Asn1 => asn1.create(Class.UNIVERSAL, Type.SET, true, parts);
export const nothing = (): Asn1 => asn1.create(Class.UNIVERSAL, Type.NULL, false, '');
export const oid = (dotted: string): Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(dotted).getBytes());
export const yes = (): Asn1 => asn1.create(Class.UNIVERSAL, Type.BOOLEAN, false, '\xff');
export const octets = (bytes: Buffer): Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, bytes.toString('latin1'));
export const utf8Text = (text: string): Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.UTF8, false, Buffer.from(text, 'utf8').toString('latin1'));
export const printable = (text: string): Asn1 => asn1.create(Class.UNIVERSAL, Type.PRINTABLESTRING, false, text);
/** Context-specific `[n]`, constructed. */
export const tagged = (n: number, ...parts: Asn1[]): Asn1 => asn1.create(Class.CONTEXT_SPECIFIC, n, true, parts);
/** Context-specific `[n]`, primitive. */
export const taggedBytes = (n: number, bytes: Buffer): Asn1 =>
  asn1.create(Class.CONTEXT_SPECIFIC, n, false, bytes.toString('latin1'));
/** @param unused bits of the last byte that do not count */
export const bits = (bytes: Buffer, unused = 0): Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.BITSTRING, false, String.fromCharCode(unused) + bytes.toString('latin1'));

/** A positive INTEGER from big-endian bytes. */
export function integer(bytes: Buffer): Asn1 {
  const positive = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return asn1.create(Class.UNIVERSAL, Type.INTEGER, false, positive.toString('latin1'));
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280 §4.1.2.5). */
export function time(at: Date): Asn1 {
  const digits = at.toISOString().slice(0, 19).replace(/[-:T]/g, '');
  return at.getUTCFullYear() < 2050
    ? asn1.create(Class.UNIVERSAL, Type.UTCTIME, false, `${digits.slice(2)}Z`)
    : asn1.create(Class.UNIVERSAL, Type.GENERALIZEDTIME, false, `${digits}Z`);
}

export function encode(value: Asn1): Buffer {
  return Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
}

/** @throws Error on anything that is not one DER value */
export function decode(der: Buffer): Asn1 {
  return asn1.fromDer(der.toString('latin1'));
}

/** The parts of a SEQUENCE or SET. @throws TypeError for anything else */
export function parts(value: Asn1 | undefined): Asn1[] {
  if (value === undefined || !Array.isArray(value.value)) throw new TypeError('a structure is missing its parts');
  return value.value;
}

/** The bytes of a primitive value. @throws TypeError for a structure */
export function bytesOf(value: Asn1 | undefined): Buffer {
  if (value === undefined || typeof value.value !== 'string') throw new TypeError('a value is missing');
  return Buffer.from(value.value, 'latin1');
}

/** What a BIT STRING holds; forge reads into it where it looks like DER itself. */
export function bitsOf(value: Asn1 | undefined): Buffer {
  const raw = (value as (Asn1 & { bitStringContents?: string }) | undefined)?.bitStringContents;
  return (raw === undefined ? bytesOf(value) : Buffer.from(raw, 'latin1')).subarray(1);
}

export function oidOf(value: Asn1 | undefined): string {
  return asn1.derToOid(bytesOf(value).toString('latin1'));
}

/** Whether a value is the context-specific `[n]`. */
export function isTagged(value: Asn1, n: number): boolean {
  return value.tagClass === Class.CONTEXT_SPECIFIC && value.type === n;
}

/** A character string of any of the types that names use. */
export function textOf(value: Asn1): string {
  const bytes = bytesOf(value);
  if (value.type === Type.BMPSTRING) return bytes.swap16().toString('utf16le');
  return value.type === Type.UTF8 ? bytes.toString('utf8') : bytes.toString('latin1');
}

/** The instant of a UTCTime or GeneralizedTime. */
export function timeOf(value: Asn1 | undefined): Date {
  const text = bytesOf(value).toString('latin1');
  return value!.type === Type.UTCTIME ? asn1.utcTimeToDate(text) : asn1.generalizedTimeToDate(text);
}

export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Every block of this label in a PEM text. */
export function pemBlocks(text: string, label: string): Buffer[] {
  const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]*)-----END ${label}-----`, 'g');
  return [...text.matchAll(block)].map((match) => Buffer.from(match[1]!, 'base64'));
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Endpoint, readAddress, writeAddress } from './stun-address.ts';

/**
 * STUN messages as both ends read and write them: RFC 5389, the older RFC 3489 that CPEs were built on, and the two
 * attributes of TR-069 Annex G. Pure; sockets, secrets and who may ask what are the caller's business.
 */
export interface StunMessage {
  readonly type: number;
  /** 16 bytes. With the cookie in front (RFC 5389) or, from an older client, without. */
  readonly transaction: Buffer;
  readonly attributes: readonly StunAttribute[];
  /** The datagram itself, which integrity and fingerprint are computed over. */
  readonly raw: Buffer;
}

export interface StunAttribute {
  readonly type: number;
  readonly value: Buffer;
  /** Where its header begins in the datagram. */
  readonly at: number;
}

export const stunTypes = { bindingRequest: 0x0001, bindingResponse: 0x0101, bindingError: 0x0111 } as const;

export const stunAttributes = {
  mappedAddress: 0x0001,
  responseAddress: 0x0002,
  changeRequest: 0x0003,
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  unknownAttributes: 0x000a,
  xorMappedAddress: 0x0020,
  software: 0x8022,
  fingerprint: 0x8028,
  /** TR-069 Annex G: the request comes from the port that connection requests are heard at. */
  connectionRequestBinding: 0xc001,
  /** TR-069 Annex G: the binding is another one than the last time. */
  bindingChange: 0xc002,
} as const;

/** Value of CONNECTION-REQUEST-BINDING: 20 bytes, the last one a space. */
export const connectionRequestBindingValue = Buffer.from('dslforum.org/TR-111 ', 'latin1');

const headerBytes = 20;
const integrityBytes = 20;
const cookie = Buffer.of(0x21, 0x12, 0xa4, 0x42);
const fingerprintMask = 0x5354554e;

/** @returns null for anything that is not one whole STUN message */
export function readStun(datagram: Buffer): StunMessage | null {
  if (datagram.length < headerBytes || (datagram[0]! & 0xc0) !== 0) return null;
  if (datagram.readUInt16BE(2) !== datagram.length - headerBytes || datagram.length % 4 !== 0) return null;
  const attributes: StunAttribute[] = [];
  for (let at = headerBytes; at < datagram.length; ) {
    const type = datagram.readUInt16BE(at);
    const end = at + 4 + datagram.readUInt16BE(at + 2);
    if (end > datagram.length) return null;
    attributes.push({ type, value: datagram.subarray(at + 4, end), at });
    at = padded(end);
  }
  return { type: datagram.readUInt16BE(0), transaction: datagram.subarray(4, headerBytes), attributes, raw: datagram };
}

/** The first of its type that counts: after MESSAGE-INTEGRITY only FINGERPRINT does (RFC 5389 §15.4). */
export function attributeOf(message: StunMessage, type: number): StunAttribute | undefined {
  const sealed = message.attributes.find((attribute) => attribute.type === stunAttributes.messageIntegrity)?.at;
  return message.attributes.find(
    (attribute) =>
      attribute.type === type &&
      (sealed === undefined || attribute.at <= sealed || type === stunAttributes.fingerprint),
  );
}

/** Whether the sender knows RFC 5389; an older one reads MAPPED-ADDRESS only. */
export function hasCookie(message: { readonly transaction: Buffer }): boolean {
  return message.transaction.subarray(0, 4).equals(cookie);
}

/**
 * Whether MESSAGE-INTEGRITY is there and made with this key, in the form of RFC 5389 or of RFC 3489 (text padded with
 * zeros to a multiple of 64 bytes).
 */
export function integrityHolds(message: StunMessage, key: string | Buffer): boolean {
  const attribute = attributeOf(message, stunAttributes.messageIntegrity);
  if (attribute?.value.length !== integrityBytes) return false;
  const text = Buffer.from(message.raw.subarray(0, attribute.at));
  text.writeUInt16BE(attribute.at + 4 + integrityBytes - headerBytes, 2);
  const older = Buffer.concat([text, Buffer.alloc((64 - (text.length % 64)) % 64)]);
  // Both are always computed: how long a refusal takes tells nothing.
  const holds = [text, older].map((form) => timingSafeEqual(hmac(key, form), attribute.value));
  return holds.includes(true);
}

/** True where there is no FINGERPRINT, or a right one at the end. */
export function fingerprintHolds(message: StunMessage): boolean {
  const attribute = message.attributes.find(({ type }) => type === stunAttributes.fingerprint);
  if (!attribute) return true;
  if (attribute.value.length !== 4 || attribute.at + 8 !== message.raw.length) return false;
  return attribute.value.readUInt32BE(0) === fingerprintOf(message.raw.subarray(0, attribute.at));
}

/** The address in an attribute of an answer, or null. */
export function addressIn(message: StunMessage, type: number): Endpoint | null {
  const value = attributeOf(message, type)?.value;
  if (!value) return null;
  return readAddress(value, type === stunAttributes.xorMappedAddress ? message.transaction : null);
}

export interface StunWish {
  readonly type: number;
  readonly transaction: Buffer;
  readonly attributes: readonly { readonly type: number; readonly value: Buffer }[];
  /** Adds MESSAGE-INTEGRITY made with it; the older form for senders without the cookie. */
  readonly key?: string | Buffer | undefined;
  readonly fingerprint?: boolean | undefined;
  /** Byte that attributes are padded with. */
  readonly pad?: number | undefined;
}

export function writeStun({ type, transaction, attributes, key, fingerprint = false, pad = 0 }: StunWish): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  let message = Buffer.concat([header, transaction, ...attributes.map((one) => attributeBytes(one, pad))]);
  if (key !== undefined) {
    message.writeUInt16BE(message.length + 4 + integrityBytes - headerBytes, 2);
    const old = !hasCookie({ transaction });
    const text = old ? Buffer.concat([message, Buffer.alloc((64 - (message.length % 64)) % 64)]) : message;
    const value = hmac(key, text);
    message = Buffer.concat([message, attributeBytes({ type: stunAttributes.messageIntegrity, value }, pad)]);
  }
  message.writeUInt16BE(message.length + (fingerprint ? 8 : 0) - headerBytes, 2);
  if (!fingerprint) return message;
  const value = Buffer.alloc(4);
  value.writeUInt32BE(fingerprintOf(message), 0);
  return Buffer.concat([message, attributeBytes({ type: stunAttributes.fingerprint, value }, pad)]);
}

/** Value of MAPPED-ADDRESS, or of XOR-MAPPED-ADDRESS. */
export function addressValue(type: number, endpoint: Endpoint, transaction: Buffer): Buffer {
  return writeAddress(endpoint, type === stunAttributes.xorMappedAddress ? transaction : null);
}

/** Value of ERROR-CODE. The reason is for people and costs bytes: empty keeps an answer small. */
export function errorCodeValue(code: number, reason = ''): Buffer {
  return Buffer.concat([Buffer.of(0, 0, Math.floor(code / 100), code % 100), Buffer.from(reason, 'utf8')]);
}

/** The number in ERROR-CODE, or null. */
export function errorCodeIn(message: StunMessage): number | null {
  const value = attributeOf(message, stunAttributes.errorCode)?.value;
  return value && value.length >= 4 ? (value[2]! & 7) * 100 + value[3]! : null;
}

function attributeBytes({ type, value }: { type: number; value: Buffer }, pad: number): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length), pad);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function hmac(key: string | Buffer, text: Buffer): Buffer {
  return createHmac('sha1', key).update(text).digest();
}

function fingerprintOf(before: Buffer): number {
  return (crc32(before) ^ fingerprintMask) >>> 0;
}

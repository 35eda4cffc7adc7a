import { createHmac, timingSafeEqual } from 'node:crypto';
import { MusterError } from '../base/errors.ts';
import type { DeviceKey, FileId, OperationId } from '../base/ids.ts';

/** Who may fetch what, why, and until when: all a link says. */
export interface LinkClaim {
  readonly fileId: FileId;
  readonly deviceKey: DeviceKey;
  /** The operation the link was made for: withdrawing and evidence go by it. */
  readonly purpose: OperationId;
  /** Milliseconds since the epoch; whole seconds. */
  readonly expiresAt: number;
}

export type LinkCheck =
  | { readonly status: 'valid' | 'expired'; readonly claim: LinkClaim }
  | { readonly status: 'forged' }
  | { readonly status: 'malformed' };

/** Download.URL is string(256), TR-069 Table 29; a longer one is fault 9003 at best. */
export const maxLinkLength = 256;

/** Path in front of the token. */
export const linkPrefix = '/f/';

// Layout: version 1, file 16, device 8, purpose 16, expiry in seconds 6; then the MAC.
const version = 1;
const claimLength = 47;
/** 128 bits of HMAC-SHA256 (RFC 2104 §5 allows half). */
const macLength = 16;
/** 63 bytes are 84 characters without a bit to spare: every token has one spelling. */
const token = /^[A-Za-z0-9_-]{84}$/;
const tokenLength = 84;

/** Room a base must leave for `/f/`, the token, a slash and a name one can recognise. */
export const maxBaseLength = maxLinkLength - linkPrefix.length - tokenLength - 1 - 32;

/** @param expiresAt milliseconds since the epoch; rounded up to a second */
export function signLink(key: Buffer, claim: LinkClaim): string {
  const bytes = Buffer.alloc(claimLength);
  bytes[0] = version;
  uuidBytes(claim.fileId).copy(bytes, 1);
  bytes.writeBigUInt64BE(BigInt(claim.deviceKey), 17);
  uuidBytes(claim.purpose).copy(bytes, 25);
  bytes.writeUIntBE(Math.ceil(claim.expiresAt / 1000), 41, 6);
  return Buffer.concat([bytes, mac(key, bytes)]).toString('base64url');
}

/**
 * Reads a token back. The signature is checked first, in constant time: nothing of a forged token is believed.
 * @param now milliseconds since the epoch
 */
export function checkLink(key: Buffer, text: string, now: number): LinkCheck {
  if (!token.test(text)) return { status: 'malformed' };
  const bytes = Buffer.from(text, 'base64url');
  const signed = bytes.subarray(0, claimLength);
  if (!timingSafeEqual(mac(key, signed), bytes.subarray(claimLength))) return { status: 'forged' };
  if (signed[0] !== version) return { status: 'malformed' };
  const claim: LinkClaim = {
    fileId: uuidText(signed.subarray(1, 17)) as FileId,
    deviceKey: Number(signed.readBigUInt64BE(17)) as DeviceKey,
    purpose: uuidText(signed.subarray(25, 41)) as OperationId,
    expiresAt: signed.readUIntBE(41, 6) * 1000,
  };
  return { status: now < claim.expiresAt ? 'valid' : 'expired', claim };
}

/**
 * The whole URL, at most 256 characters: `base/f/token/name`. The name is for people and for CPEs that look at the
 * extension; it is not signed, made of harmless characters only, and shortened in its middle where it must be.
 * @param base scheme, host and port, without a trailing slash
 * @throws MusterError invalidConfiguration when the base is too long
 */
export function linkUrl(base: string, signed: string, name: string): string {
  if (base.length > maxBaseLength) {
    throw new MusterError(
      'invalidConfiguration',
      `the public address ${base} has more than ${maxBaseLength} characters`,
    );
  }
  const start = `${base}${linkPrefix}${signed}/`;
  return start + safeName(name, maxLinkLength - start.length);
}

/** The token of a request path (without query) that a link made, or null for any other path. */
export function tokenOf(path: string): string | null {
  if (!path.startsWith(linkPrefix)) return null;
  const slash = path.indexOf('/', linkPrefix.length);
  return path.slice(linkPrefix.length, slash < 0 ? undefined : slash);
}

function safeName(name: string, most: number): string {
  const safe = name.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^\.+/, '_') || '_';
  if (safe.length <= most) return safe;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  return safe.slice(0, most - extension.length) + extension;
}

function mac(key: Buffer, bytes: Buffer): Buffer {
  // The prefix keeps a MAC made here from meaning anything elsewhere, should the key ever be shared.
  return createHmac('sha256', key).update('muster file link\0').update(bytes).digest().subarray(0, macLength);
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

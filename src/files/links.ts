import { createHmac, timingSafeEqual } from 'node:crypto';
import { MusterError } from '../base/errors.ts';
import type { DeviceKey, FileId, OperationId, UploadId } from '../base/ids.ts';

/** Who may fetch what, why, and until when: all a link says. */
export interface LinkClaim {
  readonly fileId: FileId;
  readonly deviceKey: DeviceKey;
  /** The operation the link was made for: withdrawing and evidence go by it. */
  readonly purpose: OperationId;
  /** Milliseconds since the epoch; whole seconds. */
  readonly expiresAt: number;
}

/** Who may bring one upload, and for which operation. Its id is in the link, so that a link makes one upload and no more. */
export interface UploadClaim {
  readonly uploadId: UploadId;
  readonly deviceKey: DeviceKey;
  readonly purpose: OperationId;
  /** Milliseconds since the epoch; whole seconds. */
  readonly expiresAt: number;
}

export type LinkCheck<Claim = LinkClaim> =
  | { readonly status: 'valid' | 'expired'; readonly claim: Claim }
  | { readonly status: 'forged' }
  | { readonly status: 'malformed' };

/** Download.URL is string(256), TR-069 Table 29; a longer one is fault 9003 at best. */
export const maxLinkLength = 256;

/** Path in front of the token. */
export const linkPrefix = '/f/';
/** The same for uploads; as long as the other. */
export const uploadPrefix = '/u/';

// Layout: version 1, file or upload 16, device 8, purpose 16, expiry in seconds 6; then the MAC.
// The version is signed too, so a link that a file was to be fetched by never takes bytes in.
const fetching = 1;
const bringing = 2;
const claimLength = 47;
/** 128 bits of HMAC-SHA256 (RFC 2104 §5 allows half). */
const macLength = 16;
/** 63 bytes are 84 characters without a bit to spare: every token has one spelling. */
const token = /^[A-Za-z0-9_-]{84}$/;
const tokenLength = 84;

/** Room a base must leave for `/f/`, the token, a slash and a name one can recognise. */
export const maxBaseLength = maxLinkLength - linkPrefix.length - tokenLength - 1 - 32;

/** @param claim its `expiresAt` is rounded up to a second */
export function signLink(key: Buffer, claim: LinkClaim): string {
  return sign(key, fetching, claim.fileId, claim);
}

/** As {@link signLink}, for bringing an upload. */
export function signUploadLink(key: Buffer, claim: UploadClaim): string {
  return sign(key, bringing, claim.uploadId, claim);
}

/**
 * Reads a token back. The signature is checked first, in constant time: nothing of a forged token is believed.
 * @param now milliseconds since the epoch
 */
export function checkLink(key: Buffer, text: string, now: number): LinkCheck {
  return check(key, fetching, text, now, (id, rest) => ({ fileId: id as FileId, ...rest }));
}

/** As {@link checkLink}, for uploads. */
export function checkUploadLink(key: Buffer, text: string, now: number): LinkCheck<UploadClaim> {
  return check(key, bringing, text, now, (id, rest) => ({ uploadId: id as UploadId, ...rest }));
}

type Rest = Omit<LinkClaim, 'fileId'>;

function sign(key: Buffer, version: number, id: string, claim: Rest): string {
  const bytes = Buffer.alloc(claimLength);
  bytes[0] = version;
  uuidBytes(id).copy(bytes, 1);
  bytes.writeBigUInt64BE(BigInt(claim.deviceKey), 17);
  uuidBytes(claim.purpose).copy(bytes, 25);
  bytes.writeUIntBE(Math.ceil(claim.expiresAt / 1000), 41, 6);
  return Buffer.concat([bytes, mac(key, bytes)]).toString('base64url');
}

function check<Claim extends Rest>(
  key: Buffer,
  version: number,
  text: string,
  now: number,
  claimOf: (id: string, rest: Rest) => Claim,
): LinkCheck<Claim> {
  if (!token.test(text)) return { status: 'malformed' };
  const bytes = Buffer.from(text, 'base64url');
  const signed = bytes.subarray(0, claimLength);
  if (!timingSafeEqual(mac(key, signed), bytes.subarray(claimLength))) return { status: 'forged' };
  if (signed[0] !== version) return { status: 'malformed' };
  const claim = claimOf(uuidText(signed.subarray(1, 17)), {
    deviceKey: Number(signed.readBigUInt64BE(17)) as DeviceKey,
    purpose: uuidText(signed.subarray(25, 41)) as OperationId,
    expiresAt: signed.readUIntBE(41, 6) * 1000,
  });
  return { status: now < claim.expiresAt ? 'valid' : 'expired', claim };
}

/**
 * The whole URL, at most 256 characters: `base/f/token/name`, or `/u/` for an upload. The name is for people and for CPEs that look at the
 * extension; it is not signed, made of harmless characters only, and shortened in its middle where it must be.
 * @param base scheme, host and port, without a trailing slash
 * @throws MusterError invalidConfiguration when the base is too long
 */
export function linkUrl(base: string, signed: string, name: string, prefix: string = linkPrefix): string {
  if (base.length > maxBaseLength) {
    throw new MusterError(
      'invalidConfiguration',
      `the public address ${base} has more than ${maxBaseLength} characters`,
    );
  }
  const start = `${base}${prefix}${signed}/`;
  return start + safeName(name, maxLinkLength - start.length);
}

/** The token of a request path (without query) that a link made, or null for any other path. */
export function tokenOf(path: string, prefix: string = linkPrefix): string | null {
  if (!path.startsWith(prefix)) return null;
  const slash = path.indexOf('/', prefix.length);
  return path.slice(prefix.length, slash < 0 ? undefined : slash);
}

/** The path of a request target, be it in origin form or, as some CPE send it, the absolute URL. */
export function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
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

import { randomBytes } from 'node:crypto';

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Internal row key of a device (PostgreSQL bigint; stays below 2^53). */
export type DeviceKey = Branded<number, 'DeviceKey'>;
/** Public id of a device: `OUI-ProductClass-SerialNumber`, see {@link deviceIdOf}. */
export type DeviceId = Branded<string, 'DeviceId'>;
export type OperationId = Branded<string, 'OperationId'>;
export type CampaignId = Branded<string, 'CampaignId'>;
export type ModuleSetId = Branded<string, 'ModuleSetId'>;
export type FileId = Branded<string, 'FileId'>;
export type UploadId = Branded<string, 'UploadId'>;
export type KeyId = Branded<string, 'KeyId'>;

/**
 * A new UUID version 7 (RFC 9562 §5.7): time ordered, so that rows made together lie together in an index.
 * @param now milliseconds since the epoch
 */
export function newId<T extends string>(now: number): Branded<string, T> {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Branded<
    string,
    T
  >;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a canonical lower-case UUID: what every public id but a device's looks like. */
export function looksLikeId(text: string): boolean {
  return uuid.test(text);
}

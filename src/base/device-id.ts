import type { DeviceId } from './ids.ts';

export interface DeviceIdentity {
  /** Six hexadecimal digits, upper case. */
  readonly oui: string;
  /** '' where the CPE has none. */
  readonly productClass: string;
  readonly serialNumber: string;
}

/**
 * The public id of a device: `OUI-ProductClass-SerialNumber`, or `OUI-SerialNumber` without a product class.
 * Each part is percent-encoded, `-` included, so that ids split without guessing whatever a vendor puts in a serial.
 */
export function deviceIdOf(identity: DeviceIdentity): DeviceId {
  const { oui, productClass, serialNumber } = identity;
  const id =
    productClass === ''
      ? `${encodePart(oui)}-${encodePart(serialNumber)}`
      : `${encodePart(oui)}-${encodePart(productClass)}-${encodePart(serialNumber)}`;
  return id as DeviceId;
}

/** The product class in a public id; '' where there is none. */
export function productClassIn(id: DeviceId): string {
  const parts = id.split('-');
  return parts.length === 3 ? decodeURIComponent(parts[1]!) : '';
}

const plain = /^[A-Za-z0-9_.~]*$/;

function encodePart(part: string): string {
  if (plain.test(part)) return part;
  return encodeURIComponent(part.toWellFormed()).replace(
    /[-!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

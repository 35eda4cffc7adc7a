import { type DeviceIdentity, deviceIdOf } from '../../base/device-id.ts';
import type { SerialNumber } from './certificate.ts';
import { serialOf } from './crl.ts';
import { bytesOf, decode, encode, isTagged, oidOf, parts, textOf, timeOf } from './der.ts';
import { decodeName } from './distinguished-name.ts';

/** What a gateway's certificate says about whose it is. */
export interface DeviceCertificate {
  /** Hexadecimal DER of the issuer's name. */
  readonly issuer: string;
  readonly serial: SerialNumber;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Device ids in full, as in `Device.id`. */
  readonly ids: readonly string[];
  /** `OUI-SerialNumber`: any product class of that manufacturer with that serial number. */
  readonly serials: readonly string[];
}

/** Prefix of the URI in certificates that Muster issues; what follows is the device's id. */
export const deviceUri = 'urn:muster:device:';
/** USP endpoint ids (TR-369 §2.2.1): the same identities under another name. */
const uspUri = 'urn:bbf:usp:id:';

/**
 * Reads a certificate (DER). Forms of identity, any of which is enough:
 *
 * - subjectAltName URI `urn:muster:device:<device id>`;
 * - subjectAltName URI `urn:bbf:usp:id:ops::<OUI>-<ProductClass>-<SerialNumber>` or `…os::<OUI>-<SerialNumber>`;
 * - subject CN `<OUI>-<ProductClass>-<SerialNumber>` or `<OUI>-<SerialNumber>`, parts percent-encoded as in device ids;
 * - subject serialNumber together with an OU of six hexadecimal digits, the OUI.
 *
 * @throws Error when it is not a certificate
 */
export function readDeviceCertificate(der: Buffer): DeviceCertificate {
  const fields = parts(parts(decode(der))[0]);
  let at = isTagged(fields[0]!, 0) ? 1 : 0;
  const serial = serialOf(bytesOf(fields[at++]));
  at++;
  const issuer = encode(fields[at++]!).toString('hex');
  const [notBefore, notAfter] = parts(fields[at++]);
  const subject = decodeName(fields[at++]!);
  const ids = new Set<string>();
  const serials = new Set<string>();
  const add = (name: string): void => {
    const pieces = name.split('-');
    if (pieces.length === 2) serials.add(name);
    else if (pieces.length === 3) ids.add(name);
  };
  for (const [attribute, text] of subject) if (attribute === 'CN' && startsWithOui.test(text)) add(upperOui(text));
  const ouis = subject.filter(([attribute, text]) => attribute === 'OU' && oui.test(text)).map(([, text]) => text);
  for (const [attribute, text] of subject) {
    if (attribute !== 'serialNumber' || ouis.length !== 1) continue;
    serials.add(deviceIdOf({ oui: ouis[0]!.toUpperCase(), productClass: '', serialNumber: text }));
  }
  for (const uri of urisOf(fields.slice(at))) {
    if (uri.startsWith(deviceUri)) ids.add(upperOui(uri.slice(deviceUri.length)));
    else if (uri.startsWith(`${uspUri}ops::`)) add(upperOui(uri.slice(uspUri.length + 5)));
    else if (uri.startsWith(`${uspUri}os::`)) add(upperOui(uri.slice(uspUri.length + 4)));
  }
  return {
    issuer,
    serial,
    notBefore: timeOf(notBefore).getTime(),
    notAfter: timeOf(notAfter).getTime(),
    ids: [...ids],
    serials: [...serials],
  };
}

/** Whether the certificate is that of the device which calls itself so. */
export function isCertificateOf(certificate: DeviceCertificate, device: DeviceIdentity): boolean {
  if (device.serialNumber === '') return false;
  if (certificate.ids.includes(deviceIdOf(device))) return true;
  return certificate.serials.includes(deviceIdOf({ ...device, productClass: '' }));
}

const oui = /^[0-9A-Fa-f]{6}$/;
const startsWithOui = /^[0-9A-Fa-f]{6}-/;
const upperOui = (name: string): string => name.slice(0, 6).toUpperCase() + name.slice(6);

function urisOf(rest: ReturnType<typeof parts>): string[] {
  const wrapper = rest.find((field) => isTagged(field, 3));
  if (!wrapper) return [];
  for (const extension of parts(parts(wrapper)[0])) {
    const fields = parts(extension);
    if (oidOf(fields[0]) !== '2.5.29.17') continue;
    const names = parts(decode(bytesOf(fields.at(-1))));
    return names.filter((name) => isTagged(name, 6)).map(textOf);
  }
  return [];
}

import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { DeviceIdentity } from '../base/device-id.ts';
import type { RevocationLists } from '../security/pki/crl.ts';
import { type DeviceCertificate, isCertificateOf, readDeviceCertificate } from '../security/pki/identity.ts';

/** A gateway that proved by TLS that it holds the key of a certificate. */
export interface CertificateClaim {
  readonly kind: 'certificate';
  /** `x509:` and the SHA-256 of the certificate: what a session is bound to. */
  readonly username: string;
  /** For logs: whose certificate it says it is. */
  readonly names: readonly string[];
  isOf(device: DeviceIdentity): boolean;
}

export type ClientCertificate =
  | { readonly kind: 'none' }
  /** Not issued by a known CA, expired, or without a name that we read: as good as none. */
  | { readonly kind: 'untrusted'; readonly reason: string }
  /** Its holder is not who it was issued to any more: refused, whatever else comes with it. */
  | { readonly kind: 'revoked'; readonly reason: string }
  | { readonly kind: 'good'; readonly claim: CertificateClaim };

/** Looks at what the other side of a connection showed. Revocation and time are asked anew each time. */
export type CertificateReader = (socket: Socket, now: number) => ClientCertificate;

interface Shown {
  readonly chain: readonly DeviceCertificate[];
  readonly claim: CertificateClaim;
}

/** @param revocations the lists as they are at the moment */
export function certificateReader(revocations: () => RevocationLists): CertificateReader {
  const shownOn = new WeakMap<Socket, Shown | { readonly reason: string } | null>();

  return (socket, now) => {
    let shown = shownOn.get(socket);
    if (shown === undefined) {
      shown = readShown(socket as TLSSocket);
      shownOn.set(socket, shown);
    }
    if (shown === null) return { kind: 'none' };
    if ('reason' in shown) return { kind: 'untrusted', reason: shown.reason };
    for (const certificate of shown.chain) {
      if (revocations().isRevoked(certificate)) {
        return { kind: 'revoked', reason: `the certificate ${certificate.serial} was revoked` };
      }
      if (now < certificate.notBefore || now > certificate.notAfter) {
        return { kind: 'untrusted', reason: 'a certificate that is not valid at this time' };
      }
    }
    return { kind: 'good', claim: shown.claim };
  };
}

function readShown(socket: TLSSocket): Shown | { reason: string } | null {
  if (socket.encrypted !== true) return null;
  const leaf = socket.getPeerCertificate(true);
  if (!leaf?.raw) return null;
  if (!socket.authorized) return { reason: `a certificate that is not trusted: ${String(socket.authorizationError)}` };
  try {
    const chain: DeviceCertificate[] = [];
    // The root issues itself; a chain has no more than a handful.
    for (let at = leaf; at?.raw && chain.length < 8; at = at.issuerCertificate) {
      chain.push(readDeviceCertificate(at.raw));
      if (at.issuerCertificate === at || at.issuerCertificate?.raw?.equals(at.raw)) break;
    }
    const own = chain[0]!;
    if (own.ids.length === 0 && own.serials.length === 0) return { reason: 'a certificate that names no gateway' };
    const claim: CertificateClaim = {
      kind: 'certificate',
      username: `x509:${createHash('sha256').update(leaf.raw).digest('hex')}`,
      names: [...own.ids, ...own.serials],
      isOf: (device) => isCertificateOf(own, device),
    };
    return { chain, claim };
  } catch {
    return { reason: 'a certificate that cannot be read' };
  }
}

/** The id of the device that a certificate is of, for the record; null where it only has a serial number. */
export function ownerOf(claim: CertificateClaim): string | null {
  return claim.names.find((name) => name.split('-').length === 3) ?? claim.names[0] ?? null;
}

import { createPublicKey, type KeyObject } from 'node:crypto';
import { MusterError } from '../../base/errors.ts';
import { holds } from './algorithms.ts';
import { bitsOf, decode, encode, parts, pemBlocks } from './der.ts';
import { decodeName, type NameParts } from './distinguished-name.ts';

/** What is taken from a certificate request (PKCS#10, RFC 2986). */
export interface CertificateRequest {
  /** For people; what the certificate will say is decided by who issues it. */
  readonly subject: NameParts;
  readonly publicKey: KeyObject;
}

/** @throws MusterError `invalidRequest` when it cannot be read, its signature is wrong, or its key is too weak */
export function readCertificateRequest(pem: string): CertificateRequest {
  const [der] = pemBlocks(pem, '(?:NEW )?CERTIFICATE REQUEST');
  if (!der) throw refused('holds no PEM block CERTIFICATE REQUEST');
  let subject: NameParts;
  let publicKey: KeyObject;
  let proven: boolean;
  try {
    const [info, algorithm, signature] = parts(decode(der));
    const [, name, spki] = parts(info);
    subject = decodeName(name!);
    publicKey = createPublicKey({ key: encode(spki!), format: 'der', type: 'spki' });
    proven = holds(encode(info!), bitsOf(signature), algorithm!, publicKey);
  } catch {
    throw refused('is not a PKCS#10 request');
  }
  if (!proven) throw refused('is not signed by its own key, or by an algorithm older than SHA-256');
  demandStrength(publicKey);
  return { subject, publicKey };
}

function demandStrength(key: KeyObject): void {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const good =
    (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) ||
    (key.asymmetricKeyType === 'ec' && ['prime256v1', 'secp384r1', 'secp521r1'].includes(namedCurve)) ||
    key.asymmetricKeyType === 'ed25519';
  if (!good) {
    const what = key.asymmetricKeyType === 'rsa' ? `RSA of ${modulusLength} bits` : namedCurve || key.asymmetricKeyType;
    throw refused(`has a key of ${what}; allowed: RSA from 2048 bits, P-256, P-384, P-521, Ed25519`);
  }
}

function refused(why: string): MusterError {
  return new MusterError('invalidRequest', `the certificate request ${why}`);
}

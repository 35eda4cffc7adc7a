import { type KeyObject, sign, verify } from 'node:crypto';
import { type Asn1, nothing, oid, oidOf, parts, sequence } from './der.ts';

const oids = {
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  ed25519: '1.3.101.112',
} as const;

/** Digest of each signature algorithm that is accepted; SHA-1 and MD5 are not. null: the algorithm has its own. */
const digests: Readonly<Record<string, string | null>> = {
  [oids.rsaSha256]: 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  [oids.ecdsaSha256]: 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  [oids.ed25519]: null,
};

/** The AlgorithmIdentifier that {@link signed} signs by. */
export function signatureAlgorithm(key: KeyObject): Asn1 {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return sequence(oid(oids.rsaSha256), nothing());
    case 'ec':
      return sequence(oid(oids.ecdsaSha256));
    default:
      return sequence(oid(oids.ed25519));
  }
}

export function signed(bytes: Buffer, key: KeyObject): Buffer {
  return sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', bytes, key);
}

/** Whether a signature over DER bytes holds; false for an algorithm that is not accepted. */
export function holds(bytes: Buffer, signature: Buffer, algorithm: Asn1, key: KeyObject): boolean {
  const digest = digests[oidOf(parts(algorithm)[0])];
  if (digest === undefined) return false;
  try {
    return verify(digest, bytes, key, signature);
  } catch {
    // A key of another kind than the algorithm says.
    return false;
  }
}

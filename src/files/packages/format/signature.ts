import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { MusterError } from '../../../base/errors.ts';
import { damaged } from './damage.ts';

/** A public key that packages may be signed by. */
export interface PackageKey {
  /** First 16 hexadecimal digits of the SHA-256 of the key in SubjectPublicKeyInfo form. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** @throws MusterError `invalidRequest` for what is no RSA (2048 bits and more) or Ed25519 key */
export function packageKeyOf(pem: string): PackageKey {
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey(pem);
  } catch (error) {
    throw new MusterError('invalidRequest', 'a package key is not a public key in PEM', { cause: error });
  }
  checkStrength(publicKey);
  return { id: keyId(publicKey), publicKey };
}

export function keyId(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

function checkStrength(key: KeyObject): void {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'ed25519' || (key.asymmetricKeyType === 'rsa' && bits >= 2048)) return;
  throw new MusterError(
    'invalidRequest',
    `a package key is ${key.asymmetricKeyType ?? 'no key'}${bits ? ` of ${bits} bits` : ''}; allowed: ed25519, rsa of 2048 bits or more`,
  );
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The `checksums` file: lines as `sha256sum` writes them, in the order of the names given. */
export function checksumsOf(members: Readonly<Record<string, Buffer>>): Buffer {
  const lines = Object.entries(members).map(([name, bytes]) => `${digest(bytes)}  ${name}\n`);
  return Buffer.from(lines.join(''), 'latin1');
}

/** What `openssl dgst -sha256 -sign` makes with an RSA key, and `openssl pkeyutl -sign -rawin` with Ed25519. */
export function signChecksums(checksums: Buffer, privateKey: KeyObject): Buffer {
  checkStrength(privateKey);
  return sign(privateKey.asymmetricKeyType === 'rsa' ? 'sha256' : null, checksums, privateKey);
}

/**
 * Holds members against the `checksums` file, and that against `signature.sig`.
 * @returns the key it was signed with
 * @throws MusterError `invalidPackage` naming the member that fails
 */
export function checkSigned(
  members: ReadonlyMap<string, Buffer>,
  covered: readonly string[],
  keys: readonly PackageKey[],
): PackageKey {
  const checksums = members.get('checksums');
  const signature = members.get('signature.sig');
  if (checksums === undefined) throw damaged('checksums: the package is not signed, it has no such member');
  if (signature === undefined) throw damaged('signature.sig: the package is not signed, it has no such member');
  const signer = keys.find(({ publicKey }) =>
    verify(publicKey.asymmetricKeyType === 'rsa' ? 'sha256' : null, checksums, publicKey, signature),
  );
  if (signer === undefined) {
    const known = keys.length === 0 ? 'no package key is known here' : `tried: ${keys.map(({ id }) => id).join(', ')}`;
    throw damaged(`signature.sig: it is no signature over checksums by a trusted key; ${known}`);
  }
  checkSums(checksums, members, covered);
  return signer;
}

/** @throws MusterError `invalidPackage` naming the member that is missing or differs */
export function checkSums(checksums: Buffer, members: ReadonlyMap<string, Buffer>, covered: readonly string[]): void {
  const said = new Map<string, string>();
  for (const line of checksums.toString('latin1').split('\n')) {
    if (line === '') continue;
    const [, sum, name] = /^([0-9a-f]{64}) [ *](?:\.\/)?(\S+)$/.exec(line) ?? [];
    if (sum === undefined || name === undefined) throw damaged('checksums: it has a line that is no SHA-256 and name');
    if (said.has(name)) throw damaged(`checksums: ${name} is named twice`);
    said.set(name, sum);
  }
  for (const name of covered) {
    const bytes = members.get(name);
    if (bytes === undefined) throw damaged(`${name}: the package has no such member`);
    if (said.get(name) === undefined) throw damaged(`checksums: it does not name ${name}`);
    if (said.get(name) !== digest(bytes)) throw damaged(`${name}: its SHA-256 is not the one in checksums`);
  }
}

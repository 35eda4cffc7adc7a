import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { MusterError } from '../base/errors.ts';
import type { PkiSetting } from './pki/fleet-ca.ts';
import type { PkiFiles } from './pki/store.ts';

const makeKeyPair = promisify(generateKeyPair);

export type PackageKeyAlgorithm = 'ed25519' | 'rsa';
export const packageKeyAlgorithms: readonly PackageKeyAlgorithm[] = ['ed25519', 'rsa'];

/** One key pair that software packages are signed with. Two and more are valid at once while one replaces another. */
export interface PackageKeyRecord {
  /** First 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly id: string;
  readonly name: string;
  readonly algorithm: PackageKeyAlgorithm;
  /** PEM, SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** RFC 3339 UTC. */
  readonly createdAt: string;
  /** Nothing signed with it is accepted any more; null: it is valid. */
  readonly retiredAt: string | null;
}

/** @returns every pair that was ever made, oldest first */
export async function listPackageKeys(files: PkiFiles): Promise<readonly PackageKeyRecord[]> {
  const text = await files.read('packages/keys.json');
  if (text === null) return [];
  try {
    return (JSON.parse(text) as { keys: PackageKeyRecord[] }).keys;
  } catch (error) {
    throw new MusterError('invalidConfiguration', `${files.pathOf('packages/keys.json')} cannot be read`, {
      cause: error,
    });
  }
}

/** @returns the public keys, in PEM, whose signatures count now */
export async function validPackageKeys(files: PkiFiles): Promise<readonly string[]> {
  return (await listPackageKeys(files)).filter((key) => key.retiredAt === null).map((key) => key.publicKey);
}

/** Makes a pair; earlier ones stay valid until they are retired. The private key is encrypted on disk. */
export async function createPackageKey(
  { files, password, now }: PkiSetting,
  wish: { readonly name: string; readonly algorithm: PackageKeyAlgorithm },
): Promise<PackageKeyRecord> {
  const { privateKey, publicKey } =
    wish.algorithm === 'rsa' ? await makeKeyPair('rsa', { modulusLength: 3072 }) : await makeKeyPair('ed25519');
  const record: PackageKeyRecord = {
    id: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex')
      .slice(0, 16),
    ...wish,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    createdAt: new Date(now()).toISOString(),
    retiredAt: null,
  };
  await files.alone(async () => {
    const keys = await listPackageKeys(files);
    const sealed = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password });
    await files.write(`packages/${record.id}.key`, sealed.toString());
    // Last: what is listed is whole.
    await writeKeys(files, [...keys, record]);
  });
  return record;
}

/** @throws MusterError `notFound` for an unknown pair, `conflict` for the last valid one unless `force` */
export async function retirePackageKey(
  { files, now }: Pick<PkiSetting, 'files' | 'now'>,
  id: string,
  force: boolean,
): Promise<PackageKeyRecord> {
  return files.alone(async () => {
    const keys = await listPackageKeys(files);
    const found = keys.find((key) => key.id === id);
    if (found === undefined) throw noKey(files, id);
    if (found.retiredAt !== null) return found;
    const valid = keys.filter((key) => key.retiredAt === null);
    if (valid.length === 1 && !force) {
      throw new MusterError(
        'conflict',
        `${id} is the only valid package key; make its successor first, or use --force`,
      );
    }
    const retired = { ...found, retiredAt: new Date(now()).toISOString() };
    await writeKeys(
      files,
      keys.map((key) => (key === found ? retired : key)),
    );
    return retired;
  });
}

/**
 * The private key to sign with: the one named, else the newest valid one.
 * @throws MusterError `notFound` where there is none, `conflict` for a retired one, `invalidConfiguration` when it does not open
 */
export async function openPackageKey(
  { files, password }: Pick<PkiSetting, 'files' | 'password'>,
  id: string | null,
): Promise<{ readonly record: PackageKeyRecord; readonly privateKey: KeyObject }> {
  const keys = await listPackageKeys(files);
  const record = id === null ? keys.filter((key) => key.retiredAt === null).at(-1) : keys.find((key) => key.id === id);
  if (record === undefined) throw noKey(files, id);
  if (record.retiredAt !== null)
    throw new MusterError('conflict', `the package key ${id} was retired ${record.retiredAt}`);
  const sealed = await files.read(`packages/${record.id}.key`);
  if (sealed === null) throw new MusterError('notFound', `the private key of ${record.id} is not in ${files.folder}`);
  try {
    const privateKey = createPrivateKey({ key: sealed, passphrase: password });
    // A key file that belongs to another pair would sign what nobody accepts.
    const shown = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
    if (shown === record.publicKey) return { record, privateKey };
  } catch (error) {
    throw new MusterError(
      'invalidConfiguration',
      `the package key ${record.id} does not open; was MUSTER_PKI_PASSWORD, MUSTER_SECRET or the data directory changed?`,
      { cause: error },
    );
  }
  throw new MusterError('invalidConfiguration', `the private key file of ${record.id} belongs to another pair`);
}

async function writeKeys(files: PkiFiles, keys: readonly PackageKeyRecord[]): Promise<void> {
  await files.write('packages/keys.json', `${JSON.stringify({ keys }, null, 2)}\n`);
}

function noKey(files: PkiFiles, id: string | null): MusterError {
  const what = id === null ? 'valid package key' : `package key ${id.slice(0, 64)}`;
  return new MusterError(
    'notFound',
    `there is no ${what} in ${files.folder}; make one by muster pki package-key create`,
  );
}

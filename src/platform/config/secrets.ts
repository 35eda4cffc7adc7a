import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MusterError } from '../../base/errors.ts';

/** Keys of this installation, all derived from one master secret (HKDF-SHA256, RFC 5869), each for one purpose. */
export interface Secrets {
  /** Signs digest nonces. */
  readonly nonce: Buffer;
  /** Signs file links. */
  readonly link: Buffer;
  /** Encrypts secrets at rest. */
  readonly box: Buffer;
  /** Marks our own CommandKeys and paging cursors. */
  readonly mark: Buffer;
  /** Encrypts the private keys of the fleet CA and of the TLS door, where no password is given. */
  readonly pki: Buffer;
  /** Makes the STUN passwords of gateways. */
  readonly stun: Buffer;
  /** Signs the cookies of CWMP sessions. */
  readonly cookie: Buffer;
}

/**
 * The keys, from MUSTER_SECRET or from a file made at first start. Processes that share a database must share the
 * secret: a nonce, link or stored password made by one is checked by another.
 */
export async function loadSecrets(dataDir: string, given: string | undefined): Promise<Secrets> {
  const master = given === undefined ? await masterFromFile(path.join(dataDir, 'secret')) : Buffer.from(given, 'utf8');
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', master, 'muster', purpose, 32));
  return {
    nonce: derive('nonce'),
    link: derive('link'),
    box: derive('box'),
    mark: derive('mark'),
    pki: derive('pki'),
    stun: derive('stun'),
    cookie: derive('cookie'),
  };
}

async function masterFromFile(file: string): Promise<Buffer> {
  await generatedOnce(file, () => randomBytes(48).toString('base64url'));
  const text = (await readFile(file, 'utf8')).trim();
  if (text.length < 32)
    throw new MusterError('invalidConfiguration', `${file} is damaged: it should hold 64 characters`);
  return Buffer.from(text, 'utf8');
}

/**
 * A value that is made once and kept in a file only its owner reads.
 * @returns the value, and whether this call made it (then it is worth showing once)
 */
export async function generatedOnce(file: string, make: () => string): Promise<{ value: string; made: boolean }> {
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found !== null) return { value: found.trim(), made: false };
  await mkdir(path.dirname(file), { recursive: true });
  const value = make();
  // Written aside and linked into place: whoever finds the file finds it whole, and only one can be first.
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(aside, `${value}\n`, { mode: 0o600, flag: 'wx' });
    await link(aside, file);
    return { value, made: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // Another process was first.
    return { value: (await readFile(file, 'utf8')).trim(), made: false };
  } finally {
    await rm(aside, { force: true });
  }
}

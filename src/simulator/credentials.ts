import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MusterError } from '../base/errors.ts';

/** What the ACS must know to let a gateway in. */
export interface DeviceCredential {
  readonly deviceId: string;
  readonly username: string;
  readonly password: string;
}

/**
 * The secret all factory passwords of a state directory derive from: random, made at the first start, readable by
 * its owner only.
 */
export async function fleetSecret(stateDirectory: string): Promise<Buffer> {
  const path = join(stateDirectory, 'secret');
  await mkdir(stateDirectory, { recursive: true });
  const known = await readSecret(path);
  if (known) return known;
  // Written aside and linked: a kill leaves no half a secret, and two starts at once agree on one.
  const aside = `${path}.${process.pid}.new`;
  await writeFile(aside, randomBytes(32), { mode: 0o600 });
  await link(aside, path).catch(() => undefined);
  await rm(aside);
  const made = await readSecret(path);
  if (!made) throw new MusterError('invalidConfiguration', `cannot write the secret of the fleet to ${path}`);
  return made;
}

async function readSecret(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}

/** The factory password of one gateway: its own, and the same at every start. */
export function factoryPassword(secret: Buffer, deviceId: string): string {
  return createHmac('sha256', secret).update(deviceId).digest('base64url').slice(0, 24);
}

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isMusterError } from '../../base/errors.ts';
import { generatedOnce } from '../../platform/config/secrets.ts';
import { startEmbeddedServer } from '../../platform/database/embedded/server.ts';
import { silentLogger } from '../../platform/log/log.ts';

/** Where the demo keeps everything. */
export interface DemoFolder {
  readonly root: string;
  /** MUSTER_DATA_DIR. */
  readonly data: string;
  readonly musterLog: string;
  readonly fleet: string;
  readonly fleetLog: string;
  /** What the gateways say about themselves. */
  readonly fleetAccount: string;
  readonly adminKey: string;
}

/**
 * The folder, empty unless `keep`.
 * @throws MusterError `dataDirectoryInUse` when another demo runs there
 */
export async function prepareFolder(root: string, keep: boolean): Promise<DemoFolder> {
  const at = (name: string): string => path.join(root, name);
  const data = at('data');
  if (!keep) {
    await endForgottenServer(data);
    await rm(root, { recursive: true, force: true });
  }
  await mkdir(root, { recursive: true });
  const key = await generatedOnce(at('admin-key'), () => `mk_${randomBytes(32).toString('base64url')}`);
  return {
    root,
    data,
    musterLog: at('muster.log'),
    fleet: at('fleet'),
    fleetLog: at('fleet.log'),
    fleetAccount: at('fleet.json'),
    adminKey: key.value,
  };
}

/**
 * A PostgreSQL that a killed demo left running would lose its files under its feet. Adopting it finds out whether it
 * still has an owner, and stops it where it has none.
 */
async function endForgottenServer(data: string): Promise<void> {
  if (!existsSync(path.join(data, 'postgres', 'postmaster.pid'))) return;
  try {
    const server = await startEmbeddedServer(data, silentLogger);
    await server.stop();
  } catch (error) {
    // Data too damaged to start from is as good as none.
    if (!isMusterError(error, 'databaseUnavailable')) throw error;
  }
}

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../log/log.ts';
import { canReach, type SystemUser } from './system-user.ts';

/**
 * Where programs and database live when root starts Muster below a folder that only root may enter, such as /root:
 * PostgreSQL runs as another user there, who could not get in. Then both move to this place, and a link stays behind.
 */
const shelter = '/var/lib/muster';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs where `user` can run them: as they are, or copied once per version. */
export async function reachablePrograms(binaries: Binaries, user: SystemUser): Promise<Binaries> {
  if (await canReach(binaries.postgres, user)) return binaries;
  const native = path.dirname(path.dirname(binaries.postgres));
  const { version } = JSON.parse(await readFile(path.join(path.dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(shelter, `postgresql-${version}`);
  if (!existsSync(copy)) {
    await mkdir(shelter, { recursive: true, mode: 0o755 });
    // Half a copy never has the final name.
    const staging = `${copy}.${process.pid}`;
    await cp(native, staging, { recursive: true, verbatimSymlinks: true });
    await rename(staging, copy).catch(() => rm(staging, { recursive: true, force: true }));
  }
  const moved = (program: string): string => path.join(copy, path.relative(native, program));
  return { initdb: moved(binaries.initdb), postgres: moved(binaries.postgres) };
}

/**
 * The database's folder where `user` can use it: `<directory>/postgres`, or a folder of the shelter that
 * `<directory>/postgres` then links to.
 * @param password tells a data directory from an earlier one of the same name that was deleted
 */
export async function reachableCluster(
  directory: string,
  password: string,
  user: SystemUser,
  log: Logger,
): Promise<string> {
  const plain = path.join(directory, 'postgres');
  const known = await lstat(plain).catch(() => null);
  if (known) return known.isSymbolicLink() ? readlink(plain) : plain;
  if (await canReach(plain, user)) return plain;
  const name = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
  const clusters = path.join(shelter, 'clusters');
  const prefix = `${name(path.resolve(directory))}-`;
  const cluster = path.join(clusters, prefix + name(password));
  await mkdir(clusters, { recursive: true, mode: 0o755 });
  for (const old of await readdir(clusters)) {
    // Left by a data directory that was deleted; one that is in use keeps its postmaster.pid.
    const abandoned = old.startsWith(prefix) && !existsSync(path.join(clusters, old, 'postmaster.pid'));
    if (abandoned) await rm(path.join(clusters, old), { recursive: true, force: true });
  }
  await symlink(cluster, plain);
  log.info({ cluster }, `the database user may not enter ${directory}; the database is kept in ${cluster}`);
  return cluster;
}

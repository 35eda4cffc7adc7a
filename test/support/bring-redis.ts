import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { bring, libraryFolders, namesIn, run, unpackedTo, unpackFromDistribution } from './debian-packages.ts';

const names = ['redis-server', 'valkey-server'] as const;

export interface RedisProgram {
  readonly path: string;
  /** What it needs in its environment to find its libraries. */
  readonly env: Readonly<Record<string, string>>;
}

/** A Redis (or Valkey) server on PATH, or the one unpacked earlier; null where there is none. */
export async function findRedis(): Promise<RedisProgram | null> {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (folder !== '' && isExecutable(file)) return { path: file, env: {} };
    }
  }
  return findBelow(unpackedTo('redis'));
}

async function findBelow(folder: string): Promise<RedisProgram | null> {
  const file = names.map((name) => path.join(folder, 'usr/bin', name)).find(isExecutable);
  if (file === undefined) return null;
  const program = { path: file, env: { LD_LIBRARY_PATH: (await libraryFolders(folder)).join(':') } };
  const works = await run(file, ['--version'], { env: { ...process.env, ...program.env } }).catch(() => null);
  return works && program;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === import.meta.filename) {
  await bring('Redis server', 'Install the package redis-server or valkey-server, so that it is on PATH.', async () => {
    const found =
      (await findRedis()) ??
      (await unpackFromDistribution({
        name: 'redis',
        // The second of each holds the program where the first only links to it.
        packageSets: [
          ['redis-server', 'redis-tools'],
          ['valkey-server', 'valkey-tools'],
        ],
        needs: (depends) => namesIn(depends).filter((name) => name.startsWith('lib')),
        mayBeInstalled: () => true,
        find: findBelow,
      }));
    return found.path;
  });
}

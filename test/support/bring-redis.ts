import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Git-ignored; removing it costs one more download. */
const toolsFolder = path.join(import.meta.dirname, '../../var/test-tools');
const unpacked = path.join(toolsFolder, 'redis');
const names = ['redis-server', 'valkey-server'] as const;
/** Packages that hold a server, in the order they are tried. The second holds the program where the first only links to it. */
const packageSets = [
  ['redis-server', 'redis-tools'],
  ['valkey-server', 'valkey-tools'],
] as const;

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
  return findBelow(unpacked);
}

async function findBelow(folder: string): Promise<RedisProgram | null> {
  const file = names.map((name) => path.join(folder, 'usr/bin', name)).find(isExecutable);
  if (file === undefined) return null;
  const program = { path: file, env: { LD_LIBRARY_PATH: (await libraryFolders(folder)).join(':') } };
  const works = await run(file, ['--version'], { env: { ...process.env, ...program.env } }).catch(() => null);
  return works && program;
}

async function libraryFolders(folder: string): Promise<string[]> {
  const folders: string[] = [];
  for (const base of ['lib', 'usr/lib']) {
    const found = await readdir(path.join(folder, base), { withFileTypes: true }).catch(() => []);
    folders.push(
      path.join(folder, base),
      ...found.filter((d) => d.isDirectory()).map((d) => path.join(folder, base, d.name)),
    );
  }
  return folders.filter((name) => existsSync(name));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Takes the server out of the distribution's packages, without installing anything. */
async function unpackFromDistribution(): Promise<RedisProgram> {
  await run('dpkg-deb', ['--version']);
  await mkdir(toolsFolder, { recursive: true });
  const staging = await mkdtemp(path.join(toolsFolder, 'redis-'));
  try {
    await fetchServer(staging);
    if (!(await findBelow(staging))) throw new Error('the unpacked server does not start');
    await rm(unpacked, { recursive: true, force: true });
    // Of two at once, one is first; its result is as good.
    await rename(staging, unpacked).catch(() => undefined);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  const program = await findBelow(unpacked);
  if (!program) throw new Error('the unpacked server is gone again');
  return program;
}

async function fetchServer(staging: string): Promise<void> {
  for (const update of [false, true]) {
    // Only root may bring the package lists up to date; others make do with those there are.
    if (update && process.getuid?.() !== 0) break;
    if (update) await run('apt-get', ['update']);
    for (const set of packageSets) {
      const fetched = await fetchPackages(staging, set).catch(() => null);
      if (fetched) return;
    }
  }
  throw new Error('its packages cannot be fetched with apt-get download');
}

/** Fetches and unpacks packages, and the libraries they need that this machine does not have. */
async function fetchPackages(staging: string, wanted: readonly string[]): Promise<true> {
  const done = new Set<string>();
  for (const open = [...wanted]; open.length > 0; ) {
    const name = open.shift()!;
    if (done.has(name)) continue;
    done.add(name);
    const debs = await mkdtemp(path.join(staging, 'deb-'));
    await run('apt-get', ['download', name], { cwd: debs });
    for (const deb of await readdir(debs)) {
      const file = path.join(debs, deb);
      await run('dpkg-deb', ['-x', file, staging]);
      const { stdout } = await run('dpkg-deb', ['-f', file, 'Depends']);
      for (const library of libraries(stdout)) if (!(await isInstalled(library))) open.push(library);
    }
    await rm(debs, { recursive: true, force: true });
  }
  return true;
}

/** Names of the libraries in a Depends field: `liblzf1 (>= 1.5), adduser` → `liblzf1`. */
function libraries(depends: string): string[] {
  return depends
    .split(',')
    .map((part) => part.trim().split(/[\s|(:]/)[0]!)
    .filter((name) => /^lib/.test(name));
}

async function isInstalled(name: string): Promise<boolean> {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '$' + '{db:Status-Status}', name]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('installed') && !stdout.includes('not-installed');
}

/** Makes a server available, or says in one line what to install. */
async function bringRedis(): Promise<RedisProgram> {
  const found = await findRedis();
  if (found) return found;
  try {
    return await unpackFromDistribution();
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `The tests need a Redis server, and there is none (${why}). Install the package redis-server or valkey-server, so that it is on PATH.`,
    );
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(`Redis for the tests: ${(await bringRedis()).path}`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

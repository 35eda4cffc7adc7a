import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** Runs a program to its end. */
export const run = promisify(execFile);

/** Git-ignored; removing it costs one more download. */
const toolsFolder = path.join(import.meta.dirname, '../../var/test-tools');

/** Where the packages of this name are unpacked. */
export function unpackedTo(name: string): string {
  return path.join(toolsFolder, name);
}

export interface Wanted<Program> {
  /** Folder below var/test-tools. */
  readonly name: string;
  /** Packages that hold the program, in the order they are tried. */
  readonly packageSets: readonly (readonly string[])[];
  /** Names of further packages out of a Depends field that the program cannot do without. */
  needs(depends: string): string[];
  /** Whether a needed package may be that of the machine. */
  mayBeInstalled(name: string): boolean;
  /** The program below a folder, if it is there and starts. */
  find(root: string): Promise<Program | null>;
}

/** Takes a program out of the distribution's packages, without installing anything. */
export async function unpackFromDistribution<Program>(wanted: Wanted<Program>): Promise<Program> {
  await run('dpkg-deb', ['--version']);
  await mkdir(toolsFolder, { recursive: true });
  const unpacked = unpackedTo(wanted.name);
  const staging = await mkdtemp(path.join(toolsFolder, `${wanted.name}-`));
  try {
    await fetchAny(staging, wanted);
    if (!(await wanted.find(staging))) throw new Error('the unpacked program does not start');
    await rm(unpacked, { recursive: true, force: true });
    // Of two at once, one is first; its result is as good.
    await rename(staging, unpacked).catch(() => undefined);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  const program = await wanted.find(unpacked);
  if (!program) throw new Error('the unpacked program is gone again');
  return program;
}

async function fetchAny(staging: string, wanted: Wanted<unknown>): Promise<void> {
  for (const update of [false, true]) {
    // Only root may bring the package lists up to date; others make do with those there are.
    if (update && process.getuid?.() !== 0) break;
    if (update) await run('apt-get', ['update']);
    for (const set of wanted.packageSets) {
      const fetched = await fetchPackages(staging, set, wanted).catch(() => null);
      if (fetched) return;
    }
  }
  throw new Error('its packages cannot be fetched with apt-get download');
}

async function fetchPackages(staging: string, set: readonly string[], wanted: Wanted<unknown>): Promise<true> {
  const done = new Set<string>();
  for (const open = [...set]; open.length > 0; ) {
    const name = open.shift()!;
    if (done.has(name)) continue;
    done.add(name);
    const debs = await mkdtemp(path.join(staging, 'deb-'));
    await run('apt-get', ['download', name], { cwd: debs });
    for (const deb of await readdir(debs)) {
      const file = path.join(debs, deb);
      await run('dpkg-deb', ['-x', file, staging]);
      const { stdout } = await run('dpkg-deb', ['-f', file, 'Depends']);
      for (const needed of wanted.needs(stdout)) {
        if (!wanted.mayBeInstalled(needed) || !(await isInstalled(needed))) open.push(needed);
      }
    }
    await rm(debs, { recursive: true, force: true });
  }
  return true;
}

/** Names in a Depends field: `liblzf1 (>= 1.5), adduser` → `liblzf1`, `adduser`. */
export function namesIn(depends: string): string[] {
  return depends.split(',').map((part) => part.trim().split(/[\s|(:]/)[0]!);
}

async function isInstalled(name: string): Promise<boolean> {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '$' + '{db:Status-Status}', name]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('installed') && !stdout.includes('not-installed');
}

/** Folders below an unpacked root in which the loader finds libraries. */
export async function libraryFolders(root: string): Promise<string[]> {
  const folders: string[] = [];
  for (const base of ['lib', 'usr/lib']) {
    const found = await readdir(path.join(root, base), { withFileTypes: true }).catch(() => []);
    folders.push(
      path.join(root, base),
      ...found.filter((d) => d.isDirectory()).map((d) => path.join(root, base, d.name)),
    );
  }
  return folders.filter((name) => existsSync(name));
}

/** Makes a program available when its file is run, or says in one line what to install. */
export async function bring(what: string, install: string, work: () => Promise<string>): Promise<void> {
  try {
    console.log(`${what} for the tests: ${await work()}`);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.error(`The tests need: ${what}, and there is none (${why}). ${install}`);
    process.exitCode = 1;
  }
}

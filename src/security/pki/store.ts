import { constants } from 'node:fs';
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sleep } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';

/**
 * The files of the fleet CA, below `pki/` of the data directory. Only their owner reads the folder; private keys are
 * encrypted besides.
 */
export interface PkiFiles {
  readonly folder: string;
  /** null when there is no such file. */
  read(name: PkiFile): Promise<string | null>;
  /** Written aside and moved into place: readers find the old file or the new one. */
  write(name: PkiFile, text: string): Promise<void>;
  append(name: PkiFile, text: string): Promise<void>;
  pathOf(name: PkiFile): string;
  /** One process at a time. @throws MusterError `conflict` when another one does not let go */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export type PkiFile =
  | 'ca.crt'
  | 'ca.key'
  | 'record.jsonl'
  | 'crl.pem'
  | 'server.crt'
  | 'server.key'
  | 'packages/keys.json'
  | `packages/${string}.key`
  | `issued/${string}.crt`
  | `issued/${string}.key`;

const lockTries = 100;
const lockPauseMs = 50;

export function pkiFiles(dataDir: string): PkiFiles {
  const folder = path.join(dataDir, 'pki');
  const pathOf = (name: string): string => path.join(folder, name);
  const prepare = async (): Promise<void> => {
    for (const name of ['issued', 'packages']) await mkdir(pathOf(name), { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  };
  return {
    folder,
    pathOf,
    async read(name) {
      try {
        return await readFile(pathOf(name), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(name, text) {
      await prepare();
      const aside = `${pathOf(name)}.new`;
      await writeFile(aside, text, { mode: 0o600 });
      await rename(aside, pathOf(name));
    },
    async append(name, text) {
      await prepare();
      const file = await open(pathOf(name), constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY, 0o600);
      try {
        await file.appendFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async alone(work) {
      await prepare();
      const lock = pathOf('lock');
      for (let tries = 0; ; tries++) {
        try {
          await writeFile(lock, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
          break;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
        const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
        if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true });
        else if (tries >= lockTries) {
          throw new MusterError('conflict', `process ${owner} works on ${folder}; remove ${lock} if there is none`);
        } else await sleep(lockPauseMs);
      }
      try {
        return await work();
      } finally {
        await rm(lock, { force: true });
      }
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

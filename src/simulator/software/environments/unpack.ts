import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TarEntry } from '../../../files/packages/format/tar.ts';

/** Writes the members of an archive below a fresh folder. The reader has seen to it that none leads out of it. */
export async function unpack(root: string, entries: readonly TarEntry[]): Promise<void> {
  await mkdir(root, { recursive: true });
  const links = entries.filter((entry) => entry.kind === 'link');
  for (const entry of entries) {
    const path = join(root, entry.path);
    if (entry.kind === 'directory') await mkdir(path, { recursive: true });
    if (entry.kind !== 'file') continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, entry.content, { mode: entry.mode, flag: 'wx' });
    // The mode of the call is cut by the umask.
    await chmod(path, entry.mode | 0o600);
  }
  // Last: nothing is ever written through one.
  for (const link of links) {
    const path = join(root, link.path);
    await mkdir(dirname(path), { recursive: true });
    await symlink(link.target, path);
  }
}

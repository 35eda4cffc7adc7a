import { readdir, rm } from 'node:fs/promises';
import type { EnvironmentFolder } from './record.ts';
import { runScript } from './scripts.ts';

const never = new AbortController().signal;

/**
 * Puts an environment in order after an operation was cut off at any step. What has a record is installed, in the
 * version and with the files the record names; everything else below the unit's folder belongs to an operation that was
 * not completed, or to one that was and had not cleaned up, and goes. Nothing here depends on how far the operation came
 * but the last scripts: a package that had run its own is told that it goes.
 */
export async function recover(folder: EnvironmentFolder): Promise<void> {
  const journal = await folder.journal();
  if (journal !== null) {
    const record = await folder.record(journal.duid);
    const undone = journal.work !== 'uninstall' && record?.root !== journal.root;
    if (undone && ['install.postinst', 'install.record'].includes(journal.step)) {
      await lastScript(folder, journal.duid, journal.root);
    }
    if (journal.work === 'uninstall' && record === null) {
      for (const name of await roots(folder, journal.duid)) await lastScript(folder, journal.duid, name);
    }
  }
  for (const duid of await folder.folders()) {
    const record = await folder.record(duid);
    if (record === null) {
      await folder.removeUnit(duid);
      continue;
    }
    const kept = [record.root, `${record.root}.scripts`, 'unit.json'];
    for (const name of await readdir(folder.unit(duid))) {
      if (!kept.includes(name)) await rm(folder.unit(duid, name), { recursive: true, force: true });
    }
  }
  await folder.clearJournal();
}

/** Whatever it says, the unit goes. */
async function lastScript(folder: EnvironmentFolder, duid: string, root: string): Promise<void> {
  await runScript(folder.unit(duid, `${root}.scripts`, 'postrm'), folder.unit(duid, root), 'remove', never);
}

async function roots(folder: EnvironmentFolder, duid: string): Promise<string[]> {
  const names = await readdir(folder.unit(duid)).catch(() => []);
  return names.filter((name) => /^root-[0-9a-f]+$/.test(name));
}

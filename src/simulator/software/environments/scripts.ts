import { access, chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptName } from '../../../files/packages/format/ipk.ts';
import { GuardedProcess } from './guarded-process.ts';
import { cleanEnvironment } from './supervisor.ts';

/** Longest run of a maintainer script, milliseconds. */
const patience = 20_000;

/** Keeps the scripts of a package beside its files: prerm and postrm are needed when the package itself is long gone. */
export async function keepScripts(
  folder: string,
  scripts: Readonly<Partial<Record<ScriptName, Buffer>>>,
): Promise<void> {
  for (const [name, content] of Object.entries(scripts)) {
    await writeFile(join(folder, name), content, { mode: 0o700 });
    await chmod(join(folder, name), 0o700);
  }
}

/**
 * Runs one maintainer script in the offline root, its place told by IPKG_INSTROOT and as the working directory; nothing
 * of it outlives it.
 * @param argument as packages know it: `install`, `upgrade`, `configure`, `remove`
 * @returns null when it is not there or ended with 0, else what it said
 */
export async function runScript(
  script: string,
  root: string,
  argument: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (
    !(await access(script).then(
      () => true,
      () => false,
    ))
  )
    return null;
  const process = new GuardedProcess({
    command: [script, argument],
    directory: root,
    environment: cleanEnvironment(root),
    limits: null,
  });
  const kill = (): void => process.kill();
  const timer = setTimeout(kill, patience);
  signal.addEventListener('abort', kill, { once: true });
  const { status, words } = await process.ended;
  clearTimeout(timer);
  signal.removeEventListener('abort', kill);
  return status === 0
    ? null
    : `${script.split('/').pop()} ended with status ${status}${words === '' ? '' : `: ${words}`}`;
}

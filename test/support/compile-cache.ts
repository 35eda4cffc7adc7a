import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const source = path.join(import.meta.dirname, '../../src');
/** What `muster start` and `muster simulate` load. */
const loaded = ['main.ts', 'cli/commands/simulate.ts'];

/**
 * Lets the many processes that tests start find Muster compiled: most of what it costs to start one is to read
 * TypeScript. A process that is killed keeps nothing of what it compiled, so one that lives to its end goes first.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-compiled-'));
  process.env['NODE_COMPILE_CACHE'] = folder;
  const imports = loaded.map((file) => `await import(${JSON.stringify(pathToFileURL(path.join(source, file)).href)})`);
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', imports.join(';')]);
  return () => rm(folder, { recursive: true, force: true });
}

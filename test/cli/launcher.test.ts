import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const launcher = path.join(import.meta.dirname, '..', '..', 'bin', 'muster.mjs');

/** Node as the machine has it, whatever npm put in front of it, and the project's own. */
const outside = (process.env['PATH'] ?? '').split(path.delimiter).filter((part) => !part.includes('node_modules'));
const nodes: readonly (readonly [string, string, string])[] = [
  ['the project’s Node', process.execPath, process.env['PATH'] ?? ''],
  ['the machine’s Node', 'node', outside.join(path.delimiter)],
];

describe('bin/muster.mjs', () => {
  it.each(nodes)('runs with %s and hands the exit status on', async (_, node, PATH) => {
    const env = { ...process.env, PATH };
    // A machine may have no Node besides the project's.
    const there = await run(node, ['--version'], { env }).catch(() => null);
    if (there === null) return console.warn('no Node on this machine besides the project’s: not tried with it');
    expect((await run(node, [launcher, '--version'], { env })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    await expect(run(node, [launcher, 'nonsense'], { env })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown command 'nonsense'"),
    });
  });
});

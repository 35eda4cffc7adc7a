import { vi } from 'vitest';
import { tellFailure } from '../../../src/cli/failure.ts';
import { buildProgram } from '../../../src/cli/program.ts';
import type { Ended } from './run-command.ts';

/**
 * Runs `muster <args>` in this process: what a story of many commands needs, as a process for each takes its time. One at a
 * time, as they share standard output.
 */
export async function runInside(args: readonly string[], env: Record<string, string>): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const toStdout = (text: string): void => {
    stdout += text;
  };
  const toStderr = (text: string): void => {
    stderr += text;
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    toStdout(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  });
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const program = await buildProgram(args);
    program.configureOutput({ writeErr: toStderr, writeOut: toStdout });
    await program.parseAsync([...args], { from: 'user' });
    return { status: Number(process.exitCode ?? 0), stdout, stderr };
  } catch (error) {
    const status = tellFailure(error, { write: toStderr }, {});
    return { status, stdout, stderr };
  } finally {
    out.mockRestore();
    vi.unstubAllEnvs();
    process.exitCode = before;
  }
}

import { CommanderError } from 'commander';
import { isMusterError, type MusterError, messageOf } from '../base/errors.ts';

const usageStatus = 2;
const failureStatus = 1;

/** The one place where something thrown becomes a line for a person. @returns the exit status */
export function tellFailure(
  error: unknown,
  stderr: { write(text: string): unknown },
  env: Readonly<NodeJS.ProcessEnv>,
): number {
  // commander has said its line already; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageStatus;
  if (isMusterError(error)) {
    stderr.write(`muster: ${lineOf(error)}\n`);
    return failureStatus;
  }
  const debug = env['MUSTER_LOG_LEVEL'] === 'debug' || env['MUSTER_LOG_LEVEL'] === 'trace';
  const hint = debug ? '' : '; run it again with MUSTER_LOG_LEVEL=debug to log where';
  stderr.write(`muster: a defect in Muster: ${messageOf(error)}${hint}\n`);
  if (debug && error instanceof Error && error.stack) stderr.write(`${error.stack}\n`);
  return failureStatus;
}

/** The detail, and what it leaves out of the single fields at fault. */
function lineOf(error: MusterError): string {
  const more = error.items.filter((item) => !error.message.includes(item.message));
  if (more.length === 0) return error.message;
  return `${error.message} (${more.map((item) => `${item.path}: ${item.message}`).join('; ')})`;
}

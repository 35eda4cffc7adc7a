import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { seconds, sleep } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';

const stopLimit = seconds(30);
const lastLines = 12;

/** Another `muster` command in a process of its own. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Rejects when the process ends without being asked; never resolves. */
  readonly died: Promise<never>;
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>;
}

/** Starts `muster <args>`; what it prints goes to a log file. */
export async function startChild(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  log: string,
): Promise<Child> {
  const entry = path.join(import.meta.dirname, '..', `main${path.extname(import.meta.filename)}`);
  const output = await open(log, 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(process.execPath, [...process.execArgv, entry, ...args], {
      env,
      // A group of its own: Ctrl-C is for the demo, which stops its children in order. The channel ends the child
      // when the demo is gone (see parent-link.ts).
      detached: true,
      stdio: ['ignore', output.fd, output.fd, 'ipc'],
    });
    await once(child, 'spawn');
  } finally {
    await output.close();
  }
  let asked = false;
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const died = ended.then(async ([code, signal]): Promise<never> => {
    if (asked) return new Promise(() => undefined);
    throw new MusterError('internal', await obituary(name, signal ?? `status ${code}`, log));
  });
  // Whoever waits for something of this child races against `died`; before that nobody listens yet.
  died.catch(() => undefined);
  return {
    name,
    pid: child.pid!,
    died,
    async stop() {
      asked = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const slow = new AbortController();
      await Promise.race([ended, sleep(stopLimit, slow.signal).then(() => child.kill('SIGKILL'))]);
      slow.abort();
      await ended;
    },
  };
}

async function obituary(name: string, how: string, log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const tail = text.trimEnd().split('\n').slice(-lastLines);
  return [`${name} ended by itself (${how}); the end of ${log}:`, ...tail.map((line) => `  ${line}`)].join('\n');
}

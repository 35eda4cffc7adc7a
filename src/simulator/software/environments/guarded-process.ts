import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { sleep } from '../../../base/durations.ts';

/** Limits of every process of the group, by the shell's `ulimit`. */
export interface ProcessLimits {
  /** Open files. */
  readonly files: number;
}

export interface Command {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: ProcessLimits | null;
}

/** How a process ended: its exit status (128 and more for a signal), and the end of what it wrote to standard error. */
export interface Exit {
  readonly status: number;
  readonly words: string;
}

/**
 * A guard around one program, in a session and process group of its own. Its standard input is a lifeline: when the
 * simulator is gone, however it went, the pipe ends and the guard kills the whole group. When the program ends, the rest
 * of its group goes too. File descriptor 3 tells the simulator of the program's pid and its exit status.
 */
const guard = `
exec 4<&0 </dev/null
limit=$1; shift
if [ "$limit" != - ]; then ulimit -n "$limit"; fi
"$@" 3>&- 4<&- &
child=$!
exec 2>/dev/null
echo "pid $child" >&3
( while read -r signal <&4; do kill -s "$signal" "$child" 2>/dev/null; done; kill -s KILL -- -$$ ) 2>/dev/null 3>&- &
exec 4<&-
wait "$child"
echo "exit $?" >&3
kill -s KILL -- -$$
`;

const longestWords = 2048;

/** A running program under its guard. */
export class GuardedProcess {
  /** Resolves when nothing of the group is left. */
  readonly ended: Promise<Exit>;
  /** Of the program; resolves to 0 when it could not be started. */
  readonly pid: Promise<number>;
  readonly #child: ChildProcess;
  #over = false;

  constructor({ command, directory, environment, limits }: Command) {
    const limit = limits === null ? '-' : String(limits.files);
    const child = spawn('/bin/sh', ['-c', guard, 'muster-guard', limit, ...command], {
      cwd: directory,
      env: environment,
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let words = '';
    let told = '';
    let pidKnown: (pid: number) => void = () => undefined;
    this.pid = new Promise((resolve) => {
      pidKnown = resolve;
    });
    child.stderr!.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString('utf8')).slice(-longestWords);
    });
    child.stdio[3]!.on('data', (chunk: Buffer) => {
      told += chunk.toString('latin1');
      const pid = /^pid (\d+)$/m.exec(told)?.[1];
      if (pid !== undefined) pidKnown(Number(pid));
    });
    // A guard that is gone before it was told anything is no defect.
    child.stdin!.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      const over = async (fallback: number): Promise<void> => {
        this.#over = true;
        pidKnown(0);
        if (this.group !== 0) await emptied(this.group);
        const status = /^exit (\d+)$/m.exec(told)?.[1];
        resolve({ status: status === undefined ? fallback : Number(status), words: words.trim() });
      };
      child.once('error', () => void over(127));
      child.once('close', () => void over(137));
    });
  }

  get over(): boolean {
    return this.#over;
  }
  /** Of the guard, which is the number of the group; 0 when it could not be started. */
  get group(): number {
    return this.#child.pid ?? 0;
  }

  /** Sends a signal to the program, not to what it has started. */
  signal(name: 'TERM' | 'INT' | 'HUP'): void {
    if (!this.#over) this.#child.stdin!.write(`${name}\n`);
  }

  /** Ends the whole group at once. */
  kill(): void {
    if (this.#over || this.group === 0) return;
    try {
      process.kill(-this.group, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  /** Asks it to end, and insists after a while. @returns whether it went by itself */
  async stop(grace: number): Promise<boolean> {
    let insisted = false;
    this.signal('TERM');
    const timer = setTimeout(() => {
      insisted = true;
      this.kill();
    }, grace);
    await this.ended;
    clearTimeout(timer);
    return !insisted;
  }
}

/** Looks that are taken at a group until all that was killed with its guard is gone, and the time between them. */
const looks = { most: 100, every: 20 } as const;

/** The guard's end is the end of its group, but the others die in their own time: on a busy machine some milliseconds later. */
async function emptied(group: number): Promise<void> {
  for (let look = 0; look < looks.most && (groupUse(group)?.processes ?? 0) > 0; look++) await sleep(looks.every);
}

/** Processes of a group and their resident memory in KiB; null where there is no /proc. */
export function groupUse(group: number): { readonly processes: number; readonly memoryKiB: number } | null {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return null;
  }
  let processes = 0;
  let memoryKiB = 0;
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // Behind the command, which may hold anything: state, parent, group.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // What has ended and waits to be noticed by its parent is none.
      if (Number(fields[2]) !== group || fields[0] === 'Z') continue;
      processes++;
      const resident = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'latin1'))?.[1];
      memoryKiB += Number(resident ?? 0);
    } catch {
      // It ended while we looked.
    }
  }
  return { processes, memoryKiB };
}

/** Resident memory of one process in KiB; null when it is unknown. */
export function residentKiB(pid: number): number | null {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? Number.NaN) || null;
  } catch {
    return null;
  }
}

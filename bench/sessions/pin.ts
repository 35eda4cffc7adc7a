import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Whether processes can be bound to cores here. */
export const canPin = spawnSync('taskset', ['--version']).status === 0 && availableParallelism() > 1;

/** Command and arguments, bound to a core where that is possible. */
export function pinned(core: number, command: string, args: readonly string[]): [command: string, args: string[]] {
  return canPin ? ['taskset', ['-c', String(core), command, ...args]] : [command, [...args]];
}

/** Binds a running process and all its threads; what it starts later inherits it. */
export function pinRunning(pid: number, core: number): void {
  if (canPin) spawnSync('taskset', ['-a', '-cp', String(core), String(pid)]);
}

export function pinningNote(gateway: number, load: number): string {
  return canPin
    ? `servers pinned to core ${gateway}, load generator and PostgreSQL to core ${load} (taskset)`
    : 'NOT pinned: taskset is missing or there is one core; figures include migrations between cores';
}

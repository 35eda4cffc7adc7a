import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc are 1/100 s on every Linux that Node runs on (USER_HZ). */
const msPerTick = 10;

interface Stat {
  readonly parent: number;
  /** User and system time, and that of children which have ended and were waited for. */
  readonly own: number;
  readonly ended: number;
}

function stat(pid: number | string): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name in parentheses may hold anything, so fields are counted from behind it.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! };
}

/** CPU milliseconds (user + system, all threads) a process has used, as the kernel counts them. */
export function processCpuMs(pid: number): number {
  return (stat(pid)?.own ?? 0) * msPerTick;
}

/** The same for a process, its living children, and its children that have ended: a PostgreSQL server as a whole. */
export function treeCpuMs(pid: number): number {
  const root = stat(pid);
  let ticks = root ? root.own + root.ended : 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const child = stat(entry);
    if (child?.parent === pid) ticks += child.own + child.ended;
  }
  return ticks * msPerTick;
}

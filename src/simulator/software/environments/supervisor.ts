import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { sleep } from '../../../base/durations.ts';
import type { BundleLimits } from '../../../files/packages/format/bundle.ts';
import type { UnitDeclaration } from '../../../files/packages/format/units.ts';
import type { ExecutionFault, Running, UnitEnded } from './environment.ts';
import { GuardedProcess, groupUse, residentKiB } from './guarded-process.ts';

/** How often limits of memory and processes are looked at, milliseconds. */
const watchInterval = 250;
/** A unit without a port counts as up when it has lived so long, milliseconds. */
const settleTime = 150;

interface Active extends Running {
  readonly process: GuardedProcess;
  readonly stopSeconds: number;
  /** Set when its end is wanted or explained already. */
  expected: boolean;
  watch: NodeJS.Timeout | null;
}

/** What is to be run, and where. */
export interface UnitPlace {
  readonly duid: string;
  readonly root: string;
  readonly unit: UnitDeclaration;
  readonly limits: BundleLimits | null;
}

/** Execution units as real processes: each under a guard, watched until it ends. */
export class Supervisor {
  readonly #active = new Map<string, Active>();
  readonly #ended: UnitEnded;
  #off = false;

  constructor(ended: UnitEnded) {
    this.#ended = ended;
  }

  running(duid: string, unit: string): Running | null {
    return this.#active.get(key(duid, unit)) ?? null;
  }
  memoryInUse(duid: string, unit: string): number | null {
    const active = this.#active.get(key(duid, unit));
    if (active === undefined) return null;
    return residentKiB(active.pid);
  }

  /** @returns null when it runs and, where it has a port, answers there */
  async start({ duid, root, unit, limits }: UnitPlace): Promise<ExecutionFault | null> {
    if (this.#off) return { code: 'FailureOnStart', message: 'the power is off' };
    if (this.#active.has(key(duid, unit.name))) return null;
    const port = unit.port === null ? null : await freePort();
    const program = unit.command.includes('/') ? join(root, unit.command) : unit.command;
    const process = new GuardedProcess({
      command: [program, ...unit.args],
      directory: root,
      environment: { ...cleanEnvironment(root), ...(port === null ? {} : { MUSTER_UNIT_PORT: String(port) }) },
      limits,
    });
    const active: Active = {
      process,
      pid: await process.pid,
      port,
      stopSeconds: unit.stopSeconds,
      expected: true,
      watch: null,
    };
    this.#active.set(key(duid, unit.name), active);
    const up = await this.#comesUp(active, unit.startSeconds * 1000);
    if (!up || process.over || this.#off) {
      process.kill();
      const { status, words } = await process.ended;
      this.#active.delete(key(duid, unit.name));
      const why = up ? `it ended with status ${status}` : `nothing answers on port ${unit.port}`;
      return { code: 'FailureOnStart', message: words === '' ? why : `${why}: ${words}`.slice(0, 256) };
    }
    active.expected = false;
    if (limits !== null) this.#watch(active, limits, duid, unit.name);
    void process.ended.then(({ status, words }) => {
      this.#forget(duid, unit.name, active);
      if (active.expected || this.#off) return;
      const why = `it ended with status ${status}`;
      this.#ended(duid, unit.name, words === '' ? why : `${why}: ${words}`.slice(0, 256));
    });
    return null;
  }

  /** @returns null when it ended as asked; FailureOnStop when it had to be killed */
  async stop(duid: string, unit: string): Promise<ExecutionFault | null> {
    const active = this.#active.get(key(duid, unit));
    if (active === undefined) return null;
    active.expected = true;
    const went = await active.process.stop(active.stopSeconds * 1000);
    this.#forget(duid, unit, active);
    return went ? null : { code: 'FailureOnStop', message: `killed after ${active.stopSeconds} s` };
  }

  powerOn(): void {
    this.#off = false;
  }
  /** Everything is gone when this resolves. */
  async powerOff(): Promise<void> {
    this.#off = true;
    const all = [...this.#active.values()];
    for (const { process } of all) process.kill();
    await Promise.all(all.map(({ process }) => process.ended));
    for (const { watch } of all) clearInterval(watch ?? undefined);
    this.#active.clear();
  }

  #forget(duid: string, unit: string, active: Active): void {
    clearInterval(active.watch ?? undefined);
    if (this.#active.get(key(duid, unit)) === active) this.#active.delete(key(duid, unit));
  }

  /** What the kernel does not limit for a group of processes, its keeper does. */
  #watch(active: Active, limits: BundleLimits, duid: string, unit: string): void {
    active.watch = setInterval(() => {
      const use = groupUse(active.process.group);
      if (use === null || active.expected) return;
      // The guard and its watch are two processes of the group that are not the unit's.
      const own = Math.max(0, use.processes - 2);
      const over =
        use.memoryKiB > limits.memoryKiB
          ? `it used ${use.memoryKiB} KiB of memory, ${limits.memoryKiB} are allowed`
          : own > limits.processes
            ? `it had ${own} processes, ${limits.processes} are allowed`
            : null;
      if (over === null) return;
      active.expected = true;
      active.process.kill();
      void active.process.ended.then(() => this.#ended(duid, unit, over));
    }, watchInterval);
    active.watch.unref();
  }

  async #comesUp({ process, port }: Active, patience: number): Promise<boolean> {
    if (port === null) {
      await Promise.race([sleep(settleTime), process.ended]);
      return true;
    }
    const until = Date.now() + patience;
    while (Date.now() < until && !this.#off) {
      if (process.over || (await answers(port))) return true;
      await Promise.race([sleep(20), process.ended]);
    }
    return false;
  }
}

const key = (duid: string, unit: string): string => `${duid}/${unit}`;

/** Nothing of the simulator's own environment but where programs are: no secrets, no options of its runtime. */
export function cleanEnvironment(root: string): Record<string, string> {
  const own = ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map((folder) => join(root, folder));
  const device = ['/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin', dirname(process.execPath)];
  return {
    PATH: [...own, ...device].join(':'),
    HOME: root,
    LANG: 'C',
    IPKG_INSTROOT: root,
    IPKG_OFFLINE_ROOT: root,
    MUSTER_ROOT: root,
  };
}

/** The port of a unit is that of its device; on the host of many devices each is given one of its own. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.setTimeout(1000, () => done(false));
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadGenerator } from './children.ts';
import { processCpuMs, treeCpuMs } from './cpu.ts';
import type { LoadOrder, LoadResult } from './protocol.ts';

/** What a run cost, per session. */
export interface Measured {
  readonly name: string;
  readonly concurrency: number;
  readonly serverMs: number;
  /** null where no database was used. */
  readonly databaseMs: number | null;
  readonly result: LoadResult;
}

/** A run, and the bare server at the same concurrency right before it. */
export interface Compared {
  readonly floor: Measured;
  readonly run: Measured;
}

/** Time for what a session leaves behind (closed sockets, the WAL writer) to be counted with it. */
const settleMs = 300;

/** Runs sessions against a server and takes the kernel's word for what it cost. */
export async function measure(
  name: string,
  load: LoadGenerator,
  server: { pid: number; port: number },
  databasePid: number | null,
  order: Omit<LoadOrder, 'port'>,
): Promise<Measured> {
  const before = processCpuMs(server.pid);
  const databaseBefore = databasePid === null ? 0 : treeCpuMs(databasePid);
  const result = await load.run({ ...order, port: server.port });
  await sleep(settleMs);
  const sessions = Math.max(1, result.sessions);
  return {
    name,
    concurrency: order.concurrency,
    serverMs: (processCpuMs(server.pid) - before) / sessions,
    databaseMs: databasePid === null ? null : (treeCpuMs(databasePid) - databaseBefore) / sessions,
    result,
  };
}

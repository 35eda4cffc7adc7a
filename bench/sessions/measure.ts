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

/** A run, and the bare server at the same concurrency, slice by slice in turns. */
export interface Compared {
  readonly floor: Measured;
  readonly run: Measured;
  /** Multiples of the bare server: the median over the slices, each against the bare slice right before it. */
  readonly ratio: { readonly gateway: number; readonly database: number };
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

/**
 * The speed of a machine moves within seconds, so that two long runs one after the other say little about each other:
 * the same sessions in slices, each against a slice of the bare server.
 */
export async function compare(
  slices: number,
  floor: (slice: number) => Promise<Measured>,
  run: (slice: number) => Promise<Measured>,
): Promise<Compared> {
  const pairs: { floor: Measured; run: Measured }[] = [];
  for (let slice = 0; slice < slices; slice++) pairs.push({ floor: await floor(slice), run: await run(slice) });
  return {
    floor: together(pairs.map((pair) => pair.floor)),
    run: together(pairs.map((pair) => pair.run)),
    ratio: {
      gateway: median(pairs.map((pair) => pair.run.serverMs / pair.floor.serverMs)),
      database: median(pairs.map((pair) => (pair.run.databaseMs ?? 0) / pair.floor.serverMs)),
    },
  };
}

/** Slices as one: counts are sums, all else is the median slice's. */
export function together(slices: readonly Measured[]): Measured {
  const [{ name, concurrency }] = slices as [Measured];
  const middle = (of: (slice: Measured) => number): number => median(slices.map(of));
  const sum = (of: (slice: Measured) => number): number => slices.reduce((total, slice) => total + of(slice), 0);
  return {
    name,
    concurrency,
    serverMs: middle((slice) => slice.serverMs),
    databaseMs: slices[0]!.databaseMs === null ? null : middle((slice) => slice.databaseMs ?? 0),
    result: {
      sessions: sum((slice) => slice.result.sessions),
      failed: sum((slice) => slice.result.failed),
      firstFailure: slices.find((slice) => slice.result.firstFailure !== null)?.result.firstFailure ?? null,
      challenged: sum((slice) => slice.result.challenged),
      rpcs: sum((slice) => slice.result.rpcs),
      seconds: sum((slice) => slice.result.seconds),
      p50: middle((slice) => slice.result.p50),
      p95: middle((slice) => slice.result.p95),
      p99: middle((slice) => slice.result.p99),
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

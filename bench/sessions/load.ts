import { runSession, type SessionResult } from './client.ts';
import { type DeviceState, newDevice } from './device.ts';
import type { LoadOrder, LoadResult } from './protocol.ts';

/** The load generator: a process of its own, so that its work is not in anybody's figures. Takes orders by IPC. */
const devices = new Map<number, DeviceState>();

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  const results: SessionResult[] = [];
  let next = order.first;
  const end = order.first + order.count;
  const worker = async (): Promise<void> => {
    while (next < end) {
      const n = next++;
      let device = devices.get(n);
      if (!device) {
        device = newDevice(n);
        devices.set(n, device);
      }
      // A device that only ever met the pretended nonce starts over with a server that checks it.
      if (order.pretendNonce !== undefined) device = { ...device, nonce: order.pretendNonce };
      results.push(await runSession(order.port, device, order));
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: order.concurrency }, worker));
  const seconds = (performance.now() - start) / 1000;
  const good = results.filter((r) => r.failure === null);
  const times = good.map((r) => r.ms).sort((a, b) => a - b);
  const percentile = (p: number): number =>
    times[Math.min(times.length - 1, Math.floor((p / 100) * times.length))] ?? 0;
  return {
    sessions: good.length,
    failed: results.length - good.length,
    firstFailure: results.find((r) => r.failure !== null)?.failure ?? null,
    challenged: results.filter((r) => r.challenged).length,
    rpcs: results.reduce((n, r) => n + r.rpcs, 0),
    seconds,
    p50: percentile(50),
    p95: percentile(95),
    p99: percentile(99),
  };
}

process.on('message', (order: LoadOrder) => {
  carryOut(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

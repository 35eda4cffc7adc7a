import { rename, writeFile } from 'node:fs/promises';
import { sleep } from '../base/durations.ts';
import type { Fleet } from './fleet.ts';
import { fleetStatistics } from './statistics.ts';

/** Writes the figures of a fleet once, whole or not at all: `{at, fleet, gateways[]}`. */
export async function writeStatistics(path: string, fleet: Fleet): Promise<void> {
  const gateways = fleet.gatewayStatistics();
  const text = JSON.stringify({ at: new Date().toISOString(), fleet: fleetStatistics(gateways), gateways });
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** Writes the figures every `interval` milliseconds until `signal` fires. */
export async function keepStatistics(path: string, fleet: Fleet, interval: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await writeStatistics(path, fleet);
    await sleep(interval, signal);
  }
}

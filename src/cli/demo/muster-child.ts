import { seconds, sleep } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import { type Child, startChild } from './child.ts';
import type { DemoFolder } from './folder.ts';
import { demoHost, type Ports } from './ports.ts';

const readyLimit = seconds(90);

/** Starts Muster itself, with settings of the demo's own and nothing of the caller's. */
export function startMusterChild(folder: DemoFolder, ports: Ports): Promise<Child> {
  const settings = {
    MUSTER_DATA_DIR: folder.data,
    MUSTER_ADMIN_KEY: folder.adminKey,
    MUSTER_PUBLIC_HOST: demoHost,
    MUSTER_BIND: demoHost,
    // Simulated gateways live on this machine; elsewhere connection requests never go to loopback.
    MUSTER_ALLOWED_CPE_NETWORKS: '127.0.0.0/8',
    MUSTER_ACS_PORT: String(ports.acs),
    MUSTER_API_PORT: String(ports.api),
    MUSTER_FILES_PORT: String(ports.files),
    MUSTER_LOG_LEVEL: 'warn',
    MUSTER_LOG_FORMAT: 'json',
  };
  return startChild('muster start', ['start'], { ...cleanEnvironment(), ...settings }, folder.musterLog);
}

/** Waits until Muster can work. @throws MusterError `overloaded` when it takes too long */
export async function untilReady(ports: Ports, signal: AbortSignal): Promise<void> {
  const end = performance.now() + readyLimit;
  while (!signal.aborted) {
    const ready = await fetch(`http://${demoHost}:${ports.api}/readyz`).catch(() => null);
    await ready?.body?.cancel();
    if (ready?.ok) return;
    if (performance.now() > end) {
      throw new MusterError('overloaded', `Muster was not ready within ${readyLimit / 1000} seconds`);
    }
    await sleep(200, signal);
  }
}

/** The environment without Muster's own variables: the demo is the same on every machine. */
export function cleanEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('MUSTER_')));
}

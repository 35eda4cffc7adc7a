import { seconds, sleep } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import type { ApiClient } from '../api/client.ts';
import type { Device, Page } from '../api/resources.ts';
import { type Child, startChild } from './child.ts';
import type { DemoFolder } from './folder.ts';
import { cleanEnvironment } from './muster-child.ts';
import { demoHost, type Ports } from './ports.ts';

/** Product class of the simulated gateways, and the firmware they come with. */
export const model = { productClass: 'MG100', firstVersion: '1.0.0' };

/** What goes wrong, as the flags of `muster simulate`; all of it at once, on gateways of their own each. */
const misbehaviours = [
  ['--fault', '3%:9010'],
  ['--no-transfer-complete', '2%'],
  ['--fall-back', '1%'],
  ['--silent', '1%'],
  ['--slow', '5%:64k'],
] as const;

const rampSeconds = 8;
/** Short, so that a lost connection request costs seconds. */
const informInterval = 15;
/** Beyond the ramp, for the slowest machine. */
const knownLimit = seconds(120);

export interface FleetWish {
  readonly count: number;
  readonly seed: number;
}

/** Starts the gateways in a process of their own. */
export function startFleetChild(folder: DemoFolder, ports: Ports, { count, seed }: FleetWish): Promise<Child> {
  const options: readonly (readonly [string, string])[] = [
    ['--acs', `http://${demoHost}:${ports.acs}/`],
    ['--count', String(count)],
    ['--seed', String(seed)],
    ['--product-class', model.productClass],
    ['--fw-version', model.firstVersion],
    ['--interval', String(informInterval)],
    ['--ramp', String(rampSeconds)],
    ['--reboot-seconds', '3'],
    ['--flash-seconds', '1'],
    ['--state-dir', folder.fleet],
    ['--stats-file', folder.fleetAccount],
    ['--register', `http://${demoHost}:${ports.api}`],
    ['--key', folder.adminKey],
    ...misbehaviours,
  ];
  return startChild('muster simulate', ['simulate', ...options.flat()], cleanEnvironment(), folder.fleetLog);
}

/** Waits until Muster has heard of `count` gateways. @throws MusterError `overloaded` when it takes too long */
export async function untilKnown(
  api: ApiClient,
  count: number,
  signal: AbortSignal,
  tell: (known: number) => void,
): Promise<void> {
  const end = performance.now() + knownLimit;
  while (!signal.aborted) {
    const { count: known = 0 } = await api.get<Page<Device>>('/devices', { count: true, limit: 1 });
    tell(known);
    if (known >= count) return;
    if (performance.now() > end) {
      throw new MusterError(
        'overloaded',
        `only ${known} of ${count} gateways called within ${knownLimit / 1000} seconds`,
      );
    }
    await sleep(500, signal);
  }
}

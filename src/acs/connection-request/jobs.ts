import type { Clock } from '../../base/clock.ts';
import { seconds } from '../../base/durations.ts';
import { isMusterError } from '../../base/errors.ts';
import type { DeviceKey } from '../../base/ids.ts';
import {
  type ConnectionRequestOutcome,
  findCallAddress,
  findRequest,
  noteOutcome,
  noteRequested,
} from '../../devices/connection-request-store.ts';
import type { Pool, Queryable } from '../../platform/database/pool.ts';
import type { Queues } from '../../platform/queue/queue.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { type CallResult, callDevice } from './call.ts';
import type { DestinationGuard } from './destination-guard.ts';

const queueName = 'connection-request';
/** Waits before a device that was busy is called again; then its next periodic Inform has to do. */
const busyWaits = [seconds(5), seconds(20)];

/** Puts devices on the list to be called. Requests for one device merge while one waits or runs. */
export async function requestConnections(
  db: Queryable,
  queues: Queues,
  clock: Clock,
  devices: readonly DeviceKey[],
): Promise<void> {
  if (devices.length === 0) return;
  await noteRequested(db, devices, new Date(clock.now()));
  await Promise.all(devices.map((device) => queues.add(queueName, `cr-${device}`, { device, round: 0 })));
}

export interface CallWorkerDeps {
  readonly pool: Pool;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly box: SecretBox;
  readonly guard: DestinationGuard;
  readonly perSecond: number;
  /** The device has no credentials yet: give it some when it calls. */
  provision(device: DeviceKey): Promise<void>;
  report(outcome: ConnectionRequestOutcome): void;
}

/** Works off the list: so many calls a second over all processes, so many at once here. */
export async function workConnectionRequests(deps: CallWorkerDeps): Promise<void> {
  await deps.queues.work(queueName, { concurrency: 100, perSecond: deps.perSecond }, async (data) => {
    const device = Number(data['device']) as DeviceKey;
    const round = Number(data['round']);
    const request = await findRequest(deps.pool, device);
    // It called by itself while it stood in the list.
    if (request?.outcome === 'sessionArrived') return;
    const { outcome, detail } = await call(deps, device);
    await noteOutcome(deps.pool, device, outcome, detail, new Date(deps.clock.now()));
    deps.report(outcome);
    const wait = busyWaits[round];
    if (outcome === 'busy' && wait !== undefined) {
      // Under another id: this job's own is taken until it ends.
      await deps.queues.add(queueName, `cr-${device}-${round + 1}`, { device, round: round + 1 }, { delayMs: wait });
    }
  });
}

async function call(deps: CallWorkerDeps, device: DeviceKey): Promise<CallResult> {
  const address = await findCallAddress(deps.pool, device);
  if (!address?.url) return { outcome: 'noAddress', detail: 'it has never told a connection request URL' };
  if (!address.active || address.username === null || address.secret === null) {
    await deps.provision(device);
    return {
      outcome: 'noCredentials',
      detail: 'it has no connection request credentials yet; they are set in its next session',
    };
  }
  try {
    const destination = await deps.guard(address.url);
    const password = deps.box.open(address.secret, `connection-request:${device}`);
    return await callDevice(destination, { username: address.username, password });
  } catch (error) {
    if (isMusterError(error, 'destinationRefused')) return { outcome: 'destinationRefused', detail: error.message };
    throw error;
  }
}

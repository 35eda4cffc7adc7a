import type { Clock } from '../../base/clock.ts';
import type { DeviceKey } from '../../base/ids.ts';
import {
  beginRequests,
  type CallFacts,
  type ConnectionRequestOutcome,
  findCallFacts,
  findRunningRequest,
  listWays,
  noteCall,
  noteOutcome,
  noteWayFailed,
  type RunningRequest,
  settleByPulse,
} from '../../devices/connection-request-store.ts';
import { readParameters } from '../../devices/parameter-store.ts';
import type { Pool, Queryable } from '../../platform/database/pool.ts';
import type { Queues } from '../../platform/queue/queue.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { attempt, type Callers, servedWays } from './order/attempt.ts';
import { waitForTurn, withCall } from './order/device-rate.ts';
import { planCall, type Reach } from './order/plan.ts';
import {
  afterAnswer,
  afterSilence,
  beginPursuit,
  type Next,
  nextOf,
  type Pursuit,
  type Waits,
} from './order/pursuit.ts';
import { reachOf } from './order/reach.ts';
import type { Way } from './order/way.ts';
import type { CallLogin } from './result.ts';

const callQueue = 'connection-request';
/** Looks whether a session came; costs the devices nothing, so it is not held back with the calls. */
const lookQueue = 'connection-request-look';

/** Puts devices on the list to be called. A device that is being called stays with the request under way. */
export async function requestConnections(
  db: Queryable,
  queues: Queues,
  clock: Clock,
  devices: readonly DeviceKey[],
): Promise<void> {
  if (devices.length === 0) return;
  const begun = await beginRequests(db, devices, new Date(clock.now()));
  await Promise.all(
    begun.map(({ device, number }) => queues.add(callQueue, `cr-${device}-${number}-0`, { device, number, step: 0 })),
  );
}

export interface CallWorkerDeps {
  readonly pool: Pool;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly box: SecretBox;
  readonly callers: Callers;
  readonly perSecond: number;
  /** Calls to one device in a minute. */
  readonly perDevice: number;
  readonly waits: Waits;
  /** The device has no credentials, or does not accept those it should have: give it some when it calls. */
  provision(device: DeviceKey): Promise<void>;
  report(outcome: ConnectionRequestOutcome): void;
}

/** A request on its way through the queues. `step` only makes job ids differ. */
interface Errand {
  readonly device: DeviceKey;
  readonly number: number;
  readonly step: number;
}

/** What is kept of a request between two jobs. */
interface Progress {
  readonly pursuit: Pursuit;
  /** What was tried last: a session that arrives is to its credit. */
  readonly way: Way | null;
}

/** Works off the list: so many calls a second over all processes, so many at once here. */
export async function workConnectionRequests(deps: CallWorkerDeps): Promise<void> {
  const { queues } = deps;
  await queues.work(callQueue, { concurrency: 100, perSecond: deps.perSecond }, async (data) => {
    await call(deps, errandOf(data));
  });
  await queues.work(lookQueue, { concurrency: 20 }, async (data) => {
    await look(deps, errandOf(data));
  });
}

/** Calls the device on the way whose turn it is, and on the next ones as long as nobody there accepts. */
async function call(deps: CallWorkerDeps, sent: Errand): Promise<void> {
  const { pool, clock } = deps;
  const errand = await numbered(deps, sent);
  if (!errand) return;
  const { device } = errand;
  let request = await running(deps, errand);
  if (!request) return;
  const facts = await findCallFacts(pool, device);
  if (!facts) return;
  const login = loginOf(deps, device, facts);
  if (login === null) {
    await deps.provision(device);
    const detail = 'it has no connection request credentials yet; they are set in its next session';
    await settle(deps, request, device, 'noCredentials', detail, {});
    return;
  }
  const reach = await reachNow(pool, device, facts);
  let { pursuit } = progressOf(request) ?? {
    pursuit: beginPursuit(planCall(reach, servedWays(deps.callers), clock.now())),
  };
  let next: Next = nextOf(pursuit);
  while (next.do === 'call') {
    const { way } = next;
    const wait = Math.max(next.afterMs, waitForTurn(request.calls, way, deps.perDevice, clock.now()));
    if (wait > 0) {
      const detail = next.afterMs > 0 ? lastDetail(pursuit) : 'it was called often lately; its next turn comes soon';
      const outcome = next.afterMs > 0 ? 'busy' : (request.outcome ?? 'busy');
      if (await keep(deps, request, device, { outcome, detail, pursuit, way })) {
        await later(deps, callQueue, errand, wait);
      }
      return;
    }
    const at = new Date(clock.now());
    const calls = withCall(request.calls, deps.perDevice, at.getTime());
    request = { ...request, calls };
    const progress: Progress = { pursuit, way };
    if (!(await noteCall(pool, device, request.number, { progress, calls, at }))) return;
    const result = await attempt(deps.callers, way, facts.id, reach, login, at.getTime());
    deps.report(result.outcome);
    if (result.outcome === 'unauthorized') await deps.provision(device);
    if (!result.mayFollow && result.outcome !== 'busy') await noteWayFailed(pool, device, way, new Date(clock.now()));
    ({ pursuit, next } = afterAnswer(pursuit, result, deps.waits));
    if (next.do === 'wait') {
      if (await keep(deps, request, device, { ...result, pursuit, way })) await later(deps, lookQueue, errand, next.ms);
      return;
    }
    // The session may have been faster than the answer, whatever that was.
    if (next.do === 'call' && !(await running(deps, errand))) return;
  }
  if (next.do === 'settle') await settle(deps, request, device, next.outcome, next.detail, { pursuit });
}

/** The time for a session is over: did one come? */
async function look(deps: CallWorkerDeps, errand: Errand): Promise<void> {
  const { device } = errand;
  const request = await running(deps, errand);
  const progress = request && progressOf(request);
  if (!request || !progress) return;
  if (progress.way) await noteWayFailed(deps.pool, device, progress.way, new Date(deps.clock.now()));
  deps.report('noSession');
  const { pursuit, next } = afterSilence(progress.pursuit, deps.waits);
  if (next.do === 'settle') return settle(deps, request, device, next.outcome, next.detail, { pursuit });
  const detail = lastDetail(pursuit);
  // The next call stands in line with all others.
  if (await keep(deps, request, device, { outcome: 'noSession', detail, pursuit, way: progress.way })) {
    await later(deps, callQueue, errand, 0);
  }
}

/** A job of the previous version carries no number, and its request was not begun as ours are: it begins here. */
async function numbered({ pool, clock }: CallWorkerDeps, errand: Errand): Promise<Errand | null> {
  if (errand.number > 0) return errand;
  const [begun] = await beginRequests(pool, [errand.device], new Date(clock.now()));
  return begun ? { ...errand, number: begun.number } : null;
}

/** The request as it stands, while it still runs and is the one that was sent for. */
async function running({ pool }: CallWorkerDeps, errand: Errand): Promise<RunningRequest | null> {
  const request = await findRunningRequest(pool, errand.device);
  if (!request || request.settled || request.number !== errand.number) return null;
  return (await settleByPulse(pool, errand.device)) ? null : request;
}

function loginOf({ box }: CallWorkerDeps, device: DeviceKey, facts: CallFacts): CallLogin | null {
  if (!facts.active || facts.username === null || facts.secret === null) return null;
  return { username: facts.username, password: box.open(facts.secret, `connection-request:${device}`) };
}

async function reachNow(pool: Pool, device: DeviceKey, facts: CallFacts): Promise<Reach> {
  const told = await readParameters(pool, device, `${facts.root}ManagementServer.`);
  return reachOf(facts, told, await listWays(pool, device));
}

async function keep(
  { pool, clock }: CallWorkerDeps,
  request: RunningRequest,
  device: DeviceKey,
  now: { outcome: ConnectionRequestOutcome; detail: string; pursuit: Pursuit; way: Way | null },
): Promise<boolean> {
  const { outcome, detail, pursuit, way } = now;
  const progress: Progress = { pursuit, way };
  const at = new Date(clock.now());
  return noteOutcome(pool, device, request.number, { outcome, detail, settled: false, progress, at });
}

async function settle(
  { pool, clock }: CallWorkerDeps,
  request: RunningRequest,
  device: DeviceKey,
  outcome: ConnectionRequestOutcome,
  detail: string,
  progress: object,
): Promise<void> {
  const at = new Date(clock.now());
  await noteOutcome(pool, device, request.number, { outcome, detail, settled: true, progress, at });
}

/** Under another id each time: a job's own is taken until it ends. */
async function later({ queues }: CallWorkerDeps, queue: string, errand: Errand, delayMs: number): Promise<void> {
  const { device, number } = errand;
  const step = errand.step + 1;
  const id = `cr-${device}-${number}-${step}`;
  await queues.add(queue, id, { device, number, step }, delayMs > 0 ? { delayMs } : {});
}

function progressOf(request: RunningRequest): Progress | null {
  const { pursuit, way } = request.progress as Partial<Progress>;
  return pursuit ? { pursuit, way: way ?? null } : null;
}

function lastDetail({ notes }: Pursuit): string {
  return notes.at(-1)?.detail ?? '';
}

function errandOf(data: Readonly<Record<string, string | number>>): Errand {
  return {
    device: Number(data['device']) as DeviceKey,
    number: Number(data['number'] ?? 0),
    step: Number(data['step'] ?? 0),
  };
}

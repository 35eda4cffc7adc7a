import type { Clock } from '../base/clock.ts';
import { MusterError } from '../base/errors.ts';
import type { DeviceKey, OperationId } from '../base/ids.ts';
import type { DuStateChangeCompleteRequest } from '../cwmp/rpc/du-state-change-complete.ts';
import type { Answer, Call } from '../cwmp/rpc/index.ts';
import type { TransferCompleteRequest } from '../cwmp/rpc/transfer-complete.ts';
import type { DeviceView } from '../devices/device.ts';
import { hasEvent, type InformFacts } from '../devices/facts.ts';
import { readParameters, rememberParameters, storedTypes } from '../devices/parameter-store.ts';
import { rememberInformInterval, rememberMethods, viewDevice } from '../devices/store.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import type { Transaction } from '../platform/database/pool.ts';
import type { Cause } from '../software/history.ts';
import { followModules } from '../software/track.ts';
import { afterMove, isNotable, timelineDetail } from './after-move.ts';
import { keepAttributes, wantedAttributes } from './attribute-store.ts';
import { batchOfModel, keepBatchOfModel } from './batch-store.ts';
import type { CommandKeys } from './command-key.ts';
import {
  type CompletionDeps,
  type CompletionSession,
  duStateChangeCompleted,
  transferCompleted,
} from './completions.ts';
import { floorEvent, type SessionContext } from './floor.ts';
import {
  failed,
  type Move,
  type Needs,
  type OperationEvent,
  type OperationKind,
  type PackageLink,
  type PackageWish,
  type Supplies,
} from './kind.ts';
import { kindNamed } from './kinds/index.ts';
import { forgetMethod } from './method-store.ts';
import { knowsMethod, missingMethod } from './methods.ts';
import type { Operation } from './operation.ts';
import { beginReading, readsInMemory } from './reading.ts';
import { orderOperation } from './service.ts';
import { isOpen } from './states.ts';
import { eventOf, type Outcome, type Step } from './step.ts';
import * as store from './store.ts';

/** What operations ask of other rooms, as narrow verbs. All run in the transaction they are given. */
export interface OperationVerbs {
  linkFor(
    tx: Transaction,
    fileId: string,
    device: DeviceKey,
    operation: OperationId,
    /** How much longer than usual it has to last. */
    waitSeconds: number,
  ): Promise<{ url: string; size: number } | null>;
  /** The file that a device gets for the name of a package, and the environment it has to name; `none` says why not. */
  variantFor(
    tx: Transaction,
    device: DeviceKey,
    software: readonly (readonly [path: string, value: string])[],
    wish: PackageWish,
  ): Promise<{ readonly fileId: string; readonly environment: string | null } | { readonly none: string }>;
  /** A link that the device may bring one upload by. */
  uploadLink(device: DeviceKey, operation: OperationId, name: string, waitSeconds: number): string;
  /** The id of what the device brought for an operation; null: nothing. */
  uploadOf(tx: Transaction, operation: OperationId): Promise<string | null>;
  /** Our file server answered the device's last request for this operation with "come back later". */
  turnedAway(tx: Transaction, device: DeviceKey, operation: OperationId): Promise<boolean>;
  connectionRequestCredential(tx: Transaction, device: DeviceKey): Promise<{ username: string; password: string }>;
  /** What the device is to prove itself with from now on; the same until it has done so. */
  deviceCredential(tx: Transaction, device: DeviceKey): Promise<{ username: string; password: string }>;
  connectionRequestCredentialStored(tx: Transaction, device: DeviceKey): Promise<void>;
  /** Opens a secret that an order was stored with. */
  openSecret(sealed: string): string;
  /** Whether work of a campaign may start now; holds the campaign in its state until the transaction ends. */
  mayDispatch(tx: Transaction, operation: Operation, now: Date): Promise<boolean>;
  /** An operation moved to another state; what follows from it belongs into the same transaction. */
  moved(tx: Transaction, move: OperationMoved): Promise<void>;
  /**
   * What is stored of a device's parameters changed. `told`: by what the device said; else by what it took from us, which
   * it may show otherwise.
   */
  valuesChanged?(tx: Transaction, device: DeviceKey, told: boolean, now: Date): Promise<void>;
}

export interface OperationMoved {
  readonly operation: Operation;
  readonly from: Operation['state'];
  readonly device: DeviceView;
  readonly now: Date;
}

/**
 * Carries operations on: loads them, lets their kind decide, stores what it decided. Every function runs inside the
 * caller's transaction, which commits before anything is said to the device or acknowledged.
 */
export interface OperationRunner {
  /** What to say next on this device, committed as said; null when nothing is due. */
  nextStep(tx: Transaction, device: DeviceView, session: SessionContext): Promise<Step | null>;
  hearOutcome(tx: Transaction, device: DeviceView, id: OperationId, outcome: Outcome): Promise<void>;
  /** @param booted it has started anew, said or not; left out: if it said so */
  hearInform(tx: Transaction, device: DeviceView, facts: InformFacts, booted?: boolean): Promise<void>;
  hearTransferComplete(
    tx: Transaction,
    device: DeviceView,
    args: TransferCompleteRequest,
    session: CompletionSession,
  ): Promise<void>;
  hearDuStateChangeComplete(
    tx: Transaction,
    device: DeviceView,
    args: DuStateChangeCompleteRequest,
    session: CompletionSession,
  ): Promise<void>;
  /** The device told of units that it changed by itself, which are stored. */
  hearUnitsChanged(tx: Transaction, device: DeviceView): Promise<void>;
  /** Moves operations whose deadline has passed. @returns how many were looked at */
  sweep(tx: Transaction, limit: number): Promise<number>;
}

export function operationRunner(clock: Clock, keys: CommandKeys, verbs: OperationVerbs): OperationRunner {
  const completions: CompletionDeps = {
    keys,
    uploadOf: verbs.uploadOf,
    turnedAway: (tx, device, id) => verbs.turnedAway(tx, device.key, id),
    valuesChanged: async (tx, device, now) => verbs.valuesChanged?.(tx, device.key, true, now),
    step,
  };
  return {
    async nextStep(tx, device, session) {
      // Each round either says something, ends or changes an operation, or finds nothing left: bounded all the same.
      for (let round = 0; round < 50; round++) {
        let changed = false;
        for (const operation of await store.openOperations(tx, device.key)) {
          const kind = kindOf(operation);
          if (operation.state === 'queued') {
            if (operation.expiresAt && operation.expiresAt.getTime() <= clock.now()) {
              await apply(tx, device, operation, failed('expired', 'it was not due before it expired'));
              changed = true;
              continue;
            }
            if (operation.notBefore && operation.notBefore.getTime() > clock.now()) continue;
            if (operation.campaignId && !(await verbs.mayDispatch(tx, operation, new Date(clock.now())))) continue;
            const lacking = lackingMethod(kind, operation, device, session);
            if (lacking !== null) {
              await apply(tx, device, operation, failed('unsupported', lacking));
              changed = true;
              continue;
            }
          }
          const supplies =
            operation.state === 'queued' || operation.state === 'dispatched' ? await supply(tx, kind, operation) : {};
          const move = kind.step(viewOf(kind, operation), floorEvent(operation, device, session, supplies, keys));
          const applied = await apply(tx, device, operation, move);
          if (move.say) {
            const step = { operationId: operation.id, kind: operation.kind, call: move.say };
            return readsInMemory(operation, kind) ? { ...step, reading: beginReading(applied.operation) } : step;
          }
          changed ||= applied.moved;
        }
        if (!changed) return null;
      }
      return null;
    },

    async hearOutcome(tx, device, id, outcome) {
      const operation = await store.lockOperation(tx, id);
      // Ended meanwhile, e.g. by a TransferComplete in the same session.
      if (!operation || !isOpen(operation.state)) return;
      if ('fault' in outcome && outcome.fault.code === 9000) await unsupported(tx, device, outcome.method);
      await step(tx, device, operation, await eventWith(tx, device, operation, outcome));
      // What a device tells of its queue concerns every transfer whose outcome is unknown, whoever asked.
      if ('answer' in outcome && tellsQueue(outcome.answer)) {
        for (const other of await store.openOperations(tx, device.key)) {
          if (other.id === id || other.state === 'queued' || !kindOf(other).transfer) continue;
          await step(tx, device, other, await eventWith(tx, device, other, outcome));
        }
      }
    },

    async hearInform(tx, device, facts, booted = hasEvent(facts, '1 BOOT')) {
      for (const operation of await store.openOperations(tx, device.key)) {
        await step(tx, device, operation, { type: 'inform', device, facts, booted });
      }
    },

    hearTransferComplete: (tx, device, args, session) =>
      transferCompleted(tx, completions, device, args, session, new Date(clock.now())),

    hearDuStateChangeComplete: (tx, device, args, session) =>
      duStateChangeCompleted(tx, completions, device, args, session, new Date(clock.now())),

    async hearUnitsChanged(tx, device) {
      await verbs.valuesChanged?.(tx, device.key, true, new Date(clock.now()));
    },

    async sweep(tx, limit) {
      const due = await store.dueOperations(tx, new Date(clock.now()), limit);
      for (const operation of due) {
        const device = await viewDevice(tx, operation.deviceKey);
        if (!device) continue;
        if (operation.state === 'queued')
          await apply(tx, device, operation, failed('expired', 'it was not due before it expired'));
        else await step(tx, device, operation, { type: 'deadline' });
      }
      return due.length;
    },
  };

  async function step(tx: Transaction, device: DeviceView, operation: Operation, event: OperationEvent): Promise<void> {
    const kind = kindOf(operation);
    await apply(tx, device, operation, kind.step(viewOf(kind, operation), event));
  }

  function viewOf(kind: OperationKind<unknown, unknown>, operation: Operation) {
    const { progress, state, commandKey, attempt, dispatchedAt } = operation;
    const order = kind.mapSecrets ? kind.mapSecrets(operation.order, verbs.openSecret) : operation.order;
    const sinceDispatchMs = dispatchedAt ? clock.now() - dispatchedAt.getTime() : 0;
    return { order, progress, state, commandKey, attempt, sinceDispatchMs };
  }

  /** The device does not know a method: it is not asked for it again, and where it never told those it has, it is asked. */
  async function unsupported(tx: Transaction, device: DeviceView, method: string): Promise<void> {
    await forgetMethod(tx, device.key, method);
    if (device.methods !== null || method === 'GetRPCMethods') return;
    if (await store.hasQueued(tx, device.key, 'getRpcMethods')) return;
    const deps = { clock, seal: (secret: string) => secret };
    await orderOperation(tx, deps, device.key, { kind: 'getRpcMethods', order: {}, source: 'policy', priority: 900 });
  }

  /** An answer together with what the device has brought meanwhile. */
  async function eventWith(
    tx: Transaction,
    device: DeviceView,
    operation: Operation,
    outcome: Outcome,
  ): Promise<OperationEvent> {
    const event = eventOf(device, outcome);
    if (event.type !== 'answer' || operation.kind !== 'upload') return event;
    return { ...event, uploadId: await verbs.uploadOf(tx, operation.id) };
  }

  async function supply(
    tx: Transaction,
    kind: OperationKind<unknown, unknown>,
    operation: Operation,
  ): Promise<Supplies> {
    const needs: Needs = kind.needs(operation.order);
    const wait = Math.max(needs.waitSeconds ?? 0, secondsUntil(needs.waitUntil));
    const link =
      needs.file === undefined ? null : await verbs.linkFor(tx, needs.file, operation.deviceKey, operation.id, wait);
    const links = new Map<string, { url: string; size: number }>();
    for (const id of needs.files ?? []) {
      const made = await verbs.linkFor(tx, id, operation.deviceKey, operation.id, wait);
      if (made) links.set(id, made);
    }
    const software = needs.software ? await storedSoftware(tx, operation.deviceKey) : [];
    const packages: (PackageLink | { readonly none: string })[] = [];
    for (const wish of operation.state === 'queued' ? (needs.packages ?? []) : [])
      packages.push(await packageFor(tx, operation, software, wish, wait));
    return {
      ...(needs.time ? { now: clock.now() } : {}),
      ...(needs.files === undefined ? {} : { links }),
      ...(packages.length === 0 ? {} : { packages }),
      ...(needs.software ? { software } : {}),
      ...(needs.upload === undefined
        ? {}
        : { uploadUrl: verbs.uploadLink(operation.deviceKey, operation.id, needs.upload, wait) }),
      ...(needs.attributes ? { attributes: await wantedAttributes(tx, operation.deviceKey) } : {}),
      ...(needs.batch ? { batch: await batchOfModel(tx, operation.deviceKey) } : {}),
      ...(link ? { link } : {}),
      ...(needs.types && needs.types.length > 0
        ? { types: await storedTypes(tx, operation.deviceKey, needs.types) }
        : {}),
      ...(needs.connectionRequestCredential
        ? { connectionRequestCredential: await verbs.connectionRequestCredential(tx, operation.deviceKey) }
        : {}),
      ...(needs.deviceCredential ? { deviceCredential: await verbs.deviceCredential(tx, operation.deviceKey) } : {}),
    };
  }

  function secondsUntil(instant: string | undefined): number {
    return instant === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - clock.now()) / 1000));
  }

  async function packageFor(
    tx: Transaction,
    { deviceKey, id }: Operation,
    software: readonly (readonly [path: string, value: string])[],
    wish: PackageWish,
    wait: number,
  ): Promise<PackageLink | { readonly none: string }> {
    const found = await verbs.variantFor(tx, deviceKey, software, wish);
    if ('none' in found) return found;
    const link = await verbs.linkFor(tx, found.fileId, deviceKey, id, wait);
    return link
      ? { ...link, environment: found.environment }
      : { none: `the file ${found.fileId} is not there any more` };
  }

  /** Stores a move, and what was learned with it. @returns the operation now, and whether its state changed */
  async function apply(tx: Transaction, device: DeviceView, was: Operation, move: Move<unknown>): Promise<Applied> {
    const now = new Date(clock.now());
    if (move.learned) await learn(tx, device, was, move.learned, now);
    const next = afterMove(was, move, keys, now);
    if (!next) return { operation: was, moved: false };
    if (!(await store.changeOperation(tx, was, next))) {
      throw new MusterError('internal', `operation ${was.id} moved while it was locked`);
    }
    if (move.cancelled !== undefined) {
      const transfer = await store.operationByCommandKey(tx, device.key, move.cancelled);
      if (transfer && transfer.id !== was.id) await step(tx, device, transfer, { type: 'transferCancelled', device });
    }
    if (!isNotable(was, next)) return { operation: next, moved: false };
    const detail = timelineDetail(next, move);
    await addToTimeline(tx, [{ device: device.key, at: now, type: 'operation', detail }]);
    await verbs.moved(tx, { operation: next, from: was.state, device, now });
    return { operation: next, moved: true };
  }

  async function learn(
    tx: Transaction,
    device: DeviceView,
    operation: Operation,
    learned: NonNullable<Move<unknown>['learned']>,
    now: Date,
  ): Promise<void> {
    if (learned.parameters) {
      const changed = await rememberParameters(tx, device.key, learned.parameters, now);
      await followModules(tx, device.key, changed, causeOf(operation), now);
      const told = operation.kind !== 'setParameterValues' && operation.kind !== 'addObject';
      if (changed.size > 0) await verbs.valuesChanged?.(tx, device.key, told, now);
    }
    if (learned.methods) await rememberMethods(tx, device.key, learned.methods);
    if (learned.informInterval) await rememberInformInterval(tx, device.key, learned.informInterval);
    if (learned.attributes && learned.attributes.length > 0) {
      await keepAttributes(tx, device.key, learned.attributes, now);
    }
    if (learned.batch) await keepBatchOfModel(tx, device.key, learned.batch, now);
    if (learned.connectionRequestCredentialStored) await verbs.connectionRequestCredentialStored(tx, device.key);
  }
}

/** Below either root: a device has one, and the other costs a look at an index. */
async function storedSoftware(tx: Transaction, device: DeviceKey): Promise<(readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for (const root of ['Device.', 'InternetGatewayDevice.']) {
    for (const { path, value } of await readParameters(tx, device, `${root}SoftwareModules.`))
      found.push([path, value]);
  }
  return found;
}

interface Applied {
  readonly operation: Operation;
  readonly moved: boolean;
}

/** Why this operation can never be said to this device in this session's version; null: it can. */
function lackingMethod(
  kind: OperationKind<unknown, unknown>,
  operation: Operation,
  device: DeviceView,
  session: SessionContext,
): string | null {
  const method = kind.requires?.(operation.order);
  if (method === undefined) return null;
  if (!knowsMethod(device.methods, method)) return missingMethod(method, device.softwareVersion);
  return session.may(method as Call['method'])
    ? null
    : `${method} is newer than CWMP ${device.cwmpVersion}, which the device speaks`;
}

function tellsQueue(answer: Answer): boolean {
  return answer.method === 'GetAllQueuedTransfers' || answer.method === 'GetQueuedTransfers';
}

function kindOf(operation: Operation): OperationKind<unknown, unknown> {
  const kind = kindNamed(operation.kind);
  if (!kind) throw new MusterError('internal', `operation ${operation.id} is of the unknown kind ${operation.kind}`);
  return kind;
}

/** Why the software modules of a device changed, where what an operation learned shows it. */
function causeOf({ id, kind }: Operation): Cause {
  const isRead = kindNamed(kind)?.reading === true;
  return { cause: isRead ? 'read' : 'operation', more: { operationId: id } };
}

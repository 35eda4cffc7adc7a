import { createHash } from 'node:crypto';
import type { OperationId } from '../base/ids.ts';
import type { DuStateChangeCompleteRequest } from '../cwmp/rpc/du-state-change-complete.ts';
import { parseDateTime } from '../cwmp/rpc/schema.ts';
import type { TransferCompleteRequest } from '../cwmp/rpc/transfer-complete.ts';
import type { DeviceView } from '../devices/device.ts';
import type { InformEvent } from '../devices/facts.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import type { Transaction } from '../platform/database/pool.ts';
import { addHistory } from '../software/history-store.ts';
import { followResults } from '../software/track.ts';
import type { CommandKeys } from './command-key.ts';
import type { DuResult, OperationEvent } from './kind.ts';
import { kindNamed } from './kinds/index.ts';
import { matchCompletion } from './match-completion.ts';
import type { Operation } from './operation.ts';
import { orderModulesReads } from './software-reads.ts';
import * as store from './store.ts';

/** The session that a completion came in. */
export interface CompletionSession {
  /** It began with `1 BOOT`. */
  readonly booted: boolean;
  /** Of its Inform: some devices tell the CommandKey only there. */
  readonly events?: readonly InformEvent[];
}

/** What completions are heard with; all in the caller's transaction. */
export interface CompletionDeps {
  readonly keys: CommandKeys;
  uploadOf(tx: Transaction, operation: OperationId): Promise<string | null>;
  turnedAway(tx: Transaction, device: DeviceView, operation: OperationId): Promise<boolean>;
  /** What the device told changed what is stored of it. */
  valuesChanged(tx: Transaction, device: DeviceView, now: Date): Promise<void>;
  step(tx: Transaction, device: DeviceView, operation: Operation, event: OperationEvent): Promise<void>;
}

const transferEvents: ReadonlySet<string> = new Set(['M Download', 'M ScheduleDownload', 'M Upload']);
/** Faults that a busy file server of ours causes, as devices tell it. */
const sourceFaults: ReadonlySet<number> = new Set([9010, 9011, 9015, 9016, 9017]);

/** A transfer is over: evidence once, and whatever follows from it for its operation. */
export async function transferCompleted(
  tx: Transaction,
  deps: CompletionDeps,
  device: DeviceView,
  args: TransferCompleteRequest,
  session: CompletionSession,
  now: Date,
): Promise<void> {
  const waiting = (await store.openOperations(tx, device.key)).filter(
    (one) => one.state !== 'queued' && one.commandKey !== null && kindNamed(one.kind)?.transfer === true,
  );
  const operation = matchCompletion(
    args.CommandKey,
    keysOf(session, (code) => transferEvents.has(code)),
    waiting,
    deps.keys.isOurs,
  );
  const { FaultCode, FaultString } = args.FaultStruct;
  const isNew = await store.insertEvidence(tx, {
    device: device.key,
    dedupKey: dedupKey([
      'TransferComplete',
      args.CommandKey,
      FaultCode,
      args.StartTime,
      args.CompleteTime,
      ...standIn(args.CommandKey, [args.StartTime, args.CompleteTime], operation),
    ]),
    kind: 'transferComplete',
    commandKey: args.CommandKey,
    payload: args,
    receivedAt: now,
    appliedTo: operation?.id ?? null,
  });
  // A repeat, as its acknowledgement was lost: acknowledged again, and nothing else.
  if (!isNew) return;
  await addToTimeline(tx, [
    {
      device: device.key,
      at: now,
      type: 'transfer',
      detail: {
        commandKey: args.CommandKey,
        faultCode: FaultCode,
        faultString: FaultString,
        operationId: operation?.id ?? null,
      },
    },
  ]);
  if (!operation) return;
  await deps.step(tx, device, operation, {
    type: 'transferComplete',
    device,
    faultCode: FaultCode,
    faultString: FaultString,
    startTime: args.StartTime,
    completeTime: args.CompleteTime,
    booted: session.booted,
    uploadId: operation.kind === 'upload' ? await deps.uploadOf(tx, operation.id) : null,
    turnedAway: sourceFaults.has(FaultCode) && (await deps.turnedAway(tx, device, operation.id)),
  });
}

/** The operations of a ChangeDUState are over. */
export async function duStateChangeCompleted(
  tx: Transaction,
  deps: CompletionDeps,
  device: DeviceView,
  args: DuStateChangeCompleteRequest,
  session: CompletionSession,
  now: Date,
): Promise<void> {
  const waiting = (await store.openOperations(tx, device.key)).filter(
    (one) => one.state !== 'queued' && one.commandKey !== null && one.kind === 'changeDuState',
  );
  const operation = matchCompletion(
    args.CommandKey,
    keysOf(session, (code) => code === 'M ChangeDUState'),
    waiting,
    deps.keys.isOurs,
  );
  const times = args.Results.flatMap((result) => [result.StartTime, result.CompleteTime]);
  const isNew = await store.insertEvidence(tx, {
    device: device.key,
    dedupKey: dedupKey([
      'DUStateChangeComplete',
      args.CommandKey,
      args.Results,
      ...standIn(args.CommandKey, times, operation),
    ]),
    kind: 'duStateChangeComplete',
    commandKey: args.CommandKey,
    payload: args,
    receivedAt: now,
    appliedTo: operation?.id ?? null,
  });
  if (!isNew) return;
  const results = args.Results.map(duResult);
  const more = { operationId: operation?.id ?? null, commandKey: args.CommandKey };
  await unitsChanged(
    tx,
    device,
    results,
    'operation',
    results.map(() => more),
    now,
  );
  await deps.valuesChanged(tx, device, now);
  if (operation) await deps.step(tx, device, operation, { type: 'duStateChangeComplete', device, results });
}

/**
 * A device told of deployment units that it changed: the tables of its software follow, its timeline shows what was told
 * and `more` with each, and a reading that confirms it is ordered.
 */
export async function unitsChanged(
  tx: Transaction,
  device: DeviceView,
  results: readonly DuResult[],
  cause: 'operation' | 'autonomous',
  more: readonly Record<string, unknown>[],
  now: Date,
): Promise<void> {
  const before = await followResults(tx, device, results, { cause }, now);
  await addHistory(
    tx,
    device.key,
    results.map((result, i) => ({
      detail: softwareChange(result, before[i] ?? null, cause, more[i]),
      // That an operation of ours failed is told by its end; what it changed all the same is found in the tables.
      told: result.fault.code === 0 || cause === 'autonomous',
    })),
    now,
  );
  await orderModulesReads(tx, [{ device: device.key, root: device.root }], now);
}

/** Something that a device did of its own accord: kept once, shown in its timeline, and moves nothing. */
export async function autonomousEvidence(
  tx: Transaction,
  device: DeviceView,
  evidence: {
    readonly kind: string;
    readonly payload: unknown;
    readonly items: readonly { readonly type: 'transfer'; readonly detail: Record<string, unknown> }[];
  },
  now: Date,
): Promise<boolean> {
  const isNew = await store.insertEvidence(tx, {
    device: device.key,
    dedupKey: dedupKey([evidence.kind, evidence.payload]),
    kind: evidence.kind,
    commandKey: '',
    payload: evidence.payload,
    receivedAt: now,
    appliedTo: null,
  });
  if (isNew)
    await addToTimeline(
      tx,
      evidence.items.map((item) => ({ device: device.key, at: now, ...item })),
    );
  return isNew;
}

/** A result in the words of the contract. */
export function duResult(result: DuStateChangeCompleteRequest['Results'][number]): DuResult {
  return {
    uuid: result.UUID,
    deploymentUnitRef: result.DeploymentUnitRef,
    version: result.Version,
    currentState: result.CurrentState,
    resolved: result.Resolved,
    executionUnitRefs: result.ExecutionUnitRefList.split(',')
      .map((ref) => ref.trim())
      .filter(Boolean),
    startTime: result.StartTime,
    completeTime: result.CompleteTime,
    fault: { code: result.Fault.FaultCode, message: result.Fault.FaultString },
  };
}

/** A `software` item of the timeline: which unit went where, and why. */
function softwareChange(
  result: DuResult,
  from: string | null,
  cause: 'operation' | 'autonomous',
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const { uuid, deploymentUnitRef, version, currentState, fault } = result;
  return {
    unit: uuid !== '' ? uuid : deploymentUnitRef,
    from,
    to: currentState,
    cause,
    kind: 'deploymentUnit',
    ...(deploymentUnitRef === '' ? {} : { path: deploymentUnitRef.replace(/\.$/, '') }),
    ...(uuid === '' ? {} : { uuid: uuid.toLowerCase() }),
    version,
    ...(fault.code === 0 ? {} : { fault }),
    ...more,
  };
}

function keysOf(session: CompletionSession, wanted: (code: string) => boolean): string[] {
  return (session.events ?? []).filter((event) => wanted(event.code)).map((event) => event.commandKey);
}

/**
 * A completion without a key and without times looks like every other of its sort: the key of the operation it belongs
 * to tells two of them apart.
 */
function standIn(commandKey: string, times: readonly string[], operation: Operation | null): string[] {
  const distinct = commandKey !== '' || times.some((time) => parseDateTime(time) !== null);
  return distinct || !operation?.commandKey ? [] : [operation.commandKey];
}

function dedupKey(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

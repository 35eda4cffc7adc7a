import { productClassIn } from '../base/device-id.ts';
import { minutes } from '../base/durations.ts';
import { MusterError } from '../base/errors.ts';
import { type DeviceKey, newId, type OperationId } from '../base/ids.ts';
import type { DeviceView } from '../devices/device.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import type { Operation } from '../operations/operation.ts';
import type { OperationMoved } from '../operations/run.ts';
import { checkOrder } from '../operations/service.ts';
import { findOperation, insertOperations } from '../operations/store.ts';
import type { Transaction } from '../platform/database/pool.ts';
import type { Campaign, Target } from './campaign.ts';
import { opensAtDispatch } from './gates/at-dispatch.ts';
import { holdOnFailures, rememberResults, resultOf } from './hold-on-failures.ts';
import { campaignKind } from './kinds/index.ts';
import { type DeviceFacts, type DeviceOrder, readingKind } from './kinds/kind.ts';
import { followStep, lostState, stillFits, versionChanged, waitMs } from './kinds/steps.ts';
import { vendorMeanings } from './rules/fault-class.ts';
import { afterCallOff, afterRecall, isRecall } from './rules/recall-rules.ts';
import { followVersion, type TargetChange } from './rules/target-rules.ts';
import { hasEnded } from './states.ts';
import * as store from './store.ts';

/**
 * What campaigns make of operations that move, inside the operation's own transaction: the target, its wave's
 * counters, and, where results reach a brake, the campaign itself.
 */
export interface CampaignFollower {
  /**
   * Whether a campaign's operation may be dispatched: the campaign runs and, where the device is disturbed, its gates are
   * open. Neither changes before the caller commits.
   */
  mayDispatch(tx: Transaction, operation: Operation, now: Date): Promise<boolean>;
  operationMoved(tx: Transaction, move: OperationMoved): Promise<void>;
  /** A device reports another version than before. */
  versionReported(tx: Transaction, device: DeviceView, now: Date): Promise<void>;
  /**
   * Parameters of a device changed, or the software modules in them.
   * @param told by the device; false: it only took what it was given
   */
  valuesChanged(tx: Transaction, device: DeviceKey, told: boolean, now: Date): Promise<void>;
}

export function campaignFollower(random: () => number = Math.random): CampaignFollower {
  return {
    async mayDispatch(tx, operation, now) {
      const { campaignId, deviceKey, kind } = operation;
      // What takes an order back may always go.
      if (campaignId === null || isRecall(operation)) return true;
      // One for a soak changes nothing and begins nothing: without it a campaign that was aborted would never end.
      if (kind === readingKind) return !operation.active || (await store.holdCampaign(tx, campaignId)) === 'running';
      return opensAtDispatch(tx, campaignId, deviceKey, operation.order, now);
    },

    async operationMoved(tx, move) {
      const { operation, device, now } = move;
      if (operation.campaignId === null) return;
      if (isRecall(operation)) return recallMoved(tx, move);
      const target = await store.targetOfOperation(tx, operation.campaignId, operation.id, operation.deviceKey);
      if (!target) return;
      if (operation.state === 'queued' && hasEnded(target.state)) {
        // The order never reached the device, and the campaign has ended without it meanwhile: nobody wants it any more.
        return dropQueued(tx, operation, now);
      }
      const campaign = (await store.findCampaign(tx, operation.campaignId))!;
      const { plan } = campaign;
      const soakMinutes = plan.waves[target.wave - 1]?.soakMinutes ?? 0;
      const vendor = vendorMeanings(plan.vendorFaults, productClassIn(device.id));
      const kind = campaignKind(plan.kind);
      const stepped = followStep(kind, { ...plan, soakMinutes, vendor }, target, operation, device, random());
      const { change, order, hop = target.hop, readings = target.readings } = stepped;
      if (stepped.ask)
        await store.followReading(tx, target, await orderNext(tx, campaign, target, stepped.ask, now, false));
      if (change === null) return;
      if (stepped.drop) await dropQueued(tx, operation, now);
      if ('corrected' in change) return store.correctTarget(tx, target, change.corrected, device.softwareVersion, now);
      const counts = { hop, readings };
      const end = afterCallOff(target, change);
      if (end !== null) {
        if (operation.state === 'queued' && !stepped.drop) await dropQueued(tx, operation, now);
        const later = end.state === 'waiting' ? { notBefore: new Date(now.getTime() + waitMs) } : {};
        await changeTarget(tx, campaign, target, end, device.softwareVersion, now, { ...counts, ...later });
        return;
      }
      if (!order) {
        const later = change.state === 'waiting' ? { notBefore: new Date(now.getTime() + waitMs) } : {};
        await changeTarget(tx, campaign, target, change, device.softwareVersion, now, { ...counts, ...later });
      } else if ((await store.holdCampaign(tx, campaign.id)) === 'running') {
        const operationId = await orderNext(tx, campaign, target, order, now);
        await changeTarget(tx, campaign, target, change, device.softwareVersion, now, { ...counts, operationId });
      } else {
        // Nothing is begun in a campaign that does not run (I2): it goes on from here by a claim of its own.
        const waits = { ...change, state: 'waiting', reason: 'paused', deadlineMs: null } as const;
        await changeTarget(tx, campaign, target, waits, device.softwareVersion, now, counts);
      }
    },

    async versionReported(tx, device, now) {
      for (const target of await store.targetsConcerned(tx, device.key, ['firmware'])) {
        const campaign = (await store.findCampaign(tx, target.campaignId))!;
        if (target.state === 'claimed') await reconsider(tx, campaign, target, device, now);
        else await follow(tx, campaign, target, device, true, now);
      }
    },

    async valuesChanged(tx, device, told, now) {
      const concerned = await store.targetsConcerned(tx, device, kindsByReading);
      for (const target of concerned) {
        if (target.state === 'claimed') continue;
        const campaign = (await store.findCampaign(tx, target.campaignId))!;
        const needs = campaignKind(campaign.plan.kind).needs?.(campaign.plan) ?? {};
        const facts = (await store.parameterFacts(tx, [device], needs)).get(device)!;
        await follow(tx, campaign, target, { softwareVersion: null, ...facts }, told, now);
      }
    },
  };
}

/** A device was asked to drop a transfer of a campaign, and has answered. */
async function recallMoved(tx: Transaction, { operation, device, now }: OperationMoved): Promise<void> {
  if (operation.campaignId === null || operation.state !== 'failed') return;
  const target = await store.targetInState(tx, operation.campaignId, operation.deviceKey, 'cancelling');
  const campaign = target && (await store.findCampaign(tx, operation.campaignId));
  const change = campaign && afterRecall(operation, campaign.plan.timeouts, target.reason);
  if (target && campaign && change) await changeTarget(tx, campaign, target, change, device.softwareVersion, now);
}

async function dropQueued(tx: Transaction, { id, kind, deviceKey }: Operation, now: Date): Promise<void> {
  if (!(await store.cancelIfQueued(tx, id, now))) return;
  const detail = { operationId: id, kind, state: 'cancelled' };
  await addToTimeline(tx, [{ device: deviceKey, at: now, type: 'operation', detail }]);
}

/** Kinds whose wanted state shows in what devices are asked for. */
const kindsByReading = ['install', 'update', 'uninstall', 'executionUnitState', 'configuration'];

/** What a device shows now, for a target that soaks or has ended. @param told by the device; else only by what it took */
async function follow(
  tx: Transaction,
  campaign: Campaign,
  target: Target,
  device: DeviceFacts,
  told: boolean,
  now: Date,
): Promise<void> {
  const kind = campaignKind(campaign.plan.kind);
  const holds = kind.holds?.(campaign.plan, device) ?? null;
  const change = followVersion(target, holds, device.softwareVersion, lostState(device.softwareVersion, kind));
  if (change === null) return;
  if ('corrected' in change) {
    if (told) await store.correctTarget(tx, target, change.corrected, device.softwareVersion, now);
  } else await changeTarget(tx, campaign, target, change, device.softwareVersion, now);
}

/** A claimed device came with another version: an order that does not fit that one is taken back before it is said. */
async function reconsider(
  tx: Transaction,
  campaign: Campaign,
  target: Target,
  device: DeviceView,
  now: Date,
): Promise<void> {
  const operation = target.operationId && (await findOperation(tx, target.operationId));
  if (operation?.state !== 'queued') return;
  if (stillFits(campaignKind(campaign.plan.kind), campaign.plan, operation, device)) return;
  if (await store.cancelIfQueued(tx, operation.id, now))
    await changeTarget(tx, campaign, target, versionChanged, device.softwareVersion, now);
}

/** The next operation of a target, in the slot and, where it is `active`, under the lock that the last one has just left. */
async function orderNext(
  tx: Transaction,
  campaign: Campaign,
  target: Target,
  wanted: DeviceOrder,
  now: Date,
  active = true,
): Promise<OperationId> {
  const id = newId<'OperationId'>(now.getTime());
  const { kind, order, progress } = checkOrder(wanted.kind, wanted.order);
  const inserted = await insertOperations(tx, [
    {
      id,
      deviceKey: target.deviceKey,
      kind,
      active,
      order,
      progress,
      campaignId: campaign.id,
      priority: 200,
      source: 'campaign',
      createdAt: now,
      expiresAt: null,
    },
  ]);
  if (!inserted.has(id)) throw new MusterError('internal', `device ${target.deviceKey} was taken while it was locked`);
  return id;
}

/** A device may call its fault by any number up to twice that; what none of the standard is, is told as it is up to here. */
const largestCode = 2_147_483_647;

/** Stores a change of a target with all that hangs on it. @returns false when the target moved meanwhile */
export async function changeTarget(
  tx: Transaction,
  campaign: Campaign,
  target: Target,
  change: TargetChange,
  seenVersion: string | null,
  now: Date,
  more: {
    readonly operationId?: OperationId;
    readonly hop?: number;
    readonly readings?: number;
    readonly notBefore?: Date;
  } = {},
): Promise<boolean> {
  const result = resultOf(campaign, target, change);
  const fault = change.fault ? { ...change.fault, code: Math.min(change.fault.code, largestCode) } : null;
  // A failure takes the campaign's row first, like a pause and a tick do, so that none of them waits for another in a circle.
  const locked = result && result.outcome !== 'succeeded' ? await store.lockCampaign(tx, campaign.id) : null;
  const deadline = change.deadlineMs == null ? null : new Date(now.getTime() + change.deadlineMs);
  const moved = await store.moveTarget(
    tx,
    target,
    {
      state: change.state,
      reason: change.reason === undefined ? target.reason : change.reason,
      attempt: change.attempt ?? target.attempt,
      hop: more.hop ?? target.hop,
      readings: more.readings ?? target.readings,
      operationId: change.state === 'waiting' ? null : (more.operationId ?? target.operationId),
      seenVersion,
      fault,
      deadline,
      notBefore: more.notBefore ?? null,
      ...(change.state === 'soaking' && target.state !== 'soaking'
        ? { soakUntil: new Date(now.getTime() + minutes(campaign.plan.waves[target.wave - 1]?.soakMinutes ?? 0)) }
        : {}),
    },
    now,
  );
  if (!moved) return false;
  const isThere = change.state === 'succeeded' || (change.state === 'skipped' && change.reason === 'already');
  if (isThere && campaign.rollbackOf !== null && campaign.plan.kind === 'firmware') {
    // 30: it was proven on the version that it was to go back to.
    await store.markRolledBack(tx, campaign.rollbackOf, [target.deviceKey], campaign.plan.targetVersion, now);
  }
  if (hasEnded(change.state)) {
    await addToTimeline(tx, [
      {
        device: target.deviceKey,
        at: now,
        type: 'campaign',
        detail: { campaignId: campaign.id, name: campaign.name, state: change.state, reason: change.reason ?? null },
      },
    ]);
  }
  if (change.state === 'failed')
    await store.countFault(tx, campaign.id, change.reason ?? 'fault', fault?.code ?? 0, now);
  if (result) await rememberResults(tx, campaign, [result], now);
  if (locked) await holdOnFailures(tx, locked, target.wave, result!.faultClass, now);
  return true;
}

import type { DeviceView } from '../devices/device.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import type { Operation } from '../operations/operation.ts';
import type { OperationMoved } from '../operations/run.ts';
import type { Transaction } from '../platform/database/pool.ts';
import type { Campaign, Target } from './campaign.ts';
import { holdOnFailures } from './hold-on-failures.ts';
import { hasEnded } from './states.ts';
import * as store from './store.ts';
import { fellBackLate, followOperation, type TargetChange } from './target-rules.ts';

/**
 * What campaigns make of operations that move, inside the operation's own transaction: the target, its wave's
 * counters, and, where results reach a brake, the campaign itself.
 */
export interface CampaignFollower {
  /** Whether a campaign's operation may be dispatched; the campaign cannot stop running before the caller commits. */
  mayDispatch(tx: Transaction, operation: Operation): Promise<boolean>;
  operationMoved(tx: Transaction, move: OperationMoved): Promise<void>;
  /** A device reports another version than before. */
  versionReported(tx: Transaction, device: DeviceView, now: Date): Promise<void>;
}

export function campaignFollower(random: () => number = Math.random): CampaignFollower {
  return {
    async mayDispatch(tx, operation) {
      return operation.campaignId === null || (await store.holdCampaign(tx, operation.campaignId)) === 'running';
    },

    async operationMoved(tx, { operation, device, now }) {
      if (operation.campaignId === null) return;
      const target = await store.targetOfOperation(tx, operation.campaignId, operation.id, operation.deviceKey);
      if (!target) return;
      if (operation.state === 'queued' && hasEnded(target.state)) {
        // The order never reached the device, and the campaign has ended without it meanwhile: nobody wants it any more.
        if (await store.cancelIfQueued(tx, operation.id, now)) {
          const detail = { operationId: operation.id, kind: operation.kind, state: 'cancelled' };
          await addToTimeline(tx, [{ device: operation.deviceKey, at: now, type: 'operation', detail }]);
        }
        return;
      }
      const campaign = (await store.findCampaign(tx, operation.campaignId))!;
      const { plan } = campaign;
      const soakMinutes = plan.waves[target.wave - 1]?.soakMinutes ?? 0;
      const change = followOperation(target, operation, { ...plan, soakMinutes }, random());
      if (change === null) return;
      if ('corrected' in change) return store.correctTarget(tx, target, change.corrected, device.softwareVersion);
      await changeTarget(tx, campaign, target, change, device.softwareVersion, now);
    },

    async versionReported(tx, device, now) {
      for (const target of await store.targetsConcerned(tx, device.key)) {
        const reached = device.softwareVersion === target.targetVersion;
        if (target.state === 'failed') {
          if (reached) await store.correctTarget(tx, target, 'succeededLate', device.softwareVersion);
        } else if (!reached) {
          const campaign = (await store.findCampaign(tx, target.campaignId))!;
          await changeTarget(tx, campaign, target, fellBackLate(device.softwareVersion), device.softwareVersion, now);
        }
      }
    },
  };
}

/** Stores a change of a target with all that hangs on it. @returns false when the target moved meanwhile */
export async function changeTarget(
  tx: Transaction,
  campaign: Campaign,
  target: Target,
  change: TargetChange,
  seenVersion: string | null,
  now: Date,
): Promise<boolean> {
  // A failure takes the campaign's row first, like a pause and a tick do, so that none of them waits for another in a circle.
  const locked = change.state === 'failed' ? await store.lockCampaign(tx, campaign.id) : null;
  const deadline = change.deadlineMs == null ? null : new Date(now.getTime() + change.deadlineMs);
  const moved = await store.moveTarget(
    tx,
    target,
    {
      state: change.state,
      reason: change.reason === undefined ? target.reason : change.reason,
      attempt: change.attempt ?? target.attempt,
      operationId: change.state === 'waiting' ? null : target.operationId,
      seenVersion,
      fault: change.fault ?? null,
      deadline,
      notBefore: null,
    },
    now,
  );
  if (!moved) return false;
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
  if (locked) {
    await store.countFault(tx, campaign.id, change.reason ?? 'fault', change.fault?.code ?? 0, now);
    await holdOnFailures(tx, locked, target.wave);
  }
  return true;
}

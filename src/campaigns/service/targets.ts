import { MusterError } from '../../base/errors.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import type { Campaign, Target, TargetWithDevice } from '../campaign.ts';
import { changeTarget } from '../follow.ts';
import { recallTransfers } from '../scheduler/recall.ts';
import { hasEnded } from '../states.ts';
import * as store from '../store.ts';
import { type Acts, found, locked } from './act.ts';
import type { Actor } from './actor.ts';

export const targetActs = ['retry', 'cancel', 'exclude'] as const;
export type TargetAct = (typeof targetActs)[number];

export interface TargetActs {
  /**
   * `retry`: one that waits for a later moment is looked at now. `cancel`: it is ended, where a transfer is under way by
   * asking the device to drop it. `exclude`: one that was not begun is left out.
   * @param device its public id
   * @throws MusterError `notFound`, `conflict` for one that has ended, or is too far for that
   */
  actOnTarget(id: string, device: string, act: TargetAct, reason: string | null, actor: Actor): Promise<ActedOn>;
}

export interface ActedOn {
  readonly target: TargetWithDevice;
  readonly campaign: Campaign;
}

export function targetActions(acts: Acts): TargetActs {
  const { pool, clock } = acts;
  return {
    actOnTarget: (id, device, act, reason, actor) =>
      inTransaction(pool, async (tx) => {
        const campaign = await locked(tx, id);
        const target = await store.targetByPublicId(tx, campaign.id, device);
        if (!target) {
          throw new MusterError(
            'notFound',
            `the campaign has no target ${device.slice(0, 200)}, or has not come to it yet`,
          );
        }
        if (hasEnded(target.state))
          throw new MusterError(
            'conflict',
            `the target is ${target.state}, which is final; a new campaign can take it on`,
          );
        const now = new Date(clock.now());
        await carryOut[act](tx, campaign, target, now);
        const detail = { device, reason, was: target.state };
        await acts.audit(tx, campaign.id, { actor, action: `campaign.target.${act}`, detail });
        return {
          target: (await store.targetByPublicId(tx, campaign.id, device))!,
          campaign: await found(tx, campaign.id),
        };
      }),
  };
}

type Carry = (tx: Transaction, campaign: Campaign, target: Target, now: Date) => Promise<void>;

const retry: Carry = async (tx, campaign, target, now) => {
  const done =
    target.state === 'retryWait'
      ? await changeTarget(tx, campaign, target, { state: 'waiting', reason: 'retry', deadlineMs: null }, null, now)
      : await store.hurry(tx, target, now);
  if (!done)
    throw new MusterError('conflict', `the target is ${target.state}; only one that waits can be tried at once`);
};

const cancel: Carry = async (tx, campaign, target, now) => {
  if (await endUnbegun(tx, campaign, target, 'cancelled', 'operator', now)) return;
  const { devices } = await recallTransfers(tx, campaign, [target.deviceKey], 'operator', now, 1);
  if (devices.length === 1) return;
  throw new MusterError('conflict', `the target is ${target.state}; its device is at work and will not be interrupted`);
};

const exclude: Carry = async (tx, campaign, target, now) => {
  if (target.attempt + target.hop > 0) {
    throw new MusterError('conflict', 'the target was tried before, so it cannot be left out any more; cancel it');
  }
  if (await endUnbegun(tx, campaign, target, 'skipped', 'excluded', now)) return;
  throw new MusterError('conflict', `the target is ${target.state}; only one that was not begun can be excluded`);
};

const carryOut: Readonly<Record<TargetAct, Carry>> = { retry, cancel, exclude };

/** Ends a target whose device has nothing of it yet. @returns false when it has */
async function endUnbegun(
  tx: Transaction,
  campaign: Campaign,
  target: Target,
  state: 'cancelled' | 'skipped',
  reason: string,
  now: Date,
): Promise<boolean> {
  if (target.state === 'claimed') {
    // A session may be dispatching it right now; then it was begun after all.
    if (!target.operationId || !(await store.cancelIfQueued(tx, target.operationId, now))) return false;
  } else if (!['waiting', 'preparing', 'retryWait'].includes(target.state)) return false;
  return changeTarget(tx, campaign, target, { state, reason, deadlineMs: null }, null, now);
}

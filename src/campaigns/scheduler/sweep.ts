import type { Clock } from '../../base/clock.ts';
import { seconds } from '../../base/durations.ts';
import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import type { Pool, Transaction } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import type { Campaign, Target } from '../campaign.ts';
import { changeTarget } from '../follow.ts';
import { type TargetChange, targetDeadline } from '../rules/target-rules.ts';
import { isStraggler } from '../rules/wave-rules.ts';
import * as store from '../store.ts';
import { lookAtSoaks, succeedSoaks } from './soaks.ts';

/**
 * Moves targets whose own deadline has passed: claims that nobody answered, retries that are due, soaks that are over,
 * devices that never came back. Bounded; safe to run in several processes.
 * @returns how many were looked at
 */
export async function sweepTargets(pool: Pool, clock: Clock, limit: number): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const now = new Date(clock.now());
    const due = await store.dueTargets(tx, now, limit);
    const campaigns = await campaignsOf(tx, due);
    const soaks = await lookAtSoaks(tx, campaigns, due, now);
    const changes = [...due.flatMap((target) => changeOf(campaigns, target)), ...soaks.failed];
    const gone = await stragglers(tx, changes, now);
    // Campaigns that are going to be held or whose waves change are locked first, in their order: who has counted in a wave
    // never waits for a campaign after that.
    const locked = new Set([...changes.filter(isFailure), ...gone].map(({ campaign }) => campaign.id));
    const states = new Map<string, string | undefined>();
    for (const id of [...locked].sort()) states.set(id, (await store.lockCampaign(tx, id))?.state);
    const absent: Due[] = [];
    for (const one of [...changes.filter(isFailure), ...changes.filter((other) => !isFailure(other))])
      if ((await carryOut(tx, one, now)) && one.target.state === 'claimed') absent.push(one);
    await letOthersGo(tx, absent, now);
    const free = gone.filter((one) => absent.includes(one) && states.get(one.campaign.id) === 'running');
    for (const [id, devices] of byCampaign(free)) await store.moveToTail(tx, id, devices, 'straggler');
    await succeedSoaks(tx, campaigns, soaks.over, now);
    return due.length;
  });
}

interface Due {
  readonly campaign: Campaign;
  readonly target: Target;
  readonly change: TargetChange;
}

const isFailure = ({ change }: Due): boolean => change.state === 'failed';

function byCampaign(dues: readonly Due[]): Map<CampaignId, DeviceKey[]> {
  const devices = new Map<CampaignId, DeviceKey[]>();
  for (const { campaign, target } of dues) {
    const mine = devices.get(campaign.id);
    if (mine) mine.push(target.deviceKey);
    else devices.set(campaign.id, [target.deviceKey]);
  }
  return devices;
}

async function campaignsOf(tx: Transaction, due: readonly Target[]): Promise<Map<string, Campaign>> {
  const campaigns = new Map<string, Campaign>();
  for (const id of new Set(due.map((target) => target.campaignId))) {
    const campaign = await store.findCampaign(tx, id);
    if (campaign) campaigns.set(id, campaign);
  }
  return campaigns;
}

function changeOf(campaigns: ReadonlyMap<string, Campaign>, target: Target): Due[] {
  const campaign = campaigns.get(target.campaignId);
  const change = campaign && targetDeadline(target, campaign.plan.timeouts.giveUpMinutes);
  return change ? [{ campaign, target, change }] : [];
}

async function carryOut(tx: Transaction, { campaign, target, change }: Due, now: Date): Promise<boolean> {
  // A session may be dispatching it right now; then the claim was answered after all.
  if (target.state === 'claimed' && target.operationId && !(await store.cancelIfQueued(tx, target.operationId, now)))
    return false;
  // One that waits again is looked at next, also while windows are shut: it may be one to be told of a window to come.
  return changeTarget(tx, campaign, target, change, null, now, change.state === 'waiting' ? { notBefore: now } : {});
}

/** Devices that were called in vain: others are called first. */
async function letOthersGo(tx: Transaction, absent: readonly Due[], now: Date): Promise<void> {
  const later = new Date(now.getTime() + seconds(60));
  for (const [id, devices] of byCampaign(absent)) await store.postponeTargets(tx, id, devices, 'offline', later);
}

/** Those of them that have been silent for so long that no wave waits for them. */
async function stragglers(tx: Transaction, changes: readonly Due[], now: Date): Promise<Due[]> {
  const called = changes.filter(
    ({ campaign, target }) => target.state === 'claimed' && target.wave < campaign.plan.waves.length,
  );
  if (called.length === 0) return [];
  const heard = await store.lastHeard(
    tx,
    called.map(({ target }) => target.deviceKey),
  );
  return called.filter(({ campaign, target }) => {
    const at = heard.get(target.deviceKey);
    return isStraggler(at ? now.getTime() - at.getTime() : null, campaign.plan.waves[target.wave - 1]);
  });
}

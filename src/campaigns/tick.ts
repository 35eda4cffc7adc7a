import type { Clock } from '../base/clock.ts';
import { hours, minutes, seconds } from '../base/durations.ts';
import { type CampaignId, type DeviceKey, newId, type OperationId } from '../base/ids.ts';
import { kinds } from '../operations/kinds/index.ts';
import { insertOperations } from '../operations/store.ts';
import type { Pool, Transaction } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import type { Campaign, Wave } from './campaign.ts';
import { membersOf, shuffleSeed } from './members.ts';
import { parseWaveSize, waveMembers } from './plan.ts';
import * as store from './store.ts';
import { refill } from './token-bucket.ts';
import { gateVerdict, nextWaveState } from './wave-rules.ts';

/** Targets written in one page while a wave is materialised. */
const pageSize = 2_500;
/** Claims in one tick and campaign: the next one is a second away. */
const claimLimit = 1_000;

export interface TickResult {
  /** Devices claimed: they are to be called. */
  readonly claimed: readonly DeviceKey[];
  /** More to do right now than one transaction should carry. */
  readonly again: boolean;
}

const nothing: TickResult = { claimed: [], again: false };

/**
 * One step of one campaign, in one short transaction that holds the campaign's row: open the next wave, write its
 * targets, claim devices within the limits, judge what is done. Any number of planners may call it; one does the work,
 * the others find the row taken.
 */
export async function tickCampaign(pool: Pool, clock: Clock, id: CampaignId): Promise<TickResult> {
  return inTransaction(pool, async (tx) => {
    if (!(await store.takeTickLock(tx, id))) return nothing;
    const campaign = await store.lockCampaign(tx, id);
    if (!campaign) return nothing;
    const now = new Date(clock.now());
    switch (campaign.state) {
      case 'running':
        return tickRunning(tx, campaign, now);
      case 'paused': {
        const freed = await store.releaseClaims(tx, id, { state: 'waiting', reason: 'paused' }, now, claimLimit);
        return { claimed: [], again: freed === claimLimit };
      }
      case 'aborting':
        return tickAborting(tx, campaign, now);
      default:
        return nothing;
    }
  });
}

async function tickAborting(tx: Transaction, campaign: Campaign, now: Date): Promise<TickResult> {
  const freed = await store.releaseClaims(tx, campaign.id, { state: 'cancelled', reason: 'aborted' }, now, pageSize);
  const cancelled = await store.cancelWaiting(tx, campaign.id, now, pageSize);
  if (freed + cancelled > 0) return { claimed: [], again: true };
  const waves = await store.listWaves(tx, campaign.id);
  if (waves.some((w) => w.inflight + w.soaking + w.waiting + w.retrying > 0)) return nothing;
  for (const wave of waves) {
    if (wave.endedAt === null)
      await store.changeWave(tx, campaign.id, wave.ordinal, {
        state: wave.total > 0 ? 'failed' : 'skipped',
        endedAt: now,
      });
  }
  await store.moveCampaign(tx, campaign.id, ['aborting'], { state: 'aborted', endedAt: now });
  return nothing;
}

async function tickRunning(tx: Transaction, campaign: Campaign, now: Date): Promise<TickResult> {
  const waves = await store.listWaves(tx, campaign.id);
  const wave = waves.find((w) => w.endedAt === null);
  if (!wave) return complete(tx, campaign, waves, now);
  switch (wave.state) {
    case 'pending':
      return openWave(tx, campaign, waves, wave, now);
    case 'materialising':
      return materialise(tx, campaign, waves, wave, now);
    default: {
      const state = nextWaveState(wave);
      if (state !== wave.state) {
        await store.changeWave(tx, campaign.id, wave.ordinal, {
          state,
          ...(state === 'gate' ? { drainedAt: now } : {}),
        });
      }
      if (state === 'open') return claim(tx, campaign, waves, wave, now);
      return state === 'gate' ? judge(tx, campaign, wave, waves, now) : nothing;
    }
  }
}

/** Decides which devices a wave takes: the next ones in the campaign's random order. */
async function openWave(
  tx: Transaction,
  campaign: Campaign,
  waves: readonly Wave[],
  wave: Wave,
  now: Date,
): Promise<TickResult> {
  // One that a person skipped was never opened, and took nobody.
  const before = waves.findLast((w) => w.ordinal < wave.ordinal && w.openedAt !== null);
  const from = before?.shuffleTo ?? null;
  // The wave before took all that was left: nothing remains for this one.
  const exhausted = before !== undefined && before.shuffleTo === null;
  const size = parseWaveSize(campaign.plan.waves[wave.ordinal - 1]!.size)!;
  const taken = waves.slice(0, wave.ordinal - 1).reduce((n, w) => n + w.total, 0);
  const wanted = exhausted ? 0 : waveMembers(size, campaign.total ?? 0, taken);
  if (wanted === 0) {
    await store.changeWave(tx, campaign.id, wave.ordinal, {
      state: 'skipped',
      endedAt: now,
      openedAt: now,
      ...(from === null ? {} : { shuffleTo: from }),
    });
    return { claimed: [], again: true };
  }
  const members = membersOf(campaign.plan.filter, campaign.startedAt!.getTime());
  const to =
    size === 'rest'
      ? null
      : await store.waveBoundary(tx, shuffleSeed(campaign.id), members, {
          from,
          size: wanted,
          snapshotDevice: campaign.snapshotDevice!,
        });
  await store.changeWave(tx, campaign.id, wave.ordinal, {
    state: 'materialising',
    shuffleFrom: from,
    shuffleTo: to,
    cursor: 0,
    openedAt: now,
  });
  return { claimed: [], again: true };
}

/** Writes a page of targets, and claims from what is there: the first devices need not wait for the last to be listed. */
async function materialise(
  tx: Transaction,
  campaign: Campaign,
  waves: readonly Wave[],
  wave: Wave,
  now: Date,
): Promise<TickResult> {
  const page = await store.materialisePage(
    tx,
    { id: campaign.id, seed: shuffleSeed(campaign.id), snapshotDevice: campaign.snapshotDevice! },
    { ordinal: wave.ordinal, from: wave.shuffleFrom, to: wave.shuffleTo, cursor: wave.cursor },
    membersOf(campaign.plan.filter, campaign.startedAt!.getTime()),
    { limit: pageSize, at: now },
  );
  const total = wave.total + page.added;
  const state = page.cursor === null ? (total === 0 ? 'skipped' : 'open') : 'materialising';
  await store.changeWave(tx, campaign.id, wave.ordinal, {
    state,
    added: page.added,
    ...(page.cursor === null ? {} : { cursor: page.cursor }),
    ...(state === 'skipped' ? { endedAt: now } : {}),
  });
  const { claimed } = await claim(tx, campaign, waves, { ...wave, waiting: wave.waiting + page.added }, now);
  return { claimed, again: true };
}

/** Claims waiting targets within the caps: in flight, per minute, and one operation per device. */
async function claim(
  tx: Transaction,
  campaign: Campaign,
  waves: readonly Wave[],
  wave: Wave,
  now: Date,
): Promise<TickResult> {
  const { plan } = campaign;
  const inflight = waves.reduce((n, w) => n + w.inflight, 0);
  const tokens = refill(
    { tokens: campaign.tokens, at: campaign.tokensAt?.getTime() ?? null },
    plan.limits.perMinute,
    now.getTime(),
  );
  const budget = Math.min(plan.limits.maxInFlight - inflight, Math.floor(tokens), claimLimit);
  if (budget <= 0 || wave.waiting === 0) return nothing;

  // Looks at more than it may claim: some will turn out to be there already, or taken.
  const candidates = await store.claimable(
    tx,
    campaign.id,
    wave.ordinal,
    now,
    Math.min(budget * 2 + 20, 2 * claimLimit),
  );
  const skip = new Map<string, DeviceKey[]>();
  const proven: DeviceKey[] = [];
  const taken: DeviceKey[] = [];
  const wanted: DeviceKey[] = [];
  const fresh = now.getTime() - hours(24);
  for (const c of candidates) {
    const refuse =
      plan.productClass !== null && c.productClass !== plan.productClass
        ? 'wrongModel'
        : c.softwareVersion === plan.targetVersion && (c.lastInformAt?.getTime() ?? 0) > fresh
          ? 'already'
          : null;
    if (refuse === 'already' && c.attempt > 0) proven.push(c.deviceKey);
    else if (refuse) skip.set(refuse, [...(skip.get(refuse) ?? []), c.deviceKey]);
    else if (c.taken) taken.push(c.deviceKey);
    else if (wanted.length < budget) wanted.push(c.deviceKey);
  }
  for (const [reason, devices] of skip) {
    await store.skipTargets(tx, campaign.id, devices, reason, now);
    await store.shiftCounters(tx, campaign.id, wave.ordinal, 'waiting', 'skipped', devices.length);
  }
  if (proven.length > 0) {
    const { soakMinutes } = plan.waves[wave.ordinal - 1]!;
    const soakUntil = soakMinutes > 0 ? new Date(now.getTime() + minutes(soakMinutes)) : null;
    await store.proveLate(tx, campaign.id, proven, plan.targetVersion, soakUntil, now);
    await store.shiftCounters(
      tx,
      campaign.id,
      wave.ordinal,
      'waiting',
      soakUntil ? 'soaking' : 'succeeded',
      proven.length,
    );
  }
  const orders = wanted.map((deviceKey) => ({ deviceKey, operationId: newId<'OperationId'>(now.getTime()) }));
  const inserted = await insertOperations(
    tx,
    orders.map(({ deviceKey, operationId }) => ({
      id: operationId,
      deviceKey,
      kind: kinds.upgradeFirmware.name,
      active: true,
      order: {
        fileId: plan.artifact.fileId,
        targetVersion: plan.targetVersion,
        timeoutMinutes: plan.timeouts.transferMinutes,
      },
      progress: {},
      campaignId: campaign.id,
      priority: 200,
      source: 'campaign',
      createdAt: now,
      expiresAt: null,
    })),
  );
  const claims: { deviceKey: DeviceKey; operationId: OperationId }[] = [];
  for (const order of orders) {
    if (inserted.has(order.operationId)) claims.push(order);
    else taken.push(order.deviceKey);
  }
  if (taken.length > 0)
    await store.postponeTargets(tx, campaign.id, taken, 'locked', new Date(now.getTime() + seconds(30)));
  await store.claimTargets(tx, campaign.id, claims, new Date(now.getTime() + minutes(plan.timeouts.claimMinutes)), now);
  await store.shiftCounters(tx, campaign.id, wave.ordinal, 'waiting', 'inflight', claims.length);
  await store.saveTokens(tx, campaign.id, tokens - claims.length, now);
  return {
    claimed: claims.map((c) => c.deviceKey),
    again: (skip.size > 0 || proven.length > 0) && claims.length < budget,
  };
}

/** All targets of the wave have ended: on to the next one, or not. */
async function judge(
  tx: Transaction,
  campaign: Campaign,
  wave: Wave,
  waves: readonly Wave[],
  now: Date,
): Promise<TickResult> {
  const rule = campaign.plan.waves[wave.ordinal - 1]!;
  const isLast = wave.ordinal === waves.length;
  const verdict = gateVerdict(wave, rule, isLast);
  if (verdict.kind === 'wait') return nothing;
  if (verdict.kind === 'fail') {
    await store.moveCampaign(tx, campaign.id, ['running'], {
      state: 'paused',
      pauseReason: `gate of wave ${wave.ordinal}: ${verdict.why}`,
    });
    return nothing;
  }
  await store.changeWave(tx, campaign.id, wave.ordinal, { state: 'passed', endedAt: now });
  return { claimed: [], again: true };
}

async function complete(tx: Transaction, campaign: Campaign, waves: readonly Wave[], now: Date): Promise<TickResult> {
  const failed = waves.some((w) => w.failed > 0);
  await store.moveCampaign(tx, campaign.id, ['running'], {
    state: failed ? 'completedWithFailures' : 'completed',
    endedAt: now,
  });
  return nothing;
}

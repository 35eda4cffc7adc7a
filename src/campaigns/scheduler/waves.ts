import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign, Wave } from '../campaign.ts';
import { membersOf, orderOf } from '../members.ts';
import { parseWaveSize, waveMembers } from '../plan/waves.ts';
import { schedulesAhead } from '../plan/windows.ts';
import { healthVerdict } from '../rules/health.ts';
import { gateVerdict } from '../rules/wave-rules.ts';
import * as store from '../store.ts';
import { claim } from './claim.ts';
import type { Company } from './company.ts';
import type { ClaimSettings } from './draws.ts';
import { nothing, type TickResult } from './tick-result.ts';

/** Targets written in one page while a wave is materialised. */
export const pageSize = 1_250;

/** Decides which devices a wave takes: the next ones in the campaign's random order. */
export async function openWave(
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
      // Stragglers of the waves before may be in it all the same.
      ...(wave.total > 0 ? { state: 'open' } : { state: 'skipped', endedAt: now }),
      openedAt: now,
      ...(from === null ? {} : { shuffleTo: from }),
    });
    return { claimed: [], again: true };
  }
  const members = membersOf(campaign.plan, campaign.startedAt!.getTime());
  const to =
    size === 'rest'
      ? null
      : await store.waveBoundary(tx, orderOf(campaign), members, {
          from,
          size: wanted,
          snapshotDevice: campaign.snapshotDevice!,
        });
  await store.changeWave(tx, campaign.id, wave.ordinal, {
    state: 'materialising',
    // A device that was moved to a site that is done already is not left out: the last wave looks at all of them.
    shuffleFrom: size === 'rest' && campaign.plan.order === 'site' ? null : from,
    shuffleTo: to,
    cursor: 0,
    openedAt: now,
  });
  return { claimed: [], again: true };
}

/** Writes a page of targets, and claims from what is there: the first devices need not wait for the last to be listed. */
export async function materialise(
  tx: Transaction,
  campaign: Campaign,
  waves: readonly Wave[],
  wave: Wave,
  now: Date,
  settings: ClaimSettings,
  company: Company,
): Promise<TickResult> {
  const page = await store.materialisePage(
    tx,
    { id: campaign.id, order: orderOf(campaign), snapshotDevice: campaign.snapshotDevice! },
    { ordinal: wave.ordinal, from: wave.shuffleFrom, to: wave.shuffleTo, cursor: wave.cursor },
    membersOf(campaign.plan, campaign.startedAt!.getTime()),
    { limit: pageSize, at: now, ahead: schedulesAhead(campaign.plan) },
  );
  const total = wave.total + page.added;
  const state = page.cursor === null ? (total === 0 ? 'skipped' : 'open') : 'materialising';
  await store.changeWave(tx, campaign.id, wave.ordinal, {
    state,
    added: page.added,
    ...(page.cursor === null ? {} : { cursor: page.cursor }),
    ...(state === 'skipped' ? { endedAt: now } : {}),
  });
  const { claimed } = await claim(
    tx,
    campaign,
    waves,
    { ...wave, waiting: wave.waiting + page.added },
    now,
    settings,
    company,
  );
  return { claimed, again: true };
}

/** All targets of the wave have ended: on to the next one, or not. */
export async function judge(
  tx: Transaction,
  campaign: Campaign,
  wave: Wave,
  waves: readonly Wave[],
  now: Date,
): Promise<TickResult> {
  const rule = campaign.plan.waves[wave.ordinal - 1]!;
  const isLast = waves.every(({ ordinal, endedAt }) => ordinal <= wave.ordinal || endedAt !== null);
  const verdict = gateVerdict(wave, rule, isLast);
  if (verdict.kind === 'wait') {
    await store.noteWait(tx, campaign.id, wave, verdict.for, null);
    return nothing;
  }
  if (wave.waitsFor !== null) await store.noteWait(tx, campaign.id, wave, null, null);
  const why = verdict.kind === 'fail' ? verdict.why : isLast ? null : await illness(tx, campaign, wave, now);
  if (why !== null) {
    await store.moveCampaign(tx, campaign.id, 'hold', {
      pauseReason: `gate of wave ${wave.ordinal}: ${why}`,
    });
    return nothing;
  }
  await store.changeWave(tx, campaign.id, wave.ordinal, { state: 'passed', endedAt: now });
  return { claimed: [], again: true };
}

/** Devices of the wave, and of the control set, whose history is looked at before a gate opens; and rows that are looked through for them. */
const healthSample = { sample: 200, scan: 5_000 };

/** Why the devices of a wave are not well since the change; null: they are, or nobody watched them. */
async function illness(tx: Transaction, campaign: Campaign, wave: Wave, now: Date): Promise<string | null> {
  const { soakMinutes } = campaign.plan.waves[wave.ordinal - 1]!;
  if (soakMinutes === 0 || wave.succeeded === 0) return null;
  const { from, to, ...ours } = await store.waveHealth(tx, campaign.id, wave.ordinal, soakMinutes, now, healthSample);
  if (from === null || to === null) return null;
  const members = membersOf(campaign.plan, campaign.startedAt!.getTime());
  const { id, snapshotDevice } = campaign;
  const period = { from, to, now };
  const control = await store.controlHealth(tx, { id, snapshotDevice: snapshotDevice! }, members, period, healthSample);
  return healthVerdict({ ...ours, control });
}

export async function complete(
  tx: Transaction,
  campaign: Campaign,
  waves: readonly Wave[],
  now: Date,
): Promise<TickResult> {
  // Stragglers in a last wave that a person skipped: nobody waits for them.
  if (waves.some((w) => w.waiting > 0)) {
    const skipped = await store.skipWaiting(tx, campaign.id, 'excluded', now, pageSize);
    return { claimed: [], again: skipped > 0 };
  }
  const failed = waves.some((w) => w.failed > 0);
  await store.moveCampaign(tx, campaign.id, failed ? 'completeWithFailures' : 'complete', { endedAt: now });
  return nothing;
}

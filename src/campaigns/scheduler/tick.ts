import type { Clock } from '../../base/clock.ts';
import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import type { Pool, Transaction } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import type { Campaign } from '../campaign.ts';
import { clockVerdict } from '../rules/campaign-rules.ts';
import { claimLimit } from '../rules/look-rules.ts';
import { nextWaveState } from '../rules/wave-rules.ts';
import * as store from '../store.ts';
import { timesOf } from '../times.ts';
import { tickAborting } from './abort.ts';
import { claim } from './claim.ts';
import { tickEnd, tickWaiting } from './clock.ts';
import { type Company, MustBeAlone } from './company.ts';
import { type ClaimSettings, noSettings } from './draws.ts';
import { nothing, type TickResult } from './tick-result.ts';
import { unschedule } from './unschedule.ts';
import { complete, judge, materialise, openWave } from './waves.ts';
import { waitsForApproval } from './widen.ts';

/**
 * One step of one campaign, in one short transaction that holds the campaign's row: open the next wave, write its
 * targets, claim devices within the limits, judge what is done. Any number of planners may call it; one does the work,
 * the others find the row taken. Dispatches wait for it only where it may change what they look at.
 */
export async function tickCampaign(
  pool: Pool,
  clock: Clock,
  id: CampaignId,
  settings: ClaimSettings = noSettings,
): Promise<TickResult> {
  try {
    return await step(pool, clock, id, settings, 'besideDispatches');
  } catch (error) {
    if (!(error instanceof MustBeAlone)) throw error;
    return step(pool, clock, id, settings, 'alone');
  }
}

/** @throws MustBeAlone where it is not, and would have to be; nothing is done then */
async function step(
  pool: Pool,
  clock: Clock,
  id: CampaignId,
  settings: ClaimSettings,
  company: Company,
): Promise<TickResult> {
  return inTransaction(pool, async (tx) => {
    if (!(await store.takeTickLock(tx, id))) return nothing;
    const campaign = await (company === 'alone' ? store.lockCampaign(tx, id) : store.lockCampaignRow(tx, id));
    if (!campaign) return nothing;
    const now = new Date(clock.now());
    if (company !== 'alone' && !(await onlyClaims(tx, campaign, now))) throw new MustBeAlone();
    switch (campaign.state) {
      case 'running':
        return withRecalled(
          await unschedule(tx, campaign, now),
          await tickRunning(tx, campaign, now, settings, company),
        );
      case 'paused': {
        const freed = await store.releaseClaims(tx, id, { state: 'waiting', reason: 'paused' }, now, claimLimit);
        return { claimed: await unschedule(tx, campaign, now), again: freed === claimLimit };
      }
      case 'aborting':
        return withRecalled(await unschedule(tx, campaign, now), await tickAborting(tx, campaign, now));
      case 'awaitingApproval':
      case 'scheduled':
        return tickWaiting(tx, campaign, now);
      default:
        return nothing;
    }
  });
}

/** The campaign stays as it is, and so do its waves that have begun: targets are written and claimed. */
async function onlyClaims(tx: Transaction, campaign: Campaign, now: Date): Promise<boolean> {
  if (campaign.state !== 'running' || clockVerdict(timesOf(campaign), now.getTime()).do !== 'nothing') return false;
  const wave = (await store.listWaves(tx, campaign.id)).find((w) => w.endedAt === null);
  if (!wave) return false;
  return wave.state === 'pending' || wave.state === 'materialising' || nextWaveState(wave) === 'open';
}

/** Devices that are to drop what they were told are to be called like those that are claimed. */
function withRecalled(recalled: readonly DeviceKey[], result: TickResult): TickResult {
  return recalled.length === 0 ? result : { ...result, claimed: [...recalled, ...result.claimed] };
}

async function tickRunning(
  tx: Transaction,
  campaign: Campaign,
  now: Date,
  settings: ClaimSettings,
  company: Company,
): Promise<TickResult> {
  const ended = await tickEnd(tx, campaign, now);
  if (ended) return ended;
  const waves = await store.listWaves(tx, campaign.id);
  const wave = waves.find((w) => w.endedAt === null);
  if (!wave) return complete(tx, campaign, waves, now);
  switch (wave.state) {
    case 'pending':
      if (await waitsForApproval(tx, campaign, waves, wave, now)) {
        await store.noteWait(tx, campaign.id, wave, 'approval', null);
        return nothing;
      }
      if (wave.waitsFor !== null) await store.noteWait(tx, campaign.id, wave, null, null);
      return openWave(tx, campaign, waves, wave, now);
    case 'materialising':
      return materialise(tx, campaign, waves, wave, now, settings, company);
    default: {
      const state = nextWaveState(wave);
      if (state !== wave.state) {
        await store.changeWave(tx, campaign.id, wave.ordinal, {
          state,
          ...(state === 'gate' ? { drainedAt: now } : {}),
        });
      }
      if (state === 'open') return claim(tx, campaign, waves, wave, now, settings, company);
      return state === 'gate' ? judge(tx, campaign, wave, waves, now) : nothing;
    }
  }
}

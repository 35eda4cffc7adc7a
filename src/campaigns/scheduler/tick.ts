import type { Clock } from '../../base/clock.ts';
import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import type { Pool, Transaction } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import type { Campaign } from '../campaign.ts';
import { claimLimit } from '../rules/look-rules.ts';
import { nextWaveState } from '../rules/wave-rules.ts';
import * as store from '../store.ts';
import { tickAborting } from './abort.ts';
import { claim } from './claim.ts';
import { tickEnd, tickWaiting } from './clock.ts';
import { type ClaimSettings, noSettings } from './draws.ts';
import { nothing, type TickResult } from './tick-result.ts';
import { unschedule } from './unschedule.ts';
import { complete, judge, materialise, openWave } from './waves.ts';
import { waitsForApproval } from './widen.ts';

/**
 * One step of one campaign, in one short transaction that holds the campaign's row: open the next wave, write its
 * targets, claim devices within the limits, judge what is done. Any number of planners may call it; one does the work,
 * the others find the row taken.
 */
export async function tickCampaign(
  pool: Pool,
  clock: Clock,
  id: CampaignId,
  settings: ClaimSettings = noSettings,
): Promise<TickResult> {
  return inTransaction(pool, async (tx) => {
    if (!(await store.takeTickLock(tx, id))) return nothing;
    const campaign = await store.lockCampaign(tx, id);
    if (!campaign) return nothing;
    const now = new Date(clock.now());
    switch (campaign.state) {
      case 'running':
        return withRecalled(await unschedule(tx, campaign, now), await tickRunning(tx, campaign, now, settings));
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

/** Devices that are to drop what they were told are to be called like those that are claimed. */
function withRecalled(recalled: readonly DeviceKey[], result: TickResult): TickResult {
  return recalled.length === 0 ? result : { ...result, claimed: [...recalled, ...result.claimed] };
}

async function tickRunning(
  tx: Transaction,
  campaign: Campaign,
  now: Date,
  settings: ClaimSettings,
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
      return materialise(tx, campaign, waves, wave, now, settings);
    default: {
      const state = nextWaveState(wave);
      if (state !== wave.state) {
        await store.changeWave(tx, campaign.id, wave.ordinal, {
          state,
          ...(state === 'gate' ? { drainedAt: now } : {}),
        });
      }
      if (state === 'open') return claim(tx, campaign, waves, wave, now, settings);
      return state === 'gate' ? judge(tx, campaign, wave, waves, now) : nothing;
    }
  }
}

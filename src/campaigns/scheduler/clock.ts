import { isMusterError } from '../../base/errors.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import { stagesOf } from '../plan/approval.ts';
import { clockVerdict } from '../rules/campaign-rules.ts';
import * as store from '../store.ts';
import { timesOf } from '../times.ts';
import { beginCampaign } from './begin.ts';
import { nothing, type TickResult } from './tick-result.ts';

/**
 * What the clock does to a campaign that does not run: its time to start has come, or its approval has run out. Locked by
 * the caller.
 */
export async function tickWaiting(tx: Transaction, campaign: Campaign, now: Date): Promise<TickResult> {
  const verdict = clockVerdict(
    { ...timesOf(campaign), approvedUntil: await approvedUntil(tx, campaign) },
    now.getTime(),
  );
  switch (verdict.do) {
    case 'expire':
      await backToDraft(tx, campaign, `not started: ${verdict.why}`, now);
      return nothing;
    case 'start':
      try {
        await beginCampaign(tx, campaign, now);
      } catch (error) {
        // Nobody is there to be told: it goes back to who wrote it, with what was wrong.
        if (!isMusterError(error)) throw error;
        await backToDraft(tx, campaign, `not started: ${error.message}`, now);
        return nothing;
      }
      return { claimed: [], again: true };
    default:
      return nothing;
  }
}

/**
 * The end by the clock of a campaign that runs. `stopNew`: waves to come are left out, and what waits in the present one
 * is skipped, so that it drains.
 * @returns null where the end is not reached, or all that it asks for is done
 */
export async function tickEnd(tx: Transaction, campaign: Campaign, now: Date): Promise<TickResult | null> {
  const verdict = clockVerdict(timesOf(campaign), now.getTime());
  if (verdict.do === 'endByClock') {
    await store.moveCampaign(tx, campaign.id, 'endByClock', { pauseReason: `its end was ${campaign.plan.endAt}` });
    return { claimed: [], again: true };
  }
  if (verdict.do !== 'stopNew') return null;
  const freed = await store.releaseClaims(tx, campaign.id, { state: 'skipped', reason: 'ended' }, now, pageSize);
  const skipped = await store.skipWaiting(tx, campaign.id, 'ended', now, pageSize);
  if (freed + skipped > 0) return { claimed: [], again: true };
  for (const wave of await store.listWaves(tx, campaign.id)) {
    if (wave.state === 'pending')
      await store.changeWave(tx, campaign.id, wave.ordinal, { state: 'skipped', endedAt: now });
    else if (wave.state === 'materialising' && wave.total === 0)
      await store.changeWave(tx, campaign.id, wave.ordinal, { state: 'skipped', endedAt: now });
    // Members that were not written down yet are left out.
    else if (wave.state === 'materialising') await store.changeWave(tx, campaign.id, wave.ordinal, { state: 'open' });
    // Nothing comes behind it, so nobody has to decide.
    else if (wave.state === 'gate')
      await store.changeWave(tx, campaign.id, wave.ordinal, { state: 'passed', endedAt: now });
  }
  return null;
}

/** Targets that are ended in one transaction. */
const pageSize = 2_500;

async function backToDraft(tx: Transaction, campaign: Campaign, why: string, now: Date): Promise<void> {
  await store.voidApprovals(tx, campaign.id, now);
  await store.returnToDraft(tx, campaign.id, why);
}

async function approvedUntil(tx: Transaction, campaign: Campaign): Promise<number | null> {
  if (campaign.state !== 'scheduled' || !stagesOf(campaign.plan).includes('start')) return null;
  const granted = (await store.listApprovals(tx, campaign.id)).find(
    (one) => one.stage === 'start' && one.decision === 'approved' && one.voidedAt === null,
  );
  return granted?.expiresAt?.getTime() ?? null;
}

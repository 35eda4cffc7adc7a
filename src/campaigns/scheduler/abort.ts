import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import * as store from '../store.ts';
import { recallTransfers } from './recall.ts';
import { revert } from './revert.ts';
import { nothing, type TickResult } from './tick-result.ts';

/** Targets that are ended in one transaction. */
const pageSize = 2_500;

/** Carries an abort on: what is not on a device yet ends; what is, ends by itself or, where the plan says so, is recalled. */
export async function tickAborting(tx: Transaction, campaign: Campaign, now: Date): Promise<TickResult> {
  const freed = await store.releaseClaims(tx, campaign.id, { state: 'cancelled', reason: 'aborted' }, now, pageSize);
  const cancelled = await store.cancelWaiting(tx, campaign.id, now, pageSize);
  if (freed + cancelled > 0) return { claimed: [], again: true };
  if (campaign.plan.abortPolicy !== 'drain') {
    const { devices, more } = await recallTransfers(tx, campaign, null, 'aborted', now, pageSize);
    // They hear it in their next session: the sooner that is, the fewer have started.
    if (devices.length > 0) return { claimed: devices, again: more };
  }
  const waves = await store.listWaves(tx, campaign.id);
  if (waves.some((w) => w.inflight + w.soaking + w.waiting + w.retrying > 0)) return nothing;
  for (const wave of waves) {
    if (wave.endedAt === null)
      await store.changeWave(tx, campaign.id, wave.ordinal, {
        state: wave.total > 0 ? 'failed' : 'skipped',
        endedAt: now,
      });
  }
  const reverts = campaign.plan.abortPolicy === 'cancelAndRevert' && waves.some((w) => w.succeeded > 0);
  const why = reverts ? await revert(tx, campaign, now) : null;
  await store.moveCampaign(tx, campaign.id, 'settle', {
    endedAt: now,
    pauseReason: why === null ? campaign.pauseReason : `${campaign.pauseReason ?? 'aborted'}; no rollback: ${why}`,
  });
  return nothing;
}

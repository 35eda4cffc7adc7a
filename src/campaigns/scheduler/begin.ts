import { MusterError } from '../../base/errors.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import { aimsOf, membersOf } from '../members.ts';
import { stagesOf } from '../plan/approval.ts';
import { parseWaveSize, waveMembers } from '../plan/waves.ts';
import { hashOf, resolvePlan } from '../resolve.ts';
import * as store from '../store.ts';

/**
 * Starts a campaign, whose row is locked: freezes who takes part and lays out the waves. Where the plan asks for it, only
 * under an approval of this very plan that counts now, looked up in the same transaction (I13).
 * @param breakGlass without that approval; the caller has written down why
 * @throws MusterError `conflict` without an approval, `contradiction` where there is nothing to start, `notFound` for a file
 * that is gone
 */
export async function beginCampaign(tx: Transaction, campaign: Campaign, now: Date, breakGlass = false): Promise<void> {
  const { id, plan } = campaign;
  if (plan.endAt && Date.parse(plan.endAt) <= now.getTime()) {
    throw new MusterError('contradiction', `the campaign was to end at ${plan.endAt}; there is no time left for it`, {
      items: [{ path: 'endAt', message: 'lies in the past' }],
    });
  }
  // Files may have gone since the draft was written.
  await resolvePlan(tx, plan);
  const hash = await hashOf(tx, plan);
  if (stagesOf(plan).includes('start') && !breakGlass) await demandApproval(tx, campaign, hash, now);
  const selection = await store.selectMembers(tx, membersOf(plan, now.getTime()), aimsOf(plan));
  if (selection.matched === 0) {
    throw new MusterError('contradiction', 'the filter matches no device; there is nothing to start', {
      items: [{ path: 'filter', message: 'matches no device' }],
    });
  }
  await store.insertWaves(
    tx,
    id,
    plan.waves.map((wave) => {
      const size = parseWaveSize(wave.size)!;
      return size === 'rest' ? null : waveMembers(size, selection.matched, 0);
    }),
  );
  await store.fixPlan(tx, id, hash);
  await store.startCampaign(tx, id, {
    total: selection.matched,
    snapshotDevice: selection.newestDevice,
    at: now,
  });
}

async function demandApproval(tx: Transaction, campaign: Campaign, hash: Buffer, now: Date): Promise<void> {
  if (campaign.planHash !== null && !campaign.planHash.equals(hash)) {
    throw new MusterError('conflict', 'a file of the plan is another one than when it was approved; submit it again');
  }
  if (await store.countingApproval(tx, campaign.id, 'start', hash, now)) return;
  throw new MusterError(
    'conflict',
    `the plan asks for the approval of a second person before it starts, and there is none that counts; ${
      campaign.state === 'draft' ? 'submit it' : 'have it approved'
    }, or start it with breakGlass and a reason`,
  );
}

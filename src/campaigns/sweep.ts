import type { Clock } from '../base/clock.ts';
import { seconds } from '../base/durations.ts';
import type { Pool } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { changeTarget } from './follow.ts';
import * as store from './store.ts';
import { targetDeadline } from './target-rules.ts';

/**
 * Moves targets whose own deadline has passed: claims that nobody answered, retries that are due, soaks that are over,
 * devices that never came back. Bounded; safe to run in several processes.
 * @returns how many were looked at
 */
export async function sweepTargets(pool: Pool, clock: Clock, limit: number): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const now = new Date(clock.now());
    const due = await store.dueTargets(tx, now, limit);
    for (const target of due) {
      const change = targetDeadline(target);
      const campaign = await store.findCampaign(tx, target.campaignId);
      if (!change || !campaign) continue;
      // A session may be dispatching it right now; then the claim was answered after all.
      if (
        target.state === 'claimed' &&
        target.operationId &&
        !(await store.cancelIfQueued(tx, target.operationId, now))
      )
        continue;
      await changeTarget(tx, campaign, target, change, null, now);
      if (target.state === 'claimed') {
        // Called in vain: others first.
        await store.postponeTargets(
          tx,
          campaign.id,
          [target.deviceKey],
          'offline',
          new Date(now.getTime() + seconds(60)),
        );
      }
    }
    return due.length;
  });
}

import { newId } from '../../base/ids.ts';
import type { Campaign } from '../campaign.ts';
import { asCareful } from '../plan/approval.ts';
import { type RollbackWish, rollbackPlan } from '../rollback.ts';
import { isOver } from '../rules/campaign-rules.ts';
import type { CampaignState } from '../states.ts';
import * as store from '../store.ts';
import { type Acts, demandState, locked } from './act.ts';
import type { Actor } from './actor.ts';

export interface Rollbacks {
  /**
   * Makes a draft that takes a campaign back, over the devices on which it succeeded. Approval, waves and brakes hold for
   * it as for any other; what had to be approved of the campaign has to be of this one.
   * @throws MusterError `conflict` before the campaign is over: who has succeeded is not settled until then
   */
  rollback(id: string, wish: RollbackWish, actor: Actor): Promise<Campaign>;
}

const overStates = (['aborted', 'completed', 'completedWithFailures'] satisfies CampaignState[]).filter(isOver);

export function rollbacks(acts: Acts): Rollbacks {
  return {
    async rollback(id, wish, actor) {
      const now = new Date(acts.clock.now());
      const childId = newId<'CampaignId'>(now.getTime());
      const detail = { ...wish.changes, fileId: wish.fileId ?? null, of: id };
      return acts.making(childId, { actor, action: 'campaign.rollback', detail }, async (tx) => {
        const parent = await locked(tx, id);
        demandState(parent, overStates, 'rolled back');
        const plan = asCareful(await rollbackPlan(tx, parent, wish), parent.plan);
        await store.insertCampaign(tx, {
          id: childId,
          plan,
          createdBy: actor.name,
          createdByKey: actor.keyId ?? null,
          createdAt: now,
          rollbackOf: parent.id,
        });
      });
    },
  };
}

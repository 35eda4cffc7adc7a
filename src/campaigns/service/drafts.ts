import { MusterError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import type { Campaign } from '../campaign.ts';
import type { ResolveRules } from '../kinds/resolve-rules.ts';
import { asCareful } from '../plan/approval.ts';
import { type CampaignPlan, readPlan } from '../plan/plan.ts';
import { resolvePlan } from '../resolve.ts';
import * as store from '../store.ts';
import { type Acts, demandState, found, locked } from './act.ts';
import { type Actor, personOf } from './actor.ts';

/** A plan as it is written, changed and thrown away. */
export interface Drafts {
  create(body: unknown, actor: Actor): Promise<Campaign>;
  /** @param version that the caller read; another one is refused */
  replace(id: string, version: number, body: unknown, actor: Actor): Promise<Campaign>;
  remove(id: string, actor: Actor): Promise<void>;
}

export function drafts(acts: Acts, rules?: ResolveRules): Drafts {
  const { pool, clock } = acts;
  return {
    async create(body, actor) {
      const plan = await resolvePlan(pool, readPlan(body), rules);
      const id = newId<'CampaignId'>(clock.now());
      return acts.making(id, { actor, action: 'campaign.create', detail: { plan } }, async (tx) => {
        await store.insertCampaign(tx, {
          id,
          plan,
          createdBy: actor.name,
          createdByKey: actor.keyId ?? null,
          createdAt: new Date(clock.now()),
        });
      });
    },

    async replace(id, version, body, actor) {
      const plan = await resolvePlan(pool, await asItIs(id, readPlan(body)), rules);
      return acts.onLocked(id, { actor, action: 'campaign.edit', detail: { plan } }, async (tx, campaign) => {
        demandState(campaign, ['draft'], 'edited');
        if (campaign.version !== version) {
          throw new MusterError(
            'preconditionFailed',
            `the campaign is at version ${campaign.version} now; read it again`,
          );
        }
        await store.voidApprovals(tx, campaign.id, new Date(clock.now()));
        await store.replaceDraft(tx, campaign.id, plan, personOf(actor));
        return {};
      });
    },

    async remove(id, actor) {
      await inTransaction(pool, async (tx) => {
        const campaign = await locked(tx, id);
        demandState(campaign, ['draft'], 'deleted');
        await store.deleteDraft(tx, campaign.id);
        await acts.audit(tx, campaign.id, { actor, action: 'campaign.delete', detail: { name: campaign.name } });
      });
    },
  };

  /**
   * A rollback stays one, whatever is edited: over the devices of its campaign and no others, to an older version, and
   * approved as that one was.
   */
  async function asItIs(id: string, plan: CampaignPlan): Promise<CampaignPlan> {
    const { rollbackOf } = await found(pool, id);
    if (rollbackOf === null) return plan;
    if (plan.kind !== 'firmware') {
      throw new MusterError(
        'contradiction',
        `a rollback is a firmware campaign; it cannot become one of the kind ${plan.kind}`,
        {
          items: [{ path: 'kind', message: 'has to be firmware' }],
        },
      );
    }
    const parent = await found(pool, rollbackOf);
    return asCareful({ ...plan, targetsOf: rollbackOf, allowDowngrade: true }, parent.plan);
  }
}

import { isMusterError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import { rollbackPlan } from '../rollback.ts';
import * as store from '../store.ts';
import { submitDraft } from '../submit.ts';
import { beginCampaign } from './begin.ts';

/**
 * What an abort by `cancelAndRevert` leaves behind: a campaign that takes back what this one did. It waits for an approval
 * of its own, unless that was given with the plan. Whoever wrote the plan wrote this one too.
 * @returns why there is none, where there should be one; else null
 */
export async function revert(tx: Transaction, campaign: Campaign, now: Date): Promise<string | null> {
  const { rollback } = campaign.plan;
  if (!rollback) return null;
  try {
    const plan = await rollbackPlan(tx, campaign, {
      fileId: rollback.fileId,
      targetVersion: rollback.targetVersion,
      changes: { requireApproval: !rollback.preApproved },
    });
    const id = newId<'CampaignId'>(now.getTime());
    await store.insertCampaign(tx, {
      id,
      plan,
      createdBy: campaign.createdBy,
      createdByKey: campaign.createdByKey,
      createdAt: now,
      rollbackOf: campaign.id,
    });
    if (campaign.editedBy !== null)
      await store.replaceDraft(tx, id, plan, { name: campaign.editedBy, keyId: campaign.editedByKey });
    const child = (await store.lockCampaign(tx, id))!;
    if (rollback.preApproved) await beginCampaign(tx, child, now);
    else await submitDraft(tx, child, now);
    return null;
  } catch (error) {
    // The abort has to end all the same; a person sees what is missing, and may order the rollback by hand.
    if (!isMusterError(error)) throw error;
    return error.message;
  }
}

import { isMusterError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import { appendAudit } from '../../security/store.ts';
import type { Campaign } from '../campaign.ts';
import { type ApprovalStage, stagesOf } from '../plan/approval.ts';
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
  const stages = stagesOf(campaign.plan);
  const decisions = await store.listApprovals(tx, campaign.id);
  const approved = rollback.preApproved && (!stages.includes('start') || wasApproved(decisions));
  try {
    const plan = await rollbackPlan(tx, campaign, {
      fileId: rollback.fileId,
      targetVersion: rollback.targetVersion,
      changes: { requireApproval: approved ? false : [...new Set<ApprovalStage>(['start', ...stages])] },
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
    // Nobody did this but the plan; whoever looks for it in the trail finds it all the same.
    const by = { name: 'muster', role: 'system' };
    const detail = { of: campaign.id, fileId: rollback.fileId, preApproved: approved };
    await appendAudit(tx, { by, action: 'campaign.rollback', object: `campaign/${id}`, detail }, now);
    const child = (await store.lockCampaign(tx, id))!;
    if (approved) await beginCampaign(tx, child, now);
    else await submitDraft(tx, child, now);
    return null;
  } catch (error) {
    // The abort has to end all the same; a person sees what is missing, and may order the rollback by hand.
    if (!isMusterError(error)) throw error;
    return error.message;
  }
}

/** Whether a second person approved the plan, at once or, after a start by break-glass, afterwards. */
function wasApproved(decisions: readonly store.Approval[]): boolean {
  return decisions.some(
    ({ stage, decision, voidedAt }) =>
      stage === 'start' && (decision === 'signedOff' || (decision === 'approved' && voidedAt === null)),
  );
}

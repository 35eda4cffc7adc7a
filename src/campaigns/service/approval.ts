import { MusterError } from '../../base/errors.ts';
import { actorsOf } from '../../security/store.ts';
import type { Campaign } from '../campaign.ts';
import { type ApprovalStage, stagesOf } from '../plan/approval.ts';
import { hashOf } from '../resolve.ts';
import { type Person, refusesApprover } from '../rules/approval-rules.ts';
import { approvalLasts, approvedUntil, nextLook } from '../rules/campaign-rules.ts';
import type { CampaignState } from '../states.ts';
import * as store from '../store.ts';
import { submitDraft } from '../submit.ts';
import { timesOf } from '../times.ts';
import { type Acts, demandEvent, demandState, found } from './act.ts';
import { type Actor, personOf } from './actor.ts';

/** A plan on its way past a second person. */
export interface Approvals {
  /** Fixes the plan: it waits for its approval or, where none is wanted, for its start. */
  submit(id: string, actor: Actor): Promise<Campaign>;
  /**
   * @param stage left out: the one that is waited for
   * @throws MusterError `forbidden` for who wrote the plan, `conflict` where there is nothing to approve
   */
  approve(
    id: string,
    said: { readonly stage?: ApprovalStage | undefined; readonly remark?: string | undefined },
    actor: Actor,
  ): Promise<Campaign>;
  /** Sends it back to be edited; nothing that was approved counts any more. */
  reject(id: string, remark: string, actor: Actor): Promise<Campaign>;
  /** Newest first. */
  approvals(id: string): Promise<readonly store.Approval[]>;
}

const widening: readonly CampaignState[] = ['awaitingApproval', 'scheduled', 'running', 'paused'];

export function approvals(acts: Acts): Approvals {
  const { pool, clock } = acts;
  return {
    async submit(id, actor) {
      return acts.onLocked(id, { actor, action: 'campaign.submit', detail: {} }, async (tx, campaign) => {
        demandEvent(campaign, 'submit');
        return { state: await submitDraft(tx, campaign, new Date(clock.now())) };
      });
    },

    async approve(id, { stage: asked, remark = null }, actor) {
      return acts.onLocked(id, { actor, action: 'campaign.approve', detail: { remark } }, async (tx, campaign) => {
        const now = new Date(clock.now());
        const stage = asked ?? stageWanted(campaign);
        if (stage === null)
          throw new MusterError('conflict', `the campaign is ${campaign.state}; nothing of it waits for an approval`);
        const signsOff = stage === 'start' && campaign.signOffDue !== null;
        if (campaign.planHash === null || campaign.state === 'draft')
          throw new MusterError('conflict', 'the campaign is a draft; it can be approved once it is submitted');
        if (!stagesOf(campaign.plan).includes(stage)) {
          throw new MusterError('conflict', `the plan does not ask for an approval of "${stage}"`);
        }
        const before = await store.listApprovals(tx, campaign.id);
        const editors = await actorsOf(tx, `campaign/${campaign.id}`, 'campaign.edit');
        const why = refusesApprover(personOf(actor), partsIn(campaign, editors, signsOff ? before : []));
        if (why !== null) throw new MusterError('forbidden', why);
        if (!(await hashOf(tx, campaign.plan)).equals(campaign.planHash) && !signsOff) {
          throw new MusterError(
            'conflict',
            'a file of the plan is another one than when it was submitted; reject it and submit it again',
          );
        }
        const startAt = campaign.plan.startAt ? Date.parse(campaign.plan.startAt) : null;
        const decided = {
          stage,
          planHash: campaign.planHash,
          byName: actor.name,
          byKey: actor.keyId ?? null,
          byRole: actor.role,
          at: now,
          remark,
        };
        const planHash = campaign.planHash.toString('hex');
        if (signsOff) {
          await store.insertApproval(tx, campaign.id, { ...decided, decision: 'signedOff', expiresAt: null });
          await store.changeSignOff(tx, campaign.id, null);
          return { stage, decision: 'signedOff', planHash };
        }
        if (stage === 'start') {
          demandEvent(campaign, 'approve');
          const until = approvedUntil(now.getTime(), startAt);
          await store.insertApproval(tx, campaign.id, {
            ...decided,
            decision: 'approved',
            expiresAt: new Date(until),
          });
          const look = nextLook({ ...timesOf(campaign), state: 'scheduled', approvedUntil: until });
          await store.scheduleApproved(tx, campaign.id, look === null ? null : new Date(look));
        } else {
          demandState(campaign, widening, 'approved to widen');
          if (await store.countingApproval(tx, campaign.id, stage, campaign.planHash, now))
            throw new MusterError('conflict', `"${stage}" is approved already`);
          await store.insertApproval(tx, campaign.id, {
            ...decided,
            decision: 'approved',
            expiresAt: new Date(now.getTime() + approvalLasts),
          });
        }
        return { stage, decision: 'approved', planHash };
      });
    },

    async reject(id, remark, actor) {
      return acts.onLocked(id, { actor, action: 'campaign.reject', detail: { remark } }, async (tx, campaign) => {
        demandEvent(campaign, 'reject');
        const now = new Date(clock.now());
        await store.voidApprovals(tx, campaign.id, now);
        await store.insertApproval(tx, campaign.id, {
          stage: 'start',
          decision: 'rejected',
          planHash: campaign.planHash!,
          byName: actor.name,
          byKey: actor.keyId ?? null,
          byRole: actor.role,
          at: now,
          remark,
          expiresAt: null,
        });
        await store.returnToDraft(tx, campaign.id, `rejected by ${actor.name}: ${remark}`);
        return {};
      });
    },

    async approvals(id) {
      return store.listApprovals(pool, (await found(pool, id)).id);
    },
  };
}

/** What an approval that names no stage is for; null: nothing is waited for. */
function stageWanted(campaign: Campaign): ApprovalStage | null {
  if (campaign.state === 'awaitingApproval' || campaign.state === 'draft' || campaign.signOffDue !== null)
    return 'start';
  return widening.includes(campaign.state) && stagesOf(campaign.plan).includes('widen') ? 'widen' : null;
}

/** Who had a part in a campaign, and so cannot be its second person. */
function partsIn(
  campaign: Campaign,
  editors: readonly string[],
  decisions: readonly store.Approval[],
): { readonly person: Person; readonly part: string }[] {
  const breaker = decisions.find((one) => one.decision === 'breakGlass');
  return [
    { person: { name: campaign.createdBy, keyId: campaign.createdByKey }, part: 'created' },
    ...(campaign.editedBy === null
      ? []
      : [{ person: { name: campaign.editedBy, keyId: campaign.editedByKey }, part: 'edited' }]),
    // Whoever wrote a part of it before the last edit wrote it all the same.
    ...editors.map((name) => ({ person: { name, keyId: null }, part: 'edited' })),
    ...(breaker ? [{ person: { name: breaker.byName, keyId: breaker.byKey }, part: 'started by break-glass' }] : []),
  ];
}

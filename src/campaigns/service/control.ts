import { MusterError } from '../../base/errors.ts';
import type { Campaign } from '../campaign.ts';
import { acknowledge } from '../hold-on-failures.ts';
import { stagesOf } from '../plan/approval.ts';
import { hashOf } from '../resolve.ts';
import { signOffWithin, wantsAcknowledgement } from '../rules/campaign-rules.ts';
import { beginCampaign } from '../scheduler/begin.ts';
import * as store from '../store.ts';
import { submitDraft } from '../submit.ts';
import { type Acts, demandEvent } from './act.ts';
import type { Actor } from './actor.ts';

/** Going, stopping and going on. */
export interface Control {
  /**
   * A draft whose `startAt` lies ahead is scheduled for it; anything else begins now.
   * @param breakGlass why it cannot wait for the approval that the plan asks for; to be signed off within a day
   */
  start(id: string, actor: Actor, breakGlass?: string | null): Promise<Campaign>;
  /** Nothing new is claimed, and claims that no session has begun on are taken back; devices at work go on. */
  pause(id: string, reason: string | null, actor: Actor): Promise<Campaign>;
  /**
   * Failures so far count no more against the thresholds.
   * @param said what was made of them; has to be said after a threshold
   */
  resume(id: string, actor: Actor, said?: string | null): Promise<Campaign>;
  /** No order leaves any more; what becomes of devices at work is the plan's `abortPolicy`. */
  abort(id: string, reason: string | null, actor: Actor): Promise<Campaign>;
}

export function control(acts: Acts): Control {
  const { clock } = acts;
  return {
    async start(id, actor, breakGlass = null) {
      const detail = breakGlass === null ? {} : { breakGlass };
      return acts.onLocked(id, { actor, action: 'campaign.start', detail }, async (tx, campaign) => {
        const now = new Date(clock.now());
        const wantsApproval = stagesOf(campaign.plan).includes('start');
        const ahead = campaign.plan.startAt && Date.parse(campaign.plan.startAt) > now.getTime();
        if (breakGlass !== null) {
          demandEvent(campaign, 'breakGlass');
          if (!wantsApproval)
            throw new MusterError('contradiction', 'the plan asks for no approval; start it without breakGlass', {
              items: [{ path: 'breakGlass', message: 'there is nothing to break' }],
            });
          await beginCampaign(tx, campaign, now, true);
          const due = new Date(now.getTime() + signOffWithin);
          await store.insertApproval(tx, campaign.id, {
            stage: 'start',
            decision: 'breakGlass',
            planHash: await hashOf(tx, campaign.plan),
            byName: actor.name,
            byKey: actor.keyId ?? null,
            byRole: actor.role,
            at: now,
            remark: breakGlass,
            expiresAt: due,
          });
          await store.changeSignOff(tx, campaign.id, due);
          return {};
        }
        demandEvent(campaign, 'start');
        if (ahead && campaign.state === 'draft' && !wantsApproval) {
          await submitDraft(tx, campaign, now);
          return { scheduledFor: campaign.plan.startAt };
        }
        if (ahead && wantsApproval) {
          throw new MusterError('conflict', `what was approved starts at ${campaign.plan.startAt}, not before`);
        }
        await beginCampaign(tx, campaign, now);
        return {};
      });
    },

    async pause(id, reason, actor) {
      return acts.onLocked(id, { actor, action: 'campaign.pause', detail: { reason } }, async (tx, campaign) => {
        demandEvent(campaign, 'pause');
        await store.moveCampaign(tx, campaign.id, 'pause', { pauseReason: reason ?? `paused by ${actor.name}` });
        return {};
      });
    },

    async resume(id, actor, said = null) {
      const detail = said === null ? {} : { acknowledge: said };
      return acts.onLocked(id, { actor, action: 'campaign.resume', detail }, async (tx, campaign) => {
        demandEvent(campaign, 'resume');
        if (wantsAcknowledgement(campaign.pauseReason) && said === null) {
          throw new MusterError(
            'conflict',
            `the campaign was stopped by a ${campaign.pauseReason}; say in "acknowledge" what was found, and it goes on`,
            { items: [{ path: 'acknowledge', message: 'is needed' }] },
          );
        }
        await store.resumeCampaign(tx, campaign.id, await acknowledge(tx, campaign));
        return { pausedFor: campaign.pauseReason };
      });
    },

    async abort(id, reason, actor) {
      return acts.onLocked(id, { actor, action: 'campaign.abort', detail: { reason } }, async (tx, campaign) => {
        demandEvent(campaign, 'abort');
        await store.moveCampaign(tx, campaign.id, 'abort', { pauseReason: reason ?? `aborted by ${actor.name}` });
        return { abortPolicy: campaign.plan.abortPolicy };
      });
    },
  };
}

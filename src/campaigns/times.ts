import type { Campaign } from './campaign.ts';
import type { CampaignTimes } from './rules/campaign-rules.ts';

/** What the clock looks at of a campaign; the end of an approval is added by who knows it. */
export function timesOf({ state, plan, submittedAt }: Campaign): CampaignTimes {
  return {
    state,
    startAt: plan.startAt ? Date.parse(plan.startAt) : null,
    endAt: plan.endAt ? Date.parse(plan.endAt) : null,
    // Plans of an earlier version say nothing of all this.
    endBehavior: plan.endBehavior ?? 'stopNew',
    submittedAt: submittedAt?.getTime() ?? null,
    approvedUntil: null,
  };
}

import type { CampaignState } from '../../campaigns/states.ts';

/** Exit statuses of `campaign watch`, for scripts; 1 and 2 are failures of the command itself. */
const statuses: Partial<Record<CampaignState, number>> = {
  completed: 0,
  completedWithFailures: 3,
  aborted: 3,
  paused: 4,
};

/** The exit status a state ends a watch with, or null while there is more to see. */
export function watchStatus(state: CampaignState): number | null {
  return statuses[state] ?? null;
}

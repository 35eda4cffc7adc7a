import type { ConnectionOptions } from '../api/connection.ts';
import type { Campaign } from '../api/resources.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { stateWords } from './words.ts';

export type Options = ConnectionOptions & { readonly json?: boolean };

export function campaignPath(id: string): string {
  return `/campaigns/${encodeURIComponent(id)}`;
}

/** What a campaign is after something was done to it. */
export function tellState(campaign: Campaign, options: Options, more: readonly string[] = []): void {
  const out = standardOutput();
  if (options.json) return writeJson(out, campaign);
  const words = stateWords({ state: campaign.state, pauseReason: campaign.pauseReason ?? null });
  writeLines(out, [`campaign ${campaign.id} is ${words}`, ...more]);
}

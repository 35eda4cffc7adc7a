import type { CampaignId } from '../base/ids.ts';
import { compileFilter } from '../devices/filter/compile.ts';
import { parseFilter } from '../devices/filter/parser.ts';
import { defaultInformInterval } from '../devices/store.ts';
import type { Members } from './store.ts';

/** The devices of a filter, as a WHERE fragment. */
export function membersOf(filter: string, now: number): Members {
  const parsed = parseFilter(filter);
  return (firstParam) => compileFilter(parsed, { now, firstParam, defaultInterval: defaultInformInterval });
}

/** What makes the order of a campaign's devices its own: 64 bits of its id, as a signed number. */
export function shuffleSeed(id: CampaignId): string {
  return BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(16)}`)).toString();
}

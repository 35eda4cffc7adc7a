import type { CampaignId } from '../base/ids.ts';
import { compileFilter } from '../devices/filter/compile.ts';
import { parseFilter } from '../devices/filter/parser.ts';
import { defaultInformInterval } from '../devices/store.ts';
import type { ResolvedPlan } from './plan/plan.ts';
import { type Members, type Order, seemsThere, succeededIn } from './store.ts';

/**
 * The devices of a plan, as a WHERE fragment: those of its filter, and of these only those on which another campaign
 * succeeded where the plan says so. The same at any time of a campaign that is given the time of its start.
 * @param now what relative times count from: for a campaign that was started, its start
 */
export function membersOf(plan: { readonly filter: string; readonly targetsOf?: string | null }, now: number): Members {
  const parsed = parseFilter(plan.filter);
  return (firstParam) => {
    const filter = compileFilter(parsed, { now, firstParam, defaultInterval: defaultInformInterval });
    if (!plan.targetsOf) return filter;
    const succeeded = succeededIn(plan.targetsOf, new Date(now), firstParam + filter.params.length);
    const both = (of: string): string => `(${filter.sql}) AND (${of})`;
    return {
      sql: both(succeeded.sql),
      params: [...filter.params, ...succeeded.params],
      between: (after, upTo) => both(succeeded.between(after, upTo)),
    };
  };
}

/** What a selection can count beforehand: devices of another model, and those that seem to be as wanted. */
export function aimsOf(plan: ResolvedPlan): { already: Members; productClass: string | null } {
  return { already: seemsThere(plan), productClass: 'productClass' in plan ? plan.productClass : null };
}

/** The order in which a campaign takes its devices: 64 bits of its id make it its own. A plan of an earlier version knows one. */
export function orderOf({
  id,
  plan,
}: {
  readonly id: CampaignId;
  readonly plan: { readonly order?: Order['by'] };
}): Order {
  const seed = BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(16)}`)).toString();
  return { seed, by: plan.order ?? 'random' };
}

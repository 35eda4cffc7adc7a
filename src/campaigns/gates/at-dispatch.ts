import type { CampaignId, DeviceKey } from '../../base/ids.ts';
import type { FirmwareWindow } from '../../operations/kinds/firmware-windows.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import { gatePlanOf } from '../plan/windows.ts';
import { deviceGates } from '../scheduler/device-gates.ts';
import * as store from '../store.ts';
import { isStillAhead } from './ahead.ts';
import type { Span } from './window.ts';

/**
 * Whether a claimed device may be disturbed now: it may have called long after it was claimed, and what was true then
 * need not be true any more. One that is told of a time to come may call at any time, as long as that time is still to be
 * had. Nothing of that changes before the transaction ends.
 * @param order of its operation
 */
export async function opensAtDispatch(
  tx: Transaction,
  id: CampaignId,
  key: DeviceKey,
  order: unknown,
  now: Date,
): Promise<boolean> {
  await store.holdCampaignAndGates(tx, id);
  const facts = await store.dispatchFacts<ResolvedPlan>(tx, id, key);
  if (facts?.state !== 'running') return false;
  // The planner ends the campaign with its next look; devices call meanwhile.
  if (facts.plan.endAt && Date.parse(facts.plan.endAt) <= now.getTime()) return false;
  const gates = await store.liveGates(tx, id, now);
  const rules = gatePlanOf(facts.plan);
  if (rules.windows.length === 0 && gates.blackouts.length === 0 && gates.exclusions.length === 0 && !gates.lists)
    return true;
  const { timeZone, localTimeZone, plan } = facts;
  const its = await deviceGates(tx, gates, rules, plan.timeZone, [{ key, timeZone, localTimeZone }], now);
  const spans = spansOf(order);
  return spans === null ? its.gateOf(key).open : isStillAhead(its.factsOf(key), spans, now.getTime());
}

/** When the device may begin, where it is told of a time to come; null: at once. */
export function spansOf(order: unknown): Span[] | null {
  const { windows } = order as { readonly windows?: readonly FirmwareWindow[] };
  return windows?.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })) ?? null;
}

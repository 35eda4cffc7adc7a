import type { DeviceKey } from '../../base/ids.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import { isHit } from '../gates/ahead.ts';
import { spansOf } from '../gates/at-dispatch.ts';
import { gatePlanOf, pauseRecalls, schedulesAhead } from '../plan/windows.ts';
import { wantsAcknowledgement } from '../rules/campaign-rules.ts';
import * as store from '../store.ts';
import { deviceGates } from './device-gates.ts';
import { recallTransfers } from './recall.ts';

/** Devices looked at in one statement. */
const page = 500;

/**
 * Asks devices to drop what they were told for a window that they may not use any more, as long as they have not begun: a
 * blackout was put up over it, or its campaign is paused and the plan says so. Their link is withdrawn at once, so that one
 * that does not call before its window cannot begin either. They have their turn again later, as if they had not been tried.
 * @returns devices that are to be called
 */
export async function unschedule(tx: Transaction, campaign: Campaign, now: Date): Promise<DeviceKey[]> {
  if (!schedulesAhead(campaign.plan)) return [];
  await store.holdGates(tx);
  const gates = await store.liveGates(tx, campaign.id, now);
  const paused = campaign.state === 'paused' && pauseRecalls(campaign.plan, wantsAcknowledgement(campaign.pauseReason));
  const raised = gates.raised !== gates.raisedSeen;
  if (!paused && !raised) return [];
  const called: DeviceKey[] = [];
  let missed = false;
  for (let after = 0; ; ) {
    const scheduled = await store.scheduledTargets(tx, campaign.id, after, page);
    if (scheduled.length === 0) break;
    after = scheduled.at(-1)!.key;
    const { factsOf } = await deviceGates(tx, gates, gatePlanOf(campaign.plan), campaign.plan.timeZone, scheduled, now);
    const waiting = scheduled
      .filter(({ fetching }) => !fetching)
      .map((one) => ({ ...one, spans: spansOf(one.order)! }));
    const shut = waiting.filter(({ key, spans }) => raised && isHit(factsOf(key), spans, now.getTime()));
    const early = waiting.filter((one) => paused && !shut.includes(one) && one.spans[0]!.from > now.getTime());
    for (const [reason, devices] of [
      ['blackout', shut],
      ['paused', early],
    ] as const) {
      if (devices.length === 0) continue;
      const keys = devices.map(({ key }) => key);
      const recalled = await recallTransfers(tx, campaign, keys, reason, now, keys.length);
      called.push(...recalled.devices);
      // A session is at work on the others: they are looked at again with the next tick.
      missed ||= recalled.devices.length < keys.length;
    }
    if (scheduled.length < page) break;
  }
  if (raised && !missed) await store.saveRaisesSeen(tx, campaign.id, gates.raised);
  return called;
}

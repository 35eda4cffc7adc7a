import { days, minutes } from '../../base/durations.ts';
import type { Campaign, Wave } from '../campaign.ts';
import type { Gate } from '../gates/gate.ts';
import type { Span } from '../gates/window.ts';
import type { CampaignKind, DeviceNow, DeviceOrder } from '../kinds/kind.ts';
import { defaultPriority, type ResolvedPlan } from '../plan/plan.ts';
import type { EndReason, WaitReason } from '../reasons.ts';
import { lookAgainMs, mayBeTold, type Reach, waitsForCall } from './reach-rules.ts';

/** How many devices may be claimed now. Pure. @param tokens of the campaign's rate */
export function claimBudget(
  campaign: Pick<Campaign, 'state'> & { readonly plan: Pick<ResolvedPlan, 'limits'> },
  waves: readonly Pick<Wave, 'inflight'>[],
  tokens: number,
): number {
  if (campaign.state !== 'running') return 0;
  const inflight = waves.reduce((n, wave) => n + wave.inflight, 0);
  return Math.max(0, Math.min(campaign.plan.limits.maxInFlight - inflight, Math.floor(tokens)));
}

/** A waiting target whose turn has come. */
export interface Candidate {
  readonly device: DeviceNow;
  /** When the target was written: only what the device told since then proves that it needs nothing (I22). */
  readonly since: Date;
  /** How often it was tried before. */
  readonly attempt: number;
  /** Another operation or another campaign holds the device. */
  readonly taken: boolean;
  /** The campaign that works on the device, or lets it soak; null or absent: none. */
  readonly heldBy?: { readonly kind: string; readonly priority: number } | null;
  /** How it comes to its order; absent: when it is called. */
  readonly reach?: Reach;
}

/** What becomes of a candidate. */
export type ClaimVerdict =
  /** `ahead`: when the device may begin, where it is told of a time to come. */
  | { readonly do: 'claim'; readonly order: DeviceOrder; readonly ahead?: readonly Span[] }
  | { readonly do: 'skip'; readonly reason: string }
  /** It was ordered something before, and is now none for the campaign. */
  | { readonly do: 'fail'; readonly reason: EndReason }
  /** An earlier attempt brought it there after all. */
  | { readonly do: 'prove' }
  /** Not now; the reason is one word. `until`: when to look again, in milliseconds since the epoch; absent: soon. */
  | { readonly do: 'wait'; readonly reason: WaitReason; readonly until?: number; readonly ask?: true };

/** A wave does not stay open for longer than this for a device that is excluded for a time. */
export const exclusionPatience = days(7);
const openGate: Gate = { open: true, until: null };

/**
 * Decides on one candidate. Pure.
 * @param now milliseconds since the epoch, of the gate
 * @param spans when it may be disturbed next, for an order that says so; asked only where there may be one
 */
export function claimVerdict(
  kind: CampaignKind,
  plan: ResolvedPlan,
  candidate: Candidate,
  gate: Gate = openGate,
  now = 0,
  spans: () => readonly Span[] = () => [],
): ClaimVerdict {
  const { device, since, attempt, taken, heldBy, reach } = candidate;
  const refused = kind.refuses(plan, device);
  // What something was done to has not been left out: brakes count it.
  if (refused !== null) return attempt > 0 ? { do: 'fail', reason: refused } : { do: 'skip', reason: refused };
  // What was known before is no proof: the operation finds out in the session, and ends without work.
  const told = kind.proof === 'inform' && (device.lastInformAt?.getTime() ?? 0) >= since.getTime();
  if (told && kind.isThere(plan, device)) {
    if (attempt === 0) return { do: 'skip', reason: 'already' };
    // One that soaks bars other campaigns: while another one works on the device, it cannot begin to.
    return taken ? { do: 'wait', reason: 'locked' } : { do: 'prove' };
  }
  // 32: what a campaign of more weight brings is not to be replaced by this one's.
  if (attempt === 0 && heldBy && heldBy.kind === plan.kind && heldBy.priority > (plan.priority ?? defaultPriority))
    return { do: 'skip', reason: 'superseded' };
  const claimMs = reach ? minutes(plan.timeouts.claimMinutes) : 0;
  const lies = reach && mayBeToldAhead(kind, reach, gate, now + claimMs) ? spans() : [];
  const ahead = reach?.schedules === true ? lies : [];
  if (!gate.open && lies.length > ahead.length) {
    // Whether it has ScheduleDownload it says in its next session; then there is a day to tell it.
    return { do: 'wait', reason: gate.reason, until: Math.min(gate.until ?? now, now + lookAgainMs), ask: true };
  }
  if (!gate.open && ahead.length === 0) {
    const { reason, until } = gate;
    if (reason === 'excluded' && (until === null || until > now + exclusionPatience)) return { do: 'skip', reason };
    // What only a person ends is looked at again when that happens; once a day all the same.
    return { do: 'wait', reason, until: until ?? now + days(1) };
  }
  if (taken) return { do: 'wait', reason: 'locked' };
  const until = reach ? waitsForCall(reach, claimMs, now) : null;
  if (until !== null) return { do: 'wait', reason: 'nextInform', until };
  return ahead.length === 0
    ? { do: 'claim', order: kind.order(plan, device) }
    : { do: 'claim', order: kind.orderAhead!(plan, device, ahead), ahead };
}

/** Whether a device may be told of windows to come: it cannot be called into one, and this one may be shut when it calls. */
function mayBeToldAhead(kind: CampaignKind, reach: Reach, gate: Gate, claimEnds: number): boolean {
  if (!mayBeTold(reach) || !kind.orderAhead) return false;
  return gate.open ? gate.until !== null && gate.until < claimEnds : gate.reason === 'window';
}

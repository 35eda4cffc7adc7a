import { minutes, seconds } from '../../base/durations.ts';
import type { DeviceKey } from '../../base/ids.ts';
import { leastSpanMs } from '../gates/ahead.ts';
import type { Buckets } from '../gates/buckets.ts';
import type { Gate } from '../gates/gate.ts';
import type { Span } from '../gates/window.ts';
import type { CampaignKind, DeviceOrder } from '../kinds/kind.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import type { EndReason, WaitReason } from '../reasons.ts';
import { type Candidate, claimVerdict } from './claim-rules.ts';

/** What a round of claims goes by. */
export interface RoundRules {
  readonly kind: CampaignKind;
  readonly plan: ResolvedPlan;
  /** Devices that may be started, by the limits that concern all of them. */
  readonly budget: number;
  readonly gateOf: (device: DeviceKey) => Gate;
  /** When a device may be disturbed next; absent where no device is told of a time to come. */
  readonly aheadOf?: (device: DeviceKey) => readonly Span[];
  /** Devices that may yet be told of a time to come. */
  readonly scheduledLeft?: number;
  /** Buckets that some of the devices draw from, and which. */
  readonly buckets: Buckets;
  readonly keysOf: (device: DeviceKey) => readonly string[];
  /** Whether a device has been silent for so long that its wave does not wait for it; absent where no wave is behind it. */
  readonly isStraggler?: (candidate: Candidate) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface RoundOrder {
  readonly deviceKey: DeviceKey;
  readonly wanted: DeviceOrder;
  /** Until when a session has to have begun on it. */
  readonly deadline: number;
  /** It begins in one of these times, whenever it is told. */
  readonly ahead?: readonly Span[];
}

export interface RoundWait {
  readonly deviceKey: DeviceKey;
  readonly reason: WaitReason;
  readonly until: number;
}

/** One look at candidates, one after the other, in the order in which they are to have what there is. Does no I/O. */
export interface ClaimRound {
  consider(candidate: Candidate & { readonly due: boolean }): void;
  /** An order that could not be given: another operation was faster. */
  takeBack(order: RoundOrder): void;
  readonly orders: readonly RoundOrder[];
  readonly proven: readonly DeviceKey[];
  readonly skips: ReadonlyMap<string, DeviceKey[]>;
  readonly failures: readonly { readonly device: Candidate['device']; readonly reason: EndReason }[];
  /** Of those that wait: devices that something holds, and that nobody waits for. */
  readonly stragglers: readonly DeviceKey[];
  readonly waits: readonly RoundWait[];
  /** Devices that are to say which methods they have. */
  readonly asks: readonly DeviceKey[];
  /** Some had to be left for the budget alone. */
  readonly leftOver: boolean;
  /** Some were sent to wait for a time of their own: others may have their turn now. */
  readonly madeRoom: boolean;
}

/** Targets that lost a race for a token they were promised, and are to have the next ones. */
const nextInLine = 10;
/** A device that something else works on is looked at again so soon. */
const lockedMs = seconds(30);

export function claimRound(rules: RoundRules): ClaimRound {
  const { kind, plan, budget, gateOf, buckets, keysOf, now } = rules;
  const orders: RoundOrder[] = [];
  const proven: DeviceKey[] = [];
  const skips = new Map<string, DeviceKey[]>();
  const failures: { device: Candidate['device']; reason: EndReason }[] = [];
  const stragglers: DeviceKey[] = [];
  const waits: RoundWait[] = [];
  const asks: DeviceKey[] = [];
  const lostRaces = new Map<string, number>();
  let scheduledLeft = rules.scheduledLeft ?? Number.POSITIVE_INFINITY;
  let leftOver = false;
  let madeRoom = false;
  return {
    consider(candidate) {
      const deviceKey = candidate.device.key;
      const gate = gateOf(deviceKey);
      const verdict = claimVerdict(kind, plan, candidate, gate, now, () => rules.aheadOf?.(deviceKey) ?? []);
      switch (verdict.do) {
        case 'prove':
          proven.push(deviceKey);
          return;
        case 'skip':
          put(skips, verdict.reason, deviceKey);
          return;
        case 'fail':
          failures.push({ device: candidate.device, reason: verdict.reason });
          return;
        case 'wait':
          if (verdict.reason === 'locked' && rules.isStraggler?.(candidate)) stragglers.push(deviceKey);
          waits.push({ deviceKey, reason: verdict.reason, until: verdict.until ?? now + lockedMs });
          if (verdict.ask) asks.push(deviceKey);
          madeRoom ||= verdict.until !== undefined;
          return;
        case 'claim': {
          if (orders.length >= budget) {
            leftOver = true;
            return;
          }
          const { ahead } = verdict;
          if (ahead && scheduledLeft < 1) {
            waits.push({ deviceKey, reason: 'concurrency', until: now + lockedMs });
            return;
          }
          const empty = buckets.take(keysOf(deviceKey));
          if (empty !== null) {
            waits.push({ deviceKey, reason: 'rate', until: tokenAt(empty, candidate.due) });
            madeRoom = true;
            return;
          }
          const latest = now + minutes(plan.timeouts.claimMinutes);
          if (ahead) {
            scheduledLeft--;
            const deadline = Math.min(latest, ahead.at(-1)!.to - leastSpanMs);
            orders.push({ deviceKey, wanted: verdict.order, deadline, ahead });
            return;
          }
          const deadline = gate.open && gate.until !== null ? Math.min(latest, gate.until) : latest;
          orders.push({ deviceKey, wanted: verdict.order, deadline });
        }
      }
    },
    takeBack({ deviceKey }) {
      waits.push({ deviceKey, reason: 'locked', until: now + lockedMs });
      buckets.giveBack(keysOf(deviceKey));
    },
    orders,
    proven,
    skips,
    failures,
    stragglers,
    waits,
    asks,
    get leftOver() {
      return leftOver;
    },
    get madeRoom() {
      return madeRoom;
    },
  };

  /** One whose time had come has only lost a race; others take their place behind all that wait already. */
  function tokenAt(key: string, due: boolean): number {
    if (!due) return buckets.promise(key);
    const place = (lostRaces.get(key) ?? 0) + 1;
    lostRaces.set(key, place);
    return place <= nextInLine ? now + buckets.wait(key, place) : buckets.promise(key);
  }
}

function put(lists: Map<string, DeviceKey[]>, reason: string, device: DeviceKey): void {
  const list = lists.get(reason);
  if (list) list.push(device);
  else lists.set(reason, [device]);
}

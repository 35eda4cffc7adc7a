import { hours, seconds } from '../../base/durations.ts';
import { isBehindNat } from '../../devices/behind-nat.ts';

/** What is stored of how a device can be reached. */
export interface ReachFacts {
  /** Where it said that it can be called; '' or null: nowhere. */
  readonly url: string | null;
  /** Where its last Inform came from. */
  readonly ipAddress: string | null;
  /** It proved to our STUN server where it is seen from outside of its NAT. */
  readonly bound: boolean;
  /** Experience with each way of calling it; `failedAt` in milliseconds since the epoch. */
  readonly ways: readonly {
    readonly way: string;
    readonly good: boolean;
    readonly failures: number;
    readonly failedAt: number | null;
  }[];
  /** Whether it named ScheduleDownload among the methods of its present software; null: it was not asked yet. */
  readonly schedules: boolean | null;
  /** Seconds between its calls; null: it never said, or makes none. */
  readonly informInterval: number | null;
  readonly lastInformAt: Date | null;
}

/** How a device comes to its order. */
export interface Reach {
  /** Asking it for a session is likely to bring one. */
  readonly callable: boolean;
  readonly schedules: boolean | null;
  /** When it spoke last, and how long it is between its calls, in milliseconds; null: nobody knows when it calls. */
  readonly calls: { readonly last: number; readonly every: number } | null;
}

/**
 * `called`: it comes when it is asked. `scheduled`: it does not, and is told ScheduleDownload at whatever time it calls.
 * `byChance`: it has to call by itself when its turn is, inside of a window where there are any.
 */
export type ReachClass = 'called' | 'scheduled' | 'byChance';

/** Calls in vain, one after the other and none of its own in between, after which a way counts as shut. */
export const callsInVain = 3;

/** Pure. */
export function reachOf(facts: ReachFacts): Reach {
  const { lastInformAt, informInterval, schedules } = facts;
  const record = (way: string) => facts.ways.find((one) => one.way === way);
  const isShut = (way: string): boolean => {
    const { failures = 0, failedAt = null } = record(way) ?? {};
    // It has called since: it is there, and perhaps at another address.
    return failures >= callsInVain && failedAt !== null && failedAt >= (lastInformAt?.getTime() ?? 0);
  };
  const isGood = (way: string): boolean => record(way)?.good === true;
  const http = (facts.url ?? '') !== '' && (isGood('http') || !isBehindNat(facts.url, facts.ipAddress));
  const offered = { http, udp: facts.bound, xmpp: isGood('xmpp') };
  return {
    callable: Object.entries(offered).some(([way, is]) => is && !isShut(way)),
    schedules,
    calls: lastInformAt && informInterval ? { last: lastInformAt.getTime(), every: seconds(informInterval) } : null,
  };
}

/** @param ahead whether the plan tells devices of windows that lie ahead (`schedulesAhead`) */
export function reachClass(reach: Reach, ahead: boolean): ReachClass {
  if (reach.callable) return 'called';
  return ahead && mayBeTold(reach) && reach.schedules === true ? 'scheduled' : 'byChance';
}

/**
 * Whether a device may be told of windows to come, as far as is known. Where nobody knows when it calls, a claim would hold
 * its slot until it does.
 */
export function mayBeTold({ callable, schedules, calls }: Reach): boolean {
  return !callable && schedules !== false && calls !== null;
}

/** It may call at another time than expected, which shifts the next one: so a wait for a call is no longer than this. */
export const lookAgainMs = hours(1);

/**
 * When a device that cannot be called may be claimed. A claim holds a slot and the lock, so it begins half of its time
 * before the device is expected to call by itself, and ends half of its time after: nobody holds a slot for a day. Pure.
 * @param claimMs how long a claim lasts
 * @returns when to look again, for one whose turn is not now; null: now
 */
export function waitsForCall({ callable, calls }: Reach, claimMs: number, now: number): number | null {
  if (callable || calls === null) return null;
  const turn = nextCall(calls, now) - claimMs / 2;
  return turn <= now ? null : Math.min(Math.ceil(turn), now + lookAgainMs);
}

/** When a device is expected to call by itself next. */
export function nextCall({ last, every }: NonNullable<Reach['calls']>, now: number): number {
  return last + Math.max(1, Math.ceil((now - last) / every)) * every;
}

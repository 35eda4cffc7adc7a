import type { Span } from '../gates/window.ts';
import type { DeviceNow } from '../kinds/kind.ts';
import { nextCall, type Reach } from '../rules/reach-rules.ts';
import type { GateGroup } from '../scheduler/device-gates.ts';

/** A device in a rehearsal. */
export interface Player {
  readonly device: DeviceNow;
  /** Its place in the order of the campaign. */
  readonly shuffle: bigint;
  readonly taken: boolean;
  readonly gate: GateGroup;
  /** Buckets of its own that its start draws from. */
  readonly keys: readonly string[];
  /** Seconds between its calls. */
  readonly informInterval: number;
  readonly reach: Reach;
  /** It is looked at also while the windows are shut. */
  readonly early: boolean;
}

/**
 * What becomes of a start: when the device is proven to be as wanted; null: it does not come.
 * @param at when it is called, milliseconds since the epoch
 * @param ahead when it may begin, where it is told of times to come
 */
export type Script = (player: Player, at: number, ahead?: readonly Span[]) => number | null;

/** From a call to the session. */
const calledMs = 10_000;
/** A device that has missed so many of its calls, and a day, is taken for one that does not come. */
const missedCalls = 3;
const dayMs = 86_400_000;

/**
 * What is to be expected of a device by what is known of it: it comes when it is called, or at its next call of its own
 * where it cannot be called, and is done some minutes later.
 * @param workMs from the session to the proof
 */
export function expected(workMs: number): Script {
  return ({ device, informInterval, reach }, at, ahead = []) => {
    const last = device.lastInformAt?.getTime() ?? null;
    // Judged by what is known when the rehearsal is made: later it would have called.
    if (last === null) return null;
    const comes = reach.callable ? at + calledMs : nextCall({ last, every: informInterval * 1000 }, at);
    const span = ahead.find(({ to }) => comes < to);
    if (ahead.length > 0 && !span) return null;
    return Math.max(comes, span?.from ?? 0) + workMs;
  };
}

/** Whether a device is one that is switched off, as far as can be told. */
export function isAbsent({ device, informInterval }: Player, now: number): boolean {
  const last = device.lastInformAt?.getTime();
  return last === undefined || now - last > Math.max(dayMs, missedCalls * informInterval * 1000);
}

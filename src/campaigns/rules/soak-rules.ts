import { hours, minutes, seconds } from '../../base/durations.ts';
import { fellBackLate, soakGlanceMs, type TargetChange } from './target-rules.ts';

/** What is known of a soaking target when it is looked at. */
export interface Soak {
  /** Milliseconds until the soak time is over; 0 or less: it is. */
  readonly leftMs: number;
  /** Informs since the soak began, and how many are wanted. */
  readonly informs: number;
  readonly informsWanted: number;
  /** Milliseconds since the device spoke last, or since the soak began if that is later. */
  readonly silentMs: number;
  /** How often the device calls, in seconds. */
  readonly informInterval: number;
  /** Whether it still is as wanted by what it told last; null: what is known does not tell. */
  readonly holds: boolean | null;
  readonly seenVersion: string | null;
}

export type SoakVerdict =
  | { readonly do: 'end'; readonly change: TargetChange }
  /** Looked at again after so many milliseconds. */
  | { readonly do: 'wait'; readonly reason: 'soak' | 'informs'; readonly ms: number };

/** How long a device may be silent while it soaks: three of its own intervals, an hour at least (25). */
export function lostAfterMs(informInterval: number): number {
  return Math.max(seconds(3 * informInterval), hours(1));
}

/** Informs that a wave's soak needs, where its plan does not say: three, as one proves only that it came up once. */
export function informsWanted(wave: { readonly soakMinutes: number; readonly minInforms?: number }): number {
  return wave.minInforms ?? (wave.soakMinutes > 0 ? 3 : 0);
}

/**
 * Where a soak stands (rules 23 to 25). It ends well only after its time *and* the Informs it needs, and by what the
 * device told last; how long it takes is therefore up to the device where that calls seldom. Pure.
 */
export function soakVerdict(soak: Soak): SoakVerdict {
  if (soak.holds === false) return { do: 'end', change: fellBackLate(soak.seenVersion) };
  const patienceMs = lostAfterMs(soak.informInterval) - soak.silentMs;
  if (patienceMs < 0) return { do: 'end', change: lostContact(soak.silentMs) };
  const missing = soak.informsWanted - soak.informs;
  if (soak.leftMs <= 0 && missing <= 0)
    return { do: 'end', change: { state: 'succeeded', reason: null, deadlineMs: null } };
  // Just after the time it would be lost, at the soonest: at that time exactly it is not. Once the time is over, after as
  // long as it has been over: a device that calls often is done soon, and one that calls once a day costs little.
  const untilLost = patienceMs + 1;
  const ms = soak.leftMs > 0 ? soak.leftMs : Math.max(seconds(3), -soak.leftMs);
  return { do: 'wait', reason: soak.leftMs > 0 ? 'soak' : 'informs', ms: Math.min(ms, untilLost, soakGlanceMs) };
}

/** It does not speak any more since it has the new version: the worst that can happen, and counted on its own. */
function lostContact(silentMs: number): TargetChange {
  return {
    state: 'failed',
    reason: 'lostContact',
    fault: {
      code: 0,
      message: `silent for ${Math.floor(silentMs / minutes(1))} minutes while soaking`,
      faultClass: 'silent',
    },
    deadlineMs: null,
  };
}

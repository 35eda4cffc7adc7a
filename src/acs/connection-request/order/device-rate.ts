import { minutes, seconds } from '../../../base/durations.ts';
import type { Way } from './way.ts';

const windowMs = minutes(1);
/** A device takes a UDP request only when its time, in whole seconds, is newer than that of the last one. */
const apartMs: Readonly<Record<Way, number>> = { http: 0, xmpp: 0, udp: seconds(1) + 1 };

/**
 * How long a call must wait, milliseconds: TR-069 §3.2.2 lets a CPE limit how often it is called (quirk 111), so it is
 * called no oftener than `perMinute`, whoever wants it. Pure.
 * @param recent times of the last calls, milliseconds since the epoch, oldest first
 */
export function waitForTurn(recent: readonly number[], way: Way, perMinute: number, now: number): number {
  const inWindow = recent.filter((at) => at > now - windowMs);
  const full = inWindow.length >= perMinute ? inWindow[inWindow.length - perMinute]! + windowMs : 0;
  const last = inWindow.at(-1);
  return Math.max(0, full - now, last === undefined ? 0 : last + apartMs[way] - now);
}

/** The times to keep after a call at `now`. */
export function withCall(recent: readonly number[], perMinute: number, now: number): number[] {
  return [...recent.filter((at) => at > now - windowMs), now].slice(-perMinute);
}

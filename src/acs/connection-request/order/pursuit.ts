import { seconds } from '../../../base/durations.ts';
import type { ConnectionRequestOutcome } from '../../../devices/connection-request-store.ts';
import type { CallResult } from '../result.ts';
import type { CallPlan } from './plan.ts';
import type { Way } from './way.ts';

/** How far the calling of one device is; kept in its row between attempts. */
export interface Pursuit {
  readonly ways: readonly Way[];
  /** Index of the way that is tried now. */
  readonly at: number;
  /** Attempts made on it. */
  readonly tries: number;
  readonly notes: readonly Note[];
}

export interface Note {
  readonly way: Way;
  readonly outcome: ConnectionRequestOutcome;
  readonly detail: string;
}

export type Next =
  | { readonly do: 'call'; readonly way: Way; readonly afterMs: number }
  /** It accepted: a session may arrive in this time. */
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'settle'; readonly outcome: ConnectionRequestOutcome; readonly detail: string };

export interface Waits {
  /** For the session after a call was accepted; TR-069 gives a device 30 s. */
  readonly sessionMs: number;
  /** Before a device that was busy is called again, one after the other. */
  readonly busyMs: readonly number[];
  /** Attempts per way when a device accepts and does not come. */
  readonly tries: number;
}

export const usualWaits: Waits = { sessionMs: seconds(32), busyMs: [seconds(5), seconds(20)], tries: 2 };

export function beginPursuit(plan: CallPlan): Pursuit {
  const notes = plan.left.map(({ way, why }): Note => ({ way, outcome: 'noAddress', detail: why }));
  return { ways: plan.ways, at: 0, tries: 0, notes };
}

/** The first thing to do, or the verdict where there is nothing. */
export function nextOf(pursuit: Pursuit): Next {
  const way = pursuit.ways[pursuit.at];
  return way === undefined ? settle(pursuit) : { do: 'call', way, afterMs: 0 };
}

/** An attempt was answered. Pure, as all here. */
export function afterAnswer(pursuit: Pursuit, result: CallResult, waits: Waits): { pursuit: Pursuit; next: Next } {
  const way = pursuit.ways[pursuit.at]!;
  const tried = { ...pursuit, tries: pursuit.tries + 1 };
  const noted = { ...tried, notes: [...without(tried.notes, way), { way, ...said(result) }] };
  if (result.mayFollow) {
    // Nothing answers UDP: with another way left, its silence is waited for a third as long.
    const ms = way === 'udp' && pursuit.at + 1 < pursuit.ways.length ? waits.sessionMs / 3 : waits.sessionMs;
    return { pursuit: noted, next: { do: 'wait', ms } };
  }
  const pause = result.outcome === 'busy' ? waits.busyMs[pursuit.tries] : undefined;
  if (pause !== undefined) return { pursuit: noted, next: { do: 'call', way, afterMs: pause } };
  return onward(noted);
}

/** The time for a session is over, and none came. */
export function afterSilence(pursuit: Pursuit, waits: Waits): { pursuit: Pursuit; next: Next } {
  const way = pursuit.ways[pursuit.at]!;
  const last = pursuit.notes.findLast((note) => note.way === way);
  const outcome = last?.outcome === 'accepted' || last === undefined ? 'noSession' : last.outcome;
  const told = last === undefined ? '' : `${last.detail.split(';')[0]}, but `;
  const detail = `${told}no session came${pursuit.tries > 1 ? ` after ${pursuit.tries} calls` : ''}`;
  const noted = { ...pursuit, notes: [...without(pursuit.notes, way), { way, outcome, detail }] };
  // Another way is better than the same again.
  const again = outcome === 'noSession' && pursuit.tries < waits.tries && pursuit.at + 1 >= pursuit.ways.length;
  return again ? { pursuit: noted, next: { do: 'call', way, afterMs: 0 } } : onward(noted);
}

function onward(pursuit: Pursuit): { pursuit: Pursuit; next: Next } {
  const moved = { ...pursuit, at: pursuit.at + 1, tries: 0 };
  return { pursuit: moved, next: nextOf(moved) };
}

/** Which of several failures says most about the device. */
const telling: readonly ConnectionRequestOutcome[] = [
  'busy',
  'noSession',
  'unauthorized',
  'noCredentials',
  'destinationRefused',
  'staleUrl',
  'failed',
  'unreachable',
  'noAddress',
];

function settle({ notes }: Pursuit): Next {
  const outcome = telling.find((one) => notes.some((note) => note.outcome === one)) ?? 'noAddress';
  const reasons = notes.map(({ way, detail }) => `${way}: ${detail}`);
  return { do: 'settle', outcome, detail: `${reasons.join('; ')}; it is served when it calls by itself` };
}

function without(notes: readonly Note[], way: Way): Note[] {
  return notes.filter((note) => note.way !== way);
}

function said({ outcome, detail }: CallResult): { outcome: ConnectionRequestOutcome; detail: string } {
  return { outcome, detail };
}

import type { Counts, FaultCount, Progress, WaveProgress } from '../api/resources.ts';
import { printable } from '../output/printable.ts';
import { shortTime } from '../output/times.ts';

const named: readonly (readonly [keyof Counts, string])[] = [
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['skipped', 'skipped'],
  ['cancelled', 'cancelled'],
  ['soaking', 'soaking'],
  ['retrying', 'to be retried'],
  ['inflight', 'in flight'],
];

/** `47 succeeded, 3 failed, 10 in flight`: counters that are not zero, those that wait left out. */
export function countWords(counts: Counts): string {
  return named.flatMap(([name, word]) => (counts[name] > 0 ? [`${counts[name]} ${word}`] : [])).join(', ');
}

/** Targets that have come to their end. */
export function doneOf(counts: Counts): number {
  return counts.succeeded + counts.failed + counts.skipped + counts.cancelled;
}

/** `fault 9010`, or the reason where no fault code tells more. */
export function faultName(fault: { readonly reason: string | null; readonly faultCode: number }): string {
  return fault.faultCode > 0 ? `fault ${fault.faultCode}` : printable(fault.reason ?? 'failed');
}

/** `6 × fault 9010, 2 × fellBack`, the most frequent first. */
export function faultWords(faults: readonly FaultCount[]): string {
  return [...faults]
    .sort((a, b) => b.count - a.count || faultName(a).localeCompare(faultName(b)))
    .map((fault) => `${fault.count} × ${faultName(fault)}`)
    .join(', ');
}

/** `its window, until 2026-05-05 02:00:00Z`: what keeps a wave from beginning anything; null where it is at work. */
export function waitWords(waves: readonly WaveProgress[]): string | null {
  const wave = waves.find(
    ({ waiting, waitsFor }) => waitsFor != null && waitsFor in held && (waiting > 0 || ofWave.has(waitsFor)),
  );
  if (!wave) return null;
  const until = shortTime(wave.waitsUntil ?? null);
  return `${held[wave.waitsFor!]}${until === null ? '' : `, until ${until}`}`;
}

/** Not being allowed more at once is how a campaign goes, and no news. */
const held: Readonly<Record<string, string>> = {
  window: 'its window',
  blackout: 'the end of a blackout',
  transfers: 'room on the download host',
  approval: 'the approval of a second person to take more than a tenth of its gateways',
  gate: 'a person to open the gate of its wave',
  sample: 'a person to open the gate of its wave, which has fewer results than it wants',
};

/** What a wave waits for that no gateway of it does. */
const ofWave: ReadonlySet<string> = new Set(['approval', 'gate', 'sample']);

/** The state of a campaign, with what an operator should know about it. */
export function stateWords(progress: Pick<Progress, 'state' | 'pauseReason'>): string {
  if (progress.state === 'completedWithFailures') return 'completed with failures';
  if (progress.state === 'awaitingApproval') return 'awaiting approval';
  if (progress.state === 'paused' && progress.pauseReason) return `paused: ${printable(progress.pauseReason)}`;
  return progress.state;
}

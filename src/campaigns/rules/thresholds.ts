import { type BrakeName, type Brakes, brakesIn, defaultWords, type Extent, type WrittenThresholds } from './brakes.ts';

/** Results so far, of the whole campaign and of the wave that just had a failure. */
export interface Results {
  readonly succeeded: number;
  readonly failed: number;
  readonly waveFailed: number;
  readonly silent: number;
  readonly fellBack: number;
  /** The newest results since the last resume; absent parts were not asked for, as no threshold looks at them. */
  readonly recent?: RecentResults;
}

/** Newest first, as many as `recentNeeded` asks for. */
export interface RecentResults {
  /** Whether each target that ended succeeded. */
  readonly ends?: readonly boolean[];
  /** Milliseconds since the failures. */
  readonly failuresAgo?: readonly number[];
  /** Milliseconds since devices could not get the file, each of them once. */
  readonly sourceAgo?: readonly number[];
  /** Devices that found the file bad. */
  readonly artifactDevices?: number;
}

/** Failures that an operator has seen and accepted at a resume; they count no more. */
export interface Acknowledged {
  readonly failed?: number;
  readonly succeeded?: number;
  readonly waves?: Readonly<Record<string, number>>;
  readonly silent?: number;
  readonly fellBack?: number;
  /** The newest result that was there. */
  readonly result?: number;
}

/** How many of the newest results the brakes look at; none where no brake does. */
export function recentNeeded(written: WrittenThresholds): { readonly ends: number; readonly failures: number } {
  const { window, maxConsecutive, rate } = brakesIn(written, unknownExtent);
  return {
    ends: Math.max(window?.of ?? 0, maxConsecutive === null ? 0 : maxConsecutive + 1),
    failures: rate?.failures ?? 0,
  };
}

const unknownExtent: Extent = { wave: 1, devices: null, through: null };

/**
 * The brake that results reach, in words, or null. `max…` are what is tolerated: the campaign stops when one is
 * exceeded. Windows, rates and faults stop it when their number is reached. Pure.
 */
export function trippedThreshold(
  written: WrittenThresholds,
  results: Results,
  extent: Extent,
  known: Acknowledged,
): string | null {
  const brakes = brakesIn(written, extent);
  const tripped = reached(brakes, results, extent.wave, known);
  if (tripped === null) return null;
  const [name, words] = tripped;
  return brakes.defaults.includes(name) ? `${name}: ${words}${byDefault(name)}` : `${name}: ${words}`;
}

function byDefault(name: BrakeName): string {
  const words = defaultWords[name];
  return words === undefined ? ' (a default)' : ` (a default: ${words})`;
}

type Tripped = readonly [name: BrakeName, words: string];

function reached(brakes: Brakes, results: Results, wave: number, known: Acknowledged): Tripped | null {
  const failed = results.failed - (known.failed ?? 0);
  const succeeded = results.succeeded - (known.succeeded ?? 0);
  const over = (name: 'maxFailedTotal' | 'maxFailedWave' | 'maxSilent' | 'maxFellBack', value: number) => {
    const limit = brakes[name];
    return limit !== null && value > limit ? ([name, `${value} are over the limit of ${limit}`] as const) : null;
  };
  return (
    over('maxFailedTotal', failed) ??
    over('maxFailedWave', results.waveFailed - (known.waves?.[wave] ?? 0)) ??
    over('maxSilent', results.silent - (known.silent ?? 0)) ??
    over('maxFellBack', results.fellBack - (known.fellBack ?? 0)) ??
    overPercent(brakes, failed, succeeded) ??
    overRecent(brakes, results.recent ?? {})
  );
}

function overPercent(brakes: Brakes, failed: number, succeeded: number): Tripped | null {
  const { maxFailedPercent: limit, minSample } = brakes;
  const sample = failed + succeeded;
  if (limit === null || sample < minSample) return null;
  const percent = sample === 0 ? 0 : (failed / sample) * 100;
  return percent > limit
    ? ['maxFailedPercent', `${failed} of ${sample} (${percent.toFixed(1)} %) are over the limit of ${limit} %`]
    : null;
}

function overRecent(brakes: Brakes, recent: RecentResults): Tripped | null {
  const { window, rate, maxConsecutive, source, artifact } = brakes;
  const ends = recent.ends ?? [];
  if (window) {
    const last = ends.slice(0, window.of);
    const failed = last.filter((ok) => !ok).length;
    if (failed >= window.failures)
      return ['window', `${failed} of the last ${last.length} failed, ${window.failures} are the limit`];
  }
  if (maxConsecutive !== null) {
    const success = ends.indexOf(true);
    const row = success < 0 ? ends.length : success;
    if (row > maxConsecutive) return ['maxConsecutive', `${row} in a row are over the limit of ${maxConsecutive}`];
  }
  if (rate && within(recent.failuresAgo, rate.seconds) >= rate.failures)
    return ['rate', `${rate.failures} failed within ${rate.seconds} seconds`];
  const lost = within(recent.sourceAgo, source?.seconds ?? 0);
  if (source && lost >= source.failures) {
    const look = 'look at its server, its address and its credentials';
    return ['source', `${lost} devices could not get the file within ${source.seconds} seconds; ${look}`];
  }
  if (artifact && (recent.artifactDevices ?? 0) >= artifact.failures)
    return ['artifact', `${recent.artifactDevices} devices found the file bad; it is suspect`];
  return null;
}

function within(agoMs: readonly number[] | undefined, seconds: number): number {
  return (agoMs ?? []).filter((ms) => ms <= seconds * 1_000).length;
}

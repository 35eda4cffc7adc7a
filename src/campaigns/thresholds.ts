import type { Thresholds } from './plan.ts';

/** Results so far, of the whole campaign and of the wave that just had a failure. */
export interface Results {
  readonly succeeded: number;
  readonly failed: number;
  readonly waveFailed: number;
  readonly silent: number;
  readonly fellBack: number;
}

/** Failures that an operator has seen and accepted at a resume; they count no more. */
export interface Acknowledged {
  readonly failed?: number;
  readonly succeeded?: number;
  readonly waves?: Readonly<Record<string, number>>;
  readonly silent?: number;
  readonly fellBack?: number;
}

/**
 * The brake that results reach, in words, or null. Limits are what is tolerated: the campaign stops when one is
 * exceeded, except percentages, which stop when reached above the given share.
 */
export function trippedThreshold(
  thresholds: Thresholds,
  results: Results,
  wave: number,
  known: Acknowledged,
): string | null {
  const failed = results.failed - (known.failed ?? 0);
  const succeeded = results.succeeded - (known.succeeded ?? 0);
  const over = (limit: number | undefined, value: number, name: string): string | null =>
    limit !== undefined && value > limit ? `${name}: ${value} are over the limit of ${limit}` : null;
  const sample = failed + succeeded;
  const percent = sample === 0 ? 0 : (failed / sample) * 100;
  return (
    over(thresholds.maxFailedTotal, failed, 'maxFailedTotal') ??
    over(thresholds.maxFailedWave, results.waveFailed - (known.waves?.[wave] ?? 0), 'maxFailedWave') ??
    over(thresholds.maxSilent, results.silent - (known.silent ?? 0), 'maxSilent') ??
    over(thresholds.maxFellBack, results.fellBack - (known.fellBack ?? 0), 'maxFellBack') ??
    (thresholds.maxFailedPercent !== undefined &&
    sample >= thresholds.minSample &&
    percent > thresholds.maxFailedPercent
      ? `maxFailedPercent: ${failed} of ${sample} (${percent.toFixed(1)} %) are over the limit of ${thresholds.maxFailedPercent} %`
      : null)
  );
}

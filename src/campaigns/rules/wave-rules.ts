import { days } from '../../base/durations.ts';
import type { Wave } from '../campaign.ts';
import type { GateReason } from '../reasons.ts';
import type { WaveState } from '../states.ts';

type Counts = Pick<Wave, 'waiting' | 'retrying' | 'inflight' | 'soaking' | 'succeeded' | 'failed'>;

/** Where an opened wave stands, by its counters: a target that waits for a retry opens a draining wave again. */
export function nextWaveState(counts: Counts): WaveState {
  if (counts.waiting + counts.retrying > 0) return 'open';
  if (counts.inflight > 0) return 'draining';
  return counts.soaking > 0 ? 'soaking' : 'gate';
}

/**
 * Whether a device that did not come is a straggler, for which its wave does not wait: one gateway that somebody switched
 * off would hold the gate for ever. Pure. @param silentMs since it spoke last; null: it never did
 */
export function isStraggler(
  silentMs: number | null,
  wave: { readonly stragglerAfterDays?: number | undefined } | undefined,
): boolean {
  return silentMs === null || silentMs > days(wave?.stragglerAfterDays ?? 7);
}

export type GateVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'wait'; readonly for: GateReason }
  | { readonly kind: 'fail'; readonly why: string };

/**
 * Whether a wave whose targets have all ended lets the next one begin. Skipped devices prove nothing either way. With fewer
 * results than the wave wants it is a person's to say, whatever they are: so few say neither.
 */
export function gateVerdict(
  counts: Counts,
  rule: {
    readonly gate: 'auto' | 'manual';
    readonly minSuccessPercent: number;
    readonly minSample?: number | undefined;
  },
  isLast: boolean,
): GateVerdict {
  // Behind the last wave nothing waits: its failures show in the result.
  if (isLast) return { kind: 'pass' };
  if (rule.gate === 'manual') return { kind: 'wait', for: 'gate' };
  const sample = counts.succeeded + counts.failed;
  if (sample < (rule.minSample ?? 0)) return { kind: 'wait', for: 'sample' };
  const percent = sample === 0 ? 100 : (counts.succeeded / sample) * 100;
  return percent >= rule.minSuccessPercent
    ? { kind: 'pass' }
    : { kind: 'fail', why: `${percent.toFixed(1)} % of ${sample} succeeded, ${rule.minSuccessPercent} % are wanted` };
}

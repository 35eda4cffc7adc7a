import type { Wave } from './campaign.ts';
import type { WaveState } from './states.ts';

type Counts = Pick<Wave, 'waiting' | 'retrying' | 'inflight' | 'soaking' | 'succeeded' | 'failed'>;

/** Where an opened wave stands, by its counters: a target that waits for a retry opens a draining wave again. */
export function nextWaveState(counts: Counts): WaveState {
  if (counts.waiting + counts.retrying > 0) return 'open';
  if (counts.inflight > 0) return 'draining';
  return counts.soaking > 0 ? 'soaking' : 'gate';
}

export type GateVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'fail'; readonly why: string };

/** Whether a wave whose targets have all ended lets the next one begin. Skipped devices prove nothing either way. */
export function gateVerdict(
  counts: Counts,
  rule: { readonly gate: 'auto' | 'manual'; readonly minSuccessPercent: number },
  isLast: boolean,
): GateVerdict {
  // Behind the last wave nothing waits: its failures show in the result.
  if (isLast) return { kind: 'pass' };
  if (rule.gate === 'manual') return { kind: 'wait' };
  const sample = counts.succeeded + counts.failed;
  const percent = sample === 0 ? 100 : (counts.succeeded / sample) * 100;
  return percent >= rule.minSuccessPercent
    ? { kind: 'pass' }
    : { kind: 'fail', why: `${percent.toFixed(1)} % of ${sample} succeeded, ${rule.minSuccessPercent} % are wanted` };
}

import type { Counts, Progress, WaveProgress } from '../../../src/cli/api/resources.ts';
import { noCounts } from '../../support/counts.ts';

export function wave(ordinal: number, total: number, rest: Partial<WaveProgress> = {}): WaveProgress {
  return { ...noCounts, ordinal, total, state: 'pending', openedAt: null, endedAt: null, ...rest };
}

/** A campaign of these waves, its counters summed up. */
export function progressOf(waves: readonly WaveProgress[], rest: Partial<Progress> = {}): Progress {
  const sum = (name: keyof Counts): number => waves.reduce((total, one) => total + one[name], 0);
  const names = Object.keys(noCounts) as (keyof Counts)[];
  return {
    id: '019a0000-0000-7000-8000-000000000001',
    name: 'spring',
    state: 'running',
    pauseReason: null,
    total: waves.reduce((total, one) => total + one.total, 0),
    counts: Object.fromEntries(names.map((name) => [name, sum(name)])) as unknown as Counts,
    waves,
    startedAt: '2026-05-04T10:00:00.000Z',
    endedAt: null,
    ...rest,
  };
}

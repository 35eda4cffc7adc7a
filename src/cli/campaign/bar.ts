import type { Counts } from '../api/resources.ts';
import type { Palette } from '../output/palette.ts';

interface Segment {
  readonly counts: readonly (keyof Counts)[];
  /** Different ones, so that a bar can be read without colours. */
  readonly glyph: string;
  readonly colour: keyof Palette;
}

const segments: readonly Segment[] = [
  { counts: ['succeeded'], glyph: '█', colour: 'good' },
  { counts: ['failed'], glyph: '×', colour: 'bad' },
  { counts: ['skipped', 'cancelled'], glyph: '·', colour: 'faint' },
  { counts: ['soaking'], glyph: '▓', colour: 'wait' },
  { counts: ['retrying'], glyph: '▒', colour: 'wait' },
  { counts: ['inflight'], glyph: '▒', colour: 'busy' },
];
const rest = '░';

/** A bar of exactly `width` cells; what is there at all has at least one cell as long as there are cells. */
export function bar(counts: Counts, total: number, width: number, palette: Palette): string {
  const values = segments.map((segment) => segment.counts.reduce((sum, name) => sum + counts[name], 0));
  const cells = shares([...values, Math.max(0, total - values.reduce((sum, value) => sum + value, 0))], width);
  const drawn = segments.map((segment, i) => palette[segment.colour](segment.glyph.repeat(cells[i]!)));
  return drawn.join('') + palette.faint(rest.repeat(cells[segments.length]!));
}

/**
 * Divides `width` cells in proportion to the values; nothing to divide leaves all of them to the last.
 * @param width at least as many as there are values
 */
export function shares(values: readonly number[], width: number): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) return values.map((_, i) => (i === values.length - 1 ? width : 0));
  const exact = values.map((value) => (value / sum) * width);
  const cells = exact.map((share, i) => (values[i]! > 0 ? Math.max(1, Math.floor(share)) : 0));
  for (let used = cells.reduce((total, n) => total + n, 0); used !== width; ) {
    // Too few given out: one to the largest shortfall. Too many: one from the largest excess that can spare it.
    const step = used < width ? 1 : -1;
    let best = -1;
    for (const [i, share] of exact.entries()) {
      if (values[i] === 0 || (step < 0 && cells[i]! <= 1)) continue;
      if (best < 0 || (share - cells[i]!) * step > (exact[best]! - cells[best]!) * step) best = i;
    }
    cells[best]! += step;
    used += step;
  }
  return cells;
}

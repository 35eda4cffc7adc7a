import type { Counts, FaultCount, Progress, WaveProgress } from '../api/resources.ts';
import type { Palette } from '../output/palette.ts';
import { printable } from '../output/printable.ts';
import { clockTime, duration } from '../output/times.ts';
import { bar } from './bar.ts';
import { countWords, doneOf, faultWords, stateWords, waitWords } from './words.ts';

export interface ViewStyle {
  readonly columns: number;
  readonly rows: number;
  readonly palette: Palette;
}

/** Lines around the waves: title, sum, what it waits for, faults, one to spare for the prompt. */
const frameLines = 5;
/** Columns a line needs beside its bar. */
const wordColumns = 74;

/** A campaign at this moment, as lines for a terminal. */
export function progressView(
  progress: Progress,
  faults: readonly FaultCount[],
  now: number,
  style: ViewStyle,
): string[] {
  const { palette } = style;
  const total = progress.total ?? progress.waves.reduce((sum, wave) => sum + wave.total, 0);
  const width = Math.min(40, Math.max(10, style.columns - wordColumns));
  const row = (label: string, state: string, counts: Counts, of: number, time: string): string => {
    const done = `${doneOf(counts)}/${of}`.padStart(9);
    const head = `${label.padEnd(8)} ${palette.faint(state.padEnd(13))} ${bar(counts, of, width, palette)} ${done}`;
    return `${head}  ${countWords(counts)}${time}`.trimEnd();
  };
  const lines = [
    `${palette.strong(printable(progress.name))}  ${stateColour(progress, palette)}${since(progress.startedAt, progress.endedAt, now)}`,
    row('all', percent(doneOf(progress.counts), total), progress.counts, total, ''),
  ];
  const { shown, before, after } = waveWindow(progress.waves, Math.max(1, style.rows - frameLines));
  if (before > 0) lines.push(palette.faint(`… ${before} earlier waves`));
  for (const wave of shown) {
    lines.push(row(`wave ${wave.ordinal}`, wave.state, wave, wave.total, since(wave.openedAt, wave.endedAt, now)));
  }
  if (after > 0) lines.push(palette.faint(`… ${after} later waves`));
  const wait = waitWords(progress.waves);
  if (wait !== null) lines.push(`${palette.wait('waits for')} ${wait}`);
  if (faults.length > 0) lines.push(`${palette.bad('failures')} ${faultWords(faults)}`);
  return lines;
}

/** The same in one line, for logs and pipes. */
export function progressLine(progress: Progress, now: number): string {
  return `${clockTime(now)}  ${progressSummary(progress)}`;
}

/** What of a progress makes a new line worth while. */
export function progressSummary(progress: Progress): string {
  const { counts, waves } = progress;
  const total = progress.total ?? waves.reduce((sum, wave) => sum + wave.total, 0);
  const current = waves.find((wave) => wave.endedAt === null) ?? waves.at(-1);
  const where = current === undefined ? '' : `, wave ${current.ordinal} of ${waves.length} ${current.state}`;
  const words = countWords(counts);
  const wait = waitWords(waves);
  const held = wait === null ? '' : `, waits for ${wait}`;
  return `${stateWords(progress)}${where}${held}: ${doneOf(counts)} of ${total} done${words === '' ? '' : ` (${words})`}`;
}

/** As many waves as fit, around the first one that has not ended. */
export function waveWindow<T extends Pick<WaveProgress, 'endedAt'>>(
  waves: readonly T[],
  rows: number,
): { shown: readonly T[]; before: number; after: number } {
  if (waves.length <= rows) return { shown: waves, before: 0, after: 0 };
  // Two rows tell what is left out.
  const size = Math.max(1, rows - 2);
  const open = waves.findIndex((wave) => wave.endedAt === null);
  const current = open < 0 ? waves.length - 1 : open;
  const from = Math.max(0, Math.min(current - Math.floor(size / 2), waves.length - size));
  return { shown: waves.slice(from, from + size), before: from, after: waves.length - from - size };
}

function percent(done: number, total: number): string {
  return total === 0 ? '' : `${Math.floor((done / total) * 100)} %`;
}

function since(from: string | null, to: string | null, now: number): string {
  return from === null ? '' : `  ${duration((to === null ? now : Date.parse(to)) - Date.parse(from))}`;
}

function stateColour(progress: Progress, palette: Palette): string {
  const words = stateWords(progress);
  switch (progress.state) {
    case 'completed':
      return palette.good(words);
    case 'completedWithFailures':
    case 'paused':
      return palette.wait(words);
    case 'aborting':
    case 'aborted':
      return palette.bad(words);
    default:
      return palette.busy(words);
  }
}

import type { Output } from '../output/terminal.ts';
import { duration } from '../output/times.ts';

/** A campaign's projection as REST has it (`POST /campaigns/{id}/dry-run`, `timeline`): times are RFC 3339. */
export interface ShownProjection {
  readonly from: string;
  readonly to: string | null;
  readonly horizon: string;
  readonly sample: { readonly devices: number; readonly every: number };
  /** How devices come to their orders: they are called, are told of a window to come, or have to call by themselves. */
  readonly reach: { readonly called: number; readonly scheduled: number; readonly byChance: number };
  readonly waves: readonly ShownWave[];
  readonly load: readonly { readonly at: string; readonly dispatches: number; readonly inFlight: number }[];
  readonly evidence: readonly { readonly results: number; readonly at: string | null }[];
}

export interface ShownWave {
  readonly ordinal: number;
  readonly size: string;
  readonly devices: number;
  readonly opensAt: string | null;
  readonly firstDispatchAt: string | null;
  readonly lastDispatchAt: string | null;
  readonly drainedAt: string | null;
  readonly passedAt: string | null;
  readonly manual: boolean;
  readonly skipped: Readonly<Record<string, number>>;
  readonly waited: Readonly<Record<string, number>>;
}

/** The answer of `POST /campaigns/{id}/dry-run`. */
export interface ShownDryRun {
  readonly matched: number;
  readonly already: number;
  readonly wrongModel: number;
  readonly locked: number;
  readonly timeline: ShownProjection;
}

const narrowest = 20;
const widest = 80;
const blocks = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A dry run as lines: what it would meet, and the timeline. */
export function planView(run: ShownDryRun, out: Pick<Output, 'palette' | 'size'>): string[] {
  const { matched, already, wrongModel, locked, timeline } = run;
  const n = (count: number, what: string): string[] => (count === 0 ? [] : [`${count.toLocaleString('en')} ${what}`]);
  const facts = [
    ...n(already, 'seem to be there already'),
    ...n(wrongModel, 'are of another model'),
    ...n(locked, 'are busy with something else'),
  ];
  const head = `${matched.toLocaleString('en')} gateways match${facts.length === 0 ? '' : `; ${facts.join(', ')}`}`;
  return matched === 0 ? [head] : [head, '', ...timelineView(timeline, out)];
}

/** The projection as lines: a row per wave on one time axis, the load below it, and what to know in words. */
export function timelineView(projection: ShownProjection, out: Pick<Output, 'palette' | 'size'>): string[] {
  const { palette } = out;
  const from = Date.parse(projection.from);
  const to = Math.max(from + 1, Date.parse(projection.to ?? projection.horizon));
  const labels = projection.waves.map((wave) => `${wave.ordinal}  ${wave.devices.toLocaleString('en')}`);
  const margin = Math.max('wave'.length, ...labels.map((label) => label.length)) + 2;
  const width = Math.min(widest, Math.max(narrowest, out.size().columns - margin - 2));
  const place = (time: string | null): number | null =>
    time === null
      ? null
      : Math.min(width - 1, Math.max(0, Math.floor(((Date.parse(time) - from) / (to - from)) * width)));

  const rows = projection.waves.map((wave, i) => {
    const cells = Array.from({ length: width }, () => palette.faint('·'));
    const fill = (start: number | null, end: number | null, cell: string): void => {
      if (start === null) return;
      for (let at = start; at <= (end ?? width - 1); at++) cells[at] = cell;
    };
    fill(place(wave.opensAt), place(wave.passedAt), palette.wait('░'));
    fill(place(wave.firstDispatchAt), place(wave.lastDispatchAt), palette.good('█'));
    const after = place(wave.lastDispatchAt);
    if (after !== null) fill(after + 1, place(wave.drainedAt), palette.busy('▒'));
    return `${labels[i]!.padEnd(margin)}${cells.join('')}`;
  });
  return [
    `${'wave'.padEnd(margin)}${axis(from, to, width)}`,
    ...rows,
    `${'load'.padEnd(margin)}${palette.busy(loadLine(projection, from, to, width))}`,
    '',
    `${palette.good('█')} dispatching   ${palette.busy('▒')} finishing and soaking   ${palette.wait('░')} waiting`,
    ...inWords(projection, from),
  ];
}

function axis(from: number, to: number, width: number): string {
  const end = `+${duration(to - from)}`;
  const middle = `+${duration((to - from) / 2)}`;
  const line = Array.from({ length: width }, () => ' ');
  const put = (text: string, at: number): void => {
    for (const [i, letter] of [...text].entries()) if (at + i >= 0 && at + i < width) line[at + i] = letter;
  };
  put('start', 0);
  put(middle, Math.floor(width / 2 - middle.length / 2));
  put(end, width - end.length);
  return line.join('');
}

/** Dispatches over time, the most of them as a full block. */
function loadLine({ load }: ShownProjection, from: number, to: number, width: number): string {
  const sums = Array.from({ length: width }, () => 0);
  for (const { at, dispatches } of load) {
    const cell = Math.min(width - 1, Math.max(0, Math.floor(((Date.parse(at) - from) / (to - from)) * width)));
    sums[cell]! += dispatches;
  }
  const most = Math.max(1, ...sums);
  return sums
    .map((sum) => blocks[sum === 0 ? 0 : Math.max(1, Math.round((sum / most) * (blocks.length - 1)))]!)
    .join('');
}

function inWords(projection: ShownProjection, from: number): string[] {
  const since = (time: string): string => `${duration(Date.parse(time) - from)} after the start`;
  const counts = (each: Readonly<Record<string, number>>): string =>
    Object.entries(each)
      .map(([reason, n]) => `${n.toLocaleString('en')} ${reason}`)
      .join(', ');
  const lines = projection.waves.flatMap((wave) => [
    ...(Object.keys(wave.skipped).length === 0 ? [] : [`wave ${wave.ordinal} skips ${counts(wave.skipped)}`]),
    ...(Object.keys(wave.waited).length === 0 ? [] : [`wave ${wave.ordinal} waits: ${counts(wave.waited)}`]),
    ...(wave.manual
      ? [`wave ${wave.ordinal} ends at a manual gate: the time until somebody passes it comes on top`]
      : []),
  ]);
  const known = projection.evidence.flatMap(({ results, at }) =>
    at === null ? [] : [`${results.toLocaleString('en')} results ${since(at)}`],
  );
  const { scheduled, byChance } = projection.reach;
  const reached = [
    ...(scheduled === 0
      ? []
      : [`${scheduled.toLocaleString('en')} are told of their window when they call by themselves`]),
    ...(byChance === 0 ? [] : [`${byChance.toLocaleString('en')} are reached only if they call by themselves in time`]),
  ];
  return [
    ...lines,
    ...(reached.length === 0 ? [] : [`not to be called: ${reached.join('; ')}`]),
    ...(known.length === 0 ? [] : [`first ${known.join(', ')}`]),
    projection.to === null
      ? `it is not over by ${projection.horizon}`
      : `it is over ${since(projection.to)}, at ${projection.to}`,
    ...(projection.sample.every > 1
      ? [
          `worked out with ${projection.sample.devices.toLocaleString('en')} devices, each for ${projection.sample.every}`,
        ]
      : []),
  ];
}

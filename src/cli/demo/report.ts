import type { Counts, Progress, Target } from '../api/resources.ts';
import { faultName, faultWords } from '../campaign/words.ts';
import type { Palette } from '../output/palette.ts';
import { nothing, table } from '../output/table.ts';
import { duration } from '../output/times.ts';
import { isRight, type Verdict } from './verdict.ts';

/** Surprises shown one by one; more of them say nothing new. */
const shownSurprises = 20;

/** What became of each wave: numbers, why gateways failed, how long it took. */
export function waveReport(
  progress: Progress,
  targets: readonly Pick<Target, 'wave' | 'state' | 'reason' | 'fault'>[],
): string[] {
  const row = (name: string, total: number, counts: Counts, of: typeof targets, time: string): string[] => [
    name,
    String(total),
    String(counts.succeeded),
    failures(of) || nothing,
    String(counts.skipped + counts.cancelled),
    time,
  ];
  const took = (from: string | null, to: string | null): string =>
    from === null || to === null ? nothing : duration(Date.parse(to) - Date.parse(from));
  const rows = progress.waves.map((wave) =>
    row(
      String(wave.ordinal),
      wave.total,
      wave,
      targets.filter((target) => target.wave === wave.ordinal),
      took(wave.openedAt, wave.endedAt),
    ),
  );
  rows.push(
    row('all', progress.total ?? targets.length, progress.counts, targets, took(progress.startedAt, progress.endedAt)),
  );
  const right = 'right' as const;
  return table(
    [
      { title: 'wave' },
      { title: 'gateways', align: right },
      { title: 'succeeded', align: right },
      { title: 'failed' },
      { title: 'skipped', align: right },
      { title: 'time', align: right },
    ],
    rows,
  );
}

function failures(targets: readonly Pick<Target, 'state' | 'reason' | 'fault'>[]): string {
  const counts = new Map<string, { reason: string; faultCode: number; count: number }>();
  for (const { state, reason, fault } of targets) {
    if (state !== 'failed') continue;
    const one = { reason: reason ?? 'failed', faultCode: fault?.code ?? 0 };
    const name = faultName(one);
    counts.set(name, { ...one, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return faultWords([...counts.values()]);
}

/** Whether every gateway ended as it was made to, by misbehaviour, and which did not. */
export function verdictReport(verdict: Verdict, palette: Palette): string[] {
  const { total, right, groups, surprises, overlapping } = verdict;
  const lines = table(
    [
      { title: 'gateway' },
      { title: 'number', align: 'right' },
      { title: 'should end' },
      { title: 'ended so', align: 'right' },
    ],
    groups.map((group) => [group.who, String(group.count), group.expected, String(group.right)]),
  );
  const shown = surprises.slice(0, shownSurprises).map((line) => palette.bad(line));
  const hidden = surprises.length - shown.length;
  const sentence = `${right} of ${total} gateways ended as they should.`;
  return [
    ...lines,
    '',
    ...shown,
    ...(hidden > 0 ? [palette.bad(`… and ${hidden} more`)] : []),
    ...(overlapping > 0 ? [palette.bad(`${overlapping} Downloads were ordered while one was still on its way.`)] : []),
    isRight(verdict) ? palette.good(sentence) : palette.bad(sentence),
  ];
}

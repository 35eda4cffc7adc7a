import { describe, expect, it } from 'vitest';
import { bar, shares } from '../../src/cli/campaign/bar.ts';
import { progressSummary, progressView, waveWindow } from '../../src/cli/campaign/progress-view.ts';
import { plainPalette } from '../../src/cli/output/palette.ts';
import { noCounts } from '../support/counts.ts';
import { progressOf, wave } from './support/progress.ts';

const at = (time: string): number => Date.parse(`2026-05-04T${time}Z`);
const style = { columns: 94, rows: 24, palette: plainPalette };

const opening = [
  wave(1, 10, {
    state: 'passed',
    succeeded: 9,
    failed: 1,
    openedAt: '2026-05-04T10:00:00Z',
    endedAt: '2026-05-04T10:00:12Z',
  }),
  wave(2, 50, { state: 'open', succeeded: 25, inflight: 20, waiting: 5, openedAt: '2026-05-04T10:00:12Z' }),
  wave(3, 140),
];

describe('the bar', () => {
  it.each([
    ['nothing begun', {}, 20, '░░░░░░░░░░'],
    ['nobody in it', {}, 0, '░░░░░░░░░░'],
    ['half', { succeeded: 10 }, 20, '█████░░░░░'],
    ['all', { succeeded: 20 }, 20, '██████████'],
    ['one failure of many stays visible', { succeeded: 999, failed: 1 }, 1000, '█████████×'],
    ['one waiting of many stays visible', { succeeded: 999 }, 1000, '█████████░'],
    [
      'everything at once',
      { succeeded: 5, failed: 1, skipped: 1, soaking: 1, retrying: 1, inflight: 1 },
      10,
      '█████×·▓▒▒',
    ],
  ])('%s', (_, counts, total, drawn) => {
    expect(bar({ ...noCounts, ...counts }, total, 10, plainPalette)).toBe(drawn);
  });

  it('always divides exactly the width, and nothing that is there vanishes', () => {
    for (let seed = 1; seed < 500; seed++) {
      const values = Array.from({ length: 7 }, (_, i) => ((seed * 7919 + i * 104_729) % 97) ** 3 % 1000);
      const cells = shares(values, 17);
      expect(cells.reduce((sum, n) => sum + n, 0)).toBe(17);
      for (const [i, value] of values.entries()) expect(cells[i]! > 0).toBe(value > 0);
    }
  });
});

describe('what a wave waits for', () => {
  const open = (more: object) => progressOf([wave(1, 10, { state: 'open', waiting: 5, succeeded: 5, ...more })]);
  const waitsUntil = '2026-05-05T02:00:00.000Z';
  const said: [waits: object, words: string | null][] = [
    [{ waitsFor: 'window', waitsUntil }, 'its window, until 2026-05-05 02:00:00Z'],
    [{ waitsFor: 'blackout', waitsUntil: null }, 'the end of a blackout'],
    [{ waitsFor: 'transfers' }, 'room on the download host'],
    [{ waitsFor: 'concurrency' }, null],
    [{ waitsFor: 'rate' }, null],
    [{ waitsFor: null }, null],
    [{}, null],
    [{ waitsFor: 'window', waiting: 0 }, null],
  ];
  it.each(said)('%j is %s', (waits, words) => {
    const lines = progressView(open(waits), [], at('11:00:00'), style).filter((line) => line.startsWith('waits for'));
    expect(lines).toEqual(words === null ? [] : [`waits for ${words}`]);
    const summary = progressSummary(open(waits));
    if (words === null) expect(summary).not.toContain('waits for');
    else expect(summary).toContain(`open, waits for ${words}: 5 of 10 done`);
  });
});

describe('the live view', () => {
  it.each([
    [
      'a draft',
      progressOf([wave(1, 0)], { state: 'draft', total: null, startedAt: null }),
      [],
      [
        'spring  draft',
        `all                    ${'░'.repeat(20)}       0/0`,
        `wave 1   pending       ${'░'.repeat(20)}       0/0`,
      ],
    ],
    [
      'in the middle',
      progressOf(opening),
      [
        { reason: 'fault', faultCode: 9010, count: 4 },
        { reason: 'fellBack', faultCode: 0, count: 1 },
        { reason: 'unreachable', faultCode: 0, count: 6 },
      ],
      [
        'spring  running  1 min 05 s',
        `all      17 %          ███×▒▒${'░'.repeat(14)}    35/200  34 succeeded, 1 failed, 20 in flight`,
        `wave 1   passed        ${'█'.repeat(18)}××     10/10  9 succeeded, 1 failed  12 s`,
        `wave 2   open          ${'█'.repeat(10)}${'▒'.repeat(8)}░░     25/50  25 succeeded, 20 in flight  53 s`,
        `wave 3   pending       ${'░'.repeat(20)}     0/140`,
        'failures 6 × unreachable, 4 × fault 9010, 1 × fellBack',
      ],
    ],
    [
      'paused by a brake',
      progressOf([wave(1, 4, { state: 'open', failed: 2, waiting: 2 })], {
        state: 'paused',
        pauseReason: 'maxFailedTotal: 2 are over the limit of 1',
        endedAt: null,
      }),
      [],
      [
        'spring  paused: maxFailedTotal: 2 are over the limit of 1  1 min 05 s',
        `all      50 %          ${'×'.repeat(10)}${'░'.repeat(10)}       2/4  2 failed`,
        `wave 1   open          ${'×'.repeat(10)}${'░'.repeat(10)}       2/4  2 failed`,
      ],
    ],
  ])('%s', (_, progress, faults, lines) => {
    expect(progressView(progress, faults, at('10:01:05'), style)).toEqual(lines);
  });

  it('stops its clock when the campaign has ended', () => {
    const ended = progressOf([], { state: 'completed', endedAt: '2026-05-04T10:00:30Z' });
    expect(progressView(ended, [], at('12:00:00'), style)[0]).toBe('spring  completed  30 s');
  });

  it('does not let a name drive the terminal', () => {
    const [title] = progressView(progressOf([], { name: 'a\x1b[2Jb\nc' }), [], at('10:00:00'), style);
    expect(title).toBe('a·[2Jb·c  running  0 s');
  });
});

describe('waves that do not fit', () => {
  const waves = (open: number) =>
    Array.from({ length: 50 }, (_, i) => ({ n: i + 1, endedAt: i < open ? '2026-05-04T10:00:00Z' : null }));
  it.each([
    ['all fit', 50, 3, 1, 50, 0, 0],
    ['the first ones', 8, 0, 1, 6, 0, 44],
    ['around the open one', 8, 24, 22, 27, 21, 23],
    ['all ended', 8, 50, 45, 50, 44, 0],
    ['hardly any room', 1, 24, 25, 25, 24, 25],
  ])('%s', (_, rows, open, from, to, before, after) => {
    const window = waveWindow(waves(open), rows);
    expect([window.shown[0]!.n, window.shown.at(-1)!.n, window.before, window.after]).toEqual([
      from,
      to,
      before,
      after,
    ]);
  });
});

describe('the line', () => {
  it.each([
    ['a draft', progressOf([], { state: 'draft', total: null }), 'draft: 0 of 0 done'],
    [
      'in the middle',
      progressOf(opening),
      'running, wave 2 of 3 open: 35 of 200 done (34 succeeded, 1 failed, 20 in flight)',
    ],
    [
      'paused',
      progressOf(opening, { state: 'paused', pauseReason: 'operator' }),
      'paused: operator, wave 2 of 3 open: 35 of 200 done (34 succeeded, 1 failed, 20 in flight)',
    ],
    [
      'at the end',
      progressOf([wave(1, 2, { state: 'passed', succeeded: 1, skipped: 1, endedAt: '2026-05-04T10:00:12Z' })], {
        state: 'completedWithFailures',
      }),
      'completed with failures, wave 1 of 1 passed: 2 of 2 done (1 succeeded, 1 skipped)',
    ],
  ])('%s', (_, progress, line) => {
    expect(progressSummary(progress)).toBe(line);
  });
});

import { describe, expect, it } from 'vitest';
import { thresholds } from '../../../src/campaigns/plan/thresholds.ts';
import { parseWaveSize } from '../../../src/campaigns/plan/waves.ts';
import { brakesIn, type Extent, extentOf, type WrittenThresholds } from '../../../src/campaigns/rules/brakes.ts';
import {
  type RecentResults,
  type Results,
  recentNeeded,
  trippedThreshold,
} from '../../../src/campaigns/rules/thresholds.ts';
import { noBrakes } from '../support/no-brakes.ts';

const none = { succeeded: 0, failed: 1, waveFailed: 1, silent: 0, fellBack: 0 };
const off: WrittenThresholds = { ...noBrakes, source: null, artifact: null };
const first = { wave: 1, devices: 100, through: 10 };
const tripped = (limits: WrittenThresholds, recent?: RecentResults): string | null =>
  trippedThreshold({ ...off, ...limits }, { ...none, ...(recent ? { recent } : {}) }, first, {});
/** Newest first: `-` failed, `+` succeeded. */
const ends = (text: string): RecentResults => ({ ends: [...text].map((one) => one === '+') });
const ago = (...seconds: number[]): number[] => seconds.map((n) => n * 1_000);

describe('a window over the last results', () => {
  const window = { failures: 3, of: 5 };
  const rows: [text: string, trips: boolean][] = [
    ['', false],
    ['-', false],
    ['--', false],
    ['---', true],
    ['-++-+', false],
    ['-+-+-', true],
    ['-+-++-', false],
    ['-+--', true],
  ];
  it.each(rows)('of "%s": %s', (text, trips) => {
    expect(tripped({ window }, ends(text)) !== null).toBe(trips);
  });

  it('says what it saw', () => {
    expect(tripped({ window }, ends('-+-+-+'))).toBe('window: 3 of the last 5 failed, 3 are the limit');
    expect(tripped({ window }, ends('---'))).toBe('window: 3 of the last 3 failed, 3 are the limit');
  });
});

describe('failures in a row', () => {
  const rows: [text: string, max: number, trips: boolean][] = [
    ['--', 2, false],
    ['---', 2, true],
    ['--+-', 2, false],
    ['---+', 2, true],
    ['-', 0, true],
    ['+', 0, false],
    ['', 0, false],
  ];
  it.each(rows)('"%s", of which %i are tolerated: %s', (text, maxConsecutive, trips) => {
    expect(tripped({ maxConsecutive }, ends(text)) !== null).toBe(trips);
  });
});

describe('failures over time', () => {
  const rate = { failures: 3, seconds: 60 };
  const rows: [seconds: number[], trips: boolean][] = [
    [[], false],
    [[0, 1], false],
    [[0, 30, 60], true],
    [[0, 30, 61], false],
    [[0, 0, 0], true],
  ];
  it.each(rows)('%j seconds ago: %s', (seconds, trips) => {
    expect(tripped({ rate }, { failuresAgo: ago(...seconds) }) !== null).toBe(trips);
  });
});

describe('faults of the campaign itself', () => {
  const { source, artifact } = brakesIn({}, first);
  it('hold it when three devices could not get the file within ten minutes', () => {
    expect(tripped({ source }, { sourceAgo: ago(0, 200) })).toBeNull();
    expect(tripped({ source }, { sourceAgo: ago(0, 200, 601) })).toBeNull();
    expect(tripped({ source }, { sourceAgo: ago(0, 200, 600) })).toMatch(/^source: 3 devices could not get the file/);
  });

  it('hold it when two devices find the file bad', () => {
    expect(tripped({ artifact }, { artifactDevices: 1 })).toBeNull();
    expect(tripped({ artifact }, { artifactDevices: 2 })).toBe('artifact: 2 devices found the file bad; it is suspect');
  });

  it('do not hold one where they are off', () => {
    expect(tripped({}, { artifactDevices: 9, sourceAgo: ago(0, 0, 0, 0) })).toBeNull();
  });
});

describe('what is read of the newest results', () => {
  const rows: [limits: WrittenThresholds, ends: number, failures: number][] = [
    [{ maxConsecutive: 0 }, 1, 0],
    [{ maxConsecutive: 5, window: { failures: 1, of: 3 } }, 6, 0],
    [{ maxConsecutive: 5, window: { failures: 1, of: 50 } }, 50, 0],
    [{ rate: { failures: 4, seconds: 9 } }, 0, 4],
    [{ window: null, rate: null, maxConsecutive: null }, 0, 0],
  ];
  it('is what the defaults look at, where the plan says nothing', () => {
    expect(recentNeeded({})).toEqual({ ends: 50, failures: 5 });
  });

  it.each(rows)('for %j: %i ends, %i failures', (limits, some, failures) => {
    expect(recentNeeded({ ...off, ...limits })).toEqual({ ends: some, failures });
  });
});

it('refuses a window that could never trip', () => {
  expect(thresholds.safeParse({ window: { failures: 6, of: 5 } }).error!.issues[0]).toMatchObject({
    path: ['window', 'failures'],
  });
});

describe('brakes that a plan does not speak of', () => {
  type Row = [devices: number | null, wave: number, total: number, inWave: number, silent: number, fellBack: number];
  const sizes = ['10', '25%', 'rest'].map((size) => parseWaveSize(size)!);
  const rows: Row[] = [
    [null, 1, 20, 1, 1, 1],
    [null, 2, 20, 3, 1, 1],
    [40, 1, 20, 1, 1, 1],
    [40, 3, 20, 3, 1, 1],
    [4_000, 1, 20, 1, 1, 1],
    // A share of the devices of both waves, 10 and 1,000 of them.
    [4_000, 2, 20, 3, 10, 5],
    [4_000, 3, 20, 3, 40, 20],
    [10_001, 2, 50, 3, 25, 12],
    [1_000_000, 3, 5_000, 3, 10_000, 5_000],
  ];
  it.each(rows)('%j devices, wave %i: %i failed, %i in the wave, %i silent, %i back', (devices, wave, ...limits) => {
    const { maxFailedTotal, maxFailedWave, maxSilent, maxFellBack, defaults } = brakesIn(
      { minSample: 30 },
      extentOf(sizes, devices, wave),
    );
    expect([maxFailedTotal, maxFailedWave, maxSilent, maxFellBack]).toEqual(limits);
    expect(defaults).toHaveLength(10);
  });

  it('hold with their numbers, and what is said of one is said of no other', () => {
    expect(brakesIn({ maxConsecutive: 9, window: null, maxSilent: 0 }, extentOf(sizes, 4_000, 2))).toEqual({
      maxFailedTotal: 20,
      maxFailedWave: 3,
      maxFailedPercent: 5,
      minSample: 30,
      window: null,
      rate: { failures: 5, seconds: 180 },
      maxConsecutive: 9,
      maxSilent: 0,
      maxFellBack: 5,
      source: { failures: 3, seconds: 600 },
      artifact: { failures: 2 },
      defaults: ['maxFailedTotal', 'maxFailedWave', 'maxFailedPercent', 'rate', 'maxFellBack', 'source', 'artifact'],
    });
  });

  const many = extentOf(sizes, 1_000_000, 3);
  const counts = { succeeded: 1_000, failed: 0, waveFailed: 0, silent: 0, fellBack: 0 };
  const said: [WrittenThresholds, Partial<Results>, extent: Extent, string | null][] = [
    [{}, { failed: 1, waveFailed: 1 }, first, null],
    [
      {},
      { failed: 2, waveFailed: 2 },
      first,
      'maxFailedWave: 2 are over the limit of 1 (a default: 1 in the first wave, 3 in a later one)',
    ],
    [{ maxFailedWave: 1 }, { failed: 2, waveFailed: 2 }, first, 'maxFailedWave: 2 are over the limit of 1'],
    [{ maxFailedWave: null }, { failed: 2, waveFailed: 2 }, first, null],
    [
      {},
      { failed: 5_001, succeeded: 900_000 },
      many,
      'maxFailedTotal: 5001 are over the limit of 5000 (a default: 0.5 % of the plan, at least 20)',
    ],
    [
      {},
      { failed: 20, succeeded: 20 },
      many,
      'maxFailedPercent: 20 of 40 (50.0 %) are over the limit of 5 % (a default)',
    ],
    [
      {},
      { failed: 20, succeeded: 20, recent: { ends: [] } },
      { ...many, devices: 40 },
      'maxFailedPercent: 20 of 40 (50.0 %) are over the limit of 5 % (a default)',
    ],
    [{}, { recent: ends('-+-+-+-+-') }, many, 'window: 5 of the last 9 failed, 5 are the limit (a default)'],
    [
      { window: null },
      { recent: ends('------') },
      many,
      'maxConsecutive: 6 in a row are over the limit of 5 (a default)',
    ],
    [
      { window: null },
      { recent: { failuresAgo: ago(0, 1, 2, 3, 180) } },
      many,
      'rate: 5 failed within 180 seconds (a default)',
    ],
    [{ window: null }, { recent: { failuresAgo: ago(0, 1, 2, 3, 181) } }, many, null],
    [
      {},
      { silent: 2 },
      first,
      'maxSilent: 2 are over the limit of 1 (a default: 1 in the first wave, later 1 % of the waves so far)',
    ],
    [
      {},
      { recent: { artifactDevices: 2 } },
      first,
      'artifact: 2 devices found the file bad; it is suspect (a default)',
    ],
  ];
  it.each(said)('%j: %j in %j say %s', (limits, results, extent, sentence) => {
    expect(trippedThreshold(limits, { ...counts, ...results }, extent, {})).toBe(sentence);
  });
});

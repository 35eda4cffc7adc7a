import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWaveSize, waveMembers } from '../../src/campaigns/plan/waves.ts';
import { trippedThreshold } from '../../src/campaigns/rules/thresholds.ts';
import { gateVerdict, nextWaveState } from '../../src/campaigns/rules/wave-rules.ts';
import { bucketCapacity, refill } from '../../src/campaigns/scheduler/token-bucket.ts';
import { noBrakes } from './support/no-brakes.ts';

const none = { waiting: 0, retrying: 0, inflight: 0, soaking: 0, succeeded: 0, failed: 0 };

describe('where a wave stands', () => {
  const rows: [counts: Partial<typeof none>, state: string][] = [
    [{ waiting: 1 }, 'open'],
    [{ waiting: 1, inflight: 3, soaking: 2 }, 'open'],
    [{ retrying: 1 }, 'open'],
    [{ retrying: 1, soaking: 5 }, 'open'],
    [{ inflight: 1 }, 'draining'],
    [{ inflight: 1, soaking: 4, succeeded: 9 }, 'draining'],
    [{ soaking: 1, failed: 2 }, 'soaking'],
    [{ succeeded: 4 }, 'gate'],
    [{}, 'gate'],
  ];
  it.each(rows)('%j: %s', (counts, state) => {
    expect(nextWaveState({ ...none, ...counts })).toBe(state);
  });
});

describe('the gate behind a wave', () => {
  const rows: [
    what: string,
    succeeded: number,
    failed: number,
    gate: 'auto' | 'manual',
    min: number,
    last: boolean,
    kind: string,
    minSample?: number,
  ][] = [
    ['opens by itself', 5, 0, 'auto', 0, false, 'pass'],
    ['opens by itself although all failed, where nothing is asked', 0, 5, 'auto', 0, false, 'pass'],
    ['opens at just the share that is asked', 9, 1, 'auto', 90, false, 'pass'],
    ['stays shut below it', 8, 1, 'auto', 90, false, 'fail'],
    ['takes a wave without results for a good one', 0, 0, 'auto', 100, false, 'pass'],
    ['waits for a person', 5, 0, 'manual', 0, false, 'wait'],
    ['waits for a person although results are bad', 0, 5, 'manual', 90, false, 'wait'],
    ['opens with just the results that it wants', 30, 0, 'auto', 0, false, 'pass', 30],
    ['waits for a person with fewer', 29, 0, 'auto', 0, false, 'wait', 30],
    ['waits for a person where so few are bad', 0, 29, 'auto', 90, false, 'wait', 30],
    ['says no where enough are', 15, 15, 'auto', 90, false, 'fail', 30],
    ['wants no results behind the last wave', 0, 0, 'auto', 0, true, 'pass', 30],
    ['is no gate behind the last wave', 0, 5, 'auto', 90, true, 'pass'],
    ['waits for nobody behind the last wave', 5, 0, 'manual', 0, true, 'pass'],
  ];
  it.each(rows)('%s', (_, succeeded, failed, gate, minSuccessPercent, isLast, kind, minSample) => {
    const rule = { gate, minSuccessPercent, minSample };
    expect(gateVerdict({ ...none, succeeded, failed }, rule, isLast).kind).toBe(kind);
  });

  it('says whom it waits for', () => {
    const rule = { gate: 'auto', minSuccessPercent: 0, minSample: 5 } as const;
    expect(gateVerdict(none, rule, false)).toEqual({ kind: 'wait', for: 'sample' });
    expect(gateVerdict(none, { ...rule, gate: 'manual' }, false)).toEqual({ kind: 'wait', for: 'gate' });
  });

  it('says what it missed', () => {
    expect(gateVerdict({ ...none, succeeded: 2, failed: 1 }, { gate: 'auto', minSuccessPercent: 90 }, false)).toEqual({
      kind: 'fail',
      why: '66.7 % of 3 succeeded, 90 % are wanted',
    });
  });
});

describe('the size of a wave', () => {
  const rows: [text: string, size: unknown][] = [
    ['10', { devices: 10 }],
    ['1', { devices: 1 }],
    [' 7 ', { devices: 7 }],
    ['5%', { percent: 5 }],
    ['0.5%', { percent: 0.5 }],
    ['100%', { percent: 100 }],
    ['rest', 'rest'],
    ['0', null],
    ['0%', null],
    ['-1', null],
    ['1.5', null],
    ['101%', null],
    ['100.1%', null],
    ['5 %', null],
    ['%', null],
    ['', null],
    ['all', null],
    ['REST', null],
    ['1e3', null],
    ['999999999', null],
  ];
  it.each(rows)('"%s" is %j', (text, size) => {
    expect(parseWaveSize(text)).toEqual(size);
  });

  const members: [text: string, total: number, taken: number, devices: number][] = [
    ['10', 100, 0, 10],
    ['10', 100, 95, 5],
    ['10', 5, 9, 0],
    ['5%', 100, 50, 5],
    ['5%', 101, 0, 6],
    ['1%', 3, 0, 1],
    ['33.3333%', 3, 0, 1],
    ['100%', 7, 0, 7],
    ['rest', 100, 30, 70],
    ['rest', 100, 100, 0],
    ['rest', 100, 130, 0],
  ];
  it.each(members)('%s of %i with %i taken: %i', (text, total, taken, devices) => {
    expect(waveMembers(parseWaveSize(text)!, total, taken)).toBe(devices);
  });

  it('never takes more than there are, and "rest" leaves nobody', () => {
    const size = fc.oneof(
      fc.integer({ min: 1, max: 2_000 }).map(String),
      fc.integer({ min: 1, max: 100 }).map((n) => `${n}%`),
    );
    fc.assert(
      fc.property(fc.nat(1_000), fc.array(size, { maxLength: 5 }), (total, sizes) => {
        let taken = 0;
        for (const text of [...sizes, 'rest']) taken += waveMembers(parseWaveSize(text)!, total, taken);
        expect(taken).toBe(total);
      }),
    );
  });
});

describe('brakes', () => {
  const results = { succeeded: 0, failed: 0, waveFailed: 0, silent: 0, fellBack: 0 };
  const second = { wave: 2, devices: 100, through: 50 };
  const off = { minSample: 30, ...noBrakes };
  type Row = [
    what: string,
    thresholds: Partial<Parameters<typeof trippedThreshold>[0]>,
    counts: Partial<typeof results>,
    known: Parameters<typeof trippedThreshold>[3],
    tripped: RegExp | null,
  ];
  const rows: Row[] = [
    ['those that are off do not hold', {}, { failed: 1_000, waveFailed: 1_000, silent: 99, fellBack: 99 }, {}, null],
    ['a limit is tolerated', { maxFailedTotal: 3 }, { failed: 3 }, {}, null],
    ['one more is not', { maxFailedTotal: 3 }, { failed: 4 }, {}, /^maxFailedTotal: 4 are over the limit of 3$/],
    ['nothing is tolerated at 0', { maxFailedTotal: 0 }, { failed: 1 }, {}, /^maxFailedTotal/],
    ['what was acknowledged counts no more', { maxFailedTotal: 3 }, { failed: 7 }, { failed: 4 }, null],
    ['what came after it does', { maxFailedTotal: 3 }, { failed: 8 }, { failed: 4 }, /^maxFailedTotal: 4/],
    ['a wave has its own', { maxFailedWave: 1 }, { failed: 9, waveFailed: 2 }, {}, /^maxFailedWave: 2/],
    ['acknowledged by wave', { maxFailedWave: 1 }, { waveFailed: 3 }, { waves: { 2: 2 } }, null],
    ['not by another wave', { maxFailedWave: 1 }, { waveFailed: 3 }, { waves: { 1: 2 } }, /^maxFailedWave: 3/],
    ['silent devices', { maxSilent: 0 }, { failed: 1, silent: 1 }, {}, /^maxSilent: 1/],
    ['fallen-back devices', { maxFellBack: 1 }, { failed: 2, fellBack: 2 }, {}, /^maxFellBack: 2/],
    ['a share needs a sample', { maxFailedPercent: 5 }, { failed: 29, succeeded: 0 }, {}, null],
    ['a share at its limit', { maxFailedPercent: 10 }, { failed: 3, succeeded: 27 }, {}, null],
    [
      'a share over it',
      { maxFailedPercent: 10 },
      { failed: 4, succeeded: 27 },
      {},
      /^maxFailedPercent: 4 of 31 \(12\.9 %\)/,
    ],
    [
      'a share of what came since',
      { maxFailedPercent: 10 },
      { failed: 34, succeeded: 127 },
      { failed: 30, succeeded: 100 },
      /^maxFailedPercent: 4 of 31/,
    ],
    [
      'the first of several is named',
      { maxFailedTotal: 0, maxSilent: 0 },
      { failed: 1, silent: 1 },
      {},
      /^maxFailedTotal/,
    ],
  ];
  it.each(rows)('%s', (_, thresholds, counts, known, tripped) => {
    const found = trippedThreshold({ ...off, ...thresholds }, { ...results, ...counts }, second, known);
    if (tripped === null) expect(found).toBeNull();
    else expect(found).toMatch(tripped);
  });
});

describe('the token bucket', () => {
  it('grants in any interval no more than its capacity and what flowed in', () => {
    const step = fc.record({ wait: fc.nat(90_000), want: fc.nat(50) });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.array(step, { minLength: 1, maxLength: 60 }),
        (perMinute, steps) => {
          let now = 1_000_000;
          let bucket = { tokens: 0, at: null as number | null };
          const grants: { at: number; n: number }[] = [];
          for (const { wait, want } of steps) {
            now += wait;
            const tokens = refill(bucket, perMinute, now);
            const n = Math.min(want, Math.floor(tokens));
            bucket = { tokens: tokens - n, at: now };
            expect(bucket.tokens).toBeGreaterThanOrEqual(0);
            grants.push({ at: now, n });
          }
          for (const [i, first] of grants.entries()) {
            let sum = 0;
            for (const last of grants.slice(i)) {
              sum += last.n;
              const most = bucketCapacity(perMinute) + ((last.at - first.at) * perMinute) / 60_000;
              expect(sum).toBeLessThanOrEqual(most + 1e-6);
            }
          }
        },
      ),
    );
  });

  const rows: [what: string, tokens: number, agoMs: number | null, perMinute: number, found: number][] = [
    ['is full at first', 0, null, 600, 60],
    ['holds one at least', 0, null, 1, 1],
    ['fills with time', 0, 1_000, 600, 10],
    ['stops when full', 50, 60_000, 600, 60],
    ['takes no notice of a clock that went back', 5, -10_000, 600, 5],
  ];
  it.each(rows)('%s', (_, tokens, agoMs, perMinute, found) => {
    const now = 1_000_000;
    expect(refill({ tokens, at: agoMs === null ? null : now - agoMs }, perMinute, now)).toBeCloseTo(found);
  });
});

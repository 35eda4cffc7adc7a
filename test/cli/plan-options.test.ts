import { describe, expect, it } from 'vitest';
import { readPlan } from '../../src/campaigns/plan/plan.ts';
import { brakeLines } from '../../src/cli/campaign/brakes-view.ts';
import { type PlanOptions, planChanges } from '../../src/cli/campaign/plan-options.ts';
import { windowOption } from '../../src/cli/campaign/window-option.ts';
import { orOff, pairOf, wholeNumber } from '../../src/cli/options/values.ts';

const fileId = '019a0000-0000-7000-8000-000000000002';
const bare = { name: 'n', kind: 'firmware', artifact: { fileId } };

describe('a plan from options', () => {
  it.each<[string, PlanOptions, Record<string, unknown>]>([
    ['nothing said', {}, bare],
    ['waves', { wave: ['10', '25%', 'rest'] }, { ...bare, waves: [{ size: '10' }, { size: '25%' }, { size: 'rest' }] }],
    [
      'said of all waves',
      { wave: ['1', 'rest'], soakMinutes: 5, gate: 'manual' },
      {
        ...bare,
        waves: [
          { size: '1', soakMinutes: 5, gate: 'manual' },
          { size: 'rest', soakMinutes: 5, gate: 'manual' },
        ],
      },
    ],
    [
      'said of the only wave',
      { minSuccessPercent: 90, gateSample: 30 },
      { ...bare, waves: [{ size: 'rest', minSuccessPercent: 90, minSample: 30 }] },
    ],
    [
      'everything else',
      {
        filter: 'tag = "a"',
        targetVersion: '2',
        scheduleDownload: 'never',
        priority: 900,
        maxInFlight: 5,
        maxFailedPercent: 0,
        minSample: 50,
        maxSilent: 3,
        retries: 0,
        giveUpMinutes: 1,
      },
      {
        ...bare,
        filter: 'tag = "a"',
        targetVersion: '2',
        scheduleDownload: 'never',
        priority: 900,
        limits: { maxInFlight: 5 },
        thresholds: { maxFailedPercent: 0, minSample: 50, maxSilent: 3 },
        retries: { max: 0 },
        timeouts: { giveUpMinutes: 1 },
      },
    ],
    [
      'brakes of their own, and brakes that are off',
      { maxFailedTotal: null, maxFailedWave: 2, failureWindow: [3, 20], failureRate: null, maxConsecutive: 4 },
      {
        ...bare,
        thresholds: {
          maxFailedTotal: null,
          maxFailedWave: 2,
          window: { failures: 3, of: 20 },
          rate: null,
          maxConsecutive: 4,
        },
      },
    ],
    [
      'when they may be disturbed',
      {
        window: windowOption('sat,sun 23:00 300 Europe/Berlin', windowOption('mon-fri 02:00 180', undefined)),
        timeZone: 'Europe/Lisbon',
        perRegion: 0.5,
        perModel: 9,
        maxTransfers: 7,
        finishMinutes: 20,
      },
      {
        ...bare,
        windows: [
          { days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '02:00', durationMinutes: 180 },
          { days: ['sat', 'sun'], start: '23:00', durationMinutes: 300, zone: 'Europe/Berlin' },
        ],
        timeZone: 'Europe/Lisbon',
        limits: { perRegion: 0.5, perModel: 9, maxTransfers: 7, finishMinutes: 20 },
      },
    ],
  ])('%s', (_, options, body) => {
    const made = { ...bare, ...planChanges(options) };
    expect(made).toEqual(body);
    expect(() => readPlan(made)).not.toThrow();
  });
});

describe('a window from an option', () => {
  it.each<[string, string[]]>([
    ['daily', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']],
    ['FRI', ['fri']],
    ['sat-mon', ['mon', 'sat', 'sun']],
    ['wed,mon-tue', ['mon', 'tue', 'wed']],
  ])('of %s', (text, days) => {
    expect(windowOption(`${text} 02:00 60`, undefined)).toEqual([{ days, start: '02:00', durationMinutes: 60 }]);
  });

  it.each([
    '',
    'daily',
    'daily 2:00 60',
    'daily 24:00 60',
    'daily 02:00',
    'monday 02:00 60',
    'mon-wed-fri 02:00 60',
    'daily 02:00 0',
    'daily 02:00 10081',
    'daily 02:00 60 UTC x',
  ])('is refused for "%s"', (text) => {
    expect(() => windowOption(text, undefined)).toThrow('A window is "<days> <HH:mm> <minutes> [zone]"');
  });
});

describe('a brake from an option', () => {
  const count = orOff(wholeNumber(0, 10));
  const pair = orOff(pairOf(10, 100));

  it('is a number, or off', () => {
    expect([count('0'), count('10'), count('off'), pair('5/50'), pair('off')]).toEqual([0, 10, null, [5, 50], null]);
  });

  it.each(['', '11', '-1', 'none', 'OFF'])('is refused for "%s"', (text) => {
    expect(() => count(text)).toThrow('A whole number from 0 to 10, or off, is allowed.');
  });

  it.each(['5', '0/50', '5/0', '11/50', '5/101', '5/50/5'])('of two numbers is refused for "%s"', (text) => {
    expect(() => pair(text)).toThrow('Two whole numbers such as 5/50, up to 10/100, or off, are allowed.');
  });
});

describe('the brakes of a campaign', () => {
  const shared = { maxFailedTotal: 20, maxFailedPercent: 5, minSample: 30, maxConsecutive: null };
  const recent = { window: { failures: 5, of: 50 }, rate: null, source: { failures: 3, seconds: 600 }, artifact: null };
  const waves = [
    { maxFailedWave: 1, maxSilent: 1, maxFellBack: null },
    { maxFailedWave: 3, maxSilent: 1, maxFellBack: null },
  ];

  it('are told with where they come from', () => {
    const defaults = ['maxFailedTotal', 'maxFailedWave', 'window', 'source'];
    expect(brakeLines({ ...shared, ...recent, waves, defaults })).toEqual([
      '',
      'it stops by itself when',
      '  more than 20 failed (default)',
      '  more than 1 in wave 1, 3 in wave 2 failed in one wave (default)',
      '  more than 5 % failed, of 30 or more',
      '  more than 1 fell silent',
      '  5 of the last 50 failed (default)',
      '  3 could not get the file within 600 s (default)',
      '  switched off: maxConsecutive, maxFellBack, rate, artifact',
    ]);
  });

  it('are told to be off', () => {
    const off = { maxFailedTotal: null, maxFailedPercent: null, minSample: 30, maxConsecutive: null };
    const none = { window: null, rate: null, source: null, artifact: null, defaults: [] };
    const without = [{ maxFailedWave: null, maxSilent: null, maxFellBack: null }];
    expect(brakeLines({ ...off, ...none, waves: without })).toEqual(['', 'nothing stops it by itself']);
  });

  it('of an older Muster are not told', () => {
    expect(brakeLines(undefined)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  instantOf,
  type MaintenanceWindow,
  nextOpening,
  openings,
  type Weekday,
  weekdays,
  windowAt,
} from '../../../src/campaigns/gates/window.ts';

const minute = 60_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** What a clock on the wall shows, by nothing but the calendar data of the platform: "2026-03-29T03:00". */
function wallClock(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`;
  };
}

describe('a start', () => {
  const starts: [what: string, zone: string, local: string, utc: string][] = [
    ['on a plain day', 'Europe/Berlin', '2026-02-01T02:30', '2026-02-01T01:30'],
    ['right before the gap', 'Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59'],
    ['at the begin of the gap', 'Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00'],
    ['inside the gap: at its end', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00'],
    ['right behind the gap', 'Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00'],
    ['inside the overlap: its first pass', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30'],
    ['behind the overlap', 'Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00'],
    ['at a midnight that there is not', 'America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00'],
    ['inside a gap at midnight', 'America/Sao_Paulo', '2018-11-04T00:45', '2018-11-04T03:00'],
    ['inside an overlap before midnight', 'America/Sao_Paulo', '2018-02-17T23:30', '2018-02-18T01:30'],
    ['at the midnight behind it', 'America/Sao_Paulo', '2018-02-18T00:00', '2018-02-18T03:00'],
    ['after summer time was given up', 'America/Sao_Paulo', '2026-11-01T00:30', '2026-11-01T03:30'],
    ['inside a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-03T15:30'],
    ['behind it', 'Australia/Lord_Howe', '2026-10-04T02:30', '2026-10-03T15:30'],
    ['inside an overlap of half an hour', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45'],
    ['at a quarter of an hour', 'Asia/Kathmandu', '2026-01-01T02:00', '2025-12-31T20:15'],
    ['on a day that there is not', 'Pacific/Apia', '2011-12-30T02:00', '2011-12-30T10:00'],
  ];
  it.each(starts)('%s (%s, %s) is at %s', (_, zone, local, utc) => {
    expect(iso(instantOf(local, zone))).toBe(utc);
  });
});

describe('a window', () => {
  const night = (zone: string, more: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
    days: [...weekdays],
    start: '02:00',
    durationMinutes: 180,
    zone,
    ...more,
  });

  it('keeps its length over both changes of the clocks', () => {
    // 2026-03-28 … 30 and 2026-10-24 … 26
    const lengths = (around: string) =>
      openings([night('Europe/Berlin')], 'UTC', Date.parse(around))
        .slice(0, 5)
        .map(({ from, to }) => `${iso(from)} ${(to - from) / minute}`);
    expect(lengths('2026-03-29T00:00Z')).toEqual([
      '2026-03-27T01:00 180',
      '2026-03-28T01:00 180',
      '2026-03-29T01:00 180',
      '2026-03-30T00:00 180',
      '2026-03-31T00:00 180',
    ]);
    expect(lengths('2026-10-25T00:00Z').slice(2, 4)).toEqual(['2026-10-25T00:00 180', '2026-10-26T01:00 180']);
  });

  it('over midnight belongs to the day it starts on', () => {
    const window = night('Europe/Berlin', { days: ['fri'], start: '23:00', durationMinutes: 240 });
    const open = (at: string) => windowAt([window], 'UTC', Date.parse(at)) !== null;
    // Friday is 2026-06-05; Berlin is two hours ahead.
    expect(open('2026-06-05T20:59Z')).toBe(false);
    expect(open('2026-06-05T21:00Z')).toBe(true);
    expect(open('2026-06-06T00:59Z')).toBe(true);
    expect(open('2026-06-06T01:00Z')).toBe(false);
    // The night from Thursday to Friday is none of it.
    expect(open('2026-06-04T23:00Z')).toBe(false);
  });

  it('of the zone "device" is at another instant in each zone', () => {
    const window = night('device');
    const at = (zone: string) => iso(nextOpening([window], zone, Date.parse('2026-07-01T00:00Z'))!.from);
    expect(at('Europe/Berlin')).toBe('2026-07-01T00:00');
    expect(at('America/Sao_Paulo')).toBe('2026-07-01T05:00');
    expect(at('Asia/Kathmandu')).toBe('2026-07-01T20:15');
    expect(at('Australia/Lord_Howe')).toBe('2026-07-01T15:30');
  });

  it('joins with one that it touches or overlaps', () => {
    const late = night('UTC', { days: ['sat'], start: '22:00', durationMinutes: 120 });
    const early = night('UTC', { days: ['sun'], start: '00:00', durationMinutes: 300 });
    const opening = windowAt([early, late], 'UTC', Date.parse('2026-06-06T23:00Z'));
    expect([iso(opening!.from), iso(opening!.to)]).toEqual(['2026-06-06T22:00', '2026-06-07T05:00']);
  });

  it('of a whole week never closes', () => {
    const all = night('Europe/Berlin', { start: '00:00', durationMinutes: 1_440 });
    const now = Date.parse('2026-03-25T12:34Z');
    expect(nextOpening([all], 'UTC', now)!.to - now).toBeGreaterThan(8 * 1_440 * minute);
    const week = night('UTC', { days: ['mon'], start: '00:00', durationMinutes: 10_080 });
    for (let n = 0; n < 7; n++) expect(windowAt([week], 'UTC', now + n * 1_440 * minute)).not.toBeNull();
  });

  it('is where a plain count of wall-clock minutes finds it, around every kind of change', () => {
    const changes: [zone: string, day: string][] = [
      ['Europe/Berlin', '2026-03-29'],
      ['Europe/Berlin', '2026-10-25'],
      ['America/Sao_Paulo', '2018-11-04'],
      ['America/Sao_Paulo', '2018-02-18'],
      ['Australia/Lord_Howe', '2026-10-04'],
      ['Australia/Lord_Howe', '2026-04-05'],
      ['Asia/Kathmandu', '2026-05-01'],
      ['Africa/Cairo', '2026-10-29'],
    ];
    const window = fc.record({
      days: fc.subarray([...weekdays] as Weekday[], { minLength: 1 }),
      start: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
        .map(([hour, min]) => `${String(hour).padStart(2, '0')}:${String(min).padStart(2, '0')}`),
      durationMinutes: fc.constantFrom(1, 30, 90, 180, 600, 1_440, 2_000),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.array(window, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: -1_440, max: 1_440 }),
        ([zone, date], some, offset) => {
          const windows = some.map((one) => ({ ...one, zone: 'device' }));
          const now = Date.parse(`${date}T12:00Z`) + offset * minute;
          const truth = minutesOpen(windows, zone, Date.parse(`${date}T12:00Z`));
          const open = truth.isOpen(now);
          expect(windowAt(windows, zone, now) !== null).toBe(open);
          const next = nextOpening(windows, zone, now)!;
          expect(next.to).toBeGreaterThan(next.from);
          if (open) expect(next.from).toBeLessThanOrEqual(now);
          else if (next.from < truth.to) {
            // The first minute that is open, and none before it.
            expect(iso(next.from)).toBe(iso(truth.firstOpen(now)!));
          } else expect(truth.firstOpen(now)).toBeNull();
          const all = openings(windows, zone, now);
          for (const [i, span] of all.entries()) {
            expect(span.to).toBeGreaterThan(span.from);
            if (i > 0) expect(span.from).toBeGreaterThan(all[i - 1]!.to);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

const walks = new Map<string, string[]>();

/** What the clock shows, minute by minute. */
function walk(zone: string, from: number, to: number): string[] {
  const known = walks.get(`${zone} ${from}`);
  if (known) return known;
  const clock = wallClock(zone);
  const shown: string[] = [];
  for (let at = from; at < to; at += minute) shown.push(clock(at));
  walks.set(`${zone} ${from}`, shown);
  return shown;
}

/** Every minute of some days around, by walking along the wall clock: an opening begins at the first minute that shows its start or later. */
function minutesOpen(windows: readonly MaintenanceWindow[], zone: string, around: number) {
  const from = around - 5 * 1_440 * minute;
  const to = around + 4 * 1_440 * minute;
  const shown = walk(zone, from, to);
  const open = new Uint8Array(shown.length);
  const dates = [...new Set(shown.map((text) => text.slice(0, 10)))].slice(1);
  for (const { days, start, durationMinutes } of windows) {
    for (const date of dates) {
      const weekday = weekdays[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7]!;
      if (!days.includes(weekday)) continue;
      const begin = shown.findIndex((text) => text >= `${date}T${start}`);
      if (begin >= 0) open.fill(1, begin, begin + durationMinutes);
    }
  }
  return {
    to,
    isOpen: (at: number): boolean => open[Math.floor((at - from) / minute)] === 1,
    firstOpen(at: number): number | null {
      for (let i = Math.ceil((at - from) / minute); i < open.length; i++) if (open[i]) return from + i * minute;
      return null;
    },
  };
}

import { describe, expect, it } from 'vitest';
import { isHit, isStillAhead, spansAhead } from '../../../src/campaigns/gates/ahead.ts';
import type { Blackout, GateFacts, GatePlan } from '../../../src/campaigns/gates/gate.ts';
import { type MaintenanceWindow, weekdays } from '../../../src/campaigns/gates/window.ts';
import { relativeWindows } from '../../../src/operations/kinds/firmware-windows.ts';

const minute = 60_000;
const at = (text: string): number => Date.parse(text);
const night: MaintenanceWindow = { days: [...weekdays], start: '02:00', durationMinutes: 180, zone: 'device' };
const plan: GatePlan = { windows: [night], needMs: 30 * minute };
const berlin: GateFacts = { zone: 'Europe/Berlin', blackouts: [], exclusions: [] };
const blackout = (from: string, to: string | null, zone = 'UTC'): Blackout => ({
  id: `${from} ${to}`,
  from,
  to,
  zone,
  filter: '',
});
const shown = (spans: readonly { from: number; to: number }[]): string[] =>
  spans.map((span) => [span.from, span.to].map((time) => new Date(time).toISOString().slice(5, 16)).join(' '));

describe('the spans that a device may be told', () => {
  const windows = (...more: Partial<MaintenanceWindow>[]): GatePlan => ({
    ...plan,
    windows: more.map((one) => ({ ...night, ...one })),
  });
  const cases: [what: string, facts: Partial<GateFacts>, plan: GatePlan, now: string, spans: string[]][] = [
    [
      'are the next two nights, each without the time that a device needs',
      {},
      plan,
      '2026-06-01T12:00Z',
      ['06-02T00:00 06-02T02:30', '06-03T00:00 06-03T02:30'],
    ],
    [
      'begin now inside of a window',
      {},
      plan,
      '2026-06-02T01:00Z',
      ['06-02T01:00 06-02T02:30', '06-03T00:00 06-03T02:30'],
    ],
    [
      'leave out what is too short by now',
      {},
      plan,
      '2026-06-02T02:31Z',
      ['06-03T00:00 06-03T02:30', '06-04T00:00 06-04T02:30'],
    ],
    [
      'end with the campaign, after which nothing is begun',
      {},
      { ...plan, endsAt: at('2026-06-02T01:00Z') },
      '2026-06-01T12:00Z',
      ['06-02T00:00 06-02T01:00'],
    ],
    [
      'are as long in the night without 02:00 to 03:00',
      {},
      plan,
      '2026-03-28T12:00Z',
      ['03-29T01:00 03-29T03:30', '03-30T00:00 03-30T02:30'],
    ],
    [
      'are as long in the night that has 02:00 to 03:00 twice',
      {},
      plan,
      '2026-10-24T12:00Z',
      ['10-25T00:00 10-25T02:30', '10-26T01:00 10-26T03:30'],
    ],
    [
      'go over midnight',
      { zone: 'UTC' },
      windows({ start: '23:00' }),
      '2026-06-01T12:00Z',
      ['06-01T23:00 06-02T01:30', '06-02T23:00 06-03T01:30'],
    ],
    [
      'are of the days of the week',
      { zone: 'UTC' },
      windows({ days: ['sat'] }),
      '2026-06-01T12:00Z',
      ['06-06T02:00 06-06T04:30'],
    ],
    [
      'go on behind a blackout that takes a night away',
      { blackouts: [blackout('2026-06-02T00:00', '2026-06-02T12:00', 'device')] },
      plan,
      '2026-06-01T12:00Z',
      ['06-03T00:00 06-03T02:30', '06-04T00:00 06-04T02:30'],
    ],
    [
      'are the two ends of a night with a blackout in it',
      { blackouts: [blackout('2026-06-02T01:00', '2026-06-02T02:00')] },
      plan,
      '2026-06-01T12:00Z',
      ['06-02T00:00 06-02T00:30', '06-02T02:00 06-02T02:30'],
    ],
    [
      'end before a blackout that begins in the night',
      { blackouts: [blackout('2026-06-02T01:30', '2026-06-02T08:00')] },
      plan,
      '2026-06-01T12:00Z',
      ['06-02T00:00 06-02T01:00', '06-03T00:00 06-03T02:30'],
    ],
    ['are none in a freeze', { blackouts: [blackout('2026-06-01T00:00', null)] }, plan, '2026-06-01T12:00Z', []],
    ['are none for an excluded device', { exclusions: [{ id: 'x', until: null }] }, plan, '2026-06-01T12:00Z', []],
    ['are none without windows', {}, { ...plan, windows: [] }, '2026-06-01T12:00Z', []],
    [
      'keep half of a window that a device needs the whole of',
      { zone: 'UTC' },
      { ...plan, needMs: 180 * minute },
      '2026-06-01T12:00Z',
      ['06-02T02:00 06-02T03:30', '06-03T02:00 06-03T03:30'],
    ],
    [
      'are one for windows that touch',
      { zone: 'UTC' },
      windows({ start: '01:00', durationMinutes: 60 }, { start: '02:00', durationMinutes: 60 }),
      '2026-06-01T12:00Z',
      ['06-02T01:00 06-02T02:30', '06-03T01:00 06-03T02:30'],
    ],
  ];
  it.each(cases)('%s', (_, facts, rules, now, spans) => {
    expect(shown(spansAhead({ ...berlin, ...facts }, rules, at(now)))).toEqual(spans);
  });

  it('are said in seconds from now, over a change of the clocks as well', () => {
    const now = at('2026-03-28T12:00:00.250Z');
    const iso = (time: number): string => new Date(time).toISOString();
    const told = spansAhead(berlin, plan, now).map(({ from, to }) => ({ from: iso(from), to: iso(to) }));
    const seconds = relativeWindows(told, now).map(({ WindowStart, WindowEnd }) => [WindowStart, WindowEnd]);
    // 02:00 of the wall is 13 hours away, and the next one 23 hours after that.
    expect(seconds).toEqual([
      [13 * 3600, 15.5 * 3600 - 1],
      [36 * 3600, 38.5 * 3600 - 1],
    ]);
  });
});

describe('spans that were worked out earlier', () => {
  const spans = [
    { from: at('2026-06-02T00:00Z'), to: at('2026-06-02T02:30Z') },
    { from: at('2026-06-03T00:00Z'), to: at('2026-06-03T02:30Z') },
  ];
  const cases: [what: string, facts: Partial<GateFacts>, now: string, isAhead: boolean, hit: boolean][] = [
    ['before the first', {}, '2026-06-01T12:00Z', true, false],
    ['between them', {}, '2026-06-02T12:00Z', true, false],
    ['with too little of the last one left', {}, '2026-06-03T02:29Z', false, false],
    ['behind both', {}, '2026-06-03T03:00Z', false, false],
    [
      'with a blackout over the second one',
      { blackouts: [blackout('2026-06-03T00:00', '2026-06-04T00:00')] },
      '2026-06-01T12:00Z',
      false,
      true,
    ],
    [
      'with a blackout over one that is over',
      { blackouts: [blackout('2026-06-02T00:00', '2026-06-02T03:00')] },
      '2026-06-02T12:00Z',
      true,
      false,
    ],
    [
      'with a blackout between them',
      { blackouts: [blackout('2026-06-02T03:00', '2026-06-02T23:00')] },
      '2026-06-01T12:00Z',
      true,
      false,
    ],
    // Nothing is said while a blackout is in force; what was said before and begins after it may go on.
    [
      'in a blackout that is over before them',
      { blackouts: [blackout('2026-06-01T00:00', '2026-06-01T20:00')] },
      '2026-06-01T12:00Z',
      false,
      false,
    ],
    ['of a device that is excluded', { exclusions: [{ id: 'x', until: null }] }, '2026-06-01T12:00Z', false, false],
  ];
  it.each(cases)('%s', (_, more, now, isAhead, hit) => {
    const facts = { ...berlin, ...more };
    expect([isStillAhead(facts, spans, at(now)), isHit(facts, spans, at(now))]).toEqual([isAhead, hit]);
  });
});

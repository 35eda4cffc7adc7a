import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Blackout, type GateFacts, type GatePlan, gateForAll, gateOf } from '../../../src/campaigns/gates/gate.ts';
import { type MaintenanceWindow, weekdays, windowAt } from '../../../src/campaigns/gates/window.ts';

const minute = 60_000;
const at = (text: string): number => Date.parse(text);
const night: MaintenanceWindow = { days: [...weekdays], start: '02:00', durationMinutes: 180, zone: 'device' };
const plan: GatePlan = { windows: [night], needMs: 30 * minute };
const anytime: GatePlan = { windows: [], needMs: 30 * minute };
const blackout = (from: string, to: string | null, zone = 'UTC', filter = ''): Blackout => ({
  id: `${from} ${to}`,
  from,
  to,
  zone,
  filter,
});
const berlin: GateFacts = { zone: 'Europe/Berlin', blackouts: [], exclusions: [] };
const shown = (gate: ReturnType<typeof gateOf>): string =>
  [
    gate.open ? 'open' : gate.reason,
    gate.until === null ? 'for ever' : new Date(gate.until).toISOString().slice(0, 16),
  ].join(' ');

describe('the gate of a device', () => {
  const gates: [what: string, facts: Partial<GateFacts>, plan: GatePlan, now: string, gate: string][] = [
    ['without rules', {}, anytime, '2026-06-01T12:00Z', 'open for ever'],
    ['before the window', {}, plan, '2026-06-01T12:00Z', 'window 2026-06-02T00:00'],
    ['at its begin', {}, plan, '2026-06-02T00:00Z', 'open 2026-06-02T02:30'],
    ['at the last chance', {}, plan, '2026-06-02T02:30Z', 'open 2026-06-02T02:30'],
    ['a moment after it', {}, plan, '2026-06-02T02:30:00.001Z', 'window 2026-06-03T00:00'],
    [
      'in a freeze',
      { blackouts: [blackout('2026-06-01T00:00', null)] },
      anytime,
      '2026-06-01T12:00Z',
      'blackout for ever',
    ],
    [
      'in a blackout that ends inside the window',
      { blackouts: [blackout('2026-06-01T00:00', '2026-06-02T01:00')] },
      plan,
      '2026-06-02T00:30Z',
      'blackout 2026-06-02T01:00',
    ],
    [
      'in one that ends too late for the window',
      { blackouts: [blackout('2026-06-01T00:00', '2026-06-02T02:45')] },
      plan,
      '2026-06-02T00:30Z',
      'blackout 2026-06-03T00:00',
    ],
    [
      'before one that cuts the window',
      { blackouts: [blackout('2026-06-02T01:00', '2026-06-05T00:00')] },
      plan,
      '2026-06-02T00:20Z',
      'open 2026-06-02T00:30',
    ],
    [
      'too close to it',
      { blackouts: [blackout('2026-06-02T01:00', '2026-06-05T00:00')] },
      plan,
      '2026-06-02T00:31Z',
      'blackout 2026-06-05T00:00',
    ],
    [
      'in one of local time, which begins earlier in the east',
      { blackouts: [blackout('2026-12-24T00:00', '2026-12-27T00:00', 'device')] },
      anytime,
      '2026-12-23T23:00Z',
      'blackout 2026-12-26T23:00',
    ],
    [
      'after one that is over',
      { blackouts: [blackout('2026-05-24T00:00', '2026-06-01T00:00')] },
      anytime,
      '2026-06-01T00:00Z',
      'open for ever',
    ],
    [
      'of two blackouts, one after the other',
      {
        blackouts: [
          blackout('2026-06-01T00:00', '2026-06-03T00:00'),
          blackout('2026-06-03T00:00', '2026-06-04T00:30:00Z'),
        ],
      },
      anytime,
      '2026-06-02T00:00Z',
      'blackout 2026-06-04T00:30',
    ],
    [
      'excluded for a while',
      { exclusions: [{ id: 'e', until: at('2026-06-09T00:00Z') }] },
      plan,
      '2026-06-02T00:30Z',
      'excluded 2026-06-09T00:00',
    ],
    [
      'excluded for a while and for good',
      {
        exclusions: [
          { id: 'e', until: at('2026-06-09T00:00Z') },
          { id: 'f', until: null },
        ],
      },
      plan,
      '2026-06-02T00:30Z',
      'excluded for ever',
    ],
    [
      'no longer excluded',
      { exclusions: [{ id: 'e', until: at('2026-06-02T00:30Z') }] },
      plan,
      '2026-06-02T00:30Z',
      'open 2026-06-02T02:30',
    ],
    [
      'in a window that is shorter than what a device needs',
      {},
      { windows: [{ ...night, durationMinutes: 20 }], needMs: 30 * minute },
      '2026-06-02T00:00Z',
      'window',
    ],
  ];
  it.each(gates)('%s', (_, facts, rules, now, gate) => {
    const found = shown(gateOf({ ...berlin, ...facts }, rules, at(now)));
    expect(gate === 'window' ? found.split(' ')[0] : found).toBe(gate);
  });

  it('opens only inside a window with time enough, outside every blackout, and says when it does next', () => {
    const start = at('2026-03-26T00:00Z');
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
        fc.constantFrom(1, 5, 30, 90),
        fc.array(fc.tuple(fc.nat(8_000), fc.integer({ min: 1, max: 3_000 })), { maxLength: 3 }),
        fc.boolean(),
        fc.nat(8_000),
        (zone, need, blocks, windowed, after) => {
          const now = start + after * minute;
          const blackouts = blocks.map(([from, length]) =>
            blackout(
              new Date(start + from * minute).toISOString(),
              new Date(start + (from + length) * minute).toISOString(),
            ),
          );
          const rules = { windows: windowed ? [night] : [], needMs: need * minute };
          const facts = { zone, blackouts, exclusions: [] };
          const isOpen = (t: number): boolean => {
            for (let m = 0; m < need; m++) {
              const then = t + m * minute;
              if (windowed && windowAt([night], zone, then) === null) return false;
              if (
                blocks.some(
                  ([from, length]) => then >= start + from * minute && then < start + (from + length) * minute,
                )
              )
                return false;
            }
            return true;
          };
          const gate = gateOf(facts, rules, now);
          expect(gate.open).toBe(isOpen(now));
          if (gate.open) {
            if (gate.until !== null) {
              expect(isOpen(gate.until)).toBe(true);
              expect(isOpen(gate.until + minute)).toBe(false);
            }
          } else {
            expect(gate.until).toBeGreaterThan(now);
            expect(gateOf(facts, rules, gate.until!).open).toBe(true);
            for (let t = now; t < gate.until!; t += 17 * minute) expect(isOpen(t)).toBe(false);
            expect(isOpen(gate.until! - minute)).toBe(false);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('the gate of all devices', () => {
  const now = at('2026-06-02T12:00Z');
  it('is shut by a freeze, whatever the windows', () => {
    expect(gateForAll([blackout('2026-06-01T00:00', null)], plan, now)).toEqual({
      open: false,
      reason: 'blackout',
      until: null,
    });
  });
  it('depends on the device where windows, blackouts or scopes do', () => {
    expect(gateForAll([], plan, now)).toBeNull();
    expect(gateForAll([blackout('2026-06-01T00:00', null, 'device')], plan, now)).toBeNull();
    expect(gateForAll([blackout('2026-06-01T00:00', null, 'UTC', 'tag = "x"')], anytime, now)).toMatchObject({
      open: true,
    });
  });
  it('is that of windows in a zone of their own', () => {
    const rules = { ...plan, windows: [{ ...night, zone: 'Asia/Kathmandu' }] };
    expect(shown(gateForAll([], rules, now)!)).toBe('window 2026-06-02T20:15');
  });
});

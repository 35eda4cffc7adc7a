import { describe, expect, it } from 'vitest';
import type { DeviceKey } from '../../../src/base/ids.ts';
import { openBuckets } from '../../../src/campaigns/gates/buckets.ts';
import type { Gate } from '../../../src/campaigns/gates/gate.ts';
import type { Span } from '../../../src/campaigns/gates/window.ts';
import type { CampaignKind } from '../../../src/campaigns/kinds/kind.ts';
import type { ResolvedPlan } from '../../../src/campaigns/plan/plan.ts';
import { claimRound, type RoundRules } from '../../../src/campaigns/rules/claim-round.ts';
import type { Reach } from '../../../src/campaigns/rules/reach-rules.ts';

const now = Date.UTC(2026, 5, 1, 12);
const minute = 60_000;
const open: Gate = { open: true, until: null };
const kind = {
  proof: 'inform',
  refuses: (_: unknown, device: { softwareVersion: string | null }) =>
    device.softwareVersion === 'wrong' ? 'wrongModel' : null,
  isThere: (_: unknown, device: { softwareVersion: string | null }) => device.softwareVersion === '2',
  order: () => ({ kind: 'upgradeFirmware', order: {} }),
  orderAhead: (_plan: unknown, _device: unknown, spans: readonly Span[]) => ({
    kind: 'upgradeFirmware',
    order: { spans },
  }),
} as unknown as CampaignKind;
const plan = { timeouts: { claimMinutes: 15 } } as ResolvedPlan;

/** Device 1, 2, … as each is said to be. */
function play(
  devices: { gate?: Gate; version?: string; taken?: boolean; due?: boolean; attempt?: number; reach?: Reach }[],
  more: Partial<RoundRules> = {},
) {
  const round = claimRound({
    kind,
    plan,
    budget: 100,
    gateOf: (key) => devices[key - 1]!.gate ?? open,
    buckets: openBuckets(new Map(), new Map(), now),
    keysOf: () => [],
    now,
    ...more,
  });
  for (const [i, { version = '1', taken = false, due = false, attempt = 0, reach }] of devices.entries()) {
    const device = {
      key: (i + 1) as DeviceKey,
      productClass: 'GW',
      softwareVersion: version,
      lastInformAt: new Date(now),
    };
    round.consider({ device, since: new Date(now - minute), attempt, taken, due, ...(reach ? { reach } : {}) });
  }
  return round;
}

const waits = (round: ReturnType<typeof play>) =>
  round.waits.map(({ deviceKey, reason, until }) => [deviceKey, reason, (until - now) / 1_000]);

describe('a round of claims', () => {
  it('sorts every device into one of its heaps', () => {
    const round = play([
      {},
      { version: 'wrong' },
      { version: '2' },
      { version: '2', attempt: 1 },
      { taken: true },
      { gate: { open: false, reason: 'window', until: now + 90_000 } },
      { gate: { open: false, reason: 'blackout', until: null } },
      { gate: { open: false, reason: 'excluded', until: null } },
      { gate: { open: false, reason: 'excluded', until: now + 6 * 1_440 * minute } },
      { gate: { open: false, reason: 'excluded', until: now + 8 * 1_440 * minute } },
    ]);
    expect(round.orders.map(({ deviceKey }) => deviceKey)).toEqual([1]);
    expect(Object.fromEntries(round.skips)).toEqual({ wrongModel: [2], already: [3], excluded: [8, 10] });
    expect(round.proven).toEqual([4]);
    expect(waits(round)).toEqual([
      [5, 'locked', 30],
      [6, 'window', 90],
      [7, 'blackout', 86_400],
      [9, 'excluded', 6 * 86_400],
    ]);
    expect([round.leftOver, round.madeRoom]).toEqual([false, true]);
  });

  it('gives no claim longer than its gate stays open', () => {
    const soon: Gate = { open: true, until: now + 4 * minute };
    const late: Gate = { open: true, until: now + 400 * minute };
    const { orders } = play([{ gate: soon }, { gate: late }, {}]);
    expect(orders.map(({ deadline }) => (deadline - now) / minute)).toEqual([4, 15, 15]);
  });

  it('leaves those over the budget as they are, and draws nothing for them', () => {
    const buckets = openBuckets(new Map([['k', 600]]), new Map(), now);
    const round = play([{}, {}, {}], { budget: 2, buckets, keysOf: () => ['k'] });
    expect([round.orders.length, round.leftOver, round.waits, buckets.left('k')]).toEqual([2, true, [], 58]);
    round.takeBack(round.orders[1]!);
    expect([waits(round), buckets.left('k')]).toEqual([[[2, 'locked', 30]], 59]);
  });

  it('takes one that was tried before for failed, where it is none for the campaign any more', () => {
    const round = play([{ version: 'wrong' }, { version: 'wrong', attempt: 1 }]);
    expect(Object.fromEntries(round.skips)).toEqual({ wrongModel: [1] });
    expect(round.failures).toMatchObject([{ device: { key: 2 }, reason: 'wrongModel' }]);
  });

  it('proves nothing of a device that something else works on', () => {
    const round = play([{ version: '2', attempt: 1, taken: true }]);
    expect([round.proven, waits(round)]).toEqual([[], [[1, 'locked', 30]]]);
  });

  it('names those that are held and have long been silent, of which a later wave may wait', () => {
    const isStraggler = ({ device }: { device: { key: DeviceKey } }) => device.key > 1;
    const devices = [{ taken: true }, { taken: true }, {}];
    const round = play(devices, { isStraggler });
    expect([round.stragglers, waits(round).length, round.orders.length]).toEqual([[2], 2, 1]);
    expect(play(devices).stragglers).toEqual([]);
  });

  it('lines up those for whom there is no token: new ones behind all who wait, those who lost a race in front', () => {
    // One token a second; the next minute's are promised already.
    const stored = new Map([['k', { tokens: 0, at: now, promised: now + minute }]]);
    const buckets = openBuckets(new Map([['k', 60]]), stored, now);
    const devices = [{}, { due: true }, {}, ...Array.from({ length: 10 }, () => ({ due: true }))];
    const round = play(devices, { buckets, keysOf: () => ['k'] });
    expect(round.orders).toEqual([]);
    expect(waits(round).map(([device, reason, seconds]) => `${device} ${reason} ${seconds}`)).toEqual([
      '1 rate 61',
      '2 rate 1',
      '3 rate 62',
      ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `${n + 2} rate ${n}`),
      // Only so many can be next.
      '13 rate 63',
    ]);
  });
});

describe('a round of claims over devices that cannot be called', () => {
  const shut: Gate = { open: false, reason: 'window', until: now + 600 * minute };
  const calls = { last: now - 5 * minute, every: 10 * minute };
  const far = { last: now - minute, every: 1_440 * minute };
  const told: Reach = { callable: false, schedules: true, calls };
  const ahead = [
    { from: now + 600 * minute, to: now + 700 * minute },
    { from: now + 2_040 * minute, to: now + 2_140 * minute },
  ];
  const aheadOf = () => ahead;

  it('claims those that have ScheduleDownload while their windows are shut, right before they call', () => {
    const round = play(
      [
        { gate: shut, reach: told },
        { gate: shut, reach: { ...told, callable: true } },
        { gate: shut, reach: { ...told, schedules: false } },
        { gate: shut, reach: { ...told, calls: far } },
        { gate: { open: false, reason: 'blackout', until: now + minute }, reach: told },
        { gate: { open: false, reason: 'excluded', until: now + minute }, reach: told },
        { gate: shut, reach: told, taken: true },
      ],
      { aheadOf },
    );
    expect(round.orders).toEqual([
      {
        deviceKey: 1,
        wanted: { kind: 'upgradeFirmware', order: { spans: ahead } },
        deadline: now + 15 * minute,
        ahead,
      },
    ]);
    expect(waits(round)).toEqual([
      [2, 'window', 36_000],
      [3, 'window', 36_000],
      [4, 'nextInform', 3_600],
      [5, 'blackout', 60],
      [6, 'excluded', 60],
      [7, 'locked', 30],
    ]);
  });

  it('gives them a plain order inside a window that stays open for as long as the claim, and no longer one', () => {
    const soon: Gate = { open: true, until: now + 10 * minute };
    const late: Gate = { open: true, until: now + 20 * minute };
    const { orders } = play(
      [
        { gate: soon, reach: told },
        { gate: late, reach: told },
        { gate: soon, reach: { ...told, callable: true } },
      ],
      { aheadOf },
    );
    expect(orders.map((order) => ['ahead' in order, (order.deadline - now) / minute])).toEqual([
      [true, 15],
      [false, 15],
      [false, 10],
    ]);
  });

  it('asks for the methods of those that never told them, and of no others', () => {
    const unknown = { ...told, schedules: null };
    const late: Gate = { open: false, reason: 'window', until: now + 10 * minute };
    const round = play(
      [
        { gate: shut, reach: unknown },
        { gate: late, reach: unknown },
        { gate: shut, reach: { ...unknown, callable: true } },
        { gate: shut, reach: { ...unknown, calls: null } },
        { gate: shut, reach: { ...told, calls: null } },
        { reach: unknown },
      ],
      { aheadOf },
    );
    expect(round.asks).toEqual([1, 2]);
    expect(waits(round)).toEqual([
      [1, 'window', 3_600],
      [2, 'window', 600],
      [3, 'window', 36_000],
      [4, 'window', 36_000],
      [5, 'window', 36_000],
    ]);
    expect(round.orders.map((order) => [order.deviceKey, 'ahead' in order])).toEqual([[6, false]]);
  });

  it('waits as without them where no plan wants it, or nothing lies ahead', () => {
    for (const rules of [{}, { aheadOf: () => [] }]) {
      const round = play([{ gate: shut, reach: told }], rules);
      expect([round.orders, waits(round)]).toEqual([[], [[1, 'window', 36_000]]]);
    }
  });

  it('leaves the other slots to those that come when they are called', () => {
    const round = play([{ gate: shut, reach: told }, { gate: shut, reach: told }, { gate: shut, reach: told }, {}], {
      aheadOf,
      scheduledLeft: 2,
      budget: 4,
    });
    expect(round.orders.map(({ deviceKey }) => deviceKey)).toEqual([1, 2, 4]);
    expect(waits(round)).toEqual([[3, 'concurrency', 30]]);
  });

  it('ends a claim while there is still something of the last window', () => {
    const short = [{ from: now, to: now + 6 * minute }];
    const { orders } = play([{ gate: shut, reach: told }], { aheadOf: () => short });
    expect((orders[0]!.deadline - now) / minute).toBe(4);
  });
});

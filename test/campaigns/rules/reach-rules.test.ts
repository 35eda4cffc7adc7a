import { describe, expect, it } from 'vitest';
import { hours, minutes } from '../../../src/base/durations.ts';
import { type ReachFacts, reachClass, reachOf, waitsForCall } from '../../../src/campaigns/rules/reach-rules.ts';

const now = Date.UTC(2026, 5, 1, 12);
const lastInformAt = new Date(now - hours(2));
const publicUrl = 'http://198.51.100.7:7547/x';
const facts: ReachFacts = {
  url: publicUrl,
  ipAddress: '198.51.100.7',
  bound: false,
  ways: [],
  schedules: true,
  informInterval: 86_400,
  lastInformAt,
};
const way = (name: string, failures: number, failedAt: number | null, good = false) => ({
  way: name,
  failures,
  failedAt,
  good,
});

describe('whether a device can be called', () => {
  const cases: [what: string, facts: Partial<ReachFacts>, callable: boolean][] = [
    ['it told where', {}, true],
    ['it never told where', { url: null }, false],
    ['its address is one behind a NAT', { url: 'http://192.168.1.1:7547/', ipAddress: '203.0.113.9' }, false],
    ['all of it is in one private network', { url: 'http://10.0.0.2:7547/', ipAddress: '10.0.0.2' }, true],
    [
      'behind a NAT it came all the same',
      { url: 'http://192.168.1.1/', ipAddress: '203.0.113.9', ways: [way('http', 0, null, true)] },
      true,
    ],
    ['behind a NAT it is bound to our STUN server', { url: null, bound: true }, true],
    ['behind a NAT it came over XMPP', { url: null, ways: [way('xmpp', 0, null, true)] }, true],
    ['it was called in vain twice', { ways: [way('http', 2, now)] }, true],
    ['it was called in vain thrice', { ways: [way('http', 3, now)] }, false],
    ['it was called in vain thrice, and has called since', { ways: [way('http', 3, now - hours(3))] }, true],
    ['one way is shut, and another one is not', { bound: true, ways: [way('http', 9, now)] }, true],
    ['both are', { bound: true, ways: [way('http', 9, now), way('udp', 4, now)] }, false],
  ];
  it.each(cases)('%s', (_, more, callable) => {
    expect(reachOf({ ...facts, ...more }).callable).toBe(callable);
  });

  it('sorts devices into three classes', () => {
    const classOf = (more: Partial<ReachFacts>, ahead = true) => reachClass(reachOf({ ...facts, ...more }), ahead);
    expect([
      classOf({}),
      classOf({ url: null }),
      classOf({ url: null, schedules: false }),
      classOf({ url: null, schedules: null }),
      classOf({ url: null, informInterval: null }),
      classOf({ url: null }, false),
    ]).toEqual(['called', 'scheduled', ...Array<string>(4).fill('byChance')]);
  });
});

describe('the turn of a device that cannot be called', () => {
  const claimMs = minutes(15);
  const waits = (more: Partial<ReachFacts>, at = now): number | null => {
    const until = waitsForCall(reachOf({ ...facts, url: null, ...more }), claimMs, at);
    return until === null ? null : (until - at) / minutes(1);
  };
  it.each([
    // It calls again in 22 hours: its claim begins 7.5 minutes before, but others look whether it called at another time.
    ['long before its call', {}, now, 60],
    ['an hour before it', {}, now + hours(21), 52.5],
    ['right before it', {}, now + hours(22) - minutes(7.5), null],
    ['when it should be calling', {}, now + hours(22), null],
    ['right after it, where it did not come', {}, now + hours(22) + 1, 60],
    ['where it calls more often than a claim lasts', { informInterval: 300 }, now, null],
    ['where nobody knows when it calls', { informInterval: null }, now, null],
    ['where it never called', { lastInformAt: null }, now, null],
    ['where it can be called', { url: publicUrl }, now, null],
  ])('%s', (_, more, at, wanted) => {
    expect(waits(more, at)).toBe(wanted);
  });
});

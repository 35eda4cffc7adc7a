import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketKey, openBuckets, type StoredBucket } from '../../../src/campaigns/gates/buckets.ts';
import { rampedRate } from '../../../src/campaigns/gates/ramp.ts';
import { regionOf } from '../../../src/campaigns/gates/region.ts';
import { hostsOf, relayOrder } from '../../../src/campaigns/gates/relay-order.ts';
import { bucketCapacity } from '../../../src/campaigns/scheduler/token-bucket.ts';

describe('token buckets', () => {
  const rates = new Map([
    ['a', 30],
    ['b', 600],
    ['c', 1],
  ]);

  it('are taken from all or none, and say which has none left', () => {
    const stored = new Map([['a', { tokens: 0.5, at: 0, promised: null }]]);
    const buckets = openBuckets(rates, stored, 0);
    expect(buckets.take(['c', 'b', 'a'])).toBe('a');
    expect(buckets.changed()).toEqual([]);
    expect(buckets.take(['c', 'b'])).toBeNull();
    expect(buckets.take(['b', 'c'])).toBe('c');
    expect(buckets.changed()).toEqual([
      { key: 'b', tokens: 59, at: 0, promised: null },
      { key: 'c', tokens: 0, at: 0, promised: null },
    ]);
    buckets.giveBack(['c']);
    expect(buckets.take(['c'])).toBeNull();
    // What is not limited is never empty.
    expect([buckets.take(['elsewhere']), buckets.left('elsewhere')]).toEqual([null, Number.POSITIVE_INFINITY]);
  });

  it('say when the next tokens are there', () => {
    const buckets = openBuckets(rates, new Map([['a', { tokens: 0.5, at: 0, promised: null }]]), 0);
    expect([1, 2, 3].map((n) => buckets.wait('a', n))).toEqual([1_000, 3_000, 5_000]);
  });

  it('promise each token to one, also over several claims', () => {
    const first = openBuckets(rates, new Map([['a', { tokens: 0.5, at: 0, promised: null }]]), 0);
    expect([1, 2, 3].map(() => first.promise('a'))).toEqual([1_000, 3_000, 5_000]);
    const [kept] = first.changed();
    const next = openBuckets(rates, new Map([['a', kept!]]), 2_000);
    expect([1, 2].map(() => next.promise('a'))).toEqual([7_000, 9_000]);
    // Long after: what was promised is over.
    const late = openBuckets(rates, new Map([['a', { ...kept!, tokens: 0, at: 60_000 }]]), 60_000);
    expect([1, 2].map(() => late.promise('a'))).toEqual([62_000, 64_000]);
  });

  it('never give more in any time than their capacity and their rate allow, and are never negative', () => {
    const take = fc.record({
      after: fc.nat(20_000),
      // A planner whose clock goes wrong by some seconds.
      skew: fc.constantFrom(0, 0, 0, -3_000, 2_000),
      keys: fc.array(fc.subarray([...rates.keys()], { minLength: 1 }), { maxLength: 40 }),
      back: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(take, { maxLength: 30 }), (takes) => {
        let stored = new Map<string, StoredBucket>();
        let now = 1_000_000;
        const grants = new Map<string, number[]>([...rates.keys()].map((key) => [key, []]));
        for (const { after, skew, keys, back } of takes) {
          now += after;
          const buckets = openBuckets(rates, stored, now + skew);
          for (const [i, some] of keys.entries()) {
            if (buckets.take(some) !== null) continue;
            if (back && i === 0) buckets.giveBack(some);
            else for (const key of some) grants.get(key)!.push(now);
          }
          stored = new Map([...stored, ...buckets.changed().map(({ key, ...bucket }) => [key, bucket] as const)]);
          for (const { tokens } of stored.values()) expect(tokens).toBeGreaterThanOrEqual(0);
        }
        for (const [key, rate] of rates) {
          const at = grants.get(key)!;
          for (let i = 0; i < at.length; i++)
            for (let n = i; n < at.length; n++) {
              const most = bucketCapacity(rate) + ((at[n]! - at[i]! + 5_000) * rate) / 60_000;
              expect(n - i + 1).toBeLessThanOrEqual(most + 1e-6);
            }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of a campaign are its own', () => {
    expect(new Set([bucketKey.region('1', 'x'), bucketKey.region('2', 'x'), bucketKey.model('1', 'x')]).size).toBe(3);
  });
});

it('a ramp starts at its base and grows by its factor for each step, up to the rate', () => {
  const limits = { perMinute: 100, ramp: { base: 2, factor: 3, step: 10 } };
  const at = (succeeded: number, soaking = 0) => rampedRate(limits, { succeeded, soaking });
  expect([at(0), at(9), at(10), at(0, 10), at(25), at(30), at(40), at(1_000_000)]).toEqual([
    2, 2, 6, 6, 18, 54, 100, 100,
  ]);
  expect(rampedRate({ perMinute: 100 }, { succeeded: 0, soaking: 0 })).toBe(100);
});

it('the region of a device is its tag, or else its site', () => {
  expect(regionOf({ tags: ['vip', 'region:north'], site: 'Hamburg' })).toBe('north');
  expect(regionOf({ tags: ['region:b', 'region:a'], site: null })).toBe('a');
  expect(regionOf({ tags: ['vip'], site: 'Hamburg' })).toBe('Hamburg');
  expect(regionOf({ tags: [], site: null })).toBe('');
});

it('the hosts of a plan are those that its files come from', () => {
  expect(hostsOf({ artifact: { fileId: 'x' } })).toEqual(['self']);
  const packages = [
    { url: 'https://b.example:8443/x.ipk' },
    { url: 'http://a.example/y.ipk' },
    { package: 'z' },
    { op: 'uninstall' },
  ];
  expect(hostsOf({ artifact: { packages } })).toEqual(['a.example', 'b.example:8443', 'self']);
  expect(hostsOf({ artifact: { values: [{ path: 'Device.X', value: '1' }] } })).toEqual([]);
  expect(hostsOf({ artifact: {} })).toEqual([]);
});

it.each(['http://x/', 'a b', '', '-x', 'x:port', 'user@x'])('"%s" is no host', (host) => {
  expect(relayOrder.safeParse({ host, maxTransfers: 1 }).success).toBe(false);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecentMap } from '../../src/base/recent-map.ts';

it('keeps the last half of its limit at least and the limit at most, with the values set last', () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 30 }), value: fc.nat(), remove: fc.boolean() });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.array(step, { maxLength: 200 }), (limit, steps) => {
      const map = new RecentMap<number, number>(limit);
      // The whole history, the last set first.
      let all: [key: number, value: number][] = [];
      for (const { key, value, remove } of steps) {
        all = all.filter(([other]) => other !== key);
        if (remove) map.delete(key);
        else {
          map.set(key, value);
          all.unshift([key, value]);
        }
        expect(map.size).toBeLessThanOrEqual(limit);
        for (const [index, [known, last]] of all.entries()) {
          if (index < Math.floor(limit / 2)) expect(map.get(known)).toBe(last);
          expect([undefined, last]).toContain(map.get(known));
          expect(map.has(known)).toBe(map.get(known) !== undefined);
        }
        if (remove) expect(map.has(key)).toBe(false);
      }
    }),
  );
});

it('tells null from nothing', () => {
  const map = new RecentMap<string, null>(4);
  map.set('a', null);
  expect([map.get('a'), map.get('b'), map.has('a')]).toEqual([null, undefined, true]);
});

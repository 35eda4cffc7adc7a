import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecentMap } from '../../src/base/recent-map.ts';

it('keeps as many keys as it was told at least and twice as many at most, with the values set last', () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 30 }), value: fc.nat(), remove: fc.boolean() });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 200 }), (kept, steps) => {
      const map = new RecentMap<number, number>(kept);
      // The whole history, the last set first.
      let all: [key: number, value: number][] = [];
      for (const { key, value, remove } of steps) {
        all = all.filter(([other]) => other !== key);
        if (remove) map.delete(key);
        else {
          map.set(key, value);
          all.unshift([key, value]);
        }
        expect(map.size).toBeLessThanOrEqual(2 * kept);
        for (const [index, [known, last]] of all.entries()) {
          if (index < kept) expect(map.get(known)).toBe(last);
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

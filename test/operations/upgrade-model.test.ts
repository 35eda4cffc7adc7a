import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Act, type Nature, UpgradeWorld } from './support/upgrade-world.ts';

const luck = fc.constantFrom('arrives', 'arrives', 'requestLost', 'answerLost');
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('session'), luck: fc.array(luck, { maxLength: 4 }), ackLost: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('finish'),
      how: fc.constantFrom('flashes', 'fallsBack', 'faults', 'vanishes', 'flashesUntold'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('boot') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deadline') }) },
) as fc.Arbitrary<Act>;
const nature: fc.Arbitrary<Nature> = fc.record({
  probes: fc.boolean(),
  oldProbes: fc.boolean(),
  atOnce: fc.boolean(),
});
const runs = Number(process.env['MUSTER_TEST_RUNS'] ?? 3_000);

it('never has two Downloads on a device at once, and believes in success only when the version shows', () => {
  fc.assert(
    fc.property(nature, fc.array(act, { maxLength: 40 }), (kind, acts) => {
      const world = new UpgradeWorld(kind);
      for (const one of acts) world.act(one);
      expect(world.broken).toEqual([]);
    }),
    { numRuns: runs },
  );
});

it('ends on every device that goes on calling, after a bounded number of orders', () => {
  const calm: Act = { do: 'session', luck: [], ackLost: false };
  fc.assert(
    fc.property(
      nature,
      fc.array(act, { maxLength: 30 }),
      fc.constantFrom('flashes', 'fallsBack', 'faults', 'vanishes', 'flashesUntold'),
      fc.boolean(),
      (kind, acts, how, boots) => {
        const world = new UpgradeWorld(kind);
        for (const one of acts) world.act(one);
        const before = world.received.length;
        // From here on nothing is lost: what is under way takes its course, again and again.
        for (let i = 0; i < 8 && !world.ended; i++) {
          world.act(calm);
          world.act({ do: 'finish', how });
          if (boots) world.act({ do: 'boot' });
          world.act(calm);
          world.act({ do: 'deadline' });
        }
        expect(world.ended).toBe(true);
        expect(world.received.length - before).toBeLessThanOrEqual(1);
        expect(world.broken).toEqual([]);
      },
    ),
    { numRuns: runs },
  );
});

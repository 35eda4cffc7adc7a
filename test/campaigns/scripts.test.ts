import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDatabase } from '../support/database.ts';
import type { Ending, Luck } from './support/scripted-device.ts';
import { type Act, type Plan, World } from './support/world.ts';

const database = withDatabase();
/** How many scripts, and the seed to begin with: more of them for a long run, one to look at a failure again. */
const scripts = Number(process.env['MUSTER_TEST_SCRIPTS'] ?? 60);
const seed = process.env['MUSTER_TEST_SEED'];

const device = fc.nat(7);
const luck = fc.constantFrom<Luck>('arrives', 'arrives', 'arrives', 'requestLost', 'answerLost');
const ending = fc.constantFrom<Ending>(
  'flashes',
  'flashes',
  'flashesUntold',
  'fallsBack',
  'faults',
  'noSource',
  'vanishes',
);
const act = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('tick', 'tick', 'twoTicks', 'sweep') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('crash', 'pause', 'resume', 'passGate') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('resume', 'passGate', 'failGate', 'skipWave', 'abort') }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('session'),
      device,
      luck: fc.array(luck, { maxLength: 4 }),
      ackLost: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('call'), device }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('turn'), device, luck }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('finish'), device, how: ending }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('boot'), device }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('revert', 'reboot', 'cancel'), device }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(0.02, 1, 6, 16, 31, 61, 121, 1_500) }),
  },
) as fc.Arbitrary<Act>;

const wave = fc.record({
  size: fc.constantFrom('1', '2', '30%'),
  soakMinutes: fc.constantFrom(0, 0, 30),
  gate: fc.constantFrom('auto', 'auto', 'manual'),
  minSuccessPercent: fc.constantFrom(0, 0, 60),
});
const plan = fc.record({
  devices: fc.integer({ min: 2, max: 8 }),
  waves: fc.tuple(fc.array(wave, { maxLength: 3 }), wave).map(([first, last]) => [...first, { ...last, size: 'rest' }]),
  maxInFlight: fc.constantFrom(1, 2, 5),
  perMinute: fc.constantFrom(10, 60, 6_000),
  maxFailedTotal: fc.constantFrom(undefined, 0, 2),
  maxFellBack: fc.constantFrom(undefined, 0),
  retries: fc.constantFrom(0, 1, 2),
}) as fc.Arbitrary<Plan>;

it(`holds every invariant after every step of ${scripts} random scripts, and comes to an end`, {
  timeout: 0,
}, async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(plan, fc.array(act, { minLength: 10, maxLength: 40, size: 'max' }), async (how, acts) => {
      const world = new World(database.pool, how);
      await world.start();
      for (const one of acts) {
        await world.act(one);
        steps++;
      }
      await world.finish();
    }),
    { numRuns: scripts, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  );
  expect(steps).toBeGreaterThan(scripts * 10);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDatabase } from '../../support/database.ts';
import type { Ending, Luck } from '../support/scripted-device.ts';
import { type Act, type Plan, World } from '../support/world.ts';

const database = withDatabase();
const scripts = Math.ceil(Number(process.env['MUSTER_TEST_SCRIPTS'] ?? 60) / 2);
const seed = process.env['MUSTER_TEST_SEED'];

const device = fc.nat(3);
const luck = fc.constantFrom<Luck>('arrives', 'arrives', 'arrives', 'requestLost', 'answerLost');
const ending = fc.constantFrom<Ending>('flashes', 'flashesUntold', 'fallsBack', 'faults', 'vanishes');
const session = fc.record({
  do: fc.constant('session'),
  device,
  luck: fc.array(luck, { maxLength: 4 }),
  ackLost: fc.boolean(),
});
const turn = fc.record({ do: fc.constant('turn'), device, luck });
const before = fc.oneof(
  fc.record({ do: fc.constantFrom('tick', 'tick', 'twoTicks') }),
  session,
  fc.record({ do: fc.constant('call'), device }),
  turn,
) as fc.Arbitrary<Act>;
const after = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('tick', 'twoTicks', 'sweep', 'crash') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dieAt'), statement: fc.nat(25), committed: fc.boolean() }) },
  { weight: 5, arbitrary: session },
  { weight: 3, arbitrary: turn },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('finish'), device, how: ending }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('boot'), device }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('resume', 'cancelTarget', 'retryTarget'), device }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(1, 16, 61, 121) }) },
) as fc.Arbitrary<Act>;
const plan = fc.record({
  devices: fc.constant(4),
  waves: fc.constant([{ size: 'rest', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 }]),
  maxInFlight: fc.constant(4),
  perMinute: fc.constant(6_000),
  maxFailedTotal: fc.constant(undefined),
  maxFellBack: fc.constant(undefined),
  retries: fc.constantFrom(0, 1),
  abortPolicy: fc.constantFrom('cancel', 'cancel', 'drain'),
}) as fc.Arbitrary<Plan>;

/** I14, with transfers that are called off, refused (9021), lost and finished in between. */
it(`an abort in the midst of anything sends no new order, breaks nothing and comes to its end (${scripts} scripts)`, {
  timeout: 0,
}, async () => {
  let dropped = 0;
  let ended = 0;
  await fc.assert(
    fc.asyncProperty(
      plan,
      fc.array(before, { minLength: 3, maxLength: 12 }),
      fc.array(after, { minLength: 3, maxLength: 16 }),
      async (how, first, then) => {
        const world = new World(database.pool, how);
        await world.start();
        await world.act({ do: 'tick' });
        for (const act of first) await world.act(act);
        if (world.state !== 'running') return;
        await world.act({ do: 'abort' });
        // Said to a device already, or committed as said.
        const orders = async (): Promise<number> => {
          const { rows } = await database.pool.query<{ n: number }>(
            `SELECT coalesce(sum(attempt), 0)::int AS n FROM operation WHERE campaign_id = $1 AND kind = 'upgradeFirmware'`,
            [world.id],
          );
          return rows[0]!.n;
        };
        const sent = await orders();
        for (const act of then) await world.act(act);
        await world.finish();
        expect(world.state).toBe('aborted');
        expect(await orders()).toBe(sent);
        ended++;
        const { rows } = await database.pool.query<{ n: number }>(
          `SELECT count(*) AS n FROM operation WHERE campaign_id = $1 AND kind = 'cancelTransfer' AND state = 'succeeded'`,
          [world.id],
        );
        dropped += rows[0]!.n;
      },
    ),
    { numRuns: scripts, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  );
  expect(ended).toBeGreaterThan(scripts / 2);
  expect(dropped).toBeGreaterThan(0);
});

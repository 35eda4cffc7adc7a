import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import { isMusterError } from '../../src/base/errors.ts';
import { type DeviceKey, newId, type OperationId } from '../../src/base/ids.ts';
import type { Answer } from '../../src/cwmp/rpc/index.ts';
import { sweepModules } from '../../src/operations/software-sweep.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { wantedVerbs } from '../../src/roles/wanted-modules.ts';
import { readUnits } from '../../src/software/store.ts';
import { agreeWithParameters, forgetSoftware } from '../../src/software/track.ts';
import { tickSet } from '../../src/software/wanted/jobs.ts';
import type { WantedModule } from '../../src/software/wanted/module-set.ts';
import { findSet, insertSet, listStandings } from '../../src/software/wanted/store.ts';
import type { ShownReason } from '../../src/software/wanted/turn.ts';
import { seedOfThisRun } from '../scenarios/support/dice.ts';
import { withDatabase } from '../support/database.ts';
import { Killed, mortalPool } from './support/mortal-pool.ts';
import { packageOf, SoftwareCpe, uuidOf } from './support/software-cpe.ts';
import { stage, virtualClock } from './support/stage.ts';

// Random lives of one gateway under a module set. People order things besides; questions and answers get lost; reports
// come twice, late, old ones again, or never; people change things by hand, told or not; what was ordered fails; the
// gateway is reset; Muster stops, and is killed between any two statements. In the end Muster knows what there is, and
// there is what was wanted. Failures print their seed: MUSTER_TEST_SEED repeats them, MUSTER_WALKS takes more walks.
const database = withDatabase();
const walks = Number(process.env['MUSTER_WALKS'] ?? 100);
const seed = seedOfThisRun();

const names = ['alpha', 'beta', 'charlie'];
const wish = fc.record({
  state: fc.constantFrom('Active' as const, 'Idle' as const, 'Absent' as const),
  version: fc.constantFrom('1', '2'),
});
/** `unheard`: the question gets lost. `lost`: the answer does. `refused`: the gateway says it is busy (9004). */
type Mishap = 'none' | 'unheard' | 'lost' | 'refused';
const event = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('session' as const),
      mishap: fc.constantFrom<Mishap>('none', 'none', 'unheard', 'lost', 'lost', 'refused'),
      at: fc.nat(1),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'plan' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('aWhile' as const),
      works: fc.constantFrom(true, true, false),
      fails: fc.constantFrom(0, 0, 9001),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      verb: fc.constantFrom(
        'install' as const,
        'update' as const,
        'uninstall' as const,
        'start' as const,
        'stop' as const,
      ),
      of: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
      version: fc.constantFrom('1', '2'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      tells: fc.constantFrom(true, true, false),
      fails: fc.constantFrom(0, 0, 0, 9001),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('later' as const), minutes: fc.constantFrom(1, 15, 90, 1_600) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('byHand' as const),
      name: fc.constantFrom(...names),
      version: fc.option(fc.constantFrom('1', '2')),
      told: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('stale' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('kill' as const), at: fc.nat(40), committed: fc.boolean() }),
  },
);

let serials = 0;
const done = {
  walks: 0,
  kills: 0,
  orders: 0,
  refused: 0,
  busy: 0,
  lost: 0,
  repeats: 0,
  stale: 0,
  autonomous: 0,
  failures: 0,
};

async function live(
  wishes: readonly { state: WantedModule['state']; version: string }[],
  events: readonly (typeof event extends fc.Arbitrary<infer E> ? E : never)[],
) {
  const serial = `W${++serials}`;
  const { pool } = database;
  const clock = virtualClock();
  const cpe = new SoftwareCpe();
  const reported: { key: string; results: (typeof cpe.owed)[number]['results'] }[] = [];
  let bootstrap = false;
  let mortal = mortalPool(pool);
  let muster = stage(mortal.pool, clock);
  const startAnew = () => {
    mortal = mortalPool(pool);
    muster = stage(mortal.pool, clock);
  };

  /** One session; the mishap strikes at the question of that number. */
  const session = async (mishap: Mishap, at: number): Promise<void> => {
    const talk = await muster.call(serial, { events: bootstrap ? ['0 BOOTSTRAP'] : ['2 PERIODIC'] });
    bootstrap = false;
    // Owed until it is acknowledged: what Muster heard and did not acknowledge comes again.
    while (cpe.owed[0]) {
      await talk.duStateChangeComplete(cpe.owed[0].key, cpe.owed[0].results);
      reported.push(cpe.owed.shift()!);
    }
    while (cpe.owedAutonomous[0]) {
      await talk.autonomousDuStateChange(cpe.owedAutonomous[0]);
      cpe.owedAutonomous.shift();
      done.autonomous++;
    }
    let call = await talk.ask();
    for (let n = 0; call; n++) {
      if (n > 30) throw new Error('a session without end');
      if (n === at && (mishap === 'unheard' || mishap === 'lost')) done.lost++;
      if (mishap === 'unheard' && n === at) return;
      if (mishap === 'refused' && n >= at && call.method !== 'GetParameterValues') {
        done.busy++;
        call = await talk.fault(9004, 'busy');
        continue;
      }
      const answer: Answer = cpe.hear(call);
      if (mishap === 'lost' && n === at) return;
      call = await talk.answer(answer.method, answer.args as never);
    }
  };

  await session('none', 0);
  const device = (await muster.call(serial)).device;
  const modules: WantedModule[] = wishes.map(({ state, version }, i) => {
    const name = names[i]!;
    return state === 'Absent'
      ? { name, uuid: uuidOf(name), state }
      : { name, uuid: uuidOf(name), state, version, url: packageOf(name, version) };
  });
  const id = newId<'ModuleSetId'>(clock.now());
  await inTransaction(pool, (tx) =>
    insertSet(tx, {
      id,
      name: `walk ${serial}`,
      filter: `serialNumber = "${serial}"`,
      modules,
      perMinute: 6_000,
      createdBy: 'test',
      createdAt: new Date(clock.now()),
    }),
  );
  const verbs = wantedVerbs({ clock, sealOrderSecret: (secret) => secret });
  const plan = () => tickSet(mortal.pool, clock.now(), id, verbs);
  const later = async (n: number) => {
    clock.advance(minutes(n));
    cpe.wait(n);
    await muster.sweep();
    // The tables are read once a day, whatever anybody tells.
    const due = await inTransaction(mortal.pool, (tx) => sweepModules(tx, new Date(clock.now()), 100));
    await inTransaction(mortal.pool, (tx) => agreeWithParameters(tx, due, new Date(clock.now())));
  };

  for (const one of events) {
    try {
      await happens(one);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    if (mortal.isDead) {
      done.kills++;
      startAnew();
    }
    await lookAtOperations();
  }
  startAnew();

  async function happens(one: (typeof events)[number]): Promise<void> {
    switch (one.do) {
      case 'session':
        return session(one.mishap, one.at);
      case 'plan':
        await plan();
        return;
      case 'aWhile':
        await plan();
        await session('none', 0);
        if (one.works) {
          if (cpe.busy && one.fails !== 0) done.failures++;
          cpe.work(true, one.fails);
        }
        return session('none', 0);
      case 'order':
        return order(one.verb, one.of, one.version);
      case 'work':
        if (cpe.busy && one.fails !== 0) done.failures++;
        return cpe.work(one.tells, one.fails);
      case 'later':
        return later(one.minutes);
      case 'byHand': {
        if (cpe.busy) return;
        const told = one.told ? new Date(clock.now()).toISOString() : undefined;
        return one.version === null ? cpe.remove(one.name, told) : cpe.put(one.name, one.version, told);
      }
      case 'repeat':
        if (reported.length === 0) return;
        done.repeats++;
        cpe.owed.push(reported.at(-1)!);
        return;
      case 'stale':
        if (reported.length === 0) return;
        done.stale++;
        cpe.owed.push({ ...reported[0]!, results: reported[0]!.results.map((r) => ({ ...r, Version: '0' })) });
        return;
      case 'reset':
        cpe.reset();
        bootstrap = true;
        return;
      case 'restart':
        return startAnew();
      case 'kill':
        return mortal.dieAt(one.at, one.committed);
    }
  }

  /** By people, whatever the set wants. */
  async function order(verb: string, of: readonly string[], version: string): Promise<void> {
    const request =
      verb === 'start' || verb === 'stop'
        ? { executionUnit: of[0], requestedState: verb === 'start' ? 'Active' : 'Idle' }
        : {
            operations: of.map((name) => ({
              op: verb,
              uuid: uuidOf(name),
              ...(verb === 'uninstall' ? {} : { url: packageOf(name, version) }),
            })),
          };
    const kind = 'executionUnit' in request ? 'setExecutionUnitState' : 'changeDuState';
    try {
      await muster.order(device, kind, request);
      done.orders++;
    } catch (error) {
      if (!isMusterError(error, 'deviceLocked')) throw error;
      done.refused++;
    }
  }

  /** At any moment: no two at once, and none succeeded that the gateway has not done or is still at. */
  async function lookAtOperations(): Promise<void> {
    const { rows } = await pool.query<{
      state: string;
      key: string | null;
      results: readonly { outcome: string; evidence: string }[] | null;
    }>(
      `SELECT state, command_key AS key, result->'results' AS results FROM operation
       WHERE device_id = $1 AND kind IN ('changeDuState', 'setExecutionUnitState')`,
      [device],
    );
    const underWay = rows.filter(({ state }) => state !== 'queued' && !isEnded(state));
    expect(underWay.length, `${serial}: operations under way at once`).toBeLessThanOrEqual(1);
    for (const { key, state, results } of rows) {
      const told = `${serial}: ${key} ${state} ${JSON.stringify(results)}`;
      if (results?.some(({ evidence }) => evidence === 'complete')) expect(cpe.carriedOut, told).toContain(key);
      if (state === 'succeeded' && key !== null) expect(cpe.atWorkOn, told).not.toBe(key);
    }
  }

  // Peace: it calls, works and tells, as time passes.
  const set = (await findSet(pool, id))!;
  const standing = async () => (await listStandings(pool, set, { state: null, after: 0, limit: 1 }))[0];
  const unitOf = (name: string) => [...cpe.units.values()].find((unit) => unit.name === name);
  const asWanted = () =>
    modules.every(({ name, state, version }) => {
      const unit = unitOf(name);
      return state === 'Absent' ? !unit : unit?.version === version && unit?.running === (state === 'Active');
    });
  /** Of all reasons there can only be this: what was put there by hand is newer. */
  const isTrue = ({ module, reason }: ShownReason): boolean => {
    const wanted = modules.find((one) => one.name === module)?.version;
    const has = unitOf(module ?? '')?.version;
    return reason === 'downgrade' && has !== undefined && wanted !== undefined && has > wanted;
  };
  /** The units as the fleet's tables have them. */
  const known = async (): Promise<string[]> => {
    const rows = await readUnits(pool, device);
    return rows
      .filter(({ kind }) => kind === 'd')
      .map((unit) => {
        const runs = rows.find(({ kind, instance }) => kind === 'u' && instance === unit.instance);
        return `${unit.name} ${unit.version} ${runs?.status}`;
      })
      .sort();
  };
  const operations = async () =>
    (
      await pool.query<{ id: OperationId; kind: string; state: string; fault: { message?: string } | null }>(
        `SELECT id, kind, state, fault FROM operation WHERE device_id = $1`,
        [device],
      )
    ).rows;
  for (let round = 0; round < 80; round++) {
    await plan();
    await session('none', 0);
    cpe.work();
    await session('none', 0);
    await later(round < 10 ? 20 : 240);
    const now = await standing();
    const settled = (now?.state === 'reached' && asWanted()) || (now?.state === 'blocked' && now.reasons.every(isTrue));
    if (!settled || String(await known()) !== String(cpe.truth())) continue;
    if ((await operations()).every(({ kind, state }) => isRead(kind) || isEnded(state))) break;
  }

  const end = await standing();
  const told = `${serial}: wanted ${JSON.stringify(wishes)}, has ${cpe.truth().join(', ')}, ${JSON.stringify(end)}`;
  if (end?.state === 'blocked') expect(end.reasons.every(isTrue), told).toBe(true);
  else {
    expect(end?.state, told).toBe('reached');
    expect(asWanted(), told).toBe(true);
  }
  expect(await known(), told).toEqual(cpe.truth());
  expect(cpe.breaches, told).toEqual([]);
  for (const { id: operation, kind, state, fault } of await operations()) {
    if (isRead(kind)) continue;
    expect(isEnded(state), `${told}: ${kind} ${state}`).toBe(true);
    if (state === 'failed') expect(fault?.message, `${told}: ${kind}`).toBeTruthy();
    // A gateway that took an order is never told it again, by whatever key.
    const keys = [1, 2, 3, 4].map((attempt) => muster.keys.make(operation, attempt));
    expect(cpe.accepted.filter((key) => keys.includes(key)).length, `${told}: ${operation}`).toBeLessThanOrEqual(1);
  }

  // What came twice is in the history once, and the counts of the fleet are those of its units.
  const { rows: twice } = await pool.query(
    `SELECT detail->>'commandKey', detail->>'uuid', detail->>'version' FROM timeline
     WHERE device_id = $1 AND type = 'software' AND detail->>'commandKey' IS NOT NULL GROUP BY 1, 2, 3 HAVING count(*) > 1`,
    [device],
  );
  expect(twice, told).toEqual([]);
  const { rows: miscounted } = await pool.query(
    `SELECT * FROM (SELECT release_id, status, fault, sum(n)::int AS n FROM software_count GROUP BY 1, 2, 3 HAVING sum(n) <> 0) c
     FULL JOIN (SELECT release_id, status, fault, count(*)::int AS n FROM software_unit GROUP BY 1, 2, 3) u
       USING (release_id, status, fault) WHERE c.n IS DISTINCT FROM u.n`,
  );
  expect(miscounted, told).toEqual([]);
  done.walks++;
}

/** Every walk has the database for itself. */
async function forgetAll(): Promise<void> {
  const { pool } = database;
  await pool.query('DELETE FROM module_set');
  const { rows } = await pool.query<{ id: DeviceKey }>('SELECT id FROM device');
  for (const { id } of rows) await inTransaction(pool, (tx) => forgetSoftware(tx, id));
  await pool.query('DELETE FROM device');
  await pool.query('DELETE FROM software_count');
}

const isRead = (kind: string): boolean => kind === 'refresh' || kind === 'getParameterValues';
const isEnded = (state: string): boolean => ['succeeded', 'failed', 'cancelled'].includes(state);

test(
  'whatever happens on the way, what is seen becomes the truth, and what is wanted is there or has a reason',
  async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(wish, { minLength: 1, maxLength: 3 }),
          fc.noBias(fc.array(event, { maxLength: 40, size: 'max' })),
          live,
        )
        .afterEach(forgetAll),
      { numRuns: walks, seed },
    );
  },
  walks * 4_000,
);

afterAll(() => console.info(`MUSTER_TEST_SEED=${seed}: ${JSON.stringify(done)}`));

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import { newId } from '../../src/base/ids.ts';
import type { Answer } from '../../src/cwmp/rpc/index.ts';
import { sweepModules } from '../../src/operations/software-sweep.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { wantedVerbs } from '../../src/roles/wanted-modules.ts';
import { tickSet } from '../../src/software/wanted/jobs.ts';
import type { WantedModule } from '../../src/software/wanted/module-set.ts';
import { findSet, insertSet, listStandings, seenOf } from '../../src/software/wanted/store.ts';
import { withDatabase } from '../support/database.ts';
import { packageOf, SoftwareCpe, uuidOf } from './support/software-cpe.ts';
import { type Stage, stage } from './support/stage.ts';

// Random lives of one gateway under a module set: answers get lost, reports come twice, late or never, people change
// things by hand, the gateway is reset, Muster remembers nothing but its tables. In the end Muster knows what there is,
// and there is what was wanted.
const database = withDatabase();
let muster: Stage;
beforeAll(() => {
  muster = stage(database.pool);
});

const names = ['alpha', 'beta', 'charlie'];
const wish = fc.record({
  state: fc.constantFrom('Active' as const, 'Idle' as const, 'Absent' as const),
  version: fc.constantFrom('1', '2'),
});
type Mishap = 'none' | 'unheard' | 'lost';
const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('session' as const),
      mishap: fc.constantFrom<Mishap>('none', 'none', 'unheard', 'lost'),
      at: fc.nat(3),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ do: 'plan' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('work' as const), tells: fc.constantFrom(true, true, false) }) },
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
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stale' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const) }) },
);

let serials = 0;
const verbs = () => wantedVerbs({ clock: muster.clock, sealOrderSecret: (secret) => secret });

async function live(
  wishes: readonly { state: WantedModule['state']; version: string }[],
  events: readonly (typeof event extends fc.Arbitrary<infer E> ? E : never)[],
) {
  const serial = `W${++serials}`;
  const cpe = new SoftwareCpe();
  const reported: { key: string; results: (typeof cpe.owed)[number]['results'] }[] = [];
  let bootstrap = false;

  /** One session; the mishap strikes at the question of that number. */
  const session = async (mishap: Mishap, at: number): Promise<void> => {
    const talk = await muster.call(serial, { events: bootstrap ? ['0 BOOTSTRAP'] : ['2 PERIODIC'] });
    bootstrap = false;
    for (const told of cpe.owed.splice(0)) {
      reported.push(told);
      await talk.duStateChangeComplete(told.key, told.results);
    }
    let call = await talk.ask();
    for (let n = 0; call; n++) {
      if (n > 30) throw new Error('a session without end');
      if (mishap === 'unheard' && n === at) return;
      const answer: Answer = cpe.hear(call);
      if (mishap === 'lost' && n === at) return;
      call = await talk.answer(answer.method, answer.args as never);
    }
  };

  await session('none', 0);
  const modules: WantedModule[] = wishes.map(({ state, version }, i) => {
    const name = names[i]!;
    return state === 'Absent'
      ? { name, uuid: uuidOf(name), state }
      : { name, uuid: uuidOf(name), state, version, url: packageOf(name, version) };
  });
  const id = newId<'ModuleSetId'>(muster.clock.now());
  await inTransaction(database.pool, (tx) =>
    insertSet(tx, {
      id,
      name: `walk ${serial}`,
      filter: `serialNumber = "${serial}"`,
      modules,
      perMinute: 6_000,
      createdBy: 'test',
      createdAt: new Date(muster.clock.now()),
    }),
  );
  const plan = () => tickSet(database.pool, muster.clock.now(), id, verbs());
  const later = async (n: number) => {
    muster.clock.advance(minutes(n));
    await muster.sweep();
    // The tables are read once a day, whatever anybody tells.
    await inTransaction(database.pool, (tx) => sweepModules(tx, new Date(muster.clock.now()), 100));
  };

  for (const one of events) {
    switch (one.do) {
      case 'session':
        await session(one.mishap, one.at);
        break;
      case 'plan':
        await plan();
        break;
      case 'work':
        cpe.work(one.tells);
        break;
      case 'later':
        await later(one.minutes);
        break;
      case 'byHand':
        if (cpe.busy) break;
        if (one.version === null) cpe.remove(one.name);
        else cpe.put(one.name, one.version);
        break;
      case 'repeat':
        if (reported.length > 0) cpe.owed.push(reported.at(-1)!);
        break;
      case 'stale':
        if (reported.length > 0)
          cpe.owed.push({ ...reported[0]!, results: reported[0]!.results.map((r) => ({ ...r, Version: '0' })) });
        break;
      case 'reset':
        cpe.reset();
        bootstrap = true;
        break;
    }
  }

  // Peace: it calls, works and tells, as time passes.
  const device = (await muster.call(serial)).device;
  const set = (await findSet(database.pool, id))!;
  const standing = async () => (await listStandings(database.pool, set, { state: null, after: 0, limit: 1 }))[0];
  const asWanted = () =>
    modules.every(({ name, state, version }) => {
      const unit = [...cpe.units.values()].find((u) => u.name === name);
      return state === 'Absent' ? !unit : unit?.version === version && unit?.running === (state === 'Active');
    });
  for (let round = 0; round < 120; round++) {
    await plan();
    await session('none', 0);
    cpe.work();
    await session('none', 0);
    await later(20);
    const now = await standing();
    if (now?.state === 'reached' && asWanted()) break;
    if (now?.state === 'blocked' && now.reasons.some(({ reason }) => reason === 'downgrade')) break;
  }
  const end = await standing();
  const told = `${serial}: wanted ${JSON.stringify(wishes)}, has ${cpe.truth().join(', ')}, ${JSON.stringify(end)}`;
  if (end?.state === 'blocked') {
    for (const { module, reason } of end.reasons) {
      const unit = [...cpe.units.values()].find((one) => one.name === module)!;
      expect(reason === 'downgrade' && unit.version > modules.find((one) => one.name === module)!.version!, told).toBe(
        true,
      );
    }
  } else {
    expect(end?.state, told).toBe('reached');
    expect(asWanted(), told).toBe(true);
  }
  const seen = (await seenOf(database.pool, [device])).get(device)!;
  const known = seen.units.map((unit) => `${unit.name} ${unit.version} ${unit.executionUnits[0]!.status}`).sort();
  expect(known, told).toEqual(cpe.truth());
  expect(cpe.breaches, told).toEqual([]);
  await database.pool.query('DELETE FROM module_set WHERE id = $1', [id]);
}

test('whatever happens on the way, what is seen becomes the truth, and what is wanted is there or has a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 3 }), fc.array(event, { maxLength: 40 }), live),
    { numRuns: 60 },
  );
}, 240_000);

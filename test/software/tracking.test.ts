import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceKey } from '../../src/base/ids.ts';
import type { ParameterValue } from '../../src/cwmp/rpc/schema.ts';
import { readBlocks, rememberParameters } from '../../src/devices/parameter-store.ts';
import type { ParameterNews } from '../../src/devices/parameters.ts';
import { readTimeline } from '../../src/devices/timeline-store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import type { Cause } from '../../src/software/history.ts';
import { parametersOf, type SeenUnit, seenUnits } from '../../src/software/seen.ts';
import { readUnits, takeDueDevices } from '../../src/software/store.ts';
import type { ToldResult } from '../../src/software/told.ts';
import { followModules, followResults, forgetSoftware } from '../../src/software/track.ts';
import { registered } from '../devices/support/registered.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const now = new Date(Date.UTC(2026, 4, 1, 12));

/** What a device really has: columns of its rows, by `DeploymentUnit.3` and the like. */
type Truth = Map<string, Record<string, string>>;
const roots = ['Device.', 'InternetGatewayDevice.'] as const;
const uuids = ['fe2d23bd-dd02-51b8-af04-f5c18b2b0aa6', '0fbf4583-efd7-51b6-8483-7b347f4b521d'] as const;

const learn = (device: DeviceKey, news: ParameterNews, cause: Cause['cause'] = 'read') =>
  inTransaction(database.pool, async (tx) =>
    followModules(tx, device, await rememberParameters(tx, device, news, now), { cause }, now),
  );

function valuesOf(truth: Truth, modules: string): ParameterValue[] {
  return [...truth].flatMap(([row, columns]) =>
    Object.entries(columns).map(([name, value]) => ({ name: `${modules}${row}.${name}`, value, type: 'string' })),
  );
}

/** The rows of a device without what only the database knows, in one order. */
async function rowsOf(device: DeviceKey): Promise<SeenUnit[]> {
  const rows = await readUnits(database.pool, device);
  return inOrder(rows.map(({ releaseId: _, ...unit }) => unit));
}

const inOrder = (units: readonly SeenUnit[]): SeenUnit[] =>
  units.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.instance - b.instance);

/** The tables that a device's stored parameters tell. */
async function storedUnits(device: DeviceKey, modules: string): Promise<SeenUnit[]> {
  const [blocks] = await readBlocks(database.pool, [{ device, news: { values: [], complete: [modules] } }]);
  return inOrder(seenUnits(modules, blocks!.get(modules) ?? new Map()));
}

function unitsOf(truth: Truth, modules: string): SeenUnit[] {
  const content = new Map(
    valuesOf(truth, modules).map(
      ({ name, value }) => [name.slice(modules.length), [value, 'string', 1, null]] as const,
    ),
  );
  return inOrder(seenUnits(modules, content as never));
}

/** Counts that differ from what a count over all rows gives. */
async function wrongCounts(): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `SELECT * FROM (SELECT release_id, status, fault, sum(n)::int AS n FROM software_count GROUP BY 1, 2, 3 HAVING sum(n) <> 0) c
     FULL JOIN (SELECT release_id, status, fault, count(*)::int AS n FROM software_unit GROUP BY 1, 2, 3) u
       USING (release_id, status, fault) WHERE c.n IS DISTINCT FROM u.n`,
  );
  return rows;
}

const status = {
  DeploymentUnit: fc.constantFrom('Installed', 'Updating', 'Installing', 'Uninstalled', ''),
  ExecutionUnit: fc.constantFrom('Idle', 'Active', 'Starting', ''),
} as const;
const row = fc.oneof(
  fc.record({
    table: fc.constant('DeploymentUnit' as const),
    instance: fc.integer({ min: 1, max: 4 }),
    columns: fc.record(
      {
        UUID: fc.constantFrom(...uuids, uuids[0].toUpperCase(), 'broken'),
        Name: fc.constantFrom('probe', 'speedtest', ''),
        Version: fc.constantFrom('1.0', '1.1', ''),
        Status: status.DeploymentUnit,
        Resolved: fc.constantFrom('0', 'true', 'x'),
      },
      { requiredKeys: ['Name'] },
    ),
  }),
  fc.record({
    table: fc.constant('ExecutionUnit' as const),
    instance: fc.integer({ min: 1, max: 4 }),
    columns: fc.record(
      {
        EUID: fc.constantFrom('a', 'b'),
        Name: fc.constantFrom('probe', 'main'),
        Status: status.ExecutionUnit,
        ExecutionFaultCode: fc.constantFrom('NoFault', 'FailureOnStart', 'X_00D09E_Odd'),
      },
      { requiredKeys: ['EUID'] },
    ),
  }),
);
const step = fc.oneof(
  row.map((change) => ({ does: 'change' as const, ...change })),
  fc.record({ does: fc.constant('remove' as const), nth: fc.nat(9) }),
  fc.record({ does: fc.constant('read' as const) }),
  // Part of the tree only, or one value by notification.
  fc.record({ does: fc.constant('readOne' as const), nth: fc.nat(9) }),
  fc.record({ does: fc.constant('notify' as const), nth: fc.nat(99) }),
  // What a device says of its units may be true, stale or wrong.
  fc.record({
    does: fc.constant('results' as const),
    results: fc.array(
      fc.record({
        uuid: fc.constantFrom(...uuids, ''),
        deploymentUnitRef: fc.constantFrom(
          '',
          '.SoftwareModules.DeploymentUnit.1',
          'Device.SoftwareModules.DeploymentUnit.3.',
        ),
        version: fc.constantFrom('1.0', '1.1', ''),
        currentState: fc.constantFrom('Installed', 'Uninstalled', 'Failed', ''),
        resolved: fc.boolean(),
        executionUnitRefs: fc.constantFrom([], ['Device.SoftwareModules.ExecutionUnit.2'], ['nonsense']),
        fault: fc.record({ code: fc.constantFrom(0, 9016) }),
      }),
      { maxLength: 3 },
    ),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function carryOut(device: DeviceKey, root: 'Device.' | 'InternetGatewayDevice.', truth: Truth, one: Step) {
  const modules = `${root}SoftwareModules.`;
  switch (one.does) {
    case 'change':
      truth.set(`${one.table}.${one.instance}`, one.columns as Record<string, string>);
      break;
    case 'remove':
      truth.delete([...truth.keys()][one.nth] ?? '');
      break;
    case 'read':
      await learn(device, { values: valuesOf(truth, modules), complete: [modules] });
      expect(await rowsOf(device)).toEqual(unitsOf(truth, modules));
      break;
    case 'readOne': {
      const found = [...truth][one.nth];
      if (!found) break;
      await learn(device, { values: valuesOf(new Map([found]), modules), complete: [`${modules}${found[0]}.`] });
      break;
    }
    case 'notify': {
      const values = valuesOf(truth, modules);
      if (values.length > 0) await learn(device, { values: [values[one.nth % values.length]!] }, 'notification');
      break;
    }
    case 'results':
      await inTransaction(database.pool, (tx) =>
        followResults(tx, { key: device, root }, one.results as ToldResult[], { cause: 'autonomous' }, now),
      );
  }
  // Whatever the truth is: rows and parameters never tell different things.
  expect(await rowsOf(device)).toEqual(await storedUnits(device, modules));
}

describe('the tables of a fleet', () => {
  it('are what each device has after it was read, whatever was heard before; and are counted right', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(...roots),
        async (scripts, root) => {
          // Several devices at once, in the same counts.
          await Promise.all(
            scripts.map(async (script) => {
              const device = await registered(database.pool);
              const truth: Truth = new Map();
              for (const one of script) await carryOut(device, root, truth, one);
              await carryOut(device, root, truth, { does: 'read' });
            }),
          );
          expect(await wrongCounts()).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lose a device with its rows, its counts and its turn in the sweep', async () => {
    const device = await registered(database.pool);
    await learn(device, {
      values: [{ name: 'Device.SoftwareModules.DeploymentUnit.1.Name', value: 'gone soon', type: 'string' }],
    });
    expect(await rowsOf(device)).toHaveLength(1);
    await inTransaction(database.pool, (tx) => forgetSoftware(tx, device));
    expect(await rowsOf(device)).toEqual([]);
    expect(await wrongCounts()).toEqual([]);
    const { rows } = await database.pool.query('SELECT 1 FROM software_device WHERE device_id = $1', [device]);
    expect(rows).toEqual([]);
  });
});

describe('the history', () => {
  const parameters = (state: string, version = '1.0'): ParameterValue[] =>
    Object.entries({ Name: 'probe', UUID: uuids[0], Version: version, Status: state }).map(([name, value]) => ({
      name: `Device.SoftwareModules.DeploymentUnit.3.${name}`,
      value,
      type: 'string',
    }));
  const historyOf = async (device: DeviceKey) =>
    (await readTimeline(database.pool, device, { before: now, skip: 0, limit: 100 }))
      .filter((item) => item.type === 'software')
      .map(({ detail }) => [detail['unit'], detail['from'], detail['to'], detail['cause']]);

  it('has every change with its cause, and nothing of what was there at first sight', async () => {
    const device = await registered(database.pool);
    const complete = ['Device.SoftwareModules.'];
    await learn(device, { values: parameters('Installed'), complete });
    expect(await historyOf(device)).toEqual([]);
    await learn(device, { values: parameters('Installed'), complete });
    expect(await historyOf(device)).toEqual([]);
    await learn(device, { values: parameters('Updating') }, 'notification');
    await learn(device, { values: [], complete });
    expect((await historyOf(device)).toReversed()).toEqual(
      expect.arrayContaining([
        ['probe', 'Installed', 'Updating', 'notification'],
        ['probe', 'Updating', null, 'read'],
      ]),
    );
  });

  it('names the state before for what the device tells itself', async () => {
    const device = await registered(database.pool);
    await learn(device, { values: parameters('Updating') });
    const told = (currentState: string): ToldResult => ({
      uuid: uuids[0].toUpperCase(),
      deploymentUnitRef: '',
      version: '1.1',
      currentState,
      resolved: true,
      executionUnitRefs: [],
      fault: { code: 0 },
    });
    const follow = (results: ToldResult[]) =>
      inTransaction(database.pool, (tx) =>
        followResults(tx, { key: device, root: 'Device.' }, results, { cause: 'operation' }, now),
      );
    expect(await follow([told('Installed')])).toEqual(['Updating']);
    expect(await rowsOf(device)).toMatchObject([{ status: 'Installed', version: '1.1', uuid: uuids[0] }]);
    expect(await follow([told('Uninstalled')])).toEqual(['Installed']);
    expect(await rowsOf(device)).toEqual([]);
    // A stale repeat finds nothing to do.
    expect(await follow([told('Uninstalled')])).toEqual([null]);
    expect(await rowsOf(device)).toEqual([]);
    expect(await wrongCounts()).toEqual([]);
  });
});

describe('the sweep', () => {
  it('takes each device once a day, no more at once than asked for', async () => {
    await database.pool.query('DELETE FROM software_device');
    const devices = await Promise.all([1, 2, 3].map(() => registered(database.pool)));
    for (const device of devices) {
      await learn(device, { values: [{ name: 'Device.SoftwareModules.ExecEnv.1.Name', value: 'e', type: 'string' }] });
    }
    const take = (hours: number, limit = 10) =>
      inTransaction(database.pool, (tx) => takeDueDevices(tx, new Date(now.getTime() + hours * 3_600_000), limit));
    expect(await take(0)).toEqual([]);
    const first = await take(24, 2);
    expect(first).toHaveLength(2);
    const rest = await take(24);
    expect([...first, ...rest].map(({ device }) => device).sort()).toEqual([...devices].sort());
    expect(first[0]).toMatchObject({ root: 'Device.' });
    expect(await take(47)).toEqual([]);
    expect(await take(50)).toHaveLength(3);
  });
});

it('asks the database nothing where no software module changed', async () => {
  const tx = {
    transaction: true as const,
    query: () => {
      throw new Error('a statement was made');
    },
  };
  const changed = new Map([
    ['Device.WiFi.', new Map()],
    ['Device.', new Map()],
  ]);
  expect(await followModules(tx as never, 1 as DeviceKey, changed, { cause: 'read' }, now)).toEqual([]);
});

it('parameters of a block come by their full paths', () => {
  const block = new Map([['A.1.B', ['x', null, 1, null]]]) as never;
  expect([...parametersOf('Device.SoftwareModules.', block)]).toEqual([['Device.SoftwareModules.A.1.B', 'x']]);
});

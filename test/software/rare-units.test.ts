import { beforeAll, expect, test } from 'vitest';
import { compileFilter } from '../../src/devices/filter/compile.ts';
import { parseFilter } from '../../src/devices/filter/parser.ts';
import { rememberParameters } from '../../src/devices/parameter-store.ts';
import { rareUnits } from '../../src/devices/rare-units-store.ts';
import { countDevices, defaultInformInterval, listDevices } from '../../src/devices/store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { followModules } from '../../src/software/track.ts';
import { registered } from '../devices/support/registered.ts';
import { withDatabase } from '../support/database.ts';

// Where few devices have a unit they are looked up by it, rather than the fleet gone through. It is the same question.
const database = withDatabase();
const now = new Date(Date.UTC(2026, 4, 1, 12));
const modules = 'Device.SoftwareModules.';

/** name, version, status of the unit, status of its execution unit */
const fleet: readonly (readonly [string, string, string, string])[][] = [
  [['meter', '1.0', 'Installed', 'Active']],
  [['meter', '1.1', 'Installed', 'Idle']],
  [['meter', '1.1', 'Installing', 'Idle']],
  [
    ['meter', '1.0', 'Installed', 'Idle'],
    ['probe', '3', 'Installed', 'Active'],
  ],
  [],
];

beforeAll(async () => {
  for (const units of fleet) {
    const device = await registered(database.pool);
    const values = units.flatMap(([name, version, status, runs], n) =>
      Object.entries({
        [`DeploymentUnit.${n + 1}.Name`]: name,
        [`DeploymentUnit.${n + 1}.Version`]: version,
        [`DeploymentUnit.${n + 1}.Status`]: status,
        [`ExecutionUnit.${n + 1}.Name`]: name,
        [`ExecutionUnit.${n + 1}.Status`]: runs,
      }).map(([key, value]) => ({ name: modules + key, value, type: 'string' })),
    );
    await inTransaction(database.pool, async (tx) =>
      followModules(tx, device, await rememberParameters(tx, device, { values }, now), { cause: 'read' }, now),
    );
  }
});

test.each([
  ['du("meter")', 1],
  ['du("nobody")', 1],
  ['du("meter").version < "1.1"', 1],
  ['du("meter").version in ("1.1", "2")', 1],
  ['eu("meter").status = "Idle"', 1],
  ['du("probe") and eu("meter").status = "Idle" and productClass = "GW"', 2],
  ['du("probe") and (du("meter") or du("nobody"))', 1],
  ['du("probe") or du("meter").version = "1.1"', 0],
  ['not du("meter")', 0],
  ['not (du("meter") and du("probe"))', 0],
  ['du("meter").version != "1.0"', 0],
  ['productClass = "GW"', 0],
  ['', 0],
])('%s: the same devices, of %i conditions looked up', async (text, expected) => {
  const filter = parseFilter(text);
  const rare = await rareUnits(database.pool, filter);
  expect(rare.size).toBe(expected);
  const options = { now: now.getTime(), defaultInterval: defaultInformInterval };
  const plain = (firstParam: number) => compileFilter(filter, { ...options, firstParam });
  const looked = (firstParam: number) => compileFilter(filter, { ...options, firstParam, rare });
  expect(looked(1).sql.includes('d.id = ANY(ARRAY(')).toBe(expected > 0);
  const page = { after: 0, limit: 100, now };
  const ids = async (where: typeof plain) => (await listDevices(database.pool, where, page)).map(({ id }) => id);
  expect(await ids(looked)).toEqual(await ids(plain));
  expect(await countDevices(database.pool, looked)).toBe((await ids(plain)).length);
});

test('what many have is not looked up', async () => {
  const filter = parseFilter('du("meter") and du("probe")');
  await database.pool.query(
    `UPDATE software_count c SET n = n + 10000 FROM software_release r WHERE r.id = c.release_id AND r.name = 'meter' AND r.kind = 'd'`,
  );
  expect([...(await rareUnits(database.pool, filter))]).toMatchObject([{ kind: 'deploymentUnit', name: 'probe' }]);
});

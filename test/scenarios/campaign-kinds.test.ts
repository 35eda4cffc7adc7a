import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Campaign, StoredFile, Target } from '../../src/cli/api/resources.ts';
import { createPackageKey, openPackageKey } from '../../src/security/package-keys.ts';
import { pkiFiles } from '../../src/security/pki/store.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import { happen } from '../../src/simulator/gateway/happenings.ts';
import { onlyBrakes } from '../campaigns/support/no-brakes.ts';
import { withMuster } from '../support/muster.ts';
import { answeringPackage, type PackageWish, type SigningKey } from '../support/signed-packages.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance } from './support/books.ts';
import { fleetSettled, productClass, progressOf, reaches, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { done } from './support/orders.ts';

const count = 6;
const muster = withMuster();
const fleets = new SimulatedFleets();
let fleet: Fleet;
let key: SigningKey['privateKey'];
let devices: string[];

beforeAll(async () => {
  const setting = { files: pkiFiles(muster.dataDir), password: 'a password of tests', now: Date.now };
  await createPackageKey(setting, { name: 'kinds', algorithm: 'ed25519' });
  const opened = await openPackageKey(setting, null);
  key = opened.privateKey;
  fleet = await fleets.start(muster, { count, packageKeys: [opened.record.publicKey], flashSeconds: 0.02 });
  devices = fleet.gateways.map((gateway) => gateway.deviceId);
  await fleetSettled(muster.api, muster.pool, count);
});
afterAll(async () => {
  expect(fleets.defects).toEqual([]);
  await fleets.clear();
});

async function begun(plan: object): Promise<Campaign> {
  const { id } = await muster.api.post<Campaign>('/campaigns', {
    name: 'of a kind',
    filter: `productClass = "${productClass}"`,
    limits: { maxInFlight: 50, perMinute: 60_000 },
    retries: { max: 1, backoffMinutes: 0.01 },
    timeouts: { claimMinutes: 1, transferMinutes: 2, giveUpMinutes: 2 },
    ...onlyBrakes(plan),
  });
  return muster.api.post(`/campaigns/${id}/start`);
}

/** Runs a campaign to its end. @returns how its targets ended, e.g. `{ 'succeeded': 6 }` or `{ 'skipped already': 6 }` */
async function run(plan: object, end: Campaign['state'] = 'completed') {
  const { id } = await begun(plan);
  await reaches(muster.api, id, end);
  await expectBooksToBalance(muster.pool, id);
  const targets = await targetsOf(muster.api, id);
  return { id, targets, ends: endsOf(targets) };
}

function endsOf(targets: readonly Target[]): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const { state, reason } of targets) {
    const end = reason === null ? state : `${state} ${reason}`;
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

const upload = async (wish: Omit<PackageWish, 'key'>): Promise<StoredFile> =>
  muster.api.good('POST', '/files', {
    query: { name: `${wish.name ?? 'meter'}_${wish.version}_all.ipk`, fileType: 'Software Package' },
    body: await answeringPackage({ autoStart: false, ...wish, key }),
  });

/** Kinds of operations that a campaign ordered, with how many of each were dispatched. */
async function operationsOf(id: string): Promise<Record<string, number>> {
  const { rows } = await muster.pool.query<{ kind: string; n: number }>(
    'SELECT kind, count(*) AS n FROM operation WHERE campaign_id = $1 AND attempt > 0 GROUP BY kind ORDER BY kind',
    [id],
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

/** A filter for one device. */
const only = (device: string): string => `serialNumber = "${device.split('-').at(-1)}"`;

interface Software {
  readonly deploymentUnits: readonly { readonly name: string; readonly version: string; readonly uuid: string }[];
  readonly executionUnits: readonly { readonly name: string; readonly status: string }[];
}
const software = (device: string): Promise<Software> => muster.api.get(`/devices/${device}/software`);

describe('firmware with floors', () => {
  let hop: StoredFile;
  let last: StoredFile;

  test('a device below the floor is none for the campaign where no image leads over it', async () => {
    [hop, last] = await Promise.all([uploadFirmware(muster.api, '1.5.0'), uploadFirmware(muster.api, '2.0.0')]);
    const { id, ends } = await run({ kind: 'firmware', artifact: { fileId: last.id, minSource: '1.5.0' } });
    expect(ends).toEqual({ 'skipped belowFloor': count });
    expect(await operationsOf(id)).toEqual({});
  });

  test('one target goes over the version in between, each step proven before the next', async () => {
    const before = fleet.statistics().downloads;
    const { id, targets, ends } = await run({
      kind: 'firmware',
      artifact: { fileId: last.id, minSource: '1.5.0', hops: [{ fileId: hop.id, minSource: '1.0.0' }] },
    });
    expect(ends).toEqual({ succeeded: count });
    expect(await operationsOf(id)).toEqual({ upgradeFirmware: 2 * count });
    expect(fleet.statistics()).toMatchObject({ versions: { '2.0.0': count }, overlappingDownloads: 0 });
    expect(fleet.statistics().downloads - before).toBe(2 * count);
    for (const target of targets) expect(target).toMatchObject({ attempt: 1, hop: 1, seenVersion: '2.0.0' });
    const { rows } = await muster.pool.query<{ path: string[] }>(
      `SELECT array_agg("order" ->> 'targetVersion' ORDER BY created_at, id) AS path FROM operation
       WHERE campaign_id = $1 GROUP BY device_id`,
      [id],
    );
    for (const { path } of rows) expect(path).toEqual(['1.5.0', '2.0.0']);
  });

  test('newer devices stay as they are, unless the plan allows the way back', async () => {
    const artifact = { fileId: hop.id };
    expect((await run({ kind: 'firmware', artifact })).ends).toEqual({ 'skipped newer': count });
    const { ends } = await run({ kind: 'firmware', artifact, allowDowngrade: true });
    expect(ends).toEqual({ succeeded: count });
    expect(fleet.statistics()).toMatchObject({ versions: { '1.5.0': count } });
  });
});

describe('software modules', () => {
  let first: StoredFile;
  let second: StoredFile;

  test('are installed, and a second campaign for the same finds them there without touching them', async () => {
    [first, second] = await Promise.all([upload({ version: '1.0' }), upload({ version: '1.1' })]);
    const plan = { kind: 'install', artifact: { packages: [{ fileId: first.id }] } };
    const { ends, targets } = await run(plan);
    expect(ends).toEqual({ succeeded: count });
    for (const { attempt } of targets) expect(attempt).toBe(1);
    for (const device of devices)
      expect((await software(device)).deploymentUnits).toMatchObject([{ name: 'meter', version: '1.0' }]);

    const again = await run(plan);
    expect(again.ends).toEqual({ 'skipped already': count });
    // They were asked: what was stored of them is no proof.
    expect(await operationsOf(again.id)).toEqual({ getParameterValues: count });
  });

  test('are updated, and a package that a device does not have is not', async () => {
    const update = (name: string) => ({
      kind: 'update',
      artifact: { packages: [{ name, version: '1.1', fileId: second.id }] },
    });
    expect((await run(update('meter'))).ends).toEqual({ succeeded: count });
    for (const device of devices)
      expect((await software(device)).deploymentUnits).toMatchObject([{ name: 'meter', version: '1.1' }]);
    expect((await run(update('other'))).ends).toEqual({ 'skipped notInstalled': count });
    const back = await run({ kind: 'install', artifact: { packages: [{ fileId: first.id }] } });
    expect(back.ends).toEqual({ 'skipped newer': count });
  });

  test('are started and stopped', async () => {
    const turn = (requestedState: string) => ({
      kind: 'executionUnitState',
      artifact: { executionUnit: 'meterd', requestedState },
    });
    expect((await run(turn('Active'))).ends).toEqual({ succeeded: count });
    for (const device of devices)
      expect((await software(device)).executionUnits).toMatchObject([{ name: 'meterd', status: 'Active' }]);
    expect((await run(turn('Active'))).ends).toEqual({ 'skipped already': count });
    expect((await run(turn('Idle'))).ends).toEqual({ succeeded: count });
    const unknown = { kind: 'executionUnitState', artifact: { executionUnit: 'nobody', requestedState: 'Idle' } };
    expect((await run(unknown)).ends).toEqual({ 'skipped noUnit': count });
  });

  test('that do not fit or do not work end with their reason', async () => {
    const large = await upload({ name: 'large', version: '1', installedSize: 2 ** 34 });
    const full = await run({ kind: 'install', artifact: { packages: [{ fileId: large.id }] } });
    expect(full.ends).toEqual({ 'skipped lowSpace': count });
    const needy = await upload({ name: 'needy', version: '1', depends: 'nothing-has-this (>= 2.0)' });
    const unresolved = await run(
      { kind: 'install', artifact: { packages: [{ fileId: needy.id }] } },
      'completedWithFailures',
    );
    expect(unresolved.ends).toEqual({ 'failed dependencyMissing': count });
    await run({ kind: 'uninstall', artifact: { packages: [{ name: 'needy' }] } });
    const elsewhere = await run({
      kind: 'install',
      artifact: { packages: [{ fileId: first.id, name: 'meter2', executionEnvRef: 'nowhere' }] },
    });
    expect(elsewhere.ends).toEqual({ 'skipped noEnvironment': count });
  });

  test('that go while they soak are a failure', async () => {
    const library = await upload({ name: 'library', version: '3.0' });
    const victim = devices[0]!;
    const { id } = await begun({
      kind: 'install',
      filter: only(victim),
      artifact: { packages: [{ fileId: library.id }] },
      waves: [{ size: 'rest', soakMinutes: 60 }],
    });
    const unit = await until('it soaks, and is read', async () => {
      if ((await progressOf(muster.api, id)).counts.soaking !== 1) return false;
      return (await software(victim)).deploymentUnits.find(({ name }) => name === 'library');
    });
    await done(muster.api, victim, { kind: 'changeDuState', operations: [{ op: 'uninstall', uuid: unit.uuid }] });
    await reaches(muster.api, id, 'completedWithFailures');
    expect(endsOf(await targetsOf(muster.api, id))).toEqual({ 'failed lostState': 1 });
    await expectBooksToBalance(muster.pool, id);
  });

  test('are asked at the end of their soak, and only what they show then is a success', async () => {
    const [fine, changed] = devices as [string, string];
    const plan = (device: string) => ({
      kind: 'executionUnitState',
      filter: only(device),
      artifact: { executionUnit: 'meterd', requestedState: 'Active' },
      waves: [{ size: 'rest', soakMinutes: 0.02, minInforms: 0 }],
    });
    const soaked = async (device: string): Promise<string> => {
      const { id } = await begun(plan(device));
      await until('it waits for the proof', async () => (await targetsOf(muster.api, id))[0]?.reason === 'proof');
      return id;
    };
    const first = await soaked(fine);
    expect(await targetsOf(muster.api, first)).toMatchObject([{ state: 'soaking' }]);
    await muster.api.post(`/devices/${fine}/connection-requests`);
    await reaches(muster.api, first, 'completed');
    expect(endsOf(await targetsOf(muster.api, first))).toEqual({ succeeded: 1 });
    expect(await operationsOf(first)).toEqual({ setExecutionUnitState: 1, getParameterValues: 2 });

    const second = await soaked(changed);
    await done(muster.api, changed, {
      kind: 'setExecutionUnitState',
      executionUnit: 'meterd',
      requestedState: 'Idle',
    });
    await reaches(muster.api, second, 'completedWithFailures');
    expect(endsOf(await targetsOf(muster.api, second))).toEqual({ 'failed lostState': 1 });
    for (const id of [first, second]) await expectBooksToBalance(muster.pool, id);
  });

  test('are removed', async () => {
    const { ends } = await run({ kind: 'uninstall', artifact: { packages: [{ name: 'meter' }] } });
    expect(ends).toEqual({ succeeded: count });
    for (const device of devices) expect((await software(device)).deploymentUnits).toEqual([]);
    const again = await run({ kind: 'uninstall', artifact: { packages: [{ name: 'meter' }] } });
    expect(again.ends).toEqual({ 'skipped already': count });
  });
});

describe('configuration', () => {
  const server = 'Device.Time.NTPServer1';
  const set = (value: string) => ({ kind: 'configuration', artifact: { values: [{ path: server, value }] } });
  const shown = async (device: string): Promise<string> => {
    const read = await done(muster.api, device, { kind: 'getParameterValues', paths: [server] });
    return (read.result as { parameters: { value: string }[] }).parameters[0]!.value;
  };

  test('is set and read back, and a second campaign finds it so without writing', async () => {
    const first = await run(set('ntp.example.net'));
    expect(first.ends).toEqual({ succeeded: count });
    expect(await operationsOf(first.id)).toEqual({ getParameterValues: count, setParameterValues: count });
    for (const device of devices) expect(await shown(device)).toBe('ntp.example.net');
    const again = await run(set('ntp.example.net'));
    expect(again.ends).toEqual({ 'skipped already': count });
    expect(await operationsOf(again.id)).toEqual({ getParameterValues: count });
  });

  test('that was changed behind our back is found out by asking, and set again', async () => {
    await happen(fleet.gateways[0]!, { kind: 'valueChange', path: server, value: 'elsewhere.example.net' });
    const { ends } = await run(set('ntp.example.net'));
    expect(ends).toEqual({ succeeded: 1, 'skipped already': count - 1 });
    expect(await shown(devices[0]!)).toBe('ntp.example.net');
  });

  const bad: [what: string, path: string, value: string][] = [
    ['what cannot be written', 'Device.DeviceInfo.SerialNumber', '1'],
    ['a value that the parameter cannot have', 'Device.ManagementServer.PeriodicInformInterval', 'often'],
    ['a path below no root', 'WiFi.Channel', '6'],
  ];
  test.each(bad)('with %s is refused, naming the path', async (_, path, value) => {
    const { status, body } = await muster.api.ask<{ errors: { path: string }[]; detail: string }>(
      'POST',
      '/campaigns',
      { body: { name: 'bad', kind: 'configuration', artifact: { values: [{ path, value }] } } },
    );
    expect(status).toBe(400);
    expect(body.errors[0]!.path).toMatch(/^artifact\.values\.0/);
    expect(body.detail).toContain(path);
  });

  test('that a device does not have fails with the name of the parameter', async () => {
    const plan = { kind: 'configuration', artifact: { values: [{ path: 'Device.X_ACME_Nothing', value: '1' }] } };
    const { targets } = await run(plan, 'completedWithFailures');
    expect(new Set(targets.map(({ state }) => state))).toEqual(new Set(['failed']));
    for (const { fault } of targets) expect([9003, 9005]).toContain(fault!.code);
  });
});

describe('restarts', () => {
  test('are done whatever the device did before', async () => {
    for (let i = 0; i < 2; i++) {
      const { id, ends } = await run({ kind: 'reboot' });
      expect(ends).toEqual({ succeeded: count });
      expect(await operationsOf(id)).toEqual({ reboot: count });
    }
  });
});

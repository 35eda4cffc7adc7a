import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import type { Gateway } from '../../src/simulator/gateway/gateway.ts';
import { packPackage } from '../../src/simulator/software/package.ts';
import { deploymentUnits, executionUnits } from '../../src/simulator/software/units.ts';
import { FileServer, whole } from '../simulator/support/file-server.ts';
import { withMuster } from '../support/muster.ts';
import { answeringPackage } from '../support/signed-packages.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { fleetSettled } from './support/campaigning.ts';
import { Endings } from './support/endings.ts';
import { done } from './support/orders.ts';

// Why software modules are not brought to a device, or not as they should be: each with a device that really is so.
const muster = withMuster({ environment: { MUSTER_PACKAGES_UNSIGNED: 'accept' } });
const fleets = new SimulatedFleets();
const endings = new Endings(muster);
const elsewhere = new FileServer(() => undefined);

const names = [
  'notInstalled',
  'noEnvironment',
  'environmentDown',
  'lowSpace',
  'dependencyMissing',
  'ambiguous',
  'tooManyUnits',
  'noUuid',
  'noVariant',
  'noUnit',
  'severalUnits',
  'otherVersion',
] as const;
type Name = (typeof names)[number];

let fleet: Fleet;
let without: Fleet;
let meter: StoredFile;
let newer: StoredFile;

beforeAll(async () => {
  await elsewhere.listen();
  [meter, newer] = await Promise.all([upload({ version: '1.0' }), upload({ version: '2.0' })]);
  fleet = await fleets.start(muster, { count: names.length, flashSeconds: 0.01 });
  without = await fleets.start(muster, { count: 1, serialPrefix: 'BARE', quirks: ['80b'] });
  await fleetSettled(muster.api, muster.pool, names.length + 1);
});
afterAll(async () => {
  await elsewhere.close();
  expect(fleets.defects).toEqual([]);
  await fleets.clear();
});

interface Wish {
  readonly name?: string;
  readonly version: string;
  readonly dependencies?: readonly string[];
  /** What it is built for, as the repository is told. */
  readonly architecture?: string;
}

const packed = ({ name = 'meter', architecture: _, ...facts }: Wish): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(packPackage({ name, ...facts }, Buffer.from(name)));

const upload = ({ architecture, ...wish }: Wish): Promise<StoredFile> =>
  muster.api.good('POST', '/files', {
    query: {
      name: wish.name ?? 'meter',
      version: wish.version,
      fileType: 'Software Package',
      ...(architecture === undefined ? {} : { architecture }),
    },
    body: packed(wish),
  });

const gatewayOf = (name: Name): Gateway => fleet.gateways[names.indexOf(name)]!;

const begin = (name: Name, plan: object): Promise<string> => endings.begin([gatewayOf(name).deviceId], plan);

/** What is installed, by the gateway's own tables. */
const installed = (name: Name): string[] =>
  deploymentUnits(gatewayOf(name).tree).map((unit) => `${unit.get('Name')} ${unit.get('Version')}`);

/** Brings units to a device beforehand. */
const prepare = (name: Name, operations: readonly object[]) =>
  done(muster.api, gatewayOf(name).deviceId, { kind: 'changeDuState', operations });

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** One that is skipped is asked what it has, and nothing else is said to it. */
async function expectSkipped(name: Name, reason: string, plan: object): Promise<void> {
  const before = installed(name);
  const id = await begin(name, plan);
  await endings.expectEnd(id, { [`skipped ${reason}`]: 1 });
  expect(await endings.said(id)).toEqual({ getParameterValues: 1 });
  expect(installed(name)).toEqual(before);
}

const install = (one: object) => ({ kind: 'install', artifact: { packages: [one] } });
const update = (one: object) => ({ kind: 'update', artifact: { packages: [{ version: '2.0', ...one }] } });
const uninstall = (one: object) => ({ kind: 'uninstall', artifact: { packages: [one] } });

describe.concurrent('nothing is done to a device', () => {
  test('notInstalled: that does not have what is to be updated', () =>
    expectSkipped('notInstalled', 'notInstalled', update({ name: 'meter', fileId: newer.id })));

  test('noEnvironment: that has no execution environment of the name', () =>
    expectSkipped(
      'noEnvironment',
      'noEnvironment',
      install({ name: 'meter', fileId: meter.id, executionEnvRef: 'nowhere' }),
    ));

  test('environmentDown: whose environment is there, and disabled', () =>
    expectSkipped(
      'environmentDown',
      'environmentDown',
      install({ name: 'meter', fileId: meter.id, executionEnvRef: 'OSGi' }),
    ));

  test('lowSpace: that has less room than the package needs', async () => {
    // Of a package in a form that Muster reads it knows what it takes up.
    const readable: StoredFile = await muster.api.good('POST', '/files', {
      query: { name: 'library_1.0_all.ipk', fileType: 'Software Package' },
      body: await answeringPackage({ name: 'library', version: '1.0', installedSize: 500_000, key: null }),
    });
    gatewayOf('lowSpace').tree.set('Device.SoftwareModules.ExecEnv.1.AvailableDiskSpace', '400');
    await expectSkipped('lowSpace', 'lowSpace', install({ fileId: readable.id }));
  });

  test('ambiguous: that has two units of the name', async () => {
    await prepare(
      'ambiguous',
      [1, 2].map((n) => ({ op: 'install', fileId: meter.id, uuid: uuid(n) })),
    );
    expect(installed('ambiguous')).toEqual(['meter 1.0', 'meter 1.0']);
    await expectSkipped('ambiguous', 'ambiguous', update({ name: 'meter', fileId: newer.id }));
  });

  test('tooManyUnits: that has more of them than one order may remove', async () => {
    const units = Array.from({ length: 17 }, (_, n) => ({ op: 'install', fileId: meter.id, uuid: uuid(n) }));
    await prepare('tooManyUnits', units.slice(0, 16));
    await prepare('tooManyUnits', units.slice(16));
    expect(installed('tooManyUnits').length).toBe(17);
    await expectSkipped('tooManyUnits', 'tooManyUnits', uninstall({ name: 'meter' }));
  });

  test('noUuid: whose unit has none, by which alone it could be named', async () => {
    await prepare('noUuid', [{ op: 'install', fileId: meter.id }]);
    deploymentUnits(gatewayOf('noUuid').tree)[0]!.set({ UUID: '' });
    await expectSkipped('noUuid', 'noUuid', uninstall({ name: 'meter' }));
  });

  test('noVariant: that is of an architecture for which the repository has none', async () => {
    const { deviceId } = gatewayOf('noVariant');
    await upload({ name: 'exotic', version: '1.0', architecture: 'mips_24kc' });
    await done(muster.api, deviceId, { kind: 'getParameterValues', paths: ['Device.DeviceInfo.Processor.'] });
    await expectSkipped('noVariant', 'noVariant', install({ package: 'exotic' }));
  });

  test('unsupported: that has no tables of software modules', async () => {
    const plan = install({ name: 'meter', fileId: meter.id });
    const id = await endings.begin([without.gateways[0]!.deviceId], plan);
    await endings.expectEnd(id, { 'skipped unsupported': 1 });
    expect(await endings.said(id)).toEqual({ getParameterValues: 1 });
  });

  test('noUnit: that has no execution unit of the name, or several', async () => {
    const plan = { kind: 'executionUnitState', artifact: { executionUnit: 'meter', requestedState: 'Idle' } };
    await expectSkipped('noUnit', 'noUnit', plan);
    await prepare(
      'severalUnits',
      [1, 2].map((n) => ({ op: 'install', fileId: meter.id, uuid: uuid(n) })),
    );
    await expectSkipped('severalUnits', 'noUnit', plan);
    const running = executionUnits(gatewayOf('severalUnits').tree).map((unit) => unit.get('Status'));
    expect(running).toEqual(['Active', 'Active']);
  });
});

describe.concurrent('it was done, and is not what was wanted', () => {
  test('dependencyMissing: the unit is there, and lacks what it needs', async () => {
    const needy = await upload({ name: 'needy', version: '1.0', dependencies: ['nothing-has-this'] });
    const id = await begin('dependencyMissing', install({ name: 'needy', version: '1.0', fileId: needy.id }));
    const [target] = await endings.expectEnd(id, { 'failed dependencyMissing': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { class: 'device' } });
    const [unit] = deploymentUnits(gatewayOf('dependencyMissing').tree);
    expect([unit!.get('Name'), unit!.get('Resolved')]).toEqual(['needy', 'false']);
    expect(await endings.said(id)).toMatchObject({ changeDuState: 1 });
  });

  test('otherVersion: the device calls the update done, and what it was sent to is another version', async () => {
    await prepare('otherVersion', [{ op: 'install', fileId: meter.id }]);
    elsewhere.serve = whole(Buffer.from(packed({ version: '1.9' })));
    const id = await begin('otherVersion', update({ name: 'meter', url: elsewhere.url }));
    const [target] = await endings.expectEnd(id, { 'failed otherVersion': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { class: 'device' } });
    expect(installed('otherVersion')).toEqual(['meter 1.9']);
    expect(await endings.said(id)).toMatchObject({ changeDuState: 1 });
  });
});

test('every reason of software was shown', () => endings.expectAllOf('software'));

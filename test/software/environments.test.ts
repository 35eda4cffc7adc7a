import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation, Page, StoredFile } from '../../src/cli/api/resources.ts';
import { packBundle } from '../../src/files/packages/format/bundle.ts';
import { fileEntry } from '../../src/files/packages/format/pack.ts';
import { createPackageKey, openPackageKey } from '../../src/security/package-keys.ts';
import { pkiFiles } from '../../src/security/pki/store.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import { duUuid } from '../../src/simulator/software/uuid.ts';
import { muster as command } from '../cli/support/run-command.ts';
import { done } from '../scenarios/support/orders.ts';
import { adminKey, withMuster } from '../support/muster.ts';
import { answeringPackage, processesBelow } from '../support/signed-packages.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';

// Gateways with a native environment and with a container one, each really installing: who gets which variant of a
// package, and what Muster sees of what happens without it.
const muster = withMuster();
const fleets = new SimulatedFleets();
let key: Awaited<ReturnType<typeof openPackageKey>>;
let folder: string;
let fleet: Fleet;
let native: string;
let container: string;
const files: Record<string, StoredFile> = {};

beforeAll(async () => {
  const setting = { files: pkiFiles(muster.dataDir), password: 'a password of tests', now: Date.now };
  await createPackageKey(setting, { name: 'variants', algorithm: 'ed25519' });
  key = await openPackageKey(setting, null);
  folder = await fleets.folder();
  const start = async (what: 'native' | 'container', serialPrefix: string): Promise<Fleet> =>
    fleets.start(muster, {
      count: 1,
      serialPrefix,
      stateDirectory: `${folder}/${what}`,
      environments: [{ percent: 100, what }],
      packageKeys: [key.record.publicKey],
      flashSeconds: 0.02,
    });
  fleet = await start('native', 'VNAT');
  const other = await start('container', 'VCON');
  native = fleet.gateways[0]!.deviceId;
  container = other.gateways[0]!.deviceId;
  const processor = 'Device.DeviceInfo.Processor.';
  for (const device of [native, container]) {
    await until(`${device} is known`, async () => (await muster.api.ask('GET', `/devices/${device}`)).status === 200);
    const paths = ['Device.SoftwareModules.', processor];
    expect((await done(muster.api, device, { kind: 'getParameterValues', paths })).state).toBe('succeeded');
  }
  files['native 1.0'] = await upload(
    'meter_1.0.ipk',
    'Linux',
    await answeringPackage({ version: '1.0', key: key.privateKey }),
  );
  files['container 1.0'] = await upload('meter_1.0.bundle', 'Container', await bundle('1.0'));
  // Another processor: newer, and for neither.
  files['other 2.0'] = await upload(
    'meter_2.0_mips.ipk',
    'Linux',
    await answeringPackage({ version: '2.0', architecture: 'mips_24kc', key: key.privateKey }),
  );
});
afterAll(async () => {
  await fleets.clear();
  expect(fleets.defects).toEqual([]);
  expect(await processesBelow(folder)).toEqual([]);
});

const upload = (name: string, execEnvType: string, body: Buffer): Promise<StoredFile> =>
  muster.api.good('POST', '/files', { query: { name, fileType: 'Software Package', execEnvType }, body });
const bundle = (version: string): Promise<Buffer> =>
  packBundle(
    {
      name: 'meter',
      version,
      vendor: 'Example Works',
      limits: { memoryKiB: 400_000, processes: 8, files: 64 },
    },
    [
      fileEntry('usr/bin/meterd', '#!/bin/sh\nsleep 600\n', 0o755),
      fileEntry('usr/lib/muster/units/meterd.json', JSON.stringify({ name: 'meterd', command: 'usr/bin/meterd' })),
    ],
    key.privateKey,
  );
const both = 'serialNumber like "VNAT*" or serialNumber like "VCON*"';
const cli = (...args: string[]) =>
  command(['software', ...args, '--filter', both], { MUSTER_KEY: adminKey, MUSTER_API_URL: muster.urls.api });
const uuid = duUuid('meter', 'Example Works');

interface Software {
  readonly deploymentUnits: readonly { version: string; executionEnvironmentRef: string }[];
  readonly executionUnits: readonly { name: string; status: string }[];
  readonly executionEnvironments: readonly { path: string; type: string }[];
}
const software = (device: string): Promise<Software> => muster.api.get(`/devices/${device}/software`);
/** Ids of the files that a device fetched. */
async function fetched(device: string): Promise<string[]> {
  const { rows } = await muster.pool.query<{ file_id: string }>(
    'SELECT DISTINCT s.file_id FROM file_served s JOIN device d ON d.id = s.device_id WHERE d.public_id = $1',
    [device],
  );
  return rows.map((row) => row.file_id);
}

describe('one package, a variant for each type of environment', () => {
  test('an install by name and filter gives each gateway the variant that its environment runs', async () => {
    expect((await software(native)).executionEnvironments[0]).toMatchObject({ type: 'Linux' });
    expect((await software(container)).executionEnvironments[0]).toMatchObject({ type: 'Container' });
    const { stdout, stderr, status } = await cli('install', 'meter=1.0');
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout).toContain('2 succeeded, 0 failed');
    expect(await fetched(native)).toEqual([files['native 1.0']!.id]);
    expect(await fetched(container)).toEqual([files['container 1.0']!.id]);
    for (const device of [native, container]) {
      await until(`${device} runs it`, async () => {
        const { deploymentUnits, executionUnits } = await software(device);
        return deploymentUnits[0]?.version === '1.0' && executionUnits[0]?.status === 'Active';
      });
    }
  });

  test('where no variant suits, the operation ends and says what there is and what the gateway has', async () => {
    const { stdout, status } = await cli('install', 'meter=2.0');
    expect(status).toBe(1);
    expect(stdout).toContain(
      'no variant of "meter" 2.0 suits: it is there for Linux (mips_24kc), and the device has Linux, aarch64',
    );
    expect(stdout).toContain('and the device has Container, aarch64');
    const wish = { kind: 'changeDuState', operations: [{ op: 'install', package: { name: 'meter', version: '2.0' } }] };
    const failed = await done(muster.api, native, wish);
    expect(failed).toMatchObject({ state: 'failed', fault: { reason: 'noVariant' } });
    const unknown = await muster.api.ask('POST', `/devices/${native}/operations`, {
      body: { kind: 'changeDuState', operations: [{ op: 'install', package: { name: 'nobody' } }] },
    });
    expect(unknown).toMatchObject({ status: 404, body: { detail: 'there is no package "nobody" in the repository' } });
  });

  test('a module set that names the package updates each by its own variant, without a version to the newest that suits', async () => {
    files['native 1.1'] = await upload(
      'meter_1.1.ipk',
      'Linux',
      await answeringPackage({ version: '1.1', key: key.privateKey }),
    );
    files['container 1.1'] = await upload('meter_1.1.bundle', 'Container', await bundle('1.1'));
    const module = { name: 'meter', uuid, package: 'meter', version: '1.1', state: 'Active' };
    const set = await muster.api.post<{ id: string }>('/module-sets', {
      name: 'meters',
      filter: both,
      modules: [module],
    });
    await until(
      'both are as wanted',
      async () => {
        const { devices } = await muster.api.get<{ devices: Record<string, number> }>(`/module-sets/${set.id}`);
        return devices['reached'] === 2;
      },
      60_000,
    );
    for (const device of [native, container]) {
      expect((await software(device)).deploymentUnits).toMatchObject([{ version: '1.1' }]);
    }
    expect(await fetched(container)).not.toContain(files['native 1.1']!.id);
    await muster.api.good('DELETE', `/module-sets/${set.id}`);
    const refused = await muster.api.ask('POST', '/module-sets', {
      body: { name: 'x', filter: both, modules: [{ ...module, version: '9' }] },
    });
    expect(refused).toMatchObject({ status: 404, body: { detail: 'there is no package "meter" 9 in the repository' } });
    for (const device of [native, container]) {
      const removed = { kind: 'changeDuState', operations: [{ op: 'uninstall', uuid }] };
      expect((await done(muster.api, device, removed)).state).toBe('succeeded');
    }
    const newest = { kind: 'changeDuState', operations: [{ op: 'install', package: { name: 'meter' } }] };
    expect(await done(muster.api, native, newest)).toMatchObject({ result: { results: [{ version: '1.1' }] } });
    await done(muster.api, native, { kind: 'changeDuState', operations: [{ op: 'uninstall', uuid }] });
  });
});

describe('what happens on a native gateway without Muster', () => {
  const policy = 'Device.ManagementServer.DUStateChangeComplPolicy.';
  interface Item {
    readonly type: string;
    readonly operationPerformed?: string;
  }
  const told = async (performed: string): Promise<Item | undefined> => {
    const { items } = await muster.api.get<Page<Item>>(`/devices/${native}/timeline?limit=200`);
    return items.find(({ type, operationPerformed }) => type === 'software' && operationPerformed === performed);
  };

  test('an install and a removal of its own are carried out, told, and seen with the cause autonomous', async () => {
    const operations = async (): Promise<number> =>
      (await muster.api.get<Page<Operation>>(`/devices/${native}/operations?limit=200`)).items.filter(
        ({ kind }) => kind === 'changeDuState',
      ).length;
    const wanted = {
      kind: 'setParameterValues',
      values: [
        { path: `${policy}Enable`, value: 'true', type: 'boolean' },
        { path: `${policy}OperationTypeFilter`, value: 'Install,Update,Uninstall', type: 'string' },
      ],
    };
    expect((await done(muster.api, native, wanted)).state).toBe('succeeded');
    const before = await operations();
    const bytes = await answeringPackage({ version: '1.1', key: key.privateKey });
    const shop = http.createServer((_, answer) => answer.end(bytes));
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/meter_1.1.ipk`;
    await fleet.happen(native, {
      kind: 'softwareChange',
      operations: [{ kind: 'install', url, uuid, username: '', password: '', execEnv: '' }],
    });
    const installed = await until('Muster is told of the install', () => told('Install'));
    await new Promise((resolve) => shop.close(resolve));
    expect(installed).toMatchObject({ cause: 'autonomous', to: 'Installed' });
    await until('Muster sees it run', async () => {
      const { deploymentUnits, executionUnits } = await software(native);
      return deploymentUnits[0]?.version === '1.1' && executionUnits[0]?.status === 'Active';
    });
    expect((await processesBelow(folder)).length).toBeGreaterThan(0);
    // Its name is known once its tables were read: what the gateway told has only the UUID.
    await until('a filter finds it', async () => (await matching('du("meter").version = "1.1"'))[0] === native);

    await fleet.happen(native, {
      kind: 'softwareChange',
      operations: [{ kind: 'uninstall', uuid, version: '', execEnv: '' }],
    });
    const removed = await until('Muster is told of the removal', () => told('Uninstall'));
    expect(removed).toMatchObject({ cause: 'autonomous', to: 'Uninstalled' });
    await until('it is gone', async () => (await software(native)).deploymentUnits.length === 0);
    await until('no filter finds it', async () => (await matching('du("meter")')).length === 0);
    expect(await processesBelow(folder)).toEqual([]);
    // Nothing of it was ordered.
    expect(await operations()).toBe(before);
  });

  const matching = async (filter: string): Promise<string[]> => {
    const { items } = await muster.api.get<Page<{ id: string }>>('/devices', { filter: `(${both}) and ${filter}` });
    return items.map(({ id }) => id);
  };
});

import { readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page, StoredFile } from '../../src/cli/api/resources.ts';
import { readTar, writeTar } from '../../src/files/packages/format/tar.ts';
import { createPackageKey, openPackageKey } from '../../src/security/package-keys.ts';
import { pkiFiles } from '../../src/security/pki/store.ts';
import { withMuster } from '../support/muster.ts';
import { answeringPackage, type PackageWish, processesBelow } from '../support/signed-packages.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { fleetSettled } from './support/campaigning.ts';
import { done, ended, type OrderedOperation, order } from './support/orders.ts';

/** Gateways with real packages and processes, and gateways that only say so. */
const [real, scripted] = [5, 45];
const modules = 'Device.SoftwareModules.';

const muster = withMuster();
const fleets = new SimulatedFleets();
const elsewhere = http.createServer((request, response) => {
  const found = offered.get(request.url ?? '');
  if (found === undefined) response.writeHead(404).end();
  else response.end(found);
});
const offered = new Map<string, Buffer>();
let folder: string;
let key: Awaited<ReturnType<typeof openPackageKey>>;
let natives: string[];
let everyone: string[];
let before: readonly string[];

beforeAll(async () => {
  before = await ownProcesses();
  const setting = { files: pkiFiles(muster.dataDir), password: 'a password of tests', now: Date.now };
  await createPackageKey(setting, { name: 'story', algorithm: 'ed25519' });
  key = await openPackageKey(setting, null);
  folder = await fleets.folder();
  const common = { packageKeys: [key.record.publicKey], flashSeconds: 0.02 };
  const native = await fleets.start(muster, {
    count: real,
    serialPrefix: 'NAT',
    stateDirectory: `${folder}/native`,
    environments: [{ percent: 100, what: 'native' }],
    ...common,
  });
  await fleets.start(muster, { count: scripted, serialPrefix: 'SCR', stateDirectory: `${folder}/scripted`, ...common });
  natives = native.gateways.map((gateway) => gateway.deviceId);
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  await fleetSettled(muster.api, muster.pool, real + scripted);
});
afterAll(async () => {
  await new Promise((resolve) => elsewhere.close(resolve));
  await fleets.clear();
});

const upload = async (wish: Omit<PackageWish, 'key'>): Promise<StoredFile> =>
  muster.api.good('POST', '/files', {
    query: {
      name: `${wish.name ?? 'meter'}_${wish.version}_${wish.architecture ?? 'all'}.ipk`,
      fileType: 'Software Package',
    },
    body: await answeringPackage({ autoStart: false, ...wish, key: key.privateKey }),
  });
/** Orders the same of many devices at once and waits for all. */
async function all(devices: readonly string[], body: (device: string) => Record<string, unknown>) {
  const orders = await Promise.all(devices.map((device) => order(muster.api, device, body(device))));
  return Promise.all(orders.map(({ id }) => ended(muster.api, id, 60_000)));
}
const change = (...operations: Record<string, unknown>[]) => ({ kind: 'changeDuState', operations });
const results = (operation: OrderedOperation) =>
  (operation.result as { results: Record<string, unknown>[] } | null)?.results ?? [];
const states = (operations: readonly OrderedOperation[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { state } of operations) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

interface Software {
  readonly deploymentUnits: readonly Record<string, unknown>[];
  readonly executionUnits: readonly Record<string, unknown>[];
}
const software = (device: string): Promise<Software> => muster.api.get(`/devices/${device}/software`);
/** What the gateways have told is counted a moment after they have told it. */
const counted = (filter: string, wanted: number) =>
  until(`${wanted} devices with ${filter}`, async () => {
    const found = await muster.api.get<Page<unknown>>('/devices', { filter, count: true, limit: 1 });
    return found.count === wanted;
  });
/** What the unit of a native gateway answers on its port. */
async function says(device: string): Promise<string> {
  const read = await done(muster.api, device, { kind: 'getParameterValues', paths: [`${modules}ExecutionUnit.`] });
  const { parameters } = read.result as { parameters: { path: string; value: string }[] };
  const port = parameters.find(({ path }) => path.endsWith('.X_MUSTER_Port'))!.value;
  // A process runs for a moment before it listens.
  const answer = await until(`the unit of ${device} answers on port ${port}`, () =>
    fetch(`http://127.0.0.1:${port}/`).catch(() => null),
  );
  return answer.text();
}

describe('a signed module on a fleet of fifty, five of them with real processes', () => {
  let uuid: string;

  test('A 1.0 is installed on everything a filter selects', async () => {
    const page = await muster.api.get<Page<{ id: string }>>('/devices', {
      filter: 'productClass = "MG100"',
      limit: 500,
    });
    everyone = page.items.map((device) => device.id);
    expect(everyone).toHaveLength(real + scripted);
    const file = await upload({ version: '1.0' });
    const operations = await all(everyone, () => change({ op: 'install', fileId: file.id }));
    expect(states(operations)).toEqual({ succeeded: real + scripted });
    const uuids = new Set(operations.flatMap((operation) => results(operation).map((result) => result['uuid'])));
    expect(uuids.size).toBe(1);
    uuid = [...uuids][0] as string;
    await counted('du("meter")', real + scripted);
    expect(await processesBelow(folder)).toEqual([]);
  });

  test('its unit is started: real processes answer on a port', async () => {
    const start = { kind: 'setExecutionUnitState', executionUnit: 'meterd', requestedState: 'Active' };
    expect(states(await all(everyone, () => start))).toEqual({ succeeded: real + scripted });
    expect(await Promise.all(natives.map(says))).toEqual(natives.map(() => 'meter 1.0'));
    expect((await processesBelow(folder)).length).toBeGreaterThanOrEqual(real);
    for (const device of natives) expect((await software(device)).executionUnits).toMatchObject([{ status: 'Active' }]);
  });

  test('it is updated to 1.1 while it runs', async () => {
    const file = await upload({ version: '1.1' });
    const operations = await all(everyone, () => change({ op: 'update', uuid, fileId: file.id }));
    expect(states(operations)).toEqual({ succeeded: real + scripted });
    expect(await Promise.all(natives.map(says))).toEqual(natives.map(() => 'meter 1.1'));
    await counted('du("meter").version = "1.1" and eu("meterd").status = "Active"', real + scripted);
  });

  test('stopped and uninstalled, nothing of it is left', async () => {
    const stop = { kind: 'setExecutionUnitState', executionUnit: 'meterd', requestedState: 'Idle' };
    expect(states(await all(everyone, () => stop))).toEqual({ succeeded: real + scripted });
    expect(await processesBelow(folder)).toEqual([]);
    const operations = await all(everyone, () => change({ op: 'uninstall', uuid }));
    expect(states(operations)).toEqual({ succeeded: real + scripted });
    for (const device of natives)
      expect(await software(device)).toMatchObject({ deploymentUnits: [], executionUnits: [] });
    await counted('du("meter")', 0);
  });

  test('what cannot be installed ends with its fault on its device, the others are not touched', async () => {
    const [tamperedOn, foreignOn, fullOn, needyOn, well] = natives as [string, string, string, string, string];
    const good = await answeringPackage({ version: '2.0', key: key.privateKey });
    const other = await answeringPackage({ version: '6.6', key: null });
    const data = tarOf(other).find((entry) => entry.path === 'data.tar.gz')!;
    const tampered = gzipSync(writeTar(tarOf(good).map((entry) => (entry.path === data.path ? data : entry))));
    // Muster takes no such package; it comes from elsewhere.
    const refused = await muster.api.ask('POST', '/files', {
      query: { name: 'meter_2.0_all.ipk', fileType: 'Software Package' },
      body: tampered,
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalidPackage' } });
    offered.set('/meter_2.0_all.ipk', tampered);
    const from = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/meter_2.0_all.ipk`;

    const filler = await upload({ name: 'filler', version: '1', installedSize: 60 * 2 ** 20 });
    expect((await done(muster.api, fullOn, change({ op: 'install', fileId: filler.id }))).state).toBe('succeeded');
    const [fine, foreign, large, needy] = await Promise.all([
      upload({ version: '2.0' }),
      upload({ version: '2.0', architecture: 'mips_24kc' }),
      upload({ version: '2.1', installedSize: 8 * 2 ** 20 }),
      upload({ name: 'needy', version: '1.0', depends: 'library (>= 2.0)' }),
    ]);
    const wanted: Record<string, Record<string, unknown>> = {
      [tamperedOn]: { url: from },
      [foreignOn]: { fileId: foreign.id },
      [fullOn]: { fileId: large.id },
      [needyOn]: { fileId: needy.id },
      [well]: { fileId: fine.id },
    };
    const operations = await all(natives, (device) => change({ op: 'install', ...wanted[device] }));
    const codes = operations.map((operation) =>
      results(operation).map((result) => (result['fault'] as { code: number }).code),
    );
    expect(codes).toEqual([[9018], [9025], [9027], [0], [0]]);
    expect(operations.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'succeeded', 'succeeded']);

    expect((await software(tamperedOn)).deploymentUnits).toEqual([]);
    expect((await software(foreignOn)).deploymentUnits).toEqual([]);
    expect((await software(fullOn)).deploymentUnits).toMatchObject([{ name: 'filler' }]);
    expect(results(operations[3]!)).toMatchObject([{ resolved: false, currentState: 'Installed' }]);
    // The tables are read a moment after the report.
    const unresolved = await until('the missing dependency is seen', async () => {
      const seen = await software(needyOn);
      return JSON.stringify(seen.executionUnits).includes('DependencyFailure') && seen;
    });
    expect(unresolved.deploymentUnits).toMatchObject([{ name: 'needy', resolved: false }]);
    const installed = await until('the good one is read', async () => {
      const { deploymentUnits } = await software(well);
      return deploymentUnits[0]?.['name'] === 'meter' && deploymentUnits;
    });
    expect(installed).toMatchObject([{ name: 'meter', version: '2.0' }]);
  });

  test('the process list is what it was before', async () => {
    await fleets.clear();
    expect(await processesBelow(folder)).toEqual([]);
    expect(await ownProcesses()).toEqual(before);
    expect(fleets.defects).toEqual([]);
  });
});

const tarOf = (ipk: Buffer) => readTar('the package', gunzipSync(ipk));

/** What this process has started and is still there, by its command. */
async function ownProcesses(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
      // Behind the command, which may hold anything: state, then parent.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return parent === process.pid ? [await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] : [];
    }),
  );
  return found.flat().sort();
}

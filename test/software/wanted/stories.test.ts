import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Operation, Page } from '../../../src/cli/api/resources.ts';
import type { Fleet } from '../../../src/simulator/fleet.ts';
import { type PackageFacts, packPackage } from '../../../src/simulator/software/package.ts';
import { muster as command } from '../../cli/support/run-command.ts';
import { adminKey, withMuster } from '../../support/muster.ts';
import { SimulatedFleets } from '../../support/simulated-fleet.ts';
import { until } from '../../support/until.ts';

// Software modules from end to end: REST, the planner, real sessions, and simulated gateways that really install.
const muster = withMuster();
const fleets = new SimulatedFleets();
const packages = new Map<string, Buffer>();
let server: http.Server;
let base = '';
beforeAll(async () => {
  server = http.createServer((request, response) => {
    const bytes = packages.get(request.url ?? '');
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterEach(async () => {
  await fleets.clear();
  expect(fleets.defects.splice(0)).toEqual([]);
});

const offer = (name: string, version: string, facts: Partial<PackageFacts> = {}): string => {
  const path = `/${name}_${version}.pkg`;
  packages.set(path, packPackage({ name, version, vendor: 'example.org', ...facts }, Buffer.from(path)));
  return `${base}${path}`;
};
const uuidFor = (name: string): string => {
  const hex = createHash('sha1').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

interface Outcome {
  readonly operation: number;
  readonly outcome: string;
  readonly evidence: string;
  readonly version: string;
  readonly fault: { readonly code: number };
  readonly installed?: readonly { readonly version: string; readonly status: string }[];
}
type Done = Operation & { readonly result: { readonly results: Outcome[] } & Record<string, unknown> };

let fleetsStarted = 0;
async function start(count = 1): Promise<{ fleet: Fleet; ids: string[]; filter: string }> {
  const serialPrefix = `S${++fleetsStarted}X`;
  const fleet = await fleets.start(muster, { count, serialPrefix });
  const filter = `serialNumber like "${serialPrefix}*"`;
  const ids = await until('all of the fleet are known', async () => {
    const { items } = await muster.api.get<Page<{ id: string }>>('/devices', { filter });
    return items.length === count && items.map((one) => one.id);
  });
  return { fleet, ids, filter };
}
async function run(device: string, kind: string, fields: object): Promise<Done> {
  const { id } = await until('the device is free', async () => {
    const { status, body } = await muster.api.ask<Operation>('POST', `/devices/${device}/operations`, {
      body: { kind, ...fields },
    });
    if (status === 409) return null;
    if (status !== 202) throw new Error(JSON.stringify(body));
    return body;
  });
  return until(`${kind} ends`, async () => {
    const operation = await muster.api.get<Done>(`/operations/${id}`);
    return ['succeeded', 'failed'].includes(operation.state) && operation;
  });
}
async function values(device: string, path: string): Promise<Record<string, string>> {
  const read = await run(device, 'getParameterValues', { paths: [path] });
  const { parameters } = read.result as unknown as { parameters: { path: string; value: string }[] };
  return Object.fromEntries(parameters.map((one) => [one.path, one.value]));
}
/** What a gateway really has: name, version and whether it runs. */
async function truth(device: string): Promise<string[]> {
  const all = await values(device, 'Device.SoftwareModules.');
  return Object.keys(all)
    .filter((path) => /DeploymentUnit\.\d+\.Name$/.test(path))
    .map((path) => {
      const unit = path.slice(0, -'Name'.length);
      const executions = (all[`${unit}ExecutionUnitList`] ?? '').split(',').filter(Boolean);
      const states = executions.map((one) => all[`${one}.Status`]);
      return [all[path], all[`${unit}Version`], ...states].join(' ');
    })
    .sort();
}

test('several operations in one call each have a result of their own, and a failed update says what is left', async () => {
  const { ids } = await start();
  const [device] = ids as [string];
  const a = uuidFor('a');
  const first = await run(device, 'changeDuState', {
    operations: [
      { op: 'install', url: offer('alpha', '1.0'), uuid: a },
      { op: 'install', url: `${base}/nowhere.pkg`, uuid: uuidFor('b') },
      { op: 'uninstall', uuid: uuidFor('never') },
    ],
  });
  expect(first.state).toBe('failed');
  expect(first.result.results.map((one) => [one.operation, one.outcome, one.fault.code])).toEqual([
    [0, 'done', 0],
    [1, 'failed', 9016],
    [2, 'failed', 9028],
  ]);
  const older = await run(device, 'changeDuState', {
    operations: [{ op: 'update', uuid: a, url: offer('alpha', '0.9') }],
  });
  expect(older).toMatchObject({ state: 'failed', fault: { code: 9030 } });
  expect(older.result.results[0]!.installed).toMatchObject([{ version: '1.0', status: 'Installed' }]);
  const newer = await run(device, 'changeDuState', {
    operations: [{ op: 'update', uuid: a, url: offer('alpha', '1.1') }],
  });
  expect(newer).toMatchObject({ state: 'succeeded', result: { results: [{ version: '1.1', evidence: 'complete' }] } });
}, 60_000);

test('a unit is started and stopped by its name, and an environment is switched off under it', async () => {
  const { ids } = await start();
  const [device] = ids as [string];
  await run(device, 'changeDuState', {
    operations: [{ op: 'install', url: offer('beta', '1.0'), uuid: uuidFor('b') }],
  });
  const begun = await run(device, 'setExecutionUnitState', {
    executionUnit: 'beta',
    requestedState: 'Active',
    autoStart: true,
  });
  expect(begun).toMatchObject({ state: 'succeeded', result: { name: 'beta', status: 'Active', autoStart: true } });
  expect(await run(device, 'setExecutionUnitState', { executionUnit: 'beta', requestedState: 'Idle' })).toMatchObject({
    state: 'succeeded',
    result: { status: 'Idle' },
  });
  expect(await run(device, 'setExecutionUnitState', { executionUnit: 'gamma', requestedState: 'Idle' })).toMatchObject({
    state: 'failed',
    fault: { message: expect.stringContaining('no execution unit "gamma"; it has beta') },
  });
  const environment = (await values(device, 'Device.SoftwareModules.ExecEnv.'))[
    'Device.SoftwareModules.ExecEnv.1.Name'
  ];
  expect(await run(device, 'setExecutionEnvironment', { environment, enable: false })).toMatchObject({
    state: 'succeeded',
    result: { status: 'Disabled' },
  });
  const refused = await run(device, 'setExecutionUnitState', { executionUnit: 'beta', requestedState: 'Active' });
  expect(refused.state).toBe('failed');
}, 60_000);

test('a file of ours is fetched by a link of the device', async () => {
  const { ids } = await start();
  offer('delta', '2.0');
  const file = await muster.api.good<{ id: string }>('POST', '/files', {
    body: new Uint8Array(packages.get('/delta_2.0.pkg')!),
    query: { name: 'delta_2.0.pkg', fileType: '3 Vendor Configuration File' },
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  const done = await run(ids[0]!, 'changeDuState', {
    operations: [{ op: 'install', fileId: file.id, uuid: uuidFor('d') }],
  });
  expect(done).toMatchObject({ state: 'succeeded', result: { results: [{ version: '2.0' }] } });
  const missing = await muster.api.ask('POST', `/devices/${ids[0]}/operations`, {
    body: { kind: 'changeDuState', operations: [{ op: 'install', fileId: uuidFor('x') }] },
  });
  expect([missing.status, missing.body.errors?.[0]?.path]).toEqual([404, 'operations.0.fileId']);
}, 60_000);

interface Standing {
  readonly deviceId: string;
  readonly state: string;
  readonly reasons: readonly { readonly module: string | null; readonly reason: string; readonly detail: string }[];
}

test('a set brings devices to what is wanted, repairs drift, moves on to a new version, and takes away again', async () => {
  const { fleet, ids, filter } = await start(3);
  const modules = (version: string) => [
    { name: 'app', uuid: uuidFor('app'), version, url: offer('app', version), state: 'Active', requires: ['lib'] },
    { name: 'lib', uuid: uuidFor('lib'), version: '1.0', url: offer('lib', '1.0'), state: 'Active' },
  ];
  const plan = { name: 'story', filter, modules: modules('1.0'), perMinute: 6_000 };
  const made = await muster.api.good<{ id: string }>('POST', '/module-sets', { body: plan });
  const standings = async () => (await muster.api.get<Page<Standing>>(`/module-sets/${made.id}/devices`)).items;
  // Seen by the device, not by what Muster believes.
  const all = async (...expected: string[]) => {
    await until(
      `${expected.join(', ') || 'nothing'} on all`,
      async () => {
        const found = await standings();
        return found.length === ids.length && found.every((one) => one.state === 'reached');
      },
      60_000,
      200,
    ).catch(async (error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(await standings())}`);
    });
    for (const id of ids) expect(await truth(id)).toEqual(expected);
  };
  await all('app 1.0 Active', 'lib 1.0 Active');

  // Somebody removes it by the web page of the gateway.
  const drifted = ids[0]!;
  const uninstall = { kind: 'uninstall' as const, uuid: uuidFor('app'), version: '', execEnv: '' };
  await fleet.happen(drifted, { kind: 'softwareChange', operations: [uninstall as never] });
  await until('the removal is seen', async () => !(await truth(drifted)).some((one) => one.startsWith('app')));
  await muster.pool.query('UPDATE module_set SET round_at = NULL');
  await until('it is back', async () => (await truth(drifted)).includes('app 1.0 Active'), 60_000, 500);

  await muster.api.good('PUT', `/module-sets/${made.id}`, {
    body: { ...plan, modules: modules('1.1') },
    headers: { 'If-Match': '"1"' },
  });
  await all('app 1.1 Active', 'lib 1.0 Active');

  await muster.api.good('PUT', `/module-sets/${made.id}`, {
    body: { ...plan, modules: ['app', 'lib'].map((name) => ({ name, uuid: uuidFor(name), state: 'Absent' })) },
    headers: { 'If-Match': '"2"' },
  });
  await all();
  const { rows } = await muster.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM operation o JOIN operation p ON p.device_id = o.device_id AND p.id <> o.id
     WHERE o.kind IN ('changeDuState', 'setExecutionUnitState') AND p.kind IN ('changeDuState', 'setExecutionUnitState')
       AND o.source = 'policy' AND p.source = 'policy' AND p.created_at > o.created_at AND p.created_at < o.ended_at`,
  );
  expect(rows[0]!.n, 'disruptive operations at once on one device').toBe(0);
  await muster.api.ask('DELETE', `/module-sets/${made.id}`);
}, 180_000);

test('what cannot be reached is shown with why, and not tried over and over', async () => {
  const { ids, filter } = await start();
  const [device] = ids as [string];
  const made = await muster.api.good<{ id: string }>('POST', '/module-sets', {
    body: {
      name: 'hopeless',
      filter,
      modules: [
        { name: 'gone', uuid: uuidFor('gone'), state: 'Active', url: `${base}/gone.pkg` },
        { name: 'fine', uuid: uuidFor('fine'), state: 'Idle', url: offer('fine', '1.0') },
        { name: 'sourceless', uuid: uuidFor('sourceless'), state: 'Idle' },
      ],
    },
  });
  const [standing] = await until('the failure is shown', async () => {
    const { items } = await muster.api.get<Page<Standing>>(`/module-sets/${made.id}/devices`, { state: 'waiting' });
    return items.some((one) => one.reasons.some(({ reason }) => reason === 'failed')) && items;
  });
  expect(standing!.reasons[0]!.detail).toContain('install gone: fault 9016');
  await muster.pool.query('UPDATE module_set SET round_at = NULL');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const { rows } = await muster.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM operation o JOIN device d ON d.id = o.device_id
     WHERE d.public_id = $1 AND o.kind = 'changeDuState'`,
    [device],
  );
  expect(rows[0]!.n).toBe(1);
  await muster.api.ask('DELETE', `/module-sets/${made.id}`);
}, 60_000);

test('the command line installs, lists, starts and removes on all that a filter names', async () => {
  const { ids, filter } = await start(2);
  const environment = { MUSTER_KEY: adminKey, MUSTER_API_URL: muster.urls.api };
  const cli = (...args: string[]) => command(['software', ...args, '--filter', filter], environment);
  const installed = await cli('install', offer('clock', '1.0'), '--uuid', uuidFor('clock'));
  expect(installed.stderr).toBe('');
  expect(installed.stdout).toMatch(/2\/2 {2}.+ {2}succeeded {2}1\.0 Installed\n\n2 succeeded, 0 failed\n$/);
  expect((await cli('start', 'clock')).status).toBe(0);
  const listed = await until('the list shows what runs', async () => {
    const { stdout } = await cli('list');
    return stdout.match(/clock +1\.0 +Installed .*clock Active/g)?.length === 2 && stdout;
  });
  expect(listed).toContain('2 modules on 2 gateways');
  const again = await cli('install', offer('clock', '1.0'), '--uuid', uuidFor('clock'));
  expect([again.status, again.stdout]).toEqual([1, expect.stringContaining('failed  fault 9026')]);
  expect((await cli('remove', uuidFor('clock'))).status).toBe(0);
  for (const id of ids) expect(await truth(id)).toEqual([]);
}, 90_000);

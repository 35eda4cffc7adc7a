import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DuOperation } from '../../src/cwmp/rpc/change-du-state.ts';
import { type PackageFacts, packPackage } from '../../src/simulator/software/package.ts';
import { duUuid } from '../../src/simulator/software/uuid.ts';
import { status, whole } from './support/file-server.ts';
import { answered, eventually, first, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
  stage.files.serve = (request, response) => {
    const wanted = packages.get(request.url ?? '');
    (wanted === undefined ? status(404) : whole(wanted))(request, response);
  };
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const packages = new Map<string, Buffer>();
const offer = (path: string, facts: Partial<PackageFacts> & { readonly name: string }): string => {
  packages.set(path, packPackage({ vendor: 'example.org', ...facts }, Buffer.from(`content of ${path}`)));
  return url(path);
};
const url = (path: string): string => new URL(path, stage.files.url).href;

const install = (URL: string, more: Partial<Extract<DuOperation, { operation: 'Install' }>> = {}): DuOperation => ({
  operation: 'Install',
  URL,
  UUID: '',
  Username: '',
  Password: '',
  ExecutionEnvRef: '',
  ...more,
});
const update = (more: Partial<Extract<DuOperation, { operation: 'Update' }>>): DuOperation => ({
  operation: 'Update',
  UUID: '',
  Version: '',
  URL: '',
  Username: '',
  Password: '',
  ...more,
});
const uninstall = (UUID: string, Version = ''): DuOperation => ({
  operation: 'Uninstall',
  UUID,
  Version,
  ExecutionEnvRef: '',
});

interface Result {
  readonly UUID: string;
  readonly Version: string;
  readonly CurrentState: string;
  readonly Resolved: boolean;
  readonly DeploymentUnitRef: string;
  readonly ExecutionUnitRefList: string;
  readonly Fault: { readonly FaultCode: number };
}
let jobs = 0;
/** Orders operations, gives the gateway a reason to call, and waits for the report. */
async function change(fleet: Awaited<ReturnType<Stage['fleet']>>, ...Operations: DuOperation[]): Promise<Result[]> {
  const { acs } = stage;
  const CommandKey = `job-${++jobs}`;
  const accepted = acs.order(first, 'ChangeDUState', { Operations, CommandKey });
  await fleet.happen(first, { kind: 'wakeUp' });
  expect(answered(await accepted)).toEqual({});
  const reports = () =>
    acs.calls.filter((call) => (call.args as { CommandKey?: string } | null)?.CommandKey === CommandKey);
  await acs.until(() => reports().length === 1, `the report of ${CommandKey}`);
  return (reports()[0]!.args as { Results: Result[] }).Results;
}
const codes = (results: readonly Result[]): number[] => results.map((result) => result.Fault.FaultCode);
const values = async (fleet: Awaited<ReturnType<Stage['fleet']>>, ...ParameterNames: string[]) => {
  const read = stage.acs.order(first, 'GetParameterValues', { ParameterNames });
  await fleet.happen(first, { kind: 'wakeUp' });
  return Object.fromEntries(answered(await read).ParameterList.map((item) => [item.name, item.value]));
};
const modules = 'Device.SoftwareModules.';

test('the UUID of a deployment unit is the name-based one', () => {
  expect(duUuid('sample1', 'broadband-forum.org')).toBe('2a68e9bf-3e8a-320c-9c4f-3fd9d71f6d87');
  expect(duUuid('sample.1', 'broadband-forum.org')).toBe('3de166ae-89f3-3302-95ce-87f80967c5af');
});

test('install: the package is fetched, its units appear and run, the report names them', async () => {
  const fleet = await stage.fleet();
  const link = offer('/a.pkg', {
    name: 'meter',
    version: '1.2',
    executionUnits: ['meterd', 'meter-ui'],
    diskSpace: 100,
  });
  const [result] = await change(fleet, install(link));
  expect(result).toMatchObject({
    UUID: duUuid('meter', 'example.org'),
    Version: '1.2',
    CurrentState: 'Installed',
    Resolved: true,
    DeploymentUnitRef: `${modules}DeploymentUnit.1`,
    ExecutionUnitRefList: `${modules}ExecutionUnit.1,${modules}ExecutionUnit.2`,
    Fault: { FaultCode: 0 },
  });
  const inform = await stage.acs.informWith('11 DU STATE CHANGE COMPLETE');
  expect(inform.events).toEqual(['4 VALUE CHANGE', '11 DU STATE CHANGE COMPLETE', `M ChangeDUState job-${jobs}`]);
  expect(
    await values(
      fleet,
      `${modules}DeploymentUnit.`,
      `${modules}ExecutionUnit.2.`,
      `${modules}ExecEnv.1.AvailableDiskSpace`,
    ),
  ).toMatchObject({
    [`${modules}DeploymentUnit.1.Name`]: 'meter',
    [`${modules}DeploymentUnit.1.Status`]: 'Installed',
    [`${modules}DeploymentUnit.1.URL`]: link,
    [`${modules}DeploymentUnit.1.ExecutionEnvRef`]: `${modules}ExecEnv.1`,
    [`${modules}ExecutionUnit.2.Name`]: 'meter-ui',
    [`${modules}ExecutionUnit.2.Status`]: 'Active',
    [`${modules}ExecEnv.1.AvailableDiskSpace`]: String(65_536 - 100),
  });
});

test('a package of another kind is known by its file name', async () => {
  const fleet = await stage.fleet();
  packages.set('/speedtest_2.1.0_aarch64.ipk', Buffer.from('whatever it holds'));
  const [result] = await change(fleet, install(url('/speedtest_2.1.0_aarch64.ipk')));
  expect(result).toMatchObject({ Version: '2.1.0', CurrentState: 'Installed' });
});

test('results come by position, one failure does not stop the others', async () => {
  const fleet = await stage.fleet();
  const good = offer('/good.pkg', { name: 'good', version: '1' });
  const damaged = offer('/damaged.pkg', { name: 'damaged', version: '1' });
  packages.set('/damaged.pkg', Buffer.concat([packages.get('/damaged.pkg')!, Buffer.from('more')]));
  const uuid = duUuid('good', 'example.org');
  const results = await change(
    fleet,
    install(url('/nowhere.pkg')),
    install(damaged),
    install('ftp://x/y.pkg'),
    install(good, { ExecutionEnvRef: `${modules}ExecEnv.9` }),
    install(good, { ExecutionEnvRef: `${modules}ExecEnv.2.` }),
    install(offer('/osgi.pkg', { name: 'bundle', environment: 'OSGi' })),
    install(offer('/big.pkg', { name: 'big', diskSpace: 99_999 })),
    uninstall(uuid),
    install(good),
    install(good),
    uninstall(uuid, '7'),
    update({ UUID: uuid }),
  );
  expect(codes(results)).toEqual([9016, 9018, 9013, 9023, 9024, 9025, 9027, 9028, 0, 9026, 9028, 9032]);
  expect(results.map((result) => result.CurrentState)).toEqual([
    ...Array.from({ length: 8 }, () => 'Failed'),
    'Installed',
    'Failed',
    'Failed',
    'Installed',
  ]);
  // Of the failures nothing is left behind.
  expect(await values(fleet, `${modules}DeploymentUnitNumberOfEntries`)).toEqual({
    [`${modules}DeploymentUnitNumberOfEntries`]: '1',
  });
});

test('update: by UUID, by URL and of everything; never downwards, and back to what it was when it fails', async () => {
  const fleet = await stage.fleet();
  const a = offer('/app.pkg', { name: 'app', version: '1.9' });
  const b = offer('/tool.pkg', { name: 'tool', version: '1.0' });
  await change(fleet, install(a), install(b));
  const uuid = duUuid('app', 'example.org');
  offer('/app.pkg', { name: 'app', version: '1.10', executionUnits: ['one', 'two'] });
  const [updated] = await change(fleet, update({ UUID: uuid }));
  expect(updated).toMatchObject({ Version: '1.10', CurrentState: 'Installed', Fault: { FaultCode: 0 } });
  expect(updated!.ExecutionUnitRefList.split(',')).toHaveLength(2);
  offer('/app.pkg', { name: 'app', version: '1.2' });
  offer('/tool.pkg', { name: 'tool', version: '1.1' });
  const results = await change(
    fleet,
    update({}),
    update({ URL: url('/none.pkg') }),
    update({ UUID: uuid, URL: url('/gone.pkg') }),
  );
  expect(codes(results)).toEqual([9030, 0, 9028, 9016]);
  expect(results.map((result) => result.Version)).toEqual(['1.10', '1.1', '', '1.10']);
});

test('several versions of one unit: an update must say which (9031), an uninstall takes all', async () => {
  const fleet = await stage.fleet();
  const uuid = duUuid('app', 'example.org');
  const [one, two] = ['1', '2'].map((version) => offer(`/app-${version}.pkg`, { name: 'app', version }));
  await change(fleet, install(one!), install(two!));
  const results = await change(fleet, update({ UUID: uuid }), uninstall(uuid.toUpperCase()));
  expect(codes(results)).toEqual([9031, 0, 0]);
  expect(results.slice(1).map((result) => [result.Version, result.CurrentState])).toEqual([
    ['1', 'Uninstalled'],
    ['2', 'Uninstalled'],
  ]);
  expect(await values(fleet, `${modules}ExecutionUnit.`)).toEqual({});
});

test('a unit whose dependency is missing is installed unresolved, and does not start', async () => {
  const fleet = await stage.fleet();
  const link = offer('/needy.pkg', { name: 'needy', dependencies: ['library'] });
  const [result] = await change(fleet, install(link));
  expect(result).toMatchObject({ CurrentState: 'Installed', Resolved: false, Fault: { FaultCode: 0 } });
  expect(
    await values(fleet, `${modules}ExecutionUnit.1.Status`, `${modules}ExecutionUnit.1.ExecutionFaultCode`),
  ).toEqual({
    [`${modules}ExecutionUnit.1.Status`]: 'Idle',
    [`${modules}ExecutionUnit.1.ExecutionFaultCode`]: 'DependencyFailure',
  });
});

test('RequestedState stops and starts a unit; an environment takes its units along', async () => {
  const { acs } = stage;
  const fleet = await stage.fleet();
  await change(fleet, install(offer('/app.pkg', { name: 'app' })));
  const unit = `${modules}ExecutionUnit.1.`;
  const set = async (name: string, value: string, type = 'string') => {
    const result = acs.order(first, 'SetParameterValues', { ParameterList: [{ name, value, type }], ParameterKey: '' });
    await fleet.happen(first, { kind: 'wakeUp' });
    return result;
  };
  const reaches = (state: string) =>
    acs.until(() => acs.informs.at(-1)!.parameters[`${unit}Status`] === state, `${state} to be told`);
  answered(await set(`${unit}RequestedState`, 'Idle'));
  await reaches('Idle');
  expect((await values(fleet, `${unit}RequestedState`))[`${unit}RequestedState`]).toBe('');
  answered(await set(`${unit}RequestedState`, 'Active'));
  await reaches('Active');
  answered(await set(`${modules}ExecEnv.1.Enable`, 'false', 'boolean'));
  await reaches('Idle');
  expect(await set(`${unit}RequestedState`, 'Active')).toMatchObject({ fault: { parameters: [{ code: 9007 }] } });
  expect(codes(await change(fleet, uninstall(duUuid('app', 'example.org'))))).toEqual([9024]);
});

test('what nobody ordered is told by the policy, with what was performed', async () => {
  const { acs } = stage;
  const fleet = await stage.fleet();
  const link = offer('/own.pkg', { name: 'own' });
  const operation = { kind: 'install', url: link, uuid: '', username: '', password: '', execEnv: '' } as const;
  await fleet.happen(first, { kind: 'softwareChange', operations: [operation] });
  await eventually(
    async () =>
      (await values(fleet, `${modules}DeploymentUnitNumberOfEntries`))[`${modules}DeploymentUnitNumberOfEntries`],
  ).toBe('1');
  const policy = 'Device.ManagementServer.DUStateChangeComplPolicy.';
  const wanted = acs.order(first, 'SetParameterValues', {
    ParameterList: [
      { name: `${policy}Enable`, value: 'true', type: 'boolean' },
      { name: `${policy}OperationTypeFilter`, value: 'Update,Uninstall', type: 'string' },
    ],
    ParameterKey: '',
  });
  await fleet.happen(first, { kind: 'wakeUp' });
  answered(await wanted);
  const gone = { kind: 'uninstall', uuid: duUuid('own', 'example.org'), version: '', execEnv: '' } as const;
  await fleet.happen(first, { kind: 'softwareChange', operations: [gone] });
  const inform = await acs.informWith('12 AUTONOMOUS DU STATE CHANGE COMPLETE');
  expect(inform.events).toContain('12 AUTONOMOUS DU STATE CHANGE COMPLETE');
  await acs.until(() => acs.calls.length === 1, 'the report');
  expect(acs.calls).toMatchObject([
    {
      method: 'AutonomousDUStateChangeComplete',
      args: { Results: [{ CurrentState: 'Uninstalled', OperationPerformed: 'Uninstall' }] },
    },
  ]);
});

describe('power cuts', () => {
  test('in the middle of a job: the rest is done after the boot, and everything is reported once', async () => {
    const { acs } = stage;
    const quick = offer('/quick.pkg', { name: 'quick' });
    const slow = offer('/slow.pkg', { name: 'slow' });
    const serve = stage.files.serve;
    stage.files.serve = (request, response) => {
      if (request.url !== '/slow.pkg') serve(request, response);
    };
    const accepted = acs.order(first, 'ChangeDUState', {
      Operations: [install(quick), install(slow)],
      CommandKey: 'cut',
    });
    const fleet = await stage.fleet();
    answered(await accepted);
    await eventually(() => stage.files.requests).toBe(2);
    await fleet.abandon();
    stage.files.serve = serve;
    const again = await stage.fleet();
    await acs.until(() => acs.calls.length === 1, 'the report');
    const { Results } = acs.calls[0]!.args as { Results: Result[] };
    expect(Results.map((result) => [result.CurrentState, result.Fault.FaultCode])).toEqual([
      ['Installed', 0],
      ['Installed', 0],
    ]);
    expect(await values(again, `${modules}DeploymentUnitNumberOfEntries`)).toEqual({
      [`${modules}DeploymentUnitNumberOfEntries`]: '2',
    });
  });

  test('a report that was not answered is repeated word for word', async () => {
    const { acs } = stage;
    acs.mischief = (message) => (message === 'DUStateChangeComplete' ? { fault: 8002 } : null);
    const accepted = acs.order(first, 'ChangeDUState', {
      Operations: [install(offer('/a.pkg', { name: 'a' }))],
      CommandKey: 'again',
    });
    const fleet = await stage.fleet();
    answered(await accepted);
    const told = () => acs.bodies.filter((body) => body.includes('<cwmp:DUStateChangeComplete>'));
    await eventually(() => told().length).toBeGreaterThan(0);
    await fleet.abandon();
    acs.mischief = () => null;
    await stage.fleet();
    await acs.until(() => acs.calls.length === 1, 'the report');
    const body = (text: string): string => /<soapenv:Body>.*/s.exec(text)![0];
    expect(new Set(told().map(body)).size).toBe(1);
  });
});

test.each(['icwmp', 'rdk'] as const)('the form of %s is spoken', async (softwareModulesForm) => {
  const { acs } = stage;
  const accepted = acs.order(first, 'ChangeDUState', {
    Operations: [install(offer('/a.pkg', { name: 'a' }))],
    CommandKey: 'form',
  });
  await stage.fleet({ softwareModulesForm });
  answered(await accepted);
  await acs.until(() => acs.calls.length === 1, 'the report');
  expect(acs.bodies.find((body) => body.includes('DUStateChangeComplete>'))).toMatch(/<Results[^>]*><OpResultStruct>/);
  expect(acs.calls[0]!.args).toMatchObject({ CommandKey: 'form', Results: [{ CurrentState: 'Installed' }] });
});

test('too many operations, or none, are refused; the IGD tree has modules as well', async () => {
  const { acs } = stage;
  const many = acs.order(first, 'ChangeDUState', {
    Operations: Array.from({ length: 17 }, () => install(url('/x.pkg'))),
    CommandKey: 'many',
  });
  const accepted = acs.order(first, 'ChangeDUState', {
    Operations: [install(offer('/a.pkg', { name: 'a' }))],
    CommandKey: 'igd',
  });
  await stage.fleet({ root: 'igd' });
  expect(await many).toMatchObject({ fault: { code: 9004 } });
  answered(await accepted);
  await acs.until(() => acs.calls.length === 1, 'the report');
  expect(acs.calls[0]!.args).toMatchObject({
    Results: [{ DeploymentUnitRef: 'InternetGatewayDevice.SoftwareModules.DeploymentUnit.1' }],
  });
});

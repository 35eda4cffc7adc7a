import { describe, expect, it } from 'vitest';
import type { DeviceKey } from '../../../src/base/ids.ts';
import { executionUnitState } from '../../../src/campaigns/kinds/execution-unit-state.ts';
import type { DeviceNow, EndedOperation } from '../../../src/campaigns/kinds/kind.ts';
import { modules } from '../../../src/campaigns/kinds/modules.ts';
import { readPlan } from '../../../src/campaigns/plan/plan.ts';
import type { ExecutionUnitPlan, ModulesPlan, PlannedPackage } from '../../../src/campaigns/plan/resolved.ts';

const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
const root = 'Device.SoftwareModules.';
const read = { kind: 'getParameterValues', order: { paths: [root] } };

const meter: PlannedPackage = {
  op: 'install',
  name: 'meter',
  uuid: null,
  version: '1.1',
  source: { fileId: '0196a000-0000-4000-8000-000000000001' },
  executionEnvRef: null,
  diskSpace: 100,
  requires: [],
};

function planOf(kind: 'install' | 'update' | 'uninstall', ...packages: Partial<PlannedPackage>[]): ModulesPlan {
  const plan = readPlan({ name: 'p', kind, artifact: { packages: [{ name: 'any', url: 'http://x/y' }] } });
  const op = { op: kind, ...(kind === 'uninstall' ? { source: null, diskSpace: null, version: null } : {}) };
  return { ...plan, productClass: null, packages: packages.map((one) => ({ ...meter, ...op, ...one })) } as ModulesPlan;
}

type Told = Record<string, string>;
const environment = (more: Told = {}): Told => ({
  'ExecEnv.1.Name': 'native',
  'ExecEnv.1.Status': 'Up',
  'ExecEnv.1.AvailableDiskSpace': '1000',
  ...more,
});
const unit = (version: string, more: Told = {}, row = 1): Told =>
  Object.fromEntries(
    Object.entries({
      UUID: uuid,
      Name: 'meter',
      Version: version,
      Status: 'Installed',
      Resolved: '1',
      ExecutionEnvRef: `${root}ExecEnv.1`,
      ...more,
    }).map(([name, value]) => [`DeploymentUnit.${row}.${name}`, value]),
  );

const pairs = (...told: Told[]) =>
  Object.entries(Object.assign({}, ...told) as Told).map(([name, value]) => [root + name, value] as const);
const device = (...told: Told[]): DeviceNow => ({
  key: 1 as DeviceKey,
  productClass: 'GW',
  softwareVersion: '1.0',
  root: 'Device.',
  lastInformAt: null,
  modules: told.length === 0 ? null : pairs(...told),
});
/** A reading that tells this. */
const told = (...parts: Told[]): EndedOperation => ({
  kind: 'getParameterValues',
  state: 'succeeded',
  order: read.order,
  result: { parameters: pairs(...parts).map(([path, value]) => ({ path, value, type: 'string' })) },
  fault: null,
});
const changed = (state: 'succeeded' | 'failed', operations: object[], results: object[]): EndedOperation => ({
  kind: 'changeDuState',
  state,
  order: { operations },
  result: {
    results: results.map((one, i) => ({
      uuid,
      version: '1.1',
      currentState: 'Installed',
      resolved: true,
      fault: { code: 0, message: '' },
      operation: i,
      outcome: state === 'succeeded' ? 'done' : 'failed',
      evidence: 'complete',
      ...one,
    })),
  },
  fault: state === 'failed' ? { code: 9026, message: 'no' } : null,
});
/** What is ordered of a device once it has told this. */
function operationsAfter(plan: ModulesPlan, ...tables: Told[]): unknown {
  const next = modules.next!(plan, told(...tables), device());
  return next?.do === 'order' ? next.order.order['operations'] : next;
}

describe('an install', () => {
  const plan = planOf('install', {});

  it('begins with a question, whatever is stored', () => {
    for (const one of [device(), device(environment()), device(environment(), unit('1.1'))])
      expect(modules.order(plan, one)).toEqual(read);
  });

  it('is ordered where it is missing', () => {
    const fileId = meter.source && 'fileId' in meter.source && meter.source.fileId;
    expect(modules.next!(plan, told(environment()), device())).toEqual({
      do: 'order',
      order: { kind: 'changeDuState', order: { operations: [{ op: 'install', fileId }], timeoutMinutes: 60 } },
    });
  });

  it('is an update where an older version is installed', () => {
    expect(operationsAfter(plan, environment(), unit('1.0'))).toMatchObject([{ op: 'update', uuid, version: '1.0' }]);
  });

  const verdicts: [what: string, tables: Told[], verdict: object][] = [
    ['there', [environment(), unit('1.1')], { do: 'prove' }],
    ['short of space', [environment({ 'ExecEnv.1.AvailableDiskSpace': '10' })], { do: 'refuse', reason: 'lowSpace' }],
    ['down', [environment({ 'ExecEnv.1.Status': 'Disabled' })], { do: 'refuse', reason: 'environmentDown' }],
    ['newer', [environment(), unit('1.2')], { do: 'refuse', reason: 'newer' }],
    ['at work', [environment(), unit('1.0', { Status: 'Updating' })], { do: 'wait', reason: 'busy' }],
    [
      'ambiguous',
      [environment(), unit('1.0'), unit('1.0', { UUID: uuid.replace('1e', '2e') }, 2)],
      { do: 'refuse', reason: 'ambiguous' },
    ],
    ['without modules', [], { do: 'refuse', reason: 'unsupported' }],
  ];
  it.each(verdicts)('on a device that turns out to be %s', (_, tables, verdict) => {
    expect(modules.next!(plan, told(...tables), device())).toEqual(verdict);
  });

  it('names the environment that it is for, and refuses a device without one', () => {
    const named = planOf('install', { executionEnvRef: 'native' });
    expect(operationsAfter(named, environment())).toMatchObject([{ executionEnvRef: `${root}ExecEnv.1` }]);
    const other = planOf('install', { executionEnvRef: 'java' });
    expect(modules.next!(other, told(environment()), device())).toEqual({ do: 'refuse', reason: 'noEnvironment' });
  });

  it('goes after what it needs of the same plan, in one order', () => {
    const both = planOf('install', { requires: ['library'] }, { name: 'library', source: { url: 'http://x/library' } });
    expect(operationsAfter(both, environment())).toMatchObject([
      { url: 'http://x/library' },
      { fileId: expect.any(String) as string },
    ]);
  });

  it('refuses a device whose tables cannot be read as there are none, and no other', () => {
    const failed = (code: number): EndedOperation => ({ ...told(), state: 'failed', fault: { code, message: 'no' } });
    expect(modules.next!(plan, failed(9005), device())).toEqual({ do: 'refuse', reason: 'unsupported' });
    expect(modules.next!(plan, failed(9002), device())).toBeNull();
  });

  it('believes the device that it is done, but not everything it says', () => {
    const operations = [{ op: 'install', fileId: 'f' }];
    expect(modules.next!(plan, changed('succeeded', operations, [{}]), device())).toBeNull();
    expect(modules.next!(plan, changed('succeeded', operations, [{ resolved: false }]), device())).toEqual({
      do: 'refuse',
      reason: 'dependencyMissing',
    });
    expect(modules.next!(plan, changed('succeeded', operations, [{ version: '1.0' }]), device())).toEqual({
      do: 'refuse',
      reason: 'otherVersion',
    });
  });

  it('takes "it is there already" for a success only where the tables show it', () => {
    const duplicate = { fault: { code: 9026, message: 'duplicate' } };
    const operations = [{ op: 'install', fileId: 'f' }];
    const verdict = (installed?: object[], fault: object = duplicate) =>
      modules.next!(plan, changed('failed', operations, [{ ...fault, ...(installed ? { installed } : {}) }]), device());
    expect(verdict([{ uuid, version: '1.1', status: 'Installed' }])).toEqual({ do: 'prove' });
    expect(verdict([{ uuid, version: '1.0', status: 'Installed' }])).toBeNull();
    expect(verdict([])).toBeNull();
    expect(verdict()).toBeNull();
    const other = { fault: { code: 9018, message: 'corrupt' } };
    expect(verdict([{ uuid, version: '1.1', status: 'Installed' }], other)).toBeNull();
  });

  it('holds as long as the unit is there, whole, and its units can run', () => {
    const runs: Told = {
      'ExecutionUnit.1.Name': 'meterd',
      'ExecutionUnit.1.AutoStart': '1',
      'ExecutionUnit.1.Status': 'Idle',
    };
    const refs = { ExecutionUnitList: `${root}ExecutionUnit.1` };
    const holds = (...tables: Told[]) => modules.holds!(plan, device(...tables));
    expect(holds(environment(), unit('1.1'))).toBe(true);
    expect(holds(environment(), unit('1.0'))).toBe(false);
    expect(holds(environment())).toBe(false);
    expect(holds(environment(), unit('1.1', { Resolved: '0' }))).toBe(false);
    expect(holds(environment(), unit('1.1', { Status: 'Updating' }))).toBeNull();
    expect(holds()).toBeNull();
    expect(holds(environment(), { 'DeploymentUnit.1.UUID': uuid, 'DeploymentUnit.1.Version': '1.1' })).toBeNull();
    expect(holds(environment(), unit('1.1', refs), runs)).toBe(true);
    expect(
      holds(environment(), unit('1.1', refs), { ...runs, 'ExecutionUnit.1.ExecutionFaultCode': 'FailureOnAutoStart' }),
    ).toBe(false);
  });

  it('is for one model where its file is', () => {
    expect(modules.refuses({ ...plan, productClass: 'XX' }, device(environment()))).toBe('wrongModel');
    expect(modules.refuses(plan, device(environment()))).toBeNull();
  });
});

describe('an update', () => {
  const plan = planOf('update', {});

  it('is none for a device that has no such unit', () => {
    expect(modules.next!(plan, told(environment()), device())).toEqual({ do: 'refuse', reason: 'notInstalled' });
  });

  it('cannot name a unit without a UUID', () => {
    expect(modules.next!(plan, told(environment(), unit('1.0', { UUID: '' })), device())).toEqual({
      do: 'refuse',
      reason: 'noUuid',
    });
  });
});

describe('an uninstall', () => {
  const plan = planOf('uninstall', {});

  it('removes every version of the unit', () => {
    expect(operationsAfter(plan, environment(), unit('1.0'), unit('1.1', {}, 2))).toMatchObject([
      { op: 'uninstall', uuid, version: '1.0' },
      { op: 'uninstall', uuid, version: '1.1' },
    ]);
  });

  it('needs nothing where it is not there, and holds as long as that is so', () => {
    expect(modules.next!(plan, told(environment()), device())).toEqual({ do: 'prove' });
    expect(modules.holds!(plan, device(environment()))).toBe(true);
    expect(modules.holds!(plan, device(environment(), unit('1.0')))).toBe(false);
  });

  it('takes "there is no such unit" for a success where the tables show none', () => {
    const unknown = { fault: { code: 9028, message: 'unknown' }, currentState: 'Uninstalled' };
    const operations = [{ op: 'uninstall', uuid }];
    const verdict = (installed: object[]) =>
      modules.next!(plan, changed('failed', operations, [{ ...unknown, installed }]), device());
    expect(verdict([])).toEqual({ do: 'prove' });
    expect(verdict([{ uuid, version: '1.0', status: 'Installed' }])).toBeNull();
  });
});

describe('the state of an execution unit', () => {
  const plan = readPlan({
    name: 'p',
    kind: 'executionUnitState',
    artifact: { executionUnit: 'meterd', requestedState: 'Active' },
  }) as ExecutionUnitPlan;
  const runs = (status: string, fault = 'NoFault'): Told => ({
    'ExecutionUnit.3.Name': 'meterd',
    'ExecutionUnit.3.EUID': 'eu-3',
    'ExecutionUnit.3.Status': status,
    'ExecutionUnit.3.ExecutionFaultCode': fault,
  });

  it('is ordered where it turns out to be another', () => {
    for (const one of [device(), device(runs('Idle'))]) expect(executionUnitState.order(plan, one)).toEqual(read);
    expect(executionUnitState.next!(plan, told(runs('Idle')), device())).toMatchObject({
      do: 'order',
      order: {
        kind: 'setExecutionUnitState',
        order: { executionUnit: `${root}ExecutionUnit.3`, requestedState: 'Active' },
      },
    });
  });

  it('is none for a device without that unit', () => {
    expect(executionUnitState.next!(plan, told(environment()), device())).toEqual({ do: 'refuse', reason: 'noUnit' });
    expect(executionUnitState.next!(plan, told(runs('Active')), device())).toEqual({ do: 'prove' });
  });

  const stands: [told: Told, holds: boolean | null][] = [
    [runs('Active'), true],
    [runs('Idle'), false],
    [runs('Starting'), null],
    [runs('Active', 'FailureWhileActive'), false],
    [environment(), false],
  ];
  it.each(stands)('holds by its Status and without a fault: %j', (tables, holds) => {
    expect(executionUnitState.holds!(plan, device(tables))).toBe(holds);
  });
});

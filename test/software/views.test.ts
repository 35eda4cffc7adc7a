import { describe, expect, it, test } from 'vitest';
import { softwareModules } from '../../src/datamodel/views/software-modules.ts';
import {
  modulesReference,
  referenceList,
  sameReference,
} from '../../src/datamodel/views/software-modules-references.ts';
import {
  type DeploymentUnitState,
  deploymentUnitMachine,
  type ExecutionUnitState,
  executionUnitMachine,
  requestedStateTable,
} from '../../src/datamodel/views/software-modules-states.ts';
import { deploymentUnitUuid, sameUuid, uuidVersionOf } from '../../src/datamodel/views/software-modules-uuid.ts';

const under = (root: string, told: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(told).map(([name, value]) => [`${root}SoftwareModules.${name}`, value]);

describe('the tables of a device', () => {
  const told = {
    ExecEnvNumberOfEntries: '1',
    'ExecEnv.1.Enable': '1',
    'ExecEnv.1.Status': 'Up',
    'ExecEnv.1.Name': 'native',
    'ExecEnv.1.CurrentRunLevel': '-1',
    'ExecEnv.1.AvailableDiskSpace': '10240',
    'ExecEnv.1.AvailableMemory': '-1',
    'ExecEnv.1.ParentExecEnv': '',
    'ExecEnv.1.ActiveExecutionUnits': 'SoftwareModules.ExecutionUnit.12.',
    'ExecEnv.1.Reset': '0',
    'DeploymentUnit.3.UUID': 'FE2D23BD-DD02-51B8-AF04-F5C18B2B0AA6',
    'DeploymentUnit.3.Name': 'sample1',
    'DeploymentUnit.3.Version': '1.0',
    'DeploymentUnit.3.Status': 'Installed',
    'DeploymentUnit.3.Resolved': 'true',
    'DeploymentUnit.3.ExecutionUnitList': '.SoftwareModules.ExecutionUnit.12, ROOTSoftwareModules.ExecutionUnit.7.',
    'DeploymentUnit.3.ExecutionEnvRef': 'ROOTSoftwareModules.ExecEnv.1.',
    'DeploymentUnit.3.X_00D09E_Licence': 'gold',
    'ExecutionUnit.12.EUID': 'sample1/main',
    'ExecutionUnit.12.Name': 'main',
    'ExecutionUnit.12.Status': 'Idle',
    'ExecutionUnit.12.ExecutionFaultCode': 'FailureOnStart',
    'ExecutionUnit.12.ExecutionFaultMessage': 'no such library',
    'ExecutionUnit.12.RequestedState': 'Active',
    'ExecutionUnit.12.AutoStart': 'False',
    'ExecutionUnit.12.RunLevel': 'many',
    'ExecutionUnit.12.Extensions.X_00D09E_Port': '8080',
    'ExecutionUnit.12.Extensions.X_00D09E_Peer.1.Name': 'a.b',
    'ExecutionUnit.12.EnvVariable.1.Key': 'HOME',
    'ExecutionUnit.7.Status': 'Active',
    'ExecutionUnit.7.ExecutionFaultCode': 'NoFault',
  };

  test.each(['Device.', 'InternetGatewayDevice.'])('are read below %s', (root) => {
    const text = JSON.stringify(told).replaceAll('ROOT', root);
    const tables = softwareModules(under(root, JSON.parse(text)));
    const modules = `${root}SoftwareModules.`;
    expect(tables.executionEnvironments).toEqual([
      expect.objectContaining({
        path: `${modules}ExecEnv.1`,
        enabled: true,
        status: 'Up',
        name: 'native',
        currentRunLevel: -1,
        availableDiskSpace: 10240,
        availableMemory: -1,
        parentRef: null,
        activeExecutionUnitRefs: [`${modules}ExecutionUnit.12`],
        // A command tells nothing.
        further: {},
      }),
    ]);
    expect(tables.deploymentUnits).toEqual([
      expect.objectContaining({
        instance: 3,
        uuid: 'fe2d23bd-dd02-51b8-af04-f5c18b2b0aa6',
        resolved: true,
        executionUnitRefs: [`${modules}ExecutionUnit.12`, `${modules}ExecutionUnit.7`],
        executionEnvironmentRef: `${modules}ExecEnv.1`,
        further: { X_00D09E_Licence: 'gold' },
      }),
    ]);
    const [seven, twelve] = tables.executionUnits;
    expect(seven).toMatchObject({ instance: 7, status: 'Active', fault: null, extensions: {} });
    expect(twelve).toMatchObject({
      euid: 'sample1/main',
      fault: { code: 'FailureOnStart', message: 'no such library' },
      autoStart: false,
      extensions: { X_00D09E_Port: '8080', 'X_00D09E_Peer.1.Name': 'a.b' },
      // What is no number is kept as it was told.
      runLevel: null,
      further: { 'EnvVariable.1.Key': 'HOME', RunLevel: 'many' },
    });
  });

  it('may lack Status and Resolved', () => {
    const { deploymentUnits } = softwareModules(under('Device.', { 'DeploymentUnit.1.UUID': 'not-a-uuid' }));
    expect(deploymentUnits).toEqual([
      expect.objectContaining({ uuid: 'not-a-uuid', status: null, resolved: null, version: null }),
    ]);
  });

  it('are empty where there are none, and take nothing from elsewhere', () => {
    const other: [string, string][] = [
      ['Device.DeviceInfo.SoftwareVersion', '1'],
      ['Device.X.SoftwareModules.DeploymentUnit.1.Name', 'x'],
      ['Device.SoftwareModules.DeploymentUnit.x.Name', 'x'],
      ['Device.SoftwareModules.DeploymentUnit.1.', ''],
    ];
    expect(softwareModules(other)).toEqual({ executionEnvironments: [], deploymentUnits: [], executionUnits: [] });
  });
});

describe('references', () => {
  test.each([
    'Device.SoftwareModules.ExecEnv.1',
    'Device.SoftwareModules.ExecEnv.1.',
    'SoftwareModules.ExecEnv.1.',
    '.SoftwareModules.ExecEnv.1',
    ' InternetGatewayDevice.SoftwareModules.ExecEnv.1 ',
  ])('%s is the same in every form', (text) => {
    expect(modulesReference(text, 'Device.')).toBe('Device.SoftwareModules.ExecEnv.1');
    expect(sameReference(text, '.SoftwareModules.ExecEnv.1.')).toBe(true);
    expect(sameReference(text, 'Device.SoftwareModules.ExecEnv.11')).toBe(false);
  });

  it('come in comma lists, each once', () => {
    expect(referenceList(' A.1. ,, B.2,A.1', 'Device.')).toEqual(['Device.A.1', 'Device.B.2']);
    expect(referenceList('', 'Device.')).toEqual([]);
  });
});

describe('the UUID of a unit that nobody gave one', () => {
  test.each([
    ['sample1', 'fe2d23bd-dd02-51b8-af04-f5c18b2b0aa6', '2a68e9bf-3e8a-320c-9c4f-3fd9d71f6d87'],
    ['sample.1', '0fbf4583-efd7-51b6-8483-7b347f4b521d', '3de166ae-89f3-3302-95ce-87f80967c5af'],
  ])('%s', (name, v5, v3) => {
    expect(deploymentUnitUuid(name, 'broadband-forum.org', 5)).toBe(v5);
    expect(deploymentUnitUuid(name, 'broadband-forum.org', 3)).toBe(v3);
    expect(sameUuid(v5.toUpperCase(), v5)).toBe(true);
  });

  test.each([
    ['Device.', '2.15', 3],
    ['Device.', '2.16', 5],
    ['Device.', '2.9', 3],
    ['Device.', '3.0', 5],
    ['Device.', null, 3],
    ['InternetGatewayDevice.', '2.16', 3],
  ])('%s %s has version %s', (root, model, version) => {
    expect(uuidVersionOf(root, model)).toBe(version);
  });
});

describe('the machines', () => {
  it('lead from every state of a unit to a state at rest', () => {
    const busy: DeploymentUnitState[] = ['Installing', 'Updating', 'Uninstalling'];
    for (const state of busy) {
      expect(Object.keys(deploymentUnitMachine[state]).sort()).toEqual(['failure', 'success']);
      for (const next of Object.values(deploymentUnitMachine[state])) expect(busy).not.toContain(next);
    }
    expect(deploymentUnitMachine.Installing.failure).toBe('absent');
    expect(deploymentUnitMachine.Updating.failure).toBe('Installed');
  });

  it('do what the table of RequestedState says', () => {
    for (const wanted of ['Idle', 'Active'] as const) {
      for (const state of Object.keys(executionUnitMachine) as ExecutionUnitState[]) {
        const does = requestedStateTable[wanted][state];
        // What is done can be done in that state; what is ignored or refused leads nowhere.
        if (does === 'start' || does === 'stop') expect(executionUnitMachine[state][does]).toBeDefined();
        else expect(executionUnitMachine[state][wanted === 'Active' ? 'start' : 'stop']).toBeUndefined();
      }
    }
  });
});

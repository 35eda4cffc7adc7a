import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DuOperation } from '../../src/cwmp/rpc/change-du-state.ts';
import { packBundle } from '../../src/files/packages/format/bundle.ts';
import { fileEntry } from '../../src/files/packages/format/pack.ts';
import { readTar, writeTar } from '../../src/files/packages/format/tar.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import type { FleetRequest } from '../../src/simulator/fleet-options.ts';
import { allSteps, type Step } from '../../src/simulator/software/environments/steps.ts';
import { duUuid } from '../../src/simulator/software/uuid.ts';
import { answeringPackage, type PackageWish, processesBelow, signingKey } from '../support/signed-packages.ts';
import { status, whole } from './support/file-server.ts';
import { answered, eventually, first, Stage } from './support/stage.ts';

const key = signingKey();
const modules = 'Device.SoftwareModules.';
const uuid = duUuid('meter', 'Example Works');
const native: Partial<FleetRequest> = {
  environments: [{ percent: 100, what: 'native' }],
  packageKeys: [key.publicKey],
  flashSeconds: 0,
};

let stage: Stage;
const packages = new Map<string, Buffer>();
beforeEach(async () => {
  stage = await Stage.set();
  stage.files.serve = (request, response) => {
    const wanted = packages.get(request.url ?? '');
    (wanted === undefined ? status(404) : whole(wanted))(request, response);
  };
});
afterEach(async () => {
  const { directory } = stage;
  await stage.clear();
  expect(stage.defects).toEqual([]);
  expect(await processesBelow(directory)).toEqual([]);
});

const offer = async (path: string, wish: Partial<PackageWish> & { readonly version: string }): Promise<string> =>
  serve(path, await answeringPackage({ key: key.privateKey, ...wish }));
const serve = (path: string, bytes: Buffer): string => {
  packages.set(path, bytes);
  return new URL(path, stage.files.url).href;
};
const install = (URL: string): DuOperation => ({
  operation: 'Install',
  URL,
  UUID: '',
  Username: '',
  Password: '',
  ExecutionEnvRef: '',
});
const update = (URL: string): DuOperation => ({
  operation: 'Update',
  UUID: uuid,
  Version: '',
  URL,
  Username: '',
  Password: '',
});
const uninstall: DuOperation = { operation: 'Uninstall', UUID: uuid, Version: '', ExecutionEnvRef: '' };

interface Result {
  readonly Version: string;
  readonly CurrentState: string;
  readonly Resolved: boolean;
  readonly DeploymentUnitRef: string;
  readonly ExecutionUnitRefList: string;
  readonly Fault: { readonly FaultCode: number; readonly FaultString: string };
}
let jobs = 0;
const reports = (commandKey: string) =>
  stage.acs.calls.filter((call) => (call.args as { CommandKey?: string } | null)?.CommandKey === commandKey);
async function reported(commandKey: string): Promise<Result[]> {
  await stage.acs.until(() => reports(commandKey).length === 1, `the report of ${commandKey}`, 25_000);
  return (reports(commandKey)[0]!.args as { Results: Result[] }).Results;
}
async function change(fleet: Fleet, ...Operations: DuOperation[]): Promise<Result[]> {
  const CommandKey = `job-${++jobs}`;
  const accepted = stage.acs.order(first, 'ChangeDUState', { Operations, CommandKey });
  await fleet.happen(first, { kind: 'wakeUp' });
  expect(answered(await accepted)).toEqual({});
  return reported(CommandKey);
}
async function values(fleet: Fleet, ...ParameterNames: string[]): Promise<Record<string, string>> {
  const read = stage.acs.order(first, 'GetParameterValues', { ParameterNames });
  await fleet.happen(first, { kind: 'wakeUp' });
  return Object.fromEntries(answered(await read).ParameterList.map((item) => [item.name, item.value]));
}
/** The first execution unit, by the names of its parameters. */
async function unit(fleet: Fleet): Promise<Record<string, string>> {
  const read = await values(fleet, `${modules}ExecutionUnit.`);
  const numbers = [...new Set(Object.keys(read).map((path) => path.split('.')[3]!))];
  expect(numbers).toHaveLength(1);
  return Object.fromEntries(Object.entries(read).map(([path, value]) => [path.split('.').slice(4).join('.'), value]));
}
async function request(fleet: Fleet, state: 'Active' | 'Idle'): Promise<void> {
  const { EUID: _, ...facts } = await unit(fleet);
  expect(facts['Status']).not.toBe(state);
  const [path] = Object.keys(await values(fleet, `${modules}ExecutionUnit.`));
  const name = `${path!.split('.').slice(0, 4).join('.')}.RequestedState`;
  const set = stage.acs.order(first, 'SetParameterValues', {
    ParameterList: [{ name, value: state, type: 'string' }],
    ParameterKey: '',
  });
  await fleet.happen(first, { kind: 'wakeUp' });
  answered(await set);
  await eventually(async () => (await unit(fleet))['Status']).toBe(state);
}
const says = async (fleet: Fleet): Promise<string> => {
  const { X_MUSTER_Port: port } = await unit(fleet);
  return (await fetch(`http://127.0.0.1:${port}/`)).text();
};
const environment = (): string => join(stage.directory, first, 'exec-env-1');
/** What lies in the environment: folders of units, and what is in each. */
async function onDisk(): Promise<{ readonly journal: boolean; readonly units: readonly (readonly string[])[] }> {
  const folder = join(environment(), 'units');
  const names = await readdir(folder);
  const units = await Promise.all(names.map(async (name) => (await readdir(join(folder, name))).sort()));
  const plain = units.map((files) => files.map((file) => file.replace(/^root-[0-9a-f]+/, 'root')));
  return { journal: existsSync(join(environment(), 'journal.json')), units: plain };
}
const oneUnit = { journal: false, units: [['root', 'root.scripts', 'unit.json']] };
const noUnit = { journal: false, units: [] };

describe('a native environment', () => {
  test('installs a signed package, runs its unit as a process, updates it while it runs, and leaves nothing behind', async () => {
    const fleet = await stage.fleet(native);
    const [installed] = await change(
      fleet,
      install(await offer('/meter_1.0.ipk', { version: '1.0', autoStart: false })),
    );
    expect(installed).toMatchObject({
      UUID: uuid,
      Version: '1.0',
      CurrentState: 'Installed',
      Resolved: true,
      Fault: { FaultCode: 0 },
    });
    expect(await unit(fleet)).toMatchObject({ Name: 'meterd', Status: 'Idle', AutoStart: 'false', X_MUSTER_Pid: '0' });
    expect(await processesBelow(stage.directory)).toEqual([]);
    expect(await onDisk()).toEqual(oneUnit);

    await request(fleet, 'Active');
    const running = await unit(fleet);
    expect(running).toMatchObject({ ExecutionFaultCode: 'NoFault' });
    expect(Number(running['MemoryInUse'])).toBeGreaterThan(1000);
    expect(await processesBelow(stage.directory)).toContain(Number(running['X_MUSTER_Pid']));
    expect(await says(fleet)).toBe('meter 1.0');

    const [updated] = await change(fleet, update(await offer('/meter_1.1.ipk', { version: '1.1', autoStart: false })));
    expect(updated).toMatchObject({ Version: '1.1', CurrentState: 'Installed', Fault: { FaultCode: 0 } });
    expect(await says(fleet)).toBe('meter 1.1');
    expect((await unit(fleet))['X_MUSTER_Pid']).not.toBe(running['X_MUSTER_Pid']);
    expect(await processesBelow(stage.directory)).not.toContain(Number(running['X_MUSTER_Pid']));
    expect(await onDisk()).toEqual(oneUnit);

    await request(fleet, 'Idle');
    expect(await processesBelow(stage.directory)).toEqual([]);
    const [removed] = await change(fleet, uninstall);
    expect(removed).toMatchObject({ Version: '1.1', CurrentState: 'Uninstalled', Fault: { FaultCode: 0 } });
    expect(await onDisk()).toEqual(noUnit);
    expect(await values(fleet, `${modules}DeploymentUnitNumberOfEntries`)).toEqual({
      [`${modules}DeploymentUnitNumberOfEntries`]: '0',
    });
  });

  test('refuses what is tampered with, unsigned, for others, or too large, and is clean afterwards', async () => {
    const fleet = await stage.fleet(native);
    const good = await answeringPackage({ version: '1.0', key: key.privateKey });
    const other = await answeringPackage({ version: '6.6', key: null });
    const data = tarOf(other).find((entry) => entry.path === 'data.tar.gz')!;
    const tampered = gzipSync(writeTar(tarOf(good).map((entry) => (entry.path === data.path ? data : entry))));
    const results = await change(
      fleet,
      install(serve('/tampered.ipk', tampered)),
      install(serve('/unsigned.ipk', other)),
      install(await offer('/foreign.ipk', { version: '1.0', key: signingKey().privateKey })),
      install(await offer('/mips.ipk', { version: '1.0', architecture: 'mips_24kc' })),
      install(await offer('/large.ipk', { version: '1.0', installedSize: 2 ** 30 })),
      install(
        await offer('/refusing.ipk', {
          version: '1.0',
          scripts: { postinst: '#!/bin/sh\necho no room >&2\nexit 3\n' },
        }),
      ),
      install(serve('/nonsense.ipk', Buffer.from('nonsense'))),
    );
    expect(results.map((result) => [result.CurrentState, result.Fault.FaultCode])).toEqual(
      [9018, 9018, 9018, 9025, 9027, 9001, 9018].map((code) => ['Failed', code]),
    );
    expect(results[0]!.Fault.FaultString).toContain('data.tar.gz: its SHA-256 is not the one in checksums');
    expect(results[1]!.Fault.FaultString).toContain('the package is not signed');
    expect(results[3]!.Fault.FaultString).toContain('mips_24kc');
    expect(results[5]!.Fault.FaultString).toContain('postinst ended with status 3: no room');
    expect(await onDisk()).toEqual(noUnit);
    expect(await values(fleet, `${modules}DeploymentUnit.`)).toEqual({});
  });

  test('an update that is refused leaves the old version running', async () => {
    const fleet = await stage.fleet(native);
    await change(fleet, install(await offer('/meter.ipk', { version: '1.0' })));
    const failing = await offer('/failing.ipk', { version: '2.0', scripts: { preinst: '#!/bin/sh\nexit 1\n' } });
    const results = await change(fleet, update(failing), update(url('/gone.ipk')));
    expect(results.map((result) => [result.Version, result.CurrentState, result.Fault.FaultCode])).toEqual([
      ['1.0', 'Installed', 9001],
      ['1.0', 'Installed', 9016],
    ]);
    expect(await says(fleet)).toBe('meter 1.0');
    expect(await onDisk()).toEqual(oneUnit);
  });

  test('scripts run in the offline root, with their arguments and nothing of our environment', async () => {
    process.env['MUSTER_TEST_SECRET'] = 'told to nobody';
    const fleet = await stage.fleet(native);
    const script = (name: string) =>
      `#!/bin/sh\necho "${name} $1 $(pwd) $IPKG_INSTROOT $(env | grep -c SECRET)" >> ${stage.directory}/scripts\n`;
    const scripts = Object.fromEntries(['preinst', 'postinst', 'prerm', 'postrm'].map((name) => [name, script(name)]));
    await change(fleet, install(await offer('/meter.ipk', { version: '1.0', scripts })), uninstall);
    delete process.env['MUSTER_TEST_SECRET'];
    const lines = (await readFile(join(stage.directory, 'scripts'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(lines.map(([name, argument, , , secrets]) => [name, argument, secrets])).toEqual([
      ['preinst', 'install', '0'],
      ['postinst', 'configure', '0'],
      ['prerm', 'remove', '0'],
      ['postrm', 'remove', '0'],
    ]);
    for (const [, , directory, root] of lines) {
      expect(root).toMatch(new RegExp(`^${environment()}/units/meter-[0-9a-f]+/root-[0-9a-f]+`));
      expect(directory).toBe(root);
    }
  });

  test('a unit that ends by itself is told, with why; one that does not come up has failed on start', async () => {
    const fleet = await stage.fleet(native);
    await change(fleet, install(await offer('/meter.ipk', { version: '1.0' })));
    process.kill(Number((await unit(fleet))['X_MUSTER_Pid']), 'SIGKILL');
    await stage.acs.until(
      () =>
        Object.entries(stage.acs.informs.at(-1)!.parameters).some(
          ([path, value]) => /ExecutionUnit.*Status/.test(path) && value === 'Idle',
        ),
      'the crash to be told',
    );
    expect(await unit(fleet)).toMatchObject({
      Status: 'Idle',
      ExecutionFaultCode: 'FailureWhileActive',
      ExecutionFaultMessage: 'it ended with status 137',
    });
    await change(
      fleet,
      uninstall,
      install(await offer('/broken.ipk', { version: '2.0', program: '#!/bin/sh\necho bad config >&2\nexit 7\n' })),
    );
    const broken = await unit(fleet);
    expect(broken).toMatchObject({ Status: 'Idle', ExecutionFaultCode: 'FailureOnStart' });
    expect(broken['ExecutionFaultMessage']).toContain('bad config');
  });

  test('a unit whose dependency is missing is installed unresolved and cannot start; with it there, it runs', async () => {
    const fleet = await stage.fleet(native);
    const needy = await offer('/needy.ipk', { version: '1.0', depends: 'libc, library (>= 2.0)' });
    const [result] = await change(fleet, install(needy));
    expect(result).toMatchObject({ CurrentState: 'Installed', Resolved: false, Fault: { FaultCode: 0 } });
    expect(await unit(fleet)).toMatchObject({
      Status: 'Idle',
      ExecutionFaultCode: 'DependencyFailure',
      ExecutionFaultMessage: 'missing: library (>= 2.0)',
    });
    // What it needs comes later: then it may be started.
    await change(fleet, install(await offer('/library.ipk', { name: 'library', version: '2.0', autoStart: false })));
    const units = await values(fleet, `${modules}DeploymentUnit.`, `${modules}ExecutionUnit.1.ExecutionFaultCode`);
    expect(units).toMatchObject({
      [`${modules}DeploymentUnit.1.Resolved`]: 'true',
      [`${modules}ExecutionUnit.1.ExecutionFaultCode`]: 'NoFault',
    });
    await change(fleet, uninstall, { ...uninstall, UUID: duUuid('library', 'Example Works') });
    const library = await offer('/library.ipk', { name: 'library', version: '2.1', autoStart: false });
    const [, again] = await change(fleet, install(library), install(needy));
    expect(again).toMatchObject({ CurrentState: 'Installed', Resolved: true });
    expect(await processesBelow(stage.directory)).not.toEqual([]);
  });

  test('switched off, it stops its units; switched on, it starts them; reset, it is empty', async () => {
    const fleet = await stage.fleet(native);
    await change(fleet, install(await offer('/meter.ipk', { version: '1.0' })));
    const set = async (name: string, value: string): Promise<void> => {
      const written = stage.acs.order(first, 'SetParameterValues', {
        ParameterList: [{ name: `${modules}ExecEnv.1.${name}`, value, type: 'boolean' }],
        ParameterKey: '',
      });
      await fleet.happen(first, { kind: 'wakeUp' });
      answered(await written);
    };
    await set('Enable', 'false');
    await eventually(() => processesBelow(stage.directory)).toEqual([]);
    expect((await change(fleet, install(new URL('/meter.ipk', stage.files.url).href)))[0]!.Fault.FaultCode).toBe(9023);
    expect((await change(fleet, uninstall))[0]!.Fault.FaultCode).toBe(9024);
    await set('Enable', 'true');
    await eventually(async () => (await unit(fleet))['Status']).toBe('Active');
    expect(await says(fleet)).toBe('meter 1.0');
    await set('Reset', 'true');
    await eventually(onDisk).toEqual(noUnit);
    await eventually(() => processesBelow(stage.directory)).toEqual([]);
    expect(await values(fleet, `${modules}DeploymentUnit.`, `${modules}ExecutionUnit.`)).toEqual({});
  });

  test('after a reboot its units run again; a factory reset takes everything away', async () => {
    const fleet = await stage.fleet(native);
    await change(fleet, install(await offer('/meter.ipk', { version: '1.0' })));
    const before = (await unit(fleet))['X_MUSTER_Pid'];
    const reboot = stage.acs.order(first, 'Reboot', { CommandKey: 'r' });
    await fleet.happen(first, { kind: 'wakeUp' });
    answered(await reboot);
    await stage.acs.informWith('1 BOOT');
    await eventually(async () => (await unit(fleet))['X_MUSTER_Pid']).not.toBe(before);
    expect(await says(fleet)).toBe('meter 1.0');
    const reset = stage.acs.order(first, 'FactoryReset', null as never);
    await fleet.happen(first, { kind: 'wakeUp' });
    answered(await reset);
    await eventually(() => readdir(join(environment(), 'units')).catch(() => null)).toEqual([]);
  });
});

describe('a container environment', () => {
  const container = { ...native, environments: [{ percent: 100, what: 'container' as const }] };
  const bundle = (program: string, limits = { memoryKiB: 400_000, processes: 8, files: 64 }) =>
    packBundle(
      { name: 'meter', version: '1.0', vendor: 'Example Works', limits },
      [
        fileEntry('usr/bin/meterd', program, 0o755),
        fileEntry('usr/lib/muster/units/meterd.json', JSON.stringify({ name: 'meterd', command: 'usr/bin/meterd' })),
      ],
      key.privateKey,
    );

  test('takes bundles, not .ipk, and limits open files', async () => {
    const fleet = await stage.fleet(container);
    const link = serve('/meter.bundle', await bundle(`#!/bin/sh\nulimit -n > $MUSTER_ROOT/limit\nsleep 60\n`));
    const results = await change(fleet, install(await offer('/meter.ipk', { version: '1.0' })), install(link));
    expect(results.map((result) => result.Fault.FaultCode)).toEqual([9018, 0]);
    const units = join(environment(), 'units');
    const [duid] = await readdir(units);
    const root = (await readdir(join(units, duid!))).find((name) => /^root-[0-9a-f]+$/.test(name))!;
    expect(await readFile(join(units, duid!, root, 'limit'), 'utf8')).toBe('64\n');
  });

  test.each([
    ['processes', `#!/bin/sh\nfor i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done\nwait\n`, 'processes, 8 are allowed'],
    [
      'memory',
      `#!/usr/bin/env node\nconst held = [];\nsetInterval(() => held.push(Buffer.alloc(20e6, 1)), 5);\n`,
      'KiB of memory, 400000 are allowed',
    ],
  ])('ends a unit that uses too much: %s', async (_, program, why) => {
    const fleet = await stage.fleet(container);
    await change(fleet, install(serve('/hungry.bundle', await bundle(program))));
    await eventually(async () => (await unit(fleet))['ExecutionFaultCode']).toBe('FailureWhileActive');
    expect((await unit(fleet))['ExecutionFaultMessage']).toContain(why);
    expect(await processesBelow(stage.directory)).toEqual([]);
  });
});

describe('kill -9 of the simulator', () => {
  const simulator = (step: Step | null): ChildProcess => {
    const options = {
      acsUrl: stage.acs.url,
      count: 1,
      stateDirectory: stage.directory,
      rampSeconds: 0,
      rebootSeconds: 0.05,
      retryScale: 0.005,
      periodicInterval: 86_400,
      ...native,
    };
    const fleet = join(import.meta.dirname, '../../src/simulator/fleet.ts');
    const script = `
      const { startFleet } = await import(${JSON.stringify(fleet)});
      const onSoftwareStep = (_device, step) => { if (step === ${JSON.stringify(step)}) process.kill(process.pid, 'SIGKILL'); };
      await startFleet({ ...${JSON.stringify(options)}, onSoftwareStep });`;
    return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  };

  test('takes the processes of its units along', async () => {
    const accepted = stage.acs.order(first, 'ChangeDUState', {
      Operations: [install(await offer('/meter.ipk', { version: '1.0' }))],
      CommandKey: 'run',
    });
    const child = simulator(null);
    const ended = once(child, 'exit');
    answered(await accepted);
    await reported('run');
    expect((await processesBelow(stage.directory)).length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await ended;
    await eventually(() => processesBelow(stage.directory)).toEqual([]);
  });

  test.each(allSteps)('before %s: the operation is carried out once, and told once', async (step) => {
    const work = step.split('.')[0]!;
    const log = join(stage.directory, 'scripts');
    const scripts = { postinst: `#!/bin/sh\necho postinst >> ${log}\n` };
    const one = await offer('/one.ipk', { version: '1.0', scripts });
    const two = await offer('/two.ipk', { version: '1.1', scripts });
    const operation = work === 'install' ? install(one) : work === 'update' ? update(two) : uninstall;
    if (work !== 'install') {
      const before = await stage.fleet(native);
      await change(before, install(one));
      await before.stop();
    }
    const scriptsBefore = await lines(log);
    const commandKey = `cut-${step}`;
    const accepted = stage.acs.order(first, 'ChangeDUState', { Operations: [operation], CommandKey: commandKey });
    const child = simulator(step);
    const ended = once(child, 'exit');
    answered(await accepted);
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(reports(commandKey)).toEqual([]);
    await eventually(() => processesBelow(stage.directory)).toEqual([]);

    const fleet = await stage.fleet(native);
    const results = await reported(commandKey);
    const version = work === 'install' ? '1.0' : '1.1';
    if (work === 'uninstall') {
      expect(results).toMatchObject([{ UUID: uuid, CurrentState: 'Uninstalled', Fault: { FaultCode: 0 } }]);
      expect(results[0]!.DeploymentUnitRef).toBe(`${modules}DeploymentUnit.1`);
      expect(await onDisk()).toEqual(noUnit);
      expect(await values(fleet, `${modules}DeploymentUnit.`, `${modules}ExecutionUnit.`)).toEqual({});
    } else {
      expect(results).toMatchObject([
        { UUID: uuid, Version: version, CurrentState: 'Installed', Fault: { FaultCode: 0 } },
      ]);
      expect(await onDisk()).toEqual(oneUnit);
      const read = await values(fleet, `${modules}DeploymentUnit.`);
      const rows = [...new Set(Object.keys(read).map((path) => path.split('.').slice(0, 4).join('.')))];
      expect(rows).toEqual([results[0]!.DeploymentUnitRef]);
      expect(read).toMatchObject({ [`${rows[0]}.Version`]: version, [`${rows[0]}.Status`]: 'Installed' });
      expect(await unit(fleet)).toMatchObject({ Status: 'Active', Version: version });
      expect(await says(fleet)).toBe(`meter ${version}`);
      // What was recorded is not done again; what was not is undone and done anew.
      const done = ['recorded', 'clean', 'done'].some((name) => step.endsWith(name));
      const cut = step.endsWith('.record');
      expect((await lines(log)) - scriptsBefore).toBe(done ? 1 : cut ? 2 : 1);
    }
    expect(reports(commandKey)).toHaveLength(1);
  });
});

const url = (path: string): string => new URL(path, stage.files.url).href;
const tarOf = (ipk: Buffer) => readTar('the package', gunzipSync(ipk));
const lines = async (path: string): Promise<number> =>
  (await stat(path).catch(() => null)) === null ? 0 : (await readFile(path, 'utf8')).trim().split('\n').length;

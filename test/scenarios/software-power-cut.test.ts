import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import { createPackageKey, openPackageKey } from '../../src/security/package-keys.ts';
import { pkiFiles } from '../../src/security/pki/store.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import { allSteps, type Step } from '../../src/simulator/software/environments/steps.ts';
import { deploymentUnits, executionUnits } from '../../src/simulator/software/units.ts';
import { duUuid } from '../../src/simulator/software/uuid.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { answeringPackage, processesBelow } from '../support/signed-packages.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { done, ended, order } from './support/orders.ts';

const muster = withMuster();
const fleets = new SimulatedFleets();
const uuid = duUuid('meter', 'Example Works');
let folder: string;
let publicKey: string;
let files: Record<string, StoredFile>;

beforeAll(async () => {
  const setting = { files: pkiFiles(muster.dataDir), password: 'a password of tests', now: Date.now };
  publicKey = (await createPackageKey(setting, { name: 'cut', algorithm: 'ed25519' })).publicKey;
  const { privateKey } = await openPackageKey(setting, null);
  const upload = async (version: string): Promise<StoredFile> =>
    muster.api.good('POST', '/files', {
      query: { name: `meter_${version}.ipk`, fileType: 'Software Package' },
      body: await answeringPackage({ version, key: privateKey }),
    });
  files = { '1.0': await upload('1.0'), '1.1': await upload('1.1') };
  folder = await fleets.folder();
});
afterAll(async () => {
  await fleets.clear();
  expect(fleets.defects).toEqual([]);
});

/** One gateway, the same for the process that is killed and for the one that comes after it. */
const gateway = (number: number) => ({
  count: 1,
  serialPrefix: `CUT${number}X`,
  stateDirectory: path.join(folder, String(number)),
  environments: [{ percent: 100, what: 'native' as const }],
  packageKeys: [publicKey],
  flashSeconds: 0.02,
  sharedLogin,
});
const idOf = (number: number): string => `00D09E-MG100-CUT${number}X000001`;

/** The gateway in a process of its own, which kills itself before a step. */
function doomed(number: number, step: Step): Promise<unknown[]> {
  const request = {
    acsUrl: muster.urls.acs,
    rampSeconds: 0,
    retryScale: 0.005,
    periodicInterval: 86_400,
    ...gateway(number),
  };
  const script = `
    const { startFleet } = await import(${JSON.stringify(path.join(import.meta.dirname, '../../src/simulator/fleet.ts'))});
    const onSoftwareStep = (_device, step) => { if (step === '${step}') process.kill(process.pid, 'SIGKILL'); };
    await startFleet({ ...${JSON.stringify(request)}, onSoftwareStep });`;
  return once(spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }), 'exit');
}

interface Software {
  readonly deploymentUnits: readonly { readonly uuid: string; readonly version: string; readonly status: string }[];
  readonly executionUnits: readonly { readonly status: string }[];
}
/** What Muster shows of a device, against what the device has. */
async function agree(fleet: Fleet, device: string): Promise<Software> {
  const { tree } = fleet.gateways[0]!;
  const truth = {
    deploymentUnits: deploymentUnits(tree).map((unit) => [unit.get('UUID'), unit.get('Version'), unit.get('Status')]),
    executionUnits: executionUnits(tree).map((unit) => unit.get('Status')),
  };
  return until('device and Muster agree', async () => {
    const seen = await muster.api.get<Software>(`/devices/${device}/software`);
    const shown = {
      deploymentUnits: seen.deploymentUnits.map((unit) => [unit.uuid, unit.version, unit.status]),
      executionUnits: seen.executionUnits.map((unit) => unit.status),
    };
    return JSON.stringify(shown) === JSON.stringify(truth) && seen;
  });
}

test.each(allSteps.map((step, number) => [step, number] as const))(
  'power cut before %s: the operation ends well, device and Muster agree',
  async (step, number) => {
    const { api } = muster;
    const device = idOf(number);
    const work = step.split('.')[0]!;
    const first = await fleets.start(muster, gateway(number));
    await until('the device is known', async () => (await api.ask('GET', `/devices/${device}`)).status === 200);
    const install = { kind: 'changeDuState', operations: [{ op: 'install', fileId: files['1.0']!.id }] };
    if (work !== 'install') expect((await done(api, device, install)).state).toBe('succeeded');
    await first.stop();

    const change = {
      install,
      update: { kind: 'changeDuState', operations: [{ op: 'update', uuid, fileId: files['1.1']!.id }] },
      uninstall: { kind: 'changeDuState', operations: [{ op: 'uninstall', uuid }] },
    }[work]!;
    const { id } = await order(api, device, { ...change, connectionRequest: false });
    expect(await doomed(number, step)).toEqual([null, 'SIGKILL']);
    const fleet = await fleets.start(muster, gateway(number));
    const operation = await ended(api, id);
    expect(operation).toMatchObject({ state: 'succeeded' });
    const { deploymentUnits: units, executionUnits: executions } = await agree(fleet, device);
    if (work === 'uninstall') expect(units).toEqual([]);
    else {
      expect(units).toMatchObject([{ uuid, version: work === 'update' ? '1.1' : '1.0', status: 'Installed' }]);
      expect(executions).toMatchObject([{ status: 'Active' }]);
    }
    await fleet.stop();
    expect(await processesBelow(path.join(folder, String(number)))).toEqual([]);
  },
);

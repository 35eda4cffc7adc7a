import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hours } from '../../src/base/durations.ts';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import type { FleetRequest } from '../../src/simulator/fleet-options.ts';
import { packPackage } from '../../src/simulator/software/package.ts';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { fleetSettled, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { Endings } from './support/endings.ts';
import { done } from './support/orders.ts';

// What becomes of devices that were as wanted, or of which nobody can tell, when time goes on. Muster's clock is ours.
let ahead = 0;
const muster = withMuster({ clock: { now: () => Date.now() + ahead } });
const fleets = new SimulatedFleets();
const endings = new Endings(muster);

/** A fleet of one for each story, by the letters that its serial number begins with. */
const traits = {
  BACK: {},
  LOST: {},
  REMOVES: {},
  SHUT: {},
  RIDDLE: {
    without: ['GetAllQueuedTransfers', 'GetQueuedTransfers'],
    misbehaviours: [{ percent: 100, misbehaviour: { kind: 'slow', bytesPerSecond: 100 } }],
  },
} as const satisfies Readonly<Record<string, Partial<FleetRequest>>>;
type Name = keyof typeof traits;

const fleetOf = {} as Record<Name, Fleet>;
const gatewayOf = (name: Name) => fleetOf[name].gateways[0]!;
const deviceOf = (name: Name): string => gatewayOf(name).deviceId;
let file: StoredFile;
let module: StoredFile;

beforeAll(async () => {
  const names = Object.keys(traits) as Name[];
  file = await uploadFirmware(muster.api, '2.0.0');
  module = await muster.api.good('POST', '/files', {
    query: { name: 'meter_1.0_all.pkg', version: '1.0', fileType: 'Software Package' },
    body: Uint8Array.from(packPackage({ name: 'meter', version: '1.0' }, Buffer.from('a meter'))),
  });
  await Promise.all(
    names.map(async (name) => {
      fleetOf[name] = await fleets.start(muster, {
        count: 1,
        serialPrefix: name,
        flashSeconds: 0.02,
        ...traits[name],
      });
    }),
  );
  await fleetSettled(muster.api, muster.pool, names.length);
});
afterAll(async () => {
  expect(fleets.defects).toEqual([]);
  await fleets.clear();
});

const firmware = (name: Name, plan: object = {}): Promise<string> =>
  endings.begin([deviceOf(name)], { kind: 'firmware', artifact: { fileId: file.id }, ...plan });

const modules = (name: Name, soakMinutes: number): Promise<string> =>
  endings.begin([deviceOf(name)], {
    kind: 'install',
    artifact: { packages: [{ name: 'meter', fileId: module.id }] },
    waves: [{ size: 'rest', soakMinutes, minInforms: 0 }],
  });

const soaks = (id: string): Promise<unknown> =>
  until('it soaks', async () => (await targetsOf(muster.api, id))[0]?.state === 'soaking');

describe.concurrent('while it soaks', () => {
  test('fellBackLate: the new firmware ran, and then the device restarted into the old one', async () => {
    const id = await firmware('BACK', { waves: [{ size: 'rest', soakMinutes: 60 }] });
    await soaks(id);
    expect(gatewayOf('BACK').softwareVersion).toBe('2.0.0');
    await fleetOf.BACK.happen(deviceOf('BACK'), { kind: 'fallBack' });
    const [target] = await endings.expectEnd(id, { 'failed fellBackLate': 1 });
    expect(target).toMatchObject({ attempt: 1, seenVersion: '1.0.0', fault: { class: 'boot' } });
    expect(gatewayOf('BACK')).toMatchObject({ softwareVersion: '1.0.0' });
    expect(await endings.said(id)).toEqual({ upgradeFirmware: 1 });
  });

  test('lostState: the module was there, and the subscriber removed it', async () => {
    const device = deviceOf('REMOVES');
    const id = await modules('REMOVES', 60);
    await soaks(id);
    const path = 'Device.SoftwareModules.DeploymentUnit.1';
    const uuid = gatewayOf('REMOVES').value(`${path}.UUID`);
    const operations = [{ kind: 'uninstall', uuid, version: '', execEnv: '' }] as const;
    await fleetOf.REMOVES.happen(device, { kind: 'softwareChange', operations });
    await until('it is gone', () => gatewayOf('REMOVES').tree.find(`${path}.`) === null);
    // It tells nobody of that; whoever reads its tables next finds out.
    expect(await targetsOf(muster.api, id)).toMatchObject([{ state: 'soaking' }]);
    await done(muster.api, device, { kind: 'getParameterValues', paths: ['Device.SoftwareModules.'] });
    const [target] = await endings.expectEnd(id, { 'failed lostState': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { class: 'device' } });
    expect(await endings.said(id)).toMatchObject({ changeDuState: 1 });
  });

  test('unproven: the module was there, and its tables cannot be read any more when the soak is over', async () => {
    const device = deviceOf('SHUT');
    const id = await modules('SHUT', 0.05);
    await soaks(id);
    await fleetOf.SHUT.happen(device, { kind: 'rpcFault', method: 'GetParameterValues', code: 9002 });
    await until('the proof is due', async () => (await targetsOf(muster.api, id))[0]?.reason === 'proof');
    await muster.api.post(`/devices/${device}/connection-requests`);
    const [target] = await endings.expectEnd(id, { 'failed unproven': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { code: 9002, class: 'device' } });
    // It is where it was: nobody knows, and nothing is taken back on a guess.
    expect(gatewayOf('SHUT').value('Device.SoftwareModules.DeploymentUnit.1.Version')).toBe('1.0');
  });
});

describe('a day later', () => {
  test('lostContact and outcomeUnknown: one went silent with the new version, one can say nothing of its transfer', async () => {
    const timeouts = { claimMinutes: 1, transferMinutes: 0.05, giveUpMinutes: 10_000 };
    const [silent, riddle] = await Promise.all([
      firmware('LOST', { waves: [{ size: 'rest', soakMinutes: 10_000 }] }),
      firmware('RIDDLE', { timeouts }),
    ]);
    await soaks(silent);
    await fleetOf.LOST.stop();
    await until('nobody knows', async () => (await targetsOf(muster.api, riddle))[0]?.state === 'unconfirmed');
    // It still works on it, and has no method to say so: it is left alone for a day.
    await done(muster.api, deviceOf('RIDDLE'), { kind: 'getRpcMethods' });
    await until('it waits out', async () => {
      const { rows } = await muster.pool.query(
        `SELECT FROM operation WHERE campaign_id = $1 AND progress ->> 'unprobeable' = 'true'`,
        [riddle],
      );
      return rows.length === 1;
    });
    // Three of its own intervals, a day each.
    ahead = hours(73);
    const [gone] = await endings.expectEnd(silent, { 'failed lostContact': 1 });
    expect(gone).toMatchObject({ attempt: 1, seenVersion: '2.0.0', fault: { class: 'silent' } });
    expect(gatewayOf('LOST').softwareVersion).toBe('2.0.0');
    const [unknown] = await endings.expectEnd(riddle, { 'failed outcomeUnknown': 1 });
    expect(unknown).toMatchObject({ attempt: 1, fault: { class: 'transient' } });
    expect(gatewayOf('RIDDLE').state.history.downloads.length).toBe(1);
  });
});

test('every reason of soaks and of time was shown', () => endings.expectAllOf('soak'));

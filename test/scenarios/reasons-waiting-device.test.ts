import type { KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import { createPackageKey, openPackageKey } from '../../src/security/package-keys.ts';
import { pkiFiles } from '../../src/security/pki/store.ts';
import { happen } from '../../src/simulator/gateway/happenings.ts';
import { withMuster } from '../support/muster.ts';
import { answeringPackage } from '../support/signed-packages.ts';
import { until } from '../support/until.ts';
import { progressOf, targetsOf } from './support/campaigning.ts';
import { done, order } from './support/orders.ts';
import { tellStories, WaitingRoom } from './support/wait-stories.ts';

// What devices themselves, or others who work on them, keep a campaign waiting for.
const muster = withMuster();
const room = new WaitingRoom(muster);

/** Claims that nobody answers are taken back after twelve seconds. */
const impatient = { claimMinutes: 0.2, transferMinutes: 2, giveUpMinutes: 2 };
const twoWaves = [{ size: '2', gate: 'manual' }, { size: 'rest' }] as const;

tellStories('device', room, {
  wave: [
    'devices that no look has come to yet wait for the next one, which comes to them',
    async (waits) => {
      const count = 40;
      const stateDirectory = await room.fleets.folder();
      const fleet = await room.gateways('WAVE', count, { stateDirectory });
      await fleet.stop();
      // Another campaign has all of them, so that each look finds none to begin with, and ends without them all.
      const other = await room.upgrade(fleet);
      await until('all are claimed', async () => (await progressOf(muster.api, other)).counts.inflight === count);
      const id = await room.upgrade(fleet, { limits: { maxInFlight: 1, perMinute: 60_000 } });
      const [first] = await waits.see(id);
      await until('the next looks have come to all', async () =>
        (await targetsOf(muster.api, id)).every(({ reason }) => reason === 'locked'),
      );

      await muster.api.post(`/campaigns/${other}/abort`);
      await room.ends(other, 'aborted');
      await room.fleets.start(muster, { count, serialPrefix: 'WAVE', stateDirectory });
      await room.act(id, first!.deviceId, 'retry');
      await until('it has succeeded', async () => {
        const target = (await targetsOf(muster.api, id)).find(({ deviceId }) => deviceId === first!.deviceId);
        return target?.state === 'succeeded';
      });
      await muster.api.post(`/campaigns/${id}/abort`);
      expect(await room.ends(id, 'aborted')).toContain('succeeded');
    },
  ],

  locked: [
    'a device that somebody else works on is left to him, and taken when he is done',
    async (waits) => {
      const fleet = await room.gateways('LOCKED', 1);
      const [gateway] = fleet.gateways;
      const reboot = await order(muster.api, gateway!.deviceId, { kind: 'reboot', connectionRequest: false });
      const id = await room.upgrade(fleet);
      await waits.see(id, 1);
      await room.speaks(gateway!);
      await until('it has restarted', async () => {
        const { state } = await muster.api.get<{ state: string }>(`/operations/${reboot.id}`);
        return state === 'succeeded';
      });
      expect(fleet.statistics().downloads).toBe(0);

      await room.act(id, gateway!.deviceId, 'retry');
      expect(await room.ends(id)).toEqual(['succeeded']);
    },
  ],

  busy: [
    'a device whose subscriber installs something is left to that, and gets its package afterwards',
    async (waits) => {
      const key = await packageKey();
      const fleet = await room.gateways('BUSY', 1, { flashSeconds: 0.02 });
      const [gateway] = fleet.gateways;
      const vendor = await slowServer(await answeringPackage({ name: 'game', version: '1.0', key }));
      const install = { kind: 'install', url: vendor.url, uuid: '', username: '', password: '', execEnv: '' } as const;
      await happen(gateway!, { kind: 'softwareChange', operations: [install] });
      await until('it fetches the package', () => vendor.asked());
      const file = await muster.api.good<StoredFile>('POST', '/files', {
        query: { name: 'meter_1.0_all.ipk', fileType: 'Software Package' },
        body: Uint8Array.from(await answeringPackage({ version: '1.0', autoStart: false, key })),
      });
      const id = await room.campaign(fleet, { kind: 'install', artifact: { packages: [{ fileId: file.id }] } });
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'waiting', attempt: 0 }]);

      await vendor.answer();
      await until('the subscriber has what he wanted', () => gateway!.state.duJobs.length === 0);
      await room.act(id, gateway!.deviceId, 'retry');
      expect(await room.ends(id)).toEqual(['succeeded']);
      const { deploymentUnits } = await muster.api.get<{ deploymentUnits: readonly { name: string }[] }>(
        `/devices/${gateway!.deviceId}/software`,
      );
      expect(deploymentUnits.map(({ name }) => name).sort()).toEqual(['game', 'meter']);
    },
  ],

  offline: [
    'a device without power is called, let wait, and taken when it is back',
    async (waits) => {
      const stateDirectory = await room.fleets.folder();
      const fleet = await room.gateways('OFFLINE', 1, { stateDirectory });
      await fleet.stop();
      const id = await room.upgrade(fleet, { timeouts: impatient });
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'waiting', attempt: 0 }]);
      const back = await room.fleets.start(muster, { count: 1, serialPrefix: 'OFFLINE', stateDirectory });
      await until('it has called', () => back.gateways[0]!.sessions > 0);
      await room.act(id, back.gateways[0]!.deviceId, 'retry');
      expect(await room.ends(id)).toEqual(['succeeded']);
    },
  ],

  nextInform: [
    'a device that cannot be called is claimed when it is expected to call by itself, and not before',
    async (waits) => {
      const fleet = await room.gateways('NEXTCALL', 1, { periodicInterval: 12 });
      const [gateway] = fleet.gateways;
      const path = 'Device.ManagementServer.HTTPConnectionRequestEnable';
      await happen(gateway!, { kind: 'valueChange', path, value: 'false' });
      await room.speaks(gateway!);
      // A claim lasts as long as it is between two calls, so that one of them falls into it.
      const id = await room.upgrade(fleet, { timeouts: impatient });
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'waiting', attempt: 0 }]);
      expect(await room.ends(id)).toEqual(['succeeded']);
      expect(gateway!.connectionRequests).toBe(0);
    },
  ],

  straggler: [
    'a device that has been silent for a week moves to the last wave, and is taken there when it is back',
    async (waits) => {
      const stateDirectory = await room.fleets.folder();
      const fleet = await room.gateways('STRAGGLER', 2, { stateDirectory });
      const silent = fleet.gateways[1]!.deviceId;
      await fleet.stop();
      await muster.pool.query(
        `UPDATE device_pulse SET last_inform_at = now() - interval '8 days'
         WHERE device_id = (SELECT id FROM device WHERE public_id = $1)`,
        [silent],
      );
      const one = await room.fleets.start(muster, { count: 1, serialPrefix: 'STRAGGLER', stateDirectory });
      await until('the first one is back', () => one.gateways[0]!.sessions > 0);
      const id = await room.upgrade(fleet, { waves: twoWaves, timeouts: impatient });
      expect(await waits.see(id, 1)).toMatchObject([{ deviceId: silent, wave: 2, state: 'waiting' }]);
      const atGate = await until('the others are done', async () => {
        const [wave] = (await progressOf(muster.api, id)).waves;
        return wave!.state === 'gate' && wave;
      });
      expect(atGate).toMatchObject({ total: 1, succeeded: 1 });

      await one.stop();
      const both = await room.fleets.start(muster, { count: 2, serialPrefix: 'STRAGGLER', stateDirectory });
      await until('the second one is back', () => both.gateways[1]!.sessions > 0);
      await muster.api.post(`/campaigns/${id}/waves/1/pass`);
      expect(await room.ends(id)).toEqual(['succeeded', 'succeeded']);
    },
  ],

  versionChanged: [
    'a device that comes with an older version than it was claimed with is led over the one in between',
    async (waits) => {
      const [hop, later, last] = await Promise.all(['1.5.0', '1.7.0', '2.0.0'].map((version) => room.image(version)));
      const stateDirectory = await room.fleets.folder();
      const fleet = await room.gateways('VERSION', 1, { stateDirectory });
      const [gateway] = fleet.gateways;
      const upgrade = { kind: 'upgradeFirmware', fileId: later!.id, targetVersion: '1.7.0' };
      expect(await done(muster.api, gateway!.deviceId, upgrade)).toMatchObject({ state: 'succeeded' });
      // Somebody chooses the bank with the old firmware: its next boot takes that one.
      const path = 'Device.DeviceInfo.BootFirmwareImage';
      await happen(gateway!, { kind: 'valueChange', path, value: 'Device.DeviceInfo.FirmwareImage.1' });
      await fleet.stop();
      const id = await room.upgrade(fleet, {
        artifact: { fileId: last!.id, minSource: '1.5.0', hops: [{ fileId: hop!.id, minSource: '1.0.0' }] },
      });
      await until('it is claimed', async () => (await targetsOf(muster.api, id))[0]?.state === 'claimed');

      const release = await noPlannerLooksAt(id);
      const back = await room.fleets.start(muster, { count: 1, serialPrefix: 'VERSION', stateDirectory });
      const told = await waits.see(id, 1).finally(release);
      expect(told).toMatchObject([{ state: 'waiting', attempt: 0, fromVersion: '1.7.0', seenVersion: '1.0.0' }]);
      expect(await room.ends(id)).toEqual(['succeeded']);
      expect(await targetsOf(muster.api, id)).toMatchObject([{ hop: 1, seenVersion: '2.0.0' }]);
      // That to 1.7.0, and then one for each step.
      expect(back.statistics()).toMatchObject({ downloads: 3, versions: { '2.0.0': 1 } });
    },
  ],
});

/** Holds what a planner takes before it looks at a campaign: it comes a second later otherwise. @returns lets it look again */
async function noPlannerLooksAt(id: string): Promise<() => Promise<void>> {
  const client = await muster.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [id]);
  return async () => {
    await client.query('COMMIT');
    client.release();
  };
}

/** A key whose packages this Muster takes. */
async function packageKey(): Promise<KeyObject> {
  const setting = { files: pkiFiles(muster.dataDir), password: 'a password of tests', now: Date.now };
  await createPackageKey(setting, { name: 'stories', algorithm: 'ed25519' });
  return (await openPackageKey(setting, null)).privateKey;
}

/** Serves a file when it is told to. */
async function slowServer(bytes: Buffer): Promise<{ url: string; asked(): boolean; answer(): Promise<void> }> {
  let waiting: ServerResponse | null = null;
  const server = createServer((_request, response) => {
    waiting = response;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/game_1.0_all.ipk`,
    asked: () => waiting !== null,
    answer: () =>
      new Promise((resolve) => {
        waiting!.end(bytes);
        server.close(() => resolve());
      }),
  };
}

import { expect } from 'vitest';
import { withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { progressOf, targetsOf } from './support/campaigning.ts';
import { order } from './support/orders.ts';
import { type Story, tellStories, WaitingRoom } from './support/wait-stories.ts';

// What happens to a campaign, or to a target, after it has begun.
const muster = withMuster();
const room = new WaitingRoom(muster);

const configuration = (value: string) => ({
  kind: 'configuration',
  artifact: { values: [{ path: 'Device.Time.NTPServer1', value }] },
});

/** A gateway that has an order and no power is given up by people, and drops the order when it is back. */
function calledOff(
  prefix: string,
  end: readonly [state: 'aborted' | 'completed', target: string],
  callOff: (id: string, device: string) => Promise<unknown>,
): Story[1] {
  return async (waits) => {
    const stateDirectory = await room.fleets.folder();
    // Its files stand in a queue that does not move: one transfer after the other, and an upload is the first.
    const wish = { stateDirectory, maxDownloads: 0 };
    const fleet = await room.gateways(prefix, 1, wish);
    const [{ deviceId }] = fleet.gateways as [(typeof fleet.gateways)[number]];
    await order(muster.api, deviceId, { kind: 'upload', fileType: '1 Vendor Configuration File' });
    await until('the upload is ordered', () => fleet.gateways[0]!.state.transfers.length === 1);
    const id = await room.upgrade(fleet, { abortPolicy: 'cancel' });
    await until('the download is ordered', async () => (await targetsOf(muster.api, id))[0]?.state === 'accepted');
    await fleet.stop();

    await callOff(id, deviceId);
    expect(await waits.see(id, 1)).toMatchObject([{ deviceId, state: 'cancelling' }]);
    const again = await room.fleets.start(muster, { ...wish, count: 1, serialPrefix: prefix });
    expect(await room.ends(id, end[0])).toEqual([end[1]]);
    expect(again.gateways[0]!.state.transfers.map(({ kind }) => kind)).toEqual(['upload']);
    expect(again.statistics().versions).toEqual({ '1.0.0': 1 });
  };
}

tellStories('course', room, {
  paused: [
    'devices that are ready show the pause, get nothing when they call, and go on with the campaign',
    async (waits) => {
      const fleet = await room.gateways('PAUSED', 4, { flashSeconds: 1.5 });
      const id = await room.upgrade(fleet, { limits: { maxInFlight: 1, perMinute: 60_000 } });
      await until('one has its order', () => fleet.statistics().downloads === 1);
      await muster.api.post(`/campaigns/${id}/pause`, { reason: 'storm' });
      const ready = await waits.see(id, 3);
      for (const { deviceId } of ready)
        await room.speaks(fleet.gateways.find((gateway) => gateway.deviceId === deviceId)!);
      await until('the one in flight has ended', async () => (await progressOf(muster.api, id)).counts.succeeded === 1);
      await waits.see(id, 3);
      expect(fleet.statistics().downloads).toBe(1);

      await muster.api.post(`/campaigns/${id}/resume`);
      expect(await room.ends(id)).toEqual(Array.from({ length: 4 }, () => 'succeeded'));
    },
  ],

  retry: [
    'a device whose download fails waits for the next attempt, which brings it there',
    async (waits) => {
      const stateDirectory = await room.fleets.folder();
      const failing = [{ percent: 100, misbehaviour: { kind: 'fault', code: 9010 } }] as const;
      const fleet = await room.gateways('RETRY', 1, { stateDirectory, misbehaviours: failing });
      const id = await room.upgrade(fleet, { retries: { max: 1, backoffMinutes: 60 } });
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'retryWait', attempt: 1, fault: { code: 9010 } }]);
      await fleet.stop();
      const again = await room.fleets.start(muster, { count: 1, serialPrefix: 'RETRY', stateDirectory });
      await until('it is back', () => again.gateways[0]!.sessions > 0);
      await waits.see(id, 1);

      await room.act(id, again.gateways[0]!.deviceId, 'retry');
      expect(await room.ends(id)).toEqual(['succeeded']);
      expect(await targetsOf(muster.api, id)).toMatchObject([{ attempt: 2, seenVersion: '2.0.0', fault: null }]);
    },
  ],

  soak: [
    'a device with the new version is watched for the soak time, and is done after it',
    async (waits) => {
      const fleet = await room.gateways('SOAK', 1);
      const id = await room.upgrade(fleet, { waves: [{ size: 'rest', soakMinutes: 0.05, minInforms: 0 }] });
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'soaking', seenVersion: '2.0.0' }]);
      expect(await room.ends(id)).toEqual(['succeeded']);
    },
  ],

  informs: [
    'a device that does not call is watched on after its soak time, until it has called often enough',
    async (waits) => {
      const fleet = await room.gateways('INFORMS', 1);
      const id = await room.upgrade(fleet, { waves: [{ size: 'rest', soakMinutes: 0.02, minInforms: 4 }] });
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'soaking' }]);
      await room.speaks(fleet.gateways[0]!);
      await waits.see(id, 1);
      for (let calls = 1; calls < 4; calls++) await room.speaks(fleet.gateways[0]!);
      expect(await room.ends(id)).toEqual(['succeeded']);
    },
  ],

  proof: [
    'a device whose state only shows when it is asked is asked after its soak, the next time it calls',
    async (waits) => {
      const fleet = await room.gateways('PROOF', 1);
      const id = await room.campaign(fleet, {
        ...configuration('ntp.example.net'),
        waves: [{ size: 'rest', soakMinutes: 0.02, minInforms: 0 }],
      });
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'soaking' }]);
      await room.speaks(fleet.gateways[0]!);
      expect(await room.ends(id)).toEqual(['succeeded']);
    },
  ],

  aborted: [
    'a device that has its order waits for the call in which it is told to drop it, and drops it',
    calledOff('ABORTED', ['aborted', 'cancelled aborted'], async (id) => {
      await muster.api.post(`/campaigns/${id}/abort`, { reason: 'wrong file' });
    }),
  ],

  operator: [
    'a device that one person wants left out does so as well, and the campaign is over without it',
    calledOff('OPERATOR', ['completed', 'cancelled operator'], (id, device) => room.act(id, device, 'cancel')),
  ],

  cancelRefused: [
    'a device in the middle of its download will not drop it, and is let end',
    async (waits) => {
      const slow = [{ percent: 100, misbehaviour: { kind: 'slow', bytesPerSecond: 2_500 } }] as const;
      const fleet = await room.gateways('REFUSES', 1, { misbehaviours: slow });
      const id = await room.upgrade(fleet);
      await until('it is downloading', () => fleet.gateways[0]!.state.transfers[0]?.phase === 'downloading');
      await until('Muster knows', async () => (await targetsOf(muster.api, id))[0]?.state === 'accepted');
      await room.act(id, fleet.gateways[0]!.deviceId, 'cancel');
      expect(await waits.see(id, 1)).toMatchObject([{ state: 'unconfirmed', fault: { code: 9021 } }]);
      expect(await room.ends(id)).toEqual(['succeeded']);
      expect(fleet.statistics()).toMatchObject({ downloads: 1, versions: { '2.0.0': 1 } });
    },
  ],
});

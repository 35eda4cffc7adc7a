import { expect } from 'vitest';
import type { Blackout, Campaign, Exclusion } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import { draft, progressOf } from './support/campaigning.ts';
import { all, tellStories, WaitingRoom } from './support/wait-stories.ts';

// What people and limits say of when a device may be started.
const muster = withMuster();
const room = new WaitingRoom(muster);

tellStories('gates', room, {
  window: [
    'a device that is thought to be elsewhere is left alone by day, and goes once its zone is put right',
    async (waits) => {
      const fleet = await room.gateways('WINDOW', 1);
      const [gateway] = fleet.gateways;
      const { deviceId } = gateway!;
      const zone = (timeZone: string) => muster.api.good('PATCH', `/devices/${deviceId}`, { body: { timeZone } });
      await zone('Asia/Tokyo');
      // Open now, and for another half hour, three hours behind Greenwich.
      const start = new Date(Date.now() - 3.5 * 3_600_000).toISOString().slice(11, 16);
      const id = await room.upgrade(fleet, { windows: [{ start, durationMinutes: 60, zone: 'device' }] });
      await waits.see(id, 1);
      await room.speaks(gateway!);
      await waits.see(id, 1);
      expect(fleet.statistics().downloads).toBe(0);

      await zone('America/Sao_Paulo');
      await room.act(id, deviceId, 'retry');
      expect(await room.ends(id)).toEqual(['succeeded']);
      expect(fleet.statistics().versions).toEqual({ '2.0.0': 1 });
    },
  ],

  blackout: [
    'a device that calls in a blackout gets nothing, and goes by itself when that is lifted',
    async (waits) => {
      const fleet = await room.gateways('BLACKOUT', 2);
      const body = { reason: 'storm', scope: { filter: all(fleet) } };
      const blackout = await muster.api.good<Blackout>('POST', '/blackouts', { body });
      const id = await room.upgrade(fleet);
      await waits.see(id, 2);
      for (const gateway of fleet.gateways) await room.speaks(gateway);
      await waits.see(id, 2);
      expect(fleet.statistics().downloads).toBe(0);

      await muster.api.good('DELETE', `/blackouts/${blackout.id}`);
      expect(await room.ends(id)).toEqual(['succeeded', 'succeeded']);
    },
  ],

  excluded: [
    'a device that is excluded for a day holds nobody up but itself, and goes by itself when that is taken back',
    async (waits) => {
      const fleet = await room.gateways('EXCLUDED', 2);
      const [spared] = fleet.gateways;
      const exclusion = await muster.api.good<Exclusion>('POST', '/exclusions', {
        body: {
          scope: { devices: [spared!.deviceId] },
          reason: 'telecare',
          until: new Date(Date.now() + 86_400_000).toISOString(),
        },
      });
      const id = await room.upgrade(fleet);
      const [target] = await waits.see(id, 1);
      expect(target).toMatchObject({ deviceId: spared!.deviceId, state: 'waiting' });
      await room.speaks(spared!);
      await waits.see(id, 1);
      expect(spared!.softwareVersion).toBe('1.0.0');

      await muster.api.good('DELETE', `/exclusions/${exclusion.id}`);
      expect(await room.ends(id)).toEqual(['succeeded', 'succeeded']);
    },
  ],

  rate: [
    'devices above so many starts per minute wait for their place, and get it one after the other',
    async (waits) => {
      const fleet = await room.gateways('RATE', 5);
      // Three at once, then one every two seconds.
      const id = await room.upgrade(fleet, { limits: { maxInFlight: 50, perMinute: 30 } });
      await waits.see(id, 2);
      expect(await room.ends(id)).toEqual(Array.from({ length: 5 }, () => 'succeeded'));
      const { rows } = await muster.pool.query<{ ms: number }>(
        `SELECT (extract(epoch FROM max(created_at) - min(created_at)) * 1000)::float AS ms FROM operation WHERE campaign_id = $1`,
        [id],
      );
      expect(rows[0]!.ms).toBeGreaterThanOrEqual(3_900);
    },
  ],

  concurrency: [
    'a device waits for the one in flight, and goes when that has ended',
    async (waits) => {
      const fleet = await room.gateways('INFLIGHT', 2, { flashSeconds: 1 });
      const id = await room.upgrade(fleet, { limits: { maxInFlight: 1, perMinute: 60_000 } });
      await waits.see(id, 1);
      expect((await progressOf(muster.api, id)).counts.inflight).toBeLessThanOrEqual(1);
      expect(await room.ends(id)).toEqual(['succeeded', 'succeeded']);
    },
  ],

  transfers: [
    'a device waits for a place on the download host, and gets it when another has left',
    async (waits) => {
      const fleet = await room.gateways('TRANSFER', 2, { flashSeconds: 1 });
      const limits = { maxInFlight: 50, perMinute: 60_000, maxTransfers: 1 };
      const id = await room.upgrade(fleet, { limits });
      const [target] = await waits.see(id, 1);
      const gateway = fleet.gateways.find(({ deviceId }) => deviceId === target!.deviceId)!;
      await room.speaks(gateway);
      expect(await room.ends(id)).toEqual(['succeeded', 'succeeded']);
      // Never two of them at once.
      const { rows } = await muster.pool.query<{ ms: number }>(
        `SELECT (extract(epoch FROM b.created_at - a.ended_at) * 1000)::float AS ms
         FROM operation a JOIN operation b ON a.created_at < b.created_at AND b.campaign_id = a.campaign_id
         WHERE a.campaign_id = $1`,
        [id],
      );
      expect(rows[0]!.ms).toBeGreaterThan(0);
    },
  ],

  approval: [
    'the wave that goes beyond a tenth waits for a second person, and opens when that one agrees',
    async (waits) => {
      const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'ben', role: 'approver' });
      const second = muster.api.as(key);
      const fleet = await room.gateways('APPROVAL', 10);
      const { id } = await draft(muster.api, await room.image('2.0.0'), {
        filter: all(fleet),
        waves: [{ size: '1' }, { size: 'rest' }],
        requireApproval: ['start', 'widen'],
      });
      await muster.api.post(`/campaigns/${id}/submit`);
      await second.post(`/campaigns/${id}/approve`);
      await muster.api.post(`/campaigns/${id}/start`);
      expect(await waits.seeWave(id, 2)).toMatchObject({ state: 'pending', total: 0 });
      const shown = await muster.api.get<Campaign & { approval: { pending: string } }>(`/campaigns/${id}`);
      expect(shown.approval.pending).toBe('widen');
      for (const gateway of fleet.gateways) await room.speaks(gateway);
      expect(fleet.statistics().downloads).toBe(1);

      await second.post(`/campaigns/${id}/approve`, { stage: 'widen' });
      expect(await room.ends(id)).toEqual(Array.from({ length: 10 }, () => 'succeeded'));
      expect((await progressOf(muster.api, id)).waves.map(({ waitsFor }) => waitsFor)).toEqual([null, null]);
    },
  ],

  gate: [
    'a wave whose devices are done waits for a person, and no device of the next one gets anything before',
    async (waits) => {
      const fleet = await room.gateways('GATE', 3);
      const id = await room.upgrade(fleet, { waves: [{ size: '1', gate: 'manual' }, { size: 'rest' }] });
      expect(await waits.seeWave(id, 1)).toMatchObject({ state: 'gate', succeeded: 1 });
      for (const gateway of fleet.gateways) await room.speaks(gateway);
      expect(fleet.statistics().downloads).toBe(1);

      await muster.api.post(`/campaigns/${id}/waves/1/pass`);
      expect(await room.ends(id)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    },
  ],

  sample: [
    'a wave with fewer results than it wants waits for a person, however good they are',
    async (waits) => {
      const fleet = await room.gateways('SAMPLE', 3);
      const waves = [{ size: '30%', minSuccessPercent: 90, minSample: 2 }, { size: 'rest' }];
      const id = await room.upgrade(fleet, { waves });
      expect(await waits.seeWave(id, 1)).toMatchObject({ state: 'gate', succeeded: 1 });
      for (const gateway of fleet.gateways) await room.speaks(gateway);
      expect(fleet.statistics().downloads).toBe(1);

      await muster.api.post(`/campaigns/${id}/waves/1/pass`);
      expect(await room.ends(id)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    },
  ],
});

import { afterAll, expect, test } from 'vitest';
import type { Blackout, Page, Target } from '../../../src/cli/api/resources.ts';
import { fleetSettled, progressOf, reaches, started, uploadFirmware } from '../../scenarios/support/campaigning.ts';
import { withMuster } from '../../support/muster.ts';
import { SimulatedFleets } from '../../support/simulated-fleet.ts';
import { until } from '../../support/until.ts';

const muster = withMuster();
const fleets = new SimulatedFleets();
afterAll(async () => {
  await fleets.clear();
  expect(fleets.defects).toEqual([]);
});

test('a frozen fleet is left alone whatever it asks, says why it waits, and is served once the freeze is lifted', async () => {
  const { api } = muster;
  const file = await uploadFirmware(api, '2.0.0');
  await fleets.start(muster, { count: 6 });
  await fleetSettled(api, muster.pool, 6);
  const { items } = await api.get<Page<{ id: string }>>('/devices', {});
  const [spared, late] = items.map(({ id }) => id);
  const exclusion = { scope: { devices: [spared] }, reason: 'telecare' };
  await api.good('POST', '/exclusions', { body: exclusion });
  // Its window was an hour ago, and is again in a day.
  const start = new Date(Date.now() - 7_200_000).toISOString().slice(11, 16);
  const night = { start, durationMinutes: 60, zone: 'UTC' };
  const blackout = await api.good<Blackout>('POST', '/blackouts', { body: { reason: 'storm' } });
  const filter = `id in ("${late}")`;
  const waiting = await started(api, file, { filter, windows: [night] });
  const campaign = await started(api, file, { filter: `not id in ("${late}")`, limits: { perRegion: 600 } });
  const reasons = async (id: string): Promise<string[]> => {
    const targets = await api.get<Page<Target>>(`/campaigns/${id}/targets`, {});
    return targets.items.map(({ state, reason }) => `${state} ${reason ?? ''}`.trim()).sort();
  };
  await until('every target says why', async () =>
    [...(await reasons(campaign.id)), ...(await reasons(waiting.id))].every((text) => text === 'waiting blackout'),
  );
  for (const { id } of items) await api.good('POST', `/devices/${id}/connection-requests`, { body: {} });
  expect((await progressOf(api, campaign.id)).counts).toMatchObject({ waiting: 5, inflight: 0, succeeded: 0 });

  await api.good('DELETE', `/blackouts/${blackout.id}`);
  const { counts } = await reaches(api, campaign.id, 'completed');
  expect(counts).toMatchObject({ succeeded: 4, skipped: 1 });
  expect(await reasons(campaign.id)).toEqual(['skipped excluded', 'succeeded', 'succeeded', 'succeeded', 'succeeded']);
  expect(await reasons(waiting.id)).toEqual(['waiting window']);
  const versions = await api.get<Page<{ softwareVersion: string }>>('/devices', {});
  expect(versions.items.map((device) => device.softwareVersion).sort()).toEqual([
    ...['1.0.0', '1.0.0'],
    ...['2.0.0', '2.0.0', '2.0.0', '2.0.0'],
  ]);
});

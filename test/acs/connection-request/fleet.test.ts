import { afterAll, expect, test } from 'vitest';
import { offeredDigest } from '../../../src/simulator/connection-request/manner.ts';
import { done } from '../../scenarios/support/orders.ts';
import { withMuster } from '../../support/muster.ts';
import { SimulatedFleets } from '../../support/simulated-fleet.ts';
import { until } from '../../support/until.ts';

const muster = withMuster({ limits: { sessionAfterCallMs: 3_000 } });
const fleets = new SimulatedFleets();
afterAll(() => fleets.clear());

const server = 'Device.ManagementServer.';
const called = (device: string) =>
  muster.api.post<{ outcome: string; detail: string }>(`/devices/${device}/connection-requests`);

// Nine seconds of waiting on purpose, and more on a busy machine.
test('a simulated gateway is set up for STUN, its HTTP port is closed, and it is called over UDP', {
  timeout: 90_000,
}, async () => {
  const fleet = await fleets.start(muster, { count: 1, stun: true, serialPrefix: 'UDP' });
  const [gateway] = fleet.gateways;
  const device = gateway!.deviceId;
  await until('it has its credentials', () => gateway!.connectionRequestLogin.password !== '');
  await until('it is idle', () => fleet.statistics().activity.idle === 1);
  const { operations } = await muster.api.post<{ operations: string[] }>(
    `/devices/${device}/connection-requests/stun`,
    { address: '127.0.0.1', port: muster.udp.stun },
  );
  await until('all of it is carried out', async () => {
    const states = await Promise.all(operations.map((id) => muster.api.get<{ state: string }>(`/operations/${id}`)));
    return states.every(({ state }) => state === 'succeeded');
  });
  await until('it knows its address', () => gateway!.udpBinding !== null);
  const path = `${server}UDPConnectionRequestAddress`;
  await until('Muster knows it as well', async () => {
    const { items } = await muster.api.get<{ items: { value: string }[] }>(
      `/devices/${device}/parameters?path=${path}`,
    );
    return items[0]?.value === gateway!.udpBinding!.address;
  });
  const closed = [{ path: `${server}HTTPConnectionRequestEnable`, value: 'false', type: 'boolean' }];
  expect(await done(muster.api, device, { kind: 'setParameterValues', values: closed })).toMatchObject({
    state: 'succeeded',
  });
  const before = gateway!.connectionRequests;
  expect(await called(device)).toMatchObject({ outcome: 'sessionArrived' });
  expect(gateway!.connectionRequests).toBe(before + 1);
  const { ways } = await muster.api.get<{ ways: { way: string; lastGoodAt: string | null }[] }>(
    `/devices/${device}/connection-requests`,
  );
  expect(ways.find(({ way }) => way === 'udp')?.lastGoodAt).not.toBe(null);
  await fleet.stop();
  expect(await called(device)).toMatchObject({
    outcome: 'noSession',
    detail: expect.stringMatching(/udp: it was sent.*no session came after 2 calls/),
  });
});

test('quirk 112: a fleet that knows only Basic is not told its password', async () => {
  const connectionRequestManner = {
    challenges: [{ ...offeredDigest, scheme: 'Basic' }],
    oneHeader: true,
    dropsAfter401: false,
    sameSocketOnly: false,
    success: 200 as const,
    callsFirst: 'no' as const,
    instead: null,
  };
  const fleet = await fleets.start(muster, { count: 1, serialPrefix: 'BAS', connectionRequestManner });
  const [gateway] = fleet.gateways;
  await until('it has its credentials', () => gateway!.connectionRequestLogin.password !== '');
  await until('it is idle', () => fleet.statistics().activity.idle === 1);
  const { outcome, detail } = await called(gateway!.deviceId);
  expect(outcome).toBe('unauthorized');
  expect(detail).toContain('only Basic');
  expect(gateway!.connectionRequests).toBe(0);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fleet } from '../../src/simulator/fleet.ts';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { fleetSettled } from './support/campaigning.ts';
import { done } from './support/orders.ts';

const muster = withMuster({ environment: { MUSTER_PERIODIC_INFORM_INTERVAL: '4000' } });
const fleets = new SimulatedFleets();
const device = '00D09E-MG100-SIM000001';
let fleet: Fleet;

beforeAll(async () => {
  fleet = await fleets.start(muster, { count: 1 });
  await fleetSettled(muster.api, muster.pool, 1);
});
afterAll(() => fleets.clear());

const sessions = (): number => fleet.gatewayStatistics()[0]!.sessions;

test('a device that bootstraps is given credentials for connection requests of its own, and the inform interval', async () => {
  const [gateway] = fleet.gateways;
  expect(gateway!.connectionRequestLogin.username).toBe('muster');
  expect(gateway!.connectionRequestLogin.password.length).toBeGreaterThanOrEqual(20);
  expect(gateway!.setting('PeriodicInformInterval')).toBe('4000');
  const { rows } = await muster.pool.query<{ row: string; active: boolean }>(
    'SELECT c::text AS row, active FROM connection_request_credential c',
  );
  expect(rows.map((row) => row.active)).toEqual([true]);
  const { password } = gateway!.connectionRequestLogin;
  expect(rows[0]!.row).not.toContain(password);
  expect(rows[0]!.row).not.toContain(Buffer.from(password).toString('hex'));
});

test('a connection request wakes the device, and its outcome is the session that came', async () => {
  // Its work is done before its session is over.
  await until('it is idle', () => fleet.statistics().activity.idle === 1);
  const before = sessions();
  expect(await muster.api.post(`/devices/${device}/connection-requests`)).toMatchObject({ outcome: 'sessionArrived' });
  await until('its session has ended', () => sessions() === before + 1 && fleet.statistics().activity.idle === 1);
  expect(await muster.api.get(`/devices/${device}`)).toMatchObject({
    status: 'online',
    lastEvents: ['6 CONNECTION REQUEST'],
  });
});

test('many requests for one device at once end in few calls', async () => {
  const before = fleet.gatewayStatistics()[0]!.connectionRequests;
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => muster.api.post<{ outcome: string }>(`/devices/${device}/connection-requests`)),
  );
  expect(new Set(replies.map((reply) => reply.outcome))).toEqual(new Set(['sessionArrived']));
  const calls = fleet.gatewayStatistics()[0]!.connectionRequests - before;
  expect(calls).toBeGreaterThanOrEqual(1);
  expect(calls).toBeLessThan(10);
});

test('a device that was reset to factory settings is provisioned again, and can be called again', async () => {
  const [gateway] = fleet.gateways;
  expect(await done(muster.api, device, { kind: 'factoryReset' })).toMatchObject({ state: 'succeeded' });
  await until('it has its credentials again', () => gateway!.connectionRequestLogin.username === 'muster');
  await until('it is idle', () => fleet.statistics().activity.idle === 1);
  expect(await muster.api.post(`/devices/${device}/connection-requests`)).toMatchObject({ outcome: 'sessionArrived' });
});

test('a device that is switched off is unreachable', async () => {
  await fleet.stop();
  expect(await muster.api.post(`/devices/${device}/connection-requests`)).toMatchObject({ outcome: 'unreachable' });
});

test('a device whose address lies in no allowed network is not called', async () => {
  await muster.pool.query("UPDATE device SET connection_request_url = 'http://169.254.169.254/latest/meta-data'");
  const reply = await muster.api.post<{ outcome: string; detail: string }>(`/devices/${device}/connection-requests`);
  expect(reply.outcome).toBe('destinationRefused');
  expect(reply.detail).toContain('169.254.169.254');
});

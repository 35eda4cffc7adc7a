import { describe, expect, test } from 'vitest';
import type { Device } from '../../src/cli/api/resources.ts';
import { happen } from '../../src/simulator/gateway/happenings.ts';
import type { OrderedOperation } from '../scenarios/support/orders.ts';
import { hold } from '../scenarios/support/scripted-session.ts';
import { heard, methodOf, type ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { expectManageable, ssid } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';
import { upgraded } from './support/upgrade.ts';

describe('who a device is', () => {
  const stage = quirkStage();
  const found = async (filter: string): Promise<Device[]> =>
    (await stage.muster.api.get<{ items: Device[] }>('/devices', { filter })).items;
  const call = (device: string): Promise<{ outcome: string; detail: string }> =>
    stage.muster.api.post(`/devices/${encodeURIComponent(device)}/connection-requests`);

  test('81 odd signs in the identity: encoded in the id, shown as they are', async () => {
    const gateway = await stage.gateway(81);
    expect(gateway.id).toMatch(/^00D09E-MG100%2050%25%2DA-Q\d\d%20/);
    const device = await gateway.device();
    expect(device.productClass).toBe('MG100 50%-A');
    expect(device.serialNumber).toMatch(/ .*-%$/);
    expect(await found(`serialNumber = "${device.serialNumber}"`)).toHaveLength(1);
    await expectManageable(gateway);

    // A ProductClass that goes with the firmware: the login tells that it is the same device.
    const changing = await stage.gateway('81b');
    expect((await changing.device()).productClass).toBe('MG100-1.0.0');
    const upgrade = await upgraded(stage, changing);
    expect(upgrade).toMatchObject({ state: 'succeeded', attempt: 1, deviceId: changing.id });
    const { serialNumber, productClass } = await changing.device();
    expect(productClass).toBe('MG100-2.0.0');
    expect(await found(`serialNumber = "${serialNumber}"`)).toHaveLength(1);
  });

  test.each([
    [82, 'serialNumber', 'no serial number'],
    ['82b', 'oui', 'no OUI'],
  ] as const)(
    '82 no identity: heard, set apart, and given nothing until somebody looks (%s: %s)',
    async (name, field, _what) => {
      const gateway = await stage.gateway(name, { settled: false, sharedLogin });
      const device = await until('it is known', async () => (await found(`${field} = ""`))[0]);
      expect(device.quarantined).toBe(true);
      const path = `/devices/${encodeURIComponent(device.id)}`;
      const { id } = await stage.muster.api.post<{ id: string }>(`${path}/operations`, {
        kind: 'reboot',
        connectionRequest: false,
      });
      const before = (await stage.said())['Reboot'] ?? 0;
      await gateway.session();
      expect(await stage.muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'queued' });
      expect((await stage.said())['Reboot'] ?? 0).toBe(before);
      expect(gateway.statistics.failedSessions).toBe(0);
      const { items } = await stage.muster.api.get<{ items: object[] }>(`${path}/timeline`);
      expect(items).toContainEqual(expect.objectContaining({ type: 'security', reason: 'noIdentity' }));
    },
  );

  test('83 one serial number, two devices: jumping to and fro shows them, and both are set apart', async () => {
    const pair = await stage.gateway(83, { count: 2, settled: false });
    await until('both have called', () => pair.fleet.gatewayStatistics().every(({ sessions }) => sessions > 0));
    for (let i = 0; i < 12 && !(await pair.device()).quarantined; i++) {
      const one = pair.fleet.gateways[i % 2]!;
      const { sessions } = one;
      await happen(one, { kind: 'wakeUp' });
      await until('it has called', () => one.sessions > sessions);
    }
    expect((await pair.device()).quarantined).toBe(true);
    expect(await pair.timeline('security')).toContainEqual(expect.objectContaining({ reason: 'duplicate' }));
    // One that moves once, and stays, is no two.
    const single = stage.scripted();
    await single.session();
    single.connectionRequestUrl = 'http://127.0.0.1:10/';
    for (let i = 0; i < 5; i++) await single.session({ events: ['4 VALUE CHANGE'] });
    expect((await stage.deviceOf(single)).quarantined).toBe(false);
  });

  test.each([
    [84, 'only 2 PERIODIC'],
    ['84b', 'no 0 BOOTSTRAP'],
  ] as const)(
    '84 a boot that is not told: seen by uptime and address, and a login that was lost is set again (%s: %s)',
    async (name, _what) => {
      const gateway = await stage.gateway(name, { settled: false });
      await until('it is known', () => stage.known(gateway.id));
      await gateway.idle();
      expect(await gateway.timeline('operation')).toEqual([]);
      expect((await call(gateway.id)).outcome).toBe('noCredentials');
      await gateway.session();
      await gateway.settled();
      expect((await call(gateway.id)).outcome).toBe('sessionArrived');
      await expectManageable(gateway);

      const cpe = stage.scripted();
      const upTime = (seconds: number) => ({ parameters: { 'Device.DeviceInfo.UpTime': String(seconds) } });
      await cpe.session(upTime(50_000));
      const { id } = await stage.muster.api.post<OrderedOperation>(`/devices/${cpe.deviceId}/operations`, {
        kind: 'reboot',
        connectionRequest: false,
      });
      expect(await hold(cpe, { ...upTime(50_001), answers: { Reboot: () => ({}) } })).toEqual(['Reboot']);
      await earlier(cpe, 3600);
      // It has been up all the time, so this is not the reboot that was ordered.
      await cpe.session(upTime(53_600));
      expect((await stage.deviceOf(cpe)).lastBootAt).toBeNull();
      expect(await stage.muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'accepted' });
      await earlier(cpe, 3600);
      await cpe.session(upTime(60));
      expect((await stage.deviceOf(cpe)).lastBootAt).not.toBeNull();
      expect(await stage.muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'succeeded', attempt: 1 });

      const moving = stage.scripted();
      await moving.session();
      moving.connectionRequestUrl = 'http://127.0.0.1:11/';
      await moving.session({ events: ['4 VALUE CHANGE'] });
      expect((await stage.deviceOf(moving)).lastBootAt).toBeNull();
      moving.connectionRequestUrl = 'http://127.0.0.1:12/';
      await moving.session();
      expect((await stage.deviceOf(moving)).lastBootAt).not.toBeNull();
    },
  );

  /** As if its last Inform had been so many seconds before. */
  async function earlier(cpe: ScriptedCpe, seconds: number): Promise<void> {
    await stage.muster.pool.query(
      `UPDATE device_pulse SET last_inform_at = last_inform_at - make_interval(secs => $2)
       WHERE device_id = (SELECT id FROM device WHERE public_id = $1)`,
      [cpe.deviceId, seconds],
    );
  }
});

describe('what happens in sessions', () => {
  const stage = quirkStage();
  const order = (cpe: ScriptedCpe, body: object): Promise<OrderedOperation> =>
    stage.muster.api.post(`/devices/${cpe.deviceId}/operations`, { connectionRequest: false, ...body });

  test('93 a request of the device instead of an answer: it is answered, and the question stays open', async () => {
    const gateway = await stage.gateway(93);
    await expectManageable(gateway);
    const cpe = stage.scripted();
    await cpe.session();
    const { id } = await order(cpe, { kind: 'getParameterValues', paths: [ssid] });
    await cpe.inform();
    const asked = heard(await cpe.empty());
    expect(methodOf(heard(await cpe.call({ method: 'GetRPCMethods', args: {} })))).toBe('GetRPCMethods');
    const ParameterList = [{ name: ssid, value: 'net', type: 'string' }];
    const reply = await cpe.answer(asked, { method: 'GetParameterValues', args: { ParameterList } });
    expect(reply.status).toBe(204);
    expect(await stage.muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });

  test('94 a fault under another ID: it is about the one question that is open', async () => {
    const gateway = await stage.gateway(94);
    const bad = await gateway.done({ kind: 'getParameterValues', paths: ['Device.Nothing.Here'] });
    expect(bad).toMatchObject({ state: 'failed', attempt: 1, fault: { code: 9005 } });
    await expectManageable(gateway);
  });

  test('95 parameters in an Inform that nobody asked for: stored, as far as a message may be long', async () => {
    const gateway = await stage.gateway(95);
    expect(await gateway.parameters('Device.X_MUSTER_Noise.')).toHaveLength(300);
    expect((await gateway.parameter('Device.X_MUSTER_Noise.300.Value'))?.value).toBe('noise 300');
    await expectManageable(gateway);
    const cpe = stage.scripted();
    const parameters = Object.fromEntries(
      Array.from({ length: 9_000 }, (_, i) => [`Device.X_Noise.${i}.${'y'.repeat(60)}`, 'z'.repeat(150)]),
    );
    expect((await cpe.inform({ parameters })).status).toBe(413);
    expect(await stage.known(cpe.deviceId)).toBeNull();
  });

  test('98 the answer to a change comes over a new connection: the session goes on, and the change is made once', async () => {
    const gateway = await stage.gateway(98);
    const before = (await stage.said())['SetParameterValues'] ?? 0;
    await expectManageable(gateway);
    expect((await stage.said())['SetParameterValues']).toBe(before + 1);
  });

  test('99 a new session while the old one is open: the new one is the only one, and the old one may say nothing more', async () => {
    const gateway = await stage.gateway(99);
    await expectManageable(gateway);
    const cpe = stage.scripted();
    await cpe.session();
    const { id } = await order(cpe, { kind: 'setParameterValues', values: [{ path: ssid, value: 'net' }] });
    await cpe.inform();
    const old = { cookie: cpe.cookie, asked: heard(await cpe.empty()) };
    expect(methodOf(old.asked)).toBe('SetParameterValues');
    cpe.newSocket();
    await cpe.inform();
    const current = cpe.cookie;
    cpe.cookie = old.cookie;
    const late = await cpe.answer(old.asked, { method: 'SetParameterValues', args: { Status: 0 } });
    expect(late.status).not.toBe(200);
    cpe.cookie = current;
    // What became of it is asked, and not said again.
    const next = heard(await cpe.empty());
    expect(methodOf(next)).toBe('GetParameterValues');
    const ParameterList = [{ name: ssid, value: 'net', type: 'string' }];
    expect((await cpe.answer(next, { method: 'GetParameterValues', args: { ParameterList } })).status).toBe(204);
    expect(await stage.muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });

  test('100 RetryCount rises: shown with the device and in its history, and counted for alarms', async () => {
    const gateway = await stage.gateway(100);
    const retried = async (): Promise<number> => {
      const text = await (await fetch(new URL('/metrics', stage.muster.urls.api))).text();
      return Number(/^muster_cwmp_retried_informs_total (\d+)$/m.exec(text)?.[1]);
    };
    const before = await retried();
    await gateway.session();
    await gateway.session();
    expect(await retried()).toBe(before + 2);
    expect(await gateway.device()).toMatchObject({ retryCount: 3 });
    expect((await gateway.timeline('inform')).map((item) => item['retryCount'])).toEqual([1, 2, 3]);
    const calm = await stage.gateway([]);
    expect(await calm.device()).toMatchObject({ retryCount: 0 });
  });
});

describe('devices that are never quiet', () => {
  const stage = quirkStage({
    environment: { MUSTER_PERIODIC_INFORM_INTERVAL: '300' },
    limits: { deviceInformsPerMinute: 10 },
  });

  test('96 the inform interval reads other than it was set: it is set once, and what it reads is what counts', async () => {
    const gateway = await stage.gateway(96);
    const interval = 'Device.ManagementServer.PeriodicInformInterval';
    expect(gateway.own(interval)).toBe('300');
    expect((await gateway.parameter(interval))?.value).toBe('303');
    const before = (await stage.said())['SetParameterValues'] ?? 0;
    for (let i = 0; i < 3; i++) await gateway.session();
    await gateway.done({ kind: 'refresh', paths: ['Device.ManagementServer.'] });
    expect((await stage.said())['SetParameterValues']).toBe(before);
    const { rows } = await stage.muster.pool.query<{ seconds: number }>(
      'SELECT inform_interval AS seconds FROM device WHERE public_id = $1',
      [gateway.id],
    );
    expect(rows).toEqual([{ seconds: 303 }]);
  });

  test('97 a storm of value changes: so many sessions a minute and no more, and notification only of names', async () => {
    const stormy = await stage.gateway(97);
    const refused = (await stage.refused())['deviceRate'] ?? 0;
    await until('it was sent away', async () => ((await stage.refused())['deviceRate'] ?? 0) > refused);
    expect((await stormy.timeline('inform')).length).toBeLessThanOrEqual(11);
    expect((await stormy.parameter('Device.DeviceInfo.ProvisioningCode'))?.value).toMatch(/^storm-\d+$/);
    await expectManageable(await stage.gateway([]));
    const everything = await stage.muster.api.ask('POST', `/devices/${stormy.id}/operations`, {
      body: { kind: 'setParameterAttributes', attributes: [{ path: 'Device.', notification: 2 }] },
    });
    expect(everything.status).toBe(400);
  });
});

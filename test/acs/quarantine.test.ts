import { afterEach, expect, test } from 'vitest';
import { faultCode, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster({ environment: { MUSTER_FIRST_CONTACT: 'quarantine' } });
const cpes: ScriptedCpe[] = [];
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

function cpe(serial: string, login = sharedLogin): ScriptedCpe {
  const made = new ScriptedCpe(muster.urls.acs, serial, login);
  cpes.push(made);
  return made;
}

const security = async (id: string) =>
  (await muster.api.get<{ items: Record<string, unknown>[] }>(`/devices/${id}/timeline`)).items.filter(
    (item) => item['type'] === 'security',
  );

test('a gateway nobody knows is heard and given nothing, until somebody lets it in', async () => {
  const device = cpe('Q1');
  expect(await device.session({ events: ['0 BOOTSTRAP', '1 BOOT'] })).toBeNull();
  expect(await muster.api.get(`/devices/${device.deviceId}`)).toMatchObject({ quarantined: true });
  expect(await security(device.deviceId)).toMatchObject([{ what: 'quarantined', reason: 'firstContact' }]);

  // Work that is ordered waits, whatever the device says next.
  const order = { kind: 'getParameterValues', paths: ['Device.'], connectionRequest: false };
  const { id } = await muster.api.post<{ id: string }>(`/devices/${device.deviceId}/operations`, order);
  expect(await device.session()).toBeNull();
  expect(await device.session({ events: ['1 BOOT'] })).toBeNull();
  expect(await muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'queued' });

  await muster.api.good('PATCH', `/devices/${device.deviceId}`, { body: { quarantined: false } });
  expect(methodOf(await device.session())).toBe('GetParameterValues');
  expect((await security(device.deviceId))[0]).toMatchObject({ what: 'released', reason: 'operator', by: 'admin' });
});

test('what it would have been given at its bootstrap it is given then', async () => {
  const device = cpe('Q2');
  await device.session({ events: ['0 BOOTSTRAP', '1 BOOT'] });
  await muster.api.good('PATCH', `/devices/${device.deviceId}`, { body: { quarantined: false } });
  const asked = await device.session();
  expect(methodOf(asked)).toBe('SetParameterValues');
});

test('what a gateway in quarantine says is kept, and a transfer it tells of is acknowledged', async () => {
  const device = cpe('Q3');
  await device.session();
  device.softwareVersion = '2.0.0';
  await device.inform({ events: ['1 BOOT'] });
  const fault = { FaultCode: 0, FaultString: '' };
  const times = { StartTime: '2026-01-01T00:00:00Z', CompleteTime: '2026-01-01T00:00:01Z' };
  const args = { CommandKey: 'x', FaultStruct: fault, ...times };
  expect((await device.call({ method: 'TransferComplete', args })).text).toContain('TransferCompleteResponse');
  expect((await device.empty()).status).toBe(204);
  expect(await muster.api.get(`/devices/${device.deviceId}`)).toMatchObject({ softwareVersion: '2.0.0' });
});

test('a gateway with a credential of its own is no stranger', async () => {
  const login = { username: 'q4', password: 'of q4' };
  await muster.api.post('/device-credentials', { items: [{ deviceId: '00D09E-TEST-Q4', ...login }] });
  const device = cpe('Q4', login);
  expect(methodOf(await device.session({ events: ['0 BOOTSTRAP', '1 BOOT'] }))).toBe('SetParameterValues');
  expect(await muster.api.get(`/devices/${device.deviceId}`)).toMatchObject({ quarantined: false });
});

test('a viewer and a helpdesk let nobody out', async () => {
  const device = cpe('Q5');
  await device.session();
  for (const role of ['viewer', 'helpdesk']) {
    const { key } = await muster.api.post<{ key: string }>('/keys', { name: role, role });
    const reply = await muster.api
      .as(key)
      .ask('PATCH', `/devices/${device.deviceId}`, { body: { quarantined: false } });
    expect(reply.status).toBe(403);
  }
});

test('quirk 83: two gateways with one serial number are put into quarantine, and work for it stops', async () => {
  const device = cpe('Q6');
  await device.session();
  await muster.api.good('PATCH', `/devices/${device.deviceId}`, { body: { quarantined: false } });
  const twin = cpe('Q6');
  twin.connectionRequestUrl = 'http://127.0.0.1:10/';
  for (let i = 0; i < 3; i++) {
    await device.session();
    await twin.session();
  }
  const order = { kind: 'reboot', connectionRequest: false };
  await muster.api.post(`/devices/${device.deviceId}/operations`, order);
  expect(await device.session()).toBeNull();
  expect(await twin.session()).toBeNull();
  expect(await muster.api.get(`/devices/${device.deviceId}`)).toMatchObject({ quarantined: true });
  expect((await security(device.deviceId))[0]).toMatchObject({ what: 'quarantined', reason: 'duplicate' });
});

test('quirk 82: an Inform without a serial number is kept, in quarantine', async () => {
  const device = cpe('');
  const reply = await device.inform();
  expect(faultCode(reply)).toBeNull();
  const { rows } = await muster.pool.query("SELECT quarantined FROM device WHERE serial_number = ''");
  expect(rows).toEqual([{ quarantined: true }]);
});

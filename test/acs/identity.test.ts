import { afterEach, beforeAll, expect, test } from 'vitest';
import { faultCode, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';

const muster = withMuster();
const cpes: ScriptedCpe[] = [];
const cpe = (
  serial: string,
  login = { username: `user-${serial}`, password: `password of ${serial}` },
): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, login);
  cpes.push(made);
  return made;
};

beforeAll(async () => {
  await muster.api.post('/device-credentials', {
    items: ['A', 'B', 'C'].map((serial) => ({
      deviceId: `00D09E-TEST-${serial}`,
      username: `user-${serial}`,
      password: `password of ${serial}`,
    })),
  });
});
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

/** Everything the database holds about a device, in one value. */
async function rowsAbout(deviceId: string): Promise<unknown> {
  const tables = ['device_pulse', 'parameter_lines', 'operation', 'evidence', 'connection_request', 'timeline'];
  const found: Record<string, unknown> = {};
  const device = await muster.pool.query<{ id: number }>('SELECT * FROM device WHERE public_id = $1', [deviceId]);
  found['device'] = device.rows;
  const credential = await muster.pool.query('SELECT * FROM device_credential WHERE public_id = $1', [deviceId]);
  found['device_credential'] = credential.rows;
  for (const table of tables) {
    // That somebody tried is noted, and is all that is.
    const noted = table === 'timeline' ? "AND type <> 'security'" : '';
    const { rows } = await muster.pool.query(
      `SELECT t::text AS row FROM ${table} t WHERE device_id = $1 ${noted} ORDER BY 1`,
      [device.rows[0]?.id ?? -1],
    );
    found[table] = rows;
  }
  return found;
}

test('a device speaks as itself by its own credential', async () => {
  const a = cpe('A');
  expect(await a.session({ events: ['1 BOOT'] })).toBeNull();
  expect(await muster.api.get(`/devices/${a.deviceId}`)).toMatchObject({ softwareVersion: '1.0.0' });
});

test('a device that speaks as another one is refused with 8001, and nothing changes on the other', async () => {
  const b = cpe('B');
  await b.session({ events: ['1 BOOT'] });
  await muster.api.post(`/devices/${b.deviceId}/operations`, { kind: 'reboot', connectionRequest: false });
  const before = await rowsAbout(b.deviceId);

  const asB = cpe('B', cpe('A').login);
  asB.softwareVersion = '6.6.6';
  asB.connectionRequestUrl = 'http://127.0.0.1:1/elsewhere';
  const reply = await asB.inform({
    events: ['0 BOOTSTRAP', '1 BOOT', { code: 'M Reboot', commandKey: '' }],
    parameters: { 'Device.ManagementServer.PeriodicInformInterval': '1' },
  });
  expect(reply.status).toBe(200);
  expect(faultCode(reply)).toBe(8001);
  expect(reply.headers['set-cookie']).toBeUndefined();
  expect(await rowsAbout(b.deviceId)).toEqual(before);
});

test('an attempt to speak as another leaves the running session of that one alone', async () => {
  const b = cpe('B');
  expect((await b.inform()).status).toBe(200);
  expect(faultCode(await cpe('B', cpe('A').login).inform())).toBe(8001);
  // The reboot of the test before is still owed.
  const next = await b.empty();
  expect(next.text).toContain('Reboot');
});

test('the shared credential does not open for a device that has its own', async () => {
  const before = await rowsAbout('00D09E-TEST-C');
  const c = cpe('C', sharedLogin);
  expect(faultCode(await c.inform())).toBe(8001);
  expect(await rowsAbout('00D09E-TEST-C')).toEqual(before);
  expect((await muster.pool.query("SELECT 1 FROM device WHERE serial_number = 'C'")).rows).toEqual([]);
});

test('a credential of one device makes no new device of another name', async () => {
  const unknown = cpe('NEW', cpe('A').login);
  expect(faultCode(await unknown.inform())).toBe(8001);
  expect((await muster.pool.query("SELECT 1 FROM device WHERE serial_number = 'NEW'")).rows).toEqual([]);
});

test('the user name of another device with a password of its own is just a wrong password', async () => {
  const mixed = cpe('A', { username: 'user-B', password: 'password of A' });
  expect((await mixed.inform()).status).toBe(401);
});

test('a new password counts at once', async () => {
  const deviceId = '00D09E-TEST-A';
  const items = [{ deviceId, username: 'user-A', password: 'another one' }];
  expect(await cpe('A').session()).toBeNull();
  await muster.api.post('/device-credentials', { items });
  expect((await cpe('A').inform()).status).toBe(401);
  expect(await cpe('A', { username: 'user-A', password: 'another one' }).session()).toBeNull();
});

test('an attempt to speak as another stands on the timelines of both, a few times and not for ever', async () => {
  const security = async (id: string) =>
    (await muster.api.get<{ items: { type: string }[] }>(`/devices/${id}/timeline`, { limit: 500 })).items.filter(
      (item) => item.type === 'security',
    );
  const { login } = cpe('A', { username: 'user-A', password: 'another one' });
  for (let i = 0; i < 30; i++) expect(faultCode(await cpe('B', login).inform())).toBe(8001);
  const detail = 'the credential of 00D09E-TEST-A came with an Inform of 00D09E-TEST-B';
  await until('the notes are there', async () => (await security('00D09E-TEST-B')).length >= 5, 5_000);
  expect((await security('00D09E-TEST-A'))[0]).toMatchObject({ what: 'impostor', detail, from: '127.0.0.1' });
  expect((await security('00D09E-TEST-B')).length).toBeLessThan(10);
});

import { afterEach, expect, test } from 'vitest';
import type { Envelope } from '../../src/cwmp/soap/envelope.ts';
import { faultCode, heard, type Login, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster({ environment: { MUSTER_CPE_ROTATE_CREDENTIALS: 'true' } });
const cpes: ScriptedCpe[] = [];
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

function cpe(serial: string, login: Login = sharedLogin): ScriptedCpe {
  const made = new ScriptedCpe(muster.urls.acs, serial, login);
  cpes.push(made);
  return made;
}

const valueIn = (asked: Envelope, name: string): string | null => {
  const text = JSON.stringify(asked.body, (_k, v) => (typeof v === 'bigint' ? String(v) : v));
  return (
    new RegExp(`"text":"${name.replaceAll('.', '\\.')}".*?"name":"Value".*?"text":"([^"]*)"`).exec(text)?.[1] ?? null
  );
};

/** Bootstraps and goes through what Muster sets, until it sets the login. @returns that question and the login */
async function offered(
  device: ScriptedCpe,
  events = ['0 BOOTSTRAP', '1 BOOT'],
): Promise<{ asked: Envelope; login: Login }> {
  let asked = await device.session({ events });
  for (let i = 0; i < 8 && asked !== null; i++) {
    if (methodOf(asked) === 'SetParameterValues') {
      const username = valueIn(asked, 'Device.ManagementServer.Username');
      const password = valueIn(asked, 'Device.ManagementServer.Password');
      if (username !== null && password !== null) return { asked, login: { username, password } };
      asked = heard(await device.answer(asked, { method: 'SetParameterValues', args: { Status: 0 } }));
    } else {
      const args = {
        ParameterList: [{ name: 'Device.ManagementServer.PeriodicInformInterval', value: '300', type: 'unsignedInt' }],
      };
      const reply = await device.answer(asked, { method: 'GetParameterValues', args });
      asked = reply.status === 204 ? null : heard(reply);
    }
  }
  throw new Error('no login was set');
}

const confirm = (device: ScriptedCpe, asked: Envelope) =>
  device.answer(asked, { method: 'SetParameterValues', args: { Status: 0 } });

test('a gateway that bootstraps is given a login of its own, and the shared one is over once it used that', async () => {
  const device = cpe('R1');
  const { asked, login } = await offered(device);
  expect(login.username).toBe('00D09E-TEST-R1');
  expect(login.password).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect((await confirm(device, asked)).status).toBe(204);

  // Not proven yet: both count.
  expect((await cpe('R1').inform()).status).toBe(200);
  const own = cpe('R1', login);
  expect(await own.session()).toBeNull();
  // Proven: the shared one does not open any more, for this device and as ever for others.
  expect(faultCode(await cpe('R1').inform())).toBe(8001);
  expect(await cpe('R1', login).session()).toBeNull();
  expect((await cpe('R2').inform()).status).toBe(200);
});

test('each gateway gets another password, and none stands in the database or the API in plain text', async () => {
  const [a, b] = [await offered(cpe('R3')), await offered(cpe('R4'))];
  expect(a.login.password).not.toBe(b.login.password);
  const { rows } = await muster.pool.query<{ t: string }>(
    "SELECT encode(secret, 'escape') || username AS t FROM device_credential_offer UNION ALL SELECT row_to_json(o)::text FROM operation o",
  );
  const shown = JSON.stringify([
    rows,
    await muster.api.get('/devices/00D09E-TEST-R3/timeline'),
    await muster.api.get('/devices/00D09E-TEST-R3/operations'),
    await muster.api.get('/devices/00D09E-TEST-R3/parameters', { path: 'Device.' }),
  ]);
  expect(shown).toContain('rotateCredentials');
  expect(shown).not.toContain(a.login.password);
});

test('the answer was lost and the gateway took the new login: it speaks by that at once', async () => {
  const device = cpe('R5');
  const { login } = await offered(device);
  // No answer: it reboots, and comes with what it was told.
  device.cookie = null;
  expect((await cpe('R5', login).inform({ events: ['1 BOOT'] })).status).toBe(200);
  expect(faultCode(await cpe('R5').inform())).toBe(8001);
});

test('the answer was lost and the gateway did not take it: it comes with the old one and is told the same again', async () => {
  const device = cpe('R6');
  const first = await offered(device);
  device.cookie = null;
  const again = cpe('R6');
  const second = await offered(again, ['2 PERIODIC']);
  expect(second.login).toEqual(first.login);
  await confirm(again, second.asked);
  expect(await cpe('R6', second.login).session()).toBeNull();
});

test('an own login is changed the same way: old and new count until the new one was used', async () => {
  const old = { username: '00D09E-TEST-R7', password: 'of the manufacturer' };
  await muster.api.post('/device-credentials', { items: [{ deviceId: '00D09E-TEST-R7', ...old }] });
  const device = cpe('R7', old);
  const { asked, login } = await offered(device);
  await confirm(device, asked);
  expect(login.username).toBe(old.username);
  expect((await cpe('R7', old).inform()).status).toBe(200);
  expect((await cpe('R7', login).inform()).status).toBe(200);
  expect((await cpe('R7', old).inform()).status).toBe(401);
  expect((await cpe('R7', login).inform()).status).toBe(200);
});

test('an offered login does not speak for another gateway', async () => {
  const { login } = await offered(cpe('R8'));
  expect(faultCode(await cpe('R9', login).inform())).toBe(8001);
  // Nor did that use it up.
  expect((await cpe('R8').inform()).status).toBe(200);
});

test('a name that another gateway has is not given twice', async () => {
  const items = [{ deviceId: '00D09E-TEST-R10', username: '00D09E-TEST-R11', password: 'x' }];
  await muster.api.post('/device-credentials', { items });
  const { login } = await offered(cpe('R11'));
  expect(login.username).toMatch(/^00D09E-TEST-R11-[0-9a-f]{12}$/);
  expect((await cpe('R11', login).inform()).status).toBe(200);
});

test('after a factory reset an administrator lets the gateway in by the shared login again', async () => {
  const { login } = await offered(cpe('R12'));
  await cpe('R12', login).session();
  const reset = cpe('R12');
  expect(faultCode(await reset.inform({ events: ['0 BOOTSTRAP'] }))).toBe(8001);
  await muster.api.good('DELETE', '/device-credentials/00D09E-TEST-R12');
  expect((await muster.api.ask('DELETE', '/device-credentials/00D09E-TEST-R12')).status).toBe(404);
  const { login: next } = await offered(reset);
  expect(next.password).not.toBe(login.password);
});

test('a gateway that refuses is left with what it has', async () => {
  const device = cpe('R13');
  const { asked } = await offered(device);
  expect((await device.refuse(asked, { code: 9008, message: 'not writable' })).status).toBe(204);
  expect((await cpe('R13').inform()).status).toBe(200);
});

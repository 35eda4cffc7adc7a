import { afterEach, expect, test } from 'vitest';
import type { Answer } from '../../../src/cwmp/rpc/index.ts';
import { heard, methodOf, ScriptedCpe } from '../../support/cpe.ts';
import { sharedLogin } from '../../support/muster.ts';
import { until } from '../../support/until.ts';
import { parkedNow, untilParked, withMusters } from './support/musters.ts';

const musters = withMusters(2);
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string, which: number | 'relay' = 0): ScriptedCpe => {
  const made = new ScriptedCpe(which === 'relay' ? musters.relay.origin : musters.acs(which), serial, sharedLogin);
  cpes.push(made);
  return made;
};
/** The same gateway, session and login at another door. */
const elsewhere = (device: ScriptedCpe, which: number): ScriptedCpe => {
  const moved = cpe(device.serialNumber, which);
  moved.cookie = device.cookie;
  return moved;
};
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

const read = { kind: 'getParameterValues', paths: ['Device.DeviceInfo.UpTime'], connectionRequest: false };
const upTime: Answer = {
  method: 'GetParameterValues',
  args: { ParameterList: [{ name: 'Device.DeviceInfo.UpTime', value: '7', type: 'unsignedInt' }] },
};

async function asked(
  serial: string,
): Promise<{ device: ScriptedCpe; operation: string; question: ReturnType<typeof heard> }> {
  const device = cpe(serial);
  await device.session({ events: ['1 BOOT'] });
  const { id } = await musters.api.post<{ id: string }>(`/devices/${device.deviceId}/operations`, read);
  const question = await device.session();
  expect(methodOf(question)).toBe('GetParameterValues');
  return { device, operation: id, question: question! };
}

test('a session whose connection closed is parked, and goes on in another process where it was', async () => {
  const { device, operation, question } = await asked('M1');
  device.newSocket();
  await untilParked(musters.pool, 1);
  const there = elsewhere(device, 1);
  expect((await there.answer(question, upTime)).status).toBe(204);
  expect(await parkedNow(musters.pool)).toBe(0);
  expect(await musters.api.get(`/operations/${operation}`)).toMatchObject({ state: 'succeeded', attempt: 1 });
  device.cookie = null;
});

test('a session is handed over at once when another process is asked, although its connection is still open', async () => {
  const { device, operation, question } = await asked('M2');
  const there = elsewhere(device, 1);
  const began = performance.now();
  expect((await there.answer(question, upTime)).status).toBe(204);
  expect(performance.now() - began).toBeLessThan(900);
  expect(await musters.api.get(`/operations/${operation}`)).toMatchObject({ state: 'succeeded', attempt: 1 });
  // It ended there, and the process where it began knows that when it is asked.
  expect((await device.send({ headers: { 'Content-Length': 0 } })).status).toBe(204);
});

test('a session goes to and fro as often as its CPE does', async () => {
  const { device, question } = await asked('M3');
  for (let time = 0; time < 6; time++) {
    const there = elsewhere(device, (time + 1) % 2);
    const reply = await there.call({ method: 'GetRPCMethods', args: {} });
    expect(methodOf(heard(reply))).toBe('GetRPCMethods');
  }
  expect((await elsewhere(device, 1).answer(question, upTime)).status).toBe(204);
  device.cookie = null;
});

test('a moved session is of no use to another authenticated user', async () => {
  const items = [{ deviceId: '00D09E-TEST-THIEF', username: 'thief', password: 'of cookies' }];
  await musters.api.post('/device-credentials', { items });
  const { device, question } = await asked('M4');
  const thief = new ScriptedCpe(musters.acs(1), 'THIEF', { username: 'thief', password: 'of cookies' });
  cpes.push(thief);
  await thief.session();
  thief.cookie = device.cookie;
  expect((await thief.answer(question, upTime)).status).toBe(403);
  thief.cookie = null;
  expect((await device.answer(question, upTime)).status).toBe(204);
});

test('a cookie that nobody signed, or for a session that nobody has, opens nothing', async () => {
  const device = cpe('M5', 1);
  await device.inform();
  const cookie = device.cookie!;
  const forged = cpe('M5', 0);
  forged.cookie = cookie.slice(0, -1) + (cookie.endsWith('0') ? '1' : '0');
  const before = await musters.moved(0);
  const began = performance.now();
  expect((await forged.send({ headers: { 'Content-Length': 0 } })).status).toBe(401);
  expect(performance.now() - began).toBeLessThan(800);
  expect(await musters.moved(0)).toEqual(before);
  forged.cookie = null;
});

test('the cookie stands nowhere in the table', async () => {
  const device = cpe('M6');
  await device.inform();
  const secret = device.cookie!.split('=')[1]!;
  device.newSocket();
  await untilParked(musters.pool, 1);
  const { rows } = await musters.pool.query<{ hash: Buffer; state: Buffer }>(
    'SELECT cookie_hash AS hash, state FROM parked_session',
  );
  expect(rows[0]!.state.includes('00D09E-TEST-M6')).toBe(true);
  for (const bytes of [rows[0]!.hash, rows[0]!.state]) {
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes(Buffer.from(secret, 'hex'))).toBe(false);
  }
});

test('a parked session whose device began a newer one is refused', async () => {
  const { device, question, operation } = await asked('M7');
  device.newSocket();
  await untilParked(musters.pool, 1);
  const newer = cpe('M7', 1);
  await newer.inform({ events: ['1 BOOT'] });
  const late = await elsewhere(device, 1).answer(question, upTime);
  expect(late.status).toBe(400);
  expect(late.text).toContain('a newer session');
  // What was asked in the older one is unknown now, and asked again.
  const again = heard(await newer.empty());
  expect(methodOf(again)).toBe('GetParameterValues');
  expect((await newer.answer(again, upTime)).status).toBe(204);
  expect(await musters.api.get(`/operations/${operation}`)).toMatchObject({ state: 'succeeded', attempt: 2 });
  device.cookie = null;
});

test('a new Inform in another process ends the older session there within a second', async () => {
  const { device, question } = await asked('M8');
  await until('the first process counted it', async () => (await musters.held(0)) === 1, 5_000);
  const newer = cpe('M8', 1);
  await newer.inform({ events: ['1 BOOT'] });
  await until('the first process has forgotten it', async () => (await musters.held(0)) === 0, 5_000);
  expect((await device.answer(question, upTime)).status).toBe(400);
  const again = heard(await newer.empty());
  expect(methodOf(again)).toBe('GetParameterValues');
  expect((await newer.answer(again, upTime)).status).toBe(204);
  device.cookie = null;
});

test('a digest challenge of one process is answered at another', async () => {
  const device = cpe('M9', 'relay');
  musters.relay.only(0);
  expect((await device.send({ body: device.informEnvelope(), headers: { 'Content-Type': 'text/xml' } })).status).toBe(
    401,
  );
  const before = [...musters.relay.taken];
  const challenged = cpe('M9', 'relay');
  challenged.newSocket();
  // One connection for the challenge and one for the answer, each at another process.
  musters.relay.only(null);
  const original = challenged.send.bind(challenged);
  challenged.send = (message) => {
    challenged.newSocket();
    return original(message);
  };
  expect((await challenged.inform()).status).toBe(200);
  expect(musters.relay.taken.map((n, i) => n - before[i]!)).toEqual([1, 1]);
  expect((await challenged.empty()).status).toBe(204);
});

test('a stop parks what is under way, and another process goes on with it', async () => {
  const { device, operation, question } = await asked('M10');
  device.newSocket();
  const stopping = musters.stop(0);
  const there = elsewhere(device, 1);
  expect((await there.answer(question, upTime)).status).toBe(204);
  await stopping;
  expect(await musters.api.get(`/operations/${operation}`)).toMatchObject({ state: 'succeeded', attempt: 1 });
  device.cookie = null;
  await musters.start(0);
});

import { afterEach, expect, test } from 'vitest';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster();
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(made);
  return made;
};
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

test('a session has one cookie of at most 200 bytes, of characters that no parser chokes on', async () => {
  const reply = await cpe('C1').inform();
  const cookies = reply.headers['set-cookie']!;
  expect(cookies).toHaveLength(1);
  expect(cookies[0]!.length).toBeLessThanOrEqual(200);
  expect(cookies[0]).toMatch(/^muster=[0-9a-f]{40}; Path=\/; HttpOnly$/);
});

for (const [how, dressed] of [
  ['in quotes', (pair: string) => pair.replace(/=(.*)$/, '="$1"')],
  ['after others', (pair: string) => `a=b; $Version=1; ${pair}`],
  ['joined by commas', (pair: string) => `a=b,${pair},c=d`],
  ['with the attributes of Set-Cookie', (pair: string) => `${pair}; Path=/; HttpOnly`],
] satisfies [string, (pair: string) => string][]) {
  test(`a cookie that comes back ${how} is known`, async () => {
    const device = cpe('C2');
    await device.inform();
    device.cookie = dressed(device.cookie!);
    expect((await device.send({ headers: { 'Content-Length': 0 } })).status).toBe(204);
  });
}

test('a session goes on over another TCP connection', async () => {
  const device = cpe('C3');
  await device.inform({ events: ['1 BOOT'] });
  device.newSocket();
  expect((await device.empty()).status).toBe(204);
});

test('a session does not go on without its cookie, even on the same connection', async () => {
  const device = cpe('C4');
  await device.inform();
  const { cookie } = device;
  device.cookie = null;
  expect((await device.send({ headers: { 'Content-Length': 0 } })).status).toBe(401);
  device.cookie = cookie;
});

test('a made-up cookie opens nothing', async () => {
  const device = cpe('C5');
  device.cookie = `muster=${'0'.repeat(40)}`;
  expect((await device.send({ headers: { 'Content-Length': 0 } })).status).toBe(401);
});

test('a cookie is of no use to another authenticated user', async () => {
  const items = [{ deviceId: '00D09E-TEST-THIEF', username: 'thief', password: 'of cookies' }];
  await muster.api.post('/device-credentials', { items });
  const owner = cpe('C6');
  await owner.inform();
  const thief = new ScriptedCpe(muster.urls.acs, 'THIEF', { username: 'thief', password: 'of cookies' });
  cpes.push(thief);
  await thief.session();
  thief.cookie = owner.cookie;
  expect((await thief.empty()).status).toBe(403);
  expect((await owner.empty()).status).toBe(204);
});

test('an empty POST after the end is answered politely', async () => {
  const device = cpe('C7');
  await device.inform();
  expect((await device.empty()).status).toBe(204);
  expect((await device.send({ headers: { 'Content-Length': 0 } })).status).toBe(204);
});

import { afterEach, expect, test } from 'vitest';
import { faultCode, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

// Quirk 25: gateways that fail after a 401.
const muster = withMuster({
  environment: { MUSTER_CPE_NO_CHALLENGE_NETWORKS: '127.0.0.0/8', MUSTER_FIRST_CONTACT: 'quarantine' },
});
const cpes: ScriptedCpe[] = [];
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

const silent = async (serial: string) => {
  const device = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(device);
  const reply = await device.send({ body: device.informEnvelope() });
  device.cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? null;
  return { device, reply };
};

test('a gateway of such a network comes in without credentials, and has proven nothing by that', async () => {
  const { device, reply } = await silent('N1');
  expect(faultCode(reply)).toBeNull();
  expect((await device.send({ headers: { 'Content-Length': 0 } })).status).toBe(204);
  expect(await muster.api.get(`/devices/${device.deviceId}`)).toMatchObject({ quarantined: true });
});

test('a gateway that has a credential of its own does not, wherever it is', async () => {
  const login = { username: 'n2', password: 'of n2' };
  await muster.api.post('/device-credentials', { items: [{ deviceId: '00D09E-TEST-N2', ...login }] });
  expect(faultCode((await silent('N2')).reply)).toBe(8001);
  const own = new ScriptedCpe(muster.urls.acs, 'N2', login);
  cpes.push(own);
  // It is not challenged, so it has to know by itself.
  const { challenges } = await own.send({ body: own.informEnvelope(), headers: { Authorization: 'Digest x' } });
  expect(challenges.length).toBeGreaterThan(0);
});

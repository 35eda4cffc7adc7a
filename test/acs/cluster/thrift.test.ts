import { afterEach, expect, test } from 'vitest';
import { heard, methodOf, ScriptedCpe } from '../../support/cpe.ts';
import { sharedLogin } from '../../support/muster.ts';
import { withMusters } from './support/musters.ts';

const musters = withMusters(1);
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(musters.acs(0), serial, sharedLogin);
  cpes.push(made);
  return made;
};
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

test('sessions on one connection are never parked, nor looked for', async () => {
  const device = cpe('T1');
  for (let time = 0; time < 5; time++) {
    await device.session();
    device.newSocket();
  }
  // Also where the device shows the cookie of its last session with the next one.
  for (let time = 0; time < 5; time++) {
    const { cookie } = device;
    expect((await device.post(device.informEnvelope(), { Cookie: cookie! })).status).toBe(200);
    expect((await device.empty()).status).toBe(204);
  }
  expect(await musters.moved(0)).toEqual({});
});

test('a process that is alone parks nothing for a CPE that opens a connection for each message', async () => {
  const device = cpe('T2');
  await device.session({ events: ['1 BOOT'] });
  const order = { kind: 'getParameterValues', paths: ['Device.DeviceInfo.UpTime'], connectionRequest: false };
  await musters.api.post(`/devices/${device.deviceId}/operations`, order);
  const send = device.send.bind(device);
  device.send = async (message) => {
    device.newSocket();
    // Longer than the grace that it has where there are others.
    await new Promise((resolve) => setTimeout(resolve, 400));
    return send(message);
  };
  const question = await device.session();
  expect(methodOf(question)).toBe('GetParameterValues');
  const reply = await device.answer(question!, {
    method: 'GetParameterValues',
    args: { ParameterList: [{ name: 'Device.DeviceInfo.UpTime', value: '7', type: 'unsignedInt' }] },
  });
  expect(reply.status).toBe(204);
  expect(await musters.moved(0)).toEqual({});
});

test('an Inform that is sent again as its answer was lost is answered again, over a new connection too', async () => {
  const device = cpe('T3');
  const inform = device.informEnvelope({ id: 'once' });
  const first = await device.post(inform);
  device.newSocket();
  const second = await device.post(inform);
  expect(heard(second)).toEqual(heard(first));
  expect(second.headers['set-cookie']).toBeUndefined();
});

import http from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { lastWordsMs } from '../../src/acs/endpoint.ts';
import { digestAnswer, heard, methodOf, ScriptedCpe, sendHttp } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { withBareDoor } from './support/bare-door.ts';
import { liveSession } from './support/live-session.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('quirks 21 and 55 of the door: a gateway that calls for ever', () => {
  const muster = withMuster({ environment: { MUSTER_DEVICE_INFORMS_PER_MINUTE: '5' } });
  const cpe = (serial: string, login = sharedLogin): ScriptedCpe => {
    const made = new ScriptedCpe(muster.urls.acs, serial, login);
    closers.push(() => made.leave());
    return made;
  };

  test('is sent away with a time to come back, and others are not', async () => {
    const device = cpe('L1');
    const statuses: number[] = [];
    for (let i = 0; i < 9; i++) statuses.push((await device.inform()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 503, 503, 503, 503]);
    const reply = await device.inform();
    expect(Number(reply.headers['retry-after'])).toBeGreaterThanOrEqual(15);
    expect((await cpe('L2').inform()).status).toBe(200);
    const { rows } = await muster.pool.query(
      "SELECT p.inform_count::int AS n FROM device d JOIN device_pulse p ON p.device_id = d.id WHERE serial_number = 'L1'",
    );
    expect(rows).toEqual([{ n: 5 }]);
  });

  test('does not lose its turns to somebody who only uses its name', async () => {
    const stranger = cpe('L3', { username: 'x', password: 'y' });
    for (let i = 0; i < 9; i++) expect((await stranger.inform()).status).not.toBe(200);
    expect((await cpe('L3').inform()).status).toBe(200);
  });
});

describe('quirk 8: a session that never ends', () => {
  const muster = withMuster({ limits: { maxSessionMs: 300 } });
  const cpe = (serial: string): ScriptedCpe => {
    const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
    closers.push(() => made.leave());
    return made;
  };

  test('is asked nothing more once its time is over, and what was asked is still heard', async () => {
    const device = cpe('E1');
    await device.session();
    const order = (path: string) =>
      muster.api.post<{ id: string }>(`/devices/${device.deviceId}/operations`, {
        kind: 'getParameterValues',
        paths: [path],
        connectionRequest: false,
      });
    const [first, second] = [await order('Device.A'), await order('Device.B')];
    await device.inform();
    const asked = heard(await device.empty());
    expect(methodOf(asked)).toBe('GetParameterValues');
    await new Promise((resolve) => setTimeout(resolve, 400));
    const args = { ParameterList: [{ name: 'Device.A', value: '1', type: 'string' }] };
    expect((await device.answer(asked, { method: 'GetParameterValues', args })).status).toBe(204);
    expect(await muster.api.get(`/operations/${first.id}`)).toMatchObject({ state: 'succeeded' });
    expect(await muster.api.get(`/operations/${second.id}`)).toMatchObject({ state: 'queued' });
  });
});

describe('quirk 8: a session that does not end when it is asked nothing more', () => {
  const door = withBareDoor({ rules: { maxSessionMs: 600_000 } });
  const overdue = (ms: number) => {
    const session = liveSession(door.sessions.newIds(Date.now()), Date.now() - 600_000 - ms);
    door.sessions.add(session);
    const message = { body: '', headers: { Cookie: `muster=${session.cookie}` } };
    return { session, speaks: () => sendHttp(door.origin, new http.Agent(), message) };
  };

  test('is heard for another minute', async () => {
    const { session, speaks } = overdue(lastWordsMs - 5_000);
    await speaks();
    expect(door.touches).toBe(1);
    expect(door.sessions.holds(session)).toBe(true);
  });

  test('is over after that, whatever it says', async () => {
    const before = door.touches;
    const { session, speaks } = overdue(lastWordsMs + 1);
    expect(await speaks()).toMatchObject({ status: 400, text: 'this session has lasted too long\n' });
    expect(door.sessions.holds(session)).toBe(false);
    expect(door.touches).toBe(before);
    expect(door.refusals.at(-1)).toBe('time');
  });
});

describe('quirk 7: a gateway that takes no cookies', () => {
  const muster = withMuster();
  const stubborn = async (serial: string) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    closers.push(() => agent.destroy());
    const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
    const { challenges } = await sendHttp(muster.urls.acs, agent, { body: made.informEnvelope() });
    let nc = 0;
    const authorization = () => digestAnswer(challenges, 'SHA-256', sharedLogin, { nc: ++nc });
    return {
      made,
      post: (body: string, headers: http.OutgoingHttpHeaders = { Authorization: authorization() }, over = agent) =>
        sendHttp(muster.urls.acs, over, { body, headers: { 'Content-Length': Buffer.byteLength(body), ...headers } }),
    };
  };

  test('goes on over its connection, from its Inform to the end, and may say goodbye twice', async () => {
    const { made, post } = await stubborn('S1');
    expect((await post(made.informEnvelope())).status).toBe(200);
    await muster.api.post(`/devices/${made.deviceId}/operations`, { kind: 'reboot', connectionRequest: false });
    expect((await post(made.informEnvelope({ events: ['1 BOOT'] }))).status).toBe(200);
    const asked = heard(await post(''));
    expect(methodOf(asked)).toBe('Reboot');
    const answer = made.envelope('<cwmp:RebootResponse/>', asked.id!);
    expect((await post(answer)).status).toBe(204);
    expect((await post('')).status).toBe(204);
  });

  test('does so only with the login that its session began with', async () => {
    const { made, post } = await stubborn('S2');
    expect((await post(made.informEnvelope())).status).toBe(200);
    expect((await post('', {})).status).toBe(401);
    const { challenges } = await post('', {});
    const other = digestAnswer(challenges, 'SHA-256', { username: 'other', password: 'x' });
    expect((await post('', { Authorization: other })).status).toBe(401);
    const forged = challenges.map((c) => ({ ...c, params: { ...c.params, nonce: 'A'.repeat(32) } }));
    const named = digestAnswer(forged, 'SHA-256', sharedLogin);
    expect((await post('', { Authorization: named })).status).toBe(401);
    expect((await post('')).status).toBe(204);
  });

  test('does not do so over another connection, nor through a proxy', async () => {
    const { made, post } = await stubborn('S3');
    expect((await post(made.informEnvelope())).status).toBe(200);
    const elsewhere = new http.Agent({ keepAlive: true });
    closers.push(() => elsewhere.destroy());
    expect((await post('', undefined, elsewhere)).status).toBe(401);
    const { challenges } = await post('', {});
    const proxied = {
      Authorization: digestAnswer(challenges, 'SHA-256', sharedLogin),
      'X-Forwarded-For': '192.0.2.9',
    };
    expect((await post('', proxied)).status).toBe(401);
    expect((await post('')).status).toBe(204);
  });
});

describe('quirk 7, switched off', () => {
  const muster = withMuster({ environment: { MUSTER_CPE_SOCKET_IDENTITY: 'false' } });
  test('a session without its cookie is none', async () => {
    const device = new ScriptedCpe(muster.urls.acs, 'S4', sharedLogin);
    closers.push(() => device.leave());
    await device.inform();
    const { cookie } = device;
    device.cookie = null;
    expect((await device.empty()).status).toBe(401);
    device.cookie = cookie;
  });
});

describe('quirk 18: an encoding nobody knows, in mid-session', () => {
  const muster = withMuster();
  test('is refused, and the same message without it goes on', async () => {
    const device = new ScriptedCpe(muster.urls.acs, 'U1', sharedLogin);
    closers.push(() => device.leave());
    await device.session();
    await muster.api.post(`/devices/${device.deviceId}/operations`, { kind: 'reboot', connectionRequest: false });
    await device.inform();
    const asked = heard(await device.empty());
    const answer = device.envelope('<cwmp:RebootResponse/>', asked.id!);
    expect((await device.post(answer, { 'Content-Encoding': 'compress' })).status).toBe(415);
    expect((await device.post(answer)).status).toBe(204);
  });
});

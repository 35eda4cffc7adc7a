import http from 'node:http';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { digestAnswer, heard, methodOf, sendHttp } from '../support/cpe.ts';
import { sharedLogin } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { expectManageable } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';

describe('cookies are all that a session is known by', () => {
  const stage = quirkStage({
    // Else a session whose cookie is lost would go on over its connection, and nobody would see the loss.
    environment: { MUSTER_CPE_SOCKET_IDENTITY: 'false' },
    // So that a session that is left open does not hold the end up.
    limits: { sessionTimeoutMs: 2_000 },
    profiles: { Q5B: { cookiePath: 'none' }, Q9B: { closeAtEnd: true } },
  });

  test('1 a TCP connection for every POST: the cookie tells the session, whatever connection it comes on', async () => {
    await expectManageable(await stage.gateway(1));
  });

  test('2 the challenge is answered elsewhere: nonces are signed, so that any process knows its own', async () => {
    await expectManageable(await stage.gateway(2));
    const cpe = stage.scripted();
    const agent = new http.Agent();
    const { challenges } = await sendHttp(stage.muster.urls.acs, agent, { body: cpe.informEnvelope() });
    await stage.muster.restart();
    const reply = await sendHttp(stage.muster.urls.acs, agent, {
      body: cpe.informEnvelope(),
      headers: { Authorization: digestAnswer(challenges, 'SHA-256', sharedLogin) },
    });
    expect(reply.status).toBe(200);
    cpe.cookie = null;
  });

  test('3 cookies joined with a comma, or quoted: both are taken apart', async () => {
    await expectManageable(await stage.gateway([1, 3]));
  });

  test('4 unusual characters in cookies: one short cookie of letters, digits, _ and - is set', async () => {
    await expectManageable(await stage.gateway([1, 4]));
    const reply = await stage.scripted().inform();
    expect(reply.headers['set-cookie']).toHaveLength(1);
    expect(reply.headers['set-cookie']![0]).toMatch(/^[a-z]+=[A-Za-z0-9_-]{16,64}(;|$)/);
  });

  test('5 Path of a cookie wanted, or unbearable: it has one, unless a profile takes it away', async () => {
    await expectManageable(await stage.gateway([1, 5]));
    await expectManageable(await stage.gateway([1, '5b'], { productClass: 'Q5B' }));
  });

  test('6 a stale cookie with a new Inform: the Inform begins a session of its own', async () => {
    await expectManageable(await stage.gateway([1, 6]));
    const cpe = stage.scripted();
    await cpe.inform();
    const old = cpe.cookie;
    // The old session is still open, and its cookie comes along.
    const reply = await cpe.post(cpe.informEnvelope({ events: ['6 CONNECTION REQUEST'] }));
    expect([reply.status, methodOf(heard(reply))]).toEqual([200, 'Inform']);
    expect(cpe.cookie).not.toBe(old);
    expect((await cpe.empty()).status).toBe(204);
    expect((await stage.deviceOf(cpe)).lastEvents).toEqual(['6 CONNECTION REQUEST']);
  });

  test('9 who closes the connection at the end: the device does, unless a profile says that it waits', async () => {
    await expectManageable(await stage.gateway(9));
    const waiting = await stage.gateway('9b', { productClass: 'Q9B' });
    await expectManageable(waiting);
    expect(waiting.statistics.sessions).toBe(3);
  });

  test('10 one more empty POST after the end: it is answered 204 as well', async () => {
    await expectManageable(await stage.gateway(10));
    const cpe = stage.scripted();
    await cpe.inform();
    expect([(await cpe.empty()).status, (await cpe.empty()).status]).toEqual([204, 204]);
  });

  test('11 an empty POST without Content-Type: it gives the floor to Muster like any other', async () => {
    await expectManageable(await stage.gateway(11));
  });

  test('12 another Content-Type than text/xml: the body decides', async () => {
    await expectManageable(await stage.gateway(12));
    const cpe = stage.scripted();
    const odd = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await cpe.post(cpe.informEnvelope(), odd)).status).toBe(200);
  });

  test('13 the empty POST has length 0, no length at all, or holds white space: all mean the same', async () => {
    const gateway = await stage.gateway([1, 13]);
    await expectManageable(gateway);
    expect(gateway.statistics.sessions).toBe(3);
  });
});

describe('devices without cookies', () => {
  const stage = quirkStage({ limits: { sessionTimeoutMs: 2_000 } });

  test('7 cookies are ignored: the session goes on over its connection, or is begun anew without losing work', async () => {
    await expectManageable(await stage.gateway(7));
    // With a connection for every POST nothing is left to know it by: it is heard each time, and its work waits.
    const stray = await stage.gateway([1, 7], { settled: false });
    await until('it has informed twice', async () => {
      const known = await stage.known(stray.id);
      return known !== null && (await stray.timeline('inform')).length >= 2;
    });
    const [provision] = (await stray.operations()).items;
    expect(provision).toMatchObject({ kind: 'provision', state: 'queued', attempt: 0 });
    expect((await stray.device()).status).toBe('online');
  });
});

describe('connections that nobody closes', () => {
  const stage = quirkStage({ limits: { idleMs: 300, maxSessionMs: 500, sessionTimeoutMs: 60_000 } });

  test('8 the TCP connection is never closed: an idle one is cut, and a session that goes on too long gets no more work', async () => {
    // A connection as such: Node's own client would close it by itself.
    const { port } = new URL(stage.muster.urls.acs);
    const socket = net.connect(Number(port), '127.0.0.1', () => {
      socket.write('POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 0\r\n\r\n');
    });
    let answered = 0;
    socket.once('data', () => {
      answered = performance.now();
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answered).toBeGreaterThan(0);
    const idle = performance.now() - answered;
    expect(idle).toBeGreaterThan(250);
    // Left alone, Node waits for five seconds.
    expect(idle).toBeLessThan(4_800);

    const cpe = stage.scripted();
    await cpe.session();
    const order = (path: string) =>
      stage.muster.api.post<{ id: string }>(`/devices/${cpe.deviceId}/operations`, {
        kind: 'getParameterValues',
        paths: [path],
        connectionRequest: false,
      });
    const [first, second] = [await order('Device.A'), await order('Device.B')];
    await cpe.inform();
    const asked = heard(await cpe.empty());
    await pause(700);
    const args = { ParameterList: [{ name: 'Device.A', value: '1', type: 'string' }] };
    expect((await cpe.answer(asked, { method: 'GetParameterValues', args })).status).toBe(204);
    expect(await stage.muster.api.get(`/operations/${first.id}`)).toMatchObject({ state: 'succeeded' });
    expect(await stage.muster.api.get(`/operations/${second.id}`)).toMatchObject({ state: 'queued' });
  });
});

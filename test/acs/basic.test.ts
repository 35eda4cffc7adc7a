import http from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { type HttpReply, ScriptedCpe, sendHttp } from '../support/cpe.ts';
import { sharedLogin, type TestMuster, withMuster } from '../support/muster.ts';

const agent = new http.Agent({ keepAlive: true });
afterAll(() => agent.destroy());

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function post(muster: TestMuster, headers: Record<string, string>, serial = 'B1'): Promise<HttpReply> {
  const body = new ScriptedCpe(muster.urls.acs, serial, sharedLogin).informEnvelope();
  return sendHttp(muster.urls.acs, agent, { body, headers });
}

describe('where basic is asked for but the door has no TLS', () => {
  const muster = withMuster({ environment: { MUSTER_CPE_AUTH: 'basic,digest' } });

  test('it is neither offered nor accepted', async () => {
    const reply = await post(muster, { Authorization: basic(sharedLogin.username, sharedLogin.password) });
    expect(reply.status).toBe(401);
    expect(reply.challenges.map((c) => c.scheme)).toEqual(['digest', 'digest']);
    expect((await muster.pool.query('SELECT 1 FROM device')).rows).toEqual([]);
  });
});

describe('where basic without TLS is allowed by name', () => {
  const muster = withMuster({ environment: { MUSTER_CPE_AUTH: 'basic', MUSTER_CPE_BASIC_WITHOUT_TLS: 'true' } });

  test('it is offered, and lets a device in', async () => {
    const refused = await post(muster, {});
    expect(refused.status).toBe(401);
    expect(refused.challenges.map((c) => c.scheme)).toEqual(['basic']);
    const reply = await post(muster, { Authorization: basic(sharedLogin.username, sharedLogin.password) });
    expect(reply.status).toBe(200);
    const cookie = reply.headers['set-cookie']![0]!.split(';')[0]!;
    await sendHttp(muster.urls.acs, agent, { headers: { Cookie: cookie, 'Content-Length': 0 } });
  });

  test('a wrong password and unreadable credentials are refused', async () => {
    const { username } = sharedLogin;
    for (const wrong of [basic(username, 'wrong'), basic('', ''), 'Basic !!!', 'Basic', 'Bearer abc']) {
      expect((await post(muster, { Authorization: wrong })).status).toBe(401);
    }
  });

  test('a session belongs to the user who opened it', async () => {
    const opened = await post(muster, { Authorization: basic(sharedLogin.username, sharedLogin.password) });
    const cookie = opened.headers['set-cookie']![0]!.split(';')[0]!;
    const stolen = await sendHttp(muster.urls.acs, agent, {
      headers: { Cookie: cookie, Authorization: basic('another', 'x'), 'Content-Length': 0 },
    });
    expect(stolen.status).toBe(403);
    const own = await sendHttp(muster.urls.acs, agent, {
      headers: {
        Cookie: cookie,
        Authorization: basic(sharedLogin.username, sharedLogin.password),
        'Content-Length': 0,
      },
    });
    expect(own.status).toBe(204);
  });
});

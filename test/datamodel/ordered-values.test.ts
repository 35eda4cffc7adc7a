import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/cwmp/rpc/index.ts';
import { encodeCall } from '../../src/cwmp/rpc/index.ts';
import { heard, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import type { Problem, RestReply } from '../support/rest-client.ts';

const definitions = mkdtempSync(path.join(tmpdir(), 'muster-dm-'));
writeFileSync(
  path.join(definitions, 'acme.dm'),
  'muster-datamodel 1\nextends Device:2\nDevice.X_ACME_Led.{i}. W\n Colour W {red green}\n Brightness W unsignedInt[0:100]\n',
);
const muster = withMuster({ environment: { MUSTER_DATAMODEL_DIR: definitions, MUSTER_PROVISIONING: 'off' } });

let serial = 0;
async function device(parameters: Readonly<Record<string, string>> = {}): Promise<ScriptedCpe> {
  const cpe = new ScriptedCpe(muster.urls.acs, `V${++serial}`, sharedLogin);
  await cpe.session({ parameters });
  return cpe;
}

const ask = (
  cpe: ScriptedCpe,
  body: object,
): Promise<RestReply<Problem & { order: { values: unknown }; warnings?: string[] }>> =>
  muster.api.ask('POST', `/devices/${cpe.deviceId}/operations`, { body: { connectionRequest: false, ...body } });
const set = (cpe: ScriptedCpe, ...values: object[]) => ask(cpe, { kind: 'setParameterValues', values });

/** The device answers the next question of Muster. */
async function answerNext(cpe: ScriptedCpe, answer: Answer): Promise<void> {
  await cpe.inform();
  await cpe.answer(heard(await cpe.empty()), answer);
}

describe('values ordered over REST', () => {
  it('are typed by the model and go over the wire as it wants them', async () => {
    const cpe = await device();
    const reply = await set(
      cpe,
      { path: 'Device.WiFi.SSID.1.Enable', value: 'TRUE' },
      { path: 'Device.ManagementServer.PeriodicInformInterval', value: 300 },
      { path: 'Device.WiFi.SSID.1.SSID', value: 'net' },
    );
    expect(reply).toMatchObject({ status: 202 });
    expect(reply.body.warnings).toBeUndefined();
    await cpe.inform();
    const { text } = await cpe.empty();
    expect(text).toContain('xsi:type="xsd:boolean">1</Value>');
    expect(text).toContain('xsi:type="xsd:unsignedInt">300</Value>');
    expect(text).toContain('xsi:type="xsd:string">net</Value>');
    await cpe.leave();
  });

  it('are refused before anything is ordered, each with path, value and what is allowed', async () => {
    const cpe = await device();
    const reply = await set(
      cpe,
      { path: 'Device.WiFi.SSID.1.Enable', value: 'maybe' },
      { path: 'Device.WiFi.SSID.1.SSID', value: 'fine' },
      { path: 'Device.DeviceInfo.SoftwareVersion', value: '2' },
      { path: 'Device.X_ACME_Led.1.Brightness', value: '101' },
    );
    expect(reply).toMatchObject({
      status: 400,
      body: {
        code: 'invalidRequest',
        detail:
          'setParameterValues: Device.WiFi.SSID.1.Enable cannot be "maybe": it is a boolean; allowed: true, false, 1, 0',
        errors: [
          { path: 'values.0', message: expect.stringContaining('"maybe"') },
          {
            path: 'values.2',
            message: 'Device.DeviceInfo.SoftwareVersion cannot be written: it is read only in Device:2',
          },
          { path: 'values.3', message: 'Device.X_ACME_Led.1.Brightness cannot be "101": allowed: 0 to 100' },
        ],
      },
    });
    expect(await muster.api.get(`/devices/${cpe.deviceId}/operations`)).toMatchObject({ items: [] });
    await cpe.leave();
  });

  it('are judged by the root the device has', async () => {
    const gateway = new ScriptedCpe(muster.urls.acs, `V${++serial}`, sharedLogin);
    const envelope = gateway.informEnvelope().replaceAll('<Name>Device.', '<Name>InternetGatewayDevice.');
    await gateway.post(envelope);
    await gateway.empty();
    const bad = await set(gateway, { path: 'InternetGatewayDevice.IPPingDiagnostics.DSCP', value: 64 });
    expect(bad).toMatchObject({ status: 400, body: { detail: expect.stringContaining('allowed: 0 to 63') } });
    await gateway.leave();

    const old = await device({ 'Device.DeviceSummary': 'Device:1.4[](Baseline:1)' });
    expect(await set(old, { path: 'Device.LAN.AddressingType', value: 'Sometimes' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('allowed: DHCP, Static') },
    });
    // Of Device:1 nobody knows this: it passes, with a word about it.
    expect(await set(old, { path: 'Device.WiFi.SSID.1.SSID', value: 'x'.repeat(99) })).toMatchObject({
      status: 202,
      body: { warnings: ['Device.WiFi.SSID.1.SSID is in no model of Device:1 that Muster knows'] },
    });
    await old.leave();
  });

  it("are sent with the device's own type where that differs, with a warning", async () => {
    const cpe = await device();
    await ask(cpe, { kind: 'getParameterValues', paths: ['Device.WiFi.SSID.1.Enable'] });
    const ParameterList = [{ name: 'Device.WiFi.SSID.1.Enable', value: 'yes', type: 'string' }];
    await answerNext(cpe, { method: 'GetParameterValues', args: { ParameterList } });
    expect(await set(cpe, { path: 'Device.WiFi.SSID.1.Enable', value: 'no' })).toMatchObject({
      status: 202,
      body: { warnings: ['Device.WiFi.SSID.1.Enable is told by the device as string; in Device:2 it is boolean'] },
    });
    await cpe.inform();
    expect((await cpe.empty()).text).toContain('xsi:type="xsd:string">no</Value>');
    await cpe.leave();
  });

  it('of a secret are never in a refusal', async () => {
    const cpe = await device();
    const reply = await set(cpe, { path: 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase', value: 'short' });
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).not.toContain('short');
    expect(reply.body.detail).toContain('5 characters; allowed: 8 to 63');
    await cpe.leave();
  });

  it('of a new object are checked and typed too', async () => {
    const cpe = await device();
    const add = (values: object[]) => ask(cpe, { kind: 'addObject', path: 'Device.NAT.PortMapping.', values });
    expect(await add([{ path: 'ExternalPort', value: 70_000 }])).toMatchObject({
      status: 400,
      body: {
        errors: [
          {
            path: 'values.0',
            message: expect.stringContaining(
              'Device.NAT.PortMapping.[new].ExternalPort cannot be "70000": allowed: 0 to 65535',
            ),
          },
        ],
      },
    });
    expect(
      await add([
        { path: 'ExternalPort', value: 8080 },
        { path: 'Enable', value: true },
      ]),
    ).toMatchObject({ status: 202 });
    await cpe.inform();
    let asked = heard(await cpe.empty());
    // It looks at the instances that are there before it makes one.
    if (methodOf(asked) === 'GetParameterNames') {
      asked = heard(await cpe.answer(asked, { method: 'GetParameterNames', args: { ParameterList: [] } }));
    }
    expect(methodOf(asked)).toBe('AddObject');
    const filling = await cpe.answer(asked, { method: 'AddObject', args: { InstanceNumber: 7, Status: 0 } });
    expect(methodOf(heard(filling))).toBe('SetParameterValues');
    expect(filling.text).toContain(
      '<Name>Device.NAT.PortMapping.7.ExternalPort</Name><Value xsi:type="xsd:unsignedInt">8080</Value>',
    );
    expect(filling.text).toContain('xsi:type="xsd:boolean">1</Value>');
    await cpe.leave();
  });

  it('say what is wrong with a wildcard', async () => {
    const cpe = await device();
    expect(await set(cpe, { path: 'Device.WiFi.SSID.*.SSID', value: 'x' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('stands for instances in reads only') },
    });
    await cpe.leave();
  });

  it('of a value a device would not even be asked with stay out of the envelope', () => {
    expect(() =>
      encodeCall({
        method: 'SetParameterValues',
        args: { ParameterList: [{ name: 'A', value: '', type: 'a b' }], ParameterKey: '' },
      }),
    ).toThrow('unknown type');
  });
});

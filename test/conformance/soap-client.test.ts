import { afterEach, describe, expect, test } from 'vitest';
import { type RpcName, rpcs } from '../../src/cwmp/rpc/index.ts';
import { readEnvelope } from '../../src/cwmp/soap/envelope.ts';
import type { XmlElement } from '../../src/cwmp/xml/element.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { type Handlers, type Said, SoapCpe, soapReader } from '../support/soap-cpe.ts';
import { acsMessages } from './acs-messages.ts';
import { cpeMessages } from './cpe-messages.ts';

const muster = withMuster();
const carriers: ScriptedCpe[] = [];
afterEach(() => Promise.all(carriers.splice(0).map((one) => one.leave())));

function carrierOf(serial: string): ScriptedCpe {
  const carrier = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  carriers.push(carrier);
  return carrier;
}

const typed = (type: string, value: string): Said => ({ attributes: { 'xsi:type': `xsd:${type}` }, $value: value });
const parameter = (name: string, type: string, value: string): Said => ({ Name: name, Value: typed(type, value) });

function inform(serial: string, events: readonly Said[]): Said {
  return {
    DeviceId: { Manufacturer: 'Soap & Sons', OUI: '00D09E', ProductClass: 'TEST', SerialNumber: serial },
    Event: { EventStruct: events },
    MaxEnvelopes: 1,
    CurrentTime: '2026-01-15T08:30:00Z',
    RetryCount: 0,
    ParameterList: {
      ParameterValueStruct: [
        parameter('Device.DeviceInfo.SoftwareVersion', 'string', '1.0.0 <beta> & co'),
        parameter('Device.DeviceInfo.HardwareVersion', 'string', 'A1'),
        parameter('Device.ManagementServer.ConnectionRequestURL', 'string', 'http://127.0.0.1:9/'),
      ],
    },
  };
}

/** The text of an element, with or without attributes. */
const text = (said: unknown): string =>
  typeof said === 'object' && said !== null ? String((said as Said)['$value']) : String(said);
const list = (said: unknown): readonly unknown[] => (Array.isArray(said) ? said : said === undefined ? [] : [said]);

const values: Readonly<Record<string, Said>> = {
  'Device.DeviceInfo.UpTime': parameter('Device.DeviceInfo.UpTime', 'unsignedInt', '86400'),
  'Device.X_Odd': parameter('Device.X_Odd', 'string', '  <Ümläut> & 📶  '),
};
const handlers: Handlers = {
  GetRPCMethods: () => ({
    MethodList: { string: ['GetRPCMethods', 'GetParameterValues', 'SetParameterValues', 'Reboot', 'Download'] },
  }),
  GetParameterValues: (said) => ({
    ParameterList: {
      ParameterValueStruct: list((said['ParameterNames'] as Said)['string']).map((name) => values[text(name)]),
    },
  }),
  GetParameterNames: () => ({
    ParameterList: { ParameterInfoStruct: [{ Name: 'Device.DeviceInfo.UpTime', Writable: false }] },
  }),
  SetParameterValues: () => ({ Status: 0 }),
  SetParameterAttributes: () => ({}),
  GetParameterAttributes: () => ({
    ParameterList: {
      ParameterAttributeStruct: [{ Name: 'Device.X_Odd', Notification: 2, AccessList: { string: ['Subscriber'] } }],
    },
  }),
  AddObject: () => ({ InstanceNumber: 7, Status: 0 }),
  Reboot: () => ({}),
};

interface Operation {
  readonly id: string;
  readonly state: string;
  readonly result: Record<string, unknown> | null;
}

const order = (deviceId: string, body: Record<string, unknown>): Promise<Operation> =>
  muster.api.post<Operation>(`/devices/${deviceId}/operations`, body);
const outcome = ({ id }: Operation): Promise<Operation> => muster.api.get<Operation>(`/operations/${id}`);

/** Every text of a message, by our own reader. */
function textsIn(element: XmlElement): string[] {
  return element.children.length === 0 ? [element.text.trim()] : element.children.flatMap(textsIn);
}

/** Every value of a message, as the package has it: by the types of the schema and of xsi:type. */
function valuesOf(said: unknown): unknown[] {
  if (said === null || said === undefined || said === '') return [];
  if (Array.isArray(said)) return said.flatMap(valuesOf);
  if (typeof said !== 'object' || said instanceof Date) return [said];
  const { attributes: _, ...rest } = said as Said;
  return Object.values(rest).flatMap(valuesOf);
}

/** The text in the type that the package chose for it. */
function typedAs(value: unknown, text: string): unknown {
  if (typeof value === 'boolean') return text === '1' || text === 'true';
  if (typeof value === 'number') return Number(text);
  return value instanceof Date ? new Date(text) : text;
}

describe('the soap package, from nothing but wsdl/,', () => {
  test.each(['1-0', '1-1', '1-2'] as const)('reads every message our encoder writes in cwmp-%s', async (version) => {
    const byCpe = await soapReader('cpe', version);
    const byAcs = await soapReader('acs', version);
    const protocol = version === '1-2' ? '1.4' : version.replace('-', '.');
    let compared = 0;
    for (const message of [...acsMessages(), ...cpeMessages()].filter(({ since }) => since <= protocol)) {
      const written = message.in(`urn:dslforum-org:cwmp-${version}`);
      const { body } = readEnvelope(written);
      if (body.kind !== 'request' && body.kind !== 'response') continue;
      const read = rpcs[body.method as RpcName].caller === 'cpe' ? byAcs : byCpe;
      const content = (read(written)['Body'] as Said)[body.element.name];
      const texts = textsIn(body.element).filter((t) => t !== '');
      const found = valuesOf(content);
      expect(found, message.name).toEqual(texts.map((t, i) => typedAs(found[i], t)));
      compared++;
    }
    expect(compared).toBeGreaterThan(70);
  });

  test('opens a session and is let go', async () => {
    const carrier = carrierOf('SOAP1');
    const cpe = await SoapCpe.make(carrier, handlers);
    const answer = await cpe.call('Inform', inform('SOAP1', [{ EventCode: '1 BOOT', CommandKey: '' }]));
    expect(answer).toEqual({ MaxEnvelopes: '1' });
    await cpe.listen();
    expect(await muster.api.get(`/devices/${carrier.deviceId}`)).toMatchObject({
      manufacturer: 'Soap & Sons',
      softwareVersion: '1.0.0 <beta> & co',
    });
  });

  test('reports, asks and is answered before it gives the floor', async () => {
    const cpe = await SoapCpe.make(carrierOf('SOAP2'), handlers);
    const events = ['7 TRANSFER COMPLETE', '1 BOOT'].map((EventCode) => ({ EventCode, CommandKey: '' }));
    await cpe.call('Inform', inform('SOAP2', [...events, { EventCode: 'M Download', CommandKey: 'none' }]));
    const times = { StartTime: '2026-01-15T08:00:00Z', CompleteTime: '2026-01-15T08:10:00Z' };
    const done = { CommandKey: 'none', FaultStruct: { FaultCode: 0, FaultString: '' }, ...times };
    expect(Object.keys(await cpe.call('TransferComplete', done))).toEqual([]);
    const methods = (await cpe.call('GetRPCMethods', {}))['MethodList'] as Said;
    expect(list(methods['string']).map(text)).toEqual(
      expect.arrayContaining(['Inform', 'TransferComplete', 'GetRPCMethods']),
    );
    await cpe.listen();
  });

  test.each(['1-0', '1-1', '1-2'] as const)('reads what Muster asks in cwmp-%s, and is understood', async (version) => {
    const serial = `SOAP3${version.slice(2)}`;
    const carrier = carrierOf(serial);
    const cpe = await SoapCpe.make(carrier, handlers, version);
    await cpe.call('Inform', inform(serial, [{ EventCode: '0 BOOTSTRAP', CommandKey: '' }]));
    await cpe.listen();
    cpe.heard.length = 0;

    const path = 'Device.X_Odd';
    const read = await order(carrier.deviceId, { kind: 'getParameterValues', paths: Object.keys(values) });
    const write = await order(carrier.deviceId, {
      kind: 'setParameterValues',
      values: [{ path, value: 'a<b & "c" 📶', type: 'string' }],
      parameterKey: 'k&1',
    });
    const reboot = await order(carrier.deviceId, { kind: 'reboot' });
    await cpe.call('Inform', inform(serial, [{ EventCode: '2 PERIODIC', CommandKey: '' }]));
    await cpe.listen();

    const asked = cpe.heard.find(({ method }) => method === 'GetParameterValues')!;
    expect(list((asked.said['ParameterNames'] as Said)['string']).map(text)).toEqual(Object.keys(values));
    const set = cpe.heard.find(({ method }) => method === 'SetParameterValues')!.said;
    const [struct] = list((set['ParameterList'] as Said)['ParameterValueStruct']) as Said[];
    expect(struct!['Name']).toBe(path);
    expect(text(struct!['Value'])).toBe('a<b & "c" 📶');
    expect((struct!['Value'] as Said)['attributes']).toMatchObject({ 'xsi:type': 'xsd:string' });
    expect(set['ParameterKey']).toBe('k&1');
    expect(cpe.heard.map(({ method }) => method)).toContain('Reboot');

    expect(await outcome(read)).toMatchObject({
      state: 'succeeded',
      result: {
        parameters: [
          { path: 'Device.DeviceInfo.UpTime', value: '86400', type: 'unsignedInt' },
          { path, value: '  <Ümläut> & 📶  ', type: 'string' },
        ],
      },
    });
    expect(await outcome(write)).toMatchObject({ state: 'succeeded' });
    expect((await outcome(reboot)).state).not.toBe('queued');
    for (const envelope of cpe.envelopes) expect(envelope).toContain(`"urn:dslforum-org:cwmp-${version}"`);
  });
});

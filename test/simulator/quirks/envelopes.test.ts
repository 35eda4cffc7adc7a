import { describe, expect, test } from 'vitest';
import { encodeAnswer, encodeCall } from '../../../src/cwmp/rpc/index.ts';
import { writeEnvelope } from '../../../src/cwmp/soap/envelope.ts';
import { encodeFault } from '../../../src/cwmp/soap/fault.ts';
import type { EnvelopeKind, QuirkName } from '../../../src/simulator/quirks/quirk.ts';
import { Quirks } from '../../../src/simulator/quirks/quirks.ts';

const namespace = 'urn:dslforum-org:cwmp-1-2';
const envelope = (body: string): string => writeEnvelope(namespace, { id: '7' }, body);

const inform = envelope(
  encodeCall({
    method: 'Inform',
    args: {
      DeviceId: { Manufacturer: 'M', OUI: '00D09E', ProductClass: 'P', SerialNumber: 'S1' },
      Event: [{ EventCode: '1 BOOT', CommandKey: '' }],
      MaxEnvelopes: 1,
      CurrentTime: '2026-01-01T00:00:00Z',
      RetryCount: 0,
      ParameterList: [{ name: 'Device.ManagementServer.ParameterKey', value: 'key', type: 'string' }],
    },
  }),
);
const values = envelope(
  encodeAnswer({
    method: 'GetParameterValues',
    args: {
      ParameterList: [
        { name: 'Device.WiFi.SSID.1.SSID', value: 'a & b', type: 'string' },
        { name: 'Device.X.Flag', value: 'true', type: 'boolean' },
        { name: 'Device.X.Count', value: '12', type: 'unsignedInt' },
        { name: 'Device.X.Level', value: '-3', type: 'int' },
        { name: 'Device.X.Bytes', value: '5', type: 'unsignedLong' },
        { name: 'Device.X.Since', value: '2026-01-01T00:00:00Z', type: 'dateTime' },
        { name: 'Device.ManagementServer.PeriodicInformInterval', value: '60', type: 'unsignedInt' },
      ],
    },
  }),
);
const fault = envelope(encodeFault({ code: 9005, message: 'no such name', parameters: [] }, 'Client'));
const added = envelope(encodeAnswer({ method: 'AddObject', args: { InstanceNumber: 3, Status: 0 } }));
const names = envelope(
  encodeAnswer({ method: 'GetParameterNames', args: { ParameterList: [{ Name: 'Device.X.', Writable: false }] } }),
);
const complete = envelope(
  encodeCall({
    method: 'TransferComplete',
    args: {
      CommandKey: 'k',
      FaultStruct: { FaultCode: 0, FaultString: '' },
      StartTime: '2026-01-01T00:00:00Z',
      CompleteTime: '2026-01-01T00:00:00Z',
    },
  }),
);

const kinds: Readonly<Record<string, readonly [string, EnvelopeKind]>> = {
  Inform: [inform, { kind: 'request', method: 'Inform' }],
  values: [values, { kind: 'response', method: 'GetParameterValues' }],
  fault: [fault, { kind: 'fault', method: 'GetParameterValues' }],
  added: [added, { kind: 'response', method: 'AddObject' }],
  names: [names, { kind: 'response', method: 'GetParameterNames' }],
  complete: [complete, { kind: 'request', method: 'TransferComplete' }],
};
const written = (quirk: QuirkName, message: string): string => {
  const [text, about] = kinds[message]!;
  return new Quirks([quirk]).envelope(text, about);
};

test.each<[QuirkName, string, (string | RegExp)[], (string | RegExp)[]]>([
  // number, message, what is there, what is not
  [27, 'Inform', ['<soapenv:Body>'], ['soapenv:Header', 'cwmp:ID']],
  ['27b', 'Inform', ['<soapenv:Header></soapenv:Header>'], ['cwmp:ID']],
  [
    28,
    'values',
    [
      '<SOAP-ENV:Envelope',
      'xmlns:ns1=',
      '<ns1:GetParameterValuesResponse>',
      'i:type="d:string"',
      'SOAP-ENC:arrayType="ns1:ParameterValueStruct[7]"',
      'a &amp; b',
    ],
    ['soapenv', 'cwmp:'],
  ],
  [29, 'Inform', [`<Inform xmlns="${namespace}">`, '</Inform>', `<ID xmlns="${namespace}"`], ['<cwmp:', 'xmlns:cwmp']],
  ['29b', 'Inform', ['<Inform>', '</Inform>', '<ID '], ['<cwmp:', namespace]],
  [30, 'Inform', ['<cwmp:Inform>'], ['xmlns:cwmp']],
  ['30b', 'Inform', ['xmlns:cwmp="urn:dslforum-org:cwmp-1-9"'], [namespace]],
  [32, 'values', ['<![CDATA[a & b]]>', '<![CDATA[12]]>'], ['a &amp; b']],
  [34, 'values', ['<ParameterList note="a=b:c;d==" soapenc:arrayType='], []],
  ['34b', 'values', ['<Value xsi:type=xsd:string>'], ['xsi:type="']],
  [35, 'values', ['>Tom\u0002 & Jerry</Value>'], []],
  [36, 'values', ['>I <3 WiFi</Value>', '>12</Value>'], []],
  [37, 'values', ['>Rocket &#128640;</Value>'], []],
  [38, 'Inform', ['<cwmp:Inform>', '</CWMP:Inform>'], ['</cwmp:']],
  [
    39,
    'Inform',
    [/<EventCode>\s+1 BOOT\s+<\/EventCode>/, /<SerialNumber>\s+S1\s+</, /<Name>\s+Device\.\S+\s+</, '>key</Value>'],
    [],
  ],
  [39, 'fault', [/<FaultCode>\s+9005\s+</], []],
  [40, 'values', ['<Name>Device.WiFi.SSID.1.SSID</Name></ParameterValueStruct>', '>12</Value>'], []],
  [41, 'Inform', ['<EventStruct><CommandKey/></EventStruct></Event>', '1 BOOT'], []],
  [42, 'fault', ['<faultstring>CWMP fault</faultstring>'], ['detail', '9005']],
  [43, 'added', ['<Status>0</Status>'], ['InstanceNumber']],
  [44, 'added', ['<InstanceNumber>3</InstanceNumber>'], ['Status']],
  [44, 'names', ['<Name>Device.X.</Name>'], ['Writable']],
  [49, 'Inform', [/^<\?xml [^>]*>\n<!DOCTYPE lolz \[<!ENTITY lol "lol">\]>\n<soapenv:Envelope/], []],
  [51, 'values', ['<Value>12</Value>'], ['xsi:type']],
  [52, 'values', ['xsi:type="xsd:signedInt">-3<', 'xsi:type="xsd:">a &amp; b<'], []],
  [53, 'values', ['xsi:type="unsignedInt">12<', 'xsi:type="xs:string"'], ['xsi:type="xsd:']],
  [54, 'values', ['xsi:type="xsd:boolean">1<'], []],
  ['54b', 'values', ['xsi:type="xsd:boolean">TRUE<'], []],
  [55, 'values', ['>12abc<', 'xsi:type="xsd:int"><', '>60<'], []],
  [56, 'values', ['>18446744073709551557<'], []],
  [57, 'Inform', ['<CurrentTime>0</CurrentTime>'], ['2026-01-01']],
  [78, 'Inform', ['xsi:type="xsd:string"></Value>'], ['>key<']],
  [89, 'complete', ['<FaultStruct>'], ['CommandKey', 'StartTime', 'CompleteTime']],
  [96, 'values', ['>63<'], ['>60<']],
])('quirk %s in %s', (quirk, message, there, absent) => {
  const text = written(quirk, message);
  for (const wanted of there) expect(text).toMatch(typeof wanted === 'string' ? literal(wanted) : wanted);
  for (const unwanted of absent) expect(text).not.toMatch(typeof unwanted === 'string' ? literal(unwanted) : unwanted);
});

const literal = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

describe('in turn', () => {
  test('33: five ways around the document', () => {
    const quirks = new Quirks([33]);
    const forms = Array.from({ length: 6 }, () => quirks.envelope(inform, kinds['Inform']![1]));
    expect(forms[0]).toMatch(/^<soapenv:Envelope/);
    expect(forms[1]).toMatch(/^\uFEFF<\?xml/);
    expect(forms[2]).toMatch(/^\r\n\r\n<\?xml/);
    expect(forms[3]).toMatch(/^<\?xml\n {2}version="1.0"\n/);
    expect(forms[4]).toMatch(/Envelope>\0$/);
    expect(forms[5]).toBe(forms[0]);
  });

  test('57: six ways to write a time', () => {
    const quirks = new Quirks([57]);
    const times = Array.from(
      { length: 6 },
      () => /<CurrentTime>([^<]*)</.exec(quirks.envelope(inform, kinds['Inform']![1]))?.[1],
    );
    expect(times).toEqual([
      '0',
      '',
      'UnknownTime',
      '2024-02-03T04:05:06',
      '2024-02-03T04:05:06+0800',
      '0001-01-01T00:00:00Z',
    ]);
  });
});

test('quirks add up, in whatever order they are named', () => {
  const text = new Quirks([28, 51, 36]).envelope(values, kinds['values']![1]);
  expect(text).toContain('I <3 WiFi');
  expect(text).toContain('<ns1:GetParameterValuesResponse>');
});

test('a message that a quirk is not about stays as it is', () => {
  for (const quirk of [35, 36, 37, 43, 55, 56, 78, 89] as const) {
    expect(written(quirk, 'fault')).toBe(fault);
  }
});

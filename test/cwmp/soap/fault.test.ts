import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnvelope, writeEnvelope } from '../../../src/cwmp/soap/envelope.ts';
import { acsFaults, type CwmpFault, cpeFaults, encodeFault } from '../../../src/cwmp/soap/fault.ts';
import { xmlText } from '../support/xml-arbitrary.ts';

const cwmp = 'urn:dslforum-org:cwmp-1-2';

function through(fault: CwmpFault): CwmpFault {
  const { body } = readEnvelope(writeEnvelope(cwmp, { id: '1' }, encodeFault(fault, 'Client')));
  if (body.kind !== 'fault') throw new TypeError(`a ${body.kind}`);
  return body.fault;
}

/** The fault inside a Fault element written by hand. */
function read(fault: string): CwmpFault {
  const { body } = readEnvelope(
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="${cwmp}"><s:Body><s:Fault>${fault}</s:Fault></s:Body></s:Envelope>`,
  );
  if (body.kind !== 'fault') throw new TypeError(`a ${body.kind}`);
  return body.fault;
}

describe('faults', () => {
  it('survive the way out and in, with one entry per refused parameter', () => {
    const fault: CwmpFault = {
      code: 9003,
      message: 'Invalid arguments',
      parameters: [
        { name: 'Device.WiFi.SSID.1.SSID', code: 9007, message: 'too long: "<&>"' },
        { name: 'Device.Nope', code: 9005, message: '' },
      ],
    };
    expect(through(fault)).toEqual(fault);
  });

  it('survive with any text', () => {
    const text = xmlText.map((t) => t.trim());
    const item = fc.record({ name: text, code: fc.integer({ min: 9000, max: 9899 }), message: text });
    fc.assert(
      fc.property(
        fc.record({
          code: fc.integer({ min: 8000, max: 9899 }),
          message: text,
          parameters: fc.array(item, { maxLength: 4 }),
        }),
        (fault) => {
          expect(through(fault)).toEqual(fault);
        },
      ),
    );
  });

  const rows: [what: string, fault: string, expected: Partial<CwmpFault>][] = [
    [
      'a plain one',
      '<faultcode>s:Client</faultcode><faultstring>CWMP fault</faultstring><detail><c:Fault><FaultCode>9005</FaultCode><FaultString>no</FaultString></c:Fault></detail>',
      { code: 9005, message: 'no', parameters: [] },
    ],
    [
      'white space around the code',
      '<detail><c:Fault><FaultCode>\n 9001 </FaultCode></c:Fault></detail>',
      { code: 9001, message: '' },
    ],
    ['a code nobody can read', '<detail><c:Fault><FaultCode>NaN</FaultCode></c:Fault></detail>', { code: 9002 }],
    ['no code', '<detail><c:Fault/></detail>', { code: 9002 }],
    [
      'no CWMP detail',
      '<faultcode>s:Server</faultcode><faultstring>busy</faultstring>',
      { code: 9002, message: 'busy' },
    ],
    ['nothing at all', '', { code: 9002, message: 'fault without detail' }],
    [
      'a parameter without a code',
      '<detail><c:Fault><FaultCode>9003</FaultCode><SetParameterValuesFault><ParameterName>Device.X</ParameterName></SetParameterValuesFault></c:Fault></detail>',
      { code: 9003, parameters: [{ name: 'Device.X', code: 9002, message: '' }] },
    ],
    [
      'the CWMP part without its namespace',
      '<detail><Fault><FaultCode>9010</FaultCode></Fault></detail>',
      { code: 9010 },
    ],
  ];
  it.each(rows)('%s', (_what, fault, expected) => {
    expect(read(fault)).toMatchObject(expected);
  });

  it('have a text for every code of the tables', () => {
    expect(Object.keys(acsFaults)).toHaveLength(7);
    for (let code = 9000; code <= 9020; code++) expect(cpeFaults[code]).toMatch(/./);
  });
});

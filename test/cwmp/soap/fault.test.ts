import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpeFaultKind, cpeFaultKinds, cpeFaults, type FaultPlace } from '../../../src/cwmp/soap/cpe-faults.ts';
import { readEnvelope, writeEnvelope } from '../../../src/cwmp/soap/envelope.ts';
import { acsFaults, type CwmpFault, encodeFault, sideOfAcsFault } from '../../../src/cwmp/soap/fault.ts';
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
    [
      'the CWMP part right inside detail',
      '<detail><FaultCode>9010</FaultCode><FaultString>x</FaultString></detail>',
      { code: 9010, message: 'x' },
    ],
    ['the CWMP part without detail', '<FaultCode>9011</FaultCode>', { code: 9011 }],
    ['a code among words', '<detail><c:Fault><FaultCode>error 9012!</FaultCode></c:Fault></detail>', { code: 9012 }],
    ['a code too long', '<detail><c:Fault><FaultCode>9012345678901</FaultCode></c:Fault></detail>', { code: 9002 }],
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
    for (let code = 9000; code <= 9032; code++) expect(cpeFaults[code]).toMatch(/./);
    expect(Object.keys(cpeFaults)).toHaveLength(33);
  });

  it('have a place where they may stand', () => {
    const of = (place: FaultPlace): number[] =>
      Object.keys(cpeFaultKinds)
        .map(Number)
        .filter((code) => cpeFaultKind(code).places.includes(place));
    expect(of('parameter')).toEqual([9005, 9006, 9007, 9008]);
    expect(of('transfer')).toEqual([9001, 9002, 9010, 9011, 9012, 9014, 9015, 9016, 9017, 9018, 9019, 9020]);
    expect(of('unit')).toEqual([
      ...[9001, 9003, 9012, 9013, 9015, 9016, 9017, 9018],
      ...Array.from({ length: 11 }, (_, i) => 9022 + i),
    ]);
    expect(of('rpc')).not.toContain(9007);
  });

  it.each([
    [9003, 'Client'],
    [9005, 'Client'],
    [9008, 'Client'],
    [9002, 'Server'],
    [9010, 'Server'],
    [9850, 'Server'],
  ])('%i is the mistake of the %s', (code, side) => {
    expect(cpeFaultKind(code).side).toBe(side);
  });

  it.each([
    [9033, 'Reserved fault 9033', 3],
    [9799, 'Reserved fault 9799', 3],
    [9800, 'Vendor fault 9800', 3],
    [9899, 'Vendor fault 9899', 3],
    [9900, 'Unknown fault 9900', 0],
    [-1, 'Unknown fault -1', 0],
  ])('%i is a %s', (code, meaning, places) => {
    const kind = cpeFaultKind(code);
    expect(kind.meaning).toBe(meaning);
    expect(kind.places).toHaveLength(places);
  });

  it('of an ACS are its own mistake, but for bad arguments', () => {
    expect(Object.keys(acsFaults).filter((code) => sideOfAcsFault(Number(code)) === 'Client')).toEqual(['8003']);
  });
});

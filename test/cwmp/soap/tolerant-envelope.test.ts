import { describe, expect, it } from 'vitest';
import { MusterError } from '../../../src/base/errors.ts';
import { rpcNamed } from '../../../src/cwmp/rpc/index.ts';
import { type Envelope, readEnvelope, readEnvelopeKindly } from '../../../src/cwmp/soap/envelope.ts';
import { versionOf } from '../../../src/cwmp/soap/versions.ts';

const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
const cwmp = 'urn:dslforum-org:cwmp-1-2';
const ns = `xmlns:s="${soap}" xmlns:c="${cwmp}" xmlns:xsi="urn:xsi" xmlns:xsd="urn:xsd"`;
const header = '<s:Header><c:ID s:mustUnderstand="1">1</c:ID></s:Header>';
const message = (body: string, declared = ns): string =>
  `<s:Envelope ${declared}>${header}<s:Body>${body}</s:Body></s:Envelope>`;
const inform = (inner = '', name = 'c:Inform', close = name): string =>
  `<${name}><DeviceId><Manufacturer>M</Manufacturer><OUI>00D09E</OUI><ProductClass>P</ProductClass>` +
  `<SerialNumber> S1 </SerialNumber></DeviceId><CurrentTime/>${inner}</${close}>`;
const values = (inner: string): string =>
  `<c:GetParameterValuesResponse><ParameterList>${inner}</ParameterList></c:GetParameterValuesResponse>`;
const parameter = (value: string): string =>
  `<ParameterValueStruct><Name>Device.A</Name>${value}</ParameterValueStruct>`;

/** All that a message says, with what had to be passed over. */
function understood(source: string): { envelope: Envelope; args: unknown; warnings: string[] } {
  const envelope = readEnvelopeKindly(source);
  const warnings: string[] = [];
  const { body } = envelope;
  const args =
    body.kind === 'request' || body.kind === 'response'
      ? rpcNamed(body.method)![body.kind].decode(body.element, body.method, (what) => warnings.push(what))
      : body.kind === 'fault'
        ? body.fault
        : null;
  return { envelope, args, warnings };
}

const device = { DeviceId: { SerialNumber: 'S1' } };
const listOf = (value: string, type: string | null = null): object => ({
  ParameterList: [{ name: 'Device.A', value, type }],
});

type Row = [quirk: number, what: string, source: string, args: object | null];
const rows: Row[] = [
  [27, 'no Header', message(inform()).replace(header, ''), device],
  [27, 'no ID', message(inform()).replace(/<c:ID.*?<\/c:ID>/, ''), device],
  [28, 'another SOAP namespace', message(inform()).replace(soap, 'http://www.w3.org/2003/05/soap-envelope'), device],
  [28, 'no SOAP namespace at all', message(inform(), `xmlns:c="${cwmp}"`), device],
  [29, 'a default namespace', message(inform('', `Inform xmlns="${cwmp}"`, 'Inform')), device],
  [29, 'no prefix', message(inform('', 'Inform')), device],
  [
    29,
    'no prefix in the default namespace of SOAP',
    `<Envelope xmlns="${soap}"><Body>${inform('', 'Inform')}</Body></Envelope>`,
    device,
  ],
  [30, 'an undeclared prefix', message(inform(), `xmlns:s="${soap}"`), device],
  [30, 'a namespace of the future', message(inform()).replace(cwmp, 'urn:dslforum-org:cwmp-1-7'), device],
  [30, 'a namespace of another authority', message(inform()).replace(cwmp, 'urn:broadband-forum-org:cwmp-1-2'), device],
  [31, 'an empty Body', message(''), null],
  [31, 'an empty Body and nothing declared', '<s:Envelope><s:Body/></s:Envelope>', null],
  [32, 'CDATA in a value', message(values(parameter('<Value><![CDATA[a<b&c]]></Value>'))), listOf('a<b&c')],
  [33, 'a declaration over lines', `<?xml\n version="1.0"\n encoding="UTF-8"\n?>${message(inform())}`, device],
  [33, 'an odd declaration', `<?xml version="1.0" charset=utf8?>${message(inform())}`, device],
  [33, 'a byte order mark', `\ufeff${message(inform())}`, device],
  [33, 'line ends first', `\r\n\r\n${message(inform())}`, device],
  [33, 'NULs at the end', `${message(inform())}\u0000\u0000`, device],
  [
    34,
    'attributes without quotes',
    message(values(parameter('<Value xsi:type=xsd:int>1</Value>'))),
    listOf('1', 'int'),
  ],
  [34, 'attributes with : and =', message(inform('<X a:b="c=d:e"/>')), device],
  [35, 'a control character', message(values(parameter('<Value>a\u0002b</Value>'))), listOf('ab')],
  [35, 'a raw ampersand', message(values(parameter('<Value>a & b&c</Value>'))), listOf('a & b&c')],
  [36, 'a raw < in a value', message(values(parameter('<Value>I <3 </b> WiFi</Value>'))), listOf('I <3 </b> WiFi')],
  [37, 'an emoji by number', message(values(parameter('<Value>&#128246;</Value>'))), listOf('📶')],
  [38, 'an end tag in other case', message(inform('', 'c:Inform', 'C:INFORM')), device],
  [
    39,
    'white space around structure',
    message(
      inform('<Event><EventStruct><EventCode> 1 BOOT\n</EventCode><CommandKey> k </CommandKey></EventStruct></Event>'),
    ),
    { Event: [{ EventCode: '1 BOOT', CommandKey: 'k' }] },
  ],
  [39, 'white space around a value, kept', message(values(parameter('<Value> 1 </Value>'))), listOf(' 1 ')],
  [
    39,
    'white space around a fault',
    message('<s:Fault><detail><c:Fault><FaultCode> 9005 </FaultCode></c:Fault></detail></s:Fault>'),
    { code: 9005 },
  ],
  [40, 'an entry without Value', message(values(`${parameter('')}${parameter('<Value>1</Value>')}`)), listOf('1')],
  [
    40,
    'an entry without Name',
    message(values(`<ParameterValueStruct><Value>0</Value></ParameterValueStruct>${parameter('<Value>1</Value>')}`)),
    listOf('1'),
  ],
  [
    41,
    'an event without its code',
    message(
      inform(
        '<Event><EventStruct><CommandKey/></EventStruct><EventStruct><EventCode>2 PERIODIC</EventCode></EventStruct></Event>',
      ),
    ),
    { Event: [{ EventCode: '2 PERIODIC', CommandKey: '' }] },
  ],
  [
    42,
    'a fault without detail',
    message('<s:Fault><faultcode>s:Server</faultcode><faultstring>busy</faultstring></s:Fault>'),
    { code: 9002, message: 'busy', parameters: [] },
  ],
  [42, 'a fault with nothing', message('<s:Fault/>'), { code: 9002 }],
  [42, 'a fault without its wrapping', message('<c:Fault><FaultCode>9003</FaultCode></c:Fault>'), { code: 9003 }],
  [
    43,
    'AddObjectResponse without its number',
    message('<c:AddObjectResponse><Status>0</Status></c:AddObjectResponse>'),
    { InstanceNumber: 0, Status: 0 },
  ],
  [44, 'no Status', message('<c:SetParameterValuesResponse/>'), { Status: 0 }],
  [
    44,
    'an empty Status',
    message('<c:SetParameterValuesResponse><Status/></c:SetParameterValuesResponse>'),
    { Status: 0 },
  ],
  [
    44,
    'no Writable',
    message(
      '<c:GetParameterNamesResponse><ParameterList><ParameterInfoStruct><Name>Device.</Name></ParameterInfoStruct></ParameterList></c:GetParameterNamesResponse>',
    ),
    { ParameterList: [{ Name: 'Device.', Writable: false }] },
  ],
  [51, 'no xsi:type', message(values(parameter('<Value>1</Value>'))), listOf('1', null)],
  [
    52,
    'a type of its own',
    message(values(parameter('<Value xsi:type="xsd:signedInt">-1</Value>'))),
    listOf('-1', 'signedInt'),
  ],
  [52, 'a type without a name', message(values(parameter('<Value xsi:type="xsd:">x</Value>'))), listOf('x', null)],
  [53, 'a type without a prefix', message(values(parameter('<Value xsi:type="int">1</Value>'))), listOf('1', 'int')],
  [
    53,
    'a type with another prefix',
    message(values(parameter('<Value type="xs:unsignedInt">1</Value>'))),
    listOf('1', 'unsignedInt'),
  ],
  [
    54,
    'a boolean in capitals',
    message(
      '<c:GetParameterNamesResponse><ParameterList><ParameterInfoStruct><Name>Device.</Name><Writable>TRUE</Writable></ParameterInfoStruct></ParameterList></c:GetParameterNamesResponse>',
    ),
    { ParameterList: [{ Name: 'Device.', Writable: true }] },
  ],
  [
    55,
    'an integer with rubbish',
    message(values(parameter('<Value xsi:type="xsd:int">12abc</Value>'))),
    listOf('12abc', 'int'),
  ],
  [
    55,
    'a count with rubbish',
    message(inform('<RetryCount>many</RetryCount><MaxEnvelopes/>')),
    { RetryCount: 0, MaxEnvelopes: 1 },
  ],
  [
    56,
    'an unsignedLong',
    message(values(parameter('<Value xsi:type="xsd:unsignedLong">18446744073709551615</Value>'))),
    listOf('18446744073709551615', 'unsignedLong'),
  ],
  [
    57,
    'times of all kinds',
    message(
      '<c:DownloadResponse><Status>1</Status><StartTime>UnknownTime</StartTime><CompleteTime>0</CompleteTime></c:DownloadResponse>',
    ),
    { StartTime: 'UnknownTime', CompleteTime: '0' },
  ],
  [
    89,
    'TransferComplete with an empty fault struct',
    message('<c:TransferComplete><CommandKey>k</CommandKey><FaultStruct/></c:TransferComplete>'),
    { CommandKey: 'k', FaultStruct: { FaultCode: 0, FaultString: '' } },
  ],
  [
    89,
    'TransferComplete with a fault nobody can read',
    message(
      '<c:TransferComplete><FaultStruct><FaultCode/><FaultString>no</FaultString></FaultStruct></c:TransferComplete>',
    ),
    { FaultStruct: { FaultCode: 9002, FaultString: 'no' } },
  ],
  [
    89,
    'TransferComplete with next to nothing',
    message('<c:TransferComplete><FaultStruct><FaultCode>0</FaultCode></FaultStruct></c:TransferComplete>'),
    { CommandKey: '', FaultStruct: { FaultCode: 0, FaultString: '' }, StartTime: '0001-01-01T00:00:00Z' },
  ],
];

describe('a message with a quirk is understood', () => {
  it.each(rows)('quirk %i: %s', (_quirk, _what, source, args) => {
    const { args: read } = understood(source);
    if (args === null) expect(read).toBeNull();
    else expect(read).toMatchObject(args);
  });

  it('passes over an entry with a warning that names it', () => {
    const { warnings } = understood(message(values(`${parameter('')}${parameter('<Value>1</Value>')}`)));
    expect(warnings).toEqual(['GetParameterValues.ParameterList has no Value for Device.A; the entry is passed over']);
    expect(understood(message(inform('<RetryCount>x</RetryCount>'))).warnings).toEqual([
      'Inform.RetryCount "x" cannot be read; taken for 0',
    ]);
  });

  it('says what had to be forgiven, and nothing where nothing had', () => {
    expect(readEnvelopeKindly(message(inform())).forgiven).toBeNull();
    expect(readEnvelopeKindly(`${message(inform())}\u0000`).forgiven).toMatch(/character that XML cannot carry/);
  });

  it('keeps the ID', () => {
    for (const [, , source] of rows.filter(([, , s]) => s.includes('<c:ID'))) {
      expect(readEnvelopeKindly(source).id).toBe('1');
    }
  });
});

describe('the namespace of a message', () => {
  const namespaces: [declared: string, mirrored: string, version: string | null][] = [
    [`xmlns:c="${cwmp}"`, cwmp, '1.2'],
    ['xmlns:c="urn:dslforum-org:cwmp-1-7"', 'urn:dslforum-org:cwmp-1-7', '1.4'],
    ['', 'urn:dslforum-org:cwmp-1-0', '1.0'],
    ['xmlns:c="urn:broadband-forum-org:cwmp-1-1"', 'urn:broadband-forum-org:cwmp-1-1', '1.1'],
    ['xmlns:c="urn:somebody:else"', 'urn:somebody:else', null],
    ['xmlns:c="urn:dslforum-org:cwmp-2-0"', 'urn:dslforum-org:cwmp-2-0', null],
  ];
  it.each(namespaces)('%s is mirrored as %s, version %s', (declared, mirrored, version) => {
    const { namespace } = readEnvelopeKindly(message(inform(), `xmlns:s="${soap}" ${declared}`));
    expect(namespace).toBe(mirrored);
    expect(versionOf(namespace!, {})).toBe(version);
  });
});

describe('what no reading forgives', () => {
  const refused: [what: string, source: string, code: string][] = [
    ['no XML', 'hello', 'malformedMessage'],
    ['no SOAP', '<a/>', 'malformedMessage'],
    ['no Body', '<s:Envelope/>', 'malformedMessage'],
    ['two messages', message('<c:Inform/><c:Inform/>'), 'malformedMessage'],
    ['two envelopes', message(inform()) + message(inform()), 'malformedMessage'],
    ['a message that was cut off', message(inform()).slice(0, -20), 'malformedMessage'],
    ['a document type', `<!DOCTYPE x [<!ENTITY y "z">]>${message(inform())}`, 'malformedMessage'],
    ['a document type behind a quirk', `\u0002<!DOCTYPE x>${message(inform())}`, 'malformedMessage'],
    ['too deep', `\u0002${message('<b>'.repeat(40) + '</b>'.repeat(40))}`, 'limitExceeded'],
  ];
  it.each(refused)('%s', (_what, source, code) => {
    let caught: unknown;
    try {
      readEnvelopeKindly(source);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(MusterError);
    expect((caught as MusterError).code).toBe(code);
  });

  it('gives the reason of the strict reading, which names the place', () => {
    expect(() => readEnvelopeKindly('<a><b></a>')).toThrow(/expected <\/b> at character 6/);
  });

  it('does not read a good message otherwise than the strict reading does', () => {
    for (const [, , source] of rows) {
      let strict: Envelope;
      try {
        strict = readEnvelope(source);
      } catch {
        continue;
      }
      expect(readEnvelopeKindly(source)).toEqual(strict);
    }
  });
});

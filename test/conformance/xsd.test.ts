import { describe, expect, it } from 'vitest';
import { type Call, encodeCall, rpcs } from '../../src/cwmp/rpc/index.ts';
import { writeEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { encodeFault } from '../../src/cwmp/soap/fault.ts';
import { attributeNamed, childNamed } from '../../src/cwmp/xml/element.ts';
import { readXml } from '../../src/cwmp/xml/reader.ts';
import {
  complaintsAbout,
  complaintsByOurSchemas,
  missingSchemas,
  type SchemaVersion,
} from '../support/xsd-validator.ts';
import { acsMessages } from './acs-messages.ts';
import { cpeMessages } from './cpe-messages.ts';

const missing = missingSchemas();
if (missing !== null) console.warn(`XSD conformance is not checked: there is no ${missing}`);

const v12 = 'urn:dslforum-org:cwmp-1-2';

describe.skipIf(missing !== null)('every message the ACS sends', () => {
  const schemas: [version: SchemaVersion, namespace: string, protocol: string][] = [
    ['1-2', v12, '1.2'],
    ['1-0', 'urn:dslforum-org:cwmp-1-0', '1.0'],
    ['1-1', 'urn:dslforum-org:cwmp-1-1', '1.1'],
    // 1.4 keeps the namespace of 1.2, and knows UseCWMPVersion.
    ['1-4', v12, '1.4'],
  ];
  it.each(schemas)('is valid against cwmp-%s.xsd', async (version, namespace, protocol) => {
    const messages = acsMessages().filter(({ since }) => since <= protocol);
    expect(messages.length).toBeGreaterThan(40);
    const complaints = await complaintsAbout(
      version,
      messages.map((message) => message.in(namespace)),
    );
    const bad = messages.flatMap(({ name }, i) => complaints[i]!.map((complaint) => `${name}: ${complaint}`));
    expect(bad).toEqual([]);
  });
});

describe.skipIf(missing !== null)('every message a CPE sends by our encoder', () => {
  const schemas: [version: SchemaVersion, namespace: string, protocol: string][] = [
    ['1-0', 'urn:dslforum-org:cwmp-1-0', '1.0'],
    ['1-1', 'urn:dslforum-org:cwmp-1-1', '1.1'],
    ['1-2', v12, '1.2'],
    ['1-4', v12, '1.4'],
  ];
  it.each(schemas)('is valid against cwmp-%s.xsd', async (version, namespace, protocol) => {
    const messages = cpeMessages().filter(({ since }) => since <= protocol);
    expect(messages.length).toBeGreaterThan(35);
    const complaints = await complaintsAbout(
      version,
      messages.map((message) => message.in(namespace)),
    );
    const bad = messages.flatMap(({ name }, i) => complaints[i]!.map((complaint) => `${name}: ${complaint}`));
    expect(bad).toEqual([]);
  });

  it('of every RPC, both ways', () => {
    const names = [...acsMessages(), ...cpeMessages()].map(({ name }) => name.split(' ')[0]!);
    const written = new Set(names);
    expect(Object.keys(rpcs).filter((name) => !written.has(name) || !written.has(`${name}Response`))).toEqual([]);
  });
});

describe("every message of ours, by the project's own schemas", () => {
  it.each(['1-0', '1-1', '1-2'] as const)('is valid against wsdl/cwmp-%s.xsd', async (version) => {
    // 1.3 and 1.4 have no namespace of their own.
    const protocol = version === '1-2' ? '1.4' : version.replace('-', '.');
    const messages = [...acsMessages(), ...cpeMessages()].filter(({ since }) => since <= protocol);
    expect(messages.length).toBeGreaterThan(80);
    const complaints = await complaintsByOurSchemas(
      version,
      messages.map((message) => message.in(`urn:dslforum-org:cwmp-${version}`)),
    );
    const bad = messages.flatMap(({ name }, i) => complaints[i]!.map((complaint) => `${name}: ${complaint}`));
    expect(bad).toEqual([]);
  });
});

describe('what the validator cannot see', () => {
  // libxml2 passes over the fixed value of an attribute that is declared elsewhere.
  it('every header of ours has to be understood', () => {
    for (const message of acsMessages()) {
      const header = childNamed(readXml(message.in(v12)), 'Header');
      for (const entry of header?.children ?? []) expect(attributeNamed(entry, 'mustUnderstand')).toBe('1');
    }
  });

  it('every value carries its type', () => {
    for (const message of acsMessages()) {
      for (const value of message.in(v12).matchAll(/<Value[^>]*>/g)) expect(value[0]).toMatch(/ xsi:type="[a-z]+:\w+"/);
    }
  });
});

describe.skipIf(missing !== null)('the validator bites:', () => {
  const call = writeEnvelope(
    v12,
    { id: '1' },
    encodeCall({
      method: 'SetParameterValues',
      args: { ParameterList: [{ name: 'Device.A', value: '1', type: 'int' }], ParameterKey: 'k' },
    }),
  );
  const download = (fields: Partial<Record<'FileType' | 'URL', string>>): string =>
    writeEnvelope(
      v12,
      { id: '1' },
      encodeCall({
        method: 'Download',
        args: {
          ...{ CommandKey: 'k', FileType: '1 Firmware Upgrade Image', URL: 'http://x/', Username: '', Password: '' },
          ...{ FileSize: 0, TargetFileName: '', DelaySeconds: 0, SuccessURL: '', FailureURL: '', ...fields },
        },
      }),
    );
  const uuid = '0fbf4583-efd7-51b6-8483-7b347f4b521d';
  const removal = {
    method: 'ChangeDUState',
    args: { Operations: [{ operation: 'Uninstall', UUID: uuid, Version: '', ExecutionEnvRef: '' }], CommandKey: '' },
  } as const;
  const uninstall = encodeCall(removal);
  const ended = (FaultCode: number): Call => ({
    method: 'TransferComplete',
    args: {
      CommandKey: '',
      FaultStruct: { FaultCode, FaultString: '' },
      StartTime: '0001-01-01T00:00:00Z',
      CompleteTime: '0001-01-01T00:00:00Z',
    },
  });
  const plain = (body: string): string => writeEnvelope(v12, { id: '1' }, body);
  const fault = (code: number): string => plain(encodeFault({ code, message: 'x', parameters: [] }, 'Server'));

  const rows: [what: string, message: string][] = [
    ['an unknown method', plain('<cwmp:Rebot><CommandKey>k</CommandKey></cwmp:Rebot>')],
    ['two messages', plain('<cwmp:FactoryReset/><cwmp:FactoryReset/>')],
    ['a qualified argument', plain('<cwmp:Reboot><cwmp:CommandKey>k</cwmp:CommandKey></cwmp:Reboot>')],
    ['a missing argument', plain('<cwmp:Reboot/>')],
    ['an argument too many', plain('<cwmp:FactoryReset><CommandKey>k</CommandKey></cwmp:FactoryReset>')],
    [
      'arguments in another order',
      plain('<cwmp:ScheduleInform><CommandKey>k</CommandKey><DelaySeconds>1</DelaySeconds></cwmp:ScheduleInform>'),
    ],
    ['a CommandKey of 33 characters', plain(`<cwmp:Reboot><CommandKey>${'x'.repeat(33)}</CommandKey></cwmp:Reboot>`)],
    ['an array without arrayType', call.replace(/ soapenc:arrayType="[^"]*"/, '')],
    ['a value that is not of its type', call.replace('>1</Value>', '>one</Value>')],
    ['a value of an unknown type', call.replace('xsd:int', 'xsd:foo')],
    ['an object name without its dot', plain(encodeObject('Device.X.').replace('Device.X.', 'Device.X'))],
    ['a unit operation without its type', plain(uninstall).replace(/ xsi:type="[^"]*"/, '')],
    ['a unit operation as RDK takes it', plain(encodeCall(removal, { softwareModules: 'rdk' }))],
    ['a TransferComplete with 9013', plain(encodeCall(ended(9013)))],
    ['a TransferComplete with 9900', plain(encodeCall(ended(9900)))],
    ['a file type in no known form', download({ FileType: 'Firmware' })],
    ['a URL of 257 characters', download({ URL: 'http://x/' }).replace('http://x/', `http://x/${'y'.repeat(248)}`)],
    ['a negative number', download({}).replace('<FileSize>0<', '<FileSize>-1<')],
    ['mustUnderstand in words', call.replace('mustUnderstand="1"', 'mustUnderstand="true"')],
    ['an ID without mustUnderstand', call.replace(' soapenv:mustUnderstand="1"', '')],
    ['a fault of no range', fault(7000)],
    ['a fault without a code', fault(8002).replace(/<FaultCode>.*?<\/FaultCode>/, '')],
    [
      'two MaxEnvelopes',
      plain('<cwmp:InformResponse><MaxEnvelopes>2</MaxEnvelopes><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse>'),
    ],
    ['no envelope', '<cwmp:FactoryReset xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><x/></cwmp:FactoryReset>'],
  ];

  it('each of these is refused', async () => {
    const complaints = await complaintsAbout(
      '1-2',
      rows.map(([, message]) => message),
    );
    expect(rows.filter((_, i) => complaints[i]!.length === 0).map(([what]) => what)).toEqual([]);
  });

  it("and by the project's own schemas, but for what they leave open", async () => {
    const complaints = await complaintsByOurSchemas(
      '1-2',
      rows.map(([, message]) => message),
    );
    expect(rows.filter((_, i) => complaints[i]!.length === 0).map(([what]) => what)).toEqual([
      'a file type in no known form',
    ]);
  });
});

function encodeObject(name: string): string {
  return encodeCall({ method: 'AddObject', args: { ObjectName: name, ParameterKey: '' } });
}

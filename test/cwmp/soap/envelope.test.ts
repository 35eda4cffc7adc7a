import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MusterError } from '../../../src/base/errors.ts';
import { encodeAnswer, encodeCall } from '../../../src/cwmp/rpc/index.ts';
import { readEnvelope, writeEnvelope } from '../../../src/cwmp/soap/envelope.ts';
import { xmlText } from '../support/xml-arbitrary.ts';

const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
const cwmp = 'urn:dslforum-org:cwmp-1-2';

/** An envelope by hand, with prefixes no writer of ours uses. */
function envelope(parts: { header?: string; body?: string; extra?: string; namespace?: string }): string {
  return (
    `<S:Envelope xmlns:S="${soap}" xmlns:C="${parts.namespace ?? cwmp}">` +
    `${parts.header === undefined ? '' : `<S:Header>${parts.header}</S:Header>`}${parts.extra ?? ''}` +
    `${parts.body === undefined ? '' : `<S:Body>${parts.body}</S:Body>`}</S:Envelope>`
  );
}

function codeOf(source: string): string {
  try {
    readEnvelope(source);
  } catch (error) {
    if (error instanceof MusterError) return error.code;
    throw error;
  }
  return 'none';
}

describe('reading', () => {
  it('tells requests, answers, faults and empty bodies apart', () => {
    const reboot = '<C:Reboot><CommandKey>k</CommandKey></C:Reboot>';
    expect(readEnvelope(envelope({ body: reboot })).body).toMatchObject({ kind: 'request', method: 'Reboot' });
    expect(readEnvelope(envelope({ body: '<C:RebootResponse/>' })).body).toMatchObject({
      kind: 'response',
      method: 'Reboot',
    });
    expect(readEnvelope(envelope({ body: '<S:Fault><faultstring>x</faultstring></S:Fault>' })).body.kind).toBe('fault');
    expect(readEnvelope(envelope({ body: '' })).body.kind).toBe('empty');
    expect(readEnvelope(envelope({ body: ' \n<!-- nothing --> ' })).body.kind).toBe('empty');
  });

  it('mirrors the namespace of the body, or of the header where the body has none', () => {
    const urn = 'urn:dslforum-org:cwmp-1-0';
    expect(readEnvelope(envelope({ namespace: urn, body: '<C:Inform/>' })).namespace).toBe(urn);
    expect(readEnvelope(envelope({ namespace: urn, header: '<C:ID>1</C:ID>', body: '' })).namespace).toBe(urn);
    expect(readEnvelope(envelope({ body: '' })).namespace).toBeNull();
  });

  const headers: [what: string, header: string, expected: object][] = [
    ['ID', '<C:ID S:mustUnderstand="1">42</C:ID>', { id: '42' }],
    ['ID with white space, kept', '<C:ID> 4 2\n</C:ID>', { id: ' 4 2\n' }],
    ['ID empty', '<C:ID/>', { id: '' }],
    ['no ID', '<C:HoldRequests>0</C:HoldRequests>', { id: null, headers: { holdRequests: false } }],
    ['hold, in digits', '<C:HoldRequests>1</C:HoldRequests>', { headers: { holdRequests: true } }],
    ['hold, in words', '<C:HoldRequests> True </C:HoldRequests>', { headers: { holdRequests: true } }],
    ['session timeout', '<C:SessionTimeout>40</C:SessionTimeout>', { headers: { sessionTimeout: 40 } }],
    ['a timeout nobody can read', '<C:SessionTimeout>-1</C:SessionTimeout>', { headers: {} }],
    [
      'versions',
      '<C:SupportedCWMPVersions>1.0, 1.4</C:SupportedCWMPVersions>',
      { headers: { supportedVersions: '1.0, 1.4' } },
    ],
    ['version', '<C:UseCWMPVersion S:mustUnderstand="1">1.4</C:UseCWMPVersion>', { headers: { useVersion: '1.4' } }],
    ['the old NoMoreRequests, ignored', '<C:NoMoreRequests>1</C:NoMoreRequests><C:ID>7</C:ID>', { id: '7' }],
    [
      'a stranger that need not be understood',
      '<x:T xmlns:x="urn:x" S:mustUnderstand="0"/><C:ID>7</C:ID>',
      { id: '7' },
    ],
  ];
  it.each(headers)('header: %s', (_what, header, expected) => {
    expect(readEnvelope(envelope({ header, body: '<C:Inform/>' }))).toMatchObject(expected);
  });

  const strangers: [what: string, header: string, name: string | null][] = [
    ['of another namespace', '<x:T xmlns:x="u" S:mustUnderstand="1"/>', 'T'],
    ['of CWMP, but unknown', '<C:Later S:mustUnderstand="1">1</C:Later>', 'Later'],
    ['in words', '<x:T xmlns:x="u" S:mustUnderstand="true"/>', 'T'],
    ['for another actor', '<x:T xmlns:x="u" S:mustUnderstand="1" S:actor="urn:proxy"/>', null],
    [
      'for the next actor',
      '<x:T xmlns:x="u" S:mustUnderstand="1" S:actor="http://schemas.xmlsoap.org/soap/actor/next"/>',
      'T',
    ],
    ['not to be understood', '<x:T xmlns:x="u" S:mustUnderstand="0"/>', null],
    ['the old NoMoreRequests', '<C:NoMoreRequests S:mustUnderstand="1">1</C:NoMoreRequests>', null],
  ];
  it.each(strangers)('names a header that had to be understood: %s', (_what, header, name) => {
    expect(readEnvelope(envelope({ header, body: '<C:Inform/>' })).notUnderstood).toBe(name);
  });

  const refused: [what: string, source: string, code: string][] = [
    ['no XML', 'hello', 'malformedMessage'],
    ['no SOAP', '<a/>', 'malformedMessage'],
    ['SOAP 1.2', '<E:Envelope xmlns:E="http://www.w3.org/2003/05/soap-envelope"/>', 'malformedMessage'],
    ['no Body', envelope({ header: '' }), 'malformedMessage'],
    ['two messages', envelope({ body: '<C:Inform/><C:Inform/>' }), 'malformedMessage'],
    ['a method outside CWMP', envelope({ body: '<Inform/>' }), 'invalidMessage'],
    ['a method of something else', envelope({ namespace: 'urn:x', body: '<C:Inform/>' }), 'invalidMessage'],
    ['too deep', envelope({ body: '<C:Inform>'.repeat(40) + '</C:Inform>'.repeat(40) }), 'limitExceeded'],
  ];
  it.each(refused)('%s is refused', (_what, source, code) => {
    expect(codeOf(source)).toBe(code);
  });
});

describe('writing', () => {
  it('echoes the ID as it came', () => {
    const written = writeEnvelope(cwmp, { id: 'a&b<c' }, encodeAnswer({ method: 'Reboot', args: {} }));
    expect(written).toContain('<cwmp:ID soapenv:mustUnderstand="1">a&amp;b&lt;c</cwmp:ID>');
    expect(readEnvelope(written).id).toBe('a&b<c');
  });

  it('echoes any ID', () => {
    fc.assert(
      fc.property(xmlText, (id) => {
        const written = writeEnvelope(cwmp, { id }, encodeAnswer({ method: 'Reboot', args: {} }));
        expect(readEnvelope(written).id).toBe(id);
      }),
    );
  });

  it('answers without an ID where none came, and without a Header', () => {
    const written = writeEnvelope(cwmp, { id: null }, encodeAnswer({ method: 'Reboot', args: {} }));
    expect(written).not.toContain('Header');
    expect(readEnvelope(written).id).toBeNull();
  });

  it('speaks in the namespace it is given, whatever a device put there', () => {
    for (const namespace of [cwmp, 'urn:dslforum-org:cwmp-1-0', 'urn:dslforum-org:cwmp-1-"><x y="&']) {
      const written = writeEnvelope(
        namespace,
        { id: '1' },
        encodeCall({ method: 'Reboot', args: { CommandKey: 'k' } }),
      );
      expect(readEnvelope(written)).toMatchObject({ namespace, body: { kind: 'request', method: 'Reboot' } });
    }
  });

  it('carries every header both ways', () => {
    const headers = {
      id: '1',
      holdRequests: true,
      useVersion: '1.4',
      sessionTimeout: 40,
      supportedVersions: '1.0,1.4',
    };
    const read = readEnvelope(
      writeEnvelope(cwmp, headers, encodeAnswer({ method: 'Inform', args: { MaxEnvelopes: 1 } })),
    );
    expect(read.headers).toEqual({
      holdRequests: true,
      useVersion: '1.4',
      sessionTimeout: 40,
      supportedVersions: '1.0,1.4',
    });
  });
});

import { isMusterError, MusterError } from '../../base/errors.ts';
import { parseBoolean } from '../rpc/simple-values.ts';
import { attributeNamed, type XmlElement } from '../xml/element.ts';
import { quoted } from '../xml/malformed.ts';
import { defaultXmlLimits, readXml, type XmlLimits } from '../xml/reader.ts';
import { readXmlKindly } from '../xml/tolerant/reader.ts';
import { escapeXml } from '../xml/writer.ts';
import { type CwmpFault, decodeFault } from './fault.ts';
import { defaultNamespace, isCwmpNamespace } from './versions.ts';

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
const encodingNamespace = 'http://schemas.xmlsoap.org/soap/encoding/';
const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';
const xsiNamespace = 'http://www.w3.org/2001/XMLSchema-instance';
const nextActor = 'http://schemas.xmlsoap.org/soap/actor/next';

/** What one HTTP body says: exactly one call, answer or fault (TR-069 §3.4.2: MaxEnvelopes is 1). */
export interface Envelope {
  /** cwmp:ID, byte for byte; null where the sender gave none. */
  readonly id: string | null;
  /** The CWMP namespace in use, to be mirrored; null for a fault or empty body without any. */
  readonly namespace: string | null;
  readonly headers: EnvelopeHeaders;
  /** Name of a header that had to be understood (SOAP 1.1 §4.2.3) and is not: the body must not be acted on; else null. */
  readonly notUnderstood: string | null;
  readonly body: EnvelopeBody;
  /** What the tolerant reading had to forgive; null where the message was as it should be. */
  readonly forgiven: string | null;
}

export interface EnvelopeHeaders {
  readonly holdRequests?: boolean;
  /** Seconds (CWMP 1.3). */
  readonly sessionTimeout?: number;
  readonly supportedVersions?: string;
  readonly useVersion?: string;
}

export type EnvelopeBody =
  | { readonly kind: 'request'; readonly method: string; readonly element: XmlElement }
  | { readonly kind: 'response'; readonly method: string; readonly element: XmlElement }
  | { readonly kind: 'fault'; readonly fault: CwmpFault }
  | { readonly kind: 'empty' };

/**
 * Reads one SOAP 1.1 envelope, strictly.
 * @throws MusterError `malformedMessage` (not XML or not SOAP: HTTP 400), `invalidMessage` (SOAP, but not CWMP) or `limitExceeded`
 */
export function readEnvelope(text: string, limits: XmlLimits = defaultXmlLimits): Envelope {
  return interpret(readXml(text, limits), strict);
}

/**
 * Reads one envelope as {@link readEnvelope}; what that refuses gets a second, tolerant reading (`xml/tolerant`,
 * namespaces by local name). Limits are the same, and a document type declaration is refused by both.
 * @throws MusterError as {@link readEnvelope}; the reason is that of the first reading
 */
export function readEnvelopeKindly(text: string, limits: XmlLimits = defaultXmlLimits): Envelope {
  try {
    return readEnvelope(text, limits);
  } catch (error) {
    if (!isMusterError(error) || error.code === 'limitExceeded') throw error;
    try {
      return { ...interpret(readXmlKindly(text, limits), kind), forgiven: error.message };
    } catch (second) {
      // The first reason names the place that a vendor has to mend, unless the message is over a limit.
      throw isMusterError(second, 'limitExceeded') ? second : error;
    }
  }
}

/** How names are told apart: by namespace, or by what they are called. */
interface Reading {
  isSoap(element: XmlElement, name: string): boolean;
  isHeader(namespace: string): boolean;
  /** The namespace to mirror, or null where it is none of CWMP. */
  cwmp(namespace: string): string | null;
}

const strict: Reading = {
  isSoap: (element, name) => element.name === name && element.namespace === soapNamespace,
  // A fault needs no namespace, so that an ID without one comes with messages that are right in all else.
  isHeader: (namespace) => namespace === '' || isCwmpNamespace(namespace),
  cwmp: (namespace) => (isCwmpNamespace(namespace) ? namespace : null),
};

const kind: Reading = {
  isSoap: (element, name) => element.name.toLowerCase() === name.toLowerCase(),
  isHeader: () => true,
  // Without a namespace of its own a method is taken for one of the first version; any other is for the version
  // decision to judge, which answers 8006.
  cwmp: (namespace) => (namespace === '' || soapNamespaces.test(namespace) ? defaultNamespace : namespace),
};
const soapNamespaces = /soap/i;

function interpret(root: XmlElement, reading: Reading): Envelope {
  if (!reading.isSoap(root, 'Envelope')) {
    throw new MusterError('malformedMessage', 'the body is not a SOAP 1.1 envelope');
  }
  let body: XmlElement | undefined;
  let header: XmlElement | undefined;
  for (const child of root.children) {
    if (reading.isSoap(child, 'Body')) body ??= child;
    else if (reading.isSoap(child, 'Header')) header ??= child;
  }
  if (!body) throw new MusterError('malformedMessage', 'the envelope has no Body');
  if (body.children.length > 1) {
    throw new MusterError('malformedMessage', 'the Body holds more than one message; MaxEnvelopes is 1');
  }
  const { id, headers, namespace: headerNamespace, notUnderstood } = readHeader(header, reading);
  const content = body.children[0];
  if (!content || content.name === 'Fault') {
    const said: EnvelopeBody = content ? { kind: 'fault', fault: decodeFault(content) } : { kind: 'empty' };
    return { id, headers, namespace: headerNamespace, notUnderstood, body: said, forgiven: null };
  }
  const namespace = reading.cwmp(content.namespace);
  if (namespace === null) {
    throw new MusterError('invalidMessage', `the method ${quoted(content.name)} is not in a CWMP namespace`);
  }
  const method = content.name;
  return {
    id,
    headers,
    namespace,
    notUnderstood,
    forgiven: null,
    body: method.endsWith('Response')
      ? { kind: 'response', method: method.slice(0, -8), element: content }
      : { kind: 'request', method, element: content },
  };
}

interface HeaderReading {
  readonly id: string | null;
  readonly headers: EnvelopeHeaders;
  readonly namespace: string | null;
  readonly notUnderstood: string | null;
}

function readHeader(header: XmlElement | undefined, reading: Reading): HeaderReading {
  if (!header) return { id: null, headers: {}, namespace: null, notUnderstood: null };
  let id: string | null = null;
  let namespace: string | null = null;
  let notUnderstood: string | null = null;
  const headers: { -readonly [K in keyof EnvelopeHeaders]: EnvelopeHeaders[K] } = {};
  for (const child of header.children) {
    if (!reading.isHeader(child.namespace)) {
      if (mustBeUnderstood(child)) notUnderstood ??= child.name;
      continue;
    }
    if (isCwmpNamespace(child.namespace)) namespace = child.namespace;
    const text = child.text.trim();
    switch (child.name) {
      case 'ID':
        id = child.text;
        break;
      case 'HoldRequests':
        headers.holdRequests = parseBoolean(text) ?? false;
        break;
      case 'SessionTimeout':
        if (/^\d{1,9}$/.test(text)) headers.sessionTimeout = Number(text);
        break;
      case 'SupportedCWMPVersions':
        headers.supportedVersions = text;
        break;
      case 'UseCWMPVersion':
        headers.useVersion = text;
        break;
      // Of the first issue of TR-069, in no schema, and without any meaning now.
      case 'NoMoreRequests':
        break;
      default:
        if (mustBeUnderstood(child)) notUnderstood ??= child.name;
    }
  }
  return { id, headers, namespace, notUnderstood };
}

/** SOAP 1.1 §4.2.3; a header for another actor than the next one is not ours to understand. */
function mustBeUnderstood(header: XmlElement): boolean {
  const flag = attributeNamed(header, 'mustUnderstand');
  if (flag === undefined || parseBoolean(flag) !== true) return false;
  const actor = attributeNamed(header, 'actor');
  return actor === undefined || actor === '' || actor === nextActor;
}

export interface OutgoingHeaders {
  readonly id: string | null;
  /** CWMP 1.4: answers SupportedCWMPVersions, in InformResponse only. */
  readonly useVersion?: string;
  /** Written by an ACS: true stops the CPE's own requests until an envelope with false, or without, comes. */
  readonly holdRequests?: boolean;
  /** Written by the simulated CPE. */
  readonly supportedVersions?: string;
  readonly sessionTimeout?: number;
}

/**
 * Writes one envelope around an already encoded body element (see `encodeCall`, `encodeAnswer`).
 * @param namespace the CWMP namespace of the session, mirrored from the CPE's Inform
 */
export function writeEnvelope(namespace: string, headers: OutgoingHeaders, body: string): string {
  let header = '';
  if (headers.id !== null) header += `<cwmp:ID soapenv:mustUnderstand="1">${escapeXml(headers.id)}</cwmp:ID>`;
  if (headers.holdRequests !== undefined) {
    const hold = headers.holdRequests ? 1 : 0;
    header += `<cwmp:HoldRequests soapenv:mustUnderstand="1">${hold}</cwmp:HoldRequests>`;
  }
  if (headers.useVersion !== undefined) {
    header += `<cwmp:UseCWMPVersion soapenv:mustUnderstand="1">${escapeXml(headers.useVersion)}</cwmp:UseCWMPVersion>`;
  }
  if (headers.sessionTimeout !== undefined) {
    header += `<cwmp:SessionTimeout soapenv:mustUnderstand="0">${headers.sessionTimeout}</cwmp:SessionTimeout>`;
  }
  if (headers.supportedVersions !== undefined) {
    header += `<cwmp:SupportedCWMPVersions soapenv:mustUnderstand="0">${escapeXml(headers.supportedVersions)}</cwmp:SupportedCWMPVersions>`;
  }
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="${soapNamespace}" ` +
    `xmlns:soapenc="${encodingNamespace}" xmlns:xsd="${xsdNamespace}" xmlns:xsi="${xsiNamespace}" ` +
    `xmlns:cwmp="${escapeXml(namespace)}">${header === '' ? '' : `<soapenv:Header>${header}</soapenv:Header>`}` +
    `<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
  );
}

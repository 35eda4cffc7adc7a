import { MusterError } from '../../base/errors.ts';
import { attributeNamed, type XmlElement } from '../xml/element.ts';
import { defaultXmlLimits, readXml, type XmlLimits } from '../xml/reader.ts';
import { escapeXml } from '../xml/writer.ts';
import { type CwmpFault, decodeFault } from './fault.ts';
import { isCwmpNamespace } from './versions.ts';

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
const encodingNamespace = 'http://schemas.xmlsoap.org/soap/encoding/';
const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';
const xsiNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/** What one HTTP body says: exactly one call, answer or fault (TR-069 §3.4.2: MaxEnvelopes is 1). */
export interface Envelope {
  /** cwmp:ID, byte for byte; null where the sender gave none. */
  readonly id: string | null;
  /** The CWMP namespace in use, to be mirrored; null for a fault or empty body without any. */
  readonly namespace: string | null;
  readonly headers: EnvelopeHeaders;
  readonly body: EnvelopeBody;
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
 * Reads one SOAP 1.1 envelope.
 * @throws MusterError `malformedMessage` (not XML or not SOAP: HTTP 400), `invalidMessage` (SOAP, but not CWMP) or `limitExceeded`
 */
export function readEnvelope(text: string, limits: XmlLimits = defaultXmlLimits): Envelope {
  const root = readXml(text, limits);
  if (root.name !== 'Envelope' || root.namespace !== soapNamespace) {
    throw new MusterError('malformedMessage', 'the body is not a SOAP 1.1 envelope');
  }
  let body: XmlElement | undefined;
  let header: XmlElement | undefined;
  for (const child of root.children) {
    if (child.name === 'Body' && child.namespace === soapNamespace) body ??= child;
    else if (child.name === 'Header' && child.namespace === soapNamespace) header ??= child;
  }
  if (!body) throw new MusterError('malformedMessage', 'the envelope has no Body');
  if (body.children.length > 1) {
    throw new MusterError('malformedMessage', 'the Body holds more than one message; MaxEnvelopes is 1');
  }
  const { id, headers, namespace: headerNamespace } = readHeader(header);
  const content = body.children[0];
  if (!content) return { id, headers, namespace: headerNamespace, body: { kind: 'empty' } };
  if (content.name === 'Fault' && content.namespace === soapNamespace) {
    return { id, headers, namespace: headerNamespace, body: { kind: 'fault', fault: decodeFault(content) } };
  }
  const namespace = content.namespace;
  if (!isCwmpNamespace(namespace)) {
    throw new MusterError('invalidMessage', `the method ${content.name} is not in a CWMP namespace`);
  }
  const method = content.name;
  return {
    id,
    headers,
    namespace,
    body: method.endsWith('Response')
      ? { kind: 'response', method: method.slice(0, -8), element: content }
      : { kind: 'request', method, element: content },
  };
}

function readHeader(header: XmlElement | undefined): {
  id: string | null;
  headers: EnvelopeHeaders;
  namespace: string | null;
} {
  if (!header) return { id: null, headers: {}, namespace: null };
  let id: string | null = null;
  let namespace: string | null = null;
  const headers: { -readonly [K in keyof EnvelopeHeaders]: EnvelopeHeaders[K] } = {};
  for (const child of header.children) {
    if (!isCwmpNamespace(child.namespace)) {
      if (attributeNamed(child, 'mustUnderstand') === '1') {
        throw new MusterError('invalidMessage', `the header ${child.name} must be understood, and is not`);
      }
      continue;
    }
    namespace = child.namespace;
    const text = child.text.trim();
    switch (child.name) {
      case 'ID':
        id = child.text;
        break;
      case 'HoldRequests':
        headers.holdRequests = text === '1' || text.toLowerCase() === 'true';
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
      default:
        break;
    }
  }
  return { id, headers, namespace };
}

export interface OutgoingHeaders {
  readonly id: string | null;
  /** CWMP 1.4: answers SupportedCWMPVersions, in InformResponse only. */
  readonly useVersion?: string;
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

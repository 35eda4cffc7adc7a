import { childNamed, type XmlElement } from '../xml/element.ts';
import { textElement } from '../xml/writer.ts';

export { cpeFaultKind, cpeFaultKinds, cpeFaults } from './cpe-faults.ts';

/** A CWMP fault (TR-069 §3.5 and Annex A.5), as sent by either side. */
export interface CwmpFault {
  readonly code: number;
  readonly message: string;
  /** Only in answers to SetParameterValues: one entry per refused parameter. */
  readonly parameters: readonly ParameterFault[];
}

export interface ParameterFault {
  readonly name: string;
  readonly code: number;
  readonly message: string;
}

/** Faults an ACS may answer with. */
export const acsFaults = {
  8000: 'Method not supported',
  8001: 'Request denied',
  8002: 'Internal error',
  8003: 'Invalid arguments',
  8004: 'Resources exceeded',
  8005: 'Retry request',
  8006: 'ACS version incompatible with CPE',
} as const;
export type AcsFaultCode = keyof typeof acsFaults;

/** The code a fault without a readable one is taken for: 9002 is handled like "unknown". */
const unknownFault = 9002;

/** In SOAP 1.1 words, whose mistake it is: of an ACS's faults only bad arguments are the caller's. */
export function sideOfAcsFault(code: number): 'Client' | 'Server' {
  return code === 8003 ? 'Client' : 'Server';
}

/** Body of the soap Fault that carries a CWMP fault. `side`: whose mistake it is, in SOAP 1.1 words. */
export function encodeFault(fault: CwmpFault, side: 'Client' | 'Server'): string {
  let inner = textElement('FaultCode', String(fault.code)) + textElement('FaultString', fault.message);
  for (const item of fault.parameters) {
    inner += `<SetParameterValuesFault>${textElement('ParameterName', item.name)}${textElement(
      'FaultCode',
      String(item.code),
    )}${textElement('FaultString', item.message)}</SetParameterValuesFault>`;
  }
  return (
    `<soapenv:Fault><faultcode>soapenv:${side}</faultcode><faultstring>CWMP fault</faultstring>` +
    `<detail><cwmp:Fault>${inner}</cwmp:Fault></detail></soapenv:Fault>`
  );
}

/**
 * Body of the soap Fault for a header that had to be understood (SOAP 1.1 §4.4.1). It is about SOAP, not about CWMP, so
 * it has no detail.
 */
export function encodeMustUnderstandFault(header: string): string {
  return (
    `<soapenv:Fault><faultcode>soapenv:MustUnderstand</faultcode>` +
    `${textElement('faultstring', `the header ${header.slice(0, 64)} is not understood`)}</soapenv:Fault>`
  );
}

/**
 * What a Fault says. The CWMP part belongs into `detail`, in an element `Fault`; devices that leave out one of the two
 * are understood. Without any readable code it is 9002 with what SOAP's own text says.
 */
export function decodeFault(element: XmlElement): CwmpFault {
  const detail = childNamed(element, 'detail') ?? childNamed(element, 'Detail');
  const inner = detail && childNamed(detail, 'Fault');
  const fault = [inner, detail, element].find((place) => place && childNamed(place, 'FaultCode')) ?? inner ?? element;
  const text = (parent: XmlElement, name: string): string => childNamed(parent, name)?.text.trim() ?? '';
  const message = text(fault, 'FaultString');
  return {
    code: codeIn(text(fault, 'FaultCode')),
    message: message || (fault === inner ? '' : text(element, 'faultstring') || 'fault without detail'),
    parameters: fault.children
      .filter((child) => child.name === 'SetParameterValuesFault')
      .slice(0, maxParameterFaults)
      .map((child) => ({
        name: text(child, 'ParameterName'),
        code: codeIn(text(child, 'FaultCode')),
        message: text(child, 'FaultString'),
      })),
  };
}

/** As many as a call may set. */
const maxParameterFaults = 10_000;

function codeIn(text: string): number {
  const code = /^\d{1,9}$/.test(text) ? Number(text) : Number(/(?<!\d)[89]\d{3}(?!\d)/.exec(text)?.[0] ?? 0);
  return code > 0 ? code : unknownFault;
}

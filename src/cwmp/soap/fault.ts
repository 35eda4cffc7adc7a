import { childNamed, type XmlElement } from '../xml/element.ts';
import { textElement } from '../xml/writer.ts';

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

/** Faults a CPE may answer with; the simulator sends them, the helpdesk reads them. */
export const cpeFaults: Readonly<Record<number, string>> = {
  9000: 'Method not supported',
  9001: 'Request denied',
  9002: 'Internal error',
  9003: 'Invalid arguments',
  9004: 'Resources exceeded',
  9005: 'Invalid parameter name',
  9006: 'Invalid parameter type',
  9007: 'Invalid parameter value',
  9008: 'Attempt to set a non-writable parameter',
  9009: 'Notification request rejected',
  9010: 'File transfer failure',
  9011: 'Upload failure',
  9012: 'File transfer server authentication failure',
  9013: 'Unsupported protocol for file transfer',
  9014: 'File transfer failure: unable to join multicast group',
  9015: 'File transfer failure: unable to contact file server',
  9016: 'File transfer failure: unable to access file',
  9017: 'File transfer failure: unable to complete download',
  9018: 'File transfer failure: file corrupted',
  9019: 'File transfer failure: file authentication failure',
  9020: 'File transfer failure: unable to complete download within specified time windows',
};

/** The code a fault without a readable one is taken for: 9002 is handled like "unknown". */
const unknownFault = 9002;

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

export function decodeFault(element: XmlElement): CwmpFault {
  const detail = childNamed(element, 'detail');
  const fault = detail && childNamed(detail, 'Fault');
  const text = (parent: XmlElement, name: string): string => childNamed(parent, name)?.text.trim() ?? '';
  if (!fault)
    return { code: unknownFault, message: text(element, 'faultstring') || 'fault without detail', parameters: [] };
  const code = Number(text(fault, 'FaultCode'));
  return {
    code: Number.isInteger(code) && code > 0 ? code : unknownFault,
    message: text(fault, 'FaultString'),
    parameters: fault.children
      .filter((child) => child.name === 'SetParameterValuesFault')
      .map((child) => ({
        name: text(child, 'ParameterName'),
        code: Number(text(child, 'FaultCode')) || unknownFault,
        message: text(child, 'FaultString'),
      })),
  };
}

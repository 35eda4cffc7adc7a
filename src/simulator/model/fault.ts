import { type CwmpFault, cpeFaults, type ParameterFault } from '../../cwmp/soap/fault.ts';

/** What an RPC came to: its answer, or the fault to send instead. Faults are results here, not exceptions. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: CwmpFault };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** A CPE fault with its standard text, and what exactly is wrong behind it. */
export function fault(code: number, detail = '', parameters: readonly ParameterFault[] = []): Outcome<never> {
  const text = cpeFaults[code] ?? 'Vendor defined fault';
  return { ok: false, fault: { code, message: detail === '' ? text : `${text}: ${detail}`, parameters } };
}

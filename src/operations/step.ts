import type { OperationId } from '../base/ids.ts';
import type { Answer, Call } from '../cwmp/rpc/index.ts';
import type { CwmpFault } from '../cwmp/soap/fault.ts';
import type { DeviceView } from '../devices/device.ts';
import type { OperationEvent } from './kind.ts';
import type { Reading } from './reading.ts';

/** One thing to say to a device. */
export interface Step {
  readonly operationId: OperationId;
  readonly kind: string;
  readonly call: Call;
  /** Set for an operation that only reads: its next steps need no transaction. */
  readonly reading?: Reading;
}

/** What the device said to it. */
export type Outcome =
  | { readonly answer: Answer }
  | { readonly fault: CwmpFault; readonly method: Call['method'] }
  /** It answered, but nobody can tell what. */
  | { readonly unreadable: string; readonly method: Call['method'] };

export function eventOf(device: DeviceView, outcome: Outcome): OperationEvent {
  if ('answer' in outcome) return { type: 'answer', device, answer: outcome.answer };
  return 'fault' in outcome
    ? { type: 'fault', device, fault: outcome.fault, method: outcome.method }
    : { type: 'unreadable', device, message: outcome.unreadable, method: outcome.method };
}

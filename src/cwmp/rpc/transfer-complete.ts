import { childNamed } from '../xml/element.ts';
import { rpc } from './rpc.ts';
import { dateTime, type Field, optional, string, struct, unsignedInt, type Value } from './schema.ts';

const layout = struct({ FaultCode: unsignedInt, FaultString: optional(string(256), '') });

/**
 * How a transfer ended: code 0 is success, else a fault of the 90xx and 98xx ranges. A device that leaves the code
 * empty has no fault to tell of, unless it gives a text for one: that is 9002, an internal error.
 */
export const faultStruct: Field<Value<typeof layout>> = {
  ...layout,
  decode(element, where, warn) {
    const code = childNamed(element, 'FaultCode')?.text.trim() ?? '';
    if (unsignedInt.attempt(code) !== undefined) return layout.decode(element, where, warn);
    const FaultString = childNamed(element, 'FaultString')?.text.trim() ?? '';
    const FaultCode = code === '' && FaultString === '' ? 0 : 9002;
    warn?.(`${where} has no readable FaultCode; taken for ${FaultCode}`);
    return { FaultCode, FaultString };
  },
};

/** Tells that a Download or Upload is over, applied or failed. Delivered at least once. */
export const transferComplete = rpc({
  name: 'TransferComplete',
  caller: 'cpe',
  since: '1.0',
  clause: 'A.3.3.2',
  once: false,
  request: struct({
    CommandKey: optional(string(32), ''),
    FaultStruct: faultStruct,
    StartTime: dateTime,
    CompleteTime: dateTime,
  }),
  response: struct({}),
});

export type TransferCompleteRequest = Value<typeof transferComplete.request>;

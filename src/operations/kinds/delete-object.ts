import { z } from 'zod';
import { maxAttempts } from '../fault-reaction.ts';
import { failed, type OperationKind, refusedBy, still, succeeded } from '../kind.ts';
import { objectPath } from './path.ts';

const order = z.strictObject({
  path: objectPath.regex(/\.(\d+|\[[^\]]+\])\.$/, 'must name an instance, e.g. Device.NAT.PortMapping.3.'),
});

/** Removes an instance. After a lost answer it is asked again; "no such instance" then means it was done. */
export const deleteObject: OperationKind<z.infer<typeof order>, { readonly repeated?: boolean }> = {
  name: 'deleteObject',
  order,
  disruptive: false,
  requires: () => 'DeleteObject',
  needs: () => ({}),
  begin: () => ({}),
  step(operation, event) {
    switch (event.type) {
      case 'floor': {
        const lost = operation.state === 'dispatched' && event.fresh;
        if (operation.state !== 'queued' && !lost) return still;
        const args = { ObjectName: operation.order.path, ParameterKey: event.nextKey };
        const progress = lost ? { repeated: true } : {};
        return { state: 'dispatched', progress, say: { method: 'DeleteObject', args }, attempt: true };
      }
      case 'answer':
        return event.answer.method === 'DeleteObject'
          ? {
              ...succeeded({ status: event.answer.args.Status }),
              learned: { parameters: { values: [], complete: [operation.order.path] } },
            }
          : still;
      case 'unreadable':
        return (operation.attempt ?? 1) >= maxAttempts
          ? failed('outcomeUnknown', `its answers cannot be read: ${event.message}`)
          : still;
      case 'fault':
        return event.fault.code === 9005 && operation.progress.repeated
          ? { ...succeeded({ status: 0 }), learned: { parameters: { values: [], complete: [operation.order.path] } } }
          : refusedBy(operation, 'write', event.fault);
      default:
        return still;
    }
  },
};

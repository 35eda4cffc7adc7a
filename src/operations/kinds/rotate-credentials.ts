import { z } from 'zod';
import { failed, type OperationKind, refusedBy, still, succeeded } from '../kind.ts';

const order = z.strictObject({});

/**
 * Gives a device a credential of its own in place of the one it came with. Whether it took it shows when it comes with
 * it: until then the old one counts too, and after a lost answer the same one is said again.
 */
export const rotateCredentials: OperationKind<z.infer<typeof order>, Record<string, never>> = {
  name: 'rotateCredentials',
  order,
  disruptive: false,
  requires: () => 'SetParameterValues',
  needs: () => ({ deviceCredential: true }),
  begin: () => ({}),
  step(operation, event) {
    const { state } = operation;
    switch (event.type) {
      case 'floor': {
        if (state !== 'queued' && (state !== 'dispatched' || !event.fresh)) return still;
        const credential = event.supplies.deviceCredential;
        if (!credential) return failed('invalid', 'there is no credential to give');
        const server = `${event.device.root}ManagementServer.`;
        const list = [
          { name: `${server}Username`, value: credential.username, type: 'string' },
          { name: `${server}Password`, value: credential.password, type: 'string' },
        ];
        const args = { ParameterList: list, ParameterKey: event.nextKey };
        return { state: 'dispatched', say: { method: 'SetParameterValues', args }, attempt: true };
      }
      case 'answer':
        return event.answer.method === 'SetParameterValues' ? succeeded({ status: event.answer.args.Status }) : still;
      case 'fault':
        return refusedBy(operation, 'write', event.fault);
      default:
        return still;
    }
  },
};

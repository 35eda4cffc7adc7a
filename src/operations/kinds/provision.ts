import { z } from 'zod';
import { failed, failedBy, type OperationKind, still, succeeded } from '../kind.ts';

const order = z.strictObject({ periodicInformInterval: z.int().min(0) });

interface Progress {
  readonly phase: 'write' | 'read';
}

/**
 * What Muster sets on a device of its own accord, after `0 BOOTSTRAP` has wiped it: credentials for connection
 * requests, and the inform interval where one is configured. Then reads the interval, which says when a device is late.
 */
export const provision: OperationKind<z.infer<typeof order>, Progress> = {
  name: 'provision',
  order,
  disruptive: false,
  needs: () => ({ connectionRequestCredential: true }),
  begin: () => ({ phase: 'write' }),
  step({ order, progress, state }, event) {
    switch (event.type) {
      case 'floor': {
        if (state !== 'queued' && state !== 'dispatched') return still;
        const server = `${event.device.root}ManagementServer.`;
        if (progress.phase === 'read') {
          const names = [`${server}PeriodicInformInterval`];
          return { say: { method: 'GetParameterValues', args: { ParameterNames: names } } };
        }
        if (state === 'dispatched' && !event.fresh) return still;
        const credential = event.supplies.connectionRequestCredential;
        if (!credential) return failed('invalid', 'there are no credentials for connection requests');
        const list = [
          { name: `${server}ConnectionRequestUsername`, value: credential.username, type: 'string' },
          { name: `${server}ConnectionRequestPassword`, value: credential.password, type: 'string' },
        ];
        if (order.periodicInformInterval > 0) {
          list.push(
            { name: `${server}PeriodicInformEnable`, value: '1', type: 'boolean' },
            {
              name: `${server}PeriodicInformInterval`,
              value: String(order.periodicInformInterval),
              type: 'unsignedInt',
            },
          );
        }
        const args = { ParameterList: list, ParameterKey: event.nextKey };
        return { state: 'dispatched', say: { method: 'SetParameterValues', args }, attempt: true };
      }
      case 'answer':
        if (event.answer.method === 'SetParameterValues') {
          return { progress: { phase: 'read' }, learned: { connectionRequestCredentialStored: true } };
        }
        if (event.answer.method === 'GetParameterValues') {
          const seconds = Number(event.answer.args.ParameterList[0]?.value);
          return {
            ...succeeded({ informInterval: Number.isInteger(seconds) ? seconds : null }),
            learned: {
              parameters: { values: event.answer.args.ParameterList },
              ...(Number.isInteger(seconds) && seconds > 0 ? { informInterval: seconds } : {}),
            },
          };
        }
        return still;
      case 'fault':
        // Without the interval the device is still provisioned.
        return progress.phase === 'read' ? succeeded({ informInterval: null }) : failedBy(event.fault);
      default:
        return still;
    }
  },
};

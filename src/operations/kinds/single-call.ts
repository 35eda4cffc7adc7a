import type { z } from 'zod';
import type { Answer, Call, RpcName } from '../../cwmp/rpc/index.ts';
import type { DeviceView } from '../../devices/device.ts';
import {
  failed,
  failedBy,
  type Learned,
  type Needs,
  type OperationKind,
  type Supplies,
  still,
  succeeded,
} from '../kind.ts';

interface SingleCall<Order, N extends RpcName> {
  readonly name: string;
  readonly method: N;
  readonly order: z.ZodType<Order>;
  readonly needs?: (order: Order) => Needs;
  readonly mapSecrets?: OperationKind<Order, never>['mapSecrets'];
  call(order: Order, device: DeviceView, key: string, supplies: Supplies): Call<N>['args'];
  result(args: Answer<N>['args'], order: Order): unknown;
  learned?(args: Answer<N>['args'], order: Order): Learned;
}

/**
 * Kinds that are one RPC which may be said twice without harm: reads, and writes of values. A lost answer is no
 * riddle: it is asked again in the next session.
 */
export function singleCall<Order, N extends RpcName>(
  kind: SingleCall<Order, N>,
): OperationKind<Order, Record<string, never>> {
  return {
    name: kind.name,
    order: kind.order,
    disruptive: false,
    needs: kind.needs ?? (() => ({})),
    ...(kind.mapSecrets ? { mapSecrets: kind.mapSecrets } : {}),
    begin: () => ({}),
    step(operation, event) {
      switch (event.type) {
        case 'floor': {
          if (operation.state !== 'queued' && !(operation.state === 'dispatched' && event.fresh)) return still;
          if (!event.can(kind.method)) return failed('unsupported', `the device does not support ${kind.method}`);
          const args = kind.call(operation.order, event.device, event.nextKey, event.supplies);
          return { state: 'dispatched', say: { method: kind.method, args } as Call, attempt: true };
        }
        case 'answer': {
          const args = event.answer.args as Answer<N>['args'];
          const learned = kind.learned?.(args, operation.order);
          return { ...succeeded(kind.result(args, operation.order)), ...(learned ? { learned } : {}) };
        }
        case 'fault':
          return failedBy(event.fault);
        default:
          return still;
      }
    },
  };
}

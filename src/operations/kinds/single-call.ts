import type { z } from 'zod';
import type { Answer, Call, RpcName } from '../../cwmp/rpc/index.ts';
import type { DeviceView } from '../../devices/device.ts';
import type { Work } from '../fault-reaction.ts';
import {
  failed,
  type Learned,
  type Needs,
  type OperationKind,
  refusedBy,
  type Supplies,
  still,
  succeeded,
} from '../kind.ts';

interface SingleCall<Order, N extends RpcName> {
  readonly name: string;
  readonly method: N;
  readonly order: z.ZodType<Order>;
  /** How it takes faults. */
  readonly work?: Work;
  readonly needs?: (order: Order) => Needs;
  readonly mapSecrets?: OperationKind<Order, never>['mapSecrets'];
  /** Why this device can never be asked that; null: it can. */
  unfit?(order: Order, device: DeviceView): string | null;
  call(order: Order, device: DeviceView, key: string, supplies: Supplies): Call<N>['args'];
  result(args: Answer<N>['args'], order: Order): unknown;
  learned?(args: Answer<N>['args'], order: Order): Learned;
}

/**
 * Kinds that are one RPC which may be said twice without harm: reads, and settings that have no effect of their own. A
 * lost answer is no riddle: it is asked again in the next session.
 */
export function singleCall<Order, N extends RpcName>(
  kind: SingleCall<Order, N>,
): OperationKind<Order, Record<string, never>> {
  return {
    name: kind.name,
    order: kind.order,
    disruptive: false,
    requires: () => kind.method,
    needs: kind.needs ?? (() => ({})),
    ...(kind.mapSecrets ? { mapSecrets: kind.mapSecrets } : {}),
    begin: () => ({}),
    step(operation, event) {
      switch (event.type) {
        case 'floor': {
          if (operation.state !== 'queued' && !(operation.state === 'dispatched' && event.fresh)) return still;
          if (!event.can(kind.method)) return failed('unsupported', `the device does not support ${kind.method}`);
          const unfit = kind.unfit?.(operation.order, event.device) ?? null;
          if (unfit !== null) return failed('unsupported', unfit);
          const args = kind.call(operation.order, event.device, event.nextKey, event.supplies);
          return { state: 'dispatched', say: { method: kind.method, args } as Call, attempt: true };
        }
        case 'answer': {
          if (event.answer.method !== kind.method) return still;
          const args = event.answer.args as Answer<N>['args'];
          const learned = kind.learned?.(args, operation.order);
          return { ...succeeded(kind.result(args, operation.order)), ...(learned ? { learned } : {}) };
        }
        case 'fault':
          return refusedBy(operation, kind.work ?? 'query', event.fault);
        case 'unreadable':
          return refusedBy(operation, kind.work ?? 'query', unreadable(event.message));
        default:
          return still;
      }
    },
  };
}

/** An answer that nobody can read, to a question that may be asked again: as good as an internal error. */
export function unreadable(message: string) {
  return { code: 9002, message: `unreadable answer: ${message}`, parameters: [] };
}

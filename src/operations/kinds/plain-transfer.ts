import type { z } from 'zod';
import { seconds } from '../../base/durations.ts';
import type { Answer, Call } from '../../cwmp/rpc/index.ts';
import {
  failed,
  type Move,
  type Needs,
  type OperationKind,
  type OperationView,
  type Supplies,
  still,
  succeeded,
} from '../kind.ts';
import {
  defaultTransferTimes,
  queueTold,
  type TransferProgress,
  transferAccepted,
  transferCancelled,
  transferDeadline,
  transferFailed,
  transferFault,
  transferFloor,
  transferForgotten,
  transferProbed,
  transferUnreadable,
} from './transfer.ts';

interface PlainTransfer<Order> {
  readonly name: string;
  readonly method: 'Download' | 'ScheduleDownload' | 'Upload';
  readonly order: z.ZodType<Order>;
  readonly disruptive: boolean;
  readonly mapSecrets?: OperationKind<NoInfer<Order>, never>['mapSecrets'];
  readonly needs: (order: Order) => Needs;
  /** Seconds that the device was told to wait, or may. */
  waitSeconds(order: Order): number;
  /** Why it cannot be said with these supplies; null: it can. */
  lacks(order: NoInfer<Order>, supplies: Supplies): Move<TransferProgress> | null;
  call(order: Order, commandKey: string, supplies: Supplies): Call;
  /** The device says that it is over, without a fault. */
  over(done: Done): Move<TransferProgress>;
  /** The device holds it no more and never told how it ended; where something proves the end, that is it. */
  vanished?(uploadId: string | null): Move<TransferProgress> | null;
}

export interface Done {
  readonly status: 0 | 1;
  readonly startTime: string;
  readonly completeTime: string;
  readonly uploadId: string | null;
}

/** A transfer that is done when the device says so, as there is no version to prove it by. */
export function plainTransfer<Order>(kind: PlainTransfer<Order>): OperationKind<Order, TransferProgress> {
  return {
    name: kind.name,
    order: kind.order,
    disruptive: kind.disruptive,
    transfer: true,
    requires: () => kind.method,
    ...(kind.mapSecrets ? { mapSecrets: kind.mapSecrets } : {}),
    needs: (order) => ({ ...kind.needs(order), waitSeconds: kind.waitSeconds(order) }),
    begin: () => ({}),
    step(operation: OperationView<Order, TransferProgress>, event): Move<TransferProgress> {
      const { order, state } = operation;
      const times = { transferMs: defaultTransferTimes.transferMs + seconds(kind.waitSeconds(order)) };
      switch (event.type) {
        case 'floor': {
          const lacking = state === 'queued' ? kind.lacks(order, event.supplies) : null;
          return lacking ?? transferFloor(operation, event, (key) => kind.call(order, key, event.supplies));
        }
        case 'answer': {
          const { answer } = event;
          const uploadId = event.uploadId ?? null;
          if (answer.method === kind.method) {
            if (state === 'queued') return still;
            // Only ScheduleDownload says nothing about when: it is always queued.
            const told = answer.args as Answer<'Download'>['args'] | Record<string, never>;
            if (!('Status' in told) || told.Status === 1) return transferAccepted(operation.progress, times);
            return kind.over({ status: 0, startTime: told.StartTime, completeTime: told.CompleteTime, uploadId });
          }
          const queue = queueTold(answer);
          if (!queue) return still;
          return transferProbed(
            operation,
            queue,
            times,
            () =>
              kind.vanished?.(uploadId) ??
              failed('outcomeUnknown', 'the device holds the transfer no more and never told how it ended'),
          );
        }
        case 'fault':
          return transferFault(operation, event, 'order');
        case 'unreadable':
          return transferUnreadable(operation, event);
        case 'inform':
          return transferForgotten(operation, event);
        case 'transferComplete':
          if (state === 'queued') return still;
          if (event.faultCode !== 0) return transferFailed(operation, event, 'order');
          return kind.over({
            status: 1,
            startTime: event.startTime,
            completeTime: event.completeTime,
            uploadId: event.uploadId ?? null,
          });
        case 'transferCancelled':
          return transferCancelled(operation);
        case 'deadline':
          return transferDeadline(operation);
        default:
          return still;
      }
    },
  };
}

/** The result in the words of the contract. */
export function transferDone({ status, startTime, completeTime }: Done): Move<TransferProgress> {
  return succeeded({ status, startTime, completeTime });
}

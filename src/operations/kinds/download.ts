import { z } from 'zod';
import { minutes } from '../../base/durations.ts';
import { failed, type OperationKind, still, succeeded } from '../kind.ts';
import {
  defaultTransferTimes,
  type TransferProgress,
  transferAccepted,
  transferDeadline,
  transferFault,
  transferFloor,
  transferProbed,
} from './transfer.ts';

const order = z
  .strictObject({
    fileType: z.string().min(1).max(64),
    fileId: z.uuid().optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(256)
      .optional(),
    username: z.string().max(256).optional(),
    password: z.string().max(256).optional(),
    targetFileName: z.string().max(256).optional(),
    delaySeconds: z.int().min(0).max(86_400).optional(),
  })
  .refine((o) => (o.fileId === undefined) !== (o.url === undefined), 'needs either fileId or url');
type Order = z.infer<typeof order>;

/** Orders any file onto a device; done when the device says so, as there is no version to prove it by. */
export const download: OperationKind<Order, TransferProgress> = {
  name: 'download',
  order,
  disruptive: true,
  mapSecrets: (order, change) =>
    order.password === undefined ? order : { ...order, password: change(order.password) },
  needs: (order) => (order.fileId === undefined ? {} : { file: order.fileId }),
  begin: () => ({}),
  step(operation, event) {
    const { order, state } = operation;
    const times = {
      transferMs: defaultTransferTimes.transferMs + minutes((order.delaySeconds ?? 0) / 60),
    };
    switch (event.type) {
      case 'floor': {
        const url = order.url ?? event.supplies.link?.url;
        if (state === 'queued' && url === undefined)
          return failed('fileGone', `the file ${order.fileId} is not there any more`);
        return transferFloor(operation, event, () => ({
          FileType: order.fileType,
          URL: url!,
          Username: order.username ?? '',
          Password: order.password ?? '',
          FileSize: event.supplies.link?.size ?? 0,
          TargetFileName: order.targetFileName ?? '',
          DelaySeconds: order.delaySeconds ?? 0,
          SuccessURL: '',
          FailureURL: '',
        }));
      }
      case 'answer':
        if (event.answer.method === 'Download') {
          const { Status, StartTime, CompleteTime } = event.answer.args;
          if (Status === 1) return transferAccepted(operation.progress, times);
          return succeeded({ status: 0, startTime: StartTime, completeTime: CompleteTime });
        }
        return event.answer.method === 'GetAllQueuedTransfers'
          ? transferProbed(operation, event.answer.args, times, () =>
              failed('outcomeUnknown', 'the device holds the transfer no more and never told how it ended'),
            )
          : still;
      case 'fault':
        return transferFault(operation, event);
      case 'transferComplete':
        if (state === 'queued') return still;
        return event.faultCode === 0
          ? succeeded({ status: 1, startTime: event.startTime, completeTime: event.completeTime })
          : { state: 'failed', deadlineMs: null, fault: { code: event.faultCode, message: event.faultString } };
      case 'deadline':
        return transferDeadline(operation);
      default:
        return still;
    }
  },
};

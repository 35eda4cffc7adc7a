import { z } from 'zod';
import { minutes } from '../../base/durations.ts';
import { failed, type Move, type OperationKind, type OperationView, still, succeeded } from '../kind.ts';
import {
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

const order = z.strictObject({
  fileId: z.uuid(),
  targetVersion: z.string().min(1).max(64),
  /** From the order to the new version, before the outcome counts as unconfirmed. */
  timeoutMinutes: z.number().min(0.05).max(10_080).default(60),
});
type Order = z.infer<typeof order>;

interface Progress extends TransferProgress {
  /** Version when it was dispatched. */
  readonly fromVersion?: string | null;
}

/**
 * Brings a device to a firmware version. Success is the reported SoftwareVersion and nothing else: a TransferComplete
 * with fault 0 only means that the device thinks it is done. Download, TransferComplete, boot and Inform may come in
 * any order, twice, or never.
 */
export const upgradeFirmware: OperationKind<Order, Progress> = {
  name: 'upgradeFirmware',
  order,
  disruptive: true,
  transfer: true,
  requires: () => 'Download',
  needs: (order) => ({ file: order.fileId }),
  begin: () => ({}),
  step(operation, event) {
    const { order, progress, state } = operation;
    const times = { transferMs: minutes(order.timeoutMinutes) };
    switch (event.type) {
      case 'floor': {
        if (state === 'queued' && event.device.softwareVersion === order.targetVersion) {
          return proven(operation, order.targetVersion);
        }
        const link = event.supplies.link;
        if (state === 'queued' && !link) return failed('fileGone', `the file ${order.fileId} is not there any more`);
        const move = transferFloor<Progress>(operation, event, (key) => ({
          method: 'Download',
          args: {
            CommandKey: key,
            FileType: '1 Firmware Upgrade Image',
            URL: link!.url,
            Username: '',
            Password: '',
            FileSize: link!.size,
            TargetFileName: '',
            DelaySeconds: 0,
            SuccessURL: '',
            FailureURL: '',
          },
        }));
        return move.attempt ? { ...move, progress: { fromVersion: event.device.softwareVersion } } : move;
      }
      case 'answer': {
        if (event.answer.method === 'Download') {
          // Status 0: finished and applied, no TransferComplete will come; the version still has to show.
          return event.answer.args.Status === 1
            ? transferAccepted(progress, times)
            : applying(progress, times.transferMs);
        }
        const queue = queueTold(event.answer);
        return queue
          ? transferProbed(operation, queue, times, () =>
              failed(
                'notApplied',
                `the device holds the transfer no more and still runs ${event.device.softwareVersion}`,
              ),
            )
          : still;
      }
      case 'fault':
        return transferFault(operation, event, 'attempt');
      case 'unreadable':
        return transferUnreadable(operation, event);
      case 'inform':
        if (state === 'queued') return still;
        if (event.device.softwareVersion === order.targetVersion) return proven(operation, order.targetVersion);
        if (state === 'applying' && event.booted) return fellBack(event.device.softwareVersion);
        return transferForgotten(operation, event);
      case 'transferComplete':
        if (state === 'queued') return still;
        if (event.faultCode !== 0) return transferFailed(operation, event, 'attempt');
        if (event.device.softwareVersion === order.targetVersion) return proven(operation, order.targetVersion);
        return event.booted ? fellBack(event.device.softwareVersion) : applying(progress, times.transferMs);
      case 'transferCancelled':
        return transferCancelled(operation);
      case 'deadline':
        return transferDeadline(operation);
      default:
        return still;
    }
  },
};

function proven({ progress }: OperationView<Order, Progress>, version: string): Move<Progress> {
  return succeeded({ fromVersion: progress.fromVersion ?? version, version });
}

/** It surely had the order: should the version never show, the order is not to be said again as one that got lost. */
function applying(progress: Progress, deadlineMs: number): Move<Progress> {
  return { state: 'applying', progress: { ...progress, accepted: true }, deadlineMs };
}

function fellBack(version: string | null): Move<Progress> {
  return failed(
    'fellBack',
    `the device restarted after the transfer and still runs ${version ?? 'an unknown version'}`,
  );
}

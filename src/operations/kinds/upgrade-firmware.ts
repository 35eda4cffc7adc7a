import { z } from 'zod';
import { minutes } from '../../base/durations.ts';
import {
  failed,
  type Move,
  type OperationEvent,
  type OperationKind,
  type OperationView,
  still,
  succeeded,
} from '../kind.ts';
import { firmwareWindows, lastEndMs, relativeWindows } from './firmware-windows.ts';
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
  /** Where it is there the device is told ScheduleDownload instead of Download; the timeout begins with their end. */
  windows: firmwareWindows.optional(),
});
type Order = z.infer<typeof order>;

interface Progress extends TransferProgress {
  /** Version when it was dispatched. */
  readonly fromVersion?: string | null;
  /** Milliseconds from the dispatch to the end of the last window that it was told. */
  readonly windowsMs?: number;
}

/**
 * Brings a device to a firmware version. Success is the reported SoftwareVersion and nothing else: a TransferComplete
 * with fault 0 only means that the device thinks it is done. Download, TransferComplete, boot and Inform may come in
 * any order, twice, or never. With windows the order may be said at any time, and the device begins in one of them.
 */
export const upgradeFirmware: OperationKind<Order, Progress> = {
  name: 'upgradeFirmware',
  order,
  disruptive: true,
  transfer: true,
  requires: (order) => (order.windows ? 'ScheduleDownload' : 'Download'),
  needs: ({ fileId, windows }) => ({
    file: fileId,
    ...(windows ? { time: true, waitUntil: windows.at(-1)!.to } : {}),
  }),
  begin: () => ({}),
  step(operation, event) {
    return patient(operation, decide(operation, event));
  },
};

function decide(operation: OperationView<Order, Progress>, event: OperationEvent): Move<Progress> {
  const { order, progress, state } = operation;
  const appliedMs = minutes(order.timeoutMinutes);
  const times = { transferMs: windowsLeftMs(operation) + appliedMs };
  switch (event.type) {
    case 'floor': {
      if (state === 'queued' && event.device.softwareVersion === order.targetVersion) {
        return proven(operation, order.targetVersion);
      }
      const link = event.supplies.link;
      if (state === 'queued' && !link) return failed('fileGone', `the file ${order.fileId} is not there any more`);
      const windows = order.windows && relativeWindows(order.windows, event.supplies.now ?? 0);
      if (state === 'queued' && windows?.length === 0) {
        return failed('expired', `its windows were over at ${order.windows!.at(-1)!.to}, before it could be said`);
      }
      const move = transferFloor<Progress>(operation, event, (key) => {
        const source = {
          CommandKey: key,
          FileType: '1 Firmware Upgrade Image',
          URL: link!.url,
          Username: '',
          Password: '',
          FileSize: link!.size,
          TargetFileName: '',
        };
        return windows
          ? { method: 'ScheduleDownload', args: { ...source, TimeWindowList: windows } }
          : { method: 'Download', args: { ...source, DelaySeconds: 0, SuccessURL: '', FailureURL: '' } };
      });
      if (!move.attempt) return move;
      const fromVersion = event.device.softwareVersion;
      return { ...move, progress: { fromVersion, ...(windows ? { windowsMs: lastEndMs(windows) } : {}) } };
    }
    case 'answer': {
      if (event.answer.method === 'Download') {
        // Status 0: finished and applied, no TransferComplete will come; the version still has to show.
        return event.answer.args.Status === 1 ? transferAccepted(progress, times) : applying(progress, appliedMs);
      }
      // It says nothing of when: it is always queued.
      if (event.answer.method === 'ScheduleDownload')
        return state === 'queued' ? still : transferAccepted(progress, times);
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
      return event.booted ? fellBack(event.device.softwareVersion) : applying(progress, appliedMs);
    case 'transferCancelled':
      return transferCancelled(operation);
    case 'deadline':
      return transferDeadline(operation);
    default:
      return still;
  }
}

/** Milliseconds until the last window that the device was told is over. */
function windowsLeftMs({ progress, sinceDispatchMs = 0 }: OperationView<Order, Progress>): number {
  return Math.max(0, (progress.windowsMs ?? 0) - sinceDispatchMs);
}

/** A device that cannot be probed may begin in any of its windows: what it is waited out for begins with their end. */
function patient(operation: OperationView<Order, Progress>, move: Move<Progress>): Move<Progress> {
  const waitsOut = move.state === 'unconfirmed' && (move.progress ?? operation.progress).unprobeable === true;
  if (!waitsOut || move.deadlineMs == null) return move;
  return { ...move, deadlineMs: move.deadlineMs + windowsLeftMs(operation) };
}

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

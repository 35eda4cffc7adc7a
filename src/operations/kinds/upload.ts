import { z } from 'zod';
import { failed, type Move, succeeded } from '../kind.ts';
import { type Done, plainTransfer } from './plain-transfer.ts';
import type { TransferProgress } from './transfer.ts';

/** FileTypes of the Upload RPC (TR-069 Table 37): the third and fourth name an instance of a table of the device. */
const uploadType =
  /^(1 Vendor Configuration File|2 Vendor Log File|3 Vendor Configuration File [1-9]\d*|4 Vendor Log File [1-9]\d*|X \S+ \S.*)$/;

/**
 * Asks a device for a file: its configuration, a log. It brings it by a link of ours; done when the device says so and
 * the file is here, as either alone proves nothing.
 */
export const upload = plainTransfer({
  name: 'upload',
  method: 'Upload',
  disruptive: false,
  order: z.strictObject({
    fileType: z
      .string()
      .max(64)
      .regex(
        uploadType,
        'must be "1 Vendor Configuration File", "2 Vendor Log File", "3 Vendor Configuration File <instance>", ' +
          '"4 Vendor Log File <instance>" or "X <OUI> <text>"',
      ),
    delaySeconds: z.int().min(0).max(86_400).optional(),
  }),
  needs: (order) => ({ upload: `${order.fileType.replace(/^\d /, '').replaceAll(' ', '-').toLowerCase()}` }),
  waitSeconds: (order) => order.delaySeconds ?? 0,
  lacks: (_order, supplies) =>
    supplies.uploadUrl === undefined ? failed('invalid', 'there is no address to bring an upload to') : null,
  call: (order, key, supplies) => ({
    method: 'Upload',
    args: {
      CommandKey: key,
      FileType: order.fileType,
      URL: supplies.uploadUrl!,
      Username: '',
      Password: '',
      DelaySeconds: order.delaySeconds ?? 0,
    },
  }),
  over: brought,
  vanished: (uploadId) =>
    uploadId === null ? null : brought({ status: 1, startTime: unknownTime, completeTime: unknownTime, uploadId }),
});

/** Unknown Time of TR-106 §3.2. */
const unknownTime = '0001-01-01T00:00:00Z';

function brought({ status, startTime, completeTime, uploadId }: Done): Move<TransferProgress> {
  return uploadId === null
    ? failed('notApplied', 'the device says that it has uploaded, but nothing arrived here')
    : succeeded({ status, startTime, completeTime, uploadId });
}

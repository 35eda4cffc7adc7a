import { z } from 'zod';
import { singleCall } from './single-call.ts';

/** Asks which transfers the device still holds. */
export const getAllQueuedTransfers = singleCall({
  name: 'getAllQueuedTransfers',
  method: 'GetAllQueuedTransfers',
  order: z.strictObject({}),
  call: () => ({}),
  result: (args) => ({
    transfers: args.TransferList.map((t) => ({
      commandKey: t.CommandKey,
      state: t.State,
      isDownload: t.IsDownload,
      fileType: t.FileType,
      fileSize: t.FileSize,
      targetFileName: t.TargetFileName,
    })),
  }),
});

import { z } from 'zod';
import { fileGone, fileSource, mapPassword, namesOneSource, oneSource, sourceArguments } from './file-source.ts';
import { plainTransfer, transferDone } from './plain-transfer.ts';

/** Orders any file onto a device; done when the device says so. */
export const download = plainTransfer({
  name: 'download',
  method: 'Download',
  disruptive: true,
  order: z
    .strictObject({ ...fileSource, delaySeconds: z.int().min(0).max(86_400).optional() })
    .refine(namesOneSource, oneSource),
  mapSecrets: mapPassword,
  needs: (order) => (order.fileId === undefined ? {} : { file: order.fileId }),
  waitSeconds: (order) => order.delaySeconds ?? 0,
  lacks: fileGone,
  call: (order, key, supplies) => ({
    method: 'Download',
    args: {
      CommandKey: key,
      ...sourceArguments(order, supplies),
      DelaySeconds: order.delaySeconds ?? 0,
      SuccessURL: '',
      FailureURL: '',
    },
  }),
  over: transferDone,
});

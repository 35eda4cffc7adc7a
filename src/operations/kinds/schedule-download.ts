import { z } from 'zod';
import { fileGone, fileSource, mapPassword, namesOneSource, oneSource, sourceArguments } from './file-source.ts';
import { plainTransfer, transferDone } from './plain-transfer.ts';

const modes = ['1 At Any Time', '2 Immediately', '3 When Idle', '4 Confirmation Needed'] as const;
/** Longest that a window may lie ahead; links have to last as long. */
const furthest = 30 * 86_400;

/** TimeWindowStruct (TR-069 A.4.1.8): seconds from receipt, end after start. */
const timeWindow = z
  .strictObject({
    start: z.int().min(0).max(furthest),
    end: z.int().min(1).max(furthest),
    mode: z.union(
      [
        z.enum(modes),
        z
          .string()
          .max(64)
          .regex(/^X \S+ \S/),
      ],
      {
        error: `must be one of ${modes.map((mode) => `"${mode}"`).join(', ')} or "X <OUI> <text>" of at most 64 characters`,
      },
    ),
    userMessage: z.string().max(256).optional(),
    /** -1: the device decides. */
    maxRetries: z.int().min(-1).max(100).optional(),
  })
  .refine((w) => w.end > w.start, { path: ['end'], message: 'must be later than start' })
  .refine(
    (w) => w.userMessage === undefined || w.userMessage === '' || w.mode.startsWith('4 ') || w.mode.startsWith('X '),
    {
      path: ['userMessage'],
      message: 'is shown to nobody unless the mode is "4 Confirmation Needed"',
    },
  );

/** Orders a file onto a device inside one or two windows of time; done when the device says so. */
export const scheduleDownload = plainTransfer({
  name: 'scheduleDownload',
  method: 'ScheduleDownload',
  disruptive: true,
  order: z
    .strictObject({
      ...fileSource,
      windows: z
        .array(timeWindow)
        .min(1)
        .max(2)
        .refine(([first, second]) => !first || !second || second.start >= first.end, {
          path: [1, 'start'],
          message: 'must not be before the first window ends',
        }),
    })
    .refine(namesOneSource, oneSource),
  mapSecrets: mapPassword,
  needs: (order) => (order.fileId === undefined ? {} : { file: order.fileId }),
  waitSeconds: (order) => order.windows.at(-1)!.end,
  lacks: fileGone,
  call: (order, key, supplies) => ({
    method: 'ScheduleDownload',
    args: {
      CommandKey: key,
      ...sourceArguments(order, supplies),
      TimeWindowList: order.windows.map((w) => ({
        WindowStart: w.start,
        WindowEnd: w.end,
        WindowMode: w.mode,
        UserMessage: w.userMessage ?? '',
        MaxRetries: w.maxRetries ?? -1,
      })),
    },
  }),
  over: transferDone,
});

import { z } from 'zod';
import { seconds } from '../../base/durations.ts';
import type { Call } from '../../cwmp/rpc/index.ts';

const instant = z.iso.datetime({ offset: true });
/** Longest that a window may lie ahead of the moment in which it is said, in seconds; links have to last as long. */
const furthest = 30 * 86_400;
/** What is left of a window may be too little to begin anything in. */
const leastSeconds = 60;

const window = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], message: 'must be later than from' });

/**
 * One or two times in which a device may be disturbed, as instants (RFC 3339): it is told ScheduleDownload, at whatever
 * time it calls, instead of a Download in one of them.
 */
export const firmwareWindows = z
  .array(window)
  .min(1)
  .max(2)
  .refine(([first, second]) => !first || !second || Date.parse(second.from) >= Date.parse(first.to), {
    path: [1, 'from'],
    message: 'must not be before the first window ends',
  });
export type FirmwareWindow = z.infer<typeof window>;

type TimeWindow = Call<'ScheduleDownload'>['args']['TimeWindowList'][number];

/**
 * Windows as TimeWindowStructs (TR-069 A.4.1.8): seconds from receipt, which is taken to be now. Rounded inwards, and
 * without what is over, or too short by now. Pure.
 * @param now milliseconds since the epoch
 * @returns none where all of them are over
 */
export function relativeWindows(windows: readonly FirmwareWindow[], now: number): TimeWindow[] {
  return windows
    .map(({ from, to }) => ({
      WindowStart: Math.max(0, Math.ceil((Date.parse(from) - now) / 1000)),
      WindowEnd: Math.min(furthest, Math.floor((Date.parse(to) - now) / 1000)),
      // Who lives there was asked by the window, not by the device.
      WindowMode: '1 At Any Time',
      UserMessage: '',
      // The device decides.
      MaxRetries: -1,
    }))
    .filter(({ WindowStart, WindowEnd }) => WindowEnd - WindowStart >= leastSeconds);
}

/** Milliseconds from now to the end of the last one. */
export function lastEndMs(windows: readonly TimeWindow[]): number {
  return seconds(windows.at(-1)?.WindowEnd ?? 0);
}

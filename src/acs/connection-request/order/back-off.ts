import { minutes, seconds } from '../../../base/durations.ts';
import type { WayRecord } from './way.ts';

const first = seconds(10);
const longest = minutes(10);

/**
 * Until when a way that failed is left alone, milliseconds since the epoch: 10 s, doubled by each failure in a row, at
 * most 10 minutes. An Inform since then ends it: the device is there, perhaps at another address. Pure.
 */
export function leftAloneUntil({ failedAt, failures }: WayRecord, lastInformAt: Date | null): number {
  if (failedAt === null || failures === 0) return 0;
  if (lastInformAt !== null && lastInformAt > failedAt) return 0;
  return failedAt.getTime() + Math.min(longest, first * 2 ** Math.min(failures - 1, 20));
}

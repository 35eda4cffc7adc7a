import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';

/** An instant as RFC 3339 with an offset, kept in UTC; null: none. */
const instant = z.iso
  .datetime({ offset: true })
  .nullish()
  .transform((text) => (text ? new Date(text).toISOString() : null));

/** When a campaign begins and ends by the clock. */
export const times = {
  /** Not before this; null: when a person starts it. */
  startAt: instant,
  /** Nothing is begun after this; null: it goes on until all is done. */
  endAt: instant,
  /** What the end means: `stopNew` leaves devices at work alone and skips the others, `cancel` is an abort. */
  endBehavior: z.enum(['stopNew', 'cancel']).default('stopNew'),
};

/** @throws MusterError `contradiction` for an end that comes before the start */
export function checkTimes({
  startAt,
  endAt,
}: {
  readonly startAt: string | null;
  readonly endAt: string | null;
}): void {
  if (startAt === null || endAt === null || startAt < endAt) return;
  throw new MusterError('contradiction', `endAt (${endAt}) is not after startAt (${startAt})`, {
    items: [{ path: 'endAt', message: 'has to be after startAt' }],
  });
}

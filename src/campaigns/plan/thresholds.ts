import { z } from 'zod';

const count = z.int().min(0).max(10_000_000);
/** As many failures are looked at: each is a row of the newest results. */
const recent = z.int().min(1).max(1_000);

/**
 * Brakes: reaching one pauses the campaign in the transaction of the failure. `max…` is what is tolerated: one more
 * pauses. `failures` is what is not: so many pause. One that is left out holds with its default (`rules/brakes.ts`), one
 * that is null is off.
 */
export const thresholds = z
  .strictObject({
    maxFailedTotal: count.nullish(),
    maxFailedWave: count.nullish(),
    maxFailedPercent: z.number().min(0).max(100).nullish(),
    /** Results needed before a percentage means anything. */
    minSample: z.int().min(1).max(10_000_000).default(30),
    /** So many failures among the last `of` devices that ended, well or not. */
    window: z.strictObject({ failures: recent, of: z.int().min(1).max(10_000) }).nullish(),
    /** So many failures within so many seconds. */
    rate: z.strictObject({ failures: recent, seconds: z.number().min(1).max(2_592_000) }).nullish(),
    /** Failures in a row. */
    maxConsecutive: z.int().min(0).max(9_999).nullish(),
    /** Devices that never came back. */
    maxSilent: count.nullish(),
    /** Devices that came back with the old version. */
    maxFellBack: count.nullish(),
    /** So many devices within so many seconds cannot get the file: its server or address is wrong. */
    source: z.strictObject({ failures: recent, seconds: z.number().min(1).max(2_592_000) }).nullish(),
    /** So many devices find the file bad: then it is. */
    artifact: z.strictObject({ failures: recent }).nullish(),
  })
  .refine(({ window }) => !window || window.failures <= window.of, {
    path: ['window', 'failures'],
    message: 'must not be more than "of": so many failures cannot be among so few',
  });
export type Thresholds = z.infer<typeof thresholds>;

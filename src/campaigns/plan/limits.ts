import { z } from 'zod';

const perMinute = z.number().min(0.01).max(1_000_000);

export const limits = z.strictObject({
  maxInFlight: z.int().min(1).max(100_000).default(500),
  perMinute: z.int().min(1).max(1_000_000).default(6_000),
  /**
   * Devices of one region that this campaign starts per minute. The region of a device is its tag `region:<name>`, or
   * else its site; those with neither are one region together.
   */
  perRegion: perMinute.optional(),
  /** The same for devices of one product class. */
  perModel: perMinute.optional(),
  /** Devices of this campaign that may be on one download host at once; our own file server is the host `self`. */
  maxTransfers: z.int().min(1).max(100_000).optional(),
  /**
   * Devices that may wait for a window they were told by ScheduleDownload. They are in flight all that time, and count in
   * maxInFlight and maxTransfers. Default: half of the smaller of both, so that devices that come when they are called
   * have the other half.
   */
  maxScheduled: z.int().min(1).max(100_000).optional(),
  /**
   * Begins a wave slowly: `base` starts per minute, times `factor` for each `step` devices of the wave that are proven to
   * be there; never more than perMinute.
   */
  ramp: z
    .strictObject({
      base: perMinute,
      factor: z.number().min(1).max(100).default(2),
      step: z.int().min(1).max(1_000_000).default(100),
    })
    .optional(),
  /**
   * Minutes that a device needs from its start to the proof (95 of 100, with a margin): none is started later before a
   * window closes or a blackout begins. Default: timeouts.transferMinutes, at most half of the shortest window.
   */
  finishMinutes: z.number().min(1).max(10_080).optional(),
});
export type Limits = z.infer<typeof limits>;

/** Devices that may wait for a window they were told. */
export function mostScheduled({ maxScheduled, maxInFlight, maxTransfers }: Limits): number {
  return maxScheduled ?? Math.max(1, Math.floor(Math.min(maxInFlight, maxTransfers ?? maxInFlight) / 2));
}

export const timeouts = z.strictObject({
  /** A device that was called may take so long to open a session. */
  claimMinutes: z.number().min(0.05).max(10_080).default(15),
  /** From the order to the proof. */
  transferMinutes: z.number().min(0.05).max(10_080).default(60),
  /** An unconfirmed device counts as unreachable after so long. */
  giveUpMinutes: z.number().min(0.05).max(525_600).default(20_160),
});

export const retries = z.strictObject({
  max: z.int().min(0).max(20).default(3),
  backoffMinutes: z.number().min(0.01).max(1_440).default(15),
});

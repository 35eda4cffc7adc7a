import { z } from 'zod';
import { minutes } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import type { GatePlan } from '../gates/gate.ts';
import { weekdays } from '../gates/window.ts';
import { isZone } from '../gates/zone.ts';

const zoneName = z
  .string()
  .refine(isZone, 'must be the IANA name of a time zone, such as "Europe/Berlin", or "UTC"; an offset is none');

/** `device`, or the IANA name of a zone. */
export const windowZone = z.union([z.literal('device'), zoneName], {
  error: 'must be "device" or the IANA name of a time zone, such as "Europe/Berlin"; an offset is none',
});

const maintenanceWindow = z.strictObject({
  /** The days it starts on. */
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'names a day twice')
    .default([...weekdays]),
  start: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a local time, "HH:mm"'),
  /** Elapsed minutes, a week at most. */
  durationMinutes: z.int().min(1).max(10_080),
  zone: windowZone.default('device'),
});

/** When devices may be disturbed. */
export const when = {
  /** None: at any time. */
  windows: z.array(maintenanceWindow).max(21).optional(),
  /** For devices of which nobody knows the zone; UTC when it is left out. */
  timeZone: zoneName.optional(),
  /**
   * `auto`: firmware for a device that cannot be called, but has ScheduleDownload, is ordered outside of its windows, at
   * whatever time it calls by itself: it is told the next two of them, and begins in one. `never`: each device has to be
   * there in a window.
   */
  scheduleDownload: z.enum(['auto', 'never']).default('auto'),
  /**
   * Which pauses ask devices to drop what they were told for a window that has not begun: those after a threshold, all, or
   * none. A blackout that is put up later always does.
   */
  pauseCancelsScheduled: z.enum(['threshold', 'always', 'never']).default('threshold'),
};

interface Scheduling {
  readonly kind: string;
  readonly windows?: readonly unknown[] | undefined;
  /** Plans of the version before say nothing of it, and nobody approved that they do. */
  readonly scheduleDownload?: 'auto' | 'never';
  readonly pauseCancelsScheduled?: 'threshold' | 'always' | 'never';
}

/** Whether devices that cannot be called are told of windows that lie ahead. */
export function schedulesAhead({ kind, windows = [], scheduleDownload }: Scheduling): boolean {
  return kind === 'firmware' && windows.length > 0 && scheduleDownload === 'auto';
}

/** Whether a pause takes back what devices were told for a window that has not begun. @param tripped by a threshold */
export function pauseRecalls({ pauseCancelsScheduled = 'never' }: Scheduling, tripped: boolean): boolean {
  return pauseCancelsScheduled === 'always' || (pauseCancelsScheduled === 'threshold' && tripped);
}

interface Timed {
  readonly windows?: readonly z.infer<typeof maintenanceWindow>[] | undefined;
  readonly limits: { readonly finishMinutes?: number | undefined };
  readonly timeouts: { readonly transferMinutes: number };
  readonly endAt?: string | null;
}

/** @throws MusterError `contradiction` for windows that no device could ever be started in */
export function checkWindows(plan: Timed): void {
  const { finishMinutes } = plan.limits;
  if (finishMinutes === undefined) return;
  for (const [i, { durationMinutes }] of (plan.windows ?? []).entries()) {
    if (durationMinutes >= finishMinutes) continue;
    throw new MusterError(
      'contradiction',
      `windows.${i} lasts ${durationMinutes} minutes, but limits.finishMinutes says that a device needs ${finishMinutes}`,
      {
        items: [
          { path: `windows.${i}.durationMinutes`, message: `is less than limits.finishMinutes, ${finishMinutes}` },
        ],
      },
    );
  }
}

/** What a plan says of when, for the gates. */
export function gatePlanOf(plan: Timed): GatePlan {
  const windows = plan.windows ?? [];
  const { finishMinutes } = plan.limits;
  const endsAt = plan.endAt ? Date.parse(plan.endAt) : null;
  if (finishMinutes !== undefined) return { windows, endsAt, needMs: minutes(finishMinutes) };
  const shortest = Math.min(...windows.map((window) => window.durationMinutes));
  return { windows, endsAt, needMs: minutes(Math.max(1, Math.min(plan.timeouts.transferMinutes, shortest / 2))) };
}

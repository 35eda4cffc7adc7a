import { buckets } from '../acs/buckets.ts';
import type { Clock } from '../base/clock.ts';
import { findDeviceKey } from '../devices/store.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import type { Events } from '../events/events.ts';
import type { Pool } from '../platform/database/pool.ts';

/** Notes for one device: a few at once, then one a minute. An attacker writes the first page and not the book. */
const rate = { perSecond: 1 / 60, burst: 5, keys: 10_000 };

/** Puts onto the timelines of all concerned that somebody used a proof for another device. */
export function impostorNotes(
  db: Pool,
  clock: Clock,
  events: Events,
): (detail: string, from: string, devices: readonly (string | null)[]) => void {
  const turns = buckets(rate);
  return (detail, from, devices) => {
    const now = clock.now();
    const concerned = new Set(devices.filter((id) => id !== null && turns.take(id, now)) as string[]);
    void Promise.all(
      [...concerned].map(async (id) => {
        const device = await findDeviceKey(db, id);
        if (device === null) return;
        await addToTimeline(db, [
          { device, at: new Date(now), type: 'security', detail: { what: 'impostor', detail, from } },
        ]);
      }),
    ).catch((error: unknown) => events.partFailed('impostor notes', error));
  };
}

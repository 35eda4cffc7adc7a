import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';
import { addToTimeline } from './timeline-store.ts';

/** Why a device is heard and given nothing until an operator has looked at it. */
export type QuarantineReason = 'firstContact' | 'duplicate' | 'noIdentity';

/** Puts a device into quarantine, with a line on its timeline; nothing when it is there already. */
export async function quarantine(
  db: Queryable,
  device: DeviceKey,
  why: { readonly reason: QuarantineReason; readonly detail: string },
  at: Date,
): Promise<void> {
  const { rowCount } = await db.query('UPDATE device SET quarantined = true WHERE id = $1 AND NOT quarantined', [
    device,
  ]);
  if (rowCount === 0) return;
  await addToTimeline(db, [{ device, at, type: 'security', detail: { what: 'quarantined', ...why } }]);
}

import type { DeviceKey } from '../base/ids.ts';
import { intoOutbox, topic } from '../events/outbox-store.ts';
import type { Transaction } from '../platform/database/pool.ts';

/** An item of the timeline (history.ts), and whether those outside are told of it. */
export interface HistoryItem {
  readonly detail: Readonly<Record<string, unknown>>;
  readonly told: boolean;
}

/**
 * Writes what changed in the software of a device: into its timeline, and to those outside (`software.state-changed`), in one
 * statement. Call it in the transaction that makes it true.
 */
export async function addHistory(
  tx: Transaction,
  device: DeviceKey,
  items: readonly HistoryItem[],
  now: Date,
): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `WITH line AS (
       INSERT INTO timeline (device_id, at, type, detail) SELECT $1, $2, 'software', i::jsonb FROM unnest($3::text[]) AS i
     )
     ${intoOutbox}
     SELECT $2, ${topic('software.state-changed')}, (SELECT public_id FROM device WHERE id = $1), i.detail::json
     FROM unnest($3::text[], $4::boolean[]) WITH ORDINALITY AS i(detail, told, place) WHERE i.told ORDER BY i.place`,
    [device, now, items.map(({ detail }) => JSON.stringify(detail)), items.map(({ told }) => told)],
  );
}

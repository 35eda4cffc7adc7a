import type { DeviceKey } from '../base/ids.ts';
import type { DeviceView } from '../devices/device.ts';
import { type BlockRows, blockRows } from '../devices/parameter-store.ts';
import type { OpenBlock } from '../devices/parameters.ts';
import { viewColumns } from '../devices/store.ts';
import type { Queryable } from '../platform/database/pool.ts';
import type { Operation } from './operation.ts';
import { openStates } from './states.ts';
import { operationColumns } from './store.ts';
import { tellCompleted, toldColumns } from './told-store.ts';

/*
 * What sessions need to carry on readings, gathered: each function serves many sessions in one statement, which is one
 * transaction too. Readings take no lock and prove nothing, so they need no transaction that spans statements.
 */

export interface WorkQuery {
  readonly device: DeviceKey;
  readonly sessionId: string;
}

/** What is due next on a device: its first open operation. */
export interface Work {
  /** null when the session is not the device's newest any more. */
  readonly device: DeviceView | null;
  readonly operation: Operation | null;
  /** How many paths devices of its model take in one call; null where none ever refused. */
  readonly batch: number | null;
}

type WorkRow = DeviceView &
  Omit<Operation, 'id'> & { readonly operationId: Operation['id'] | null; readonly batch: number | null };

/** Looks at the work of many sessions' devices, in their order. Nothing is locked. */
export async function readWork(db: Queryable, queries: readonly WorkQuery[]): Promise<Work[]> {
  const { rows } = await db.query<WorkRow & { current: boolean }>({
    name: 'operations-work',
    text: `SELECT p.device_id IS NOT NULL AS current, ${viewColumns}, b.paths AS batch, o.id AS "operationId", ${operationColumns}
      FROM unnest($1::bigint[], $2::uuid[]) WITH ORDINALITY AS q(device, session, place)
      LEFT JOIN LATERAL (SELECT device_id FROM device_pulse WHERE device_id = q.device AND session_id = q.session LIMIT 1) p ON true
      LEFT JOIN LATERAL (SELECT * FROM device WHERE id = p.device_id LIMIT 1) d ON true
      LEFT JOIN LATERAL (SELECT * FROM operation WHERE device_id = p.device_id
        AND state IN ('queued','dispatched','accepted','applying','unconfirmed')
        ORDER BY priority, created_at, id LIMIT 1) o ON true
      LEFT JOIN model_batch b ON b.manufacturer = d.manufacturer AND b.product_class = d.product_class
        AND b.software_version = coalesce(d.software_version, '')
      ORDER BY q.place`,
    values: [queries.map((q) => q.device), queries.map((q) => q.sessionId)],
  });
  return rows.map((row) => {
    if (!row.current) return { device: null, operation: null, batch: null };
    const { key, id, root, cwmpVersion, softwareVersion, methods, operationId, batch, ...operation } = row;
    return {
      device: { key, id, root, cwmpVersion, softwareVersion, methods },
      operation: operationId === null ? null : { ...operation, id: operationId },
      batch,
    };
  });
}

/** A reading that moved, and the blocks that changed by what it learned. */
export interface ReadingSave {
  readonly sessionId: string;
  readonly was: Operation;
  readonly next: Operation;
  /** Detail of the timeline entry; null where people need not see it. */
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly at: Date;
  readonly blocks: ReadonlyMap<string, OpenBlock>;
}

export interface ReadingSaved {
  /** `superseded`: a newer session took over, nothing was stored. `learned`: the blocks were, the operation had moved. */
  readonly outcome: 'saved' | 'learned' | 'superseded';
  /** The device has other open operations. */
  readonly owed: boolean;
}

/**
 * Saves the readings of many sessions in one statement. A session's pulse is locked meanwhile, so that a newer session
 * comes entirely before or after; an operation moves by compare and set.
 */
export async function saveReadings(db: Queryable, saves: readonly ReadingSave[]): Promise<ReadingSaved[]> {
  const { devices, blocks, contents }: BlockRows = blockRows(
    saves.map((save) => ({ device: save.was.deviceKey, blocks: save.blocks })),
  );
  const next = saves.map((save) => save.next);
  const { rows } = await db.query<{ current: boolean; moved: boolean; owed: boolean }>({
    name: 'operations-save-readings',
    text: `WITH i AS (
        SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::int[], $7::jsonb[], $8::jsonb[],
          $9::jsonb[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::jsonb[], $15::timestamptz[], $20::timestamptz[])
        WITH ORDINALITY AS i(device, session, id, version, state, attempt, progress, result, fault, command_key,
          dispatched_at, ended_at, deadline, detail, at, not_before, place)
      ), current AS (
        SELECT p.device_id FROM device_pulse p JOIN i ON p.device_id = i.device AND p.session_id = i.session
        ORDER BY p.device_id FOR UPDATE OF p
      ), moved AS (
        UPDATE operation o SET state = i.state, attempt = i.attempt, progress = i.progress, result = i.result, fault = i.fault,
          command_key = i.command_key, dispatched_at = i.dispatched_at, ended_at = i.ended_at, deadline = i.deadline,
          not_before = i.not_before, version = o.version + 1
        FROM i JOIN current c ON c.device_id = i.device
        WHERE o.id = i.id AND o.version = i.version AND o.state = ANY($16)
        RETURNING ${toldColumns}
      ), told AS (
        ${tellCompleted('moved')}
      ), line AS (
        INSERT INTO timeline (device_id, at, type, detail)
        SELECT i.device, i.at, 'operation', i.detail FROM i JOIN moved ON moved.id = i.id WHERE i.detail IS NOT NULL
      ), block AS (
        SELECT b.device_id, b.block, coalesce(b.content, '') AS content
        FROM unnest($17::bigint[], $18::text[], string_to_array($19, E'\\x1e')) AS b(device_id, block, content)
        JOIN current c ON c.device_id = b.device_id
      ), gone AS (
        DELETE FROM parameter_lines l USING block b
        WHERE b.content = '' AND l.device_id = b.device_id AND l.block = b.block
      ), kept AS (
        INSERT INTO parameter_lines (device_id, block, content) SELECT * FROM block WHERE content <> ''
        ON CONFLICT (device_id, block) DO UPDATE SET content = excluded.content
      )
      SELECT c.device_id IS NOT NULL AS current, m.id IS NOT NULL AS moved, other.yes IS NOT NULL AS owed
      FROM i LEFT JOIN current c ON c.device_id = i.device LEFT JOIN moved m ON m.id = i.id
      LEFT JOIN LATERAL (SELECT true AS yes FROM operation o WHERE o.device_id = i.device AND o.id <> i.id
        AND o.state IN ('queued','dispatched','accepted','applying','unconfirmed') LIMIT 1) other ON true
      ORDER BY i.place`,
    values: [
      saves.map((save) => save.was.deviceKey),
      saves.map((save) => save.sessionId),
      saves.map((save) => save.was.id),
      saves.map((save) => save.was.version),
      next.map((to) => to.state),
      next.map((to) => to.attempt),
      next.map((to) => JSON.stringify(to.progress)),
      next.map((to) => (to.result === null ? null : JSON.stringify(to.result))),
      next.map((to) => (to.fault === null ? null : JSON.stringify(to.fault))),
      next.map((to) => to.commandKey),
      next.map((to) => to.dispatchedAt),
      next.map((to) => to.endedAt),
      next.map((to) => to.deadline),
      saves.map((save) => (save.detail === null ? null : JSON.stringify(save.detail))),
      saves.map((save) => save.at),
      openStates,
      devices,
      blocks,
      contents,
      next.map((to) => to.notBefore),
    ],
  });
  return rows.map(({ current, moved, owed }) => ({
    outcome: !current ? 'superseded' : moved ? 'saved' : 'learned',
    owed,
  }));
}

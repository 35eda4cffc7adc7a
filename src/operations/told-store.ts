import { intoOutbox, topic } from '../events/outbox-store.ts';

/** A result of more bytes is left out of the event, which says so; it is at `/operations/{id}`. */
const largestResult = 8192;

/**
 * What Muster reads for its own use, daily on each gateway of a fleet, is no news; so those who read pay nothing for it.
 * Whatever others order, and whatever changes a gateway, is told.
 */
const isNews = `NOT (o.source = 'policy' AND o.kind IN ('refresh', 'getRpcMethods'))`;

/** What {@link tellCompleted} needs of `operation o`. */
export const toldColumns = `o.id, o.device_id, o.kind, o.state, o.attempt, o.source, o.campaign_id, o.command_key, o.created_at,
  o.dispatched_at, o.ended_at, o.fault, o.result`;

/**
 * The part of a statement that tells outside of operations which it ended (`operation.completed`).
 * @param moved name of the CTE that returns {@link toldColumns} as they are now; those still open are passed over
 */
export function tellCompleted(moved: string): string {
  return `${intoOutbox}
    SELECT coalesce(o.ended_at, now()), ${topic('operation.completed')}, (SELECT public_id FROM device WHERE id = o.device_id),
      json_build_object('operationId', o.id, 'kind', o.kind, 'state', o.state, 'attempt', o.attempt, 'fault', o.fault,
        'result', CASE WHEN octet_length(o.result::text) <= ${largestResult} THEN o.result END,
        'resultOmitted', coalesce(octet_length(o.result::text) > ${largestResult}, false),
        'source', o.source, 'campaignId', o.campaign_id, 'commandKey', o.command_key,
        'createdAt', ${rfc3339('o.created_at')}, 'dispatchedAt', ${rfc3339('o.dispatched_at')})
    FROM ${moved} o WHERE o.state IN ('succeeded', 'failed', 'cancelled') AND ${isNews}`;
}

function rfc3339(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

import { intoOutbox } from '../../../src/events/outbox-store.ts';
import type { ToldType } from '../../../src/events/told.ts';
import type { Queryable } from '../../../src/platform/database/pool.ts';

/** Writes events as a statement of Muster does. They carry `n`, from `from` on, and `more`. */
export async function tell(
  db: Queryable,
  count: number,
  {
    from = 1,
    type = 'operation.completed' as ToldType,
    device = null as string | null,
    at = new Date(),
    more = {} as Record<string, unknown>,
  } = {},
): Promise<void> {
  await db.query(
    `${intoOutbox} SELECT $1, $2, $3, ($4::jsonb || jsonb_build_object('n', n))::json
     FROM generate_series($5::int, $6::int) AS n ORDER BY n`,
    [at, type, device, JSON.stringify(more), from, from + count - 1],
  );
}

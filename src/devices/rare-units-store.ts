import type { Queryable } from '../platform/database/pool.ts';
import type { Condition, Filter } from './filter/ast.ts';
import { unitQuestions } from './filter/compile.ts';

/** Units that are looked up at once; the array of their devices goes through memory. */
const rareAtMost = 5_000;

/** The conditions of a filter on units of which the fleet has few: `rare` of its compilation. Asks nothing of other filters. */
export async function rareUnits(db: Queryable, filter: Filter): Promise<ReadonlySet<Condition>> {
  const rare = new Set<Condition>();
  for (const { node, sql, params } of unitQuestions(filter)) {
    const { rows } = await db.query<{ n: number }>(sql, params);
    if (rows[0]!.n <= rareAtMost) rare.add(node);
  }
  return rare;
}

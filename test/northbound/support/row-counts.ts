import type { Pool } from '../../../src/platform/database/pool.ts';

/** Rows per table of Muster's own: whatever is half-made shows here. */
export async function rowCounts(pool: Pool): Promise<Record<string, number>> {
  const tables = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
       AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const counts = tables.rows.map(({ name }) => `SELECT '${name}' AS name, count(*) AS n FROM ${name}`);
  const { rows } = await pool.query<{ name: string; n: number }>(counts.join(' UNION ALL '));
  return Object.fromEntries(rows.map((row) => [row.name, row.n]));
}

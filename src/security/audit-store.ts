import type { Queryable } from '../platform/database/pool.ts';
import type { ChainedRow } from './audit-chain.ts';

/** The next rows of the whole trail, oldest first, with their hashes. */
export async function chainFrom(db: Queryable, after: number, limit: number): Promise<ChainedRow[]> {
  const { rows } = await db.query<ChainedRow>(
    `SELECT seq, at, actor, role, action, object, detail, prev_hash AS "prevHash", hash FROM audit
     WHERE seq > $1 ORDER BY seq LIMIT $2`,
    [after, limit],
  );
  return rows;
}

/** The whole trail, newest first. */
export async function pageAudit(db: Queryable, before: number, limit: number): Promise<ChainedRow[]> {
  const { rows } = await db.query<ChainedRow>(
    `SELECT seq, at, actor, role, action, object, detail, prev_hash AS "prevHash", hash FROM audit
     WHERE seq < $1 ORDER BY seq DESC LIMIT $2`,
    [before, limit],
  );
  return rows;
}

import pg from 'pg';
import type { Logger } from '../log/log.ts';

/** A handle that can run SQL: the pool, or the one connection of a transaction. Services are functions of one. */
export interface Queryable {
  query<R>(query: string | NamedQuery, values?: unknown[]): Promise<{ rows: R[]; rowCount: number | null }>;
}

/** A statement that is parsed once per connection and then called by its name. For the hot path. */
export interface NamedQuery {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Only a transaction may write where several rows must change together; handed out by {@link inTransaction}. */
export interface Transaction extends Queryable {
  readonly transaction: true;
}

export interface Pool extends Queryable {
  connect(): Promise<pg.PoolClient>;
  end(): Promise<void>;
  readonly raw: pg.Pool;
}

// bigint keys and counters stay below 2^53 here, so plain numbers are safe and cheap.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** @param size most connections at once; the hot path needs few, as its statements carry many rows */
export function openPool(url: string, size: number, log: Logger): Pool {
  const raw = new pg.Pool({
    connectionString: url,
    max: size,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'muster',
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  raw.on('error', (error) => log.warn({ error: error.message }, 'lost an idle database connection'));
  return {
    raw,
    query: raw.query.bind(raw) as Pool['query'],
    connect: () => raw.connect(),
    end: () => raw.end(),
  };
}

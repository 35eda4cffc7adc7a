import pg from 'pg';
import { MusterError, messageOf } from '../../base/errors.ts';
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

/** How often a text has to come before it is worth a name, and how many names a connection may have to remember. */
const namedAfter = 3;
const namedAtMost = 500;
const seen = new Map<string, { times: number; readonly name: string }>();

/**
 * Runs statements by name once they prove to be common: PostgreSQL then parses and plans them once per connection,
 * which for the short statements of a session is most of their cost. Texts are ours and few; the number is bounded all
 * the same, as filters make new ones.
 */
export function preparing(client: Pick<pg.Pool | pg.PoolClient, 'query'>): Queryable['query'] {
  const run = client.query.bind(client) as (query: unknown, values?: unknown[]) => Promise<never>;
  return (query, values) => {
    if (typeof query !== 'string' || values === undefined) return run(query, values);
    let entry = seen.get(query);
    if (!entry) {
      if (seen.size >= namedAtMost) return run(query, values);
      entry = { times: 0, name: `m${seen.size}` };
      seen.set(query, entry);
    }
    return ++entry.times > namedAfter ? run({ name: entry.name, text: query, values }) : run(query, values);
  };
}

/**
 * A connection that breaks while it is lent out tells the query that waits on it, and says so once more as an event.
 * Between two queries nobody listens to that, and an error event that nobody hears ends the process.
 */
export class PooledClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/**
 * A pool for a library that has statements and tables of its own, in a schema of their name. Whoever asks for it listens
 * to its errors, and ends it. What is committed there may be lost when the machine goes down within the next second: nothing
 * waits for the disk.
 */
export function openForeignPool(url: string, size: number, schema: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: size,
    keepAlive: true,
    options: `-c search_path=${schema} -c synchronous_commit=off`,
    Client: PooledClient,
  });
}

/** A connection is waited for so long; then whoever wants it is told `overloaded`. */
const patienceMs = 10_000;

/** What pg says then, in a text alone. @see pg-pool, `connectionTimeoutMillis` */
function busy(error: unknown): unknown {
  if (messageOf(error) !== 'timeout exceeded when trying to connect') return error;
  return new MusterError('overloaded', `no connection to the database was free for ${patienceMs / 1000} seconds`, {
    cause: error,
  });
}

/** @param size most connections at once; the hot path needs few, as its statements carry many rows */
export function openPool(url: string, size: number, log: Logger): Pool {
  const raw = new pg.Pool({
    connectionString: url,
    max: size,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: patienceMs,
    application_name: 'muster',
    Client: PooledClient,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  raw.on('error', (error) => log.warn({ error: error.message }, 'lost an idle database connection'));
  const run = preparing(raw);
  return {
    raw,
    query: (query, values) =>
      run<never>(query, values).catch((error: unknown) => {
        throw busy(error);
      }),
    connect: () =>
      raw.connect().catch((error: unknown) => {
        throw busy(error);
      }),
    end: () => raw.end(),
  };
}

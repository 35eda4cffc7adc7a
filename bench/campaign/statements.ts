import pg from 'pg';
import type { Pool } from '../../src/platform/database/pool.ts';

/** One statement as it was sent, over all its calls; times in milliseconds. */
export interface Statement {
  readonly text: string;
  readonly calls: number;
  readonly total: number;
  readonly slowest: number;
  /** Calls that took longer than `longMs`. */
  readonly long: number;
  /** Those of the slowest call. */
  readonly values: readonly unknown[];
}

/** No statement on the path of a tick may take longer. */
export const longMs = 100;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One piece of work, in milliseconds. */
export interface Watched {
  /** Without what its COMMITs took: they wait for the disk, and what a disk needs says nothing about Muster. */
  readonly ms: number;
  readonly committing: number;
}

export interface StatementWatch {
  /** Only what runs in here is noted. */
  during(work: () => Promise<unknown>): Promise<Watched>;
  /** All but COMMIT, the slowest first. */
  slowest(most: number): Statement[];
  commits(): Statement;
}

const commit = 'COMMIT';

/**
 * Times every statement of this process, from its call to its last row: what waits for the event loop counts as well, so
 * the figures are upper bounds of what PostgreSQL needed.
 */
export function watchStatements(): StatementWatch {
  const none = (text: string): Mutable<Statement> => ({ text, calls: 0, total: 0, slowest: 0, long: 0, values: [] });
  const seen = new Map<string, Mutable<Statement>>();
  let watches = false;
  const note = (query: unknown, values: unknown, start: number): void => {
    if (!watches) return;
    const text = typeof query === 'string' ? query : String((query as { text?: unknown }).text ?? '');
    const bound = typeof query === 'object' && query !== null && 'values' in query ? query.values : values;
    const ms = performance.now() - start;
    const one = seen.get(text) ?? none(text);
    one.calls++;
    one.total += ms;
    if (ms > longMs) one.long++;
    if (ms > one.slowest) {
      one.slowest = ms;
      one.values = Array.isArray(bound) ? bound : [];
    }
    seen.set(text, one);
  };
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const query = client.query;
  client.query = function (this: unknown, ...args: unknown[]): unknown {
    const start = performance.now();
    const last = args.at(-1);
    if (typeof last === 'function') {
      args[args.length - 1] = (...answer: unknown[]): unknown => {
        note(args[0], args[1], start);
        return last(...answer);
      };
      return query.apply(this, args);
    }
    const answer = query.apply(this, args);
    if (answer instanceof Promise)
      void answer.then(
        () => note(args[0], args[1], start),
        () => undefined,
      );
    return answer;
  };
  const commits = (): Statement => seen.get(commit) ?? none(commit);
  return {
    async during(work) {
      const [before, start] = [commits().total, performance.now()];
      watches = true;
      await work();
      watches = false;
      const committing = commits().total - before;
      return { ms: performance.now() - start - committing, committing };
    },
    slowest: (most) =>
      [...seen.values()]
        .filter(({ text }) => text !== commit)
        .sort((x, y) => y.slowest - x.slowest)
        .slice(0, most),
    commits,
  };
}

/** How PostgreSQL carries out a statement; what it changes is taken back. One that cannot be repeated is only planned. */
export async function explained(pool: Pool, { text, values }: Statement): Promise<string[]> {
  const client = await pool.connect();
  const explain = async (how: string): Promise<string[]> => {
    await client.query('BEGIN');
    try {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${how} ${text}`, [...values]);
      return rows.map((row) => row['QUERY PLAN']);
    } finally {
      await client.query('ROLLBACK');
    }
  };
  try {
    return await explain('(ANALYZE, BUFFERS)').catch(() => explain(''));
  } finally {
    client.release();
  }
}

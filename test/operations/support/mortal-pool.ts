import type pg from 'pg';
import type { Pool } from '../../../src/platform/database/pool.ts';

/** Muster was killed: what it was about to do, or to hear, is gone. */
export class Killed extends Error {
  constructor() {
    super('Muster was killed');
  }
}

/** A pool whose process can be killed between any two statements, as `kill -9` does. */
export interface MortalPool {
  readonly pool: Pool;
  /**
   * It dies at this transaction statement from now, 0 for the next. A COMMIT it dies at may still have arrived, which
   * nobody was told.
   */
  dieAt(statement: number, committed: boolean): void;
  /** Started anew, and nothing is going to kill it. */
  revive(): void;
  readonly isDead: boolean;
}

export function mortalPool(pool: Pool): MortalPool {
  let left = Number.POSITIVE_INFINITY;
  let commits = false;
  let dead = false;
  return {
    get isDead() {
      return dead;
    },
    dieAt(statement, committed) {
      left = statement;
      commits = committed;
    },
    revive() {
      left = Number.POSITIVE_INFINITY;
      dead = false;
    },
    pool: {
      raw: pool.raw,
      query: pool.query,
      end: () => pool.end(),
      async connect() {
        if (dead) throw new Killed();
        const client = await pool.connect();
        const query = async (...args: unknown[]) => {
          if (dead) throw new Killed();
          const run = client.query.bind(client) as (...all: unknown[]) => Promise<unknown>;
          if (left-- > 0) return run(...args);
          if (commits && args[0] === 'COMMIT') await run('COMMIT');
          dead = true;
          throw new Killed();
        };
        // The server rolls back what a broken connection left open.
        return { query, release: (error?: Error) => client.release(error) } as unknown as pg.PoolClient;
      },
    },
  };
}

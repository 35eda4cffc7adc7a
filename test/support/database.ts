import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { openPool, type Pool } from '../../src/platform/database/pool.ts';
import { silentLogger } from '../../src/platform/log/log.ts';

export interface TestDatabase {
  readonly pool: Pool;
  readonly url: string;
}

/** A database of this test file's own, cloned from the migrated template. Call at the top of the file or a describe. */
export function withDatabase(poolSize = 10): TestDatabase {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const template = new URL(inject('postgresUrl'));
  const url = new URL(template);
  url.pathname = `/${name}`;
  const admin = new URL(template);
  admin.pathname = '/postgres';
  let pool: Pool | undefined;

  beforeAll(async () => {
    await withClient(admin, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE muster`));
    pool = openPool(url.href, poolSize, silentLogger);
  });
  afterAll(async () => {
    await pool?.end();
    await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  });
  return {
    url: url.href,
    get pool() {
      if (!pool) throw new TypeError('the test database is made in beforeAll; use it inside tests');
      return pool;
    },
  };
}

async function withClient(url: URL, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { afterAll, expect, inject, it } from 'vitest';
import { migrate } from '../../src/platform/database/migrate.ts';
import { silentLogger } from '../../src/platform/log/log.ts';

const folder = path.join(import.meta.dirname, '../../src/platform/database/migrations');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.replace(/\.sql$/, ''))
  .sort();
const made: string[] = [];

async function query<R extends pg.QueryResultRow>(database: string, sql: string): Promise<R[]> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<{ name: string; url: string }> {
  const name = `m_${randomBytes(6).toString('hex')}`;
  await query('postgres', `CREATE DATABASE ${name} TEMPLATE template0`);
  made.push(name);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return { name, url: url.href };
}

const tables = async (database: string): Promise<string[]> =>
  (
    await query<{ name: string }>(
      database,
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration' ORDER BY 1",
    )
  ).map((row) => row.name);

afterAll(async () => {
  for (const name of made) await query('postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

it('brings an empty database up in order, and finds nothing to do the second time', async () => {
  const { name, url } = await emptyDatabase();
  expect(await migrate(url, silentLogger)).toEqual(files);
  expect(await tables(name)).toEqual(expect.arrayContaining(['device', 'operation', 'campaign', 'target', 'audit']));
  expect(await migrate(url, silentLogger)).toEqual([]);
});

it('lets two starts at once race: one migrates, the other waits and finds it done', async () => {
  const { url } = await emptyDatabase();
  const ran = await Promise.all([migrate(url, silentLogger), migrate(url, silentLogger)]);
  expect(ran.flat().sort()).toEqual(files);
  expect(ran.filter((names) => names.length === 0)).toHaveLength(1);
});

it('has a way down for every step, and up again from there', async () => {
  const { name, url } = await emptyDatabase();
  await migrate(url, silentLogger);
  const before = await tables(name);
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const down = await runner({
    databaseUrl: url,
    dir: folder,
    migrationsTable: 'schema_migration',
    direction: 'down',
    count: files.length,
    logger: quiet,
  });
  expect(down.map((migration) => migration.name)).toEqual([...files].reverse());
  expect(await tables(name)).toEqual([]);
  expect(await migrate(url, silentLogger)).toEqual(files);
  expect(await tables(name)).toEqual(before);
});

it('says in one line that a database cannot be migrated', async () => {
  const url = new URL(inject('postgresUrl'));
  url.pathname = '/there_is_no_such_database';
  await expect(migrate(url.href, silentLogger)).rejects.toMatchObject({
    code: 'databaseUnavailable',
    message: expect.stringMatching(/^the database could not be migrated: .*there_is_no_such_database/),
  });
});

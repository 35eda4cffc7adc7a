import path from 'node:path';
import { runner } from 'node-pg-migrate';
import { MusterError, messageOf } from '../../base/errors.ts';
import type { Logger } from '../log/log.ts';

const folder = path.join(import.meta.dirname, 'migrations');

/**
 * Brings the schema up to date. Safe to race: node-pg-migrate takes an advisory lock, and the loser finds nothing to do.
 * @returns names of the migrations that ran
 */
export async function migrate(url: string, log: Logger): Promise<string[]> {
  for (let tries = 1; ; tries++) {
    try {
      const ran = await runner({
        databaseUrl: url,
        dir: folder,
        migrationsTable: 'schema_migration',
        direction: 'up',
        checkOrder: true,
        singleTransaction: true,
        logger: { debug: () => {}, info: () => {}, warn: (m) => log.debug(m), error: (m) => log.debug(m) },
      });
      const names = ran.map((migration) => migration.name);
      if (names.length > 0) log.info({ migrations: names }, 'migrated the database');
      return names;
    } catch (error) {
      // Another process holds the migration lock: let it finish.
      if (tries < 20 && /Another migration is already running/i.test(messageOf(error))) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        continue;
      }
      throw new MusterError('databaseUnavailable', `the database could not be migrated: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
}

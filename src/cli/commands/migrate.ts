import { Command } from 'commander';
import { readConfig } from '../../platform/config/config.ts';
import { startEmbeddedServer } from '../../platform/database/embedded/server.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { createLogger } from '../../platform/log/log.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';

/** `muster migrate`: brings the schema up to date, for those who do not want a start to do it. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'Brings the schema of MUSTER_DATABASE_URL, or of the PostgreSQL below MUSTER_DATA_DIR, up to date and exits. Safe to ' +
        'run while an earlier version of Muster is running, and by several at once: one works, the others wait.',
    )
    .action(run);
}

async function run(): Promise<void> {
  const {
    databaseUrl,
    dataDir,
    log: { level, format },
  } = readConfig(process.env, { terminal: process.stdout.isTTY });
  const log = createLogger(level === 'info' ? 'warn' : level, format);
  const embedded = databaseUrl === undefined ? await startEmbeddedServer(dataDir, log) : null;
  try {
    const ran = await migrate(databaseUrl ?? embedded!.url, log);
    const done =
      ran.length === 0
        ? ['the schema is up to date; nothing to do']
        : [...ran.map((name) => `ran ${name}`), `the schema is up to date; ${ran.length} migrations ran`];
    writeLines(standardOutput(), done);
  } finally {
    await embedded?.stop();
  }
}

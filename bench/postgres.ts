import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedServer } from '../src/platform/database/embedded/server.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { openPool, type Pool } from '../src/platform/database/pool.ts';
import { silentLogger } from '../src/platform/log/log.ts';

/** A PostgreSQL of the benchmark's own, with the settings of the embedded default: every commit is durable. */
export interface BenchPostgres {
  readonly url: string;
  readonly pool: Pool;
  /** Of the postmaster. */
  readonly pid: number;
  /** A folder for others to use; goes with {@link stop}. */
  readonly directory: string;
  stop(): Promise<void>;
}

export async function startPostgres(poolSize = 4): Promise<BenchPostgres> {
  const directory = await mkdtemp(path.join(tmpdir(), 'muster-bench-'));
  // The server may run as another user.
  await chmod(directory, 0o755);
  const server = await startEmbeddedServer(directory, silentLogger);
  await migrate(server.url, silentLogger);
  const pool = openPool(server.url, poolSize, silentLogger);
  const pid = Number((await readFile(path.join(directory, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  const stop = async (): Promise<void> => {
    await pool.end();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
  // The server is detached: without this an interrupted benchmark would leave it running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void stop().finally(() => process.exit(130));
    });
  }
  return { url: server.url, pool, pid, directory, stop };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedServer } from '../../src/platform/database/embedded/server.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { silentLogger } from '../../src/platform/log/log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'muster-test-'));
  // The server runs as another user when the tests run as root.
  await import('node:fs/promises').then((fs) => fs.chmod(directory, 0o755));
  const server = await startEmbeddedServer(directory, silentLogger, {
    // Crash safety of PostgreSQL itself is not under test here; the kill tests start servers of their own.
    fsync: 'off',
    max_connections: '300',
  });
  await migrate(server.url, silentLogger);
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { type Running, startMuster } from '../../src/main.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import type { Pool } from '../../src/platform/database/pool.ts';
import { withDatabase } from './database.ts';
import { RestClient } from './rest-client.ts';

export const adminKey = `mk_${randomBytes(24).toString('base64url')}`;
export const masterSecret = randomBytes(32).toString('hex');
/** What devices without credentials of their own prove themselves with. */
export const sharedLogin = { username: 'first-contact', password: 'a shared password' };

/** Settings of tests: this machine only, any free ports, nothing in the log. */
export const testEnvironment = {
  MUSTER_SECRET: masterSecret,
  MUSTER_ADMIN_KEY: adminKey,
  MUSTER_PUBLIC_HOST: '127.0.0.1',
  MUSTER_BIND: '127.0.0.1',
  MUSTER_ACS_PORT: '0',
  MUSTER_API_PORT: '0',
  MUSTER_FILES_PORT: '0',
  MUSTER_STUN_PORT: '0',
  MUSTER_NOTIFICATION_PORT: '0',
  MUSTER_CONNECTION_REQUESTS_PER_DEVICE: '1000',
  MUSTER_ALLOWED_CPE_NETWORKS: '127.0.0.0/8',
  MUSTER_CPE_USERNAME: sharedLogin.username,
  MUSTER_CPE_PASSWORD: sharedLogin.password,
  MUSTER_LOG_LEVEL: 'silent',
  MUSTER_LOG_FORMAT: 'json',
} as const;

/** Settings that differ from those of all tests; numbers may be smaller than an operator is allowed. */
export interface TestSettings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly limits?: Partial<Config['limits']>;
  /** All of them otherwise. */
  readonly roles?: Config['roles'];
  /** The system's otherwise. */
  readonly clock?: Clock;
}

/** Muster in this process. */
export interface TestMuster {
  readonly api: RestClient;
  readonly urls: { readonly acs: string; readonly acsTls: string; readonly api: string; readonly files: string };
  readonly udp: { readonly stun: number; readonly notifications: number };
  /** Where its keys and files are. */
  readonly dataDir: string;
  /** Connections that are not Muster's: what they see is committed. */
  readonly pool: Pool;
  /** Stops it and starts it again, on the same database. Ports change. */
  restart(): Promise<void>;
}

/** Muster on a database of this test file's own. Call at the top of the file or of a describe. */
export function withMuster(settings: TestSettings = {}): TestMuster {
  const database = withDatabase(5);
  let dataDir: string | undefined;
  let running: Running | undefined;

  const start = async (): Promise<void> => {
    const environment = {
      ...testEnvironment,
      ...settings.environment,
      MUSTER_DATA_DIR: dataDir,
      MUSTER_DATABASE_URL: database.url,
    };
    const config = readConfig(environment, settings.roles ? { roles: settings.roles } : {});
    running = await startMuster({ ...config, limits: { ...config.limits, ...settings.limits } }, settings.clock);
  };
  beforeAll(async () => {
    dataDir = await temporaryFolder('muster-data-');
    await start();
  });
  afterAll(async () => {
    await running?.stop();
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
  });
  const started = (): Running => {
    if (!running) throw new TypeError('Muster is started in beforeAll; use it inside tests');
    return running;
  };
  return {
    get api() {
      return new RestClient(started().urls.api!, adminKey);
    },
    get urls() {
      return started().urls as TestMuster['urls'];
    },
    get udp() {
      return started().udp as TestMuster['udp'];
    },
    get dataDir() {
      if (dataDir === undefined) throw new TypeError('the data directory is made in beforeAll; use it inside tests');
      return dataDir;
    },
    get pool() {
      return database.pool;
    },
    async restart() {
      await started().stop();
      await start();
    },
  };
}

/** A folder of this run, that the database's system user may walk through. */
export async function temporaryFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  await chmod(folder, 0o755);
  return folder;
}

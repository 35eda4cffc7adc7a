import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/platform/database/embedded/server.ts';
import { silentLogger } from '../../src/platform/log/log.ts';

const small = { shared_buffers: '16MB' };
const asRoot = process.getuid?.() === 0;

/** A folder that the system user of a root start can enter. */
async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-embedded-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Starts a Muster that can be killed. @returns its first line: the URL, or what failed */
async function startOwner(
  folder: string,
  user?: { uid: number; gid: number },
): Promise<{ child: ChildProcessWithoutNullStreams; said: string }> {
  const script = path.join(import.meta.dirname, 'support/owner.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: 'pipe', ...user });
  let trouble = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    trouble += text;
  });
  const [said] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => [`ended: ${trouble}`]),
  ])) as [string];
  return { child, said };
}

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

const serverPid = async (folder: string): Promise<number> =>
  Number((await readFile(path.join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);

/** Processes that have the cluster's folder on their command line. */
async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(path.join(folder, 'postgres'))) found.push(Number(pid));
  }
  return found;
}

describe('the embedded PostgreSQL server', () => {
  let folder: string;
  let server: EmbeddedServer | undefined;
  beforeAll(async () => {
    folder = await dataFolder();
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('starts from an empty folder, never as root, with its password for its owner only', async () => {
    server = await startEmbeddedServer(folder, silentLogger, small);
    await query(server.url, 'CREATE TABLE kept (n int)');
    await query(server.url, 'INSERT INTO kept VALUES (1)');
    const pid = await serverPid(folder);
    const uid = Number(/^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]);
    expect(uid).not.toBe(0);
    expect((await stat(path.join(folder, 'postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(folder, 'postgres'))).mode & 0o077).toBe(0);
  });

  it('refuses a second Muster on the same folder, naming the process that has it', async () => {
    const { child, said } = await startOwner(folder);
    if (child.exitCode === null) await once(child, 'exit');
    expect(said).toBe(
      `failed: dataDirectoryInUse: another Muster (pid ${process.pid}) runs on the data directory ${folder}; ` +
        'stop it, or give this one its own MUSTER_DATA_DIR',
    );
    expect(await query(server!.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('leaves no process when it is stopped, and has everything when it starts again', async () => {
    await server!.stop();
    expect(await processesOf(folder)).toEqual([]);
    server = await startEmbeddedServer(folder, silentLogger, small);
    expect(await query(server.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await server.stop();
    server = undefined;
  });

  it('outlives a Muster that was killed, and is adopted by the next one as it runs', async () => {
    const { child, said } = await startOwner(folder);
    await query(said, 'INSERT INTO kept VALUES (2)');
    const pid = await serverPid(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    server = await startEmbeddedServer(folder, silentLogger, small);
    expect(await serverPid(folder)).toBe(pid);
    expect(server.url).toBe(said);
    expect(await query(server.url, 'SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
    // Adopted is owned: the next one is refused.
    const second = await startOwner(folder);
    if (second.child.exitCode === null) await once(second.child, 'exit');
    expect(second.said).toContain(`dataDirectoryInUse: another Muster (pid ${process.pid})`);
  });

  it('recovers what was committed when the server itself was killed', async () => {
    await query(server!.url, 'INSERT INTO kept VALUES (3)');
    const pid = await serverPid(folder);
    process.kill(pid, 'SIGKILL');
    await server!.stop();
    server = await startEmbeddedServer(folder, silentLogger, small);
    expect(await serverPid(folder)).not.toBe(pid);
    expect(await query(server.url, 'SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('stops an adopted server as it stops its own', async () => {
    await server!.stop();
    server = undefined;
    expect(await processesOf(folder)).toEqual([]);
  });
});

describe('the embedded PostgreSQL server, in odd places', () => {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it('makes one cluster when two Musters start on an empty folder at once', async () => {
    const folder = await dataFolder();
    folders.push(folder);
    const owners = await Promise.all([startOwner(folder), startOwner(folder)]);
    const up = owners.filter((owner) => owner.said.startsWith('postgres://'));
    expect(owners.map((owner) => owner.said.replace(/\(pid \d+\).*/, '')).sort()).toEqual([
      'failed: dataDirectoryInUse: another Muster ',
      up[0]?.said,
    ]);
    up[0]!.child.stdin.end();
    await once(up[0]!.child, 'exit');
    expect(await processesOf(folder)).toEqual([]);
  });

  it.runIf(asRoot)('runs as the person who started it where that is not root', async () => {
    const folder = await dataFolder();
    folders.push(folder);
    const nobody = { uid: 65_534, gid: 65_534 };
    await chown(folder, nobody.uid, nobody.gid);
    const { child, said } = await startOwner(folder, nobody);
    expect(said).toMatch(/^postgres:/);
    expect(await query(said, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect((await stat(path.join(folder, 'postgres'))).uid).toBe(nobody.uid);
    child.stdin.end();
    await once(child, 'exit');
    expect(await processesOf(folder)).toEqual([]);
  });

  it.runIf(asRoot)(
    'keeps the database elsewhere when root starts it below a folder that only root may enter',
    async () => {
      const closed = await mkdtemp(path.join(tmpdir(), 'muster-closed-'));
      folders.push(closed);
      const data = path.join(closed, 'var');
      const first = await startEmbeddedServer(data, silentLogger);
      await first.stop();
      const kept = await readlink(path.join(data, 'postgres'));
      folders.push(kept);
      expect(kept).toMatch(/^\/var\/lib\/muster\/clusters\//);
      // The second start finds it there again.
      const second = await startEmbeddedServer(data, silentLogger);
      expect(await readlink(path.join(data, 'postgres'))).toBe(kept);
      await second.stop();
    },
  );

  it('says why a server does not start, in the words of PostgreSQL', async () => {
    const folder = await dataFolder();
    folders.push(folder);
    await mkdir(path.join(folder, 'postgres'), { mode: 0o700 });
    await writeFile(path.join(folder, 'postgres/PG_VERSION'), '9.6\n');
    await expect(startEmbeddedServer(folder, silentLogger)).rejects.toMatchObject({
      code: 'databaseUnavailable',
      message: expect.stringMatching(/^PostgreSQL did not get ready below .*: .*(FATAL|postgres:|could not)/),
    });
    expect(await processesOf(folder)).toEqual([]);
  });
});

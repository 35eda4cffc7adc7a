import cluster from 'node:cluster';
import { readdir, readFile } from 'node:fs/promises';
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMuster } from '../../../src/main.ts';
import { readConfig } from '../../../src/platform/config/config.ts';
import { heard, methodOf, ScriptedCpe } from '../../support/cpe.ts';
import { withDatabase } from '../../support/database.ts';
import { sharedLogin, temporaryFolder, testEnvironment } from '../../support/muster.ts';
import { MusterProcess } from '../../support/muster-process.ts';
import { until } from '../../support/until.ts';

const database = withDatabase(2);
let muster: MusterProcess;
beforeAll(async () => {
  muster = await MusterProcess.prepare({ MUSTER_WORKERS: '3', MUSTER_LOG_LEVEL: 'info' });
  await muster.command.start();
  await muster.ready();
}, 120_000);
afterAll(() => muster.clear());

interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly worker?: number;
  readonly signal?: string;
}

async function logged(): Promise<LogLine[]> {
  const text = await readFile(muster.command.log, 'utf8');
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));
}

/** Processes that run the worker program below the `muster start` of this test. */
async function workers(): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const [command, status] = await Promise.all(
      ['cmdline', 'status'].map((file) => readFile(`/proc/${entry}/${file}`, 'utf8').catch(() => '')),
    );
    if (!command!.includes('/roles/acs-worker.ts')) continue;
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(status!)?.[1]);
    if (parent === muster.command.pid) found.push(Number(entry));
  }
  return found;
}

const hasProc = process.platform === 'linux';

test('an embedded database and three workers on one port: sessions land on more than one of them', async () => {
  const devices = Array.from({ length: 24 }, (_, n) => new ScriptedCpe(muster.urls.acs, `W${n}`, sharedLogin));
  for (const device of devices) {
    expect((await device.inform({ events: ['0 BOOTSTRAP', '1 BOOT'] })).status).toBe(200);
    await device.leave();
  }
  const seen = new Set((await logged()).flatMap(({ worker, msg }) => (msg === 'a new device called' ? [worker] : [])));
  expect(seen.has(undefined)).toBe(false);
  expect(seen.size).toBeGreaterThan(1);
});

test('a session goes on in whatever worker its next connection comes to', async () => {
  const device = new ScriptedCpe(muster.urls.acs, 'W0', sharedLogin);
  const send = device.send.bind(device);
  device.send = (message) => {
    device.newSocket();
    return send(message);
  };
  await device.inform({ events: ['1 BOOT'] });
  for (let time = 0; time < 20; time++) {
    expect(methodOf(heard(await device.call({ method: 'GetRPCMethods', args: {} })))).toBe('GetRPCMethods');
  }
  await device.leave();
});

test.runIf(hasProc)('a worker that is killed is replaced, and the others serve meanwhile', async () => {
  const before = await workers();
  expect(before).toHaveLength(3);
  process.kill(before[0]!, 'SIGKILL');
  await until('three again', async () => {
    const now = await workers();
    return now.length === 3 && !now.includes(before[0]!);
  });
  await until('it serves', async () => (await logged()).some(({ msg }) => msg === 'an acs worker was started again'));
  const told = (await logged()).find(({ msg }) => msg === 'an acs worker ended by itself');
  expect(told).toMatchObject({ level: 'error', signal: 'SIGKILL' });
  expect([1, 2, 3]).toContain(told!.worker);
  const answer = await fetch(new URL('/readyz', muster.urls.api));
  expect(answer.status).toBe(200);
});

test('a second Muster on the same port is told so, although workers share theirs', async () => {
  const dataDir = await temporaryFolder('muster-data-');
  const config = readConfig({
    ...testEnvironment,
    MUSTER_DATA_DIR: dataDir,
    MUSTER_DATABASE_URL: database.url,
    MUSTER_ACS_PORT: new URL(muster.urls.acs).port,
    MUSTER_WORKERS: '2',
  });
  await expect(startMuster(config)).rejects.toMatchObject({ code: 'portInUse' });
});

test('what a worker cannot start by is told by the one who started it, and none is left', async () => {
  const dataDir = await temporaryFolder('muster-data-');
  const config = readConfig({
    ...testEnvironment,
    MUSTER_DATA_DIR: dataDir,
    MUSTER_DATABASE_URL: database.url,
    MUSTER_WORKERS: '2',
  });
  // Only the doors of the workers look at it, and refuse it.
  const broken = { ...config, limits: { ...config.limits, requestMs: Number.NaN } };
  await expect(startMuster(broken)).rejects.toMatchObject({ message: expect.stringMatching(/^acs worker [12]: /) });
  expect(Object.values(cluster.workers ?? {}).filter((worker) => !worker!.isDead())).toEqual([]);
});

test.runIf(hasProc)(
  'killed with -9, the first process takes its workers along, and the next start has the ports',
  async () => {
    const before = await workers();
    await muster.command.kill();
    await until('the workers are gone', () => before.every((pid) => !isAlive(pid)));
    await muster.command.start();
    await muster.ready();
    expect(await workers()).toHaveLength(3);
  },
);

test('SIGTERM ends all in order: exit status 0, ports free', async () => {
  const before = hasProc ? await workers() : [];
  expect(await muster.command.stop()).toBe(0);
  expect(before.filter(isAlive)).toEqual([]);
  const { port } = new URL(muster.urls.acs);
  await new Promise<void>((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(Number(port), '127.0.0.1', () => server.close(() => resolve()));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

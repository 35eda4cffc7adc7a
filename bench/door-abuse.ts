import { fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttackName, AttackOrder, AttackResult } from './abuse/attacks.ts';
import { GoodGateways, type GoodResult } from './abuse/good.ts';
import { startPostgres } from './postgres.ts';
import { residentMb } from './resident.ts';
import { startGateway } from './sessions/children.ts';
import type { LoginScheme } from './sessions/device.ts';
import { freePorts } from './sessions/ports.ts';

/**
 * `node bench/door-abuse.ts`: what good gateways notice while the door is abused. All of it on loopback addresses of this
 * machine, a few minutes long. Good gateways come from 127.0.0.1; the others from 127.0.1.x, where limits count.
 */
const goodEveryMs = 40;
const phaseMs = 12_000;
/** What is left of one phase does not weigh on the next. */
const pauseMs = 3_000;
const shared: LoginScheme = { kind: 'shared', username: 'cpe', password: 'bench-shared-password' };
const addresses = Array.from({ length: 20 }, (_, i) => `127.0.1.${i + 1}`);
const one = addresses.slice(0, 1);

interface Phase {
  readonly title: string;
  readonly runs: readonly { readonly name: AttackName; readonly count: number; readonly from: readonly string[] }[];
}
const phases: readonly Phase[] = [
  { title: 'quiet, before', runs: [] },
  { title: '500 slow bodies', runs: [{ name: 'slowBodies', count: 500, from: addresses }] },
  { title: '2,000 half-open requests', runs: [{ name: 'halfOpen', count: 2_000, from: addresses }] },
  { title: '10,000 idle connections', runs: [{ name: 'idle', count: 10_000, from: addresses }] },
  { title: 'gzip bombs, 8 at once', runs: [{ name: 'gzipBombs', count: 8, from: addresses }] },
  { title: '100 levels, 16 at once', runs: [{ name: 'nesting', count: 16, from: addresses }] },
  { title: '1 GB declared, 16 at once', runs: [{ name: 'declaredGigabyte', count: 16, from: addresses }] },
  { title: 'random bytes, 16 at once', runs: [{ name: 'randomBytes', count: 16, from: addresses }] },
  { title: 'password guessing, 16 at once, one address', runs: [{ name: 'guessing', count: 16, from: one }] },
  {
    title: 'all at once',
    runs: [
      { name: 'idle', count: 5_000, from: addresses },
      { name: 'slowBodies', count: 200, from: addresses },
      { name: 'gzipBombs', count: 2, from: addresses },
      { name: 'nesting', count: 2, from: addresses },
      { name: 'declaredGigabyte', count: 2, from: addresses },
      { name: 'randomBytes', count: 4, from: addresses },
      { name: 'guessing', count: 4, from: one },
    ],
  },
  { title: 'quiet, after', runs: [] },
];

function attack(name: AttackName, order: AttackOrder): Promise<AttackResult> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'abuse/attacker.ts'), { stdio: 'inherit' });
    child.once('message', (message: { result?: AttackResult; error?: string }) => {
      child.disconnect();
      if (message.result) resolve(message.result);
      else reject(new Error(message.error));
    });
    child.once('error', reject);
    child.send({ name, order });
  });
}

function shown(results: readonly AttackResult[]): string {
  const total: Record<string, number> = {};
  for (const { statuses } of results) for (const [s, n] of Object.entries(statuses)) total[s] = (total[s] ?? 0) + n;
  const answers = Object.entries(total).map(([status, n]) => `${n}× ${status === '0' ? 'closed' : status}`);
  const held = results.reduce((sum, r) => sum + r.held, 0);
  const connections = results.reduce((sum, r) => sum + r.connections, 0);
  return results.length === 0 ? '' : `${connections} connections, ${held} open at the end; ${answers.join(', ')}`;
}

const postgres = await startPostgres();
try {
  const [acs, api, files, inspector] = (await freePorts(4)) as [number, number, number, number];
  const gateway = await startGateway(
    0,
    { acs, api, files, inspector },
    {
      MUSTER_DATA_DIR: `${postgres.directory}/gateway`,
      MUSTER_DATABASE_URL: postgres.url,
      MUSTER_ADMIN_KEY: 'bench-administrator-key',
      MUSTER_CPE_USERNAME: shared.username,
      MUSTER_CPE_PASSWORD: shared.password,
      MUSTER_UNLIMITED_SOURCES: '127.0.0.1/32',
      MUSTER_ACS_TLS_PORT: 'off',
      MUSTER_LOG_LEVEL: 'error',
    },
    ['--max-semi-space-size=64'],
  );
  try {
    const good = new GoodGateways(gateway.port, shared, 500);
    await good.run(500 * 15, 15, '0 BOOTSTRAP');
    console.log(`Node ${process.version}; a good session every ${goodEveryMs} ms; ${phaseMs / 1000} s each\n`);
    console.log(
      '| abuse | good sessions | failed | p50 ms | p99 ms | longest ms | memory MB | what became of the abuse |',
    );
    console.log('|---|---|---|---|---|---|---|---|');
    for (const { title, runs } of phases) {
      await sleep(pauseMs);
      const order = { port: gateway.port, ms: phaseMs };
      const [result, ...attacked] = (await Promise.all([
        good.run(phaseMs, goodEveryMs),
        ...runs.map(({ name, count, from }) => attack(name, { ...order, count, from })),
      ])) as [GoodResult, ...AttackResult[]];
      const figures = [result.p50, result.p99, result.longest].map((ms) => ms.toFixed(1)).join(' | ');
      const failed = result.failed === 0 ? '0' : `${result.failed} (${result.firstFailure})`;
      console.log(
        `| ${title} | ${result.sessions} | ${failed} | ${figures} | ${residentMb(gateway.pid)} | ${shown(attacked)} |`,
      );
    }
  } finally {
    await gateway.stop();
  }
} finally {
  await postgres.stop();
}

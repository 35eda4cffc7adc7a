import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { benchDeviceId, largePath } from './messages.ts';
import { startPostgres } from './postgres.ts';
import { type Gateway, startBareServer, startGateway, startLoadGenerator } from './sessions/children.ts';
import { processCpuMs, treeCpuMs } from './sessions/cpu.ts';
import { type LoginScheme, ownUsername } from './sessions/device.ts';
import { type Compared, compare, type Measured, measure, together } from './sessions/measure.ts';
import { canPin, pinningNote, pinRunning } from './sessions/pin.ts';
import { freePorts } from './sessions/ports.ts';
import { profiled } from './sessions/profile.ts';
import type { LoadOrder } from './sessions/protocol.ts';
import { reportFirstContact, reportLargeAnswer, reportProfile, reportRuns } from './sessions/report.ts';
import { orderRefresh, storedParameters, storeModelForAll } from './sessions/seed.ts';

/**
 * `npm run bench:sessions`: what a periodic CWMP session costs, against a bare `node:http` server in the same run.
 * How it is done and what was measured: docs/benchmarks.md.
 */
const { values: flags } = parseArgs({
  options: {
    devices: { type: 'string', default: '10000' },
    sessions: { type: 'string', default: '10000' },
    concurrency: { type: 'string', default: '16,64' },
    new: { type: 'string', default: '300' },
    /** Every run is cut into so many slices, in turns with the bare server. */
    slices: { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
    'skip-model': { type: 'boolean', default: false },
    /** For the gateway, to see what a setting of Node is worth. */
    // As `npm start` runs it.
    'node-options': { type: 'string', default: '--min-semi-space-size=64 --max-semi-space-size=64' },
  },
});
const devices = Number(flags.devices);
const sessions = Math.min(Number(flags.sessions), devices);
const newDevices = Number(flags.new);
const slices = Number(flags.slices);
const concurrencies = flags.concurrency.split(',').map(Number);
const serverCore = 0;
const loadCore = 1;
const shared: LoginScheme = { kind: 'shared', username: 'cpe', password: 'bench-shared-password' };
const own: LoginScheme = { kind: 'own', username: '', password: 'bench-own-password' };
const adminKey = 'bench-administrator-key';

async function giveOwnCredentials(gateway: Gateway): Promise<void> {
  for (let first = 0; first < devices; first += 500) {
    const items = Array.from({ length: Math.min(500, devices - first) }, (_, i) => ({
      deviceId: benchDeviceId(first + i),
      username: ownUsername(first + i),
      password: own.password,
    }));
    const response = await fetch(`${gateway.apiUrl}/api/v1/device-credentials`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
    });
    if (!response.ok) throw new TypeError(`device-credentials: ${response.status} ${await response.text()}`);
  }
}

const started = Date.now();
const say = (text: string): void =>
  console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${text}`);

say(`Node ${process.version}; ${pinningNote(serverCore, loadCore)}`);
const postgres = await startPostgres();
pinRunning(postgres.pid, loadCore);
const load = await startLoadGenerator(loadCore);
const runs: Compared[] = [];
try {
  const bare = await startBareServer(serverCore);
  const pretend = { first: 0, count: sessions, event: '2 PERIODIC', login: shared, pretendNonce: 'x'.repeat(32) };
  await load.run({ ...pretend, concurrency: 32, port: bare.port });
  say('the bare server is warm');

  const [acs, api, files, inspector] = (await freePorts(4)) as [number, number, number, number];
  const gateway = await startGateway(
    serverCore,
    { acs, api, files, inspector },
    {
      MUSTER_DATA_DIR: `${postgres.directory}/gateway`,
      MUSTER_DATABASE_URL: postgres.url,
      MUSTER_ADMIN_KEY: adminKey,
      MUSTER_CPE_USERNAME: shared.username,
      MUSTER_CPE_PASSWORD: shared.password,
    },
    flags['node-options'].split(' ').filter(Boolean),
  );
  try {
    say('the gateway is up');
    const base = { first: 0, login: shared, event: '2 PERIODIC' };
    const everyone = { ...base, count: devices, concurrency: 32, port: gateway.port };
    const registered = await load.run({ ...everyone, event: '0 BOOTSTRAP' });
    if (registered.failed > 0)
      throw new TypeError(`registration: ${registered.failed} failed: ${registered.firstFailure}`);
    await load.run(everyone);
    await postgres.pool.query('VACUUM (ANALYZE)');
    await postgres.pool.query('CHECKPOINT');
    say(`${devices} devices registered in ${registered.seconds.toFixed(1)} s; each informed once more`);

    const idleGateway = processCpuMs(gateway.pid);
    const idleDatabase = treeCpuMs(postgres.pid);
    await sleep(3_000);
    const idle = {
      gateway: (processCpuMs(gateway.pid) - idleGateway) / 3,
      database: (treeCpuMs(postgres.pid) - idleDatabase) / 3,
    };

    const series = async (name: string, login: LoginScheme): Promise<void> => {
      for (const concurrency of concurrencies) {
        const count = Math.floor(sessions / slices);
        const part = (slice: number) => ({ first: slice * count, count, concurrency });
        runs.push(
          await compare(
            slices,
            (slice) => measure('bare node:http', load, bare, null, { ...pretend, ...part(slice) }),
            (slice) => measure(name, load, gateway, postgres.pid, { ...base, login, ...part(slice) }),
          ),
        );
      }
      say(`measured: ${name}`);
    };
    await series('periodic, shared credential', shared);
    await giveOwnCredentials(gateway);
    // What autovacuum does within a minute: until then plans are those of the empty table.
    await postgres.pool.query('VACUUM (ANALYZE) device_credential');
    await load.run({ ...everyone, login: own });
    await series('periodic, own credentials', own);
    if (!flags['skip-model']) {
      await storeModelForAll(postgres.pool);
      await postgres.pool.query('CHECKPOINT');
      say(`stored ${await storedParameters(postgres.pool, 0)} parameters for each device`);
      await load.run({ ...everyone, login: own });
      await series('periodic, 844 parameters stored', own);
    }

    let nextStranger = devices;
    const strangersOf = (count: number) => {
      const first = nextStranger;
      nextStranger += count;
      return { first, count, concurrency: concurrencies[0]!, login: shared };
    };
    const meet = async (strangers: ReturnType<typeof strangersOf>) => {
      const contact = await measure('first contact', load, gateway, postgres.pid, {
        ...strangers,
        event: '0 BOOTSTRAP',
      });
      await orderRefresh(postgres.pool, strangers.first, strangers.count);
      const read = await measure('whole-tree read', load, gateway, postgres.pid, { ...strangers, event: '2 PERIODIC' });
      return { contact, read };
    };
    // The first ones pay for compiling what only they need.
    await meet(strangersOf(200));
    const met: { floor: Measured; contact: Measured; read: Measured }[] = [];
    for (let slice = 0; slice < slices; slice++) {
      const few = { ...pretend, count: Math.min(1_000, sessions), concurrency: concurrencies[0]! };
      const floor = await measure('bare node:http', load, bare, null, few);
      met.push({ floor, ...(await meet(strangersOf(newDevices))) });
    }
    const contact = together(met.map((slice) => slice.contact));
    const read = together(met.map((slice) => slice.read));
    const stored = await storedParameters(postgres.pool, nextStranger - 1);
    // Devices that are known by now, for an answer of thousands.
    const readers = { first: devices, count: Math.min(200, newDevices), concurrency: 4, login: shared };
    const readLarge = async () => {
      await orderRefresh(postgres.pool, readers.first, readers.count, [largePath]);
      return measure('large answer', load, gateway, postgres.pid, { ...readers, event: '2 PERIODIC' });
    };
    await readLarge();
    await postgres.pool.query('DELETE FROM parameter_lines WHERE block = $1', [largePath]);
    const large = await readLarge();
    const storedLarge = (await storedParameters(postgres.pool, devices)) - stored;

    console.log();
    reportRuns(runs, idle, canPin);
    reportFirstContact(contact, read, together(met.map((slice) => slice.floor)), stored);
    reportLargeAnswer(large, storedLarge);
    if (flags.profile) {
      const showTop = async (what: string, order: Omit<LoadOrder, 'port'>): Promise<void> => {
        const busy = await profiled(gateway.pid, gateway.inspectorPort, () =>
          load.run({ ...order, port: gateway.port }),
        );
        reportProfile(what, busy);
      };
      const concurrency = concurrencies.at(-1)!;
      await showTop('periodic sessions', { ...base, login: own, count: sessions, concurrency });
      const strangers = strangersOf(newDevices);
      await load.run({ ...strangers, event: '0 BOOTSTRAP', port: gateway.port });
      await orderRefresh(postgres.pool, strangers.first, strangers.count);
      await showTop('first whole-tree reads', { ...strangers, event: '2 PERIODIC' });
    }
    const failed = [...runs.flatMap(({ floor, run }) => [floor, run]), contact, read, large].reduce(
      (n, run) => n + run.result.failed,
      0,
    );
    if (failed > 0) process.exitCode = 1;
  } finally {
    await gateway.stop();
    await bare.stop();
  }
} finally {
  await load.stop();
  await postgres.stop();
}

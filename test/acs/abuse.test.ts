import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, expect, test, vi } from 'vitest';
import { type AttackName, type AttackResult, attacks } from '../../bench/abuse/attacks.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

// The same abuse as `node bench/door-abuse.ts`, in small: good gateways must not notice. They come from 127.0.0.1, the
// others from 127.0.1.x, where limits count.
const muster = withMuster({
  environment: { MUSTER_UNLIMITED_SOURCES: '127.0.0.1/32', MUSTER_LOGIN_FAILURES_PER_SOURCE: '20' },
  limits: { maxConnections: 300, sourceConnections: 200, requestMs: 1_500, maxPendingBytes: 4_000_000 },
});
const cpes: ScriptedCpe[] = [];
afterAll(() => Promise.all(cpes.map((one) => one.leave())));
vi.setConfig({ testTimeout: 90_000 });
const addresses = Array.from({ length: 8 }, (_, i) => `127.0.1.${i + 1}`);

/** How long this process, which is the door and the attackers, did not get to its work since an attack began. */
const lag = monitorEventLoopDelay({ resolution: 20 });
lag.enable();
/** Only a process that lags so much may turn good gateways away, and not hear a request in its time. */
const isBusy = (): boolean => lag.max / 1e6 > 250;

/** A good gateway is let in. Where the machine is too busy for all of this it may be told 503, and comes again. */
async function comesIn(device: ScriptedCpe, slowest: number): Promise<void> {
  for (const end = performance.now() + slowest; ; ) {
    const refused = await device.session().catch((error: Error) => error);
    expect(performance.now()).toBeLessThan(end);
    if (!(refused instanceof Error)) return expect(refused).toBeNull();
    if (!/answered 503/.test(refused.message) || !isBusy()) throw refused;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Sessions of good gateways until the abuse is over, each on a new connection. @returns how many there were */
async function goodSessions(while_: Promise<unknown>, slowest: number): Promise<number> {
  let over = false;
  void while_.finally(() => {
    over = true;
  });
  let sessions = 0;
  while (!over) {
    const device = new ScriptedCpe(muster.urls.acs, `GOOD${sessions % 20}`, sharedLogin);
    await comesIn(device, slowest);
    await device.leave();
    sessions++;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return sessions;
}

/** What comes of an attack while good gateways come in. On a busy machine it goes on for longer, until there is something to see. */
async function abused(
  name: AttackName,
  count: number,
  check: (result: AttackResult) => void,
  { ms = 3_000, from = (_round: number) => addresses } = {},
): Promise<void> {
  for (let [round, time] = [0, ms]; ; round++, time *= 2) {
    lag.reset();
    const port = Number(new URL(muster.urls.acs).port);
    const attack = attacks[name]({ port, from: from(round), count, ms: time });
    const sessions = await goodSessions(attack, 5_000);
    try {
      expect(sessions).toBeGreaterThan(5);
      return check(await attack);
    } catch (error) {
      if (time >= 4 * ms) throw error;
    }
  }
}

test('slow bodies: given up after their time', async () => {
  await abused('slowBodies', 100, ({ held, statuses }) => {
    expect(held).toBe(0);
    expect(statuses['408']).toBeGreaterThan(50);
  });
});

test('half a request: given up after its time', async () => {
  await abused('halfOpen', 100, ({ held }) => expect(held).toBe(0));
});

test('more idle connections than there may be: the oldest of them go, gateways come in', async () => {
  await abused(
    'idle',
    600,
    ({ connections, held }) => {
      expect(connections).toBeGreaterThan(400);
      expect(held).toBeLessThanOrEqual(300);
    },
    { ms: 1_400 },
  );
});

test('more connections from one address than it may have', async () => {
  await abused(
    'idle',
    260,
    ({ connections, held }) => {
      expect(connections).toBeGreaterThan(200);
      expect(held).toBeLessThanOrEqual(200);
    },
    { ms: 1_200, from: () => ['127.0.1.99'] },
  );
});

test('gzip bombs: 413, without their hundred megabytes', async () => {
  const before = process.memoryUsage().arrayBuffers;
  await abused('gzipBombs', 3, ({ statuses }) => {
    const usual = ['413', '503', ...(isBusy() ? ['408'] : [])];
    expect(Object.keys(statuses).filter((s) => !usual.includes(s))).toEqual([]);
    expect(statuses['413']).toBeGreaterThan(0);
  });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300_000_000);
});

test.each([
  ['a hundred levels', 'nesting', '400'],
  ['a declared gigabyte', 'declaredGigabyte', '413'],
  ['random bytes', 'randomBytes', '400'],
] as const)('%s: refused', async (_, name, status) => {
  await abused(name, 3, ({ statuses }) => expect(Object.keys(statuses)).toContain(status), { ms: 2_000 });
});

test('guessing passwords: locked out after the first twenty', async () => {
  await abused(
    'guessing',
    3,
    ({ statuses }) => {
      expect(statuses['401']).toBeLessThanOrEqual(25);
      expect(statuses['503']).toBeGreaterThan(20);
    },
    { from: (round) => [`127.0.1.${200 + round}`] },
  );
});

test('and then the door is as it was', async () => {
  const device = new ScriptedCpe(muster.urls.acs, 'AFTER', sharedLogin);
  cpes.push(device);
  await comesIn(device, 5_000);
});

import { afterAll, expect, test } from 'vitest';
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
const addresses = Array.from({ length: 8 }, (_, i) => `127.0.1.${i + 1}`);

/** Sessions of good gateways until the abuse is over, each on a new connection. @returns how many there were */
async function goodSessions(while_: Promise<unknown>, slowest: number): Promise<number> {
  let over = false;
  void while_.finally(() => {
    over = true;
  });
  let sessions = 0;
  while (!over) {
    const device = new ScriptedCpe(muster.urls.acs, `GOOD${sessions % 20}`, sharedLogin);
    const started = performance.now();
    expect(await device.session()).toBeNull();
    expect(performance.now() - started).toBeLessThan(slowest);
    await device.leave();
    sessions++;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return sessions;
}

async function abused(name: AttackName, count: number, ms = 3_000, from = addresses): Promise<AttackResult> {
  const attack = attacks[name]({ port: Number(new URL(muster.urls.acs).port), from, count, ms });
  expect(await goodSessions(attack, 5_000)).toBeGreaterThan(5);
  return attack;
}

test('slow bodies: given up after their time', async () => {
  const { held, statuses } = await abused('slowBodies', 100);
  expect(held).toBe(0);
  expect(statuses['408']).toBeGreaterThan(50);
});

test('half a request: given up after its time', async () => {
  expect((await abused('halfOpen', 100)).held).toBe(0);
});

test('more idle connections than there may be: the oldest of them go, gateways come in', async () => {
  const { connections, held } = await abused('idle', 600, 1_400);
  expect(connections).toBeGreaterThan(400);
  expect(held).toBeLessThanOrEqual(300);
});

test('more connections from one address than it may have', async () => {
  const { connections, held } = await abused('idle', 260, 1_200, ['127.0.1.99']);
  expect(connections).toBeGreaterThan(200);
  expect(held).toBeLessThanOrEqual(200);
});

test('gzip bombs: 413, without their hundred megabytes', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const { statuses } = await abused('gzipBombs', 3);
  expect(Object.keys(statuses).filter((s) => s !== '413' && s !== '503')).toEqual([]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300_000_000);
});

test('a hundred levels, a declared gigabyte, random bytes: refused one by one', async () => {
  expect(Object.keys((await abused('nesting', 3, 2_000)).statuses)).toEqual(expect.arrayContaining(['400']));
  expect(Object.keys((await abused('declaredGigabyte', 3, 2_000)).statuses)).toEqual(expect.arrayContaining(['413']));
  expect(Object.keys((await abused('randomBytes', 3, 2_000)).statuses)).toEqual(expect.arrayContaining(['400']));
});

test('guessing passwords: locked out after the first twenty', async () => {
  const { statuses } = await abused('guessing', 3, 3_000, ['127.0.1.200']);
  expect(statuses['401']).toBeLessThanOrEqual(25);
  expect(statuses['503']).toBeGreaterThan(20);
});

test('and then the door is as it was', async () => {
  const device = new ScriptedCpe(muster.urls.acs, 'AFTER', sharedLogin);
  cpes.push(device);
  expect(await device.session()).toBeNull();
});

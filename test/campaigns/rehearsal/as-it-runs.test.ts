import { expect, test, vi } from 'vitest';
import { days, hours, seconds } from '../../../src/base/durations.ts';
import type { CampaignId, DeviceKey } from '../../../src/base/ids.ts';
import type { Script } from '../../../src/campaigns/rehearsal/player.ts';
import { rehearse } from '../../../src/campaigns/rehearsal/rehearse.ts';
import { noSettings } from '../../../src/campaigns/scheduler/draws.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { dryRun, rehearsalOf, waveSizes } from '../../../src/campaigns/service/dry-run.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { stage, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { ScriptedDevice } from '../support/scripted-device.ts';
import { addFile } from '../support/world.ts';

// Thousands of looks of the planner at a real database: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const database = withDatabase();
const actor = { name: 'tester', role: 'operator' };
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'];
let fleets = 0;

interface Claim {
  readonly device: DeviceKey;
  /** Seconds from the start. */
  readonly second: number;
}

/**
 * A fleet that comes whenever it is called, and needs a time of its own; a campaign over it.
 * @param daily so many of them cannot be called, but call once a day, each at an hour of its own, and have ScheduleDownload
 */
async function prepared(count: number, plan: Record<string, unknown>, daily = 0) {
  const { pool } = database;
  const clock = virtualClock(Date.UTC(2026, 4, 1, 18));
  const muster = stage(pool, clock, () => 0.5);
  const service = campaignsService(pool, clock);
  const name = `R${++fleets}`;
  const devices = new Map<DeviceKey, ScriptedDevice>();
  for (let i = 0; i < count; i++) {
    const device = new ScriptedDevice(muster, `${name}x${i}`);
    await device.call();
    device.hangUp();
    await pool.query('UPDATE device SET time_zone = $2, site = $3 WHERE id = $1', [
      device.key,
      zones[i % zones.length],
      `site ${i % 4}`,
    ]);
    devices.set(device.key, device);
  }
  const firstCalls = new Map<DeviceKey, number>();
  for (const [i, key] of [...devices.keys()].slice(0, daily).entries()) {
    const last = clock.now() - hours(i + 1);
    firstCalls.set(key, last);
    await pool.query('UPDATE device_pulse SET last_inform_at = $2 WHERE device_id = $1', [key, new Date(last)]);
    await pool.query(
      `UPDATE device SET methods = '{ScheduleDownload}', methods_version = software_version, inform_interval = 86400 WHERE id = $1`,
      [key],
    );
  }
  /** When one that cannot be called calls next; null: it comes at once. */
  const comes = (device: DeviceKey, at: number): number | null => {
    const last = firstCalls.get(device);
    return last === undefined ? null : last + Math.ceil((at - last) / days(1)) * days(1);
  };
  const { id } = await service.create(
    {
      name,
      kind: 'firmware',
      filter: `serialNumber like "${name}x*"`,
      artifact: { fileId: await addFile(pool, clock.now()) },
      ...plan,
    },
    actor,
  );
  /** From the call to the proof. */
  const needs = (device: DeviceKey): number => seconds(20 + ((device * 37) % 90));
  return { pool, clock, muster, service, devices, id, needs, comes };
}

async function rehearsed({
  pool,
  clock,
  service,
  id,
  needs,
  comes,
}: Awaited<ReturnType<typeof prepared>>): Promise<Claim[]> {
  const campaign = await service.get(id);
  const { matched } = await service.dryRun(id);
  const script: Script = ({ device: { key } }, at, ahead) =>
    Math.max(comes(key, at) ?? at, ahead?.[0]?.from ?? at) + needs(key);
  const rehearsal = await rehearsalOf(pool, campaign, waveSizes(campaign, matched), clock.now(), noSettings, script);
  const { claims, from } = await rehearse(rehearsal);
  return claims.map(({ device, at }) => ({ device, second: (at - from) / 1000 }));
}

/** Runs it, second by second while anything happens, and on to what is next while nothing does. */
async function run({
  pool,
  clock,
  muster,
  service,
  devices,
  id,
  needs,
  comes,
}: Awaited<ReturnType<typeof prepared>>): Promise<Claim[]> {
  await service.start(id, actor);
  const from = clock.now();
  const claims: Claim[] = [];
  const atWork = new Map<DeviceKey, number>();
  const toCall = new Map<DeviceKey, number>();
  for (let looks = 0; looks < 20_000; looks++) {
    const now = clock.now();
    for (const [device, callsAt] of toCall) {
      if (callsAt > now) continue;
      toCall.delete(device);
      const scripted = devices.get(device)!;
      await scripted.session([]);
      atWork.set(device, now + seconds(scripted.windowStart!) + needs(device));
    }
    for (const [device, doneAt] of [...atWork].sort((a, b) => a[1] - b[1])) {
      if (doneAt > now) continue;
      atWork.delete(device);
      const scripted = devices.get(device)!;
      if (comes(device, now) === null) await scripted.session([]);
      scripted.finish('flashes');
      scripted.boot();
      await scripted.session([]);
    }
    await muster.sweep();
    await sweepTargets(pool, clock, 500);
    for (let again = true; again; ) {
      const result = await tickCampaign(pool, clock, id);
      again = result.again;
      for (const device of await inOrder(id, result.claimed)) {
        claims.push({ device, second: (now - from) / 1000 });
        const callsAt = comes(device, now);
        if (callsAt === null) atWork.set(device, now + needs(device));
        else toCall.set(device, callsAt);
      }
    }
    const { state } = await service.get(id);
    if (state !== 'running') {
      expect(state).toBe('completed');
      return claims;
    }
    const { rows } = await pool.query<{ busy: boolean; next: Date | null }>(
      `SELECT bool_or((t.state IN ('claimed', 'soaking') AND NOT t.device_id = ANY($3))
           OR (t.state = 'waiting' AND coalesce(not_before, w.waits_until, $2) <= $2::timestamptz + interval '1 minute')) AS busy,
         least(min(not_before), min(deadline), min(w.waits_until)) AS next
       FROM target t JOIN wave w ON w.campaign_id = t.campaign_id AND w.ordinal = t.wave WHERE t.campaign_id = $1`,
      [id, new Date(now), [...toCall.keys()]],
    );
    const [{ busy, next } = { busy: true, next: null }] = rows;
    const soonest = Math.min(next?.getTime() ?? now, ...atWork.values(), ...toCall.values());
    clock.advance(busy || soonest <= now ? seconds(1) : Math.ceil((soonest - now) / 1000) * 1000);
  }
  throw new TypeError('the campaign does not end');
}

async function inOrder(id: CampaignId, devices: readonly DeviceKey[]): Promise<DeviceKey[]> {
  const { rows } = await database.pool.query<{ device: DeviceKey }>(
    'SELECT device_id AS device FROM target WHERE campaign_id = $1 AND device_id = ANY($2) ORDER BY shuffle',
    [id, devices],
  );
  return rows.map((row) => row.device);
}

test.each([
  [
    'limits in flight and per minute, three waves with a soak',
    {
      waves: [{ size: '3' }, { size: '40%', soakMinutes: 2, minInforms: 0 }, { size: 'rest' }],
      limits: { maxInFlight: 4, perMinute: 30 },
    },
  ],
  [
    'windows in the zones of the devices, and a rate per region',
    {
      windows: [{ start: '22:00', durationMinutes: 120, zone: 'device' }],
      waves: [{ size: '25%' }, { size: 'rest' }],
      limits: { maxInFlight: 5, perMinute: 60, perRegion: 3, finishMinutes: 10 },
    },
  ],
  [
    'the devices of a site together',
    {
      order: 'site',
      waves: [{ size: '3' }, { size: '40%' }, { size: 'rest' }],
      limits: { maxInFlight: 4, perMinute: 30 },
    },
  ],
  [
    'a ramp',
    { waves: [{ size: 'rest' }], limits: { maxInFlight: 10, perMinute: 120, ramp: { base: 6, factor: 2, step: 5 } } },
  ],
])('a dry run begins the same devices at the same second as the run: %s', async (_name, plan) => {
  const world = await prepared(24, plan);
  const expected = await rehearsed(world);
  expect(expected).toHaveLength(24);
  expect(await run(world)).toEqual(expected);
});

test('a dry run begins devices that cannot be called at the same second as the run, too', async () => {
  const plan = {
    windows: [{ start: '02:00', durationMinutes: 120, zone: 'UTC' }],
    waves: [{ size: '3' }, { size: 'rest' }],
    limits: { maxInFlight: 6, maxScheduled: 3, perMinute: 60, finishMinutes: 10 },
  };
  const world = await prepared(14, plan, 5);
  const { timeline } = await world.service.dryRun(world.id);
  expect(timeline.reach).toEqual({ called: 0, scheduled: 5, byChance: 9 });
  const expected = await rehearsed(world);
  expect(expected).toHaveLength(14);
  expect(await run(world)).toEqual(expected);
});

test('a dry run writes nothing', async () => {
  const { pool, clock, id } = await prepared(6, { waves: [{ size: '2', soakMinutes: 5 }, { size: 'rest' }] });
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    const { timeline, waves } = await dryRun(client, clock, id, noSettings);
    expect(waves.map((wave) => wave.devices)).toEqual([2, 4]);
    expect(timeline.sample).toEqual({ devices: 6, every: 1 });
    expect(timeline.to).not.toBeNull();
    await client.query('COMMIT');
  } finally {
    client.release();
  }
});

import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hours, minutes, seconds } from '../../../src/base/durations.ts';
import type { CampaignId, DeviceKey } from '../../../src/base/ids.ts';
import { blackoutOrder } from '../../../src/campaigns/gates/blackout-order.ts';
import { exclusionOrder } from '../../../src/campaigns/gates/exclusion-order.ts';
import { waitReasons } from '../../../src/campaigns/reasons.ts';
import type { ClaimSettings } from '../../../src/campaigns/scheduler/draws.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { blackoutsService } from '../../../src/campaigns/service/blackouts.ts';
import { exclusionsService } from '../../../src/campaigns/service/exclusions.ts';
import { relaysService } from '../../../src/campaigns/service/relays.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { listTargets, listWaves } from '../../../src/campaigns/store.ts';
import { type Stage, stage, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { addFile } from '../support/world.ts';

const database = withDatabase(20);
// A Monday at noon; in Berlin it is 14:00.
const clock = virtualClock(Date.UTC(2026, 5, 1, 12));
const actor = { name: 'tester', role: 'operator' };
const night = { start: '02:00', durationMinutes: 180 };
let muster: Stage;
let fleets = 0;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});

afterEach(async () => {
  // What one test puts up is not the next one's.
  for (const table of ['blackout', 'exclusion', 'relay', 'rate_bucket'])
    await database.pool.query(`DELETE FROM ${table}`);
});

interface Fleet {
  readonly id: CampaignId;
  readonly name: string;
  readonly keys: DeviceKey[];
}

interface Where {
  readonly timeZone?: string;
  readonly site?: string;
  readonly tags?: readonly string[];
}

/** A started campaign over new devices, which are where they are said to be. */
async function started(devices: readonly Where[], plan: object, file?: string): Promise<Fleet> {
  const name = `G${++fleets}`;
  const keys: DeviceKey[] = [];
  for (const [i, { timeZone = null, site = null, tags = [] }] of devices.entries()) {
    const { device } = await muster.call(`${name}-${i}`);
    await database.pool.query('UPDATE device SET time_zone = $2, site = $3, tags = $4 WHERE id = $1', [
      device,
      timeZone,
      site,
      tags,
    ]);
    keys.push(device);
  }
  const service = campaignsService(database.pool, clock);
  const { id } = await service.create(
    {
      name,
      kind: 'firmware',
      filter: `serialNumber like "${name}-*"`,
      artifact: { fileId: file ?? (await addFile(database.pool, clock.now())) },
      ...plan,
    },
    actor,
  );
  await service.start(id, actor);
  return { id, name, keys };
}

async function tickOut({ id }: { id: CampaignId }, settings?: ClaimSettings): Promise<DeviceKey[]> {
  const claimed: DeviceKey[] = [];
  for (let i = 0; i < 50; i++) {
    const result = await tickCampaign(database.pool, clock, id, settings);
    claimed.push(...result.claimed);
    if (!result.again) return claimed;
  }
  throw new Error('the tick does not come to an end');
}

/** Targets in the order of the devices: state, why and until when, as people see it. */
async function targets({ id }: Fleet): Promise<string[]> {
  const rows = await listTargets(database.pool, id, {}, 0, 500);
  return rows.map(({ state, reason, waitsFor, notBefore }) =>
    [
      state,
      waitsFor ?? reason,
      notBefore && notBefore.getTime() > clock.now() ? notBefore.toISOString().slice(5, 16) : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
}

const until = (text: string): void => clock.advance(Date.parse(text) - clock.now());
const block = (order: object) =>
  blackoutsService(database.pool, clock).create(blackoutOrder.parse({ reason: 'test', ...order }), actor);
const lift = (id: string) => blackoutsService(database.pool, clock).remove(id, actor);
const exclude = (order: object) =>
  exclusionsService(database.pool, clock).create(exclusionOrder.parse({ reason: 'test', ...order }), actor);
/** Whether the device is told anything when it calls. */
const isTold = async ({ name }: Fleet, i: number): Promise<boolean> =>
  (await (await muster.call(`${name}-${i}`)).ask()) !== null;

describe('windows', () => {
  it('open for each device by its own clock, and each target says when', async () => {
    until('2026-06-01T12:00Z');
    const fleet = await started(
      [{ timeZone: 'Europe/Berlin' }, { timeZone: 'America/Sao_Paulo' }, { timeZone: 'Asia/Kathmandu' }, {}],
      { windows: [night], timeZone: 'Australia/Lord_Howe' },
    );
    expect(await tickOut(fleet)).toEqual([]);
    expect(await targets(fleet)).toEqual([
      'waiting window 06-02T00:00',
      'waiting window 06-02T05:00',
      'waiting window 06-01T20:15',
      'waiting window 06-01T15:30',
    ]);
    for (const [at, device] of [
      ['2026-06-01T15:30Z', 3],
      ['2026-06-01T20:15Z', 2],
      ['2026-06-02T00:00Z', 0],
      ['2026-06-02T05:00Z', 1],
    ] as const) {
      clock.advance(Date.parse(at) - clock.now() - 1_000);
      await sweepTargets(database.pool, clock, 500);
      expect(await tickOut(fleet)).toEqual([]);
      clock.advance(1_000);
      expect(await tickOut(fleet)).toEqual([fleet.keys[device]]);
    }
  });

  it('count by what a device tells of its zone, where nobody said it', async () => {
    until('2026-06-03T12:00Z');
    const fleet = await started([{}, {}], { windows: [night] });
    await database.pool.query(
      `INSERT INTO parameter_lines (device_id, block, content) VALUES ($1, 'Device.Time.', $2)
       ON CONFLICT (device_id, block) DO UPDATE SET content = excluded.content`,
      [fleet.keys[0], '0\nEnable\t1\tbw\nLocalTimeZone\tCET-1CEST,M3.5.0,M10.5.0/3\tsw\nStatus\tSynchronized\tsr\n'],
    );
    await tickOut(fleet);
    expect(await targets(fleet)).toEqual(['waiting window 06-04T00:00', 'waiting window 06-04T02:00']);
  });

  it('in a zone of their own are kept once for the wave, and no target is touched', async () => {
    until('2026-06-05T12:00Z');
    const fleet = await started([{}, {}], { windows: [{ ...night, zone: 'Europe/Berlin' }] });
    await tickOut(fleet);
    const before = await database.pool.query('SELECT xmin::text FROM target WHERE campaign_id = $1', [fleet.id]);
    await tickOut(fleet);
    expect(await targets(fleet)).toEqual(['waiting window', 'waiting window']);
    const [wave] = await listWaves(database.pool, fleet.id);
    expect([wave!.waitsFor, wave!.waitsUntil]).toEqual(['window', new Date('2026-06-06T00:00Z')]);
    const after = await database.pool.query('SELECT xmin::text FROM target WHERE campaign_id = $1', [fleet.id]);
    expect(after.rows).toEqual(before.rows);
    until('2026-06-06T00:00Z');
    expect(await tickOut(fleet)).toHaveLength(2);
    expect((await listWaves(database.pool, fleet.id))[0]!.waitsFor).toBeNull();
  });

  it('let nothing begin that would not be done before they close, not even where it was claimed in time', async () => {
    until('2026-06-08T00:00Z');
    const plan = { windows: [{ ...night, zone: 'UTC' }], limits: { finishMinutes: 30 } };
    const fleet = await started([{}, {}, {}], { ...plan, timeouts: { claimMinutes: 60 } });
    until('2026-06-08T04:29Z');
    expect(await tickOut(fleet)).toHaveLength(3);
    expect(await isTold(fleet, 0)).toBe(true);
    until('2026-06-08T04:31Z');
    expect(await isTold(fleet, 1)).toBe(false);
    // The claim lasts no longer than the last chance, and the next night is another one.
    await sweepTargets(database.pool, clock, 500);
    clock.advance(minutes(2));
    await tickOut(fleet);
    expect(await targets(fleet)).toEqual(['dispatched', 'waiting window 06-09T02:00', 'waiting window 06-09T02:00']);
    until('2026-06-09T02:00Z');
    expect((await tickOut(fleet)).sort((a, b) => a - b)).toEqual(fleet.keys.slice(1));
    expect(await isTold(fleet, 1)).toBe(true);
  });
});

describe('a blackout', () => {
  it('of all takes claims back and lets end what has begun; a freeze lasts until it is lifted', async () => {
    until('2026-06-10T12:00Z');
    const fleet = await started([{}, {}, {}], { limits: { maxInFlight: 2, perMinute: 6_000 } });
    const claimed = await tickOut(fleet);
    expect(claimed).toHaveLength(2);
    const first = fleet.keys.indexOf(claimed[0]!);
    const second = fleet.keys.indexOf(claimed[1]!);
    const begun = await muster.call(`${fleet.name}-${first}`);
    expect(await begun.ask()).not.toBeNull();
    const freeze = await block({});
    // Claimed before, and now it calls.
    expect(await isTold(fleet, second)).toBe(false);
    expect(await tickOut(fleet)).toEqual([]);
    expect((await targets(fleet)).sort()).toEqual(['dispatched', 'waiting blackout', 'waiting blackout']);
    clock.advance(hours(100));
    expect(await tickOut(fleet)).toEqual([]);
    await muster.call(`${fleet.name}-${first}`, { events: ['1 BOOT'], version: '2.0' });
    await lift(freeze.id);
    expect(await tickOut(fleet)).toHaveLength(2);
  });

  it('counts from the moment it is there: no dispatch commits after that, however many are under way', async () => {
    until('2026-06-18T12:00Z');
    for (let round = 0; round < 4; round++) {
      const fleet = await started(Array(12).fill({}), {});
      expect(await tickOut(fleet)).toHaveLength(12);
      const dispatched = async (): Promise<number> =>
        (await targets(fleet)).filter((text) => text.startsWith('dispatched')).length;
      const calls = fleet.keys.map(async (_, i) => {
        // Some begin before, some while the freeze is made.
        await new Promise((resolve) => setTimeout(resolve, i * round));
        return isTold(fleet, i);
      });
      const freeze = await block({});
      const then = await dispatched();
      const told = await Promise.all(calls);
      expect(await dispatched()).toBe(then);
      expect(told.filter(Boolean)).toHaveLength(then);
      await lift(freeze.id);
    }
  });

  it('of some holds those back, by their own clock, and no others; once lifted they go at once', async () => {
    until('2026-06-20T12:00Z');
    const fleet = await started(
      [{ tags: ['vip'], timeZone: 'Europe/Berlin' }, { tags: ['vip'], timeZone: 'Asia/Kathmandu' }, {}],
      {},
    );
    const order = { to: '2026-06-22T00:00', zone: 'device', scope: { filter: 'tag = "vip"' } };
    const blackout = await block(order);
    expect(await tickOut(fleet)).toEqual([fleet.keys[2]]);
    expect(await targets(fleet)).toEqual(['waiting blackout 06-21T22:00', 'waiting blackout 06-21T18:15', 'claimed']);
    const other = await block({ to: '2026-06-20T18:00', scope: { filter: `id = "00AA11-GW-${fleet.name}%2D1"` } });
    await lift(blackout.id);
    expect(await tickOut(fleet)).toEqual([fleet.keys[0]]);
    expect(await targets(fleet)).toEqual(['claimed', 'waiting blackout 06-20T18:00', 'claimed']);
    await lift(other.id);
    expect(await tickOut(fleet)).toEqual([fleet.keys[1]]);
  });

  it('that begins soon already stops what would run into it', async () => {
    until('2026-06-25T12:00Z');
    const fleet = await started([{}], { limits: { finishMinutes: 45 } });
    const blackout = await block({ from: '2026-06-25T12:30', to: '2026-06-25T14:00' });
    expect(await tickOut(fleet)).toEqual([]);
    const [wave] = await listWaves(database.pool, fleet.id);
    expect([wave!.waitsFor, wave!.waitsUntil]).toEqual(['blackout', new Date('2026-06-25T14:00Z')]);
    until('2026-06-25T14:00Z');
    expect(await tickOut(fleet)).toHaveLength(1);
    await lift(blackout.id);
  });
});

describe('an exclusion', () => {
  it('skips its devices, or lets them wait for a few days, and counts at the dispatch too', async () => {
    until('2026-07-01T12:00Z');
    const fleet = await started([{}, { tags: ['sla'] }, {}, {}], {});
    const id = (i: number) => `00AA11-GW-${fleet.name}%2D${i}`;
    await exclude({ scope: { devices: [id(0)] } });
    const some = await exclude({ scope: { filter: 'tag = "sla"' }, until: '2026-07-03T00:00:00Z' });
    await exclude({ scope: { devices: [id(2)] }, until: '2026-12-31T00:00:00Z' });
    expect(await tickOut(fleet)).toEqual([fleet.keys[3]]);
    expect(await targets(fleet)).toEqual([
      'skipped excluded',
      'waiting excluded 07-03T00:00',
      'skipped excluded',
      'claimed',
    ]);
    const late = await exclude({ scope: { devices: [id(3)] } });
    expect(await isTold(fleet, 3)).toBe(false);
    await exclusionsService(database.pool, clock).remove(late.id, actor);
    expect(await isTold(fleet, 3)).toBe(true);
    await exclusionsService(database.pool, clock).remove(some.id, actor);
    expect(await tickOut(fleet)).toEqual([fleet.keys[1]]);
  });
});

describe('rates', () => {
  const sites = (...names: string[]): Where[] => names.flatMap((site) => Array.from({ length: 12 }, () => ({ site })));

  it('per region hold each region to its own, and no region to that of another', async () => {
    until('2026-07-10T12:00Z');
    const fleet = await started(
      [...sites('north', 'south'), ...sites('north').map(() => ({ tags: ['region:south'] }))],
      {
        limits: { perRegion: 2, maxInFlight: 100 },
      },
    );
    const regionOf = (key: DeviceKey): string => (fleet.keys.indexOf(key) < 12 ? 'north' : 'south');
    const grants: { at: number; region: string }[] = [];
    for (let second = 0; second <= 420; second += 10) {
      for (const key of await tickOut(fleet)) grants.push({ at: second, region: regionOf(key) });
      clock.advance(seconds(10));
    }
    for (const [region, most] of [
      ['north', 12],
      ['south', 24],
    ] as const) {
      const its = grants.filter((grant) => grant.region === region);
      // One at the start and two a minute after that: all that can be had, and no more in any span.
      expect(its.length).toBeLessThanOrEqual(Math.min(most, 15));
      expect(its.length).toBeGreaterThanOrEqual(Math.min(most, 13));
      for (const [i, { at }] of its.entries())
        for (const [n, other] of its.slice(i).entries())
          expect(n + 1).toBeLessThanOrEqual(1 + ((other.at - at) * 2) / 60);
    }
    const waiting = (await targets(fleet)).filter((text) => text.startsWith('waiting'));
    expect(new Set(waiting.map((text) => text.split(' ')[1]))).toEqual(new Set(['rate']));
  });

  it('per model and per region count both, and a start is taken from both or from none', async () => {
    until('2026-07-10T18:00Z');
    const fleet = await started(sites('north', 'south'), { limits: { perRegion: 600, perModel: 2 } });
    let claimed = 0;
    for (let second = 0; second <= 240; second += 10) {
      claimed += (await tickOut(fleet)).length;
      clock.advance(seconds(10));
    }
    // They are all of one model: one at the start, and two a minute.
    expect(claimed).toBeGreaterThanOrEqual(8);
    expect(claimed).toBeLessThanOrEqual(9);
    const { rows } = await database.pool.query<{ tokens: number }>(
      `SELECT tokens FROM rate_bucket WHERE key LIKE '%/region:%'`,
    );
    // What their regions could have given was not used up in vain.
    expect(rows.map(({ tokens }) => tokens > 50)).toEqual([true, true]);
  });

  it('of all campaigns together hold over several of them, whoever asks first', async () => {
    until('2026-07-11T12:00Z');
    const settings = { startsPerMinute: 20 };
    const fleets = [await started(sites('a', 'b'), {}), await started(sites('c', 'd'), {})];
    const grants: number[] = [];
    for (let second = 0; second <= 120; second += 5) {
      const claimed = await Promise.all(fleets.map((fleet) => tickOut(fleet, settings)));
      for (let n = 0; n < claimed.flat().length; n++) grants.push(second);
      clock.advance(seconds(5));
    }
    // A look every five seconds lets some of what there could be go by.
    expect(grants.length).toBeGreaterThanOrEqual(36);
    for (const [i, at] of grants.entries())
      for (const [n, other] of grants.slice(i).entries())
        expect(n + 1).toBeLessThanOrEqual(2 + ((other - at) * 20) / 60 + 1e-9);
    const { rows } = await database.pool.query<{ tokens: number }>('SELECT tokens FROM rate_bucket');
    expect(rows.every(({ tokens }) => tokens >= 0)).toBe(true);
    const all = [...(await targets(fleets[0]!)), ...(await targets(fleets[1]!))];
    expect(new Set(all.filter((text) => text.startsWith('waiting')))).toEqual(new Set(['waiting rate']));
  });

  it('grow with what succeeds where the plan says so', async () => {
    until('2026-07-12T12:00Z');
    const fleet = await started(sites('a', 'b'), { limits: { ramp: { base: 1, factor: 10, step: 2 } } });
    const bring = async (keys: DeviceKey[]): Promise<void> => {
      for (const key of keys) {
        const serial = `${fleet.name}-${fleet.keys.indexOf(key)}`;
        await (await muster.call(serial)).ask();
        await muster.call(serial, { events: ['1 BOOT'], version: '2.0' });
      }
    };
    const counts: number[] = [];
    for (let n = 0; n < 4; n++) {
      const claimed = await tickOut(fleet);
      counts.push(claimed.length);
      await bring(claimed);
      clock.advance(minutes(1));
    }
    // One a minute; with two successes ten a minute, of which one at once is the most after the rate of before; then the rest.
    expect(counts.slice(0, 2)).toEqual([1, 1]);
    expect(counts[2]).toBe(1);
    expect(counts[3]).toBeGreaterThanOrEqual(1);
  });
});

describe('transfers', () => {
  it('on one host are capped over all campaigns that use it, and those of a campaign by its plan', async () => {
    until('2026-07-20T12:00Z');
    const relays = relaysService(database.pool, clock);
    await relays.put({ host: 'self', maxTransfers: 5 }, actor);
    const fleets = [
      await started(Array(6).fill({}), { limits: { maxTransfers: 3 } }),
      await started(Array(6).fill({}), {}),
    ];
    // Other campaigns of this file have devices in flight on our file server too; from here on they do not count.
    await database.pool.query(
      `UPDATE target SET state = 'applying' WHERE state IN ('claimed', 'dispatched', 'accepted')`,
    );
    expect(await tickOut(fleets[0]!)).toHaveLength(3);
    expect(new Set(await targets(fleets[0]!))).toEqual(new Set(['claimed', 'waiting transfers']));
    expect(await tickOut(fleets[1]!)).toHaveLength(2);
    expect(new Set(await targets(fleets[1]!))).toEqual(new Set(['claimed', 'waiting transfers']));
    const both = await Promise.all([...fleets, ...fleets].map((fleet) => tickCampaign(database.pool, clock, fleet.id)));
    expect(both.flatMap((tick) => tick.claimed)).toEqual([]);
    await relays.remove('self', actor);
    expect(await tickOut(fleets[1]!)).toHaveLength(4);
    expect(await tickOut(fleets[0]!)).toHaveLength(0);
  });
});

it('under random gates no target is claimed or told anything behind a shut one, and none waits longer than a tick where all are open', async () => {
  const act = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('call'), device: fc.nat(3) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(1, 29, 61, 180, 601) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('freeze', 'blackout', 'exclude', 'lift') }) },
  );
  const zones = ['Europe/Berlin', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Australia/Lord_Howe'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 8, maxLength: 16, size: 'max' }),
      fc.constantFrom('device', 'UTC', null),
      async (acts, zone) => {
        const fleet = await started(
          zones.map((timeZone, i) => ({ timeZone, tags: i % 2 ? ['odd'] : [] })),
          {
            limits: { finishMinutes: 30 },
            timeouts: { claimMinutes: 1 },
            ...(zone === null ? {} : { windows: [{ ...night, zone }] }),
          },
        );
        const made: { id: string; kind: 'blackout' | 'exclusion'; all: boolean; from: number; to: number }[] = [];
        try {
          for (const one of acts) {
            const now = clock.now();
            let told: number | null = null;
            if (one.do === 'call') {
              const { device } = one as { device: number };
              const call = await (await muster.call(`${fleet.name}-${device}`)).ask();
              if (call?.method === 'Download') told = device;
            } else if (one.do === 'wait') clock.advance(minutes((one as { minutes: number }).minutes));
            else if (one.do === 'lift') {
              const gone = made.shift();
              if (gone?.kind === 'blackout') await lift(gone.id);
              if (gone?.kind === 'exclusion') await exclusionsService(database.pool, clock).remove(gone.id, actor);
            } else if (one.do === 'exclude') {
              const to = now + hours(20);
              const { id } = await exclude({ scope: { filter: 'tag = "odd"' }, until: new Date(to).toISOString() });
              made.push({ id, kind: 'exclusion', all: false, from: now, to });
            } else {
              const all = one.do === 'freeze';
              const to = all ? Number.POSITIVE_INFINITY : now + hours(9);
              const { id } = await block({
                scope: all ? 'all' : { filter: 'tag = "odd"' },
                to: all ? null : new Date(to).toISOString(),
              });
              made.push({ id, kind: 'blackout', all, from: now, to });
            }
            await sweepTargets(database.pool, clock, 500);
            const claimed = await tickOut(fleet);
            // Wall clocks by the platform's own calendar data; nothing of the rules under test.
            const at = clock.now();
            const isOpen = (i: number): boolean => {
              const needed = at + minutes(30);
              const shut = made.some(
                ({ all, from, to, kind }) =>
                  (all || i % 2 === 1) && from < (kind === 'exclusion' ? at + 1 : needed) && at < to,
              );
              if (shut) return false;
              if (zone === null) return true;
              const its = zone === 'device' ? zones[i]! : zone;
              const wall = new Intl.DateTimeFormat('en-GB', { timeZone: its, hour: '2-digit', minute: '2-digit' });
              const [hour = 0, minute = 0] = wall.format(at).split(':').map(Number);
              const since = hour * 60 + minute - 120;
              return since >= 0 && since + 30 <= 180;
            };
            if (told !== null) expect(isOpen(told)).toBe(true);
            const rows = await listTargets(database.pool, fleet.id, {}, 0, 100);
            for (const [i, target] of rows.entries()) {
              if (claimed.includes(target.deviceKey)) expect(isOpen(i)).toBe(true);
              if (target.state !== 'waiting') continue;
              const reason = target.waitsFor ?? target.reason;
              expect(Object.keys(waitReasons)).toContain(reason);
              // Called in vain it waits a minute; that is a gate of its own.
              if (reason !== 'offline') expect({ i, reason, open: isOpen(i) }).toEqual({ i, reason, open: false });
            }
          }
        } finally {
          for (const { id, kind } of made) {
            if (kind === 'blackout') await lift(id);
            else await exclusionsService(database.pool, clock).remove(id, actor);
          }
        }
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

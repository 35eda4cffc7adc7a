import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hours, minutes } from '../../../src/base/durations.ts';
import type { CampaignId, DeviceKey } from '../../../src/base/ids.ts';
import { blackoutOrder } from '../../../src/campaigns/gates/blackout-order.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { blackoutsService } from '../../../src/campaigns/service/blackouts.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { listTargets, listWaves } from '../../../src/campaigns/store.ts';
import type { Call } from '../../../src/cwmp/rpc/index.ts';
import { type Stage, stage, type Talk, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { onlyBrakes } from '../support/no-brakes.ts';
import { addFile } from '../support/world.ts';

const database = withDatabase();
const clock = virtualClock(Date.UTC(2026, 5, 1, 12));
const actor = { name: 'tester', role: 'operator' };
const night = { start: '02:00', durationMinutes: 180, zone: 'UTC' };
const daily = 86_400;
const allMethods = ['Download', 'ScheduleDownload', 'GetAllQueuedTransfers', 'CancelTransfer'];
let muster: Stage;
let fleets = 0;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});
afterEach(async () => {
  await database.pool.query('DELETE FROM blackout');
});

interface Fleet {
  readonly id: CampaignId;
  readonly keys: DeviceKey[];
  readonly serials: string[];
}

/**
 * A started campaign over devices that told no address to call them at. They call once a day, at noon UTC; the campaign is
 * started two hours after.
 */
async function started(count: number, plan: object = {}, methods: string[] | null = allMethods): Promise<Fleet> {
  const name = `S${++fleets}`;
  // Each test begins with a noon of its own.
  clock.advance(hours(24) - ((clock.now() - hours(12)) % hours(24)));
  const serials = Array.from({ length: count }, (_, i) => `${name}-${i}`);
  const keys: DeviceKey[] = [];
  for (const serial of serials) keys.push((await muster.call(serial)).device);
  await database.pool.query(
    `UPDATE device SET methods = $2, methods_version = software_version, inform_interval = $3 WHERE id = ANY($1)`,
    [keys, methods, daily],
  );
  const service = campaignsService(database.pool, clock);
  const { id } = await service.create(
    {
      name,
      kind: 'firmware',
      filter: `serialNumber like "${name}-*"`,
      artifact: { fileId: await addFile(database.pool, clock.now()) },
      windows: [night],
      ...onlyBrakes(plan),
    },
    actor,
  );
  clock.advance(hours(2));
  await service.start(id, actor);
  return { id, keys, serials };
}

async function tick({ id }: { id: CampaignId }): Promise<DeviceKey[]> {
  const claimed: DeviceKey[] = [];
  await muster.sweep();
  await sweepTargets(database.pool, clock, 500);
  for (let i = 0; i < 50; i++) {
    const result = await tickCampaign(database.pool, clock, id);
    claimed.push(...result.claimed);
    if (!result.again) return claimed;
  }
  throw new Error('the tick does not come to an end');
}

/** The time of the clock becomes the next `HH:mm` UTC, with the planner looking every quarter of an hour. */
async function until(fleet: Fleet, time: string): Promise<void> {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const wanted = hours(hour) + minutes(minute);
  const left = (hours(24) + wanted - (clock.now() % hours(24))) % hours(24);
  const end = clock.now() + left;
  while (clock.now() < end) {
    clock.advance(Math.min(minutes(15), end - clock.now()));
    await tick(fleet);
  }
}

async function targets({ id }: { id: CampaignId }): Promise<string[]> {
  const found = await listTargets(database.pool, id, {}, 0, 500);
  return found.map(({ state, reason, attempt }) => `${state} ${reason ?? ''} ${attempt}`.replace('  ', ' '));
}

const told = (call: Call | null): Call<'ScheduleDownload'>['args'] => {
  if (call?.method !== 'ScheduleDownload') throw new TypeError(`${call?.method ?? 'nothing'} was said`);
  return call.args;
};

/** It calls, is told its windows and takes them. */
async function takes(serial: string): Promise<Call<'ScheduleDownload'>['args']> {
  const talk = await muster.call(serial);
  const args = told(await talk.ask());
  expect(await talk.answer('ScheduleDownload', {})).toBeNull();
  return args;
}

/** It has done it, and calls. */
async function flashed(serial: string, key: string): Promise<Talk> {
  const talk = await muster.call(serial, {
    events: ['1 BOOT', '7 TRANSFER COMPLETE', 'M ScheduleDownload'],
    version: '2.0',
  });
  await talk.transferComplete(key);
  return talk;
}

const state = async ({ id }: Fleet): Promise<string> => (await campaignsService(database.pool, clock).get(id)).state;

describe('a device that cannot be called and calls outside of its windows', () => {
  it('is claimed right before its call, told of the next two nights, and proves itself in the first', async () => {
    const fleet = await started(2);
    const [first, second] = fleet.serials as [string, string];
    expect(await tick(fleet)).toEqual([]);
    expect(await targets(fleet)).toEqual(['waiting nextInform 0', 'waiting nextInform 0']);
    const [wave] = await listWaves(database.pool, fleet.id);
    expect([wave!.waitsFor, wave!.inflight]).toEqual(['window', 0]);
    // All night long it takes no slot, as it does not call.
    await until(fleet, '11:45');
    expect((await listWaves(database.pool, fleet.id))[0]!.inflight).toBe(0);
    await until(fleet, '11:53');
    expect(await targets(fleet)).toEqual(['claimed 0', 'claimed 0']);

    await until(fleet, '12:00');
    const { CommandKey, TimeWindowList } = await takes(first);
    // From noon: 02:00 is 14 hours away; without finishMinutes half of the window is left for what follows the start, at most an hour.
    expect(TimeWindowList.map((one) => [one.WindowStart / 3600, one.WindowEnd / 3600, one.WindowMode])).toEqual([
      [14, 16, '1 At Any Time'],
      [38, 40, '1 At Any Time'],
    ]);
    // The other one does not come: its slot is free again soon, and it has its turn a day later.
    await until(fleet, '12:30');
    expect(await targets(fleet)).toEqual(['accepted 1', 'waiting nextInform 0']);

    await until(fleet, '02:05');
    await flashed(first, CommandKey);
    expect(await targets(fleet)).toEqual(['succeeded 1', 'waiting nextInform 0']);
    await until(fleet, '12:00');
    const other = await takes(second);
    await until(fleet, '02:30');
    await flashed(second, other.CommandKey);
    await tick(fleet);
    expect([await targets(fleet), await state(fleet)]).toEqual([['succeeded 1', 'succeeded 1'], 'completed']);
  });

  it('has another night when it missed both of its windows, and is waited for until then', async () => {
    const fleet = await started(1, { retries: { max: 1, backoffMinutes: 15 } });
    const [serial] = fleet.serials as [string];
    await until(fleet, '12:00');
    const { CommandKey } = await takes(serial);
    // An hour behind its last window it would count as unconfirmed.
    for (let day = 0; day < 2; day++) await until(fleet, '03:59');
    expect(await targets(fleet)).toEqual(['accepted 1']);
    const talk = await muster.call(serial, { events: ['7 TRANSFER COMPLETE', 'M ScheduleDownload'] });
    await talk.transferComplete(CommandKey, 9020);
    expect(await targets(fleet)).toEqual(['retryWait retry 1']);
    // Its call of 03:59 is the last one that is known of it.
    await until(fleet, '03:58');
    expect(await targets(fleet)).toEqual(['claimed 1']);
    const again = await takes(serial);
    expect(again.CommandKey).not.toBe(CommandKey);
    expect(again.TimeWindowList[0]).toMatchObject({ WindowStart: 0, WindowEnd: 120 });
    await flashed(serial, again.CommandKey);
    expect(await targets(fleet)).toEqual(['succeeded 2']);
  });

  it('is left to its windows where the plan wants that, and where it has no ScheduleDownload', async () => {
    const never = await started(1, { scheduleDownload: 'never' });
    const unable = await started(1, {}, ['Download']);
    for (const fleet of [never, unable]) {
      await until(fleet, '12:00');
      expect(await (await muster.call(fleet.serials[0]!)).ask()).toBeNull();
      await tick(fleet);
      expect((await targets(fleet))[0]).toMatch(/^waiting (window|wave|nextInform) 0$/);
    }
    // In a window it is told to download at once, if it calls there.
    await until(unable, '01:50');
    await database.pool.query('UPDATE device_pulse SET last_inform_at = $2 WHERE device_id = $1', [
      unable.keys[0],
      new Date(clock.now() - hours(23.5)),
    ]);
    await until(unable, '02:20');
    expect((await (await muster.call(unable.serials[0]!)).ask())?.method).toBe('Download');
  });

  it('is asked for its methods first where it never told them, and told of its windows a day later', async () => {
    const fleet = await started(1, {}, null);
    const [serial] = fleet.serials as [string];
    await until(fleet, '12:00');
    const talk = await muster.call(serial);
    expect((await talk.ask())?.method).toBe('GetRPCMethods');
    expect(await talk.answer('GetRPCMethods', { MethodList: allMethods })).toBeNull();
    await until(fleet, '11:00');
    await until(fleet, '12:00');
    expect((await takes(serial)).TimeWindowList).toHaveLength(2);
  });

  it('takes no more slots for a time to come than the plan leaves for that', async () => {
    const fleet = await started(3, { limits: { maxInFlight: 4, maxScheduled: 2 } });
    await until(fleet, '11:55');
    expect((await targets(fleet)).sort()).toEqual(['claimed 0', 'claimed 0', 'waiting concurrency 0']);
  });

  it('is not told of a night that a blackout took away after its claim', async () => {
    const fleet = await started(1);
    await until(fleet, '11:55');
    expect(await targets(fleet)).toEqual(['claimed 0']);
    await block(hours(10), hours(20));
    expect(await (await muster.call(fleet.serials[0]!)).ask()).toBeNull();
    expect(await targets(fleet)).toEqual(['claimed 0']);
  });
});

async function block(fromMs: number, toMs: number): Promise<string> {
  const at = (ms: number): string => new Date(clock.now() + ms).toISOString();
  const order = blackoutOrder.parse({ from: at(fromMs), to: at(toMs), reason: 'a final' });
  return (await blackoutsService(database.pool, clock).create(order, actor)).id;
}

/** A device that was told at noon, with the file server's view of its link. */
async function underWay(plan: object = {}) {
  const fleet = await started(1, plan);
  const [serial] = fleet.serials as [string];
  await until(fleet, '12:00');
  const { CommandKey } = await takes(serial);
  const withdrawn = async (): Promise<boolean> => {
    const { rows } = await database.pool.query(
      'SELECT 1 FROM link_revoked l JOIN operation o ON o.id::text = l.purpose WHERE o.command_key = $1',
      [CommandKey],
    );
    return rows.length === 1;
  };
  return { fleet, serial, CommandKey, withdrawn };
}

describe('a blackout that is put up after a device was told', () => {
  it('makes it drop that, and it has its turn again as if it had not been tried', async () => {
    const { fleet, serial, CommandKey, withdrawn } = await underWay();
    await block(hours(10), hours(20));
    // Devices that are to drop something are called, as far as they can be.
    expect(await tick(fleet)).toEqual(fleet.keys);
    expect([await targets(fleet), await withdrawn()]).toEqual([['cancelling blackout 1'], true]);
    expect(await tick(fleet)).toEqual([]);
    const talk = await muster.call(serial);
    expect(await talk.ask()).toEqual({ method: 'CancelTransfer', args: { CommandKey } });
    expect(await talk.answer('CancelTransfer', {})).toBeNull();
    expect(await targets(fleet)).toEqual(['waiting blackout 0']);
    await until(fleet, '11:59');
    await until(fleet, '12:00');
    const again = await takes(serial);
    expect(again.TimeWindowList[0]!.WindowStart).toBe(14 * 3600);
    await until(fleet, '02:10');
    await flashed(serial, again.CommandKey);
    await tick(fleet);
    expect([await targets(fleet), await state(fleet)]).toEqual([['succeeded 1'], 'completed']);
  });

  it('keeps it from beginning also where it does not call before, and that is no failure', async () => {
    const { fleet, serial, CommandKey } = await underWay({ thresholds: { maxFailedTotal: 0 } });
    await block(hours(10), hours(20));
    await tick(fleet);
    await until(fleet, '02:10');
    const talk = await muster.call(serial, { events: ['7 TRANSFER COMPLETE', 'M ScheduleDownload'] });
    await talk.transferComplete(CommandKey, 9016);
    expect([await targets(fleet), await state(fleet)]).toEqual([['waiting blackout 0'], 'running']);
  });

  it('leaves alone what begins before or after it, and what has begun', async () => {
    const early = await underWay();
    await block(hours(17), hours(30));
    expect(await tick(early.fleet)).toEqual([]);
    expect(await targets(early.fleet)).toEqual(['accepted 1']);
    await block(0, hours(12));
    expect(await tick(early.fleet)).toEqual([]);

    const begun = await underWay();
    await until(begun.fleet, '02:01');
    await database.pool.query(
      `INSERT INTO file_served (device_id, purpose, file_id, requests, bytes, last_status, first_at, last_at)
       SELECT device_id, id::text, ("order" ->> 'fileId')::uuid, 1, 1000, 200, now(), now() FROM operation WHERE command_key = $1`,
      [begun.CommandKey],
    );
    await block(0, hours(12));
    expect(await tick(begun.fleet)).toEqual([]);
    expect([await targets(begun.fleet), await begun.withdrawn()]).toEqual([['accepted 1'], false]);
  });

  it('lets end what the device will not drop (9021)', async () => {
    const { fleet, serial, CommandKey } = await underWay();
    await block(hours(10), hours(20));
    await tick(fleet);
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.fault(9021, 'too late');
    expect(await targets(fleet)).toEqual(['unconfirmed blackout 1']);
    await until(fleet, '02:10');
    await flashed(serial, CommandKey);
    expect(await targets(fleet)).toEqual(['succeeded 1']);
  });

  it('is heard also by a campaign that is paused', async () => {
    const { fleet } = await underWay({ pauseCancelsScheduled: 'never' });
    await campaignsService(database.pool, clock).pause(fleet.id, null, actor);
    await tick(fleet);
    expect(await targets(fleet)).toEqual(['accepted 1']);
    await block(hours(10), hours(20));
    await tick(fleet);
    expect(await targets(fleet)).toEqual(['cancelling blackout 1']);
  });
});

describe('a pause', () => {
  it.each([
    ['by a threshold', 'threshold', true, true],
    ['by a person', 'threshold', false, false],
    ['by a person, where the plan says so', 'always', false, true],
    ['by a threshold, where the plan does not want it', 'never', true, false],
  ])('%s takes back what has not begun: %s, %s, %s', async (_, pauseCancelsScheduled, tripped, recalled) => {
    const { fleet, serial } = await underWay({ pauseCancelsScheduled });
    const service = campaignsService(database.pool, clock);
    await service.pause(fleet.id, tripped ? 'threshold maxFailedTotal' : 'lunch', actor);
    await tick(fleet);
    expect(await targets(fleet)).toEqual([recalled ? 'cancelling paused 1' : 'accepted 1']);
    if (!recalled) return;
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('CancelTransfer', {});
    expect(await targets(fleet)).toEqual(['waiting paused 0']);
    await service.resume(fleet.id, actor, 'seen');
    await until(fleet, '11:55');
    expect(await targets(fleet)).toEqual(['claimed 0']);
  });
});

import { describe, expect, it } from 'vitest';
import { days, hours, minutes } from '../../../src/base/durations.ts';
import type { CampaignId } from '../../../src/base/ids.ts';
import { membersOf } from '../../../src/campaigns/members.ts';
import { type Health, healthVerdict } from '../../../src/campaigns/rules/health.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { controlHealth, findCampaign, waveHealth } from '../../../src/campaigns/store.ts';
import { inTransaction } from '../../../src/platform/database/transaction.ts';
import { keyOf, stage, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { addFile } from '../support/world.ts';

describe('the health of a wave', () => {
  const rows: [what: string, after: [number, number], before: [number, number], devices: number, ill: boolean][] = [
    ['is well without a restart', [0, 10], [5, 700], 100, false],
    ['is well with as many as before', [1, 100], [7, 700], 100, false],
    ['may be worse by chance', [6, 100], [7, 700], 100, false],
    ['is ill with far more than before', [30, 100], [7, 700], 100, true],
    ['is ill with many where there were none', [10, 100], [0, 700], 100, true],
    ['may have some where there were none', [9, 100], [0, 700], 100, false],
    ['is not known of a few devices', [100, 9], [0, 63], 9, false],
    ['is not known of devices without a past', [100, 10], [0, 9], 10, false],
    ['is not known of devices that nobody watched', [0, 0], [7, 700], 100, false],
    ['is well where restarts became fewer', [0, 100], [700, 700], 100, false],
  ];
  const nobody = { devices: 0, restarts: 0, deviceDays: 0, overdue: 0 };
  it.each(rows)('%s, where nobody is left to compare with', (_, after, before, devices, ill) => {
    const health: Health = {
      wave: { devices, restarts: after[0], deviceDays: after[1], overdue: devices },
      before: { restarts: before[0], deviceDays: before[1] },
      control: nobody,
    };
    expect(healthVerdict(health) !== null).toBe(ill);
  });

  it('is told in words', () => {
    const verdict = healthVerdict({
      wave: { devices: 50, restarts: 100, deviceDays: 50, overdue: 0 },
      before: { restarts: 35, deviceDays: 350 },
      control: nobody,
    });
    expect(verdict).toBe('50 devices of it restarted 2.00 times a day after the change and 0.10 times before');
  });

  type Side = [devices: number, restarts: number, deviceDays: number, overdue: number];
  const compared: [what: string, wave: Side, control: Side, past: number, verdict: RegExp | null][] = [
    ['is well with as many restarts', [200, 20, 200, 0], [200, 20, 200, 0], 0, null],
    ['is well where all restart, whatever was before', [200, 400, 200, 0], [200, 400, 200, 0], 0, null],
    ['may be worse by chance', [200, 35, 200, 0], [200, 20, 200, 0], 35, null],
    [
      'is ill with far more, although it always was',
      [200, 60, 200, 0],
      [200, 20, 200, 0],
      420,
      /^200 devices of it restarted 0\.30 times a day after the change, and 200 that are not changed yet 0\.10 times$/,
    ],
    [
      'is judged by its past where few are left',
      [200, 60, 200, 0],
      [9, 0, 9, 0],
      70,
      /0\.30 .* and 0\.05 times before$/,
    ],
    ['is judged by its past where the others were watched too briefly', [200, 60, 200, 0], [90, 0, 99, 0], 420, null],
    ['is well where as many missed a call', [200, 0, 200, 40], [200, 0, 200, 40], 0, null],
    ['may miss more by chance', [200, 0, 200, 20], [200, 0, 200, 8], 0, null],
    [
      'is ill where far more missed a call',
      [200, 0, 200, 30],
      [200, 0, 200, 8],
      0,
      /^30 of 200 devices of it missed their last call after the change, and 8 of 200 that are not changed yet$/,
    ],
    ['is ill where all of it missed a call', [10, 0, 1, 10], [10, 0, 1, 0], 0, /^10 of 10 devices of it missed/],
    ['is not known of so few', [9, 90, 9, 9], [200, 0, 200, 0], 0, null],
    ['is not told from a few others', [200, 0, 200, 200], [9, 0, 9, 0], 0, null],
  ];
  const side = ([devices, restarts, deviceDays, overdue]: Side) => ({ devices, restarts, deviceDays, overdue });
  it.each(compared)('%s', (_, wave, control, past, verdict) => {
    const before = { restarts: past, deviceDays: 7 * wave[2] };
    const found = healthVerdict({ wave: side(wave), before, control: side(control) });
    if (verdict === null) expect(found).toBeNull();
    else expect(found).toMatch(verdict);
  });
});

describe('a gate', () => {
  const database = withDatabase(10);
  const actor = { name: 'tester', role: 'operator' };
  let fleets = 0;

  interface Others {
    readonly devices: number;
    readonly restarts: number;
    /** Hours for which the devices of the wave do not call at the end; the others call. */
    readonly quiet?: number;
  }

  /** A first wave of ten devices that soaks for a day, in which each of them restarts so often; and others behind it. */
  async function soaked(
    restarts: number,
    before: number,
    others: Others = { devices: 1, restarts: 0 },
  ): Promise<{ id: CampaignId; name: string; now: number; state: string; tick: () => Promise<string> }> {
    const clock = virtualClock();
    const muster = stage(database.pool, clock, () => 0.5);
    const name = `H${++fleets}`;
    for (let i = 0; i < 10 + others.devices; i++) {
      await muster.call(`${name}-${i}`);
    }
    for (let n = 0; n < 5; n++) {
      clock.advance(days(1));
      for (let i = 0; i < 10 + others.devices; i++)
        await muster.call(`${name}-${i}`, { events: n < before ? ['1 BOOT'] : ['2 PERIODIC'] });
    }
    const service = campaignsService(database.pool, clock);
    const { id } = await service.create(
      {
        name,
        kind: 'firmware',
        filter: `serialNumber like "${name}-*"`,
        artifact: { fileId: await addFile(database.pool, clock.now()) },
        waves: [{ size: '10', soakMinutes: 1_440 }, { size: 'rest' }],
        timeouts: { claimMinutes: 60 },
      },
      actor,
    );
    await service.start(id, actor);
    const tick = async (): Promise<string> => {
      for (let i = 0; i < 50; i++) if (!(await tickCampaign(database.pool, clock, id)).again) break;
      const { state, pauseReason } = (await findCampaign(database.pool, id))!;
      return pauseReason ?? state;
    };
    await tick();
    const updated: string[] = [];
    for (let i = 0; i < 10 + others.devices; i++) {
      const talk = await muster.call(`${name}-${i}`);
      const call = await talk.ask();
      if (!call) continue;
      keyOf(call);
      await muster.call(`${name}-${i}`, { events: ['1 BOOT'], version: '2.0' });
      updated.push(`${name}-${i}`);
    }
    expect(updated).toHaveLength(10);
    const left = Array.from({ length: 10 + others.devices }, (_, i) => `${name}-${i}`).filter(
      (s) => !updated.includes(s),
    );
    for (let hour = 0; hour < 25; hour++) {
      clock.advance(hours(1) + minutes(1));
      for (const serial of left)
        await muster.call(serial, { events: hour < others.restarts ? ['1 BOOT'] : ['2 PERIODIC'] });
      for (const serial of updated)
        await muster.call(serial, { events: hour < restarts ? ['1 BOOT'] : ['2 PERIODIC'], version: '2.0' });
      await sweepTargets(database.pool, clock, 500);
    }
    for (let hour = 0; hour < (others.quiet ?? 0); hour++) {
      clock.advance(hours(1));
      for (const serial of left) await muster.call(serial);
    }
    return { id, name, now: clock.now(), state: await tick(), tick };
  }

  it('opens where devices restart as they always did', async () => {
    const { id, now, state } = await soaked(1, 4);
    expect(state).toBe('running');
    const look = (limits: { sample: number; scan: number }) =>
      inTransaction(database.pool, (tx) => waveHealth(tx, id, 1, 1_440, new Date(now), limits));
    const health = await look({ sample: 200, scan: 20_000 });
    expect(health).toMatchObject({ wave: { devices: 10, restarts: 10, overdue: 0 }, before: { restarts: 40 } });
    expect(health.wave.deviceDays).toBeCloseTo(10);
    expect(health.before.deviceDays).toBeCloseTo(50, 0);
    // No more than it may is looked at.
    expect(await look({ sample: 3, scan: 20_000 })).toMatchObject({ wave: { devices: 3 } });
  });

  it('stays shut where they restart far more often since the change, until a person decides', async () => {
    const { id, state, tick } = await soaked(5, 1);
    expect(state).toMatch(
      /^gate of wave 1: 10 devices of it restarted 5\.00 times a day after the change and 0\.20 times/,
    );
    const service = campaignsService(database.pool, virtualClock());
    await service.decideWave(id, 1, 'pass', actor);
    await service.resume(id, actor, 'known');
    expect(await tick()).toBe('running');
  });

  it('stays shut where they restart far more often than those that are not changed yet, as both always did', async () => {
    const { id, name, now, state } = await soaked(6, 5, { devices: 12, restarts: 1 });
    expect(state).toBe(
      'gate of wave 1: 10 devices of it restarted 6.00 times a day after the change, and 12 that are not changed yet 1.00 times',
    );
    const look = (limits: { sample: number; scan: number }, filter: string) =>
      inTransaction(database.pool, (tx) =>
        controlHealth(
          tx,
          { id, snapshotDevice: 1_000_000_000 },
          membersOf({ filter }, now),
          { from: new Date(now - days(1)), to: new Date(now), now: new Date(now) },
          limits,
        ),
      );
    const mine = `serialNumber like "${name}-*"`;
    expect((await look({ sample: 200, scan: 2_000 }, mine)).devices).toBe(12);
    expect((await look({ sample: 5, scan: 2_000 }, mine)).devices).toBe(5);
    expect((await look({ sample: 200, scan: 2_000 }, 'serialNumber = "nobody"')).devices).toBe(0);
    // All of these devices are in the first stretch, of which one is looked at.
    expect((await look({ sample: 200, scan: 20 }, '')).devices).toBeLessThanOrEqual(1);
  });

  it('opens where all restart alike, although they did not before', async () => {
    expect((await soaked(5, 1, { devices: 12, restarts: 5 })).state).toBe('running');
  });

  it('stays shut where they miss calls that the others make', async () => {
    const { state } = await soaked(1, 4, { devices: 12, restarts: 1, quiet: 2 });
    expect(state).toBe(
      'gate of wave 1: 10 of 10 devices of it missed their last call after the change, and 0 of 12 that are not changed yet',
    );
  });
});

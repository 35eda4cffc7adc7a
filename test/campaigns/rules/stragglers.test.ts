import { beforeAll, describe, expect, it } from 'vitest';
import { days, minutes } from '../../../src/base/durations.ts';
import type { CampaignId } from '../../../src/base/ids.ts';
import { isStraggler } from '../../../src/campaigns/rules/wave-rules.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { findCampaign, listWaves } from '../../../src/campaigns/store.ts';
import { type Stage, stage, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { addFile } from '../support/world.ts';

describe('a straggler', () => {
  const rows: [what: string, silentDays: number | null, after: number | undefined, is: boolean][] = [
    ['is a device that was silent for over a week', 7.01, undefined, true],
    ['is none after just a week', 7, undefined, false],
    ['is one that never spoke', null, undefined, true],
    ['is one sooner where the wave says so', 1.5, 1, true],
    ['is one later where the wave says so', 29, 30, false],
  ];
  it.each(rows)('%s', (_, silent, stragglerAfterDays, is) => {
    expect(isStraggler(silent === null ? null : days(silent), { stragglerAfterDays })).toBe(is);
  });
});

describe('a gateway that somebody switched off', () => {
  const database = withDatabase(10);
  const clock = virtualClock();
  const actor = { name: 'tester', role: 'operator' };
  let muster: Stage;
  let fleets = 0;
  beforeAll(() => {
    muster = stage(database.pool, clock, () => 0.5);
  });
  const service = () => campaignsService(database.pool, clock);

  async function started(devices: number, waves: object[]): Promise<{ id: CampaignId; serials: string[] }> {
    const name = `G${++fleets}`;
    const serials = Array.from({ length: devices }, (_, i) => `${name}-${i}`);
    for (const serial of serials) await muster.call(serial);
    const file = await addFile(database.pool, clock.now());
    const { id } = await service().create(
      { name, kind: 'firmware', filter: `serialNumber like "${name}-*"`, artifact: { fileId: file }, waves },
      actor,
    );
    await service().start(id, actor);
    return { id, serials };
  }

  async function tickOut(id: CampaignId): Promise<void> {
    for (let i = 0; i < 50; i++) if (!(await tickCampaign(database.pool, clock, id)).again) return;
    throw new Error('the tick does not come to an end');
  }

  /** Those who call get what is theirs at present. */
  async function call(serials: readonly string[]): Promise<void> {
    for (const serial of serials) {
      const talk = await muster.call(serial);
      if (await talk.ask()) await muster.call(serial, { events: ['1 BOOT'], version: '2.0' });
    }
  }

  const waves = async (id: CampaignId) =>
    (await listWaves(database.pool, id)).map(({ state, total, waiting }) => `${state} ${total}, ${waiting} waiting`);

  async function targetOf(serial: string): Promise<{ state: string; reason: string | null; wave: number }> {
    const { rows } = await database.pool.query<{ state: string; reason: string | null; wave: number }>(
      `SELECT t.state, t.reason, t.wave FROM target t JOIN device d ON d.id = t.device_id WHERE d.serial_number = $1`,
      [serial],
    );
    return rows[0]!;
  }

  /** In the first wave, one of its two devices never calls again. @returns the others, and the silent one */
  async function silence(id: CampaignId, serials: readonly string[]): Promise<{ others: string[]; silent: string }> {
    await tickOut(id);
    const { rows } = await database.pool.query<{ serial: string }>(
      `SELECT d.serial_number AS serial FROM target t JOIN device d ON d.id = t.device_id WHERE campaign_id = $1 LIMIT 1`,
      [id],
    );
    const silent = rows[0]!.serial;
    const others = serials.filter((serial) => serial !== silent);
    await call(others);
    clock.advance(minutes(16));
    await sweepTargets(database.pool, clock, 500);
    return { others, silent };
  }

  async function daysLater(id: CampaignId, n: number): Promise<void> {
    clock.advance(days(n));
    await tickOut(id);
    clock.advance(minutes(16));
    await sweepTargets(database.pool, clock, 500);
    await tickOut(id);
  }

  it('holds its wave for a week, and goes with the last one when it comes back', async () => {
    const { id, serials } = await started(4, [{ size: '2' }, { size: 'rest' }]);
    const { others, silent } = await silence(id, serials);
    await tickOut(id);
    expect(await targetOf(silent)).toMatchObject({ state: 'waiting', reason: 'offline', wave: 1 });
    await daysLater(id, 6);
    expect((await waves(id))[1]).toBe('pending 0, 0 waiting');
    await daysLater(id, 2);
    // The others of the second wave are claimed now, beside it.
    expect(await waves(id)).toEqual(['passed 1, 0 waiting', 'draining 3, 0 waiting']);
    expect((await targetOf(silent)).wave).toBe(2);
    await call(others);
    await tickOut(id);
    expect((await findCampaign(database.pool, id))!.state).toBe('running');
    await call([silent]);
    await tickOut(id);
    expect((await findCampaign(database.pool, id))!.state).toBe('completed');
    expect(await waves(id)).toEqual(['passed 1, 0 waiting', 'passed 3, 0 waiting']);
  });

  it('has a last wave of its own where all others were in the first', async () => {
    const { id, serials } = await started(2, [{ size: '100%', stragglerAfterDays: 1 }, { size: 'rest' }]);
    const { silent } = await silence(id, serials);
    await daysLater(id, 2);
    expect(await waves(id)).toEqual(['passed 1, 0 waiting', 'draining 1, 0 waiting']);
    await call([silent]);
    await tickOut(id);
    expect((await findCampaign(database.pool, id))!.state).toBe('completed');
  });

  it('is skipped where a person skips the last wave with it', async () => {
    const { id, serials } = await started(3, [{ size: '2', gate: 'manual', stragglerAfterDays: 1 }, { size: 'rest' }]);
    const { silent } = await silence(id, serials);
    await daysLater(id, 2);
    expect(await targetOf(silent)).toEqual({ state: 'waiting', reason: 'straggler', wave: 2 });
    await service().decideWave(id, 2, 'skip', actor);
    await service().decideWave(id, 1, 'pass', actor);
    await tickOut(id);
    expect(await targetOf(silent)).toEqual({ state: 'skipped', reason: 'excluded', wave: 2 });
    expect((await findCampaign(database.pool, id))!.state).toBe('completed');
    expect(await waves(id)).toEqual(['passed 1, 0 waiting', 'skipped 1, 0 waiting']);
  });

  it('stays where it is in the last wave, and while the campaign does not run', async () => {
    const last = await started(1, [{ size: 'rest', stragglerAfterDays: 1 }]);
    await tickOut(last.id);
    await daysLater(last.id, 2);
    expect(await targetOf(last.serials[0]!)).toMatchObject({ wave: 1 });
    const { id, serials } = await started(3, [{ size: '2', stragglerAfterDays: 1 }, { size: 'rest' }]);
    const { silent } = await silence(id, serials);
    clock.advance(days(2));
    await tickOut(id);
    await service().pause(id, null, actor);
    clock.advance(minutes(16));
    await sweepTargets(database.pool, clock, 500);
    expect(await targetOf(silent)).toMatchObject({ wave: 1, state: 'waiting' });
  });
});

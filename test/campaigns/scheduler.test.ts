import { beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import type { CampaignId, DeviceKey } from '../../src/base/ids.ts';
import { sweepTargets } from '../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../src/campaigns/service/service.ts';
import { findCampaign, listWaves } from '../../src/campaigns/store.ts';
import { accepted, keyOf, type Stage, stage, virtualClock } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';
import { Ledger } from './support/ledger.ts';
import { onlyBrakes } from './support/no-brakes.ts';
import { addFile, type Plan, World } from './support/world.ts';

const database = withDatabase(20);
const clock = virtualClock();
const actor = { name: 'tester', role: 'operator' };
let muster: Stage;
let fleets = 0;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});

const service = () => campaignsService(database.pool, clock);

/** A started campaign over so many new devices. */
async function started(devices: number, plan: object): Promise<{ id: CampaignId; name: string; keys: DeviceKey[] }> {
  const name = `S${++fleets}`;
  const keys: DeviceKey[] = [];
  for (let i = 0; i < devices; i++) keys.push((await muster.call(`${name}-${i}`)).device);
  const { id } = await service().create(
    {
      name,
      kind: 'firmware',
      filter: `serialNumber like "${name}-*"`,
      artifact: { fileId: await addFile(database.pool, clock.now()) },
      ...onlyBrakes(plan),
    },
    actor,
  );
  await service().start(id, actor);
  return { id, name, keys };
}

async function tickOut(id: CampaignId): Promise<DeviceKey[]> {
  const claimed: DeviceKey[] = [];
  for (let i = 0; i < 50; i++) {
    const result = await tickCampaign(database.pool, clock, id);
    claimed.push(...result.claimed);
    if (!result.again) return claimed;
  }
  throw new Error('the tick does not come to an end');
}

const waves = async (id: CampaignId) =>
  (await listWaves(database.pool, id)).map(({ state, total }) => `${state} ${total}`);

describe('several planners', () => {
  it('claim no device twice, and each within the caps of the campaign', async () => {
    const { id, keys } = await started(30, { limits: { maxInFlight: 20, perMinute: 6_000 } });
    const claimed: DeviceKey[] = [];
    for (let i = 0; i < 12; i++) {
      const results = await Promise.all(Array.from({ length: 4 }, () => tickCampaign(database.pool, clock, id)));
      claimed.push(...results.flatMap((result) => result.claimed));
    }
    expect(claimed).toHaveLength(20);
    expect(new Set(claimed).size).toBe(20);
    expect(claimed.every((key) => keys.includes(key))).toBe(true);
    const { rows } = await database.pool.query<{ n: number }>(
      'SELECT count(*) AS n FROM operation WHERE campaign_id = $1 AND active',
      [id],
    );
    expect(rows[0]!.n).toBe(20);
  });

  it('of several campaigns over the same devices give each device to one of them', async () => {
    const name = `S${fleets + 1}`;
    const first = await started(8, {});
    const { id: second } = await service().create(
      {
        name: 'again',
        kind: 'firmware',
        filter: `serialNumber like "${name}-*"`,
        artifact: { fileId: await addFile(database.pool, clock.now()) },
      },
      actor,
    );
    await service().start(second, actor);
    const results = await Promise.all([tickOut(first.id), tickOut(second)]);
    const claimed = results.flat();
    expect(claimed).toHaveLength(8);
    expect(new Set(claimed).size).toBe(8);
    const { rows } = await database.pool.query<{ reason: string; n: number }>(
      `SELECT reason, count(*) AS n FROM target WHERE campaign_id = ANY($1) AND state = 'waiting' GROUP BY reason`,
      [[first.id, second]],
    );
    expect(rows).toEqual([{ reason: 'locked', n: 8 }]);
  });
});

describe('waves', () => {
  const sizes: [sizes: string[], devices: number, totals: string[]][] = [
    [['rest'], 5, ['draining 5']],
    [['2', 'rest'], 5, ['passed 2', 'draining 3']],
    [['1', '50%', 'rest'], 4, ['passed 1', 'passed 2', 'draining 1']],
    [['5', 'rest'], 5, ['passed 5', 'skipped 0']],
    [['9', '50%', 'rest'], 5, ['passed 5', 'skipped 0', 'skipped 0']],
    [['40%'], 5, ['draining 2']],
  ];
  it.each(sizes)('of %j over %i devices take %j', async (plan, devices, totals) => {
    const { id, name } = await started(devices, { waves: plan.map((size) => ({ size })) });
    for (let open = 1; open < totals.length; open++) {
      await tickOut(id);
      for (let i = 0; i < devices; i++) {
        const talk = await muster.call(`${name}-${i}`);
        // Those of the present wave are told; all of them are there at once.
        if (await talk.ask()) await muster.call(`${name}-${i}`, { events: ['1 BOOT'], version: '2.0' });
      }
    }
    await tickOut(id);
    expect(await waves(id)).toEqual(totals);
    const { rows } = await database.pool.query<{ n: number }>(
      'SELECT count(*) AS n FROM target WHERE campaign_id = $1',
      [id],
    );
    expect(rows[0]!.n).toBe((await listWaves(database.pool, id)).reduce((n, wave) => n + wave.total, 0));
  });

  it('that a person skips leave their devices to the ones behind', async () => {
    const { id } = await started(6, { waves: [{ size: '2', gate: 'manual' }, { size: '2' }, { size: 'rest' }] });
    await service().decideWave(id, 2, 'skip', actor);
    await tickOut(id);
    await database.pool.query(`UPDATE target SET state = 'skipped' WHERE campaign_id = $1`, [id]);
    await database.pool.query(
      `WITH moves AS (DELETE FROM wave_tally WHERE campaign_id = $1 AND ordinal = 1)
       UPDATE wave SET waiting = 0, inflight = 0, skipped = total WHERE campaign_id = $1 AND ordinal = 1`,
      [id],
    );
    await tickOut(id);
    await service().decideWave(id, 1, 'pass', actor);
    await tickOut(id);
    expect(await waves(id)).toEqual(['passed 2', 'skipped 0', 'draining 4']);
  });
});

describe('a campaign', () => {
  it('is paused in the very transaction of the failure that is one too many, and dispatches no more', async () => {
    const { id, name } = await started(3, { thresholds: { maxFailedTotal: 0 }, retries: { max: 0 } });
    await tickOut(id);
    const first = await muster.call(`${name}-0`);
    keyOf(await first.ask());
    expect(await first.fault(9016)).toBeNull();
    expect(await findCampaign(database.pool, id)).toMatchObject({
      state: 'paused',
      pauseReason: 'threshold maxFailedTotal: 1 are over the limit of 0',
    });
    // Claimed before the pause, but not said: it is not said now.
    expect(await (await muster.call(`${name}-1`)).ask()).toBeNull();
    await tickOut(id);
    const { rows } = await database.pool.query<{ state: string; n: number }>(
      'SELECT state, count(*) AS n FROM target WHERE campaign_id = $1 GROUP BY state ORDER BY state',
      [id],
    );
    expect(rows).toEqual([
      { state: 'failed', n: 1 },
      { state: 'waiting', n: 2 },
    ]);
    // Seen and accepted: what has failed counts no more.
    await expect(service().resume(id, actor)).rejects.toMatchObject({ code: 'conflict' });
    await service().resume(id, actor, 'the file server was down');
    expect((await tickOut(id)).length).toBe(2);
  });

  it('lets end what a device has begun when it is aborted, and takes back the rest', async () => {
    const { id, name } = await started(3, {});
    await tickOut(id);
    const begun = await muster.call(`${name}-0`);
    keyOf(await begun.ask());
    await begun.answer('Download', accepted);
    await service().abort(id, null, actor);
    await tickOut(id);
    expect(await (await muster.call(`${name}-1`)).ask()).toBeNull();
    expect((await findCampaign(database.pool, id))!.state).toBe('aborting');
    await muster.call(`${name}-0`, { events: ['1 BOOT'], version: '2.0' });
    await tickOut(id);
    expect((await findCampaign(database.pool, id))!.state).toBe('aborted');
    const { rows } = await database.pool.query<{ state: string; n: number }>(
      'SELECT state, count(*) AS n FROM target WHERE campaign_id = $1 GROUP BY state ORDER BY state',
      [id],
    );
    expect(rows).toEqual([
      { state: 'cancelled', n: 2 },
      { state: 'succeeded', n: 1 },
    ]);
  });

  it('passes over devices that are there already, and those of another model', async () => {
    const name = `S${++fleets}`;
    await muster.call(`${name}-0`, { version: '2.0' });
    await muster.call(`${name}-1`);
    const body = (fileId: string) => ({
      name,
      kind: 'firmware',
      filter: `serialNumber like "${name}-*"`,
      artifact: { fileId },
    });
    for (const [productClass, reasons] of [
      ['GW', { '0': 'already', '1': null }],
      ['Other', { '0': 'wrongModel', '1': 'wrongModel' }],
    ] as const) {
      const { id } = await service().create(body(await addFile(database.pool, clock.now(), { productClass })), actor);
      await service().start(id, actor);
      await tickOut(id);
      const { rows } = await database.pool.query<{ n: string; reason: string | null }>(
        `SELECT right(d.serial_number, 1) AS n, t.reason FROM target t JOIN device d ON d.id = t.device_id WHERE campaign_id = $1`,
        [id],
      );
      expect(Object.fromEntries(rows.map((row) => [row.n, row.reason]))).toEqual(reasons);
      if (reasons['1'] === null) await service().abort(id, null, actor);
      await tickOut(id);
    }
  });

  it('does not pass a wave with fewer results than its gate wants: a person says whether they will do', async () => {
    const { id, name } = await started(3, { waves: [{ size: '2', minSample: 2 }, { size: 'rest' }] });
    const [first, second] = await tickOut(id);
    const serialOf = async (key: DeviceKey) =>
      (await database.pool.query<{ serial: string }>('SELECT serial_number AS serial FROM device WHERE id = $1', [key]))
        .rows[0]!.serial;
    expect(await serialOf(first!)).toContain(name);
    keyOf(await (await muster.call(await serialOf(first!))).ask());
    await muster.call(await serialOf(first!), { events: ['1 BOOT'], version: '2.0' });
    await service().actOnTarget(
      id,
      `00AA11-GW-${(await serialOf(second!)).replaceAll('-', '%2D')}`,
      'exclude',
      null,
      actor,
    );
    expect(await tickOut(id)).toEqual([]);
    expect(await waves(id)).toEqual(['gate 2', 'pending 0']);
    expect((await listWaves(database.pool, id))[0]).toMatchObject({ succeeded: 1, skipped: 1, waitsFor: 'sample' });
    await service().decideWave(id, 1, 'pass', actor);
    expect(await tickOut(id)).toHaveLength(1);
    expect(await waves(id)).toEqual(['passed 2', 'draining 1']);
    expect((await listWaves(database.pool, id))[0]!.waitsFor).toBeNull();
  });

  it.each([
    [0, 'succeeded'],
    [30, 'soaking'],
  ])(
    'counts what an attempt given up did all the same as its success, with a soak of %i minutes',
    async (soakMinutes, state) => {
      const { id, name } = await started(1, { waves: [{ size: 'rest', soakMinutes }], retries: { max: 1 } });
      await tickOut(id);
      const talk = await muster.call(`${name}-0`);
      keyOf(await talk.ask());
      await talk.fault(9010, 'no answer');
      clock.advance(minutes(120));
      await sweepTargets(database.pool, clock, 500);
      await muster.call(`${name}-0`, { events: ['1 BOOT'], version: '2.0' });
      expect(await tickOut(id)).toEqual([]);
      const { rows } = await database.pool.query(
        'SELECT state, reason, attempt, fault_code FROM target WHERE campaign_id = $1',
        [id],
      );
      expect(rows).toEqual([{ state, reason: soakMinutes > 0 ? 'soak' : null, attempt: 1, fault_code: null }]);
      const [wave] = await listWaves(database.pool, id);
      expect(wave).toMatchObject({ waiting: 0, retrying: 0, [state]: 1 });
    },
  );

  it('fails a soak that a device falls back in, and corrects a failure that turned out well', async () => {
    const { id, name } = await started(2, { waves: [{ size: 'rest', soakMinutes: 30 }], retries: { max: 0 } });
    await tickOut(id);
    for (const i of [0, 1]) keyOf(await (await muster.call(`${name}-${i}`)).ask());
    await muster.call(`${name}-0`, { events: ['1 BOOT'], version: '2.0' });
    await muster.call(`${name}-0`, { events: ['1 BOOT'], version: '1.0' });
    const other = await muster.call(`${name}-1`, { events: ['1 BOOT'] });
    await other.ask();
    await other.answer('GetAllQueuedTransfers', { TransferList: [] });
    const target = async (i: number) =>
      (
        await database.pool.query<{ state: string; reason: string | null; corrected: string | null }>(
          `SELECT t.state, t.reason, t.corrected FROM target t JOIN device d ON d.id = t.device_id
           WHERE campaign_id = $1 AND d.serial_number = $2`,
          [id, `${name}-${i}`],
        )
      ).rows[0];
    expect(await target(0)).toEqual({ state: 'failed', reason: 'fellBackLate', corrected: null });
    await muster.call(`${name}-0`, { version: '2.0' });
    expect(await target(0)).toEqual({ state: 'failed', reason: 'fellBackLate', corrected: 'succeededLate' });
    clock.advance(minutes(1));
  });
});

describe('the ledger of the random scripts', () => {
  const plan: Plan = {
    devices: 3,
    waves: [
      { size: '1', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 },
      { size: 'rest', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 },
    ],
    maxInFlight: 1,
    perMinute: 600,
    maxFailedTotal: 0,
    maxFellBack: undefined,
    retries: 0,
    approval: 'start',
  };
  const damage: [invariant: string, sql: string][] = [
    ['I7', 'UPDATE wave SET waiting = waiting + 1 WHERE campaign_id = $1 AND ordinal = 1'],
    ['I4', 'UPDATE campaign SET tokens = -1 WHERE id = $1'],
    ['I1', `UPDATE operation SET active = false WHERE campaign_id = $1`],
    ['I9', 'UPDATE target SET attempt = 5 WHERE campaign_id = $1'],
    ['I8', `UPDATE target SET state = 'succeeded' WHERE campaign_id = $1`],
    ['I5', `UPDATE target SET wave = 2 WHERE campaign_id = $1`],
    ['I17', `UPDATE target SET state = 'failed' WHERE campaign_id = $1`],
    ['I19', 'UPDATE campaign SET total = 0 WHERE id = $1'],
    ['I2', `UPDATE target SET state = 'dispatched' WHERE campaign_id = $1`],
    ['I13', 'UPDATE campaign_approval SET by_name = (SELECT created_by FROM campaign WHERE id = $1)'],
    ['I13', `UPDATE campaign SET plan_hash = '\\x00' WHERE id = $1`],
    [
      'I15',
      `WITH w AS (UPDATE device SET software_version = '3.0') UPDATE target SET state = 'dispatched' WHERE campaign_id = $1`,
    ],
    ['I25', `UPDATE target SET state = 'waiting', reason = NULL WHERE campaign_id = $1`],
  ];
  it.each(damage)('sees a broken %s', async (invariant, sql) => {
    const world = new World(database.pool, plan);
    await world.start();
    await world.act({ do: 'tick' });
    const ledger = new Ledger(database.pool, world.clock, world.id, world.devices, plan);
    await ledger.check('nothing');
    if (invariant === 'I2') {
      await database.pool.query(`UPDATE campaign SET state = 'paused' WHERE id = $1`, [world.id]);
      await ledger.check('the pause');
    }
    await database.pool.query(sql, [world.id]);
    await expect(ledger.check('damage')).rejects.toThrow(new RegExp(`^${invariant} `, 'm'));
  });

  it('sees somebody who waits though everything is open', async () => {
    const world = new World(database.pool, { ...plan, maxInFlight: 3 });
    await world.start();
    const ledger = new Ledger(database.pool, world.clock, world.id, world.devices, { ...plan, maxInFlight: 3 });
    await world.act({ do: 'tick' });
    await ledger.check('the look');
    await ledger.checkNobodyForgotten();
    await database.pool.query(
      `WITH o AS (UPDATE operation SET active = false WHERE campaign_id = $1)
       UPDATE target SET state = 'waiting', not_before = NULL WHERE campaign_id = $1`,
      [world.id],
    );
    await expect(ledger.checkNobodyForgotten()).rejects.toThrow(/^I25 /m);
  });
});

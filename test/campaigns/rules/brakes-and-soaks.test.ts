import { beforeAll, describe, expect, it } from 'vitest';
import { hours, minutes, seconds } from '../../../src/base/durations.ts';
import type { CampaignId } from '../../../src/base/ids.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { cutResults, findCampaign, listWaves } from '../../../src/campaigns/store.ts';
import { inTransaction } from '../../../src/platform/database/transaction.ts';
import { keyOf, type Stage, stage, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { onlyBrakes } from '../support/no-brakes.ts';
import { addFile } from '../support/world.ts';

const database = withDatabase(20);
const clock = virtualClock();
const actor = { name: 'tester', role: 'operator' };
let muster: Stage;
let fleets = 0;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});

/** A started campaign over so many new devices, all of them claimed. @param defaults whether brakes hold that the plan does not speak of */
async function started(devices: number, plan: object, defaults = false): Promise<{ id: CampaignId; name: string }> {
  const name = `B${++fleets}`;
  for (let i = 0; i < devices; i++) await muster.call(`${name}-${i}`);
  const service = campaignsService(database.pool, clock);
  const { id } = await service.create(
    {
      name,
      kind: 'firmware',
      filter: `serialNumber like "${name}-*"`,
      artifact: { fileId: await addFile(database.pool, clock.now()) },
      retries: { max: 1 },
      ...(defaults ? plan : onlyBrakes(plan)),
    },
    actor,
  );
  await service.start(id, actor);
  await tickOut(id);
  return { id, name };
}

async function tickOut(id: CampaignId): Promise<void> {
  for (let i = 0; i < 50; i++) if (!(await tickCampaign(database.pool, clock, id)).again) return;
  throw new Error('the tick does not come to an end');
}

const sweep = () => sweepTargets(database.pool, clock, 500);

/** `+` the device gets there, a number: it answers with that fault. */
async function goes(serial: string, how: '+' | number): Promise<void> {
  const talk = await muster.call(serial);
  keyOf(await talk.ask());
  if (how === '+') await muster.call(serial, { events: ['1 BOOT'], version: '2.0' });
  else await talk.fault(how);
}

async function stateOf(id: CampaignId): Promise<string> {
  const { state, pauseReason } = (await findCampaign(database.pool, id))!;
  return state === 'paused' ? pauseReason! : state;
}

async function targetOf(serial: string): Promise<{ state: string; reason: string | null }> {
  const { rows } = await database.pool.query<{ state: string; reason: string | null }>(
    `SELECT t.state, t.reason FROM target t JOIN device d ON d.id = t.device_id WHERE d.serial_number = $1`,
    [serial],
  );
  return rows[0]!;
}

describe('a campaign is paused in the transaction of the failure', () => {
  it('that is one too many among the last ones', async () => {
    const { id, name } = await started(8, { thresholds: { window: { failures: 2, of: 3 } }, retries: { max: 0 } });
    for (const [i, how] of ([9003, '+', '+', 9003, '+'] as const).entries()) await goes(`${name}-${i}`, how);
    expect(await stateOf(id)).toBe('running');
    await goes(`${name}-5`, 9003);
    expect(await stateOf(id)).toBe('threshold window: 2 of the last 3 failed, 2 are the limit');
    // Claimed before, but not said: it is not said now.
    expect(await (await muster.call(`${name}-6`)).ask()).toBeNull();
  });

  it('that is one too many in a row; what was acknowledged counts no more', async () => {
    const { id, name } = await started(9, { thresholds: { maxConsecutive: 1 }, retries: { max: 0 } });
    for (const [i, how] of ([9003, '+', 9003] as const).entries()) await goes(`${name}-${i}`, how);
    expect(await stateOf(id)).toBe('running');
    await goes(`${name}-3`, 9003);
    expect(await stateOf(id)).toBe('threshold maxConsecutive: 2 in a row are over the limit of 1');
    await campaignsService(database.pool, clock).resume(id, actor, 'seen');
    await tickOut(id);
    await goes(`${name}-4`, 9003);
    expect(await stateOf(id)).toBe('running');
    await goes(`${name}-5`, 9003);
    expect(await stateOf(id)).toMatch(/^threshold maxConsecutive: 2 in a row/);
  });

  it('that is one too many in a short time, and not where they come slowly', async () => {
    const { id, name } = await started(6, {
      thresholds: { rate: { failures: 3, seconds: 180 } },
      retries: { max: 0 },
      timeouts: { claimMinutes: 1_000 },
    });
    for (let i = 0; i < 3; i++) {
      await goes(`${name}-${i}`, 9003);
      clock.advance(seconds(100));
    }
    expect(await stateOf(id)).toBe('running');
    await goes(`${name}-3`, 9003);
    clock.advance(seconds(60));
    await goes(`${name}-4`, 9003);
    expect(await stateOf(id)).toBe('threshold rate: 3 failed within 180 seconds');
  });

  it('of the third device that cannot get the file within ten minutes, whatever its plan says', async () => {
    const { id, name } = await started(5, { timeouts: { claimMinutes: 1_000 } });
    await goes(`${name}-0`, 9016);
    clock.advance(minutes(11));
    await goes(`${name}-1`, 9016);
    await goes(`${name}-2`, 9012);
    expect(await stateOf(id)).toBe('running');
    await goes(`${name}-3`, 9016);
    expect(await stateOf(id)).toMatch(/^threshold source: 3 devices could not get the file within 600 seconds/);
  });

  it('of the second device that finds the file bad, although both are to be tried again', async () => {
    const { id, name } = await started(3, { retries: { max: 3 } });
    await goes(`${name}-0`, 9018);
    expect(await targetOf(`${name}-0`)).toEqual({ state: 'retryWait', reason: 'retry' });
    expect(await stateOf(id)).toBe('running');
    await goes(`${name}-1`, 9019);
    expect(await targetOf(`${name}-1`)).toEqual({ state: 'retryWait', reason: 'retry' });
    expect(await stateOf(id)).toBe('threshold artifact: 2 devices found the file bad; it is suspect (a default)');
  });

  it('by a brake that its plan does not speak of, which the pause says; not where it is off', async () => {
    const unsaid = await started(4, { retries: { max: 0 } }, true);
    await goes(`${unsaid.name}-0`, 9010);
    expect(await stateOf(unsaid.id)).toBe('running');
    await goes(`${unsaid.name}-1`, 9010);
    expect(await stateOf(unsaid.id)).toBe(
      'threshold maxFailedWave: 2 are over the limit of 1 (a default: 1 in the first wave, 3 in a later one)',
    );
    const off = await started(4, { retries: { max: 0 }, thresholds: { maxFailedWave: null } }, true);
    for (const i of [0, 1, 2]) await goes(`${off.name}-${i}`, 9010);
    expect(await stateOf(off.id)).toBe('running');
  });

  it('of the second device of a model that calls the file bad by a code of its vendor', async () => {
    const plan = { vendorFaults: [{ code: 9850, productClass: 'GW', means: 'artifact' }] };
    const { id, name } = await started(4, plan);
    await goes(`${name}-0`, 9850);
    expect(await stateOf(id)).toBe('running');
    await goes(`${name}-1`, 9850);
    expect(await stateOf(id)).toBe('threshold artifact: 2 devices found the file bad; it is suspect (a default)');
    const unsaid = await started(4, {});
    for (const i of [0, 1, 2]) await goes(`${unsaid.name}-${i}`, 9850);
    expect(await stateOf(unsaid.id)).toBe('running');
  });

  it('but not of one device that finds it bad twice', async () => {
    const { id, name } = await started(1, { retries: { max: 3, backoffMinutes: 5 } });
    await goes(`${name}-0`, 9018);
    clock.advance(minutes(8));
    await sweep();
    await tickOut(id);
    await goes(`${name}-0`, 9018);
    expect(await targetOf(`${name}-0`)).toEqual({ state: 'failed', reason: 'fault' });
    expect(await stateOf(id)).toBe('running');
  });
});

describe('the newest results', () => {
  it('are kept only where a threshold looks at them, and cut off at their old end', async () => {
    const plain = await started(1, {});
    await goes(`${plain.name}-0`, '+');
    const { id, name } = await started(4, { thresholds: { maxConsecutive: 3 } });
    for (let i = 0; i < 4; i++) await goes(`${name}-${i}`, '+');
    const results = async (campaign: CampaignId) =>
      (await database.pool.query('SELECT id FROM campaign_result WHERE campaign_id = $1 ORDER BY id', [campaign])).rows;
    expect(await results(plain.id)).toEqual([]);
    const before = await results(id);
    expect(before).toHaveLength(4);
    await inTransaction(database.pool, (tx) => cutResults(tx, id, 3, 100));
    expect(await results(id)).toEqual(before.slice(1));
    await inTransaction(database.pool, (tx) => cutResults(tx, id, 1, 1));
    expect(await results(id)).toEqual(before.slice(2));
  });
});

describe('a soaking device', () => {
  const soaks = { waves: [{ size: 'rest', soakMinutes: 30, minInforms: 2 }] };

  it('has succeeded only after its time and the Informs that are wanted', async () => {
    const { id, name } = await started(2, soaks);
    for (const i of [0, 1]) await goes(`${name}-${i}`, '+');
    expect(await targetOf(`${name}-0`)).toEqual({ state: 'soaking', reason: 'soak' });
    // Informs enough, but not the time.
    for (let n = 0; n < 3; n++) await muster.call(`${name}-0`, { version: '2.0' });
    clock.advance(minutes(29));
    await sweep();
    expect((await targetOf(`${name}-0`)).state).toBe('soaking');
    // The time, but for the other one no Informs.
    clock.advance(minutes(1) + 1);
    await sweep();
    expect(await targetOf(`${name}-0`)).toEqual({ state: 'succeeded', reason: null });
    expect(await targetOf(`${name}-1`)).toEqual({ state: 'soaking', reason: 'informs' });
    await muster.call(`${name}-1`, { version: '2.0' });
    await muster.call(`${name}-1`, { version: '2.0' });
    clock.advance(hours(1) + 1);
    await sweep();
    expect(await targetOf(`${name}-1`)).toEqual({ state: 'succeeded', reason: null });
    expect((await listWaves(database.pool, id))[0]).toMatchObject({ soaking: 0, succeeded: 2 });
    const { rows } = await database.pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM timeline WHERE type = 'campaign' AND detail->>'campaignId' = $1 AND detail->>'state' = 'succeeded'`,
      [id],
    );
    expect(rows[0]!.n).toBe(2);
  });

  it('that falls silent has failed, is counted as silent, and brakes', async () => {
    const { id, name } = await started(2, { ...soaks, thresholds: { maxSilent: 0 } });
    await goes(`${name}-0`, '+');
    clock.advance(minutes(31));
    await sweep();
    expect((await targetOf(`${name}-0`)).state).toBe('soaking');
    // Three intervals of an hour, as it told none.
    clock.advance(hours(1));
    await sweep();
    clock.advance(hours(1));
    await sweep();
    clock.advance(hours(1));
    await sweep();
    expect(await targetOf(`${name}-0`)).toEqual({ state: 'failed', reason: 'lostContact' });
    expect(await stateOf(id)).toBe('threshold maxSilent: 1 are over the limit of 0');
    const { rows } = await database.pool.query<{ fault_class: string }>(
      `SELECT fault_class FROM target WHERE campaign_id = $1 AND state = 'failed'`,
      [id],
    );
    expect(rows).toEqual([{ fault_class: 'silent' }]);
  });

  it('that the version before left without counts is counted from when it is looked at', async () => {
    const { id, name } = await started(1, soaks);
    await goes(`${name}-0`, '+');
    await database.pool.query('UPDATE target SET soak_until = NULL, soak_informs = NULL WHERE campaign_id = $1', [id]);
    for (let n = 0; n < 5; n++) await muster.call(`${name}-0`, { version: '2.0' });
    clock.advance(minutes(31));
    await sweep();
    expect(await targetOf(`${name}-0`)).toEqual({ state: 'soaking', reason: 'informs' });
    for (let n = 0; n < 2; n++) await muster.call(`${name}-0`, { version: '2.0' });
    clock.advance(hours(1) + 1);
    await sweep();
    expect((await targetOf(`${name}-0`)).state).toBe('succeeded');
  });

  it('costs the sweep a few statements for many of them', async () => {
    const { id, name } = await started(40, { ...soaks, limits: { maxInFlight: 100 } });
    for (let i = 0; i < 40; i++) await goes(`${name}-${i}`, '+');
    clock.advance(minutes(29));
    for (let i = 0; i < 40; i++) for (let n = 0; n < 2; n++) await muster.call(`${name}-${i}`, { version: '2.0' });
    clock.advance(minutes(2));
    let statements = 0;
    const counting = new Proxy(database.pool, {
      get(pool, property, receiver) {
        if (property !== 'connect') return Reflect.get(pool, property, receiver);
        return async () => {
          const client = await pool.connect();
          return new Proxy(client, {
            get(one, name) {
              const value: unknown = Reflect.get(one, name, one);
              if (name === 'query') statements++;
              return typeof value === 'function' ? value.bind(one) : value;
            },
          });
        };
      },
    });
    await sweepTargets(counting, clock, 500);
    expect((await listWaves(database.pool, id))[0]).toMatchObject({ soaking: 0, succeeded: 40 });
    expect(statements).toBeLessThan(15);
  });
});

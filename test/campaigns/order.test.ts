import { beforeAll, describe, expect, it } from 'vitest';
import type { CampaignId } from '../../src/base/ids.ts';
import { tickCampaign } from '../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../src/campaigns/service/service.ts';
import { findCampaign, listWaves } from '../../src/campaigns/store.ts';
import { type Stage, stage, virtualClock } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';
import { addFile } from './support/world.ts';

const database = withDatabase(5);
const clock = virtualClock();
const actor = { name: 'tester', role: 'operator' };
let muster: Stage;
let fleets = 0;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});

/** A draft over devices at these sites; null: at none. */
async function draft(sites: readonly (string | null)[], plan: object): Promise<{ id: CampaignId; name: string }> {
  const name = `O${++fleets}`;
  for (const [i, site] of sites.entries()) {
    const { device } = await muster.call(`${name}-${i}`);
    await database.pool.query('UPDATE device SET site = $2 WHERE id = $1', [device, site]);
  }
  const { id } = await campaignsService(database.pool, clock).create(
    {
      name,
      kind: 'firmware',
      filter: `serialNumber like "${name}-*"`,
      artifact: { fileId: await addFile(database.pool, clock.now()) },
      ...plan,
    },
    actor,
  );
  return { id, name };
}

/** Opens wave after wave; what a wave has is taken to have ended as soon as it is written. */
async function layOut(id: CampaignId, between: () => Promise<void> = async () => {}): Promise<void> {
  await campaignsService(database.pool, clock).start(id, actor);
  for (let i = 0; i < 60; i++) {
    if ((await findCampaign(database.pool, id))!.state !== 'running') return;
    await tickCampaign(database.pool, clock, id);
    const open = (await listWaves(database.pool, id)).find((w) => w.state === 'open' || w.state === 'draining');
    if (!open) continue;
    await database.pool.query('UPDATE operation SET active = false, state = $2 WHERE campaign_id = $1', [
      id,
      'cancelled',
    ]);
    await database.pool.query(`UPDATE target SET state = 'skipped', deadline = NULL WHERE campaign_id = $1`, [id]);
    await database.pool.query(
      `WITH moves AS (DELETE FROM wave_tally WHERE campaign_id = $1 AND ordinal = $2)
       UPDATE wave SET waiting = 0, inflight = 0, skipped = total WHERE campaign_id = $1 AND ordinal = $2`,
      [id, open.ordinal],
    );
    await between();
  }
  throw new Error('the campaign does not end');
}

async function taken(id: CampaignId): Promise<{ site: string | null; wave: number; serial: string }[]> {
  const { rows } = await database.pool.query<{ site: string | null; wave: number; serial: string }>(
    `SELECT d.site, t.wave, d.serial_number AS serial FROM target t JOIN device d ON d.id = t.device_id
     WHERE t.campaign_id = $1 ORDER BY t.wave, t.shuffle`,
    [id],
  );
  return rows;
}

/** Twelve sites of one to five devices, and six devices at none. */
const sites = [
  ...Array.from({ length: 12 }, (_, i) => Array<string>(1 + (i % 5)).fill(`site ${i}`)).flat(),
  ...Array<null>(6).fill(null),
];

describe('devices that are taken by site', () => {
  const plan = { order: 'site', waves: [{ size: '4' }, { size: '30%' }, { size: '1' }, { size: 'rest' }] };

  it('are each in one wave, a site never in two, and no wave is larger than its last site makes it', async () => {
    for (let round = 0; round < 4; round++) {
      const { id } = await draft(sites, plan);
      await layOut(id);
      const all = await taken(id);
      expect(all).toHaveLength(sites.length);
      expect(new Set(all.map((one) => one.serial)).size).toBe(sites.length);
      for (const site of new Set(sites)) {
        if (site !== null) expect(new Set(all.filter((one) => one.site === site).map((one) => one.wave)).size).toBe(1);
      }
      const sizes = (await listWaves(database.pool, id)).map((wave) => wave.total);
      for (const [i, least] of [4, Math.ceil(sites.length * 0.3), 1].entries()) {
        expect(sizes[i]).toBeGreaterThanOrEqual(least);
        expect(sizes[i]).toBeLessThan(least + 5);
      }
    }
  });

  it('come one site after the other', async () => {
    const { id } = await draft(sites, plan);
    await layOut(id);
    const order = (await taken(id)).map((one) => one.site).filter((site) => site !== null);
    const stretches = order.filter((site, i) => site !== order[i - 1]);
    expect(stretches).toHaveLength(12);
    // By chance of the campaign, not by their names.
    expect(stretches).not.toEqual([...stretches].sort());
  });

  it('are all taken, also one that is moved to a site that is done', async () => {
    const { id } = await draft(['a', 'a', 'b', 'b', 'c', 'c'], { ...plan, waves: [{ size: '2' }, { size: 'rest' }] });
    let moved = false;
    await layOut(id, async () => {
      if (moved) return;
      moved = true;
      const done = (await taken(id))[0]!.site;
      await database.pool.query(
        `UPDATE device SET site = $2 WHERE id <= (SELECT snapshot_device FROM campaign WHERE id = $1)
           AND serial_number LIKE 'O' || $3 || '-%' AND site <> $2`,
        [id, done, fleets],
      );
    });
    expect((await taken(id)).map((one) => one.wave)).toEqual([1, 1, 2, 2, 2, 2]);
  });

  it('are rehearsed in the waves that they will be in', async () => {
    const { id } = await draft(sites, plan);
    const { timeline } = await campaignsService(database.pool, clock).dryRun(id);
    const foretold = timeline.waves.map((wave) => wave.devices);
    await layOut(id);
    expect((await listWaves(database.pool, id)).map((wave) => wave.total)).toEqual(foretold);
  });

  it('may be so few sites that waves are left without any', async () => {
    const { id } = await draft(Array<string>(9).fill('all of them'), plan);
    const { timeline } = await campaignsService(database.pool, clock).dryRun(id);
    expect(timeline.waves.map((wave) => wave.devices)).toEqual([9, 0, 0, 0]);
    await layOut(id);
    expect((await listWaves(database.pool, id)).map(({ total, state }) => `${state} ${total}`)).toEqual([
      'passed 9',
      'skipped 0',
      'skipped 0',
      'skipped 0',
    ]);
  });
});

it('takes devices of a site in different waves where nothing is said', async () => {
  const { id } = await draft(Array<string>(20).fill('one site'), { waves: [{ size: '5' }, { size: 'rest' }] });
  await layOut(id);
  expect((await listWaves(database.pool, id)).map((wave) => wave.total)).toEqual([5, 15]);
});

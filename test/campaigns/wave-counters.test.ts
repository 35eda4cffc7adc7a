import type { PoolClient } from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { tickCampaign } from '../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../src/campaigns/service/service.ts';
import { listWaves, liveCampaigns, shiftCounters, shiftOne } from '../../src/campaigns/store.ts';
import { preparing, type Transaction } from '../../src/platform/database/pool.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { type Stage, stage, virtualClock } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';
import { addFile } from './support/world.ts';

const database = withDatabase(12);
const clock = virtualClock();
const actor = { name: 'tester', role: 'operator' };
let muster: Stage;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});

it('sessions that end devices of one wave do not wait for each other, and every count is there', async () => {
  for (let i = 0; i < 4; i++) await muster.call(`C-${i}`);
  const service = campaignsService(database.pool, clock);
  const { id } = await service.create(
    { name: 'C', kind: 'firmware', filter: '', artifact: { fileId: await addFile(database.pool, clock.now()) } },
    actor,
  );
  await service.start(id, actor);
  await database.pool.query(`UPDATE wave SET state = 'open', total = 4, inflight = 4 WHERE campaign_id = $1`, [id]);

  const sessions = await distinctSessions(3);
  try {
    for (const [i, { tx }] of sessions.entries()) {
      await tx.query('BEGIN');
      // Another session's row would be waited for at most so long.
      await tx.query(`SET LOCAL lock_timeout = '2s'`);
      await shiftOne(tx, id, 1, 'inflight', i === 1 ? 'failed' : 'succeeded');
    }
    for (const { tx } of sessions) await tx.query('COMMIT');
  } finally {
    for (const { client } of sessions) client.release();
  }
  await inTransaction(database.pool, (tx) => shiftCounters(tx, id, 1, 'inflight', 'skipped', 1));
  const [wave] = await listWaves(database.pool, id);
  expect(wave).toMatchObject({ total: 4, waiting: 0, inflight: 0, succeeded: 2, failed: 1, skipped: 1 });

  // A paused campaign is looked after while something of it is in flight.
  await service.pause(id, null, actor);
  expect(await liveCampaigns(database.pool, new Date(clock.now()))).not.toContain(id);
  await inTransaction(database.pool, (tx) => shiftCounters(tx, id, 1, 'succeeded', 'inflight', 1));
  expect(await liveCampaigns(database.pool, new Date(clock.now()))).toContain(id);
});

it('has what the planner claims in the counters of the wave itself, where one of the previous version looks', async () => {
  const { device } = await muster.call('P-1');
  const service = campaignsService(database.pool, clock);
  const fileId = await addFile(database.pool, clock.now());
  const plan = { name: 'P', kind: 'firmware', filter: 'serialNumber = "P-1"', artifact: { fileId } };
  const { id } = await service.create(plan, actor);
  await service.start(id, actor);
  for (let i = 0; i < 5; i++) await tickCampaign(database.pool, clock, id);
  const { rows } = await database.pool.query(
    `SELECT w.waiting, w.inflight, t.device_id AS device, t.state FROM wave w JOIN target t USING (campaign_id)
     WHERE campaign_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ waiting: 0, inflight: 1, device, state: 'claimed' }]);
});

/** Connections of which no two write to the same row: that depends on the numbers of their processes. */
async function distinctSessions(count: number) {
  const found = new Map<number, { client: PoolClient; tx: Transaction }>();
  const clients = await Promise.all(Array.from({ length: 12 }, () => database.pool.connect()));
  for (const client of clients) {
    const { rows } = await client.query<{ row: number }>('SELECT pg_backend_pid() % 32 AS row');
    const { row } = rows[0]!;
    if (found.has(row) || found.size === count) client.release();
    else found.set(row, { client, tx: { transaction: true, query: preparing(client) } });
  }
  expect(found.size).toBe(count);
  return [...found.values()];
}

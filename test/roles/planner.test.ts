import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { campaignsService } from '../../src/campaigns/service/service.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { Foundation } from '../../src/roles/foundation.ts';
import { startPlanner } from '../../src/roles/planner.ts';
import { stage, virtualClock } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = withDatabase();
const actor = { name: 'ann', role: 'operator' };

test('a campaign that cannot be carried on is told of, and holds no other one up', async () => {
  const { pool } = database;
  const muster = stage(pool, virtualClock(Date.now()));
  const service = campaignsService(pool, systemClock);
  await muster.call('P-1');
  await muster.call('P-2');
  const [bad, good] = await Promise.all(
    [1, 2].map(async (n) => {
      const plan = { name: `P-${n}`, kind: 'reboot', filter: `serialNumber = "P-${n}"`, priority: n === 1 ? 1_000 : 0 };
      const { id } = await service.create(plan, actor);
      await service.start(id, actor);
      return id;
    }),
  );
  // The weightiest is looked at first, and nobody can read its filter any more.
  await pool.query(`UPDATE campaign SET plan = jsonb_set(plan, '{filter}', '"("') WHERE id = $1`, [bad]);
  const told: string[] = [];
  const planner = await startPlanner({
    config: { campaigns: { startsPerMinute: 0 }, events: { days: 1, most: 1_000 } },
    pool,
    clock: systemClock,
    log: { debug: () => undefined },
    events: { partFailed: (part: string) => told.push(part) },
    metrics: { tickSeconds: { startTimer: () => () => undefined } },
    runner: { sweep: async () => 0 },
    wake: async () => undefined,
  } as unknown as Foundation);
  try {
    await until('the other one is claimed', async () => {
      const { rows } = await pool.query(`SELECT FROM target WHERE campaign_id = $1 AND state = 'claimed'`, [good]);
      return rows.length === 1;
    });
    expect(told).toContain(`planner: campaign ${bad}`);
    expect(await findCampaign(pool, bad!)).toMatchObject({ state: 'running' });
  } finally {
    await planner.stop();
  }
});

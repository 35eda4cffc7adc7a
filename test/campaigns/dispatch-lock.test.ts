import { beforeAll, expect, it } from 'vitest';
import type { CampaignId, DeviceKey } from '../../src/base/ids.ts';
import { opensAtDispatch } from '../../src/campaigns/gates/at-dispatch.ts';
import { tickCampaign } from '../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../src/campaigns/service/service.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { type Stage, stage, virtualClock } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { addFile } from './support/world.ts';

const database = withDatabase(12);
const clock = virtualClock();
const actor = { name: 'tester', role: 'operator' };
const service = () => campaignsService(database.pool, clock);
let muster: Stage;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});

it('devices are claimed while a dispatch is under way', async () => {
  const { id, device } = await started('CLAIMED');
  const dispatch = await dispatching(id, device);
  expect(await dispatch.allowed).toBe(true);
  while ((await stateOf(id, device)) !== 'claimed') await tickCampaign(database.pool, clock, id);
  dispatch.end();
  await dispatch.ended;
});

it('a pause waits for dispatches under way, and those that come later wait for the pause', async () => {
  const { id, device } = await started('PAUSED');
  const first = await dispatching(id, device);
  expect(await first.allowed).toBe(true);
  const pause = service().pause(id, null, actor);
  await untilWaiting(1);
  const second = await dispatching(id, device);
  await untilWaiting(2);
  expect((await findCampaign(database.pool, id))!.state).toBe('running');

  first.end();
  await pause;
  expect(await second.allowed).toBe(false);
  second.end();
  await Promise.all([first.ended, second.ended]);
});

/** A campaign that has started over one device. */
async function started(serial: string): Promise<{ id: CampaignId; device: DeviceKey }> {
  const { device } = await muster.call(serial);
  const artifact = { fileId: await addFile(database.pool, clock.now()) };
  const plan = { name: serial, kind: 'firmware', filter: `serialNumber = "${serial}"`, artifact };
  const { id } = await service().create(plan, actor);
  await service().start(id, actor);
  return { id, device };
}

/** A dispatch whose transaction stays open until it is told to end. */
async function dispatching(id: CampaignId, device: DeviceKey) {
  const { promise: kept, resolve: end } = Promise.withResolvers<void>();
  const { promise: allowed, resolve: told, reject } = Promise.withResolvers<boolean>();
  const ended = inTransaction(database.pool, async (tx) => {
    told(await opensAtDispatch(tx, id, device, {}, new Date(clock.now())));
    await kept;
  });
  ended.catch(reject);
  return { allowed, end, ended };
}

/** Until so many transactions wait for a lock. */
function untilWaiting(count: number) {
  return until(`${count} transactions wait`, async () => {
    const { rows } = await database.pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]!.waiting === count;
  });
}

async function stateOf(id: CampaignId, device: DeviceKey): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ state: string }>(
    'SELECT state FROM target WHERE campaign_id = $1 AND device_id = $2',
    [id, device],
  );
  return rows[0]?.state;
}

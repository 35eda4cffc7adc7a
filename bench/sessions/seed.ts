import { systemClock } from '../../src/base/clock.ts';
import { type DeviceKey, newId } from '../../src/base/ids.ts';
import { blockJson, mergeParameters } from '../../src/devices/parameters.ts';
import { kinds } from '../../src/operations/kinds/index.ts';
import { insertOperations } from '../../src/operations/store.ts';
import type { Pool } from '../../src/platform/database/pool.ts';
import { benchDeviceId, modelParameters } from '../messages.ts';

/** Gives every device the whole model as stored values, set by set, as if each had been read once. */
export async function storeModelForAll(pool: Pool): Promise<void> {
  for (const [block, content] of mergeParameters(new Map(), { values: modelParameters() }, systemClock.now())) {
    // What the last Inform told stays, so that the next one still says nothing new.
    await pool.query(
      `INSERT INTO parameter_block AS b (device_id, block, content) SELECT id, $1, $2::jsonb FROM device
       ON CONFLICT (device_id, block) DO UPDATE SET content = excluded.content || b.content`,
      [block, blockJson(content)],
    );
  }
  await pool.query('VACUUM (ANALYZE) parameter_block');
}

/** Orders a read of the whole model for devices that have called once. */
export async function orderRefresh(pool: Pool, first: number, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, i) => benchDeviceId(first + i));
  const { rows } = await pool.query<{ id: DeviceKey }>('SELECT id FROM device WHERE public_id = ANY($1)', [ids]);
  if (rows.length !== count) throw new TypeError(`${rows.length} of ${count} new devices are registered`);
  const now = new Date();
  const order = {};
  await insertOperations(
    pool,
    rows.map(({ id }) => ({
      id: newId<'OperationId'>(now.getTime()),
      deviceKey: id,
      kind: kinds.refresh.name,
      active: false,
      order,
      progress: kinds.refresh.begin(order) as object,
      campaignId: null,
      priority: 100,
      source: 'api',
      createdAt: now,
      expiresAt: null,
    })),
  );
}

/** Parameters stored for one device, to see that a run did what it was to do. */
export async function storedParameters(pool: Pool, n: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT coalesce(sum((SELECT count(*) FROM jsonb_object_keys(b.content))), 0)::int AS n
     FROM parameter_block b JOIN device d ON d.id = b.device_id WHERE d.public_id = $1`,
    [benchDeviceId(n)],
  );
  return rows[0]!.n;
}

import { systemClock } from '../../src/base/clock.ts';
import { type DeviceKey, newId } from '../../src/base/ids.ts';
import { blockRows } from '../../src/devices/parameter-store.ts';
import { mergeParameters } from '../../src/devices/parameters.ts';
import { kinds } from '../../src/operations/kinds/index.ts';
import { insertOperations } from '../../src/operations/store.ts';
import type { Pool } from '../../src/platform/database/pool.ts';
import { benchDeviceId, modelParameters } from '../messages.ts';

/** Gives every device the whole model as stored values, set by set, as if each had been read once. */
export async function storeModelForAll(pool: Pool): Promise<void> {
  const model = mergeParameters(new Map(), { values: modelParameters() }, systemClock.now());
  const { blocks, contents } = blockRows([{ device: 0 as DeviceKey, blocks: model }]);
  // Blocks of which the Inform tells a part stay as they are, so that the next one still says nothing new.
  await pool.query(
    `INSERT INTO parameter_lines (device_id, block, content)
     SELECT d.id, b.block, b.content FROM device d, unnest($1::text[], string_to_array($2, E'\\x1e')) AS b(block, content)
     ON CONFLICT (device_id, block) DO NOTHING`,
    [blocks, contents],
  );
  await pool.query('VACUUM (ANALYZE) parameter_lines');
}

/** Orders a read of the whole model, or of some paths, for devices that have called once. */
export async function orderRefresh(pool: Pool, first: number, count: number, paths?: readonly string[]): Promise<void> {
  const ids = Array.from({ length: count }, (_, i) => benchDeviceId(first + i));
  const { rows } = await pool.query<{ id: DeviceKey }>('SELECT id FROM device WHERE public_id = ANY($1)', [ids]);
  if (rows.length !== count) throw new TypeError(`${rows.length} of ${count} new devices are registered`);
  const now = new Date();
  const order = paths ? { paths: [...paths] } : {};
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
    `SELECT coalesce(sum(length(b.content) - length(replace(b.content, E'\n', '')) - 1), 0)::int AS n
     FROM parameter_lines b JOIN device d ON d.id = b.device_id WHERE d.public_id = $1`,
    [benchDeviceId(n)],
  );
  return rows[0]!.n;
}

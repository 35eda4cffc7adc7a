import { expect } from 'vitest';
import { counterOf, type TargetState } from '../../../src/campaigns/states.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';

interface WaveRow extends Record<string, number> {
  readonly ordinal: number;
  readonly total: number;
}

const counters = ['waiting', 'inflight', 'retrying', 'soaking', 'succeeded', 'failed', 'skipped', 'cancelled'] as const;

/** Checks that the counters of every wave are the sums over its targets, and that no device is in two waves. */
export async function expectBooksToBalance(pool: Pool, campaignId: string): Promise<void> {
  const waves = await pool.query<WaveRow>(
    `SELECT ordinal, total, ${counters.join(', ')} FROM wave_counts WHERE campaign_id = $1 ORDER BY ordinal`,
    [campaignId],
  );
  const targets = await pool.query<{ wave: number; state: TargetState; n: number }>(
    'SELECT wave, state, count(*) AS n FROM target WHERE campaign_id = $1 GROUP BY wave, state',
    [campaignId],
  );
  const summed = waves.rows.map(({ ordinal }) => {
    const sums: Record<string, number> = {
      ordinal,
      total: 0,
      ...Object.fromEntries(counters.map((name) => [name, 0])),
    };
    for (const { wave, state, n } of targets.rows) {
      if (wave !== ordinal) continue;
      sums['total']! += n;
      sums[counterOf(state)]! += n;
    }
    return sums;
  });
  expect(waves.rows).toEqual(summed);
  const { rows } = await pool.query<{ devices: number; targets: number }>(
    'SELECT count(DISTINCT device_id) AS devices, count(*) AS targets FROM target WHERE campaign_id = $1',
    [campaignId],
  );
  expect(rows[0]!.devices).toBe(rows[0]!.targets);
}

/** Operations that have not ended, with their device. */
export async function openOperations(pool: Pool): Promise<readonly { kind: string; state: string; device: string }[]> {
  const { rows } = await pool.query<{ kind: string; state: string; device: string }>(
    `SELECT o.kind, o.state, d.public_id AS device FROM operation o JOIN device d ON d.id = o.device_id
     WHERE o.state NOT IN ('succeeded', 'failed', 'cancelled')`,
  );
  return rows;
}

import { afterAll, expect, test } from 'vitest';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';

const muster = withMuster();
/** Seconds: 30, half as long again at most. */
const longestAfterAnError = 45;
const cpes: ScriptedCpe[] = [];
afterAll(() => Promise.all(cpes.map((one) => one.leave())));
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(made);
  return made;
};

test('while sessions wait for the database new ones are sent away, and the API answers', async () => {
  // More than there are connections for sessions.
  const crowd = Array.from({ length: 30 }, (_, i) => cpe(`B${i}`));
  for (const one of crowd) await one.session();
  const holder = await muster.pool.connect();
  const late = cpe('L1');
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM device_pulse FOR UPDATE');
    const informs = crowd.map((one) => one.inform({ events: ['1 BOOT'] }));
    await until('the sessions hold every connection they may have', async () => {
      const { rows } = await muster.pool.query<{ n: number }>(
        `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0]!.n >= 20;
    });
    expect((await muster.api.get<{ items: unknown[] }>('/devices', { limit: 5 })).items).toHaveLength(5);
    // At the door, for longer than one whose transaction came to nothing.
    await until('a new session is sent away', async () => {
      const { status, headers } = await late.inform();
      return status === 503 && Number(headers['retry-after']) > longestAfterAnError;
    });
    await holder.query('COMMIT');
    expect((await Promise.all(informs)).map(({ status }) => status)).toEqual(crowd.map(() => 200));
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
  await until('there is room again', async () => (await late.inform()).status === 200);
}, 60_000);

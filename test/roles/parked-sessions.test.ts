import { expect, it } from 'vitest';
import { doorChannel } from '../../src/acs/parked-store.ts';
import { withMuster } from '../support/muster.ts';

const muster = withMuster({ roles: ['acs'] });

it('a door opens while the other processes of its installation talk', async () => {
  let talks = true;
  let said = 0;
  const talk = (async () => {
    for (; talks; said += 100)
      await muster.pool.query(`SELECT pg_notify($1, 'hello other' || n) FROM generate_series(1, 100) AS n`, [
        doorChannel,
      ]);
  })();
  // What a notice breaks in a process that starts is told as an error of this run.
  for (let i = 0; i < 10; i++) await muster.restart();
  talks = false;
  await talk;
  expect(said).toBeGreaterThan(0);
});

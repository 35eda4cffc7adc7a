import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/platform/log/log.ts';
import { openQueues } from '../../src/platform/queue/queue.ts';
import { withDatabase } from '../support/database.ts';
import { counted } from './support/events.ts';

const database = withDatabase();

test('queues first used while every connection breaks again and again work as soon as that ends', async () => {
  const queues = openQueues({ databaseUrl: database.url }, createLogger('silent', 'json'));
  const names = Array.from({ length: 12 }, (_, i) => `outage-${i}`);
  let breaking = true;
  const breaker = (async () => {
    while (breaking) {
      await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      await pause(2);
    }
  })();
  let refused = 0;
  try {
    for (let round = 0; round < 6; round++) {
      const added = await Promise.allSettled(names.map((name) => queues.add(name, `during-${round}`, { round })));
      refused += added.filter((a) => a.status === 'rejected').length;
      await pause(20);
    }
  } finally {
    breaking = false;
    await breaker;
  }
  expect(refused).toBeGreaterThan(0);

  const heard = counted<string>();
  for (const name of names) {
    await queues.add(name, 'after', { name });
    await queues.work(name, { concurrency: 1 }, async (data) => {
      if (typeof data['name'] === 'string') heard.add(data['name']);
    });
  }
  await heard.reaches(names.length);
  expect([...heard.all].sort()).toEqual([...names].sort());
  await queues.close();
}, 30_000);

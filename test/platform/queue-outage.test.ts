import net, { type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { createLogger } from '../../src/platform/log/log.ts';
import { openQueues } from '../../src/platform/queue/queue.ts';
import { withDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
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

/** As PostgreSQL says that it ends a connection. */
const farewell = (() => {
  const fields = 'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0';
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([head, Buffer.from(fields)]);
})();
const ready = Buffer.from('Z\0\0\0\x05I');

/** Hands everything on to PostgreSQL, and may end connections in the packet that says they are ready. */
class EndsWhatIsReady {
  /** How many more connections are left in peace. */
  spares = Number.POSITIVE_INFINITY;
  ended = 0;
  readonly server = net.createServer((client) => {
    const { port, hostname } = new URL(database.url);
    const upstream = net.connect(Number(port), hostname);
    let greeted = false;
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      const isGreeting = !greeted && chunk.subarray(-ready.length).equals(ready);
      greeted ||= isGreeting;
      if (!isGreeting || this.spares-- > 0) return void client.write(chunk);
      this.ended++;
      client.end(Buffer.concat([chunk, farewell]));
    });
  });
}

const proxy = new EndsWhatIsReady();
afterAll(() => proxy.server.close());

test('a connection that is ended in the moment in which it is ready is trouble, and no more', async () => {
  await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database.url);
  url.port = String((proxy.server.address() as AddressInfo).port);
  const queues = openQueues({ databaseUrl: url.href }, createLogger('silent', 'json'));
  const heard = counted<string>();
  await queues.add('ends', 'before', { name: 'before' });
  // The first connection of a worker makes it ready; those after it are ended, that on which it listens among them.
  proxy.spares = 1;
  await queues.work('ends', { concurrency: 1 }, async (data) => heard.add(String(data['name'])));
  await until('connections have been ended', () => proxy.ended >= 3);
  proxy.spares = Number.POSITIVE_INFINITY;
  await queues.add('ends', 'after', { name: 'after' });
  await heard.reaches(2);
  await queues.close();
}, 30_000);

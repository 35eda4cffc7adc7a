import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/platform/log/log.ts';
import { type JobData, openQueues, type Queues } from '../../src/platform/queue/queue.ts';
import { withDatabase } from '../support/database.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { counted, gate } from './support/events.ts';

const database = withDatabase();
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.stop());

// One suite, both backends: whatever a role may rely on holds on each of them.
describe.each(['PostgreSQL', 'Redis'] as const)('queues on %s', (backend) => {
  const open: Queues[] = [];
  const logged: Record<string, unknown>[] = [];
  const log = createLogger('warn', 'json', { write: (line: string) => void logged.push(JSON.parse(line)) });

  function connect(): Queues {
    const queues = openQueues(
      { databaseUrl: database.url, redisUrl: backend === 'Redis' ? redis.url : undefined },
      log,
    );
    open.push(queues);
    return queues;
  }
  async function disconnect(queues: Queues): Promise<void> {
    open.splice(open.indexOf(queues), 1);
    await queues.close();
  }
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queues) => queues.close()));
    logged.length = 0;
  });

  it('delivers every job once, with its data', async () => {
    const queues = connect();
    const heard = counted<JobData>();
    await queues.work('deliver', { concurrency: 4 }, async (data) => heard.add(data));
    for (let i = 0; i < 25; i++) await queues.add('deliver', `job-${i}`, { device: i, kind: 'call' });
    await heard.reaches(25);
    expect(heard.all.map((data) => data['device']).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 25 }, (_, i) => i),
    );
    expect(heard.all.every((data) => data['kind'] === 'call')).toBe(true);
  });

  it('shares the jobs of a queue between workers of several processes, each to one of them', async () => {
    const [a, b] = [connect(), connect()];
    const heard = counted<number>();
    for (const queues of [a, b]) {
      await queues.work('share', { concurrency: 2 }, async (data) => heard.add(Number(data['n'])));
    }
    await Promise.all(Array.from({ length: 30 }, (_, i) => a.add('share', `job-${i}`, { n: i })));
    await heard.reaches(30);
    expect(new Set(heard.all).size).toBe(30);
  });

  it('merges jobs of one id while one waits, and again while it runs', async () => {
    const queues = connect();
    for (let i = 0; i < 3; i++) await queues.add('merge', 'cr-7', { round: i });
    expect(await queues.waiting('merge')).toBe(1);
    const heard = counted<number>();
    const running = gate();
    await queues.work('merge', { concurrency: 5 }, async (data) => {
      heard.add(Number(data['round']));
      await running.opened;
    });
    await heard.reaches(1);
    await queues.add('merge', 'cr-7', { round: 9 });
    await queues.add('merge', 'cr-8', { round: 10 });
    await heard.reaches(2);
    expect(heard.all).toEqual([0, 10]);
    running.open();
  });

  it('takes the same id again once its job has ended', async () => {
    const queues = connect();
    const heard = counted<number>();
    await queues.work('again', { concurrency: 1 }, async (data) => heard.add(Number(data['n'])));
    await queues.add('again', 'cr-1', { n: 1 });
    await heard.reaches(1);
    // The job is removed a moment after its handler returned; until then it still merges.
    for (let n = 2; heard.all.length < 2; n++) {
      await queues.add('again', 'cr-1', { n });
      await Promise.race([heard.reaches(2), new Promise((resolve) => setTimeout(resolve, 20))]);
    }
    expect(heard.all.length).toBe(2);
  });

  it('holds a delayed job back for as long as was asked', async () => {
    const queues = connect();
    const heard = counted<{ name: string; at: number }>();
    await queues.work('delay', { concurrency: 2 }, async (data) => {
      heard.add({ name: String(data['name']), at: Date.now() });
    });
    const start = Date.now();
    await queues.add('delay', 'late', { name: 'late' }, { delayMs: 400 });
    await queues.add('delay', 'soon', { name: 'soon' });
    await heard.reaches(2);
    expect(heard.all.map((job) => job.name)).toEqual(['soon', 'late']);
    expect(heard.all[1]!.at - start).toBeGreaterThanOrEqual(395);
  });

  it('begins no more jobs a second than was said, over all workers', async () => {
    const heard = counted<number>();
    for (const queues of [connect(), connect()]) {
      await queues.work('limit', { concurrency: 10, perSecond: 5 }, async () => heard.add(Date.now()));
    }
    await Promise.all(Array.from({ length: 12 }, (_, i) => open[0]!.add('limit', `job-${i}`, { i })));
    await heard.reaches(12);
    // Windows begin with a job: 5 + 5 + 2 need the third one.
    expect(heard.all[11]! - heard.all[0]!).toBeGreaterThanOrEqual(1_900);
  });

  it('keeps what was not begun when every process ends, and hands it to the next one', async () => {
    const first = connect();
    const heard = counted<number>();
    await first.work('restart', { concurrency: 1 }, async (data) => heard.add(Number(data['n'])));
    await first.add('restart', 'job-0', { n: 0 });
    await heard.reaches(1);
    await disconnect(first);
    const adder = connect();
    for (let n = 1; n <= 5; n++) await adder.add('restart', `job-${n}`, { n });
    await adder.add('restart', 'job-6', { n: 6 }, { delayMs: 200 });
    await disconnect(adder);
    const second = connect();
    expect(await second.waiting('restart')).toBe(6);
    await second.work('restart', { concurrency: 1 }, async (data) => heard.add(Number(data['n'])));
    await heard.reaches(7);
    expect(heard.all).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('logs a handler that fails, drops its job, and goes on with the next', async () => {
    const queues = connect();
    const heard = counted<number>();
    await queues.work('fail', { concurrency: 1 }, async (data) => {
      heard.add(Number(data['n']));
      if (data['n'] === 1) throw new Error('the device bit');
    });
    await queues.add('fail', 'job-1', { n: 1 });
    await queues.add('fail', 'job-2', { n: 2 });
    await heard.reaches(2);
    await disconnect(queues);
    expect(heard.all).toEqual([1, 2]);
    expect(logged.filter((line) => line['queue'] === 'fail')).toMatchObject([
      { level: 'warn', job: 'job-1', error: 'the device bit', msg: 'a job failed' },
    ]);
    expect(await connect().waiting('fail')).toBe(0);
  });

  it('waits for running handlers when it is closed, and begins no others', async () => {
    const queues = connect();
    const heard = counted<string>();
    const finish = gate();
    await queues.work('close', { concurrency: 1 }, async (data) => {
      heard.add(`begin ${data['n']}`);
      await finish.opened;
      heard.add(`end ${data['n']}`);
    });
    await queues.add('close', 'job-1', { n: 1 });
    await queues.add('close', 'job-2', { n: 2 });
    await heard.reaches(1);
    let closed = false;
    const closing = disconnect(queues).then(() => {
      closed = true;
    });
    // A turn of the database and of the loop: a close that does not wait would be through by now.
    await database.pool.query('SELECT pg_sleep(0.1)');
    expect(closed).toBe(false);
    finish.open();
    await closing;
    expect(heard.all).toEqual(['begin 1', 'end 1']);
    expect(await connect().waiting('close')).toBe(1);
  });
});

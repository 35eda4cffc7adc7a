import { createPostgresBackend, DEFAULT_SCHEMA, Queue, type QueueOptions, runMigrations, Worker } from 'bullmq';
import { messageOf } from '../../base/errors.ts';
import { openForeignPool, PooledClient } from '../database/pool.ts';
import type { Logger } from '../log/log.ts';

/**
 * One small queue over BullMQ, on PostgreSQL or on Redis. Jobs carry ids only; the truth stays in the tables, so losing
 * every job means delay, never loss, and no job waits for the disk. Both backends pass the same tests (test/platform/queue.test.ts).
 */
export interface Queues {
  /**
   * Adds a job. While one with the same `id` waits or runs, this does nothing: requests for one device merge.
   * @param id letters, digits, - and _; not digits only (BullMQ forbids both)
   */
  add(queue: string, id: string, data: JobData, options?: { delayMs?: number }): Promise<void>;
  /** Starts working off a queue. A handler that throws is logged; the job is gone, as the tables know what is still owed. */
  work(queue: string, options: WorkOptions, handler: (data: JobData) => Promise<void>): Promise<void>;
  /** Jobs not yet begun. */
  waiting(queue: string): Promise<number>;
  /** Lets running handlers end, then disconnects. */
  close(): Promise<void>;
}

export type JobData = Readonly<Record<string, string | number>>;

export interface WorkOptions {
  /** Handlers at once. */
  readonly concurrency: number;
  /** Jobs begun per second, over all processes. */
  readonly perSecond?: number;
}

export function openQueues(where: { databaseUrl: string; redisUrl?: string | undefined }, log: Logger): Queues {
  const queues = new Map<string, Promise<Made<JobQueue>>>();
  const workers: Made<JobWorker>[] = [];
  const backend = where.redisUrl === undefined ? postgres(where.databaseUrl) : redis(where.redisUrl);

  /** A queue that could not be opened keeps that failure for ever, so it is left behind and the next caller opens another. */
  async function queueNamed(name: string): Promise<JobQueue> {
    let opened = queues.get(name);
    if (!opened) {
      opened = open(name);
      queues.set(name, opened);
      opened.catch(() => queues.delete(name));
    }
    return (await opened).it;
  }

  async function open(name: string): Promise<Made<JobQueue>> {
    await backend.prepare();
    const queue = backend.queue(name);
    queue.it.on('error', (error) => log.warn({ queue: name, error: messageOf(error) }, 'queue connection trouble'));
    try {
      await queue.it.waitUntilReady();
      return queue;
    } catch (error) {
      await queue.close().catch(() => undefined);
      throw error;
    }
  }

  return {
    async add(name, id, data, options = {}) {
      const queue = await queueNamed(name);
      await queue.add(name, data, {
        jobId: id,
        removeOnComplete: true,
        removeOnFail: true,
        ...(options.delayMs ? { delay: options.delayMs } : {}),
      });
    },
    async work(name, options, handler) {
      await backend.prepare();
      const worker = backend.worker(name, options, handler);
      worker.it.on('error', (error) => log.warn({ queue: name, error: messageOf(error) }, 'queue connection trouble'));
      worker.it.on('failed', (job, error) =>
        log.warn({ queue: name, job: job?.id, error: messageOf(error) }, 'a job failed'),
      );
      workers.push(worker);
      await worker.it.waitUntilReady();
    },
    waiting: async (name) => {
      const queue = await queueNamed(name);
      const counts = await queue.getJobCounts('waiting', 'delayed', 'prioritized');
      return Object.values(counts).reduce((sum, n) => sum + n, 0);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map(async (opened) => (await opened.catch(() => null))?.close()));
    },
  };
}

/** What is used of BullMQ's classes, which are other types for each database. */
type Opened<T extends Queue<JobData> | Worker<JobData>> = Pick<T, 'waitUntilReady'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
};
type JobQueue = Opened<Queue<JobData>> & Pick<Queue<JobData>, 'add' | 'getJobCounts'>;
type JobWorker = Opened<Worker<JobData>> & {
  on(event: 'failed', listener: (job: { id?: string } | undefined, error: Error) => void): unknown;
};

/** One of them; `close` takes its connections along. */
interface Made<T> {
  readonly it: T;
  close(): Promise<void>;
}

interface Backend {
  /** What queues need to be there, once. @throws when the database is not to be reached; may be asked again */
  prepare(): Promise<void>;
  queue(name: string): Made<JobQueue>;
  worker(name: string, options: WorkOptions, handler: (data: JobData) => Promise<void>): Made<JobWorker>;
}

/**
 * A job whose worker was killed, or lost its connection, is taken up again after lock and look: until then requests
 * with its id merge into it and wait as long. Locks of living workers are renewed, however long a job takes.
 */
const stalled = { lockDuration: 10_000, stalledInterval: 5_000 };

function limits(
  options: WorkOptions,
): typeof stalled & { concurrency: number; limiter?: { max: number; duration: number } } {
  return {
    ...stalled,
    concurrency: options.concurrency,
    ...(options.perSecond === undefined ? {} : { limiter: { max: options.perSecond, duration: 1000 } }),
  };
}

function postgres(databaseUrl: string): Backend {
  let prepared: Promise<void> | null = null;
  /**
   * Of its own for each queue and worker, as one of the connections listens. Left to itself BullMQ opens that one without
   * hearing its errors at first, and when it breaks just then the process ends.
   */
  function connected<T extends { close(): Promise<void> }>(
    make: (connection: ReturnType<typeof openForeignPool>) => T,
  ): Made<T> {
    const pool = openForeignPool(databaseUrl, 4, DEFAULT_SCHEMA);
    const it = make(pool);
    return {
      it,
      async close() {
        try {
          await it.close();
        } finally {
          await pool.end();
        }
      },
    };
  }
  async function migrate(): Promise<void> {
    const client = new PooledClient(databaseUrl);
    try {
      await client.connect();
      await runMigrations(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return {
    prepare() {
      prepared ??= migrate().catch((error: unknown) => {
        prepared = null;
        throw error;
      });
      return prepared;
    },
    queue: (name) => connected((connection) => new Queue(name, { connection }, createPostgresBackend)),
    worker: (name, options, handler) =>
      connected(
        (connection) =>
          new Worker(
            name,
            async (job: { data: JobData }) => handler(job.data),
            { connection, ...limits(options) },
            createPostgresBackend,
          ),
      ),
  };
}

function redis(url: string): Backend {
  const parsed = new URL(url);
  const connection: QueueOptions['connection'] = {
    host: parsed.hostname,
    port: Number(parsed.port || 6379),
    ...(parsed.username ? { username: decodeURIComponent(parsed.username) } : {}),
    ...(parsed.password ? { password: decodeURIComponent(parsed.password) } : {}),
    ...(parsed.protocol === 'rediss:' ? { tls: {} } : {}),
    ...(parsed.pathname.length > 1 ? { db: Number(parsed.pathname.slice(1)) } : {}),
    maxRetriesPerRequest: null,
  };
  return {
    prepare: () => Promise.resolve(),
    queue: (name) => made(new Queue<JobData>(name, { connection, prefix: 'muster' })),
    worker: (name, options, handler) =>
      made(
        new Worker<JobData>(name, async (job) => handler(job.data), {
          connection,
          prefix: 'muster',
          ...limits(options),
        }),
      ),
  };
}

const made = <T extends { close(): Promise<void> }>(it: T): Made<T> => ({ it, close: () => it.close() });

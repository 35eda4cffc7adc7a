import pg from 'pg';
import { sleep } from '../../base/durations.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../log/log.ts';
import { createBatcher } from './batcher.ts';
import type { Queryable } from './pool.ts';

/** Short messages between the processes on one database (LISTEN and NOTIFY). One that is lost must cost no more than time. */
export interface Notices {
  /** Told to every process that listens, this one too. At most 8000 bytes, PostgreSQL's limit. */
  send(notice: string): Promise<void>;
  /**
   * Hears from now on, also what others tell in the very moment that it begins: whoever hears has to be there already.
   * @throws what the driver throws when the first connection cannot be made
   */
  listen(hear: (notice: string) => void): Promise<void>;
  /** Notices of others are heard now; false before `listen`, and while the connection is lost. */
  readonly hears: boolean;
  stop(): Promise<void>;
}

/** How long a notice waits for company, so that many leave in one commit, milliseconds. */
const gatherMs = 2;
const reconnectMs = 1_000;

/**
 * Listens on a connection of its own, which is opened again when it is lost.
 * @param db where notices are sent by
 */
export function noticesOn(databaseUrl: string, db: Queryable, channel: string, log: Logger): Notices {
  const stopping = new AbortController();
  let client: pg.Client | null = null;

  async function connect(hear: (notice: string) => void): Promise<void> {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'muster notices',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    next.on('error', () => undefined);
    next.on('notification', ({ payload }) => hear(payload ?? ''));
    next.once('end', () => {
      if (client !== next) return;
      client = null;
      void reconnect(hear);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    client = next;
  }

  async function reconnect(hear: (notice: string) => void): Promise<void> {
    log.warn('lost the database connection for notices between processes');
    while (!stopping.signal.aborted && client === null) {
      await sleep(reconnectMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await connect(hear).catch((error: unknown) => log.debug({ error: messageOf(error) }, 'still no notices'));
    }
  }

  const send = createBatcher({
    maxSize: 64,
    maxDelayMs: gatherMs,
    maxRunning: 1,
    maxQueued: 5_000,
    async run(notices: readonly string[]) {
      await db.query('SELECT pg_notify($1, n) FROM unnest($2::text[]) AS n', [channel, notices]);
      return notices.map(() => undefined);
    },
  });
  return {
    send,
    listen: connect,
    get hears() {
      return client !== null;
    },
    async stop() {
      stopping.abort();
      await send.drained();
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}

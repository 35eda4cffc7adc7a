import { rm } from 'node:fs/promises';
import { afterAll, beforeAll } from 'vitest';
import { type Running, startMuster } from '../../../../src/main.ts';
import { readConfig } from '../../../../src/platform/config/config.ts';
import type { Pool } from '../../../../src/platform/database/pool.ts';
import { withDatabase } from '../../../support/database.ts';
import { adminKey, temporaryFolder, testEnvironment } from '../../../support/muster.ts';
import { RestClient } from '../../../support/rest-client.ts';
import { until } from '../../../support/until.ts';
import { type Relay, roundRobin } from './relay.ts';

/** Several whole Musters on one database, with a relay before their CWMP doors. */
export interface Musters {
  readonly relay: Relay;
  readonly api: RestClient;
  readonly apiUrl: string;
  readonly pool: Pool;
  /** CWMP door of one of them. */
  acs(which: number): string;
  /** What one of them counted of sessions on the move. */
  moved(which: number): Promise<Readonly<Record<string, number>>>;
  /** Sessions in the memory of one of them, as its metrics told a second ago. */
  held(which: number): Promise<number>;
  stop(which: number): Promise<void>;
  start(which: number): Promise<void>;
}

/** Call at the top of the file or of a describe. */
export function withMusters(count: number, environment: Readonly<Record<string, string>> = {}): Musters {
  const database = withDatabase(5);
  const running: (Running | null)[] = Array.from({ length: count }, () => null);
  let dataDir = '';
  let relay: Relay | undefined;
  const at = (which: number): Running => {
    const one = running[which];
    if (!one) throw new TypeError(`Muster ${which} is not running`);
    return one;
  };
  const start = async (which: number): Promise<void> => {
    running[which] = await startMuster(
      readConfig({
        ...testEnvironment,
        ...environment,
        MUSTER_DATA_DIR: dataDir,
        MUSTER_DATABASE_URL: database.url,
      }),
    );
  };
  const stop = async (which: number): Promise<void> => {
    const one = at(which);
    running[which] = null;
    await one.stop();
  };
  const metrics = async (which: number): Promise<string> =>
    (await fetch(new URL('/metrics', at(which).urls.api))).text();
  beforeAll(async () => {
    dataDir = await temporaryFolder('muster-data-');
    for (let which = 0; which < count; which++) await start(which);
    relay = await roundRobin(() => running.flatMap((one) => (one ? [one.urls.acs!] : [])));
  });
  afterAll(async () => {
    await relay?.close();
    await Promise.all(running.map((one) => one?.stop()));
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    get relay() {
      return relay!;
    },
    get api() {
      return new RestClient(running.find((one) => one !== null)!.urls.api!, adminKey);
    },
    get apiUrl() {
      return running.find((one) => one !== null)!.urls.api!;
    },
    get pool() {
      return database.pool;
    },
    acs: (which) => at(which).urls.acs!,
    async moved(which) {
      const text = await metrics(which);
      return Object.fromEntries(
        [...text.matchAll(/^muster_cwmp_parked_sessions_total\{what="(\w+)"\} (\d+)$/gm)].map(([, what, n]) => [
          what!,
          Number(n),
        ]),
      );
    },
    held: async (which) => Number(/^muster_cwmp_sessions (\d+)$/m.exec(await metrics(which))![1]),
    stop,
    start,
  };
}

/** How many sessions are in the table. */
export async function parkedNow(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('SELECT count(*) AS n FROM parked_session');
  return rows[0]!.n;
}

/** Waits until so many sessions are in the table. */
export async function untilParked(pool: Pool, count: number): Promise<void> {
  await until(`${count} sessions are parked`, async () => (await parkedNow(pool)) === count, 10_000, 10);
}

import { parseArgs } from 'node:util';
import type { DeviceKey } from '../src/base/ids.ts';
import { compileFilter } from '../src/devices/filter/compile.ts';
import { parseFilter } from '../src/devices/filter/parser.ts';
import { rareUnits } from '../src/devices/rare-units-store.ts';
import { countDevices, defaultInformInterval, findDevice, listDevices } from '../src/devices/store.ts';
import type { Pool } from '../src/platform/database/pool.ts';
import { inTransaction } from '../src/platform/database/transaction.ts';
import { stretchesOf, type UnitPlace, type UnitQuestion } from '../src/software/fleet.ts';
import { type FleetUnit, listReleases, unitsOfStretches } from '../src/software/fleet-store.ts';
import { readModules } from '../src/software/read.ts';
import { followModules } from '../src/software/track.ts';
import { registerDevices } from './campaign/seed.ts';
import { startPostgres } from './postgres.ts';
import { askedName, moduleParameters, modulesBlock, rareName, seedParameters, seedUnits } from './software/seed.ts';
import { table } from './table.ts';

/**
 * `npm run bench:software`: a fleet with five units on each device, and the questions that are asked about it, against
 * fixed limits. Ends with status 1 on a miss. Method and figures: docs/benchmarks.md.
 */
const { values: flags } = parseArgs({
  options: {
    devices: { type: 'string', default: '1000000' },
    /** Devices whose parameters are stored too, for the page of one device. */
    pages: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '30' },
  },
});
const [devices, rounds] = [Number(flags.devices), Number(flags.rounds)];
const pages = Math.min(Number(flags.pages), devices);

const started = Date.now();
const say = (text: string): void =>
  console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${text}`);

async function timed(
  work: (round: number) => Promise<unknown>,
  times = rounds,
): Promise<{ slowest: number; median: number }> {
  const took: number[] = [];
  for (let round = 0; round < times; round++) {
    const from = performance.now();
    await work(round);
    took.push(performance.now() - from);
  }
  took.sort((a, b) => a - b);
  return { slowest: took.at(-1)!, median: took[Math.floor(took.length / 2)]! };
}

async function unitsPage(pool: Pool, asked: UnitQuestion, after: UnitPlace | null): Promise<FleetUnit[]> {
  const releases = await listReleases(pool, { name: askedName }, { after: null, limit: 5_000 });
  return unitsOfStretches(pool, stretchesOf(releases, asked, after, 101), 101);
}

const postgres = await startPostgres(20);
const { pool } = postgres;
let missed = 0;
try {
  await registerDevices(pool, 0, devices);
  say(`${devices.toLocaleString('en')} devices registered`);
  await seedUnits(pool);
  say('their units stored');
  const units = await seedParameters(pool, pages);
  say(`the parameters of ${pages.toLocaleString('en')} stored, ${units} units each`);

  const now = new Date();
  const ids = (await pool.query<{ id: string }>('SELECT public_id AS id FROM device ORDER BY id LIMIT $1', [pages]))
    .rows;
  const where = (text: string) => (firstParam: number) =>
    compileFilter(parseFilter(text), { now: now.getTime(), firstParam, defaultInterval: defaultInformInterval });
  const far = (await unitsPage(pool, { status: 'Active' }, null))[0]!;
  const lines: [what: string, limitMs: number | null, work: (round: number) => Promise<unknown>, times?: number][] = [
    [
      `which versions of "${askedName}" run where`,
      300,
      () => listReleases(pool, { name: askedName }, { after: null, limit: 101 }),
    ],
    ['names and versions of the fleet, first page', 300, () => listReleases(pool, {}, { after: null, limit: 101 })],
    ['names and versions with faults', 300, () => listReleases(pool, { faulty: true }, { after: null, limit: 101 })],
    [`devices with "${askedName}" 1.9, first page`, 300, () => unitsPage(pool, { version: '1.9' }, null)],
    [
      'the same, from the middle of the fleet',
      300,
      () => unitsPage(pool, { status: 'Active' }, { ...far, device: Math.floor(devices / 2), instance: 1 }),
    ],
    ['who has faults of it, first page', 300, () => unitsPage(pool, { fault: true }, null)],
    [
      'software page of one device',
      10,
      async (round) => {
        const device = await findDevice(pool, ids[(round * 7_919) % ids.length]!.id, now);
        return JSON.stringify(await readModules(pool, device!.key, device!.root!));
      },
    ],
    [
      `page of devices: du("${askedName}").version < "1.2"`,
      300,
      () => listDevices(pool, where(`du("${askedName}").version < "1.2"`), { after: 0, limit: 101, now }),
    ],
    [
      `page of devices: du("${rareName}")`,
      300,
      async () => {
        // As REST does: the counts say that few have it, so they are looked up.
        const filter = parseFilter(`du("${rareName}")`);
        const options = {
          now: now.getTime(),
          defaultInterval: defaultInformInterval,
          rare: await rareUnits(pool, filter),
        };
        const few = (firstParam: number) => compileFilter(filter, { ...options, firstParam });
        return listDevices(pool, few, { after: 0, limit: 101, now });
      },
    ],
    [
      `page of devices: not du("${askedName}")`,
      null,
      () => listDevices(pool, where(`not du("${askedName}")`), { after: 0, limit: 101, now }),
      3,
    ],
    [
      `count of devices: du("${askedName}").version < "1.2"`,
      null,
      () => countDevices(pool, where(`du("${askedName}").version < "1.2"`)),
      3,
    ],
    [
      'for comparison: versions by a count over rows',
      null,
      () =>
        pool.query(
          `SELECT r.kind, r.version, u.status, u.fault, count(*) FROM software_unit u JOIN software_release r ON r.id = u.release_id
           WHERE r.name = $1 GROUP BY 1, 2, 3, 4`,
          [askedName],
        ),
      5,
    ],
  ];
  const rows: string[][] = [];
  for (const [what, limitMs, work, times] of lines) {
    await work(0);
    const { slowest, median } = await timed(work, times);
    const isWithin = limitMs === null || slowest <= limitMs;
    if (!isWithin) missed++;
    rows.push([
      what,
      slowest.toFixed(1),
      median.toFixed(1),
      limitMs === null ? '' : String(limitMs),
      limitMs === null ? '' : isWithin ? 'pass' : 'FAIL',
    ]);
  }
  console.log(`\n${table(['ms', 'slowest', 'median', 'limit', ''], rows)}\n`);

  // A campaign's worst case: every device changes the same version for the same next one, sixteen at a time.
  const changes = Math.min(4_000, devices);
  const [before, after] = [moduleParameters('1.3'), moduleParameters('2.0')];
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < changes) {
        const device = ++next as DeviceKey;
        const content = device % 50 === 0 ? before : after;
        await inTransaction(pool, (tx) =>
          followModules(tx, device, new Map([[modulesBlock, content]]), { cause: 'operation' }, now),
        );
      }
    }),
  );
  const perSecond = changes / ((performance.now() - from) / 1000);
  say(`${changes.toLocaleString('en')} devices changed all units, 16 at once: ${perSecond.toFixed(0)} a second`);
  const wrong = await pool.query(
    `SELECT 1 FROM (SELECT release_id, status, fault, sum(n) AS n FROM software_count GROUP BY 1, 2, 3 HAVING sum(n) <> 0) c
     FULL JOIN (SELECT release_id, status, fault, count(*) AS n FROM software_unit GROUP BY 1, 2, 3) u
       USING (release_id, status, fault) WHERE c.n IS DISTINCT FROM u.n`,
  );
  if (wrong.rowCount !== 0) missed++;
  say(wrong.rowCount === 0 ? 'all counts agree with the rows' : `FAIL: ${wrong.rowCount} counts differ from the rows`);

  const size = async (name: string): Promise<number> =>
    Number((await pool.query<{ n: number }>('SELECT pg_total_relation_size($1) AS n', [name])).rows[0]!.n);
  const bytes = (
    await Promise.all(['software_unit', 'software_device', 'software_count', 'software_release'].map(size))
  ).reduce((a, b) => a + b);
  const stored = (await size('parameter_lines')) / pages;
  say(
    `storage per device: ${(bytes / devices).toFixed(0)} bytes in the tables with their indexes, ${stored.toFixed(0)} of its parameters`,
  );
} finally {
  await postgres.stop();
}
if (missed > 0) {
  console.log(`\n${missed} missed`);
  process.exitCode = 1;
}

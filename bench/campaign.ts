import { parseArgs } from 'node:util';
import { claimLimit } from '../src/campaigns/rules/look-rules.ts';
import { pageSize } from '../src/campaigns/scheduler/waves.ts';
import { type CampaignTimes, campaignTimes, maxInFlight } from './campaign/drive.ts';
import { campaignScale, freedPerSecond, manyInFlight } from './campaign/scale.ts';
import { registerDevices, registerFirmware } from './campaign/seed.ts';
import { explained, longMs, watchStatements } from './campaign/statements.ts';
import { startPostgres } from './postgres.ts';
import { table } from './table.ts';

/**
 * `npm run bench:campaign`: a firmware campaign over a whole registered fleet, at 100,000 devices against fixed limits,
 * then at 1,000,000 to see what grows. With `--scale`: one campaign over 1,000,000 with 7,000 in flight. Ends with status 1
 * on a miss. Method and figures: docs/benchmarks.md.
 */
const { values: flags } = parseArgs({
  options: {
    devices: { type: 'string', default: '100000' },
    large: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '20' },
    'skip-large': { type: 'boolean', default: false },
    /** Only the campaign over the whole fleet, with how PostgreSQL carries out its slowest statements. */
    scale: { type: 'boolean', default: false },
    explain: { type: 'boolean', default: false },
  },
});

interface Line {
  readonly key: keyof CampaignTimes;
  readonly what: string;
  readonly limitMs: number;
  /** false where the work itself is proportional to the fleet. */
  readonly flat: boolean;
}

const lines: readonly Line[] = [
  { key: 'dryRun', what: 'dry selection', limitMs: 2_000, flat: false },
  { key: 'firstDispatchWaves', what: 'start to first dispatch (10, 5 %, rest)', limitMs: 5_000, flat: false },
  { key: 'firstDispatchRest', what: 'start to first dispatch (all at once)', limitMs: 5_000, flat: false },
  { key: 'tickFull', what: `tick with ${maxInFlight} in flight, nothing to claim`, limitMs: 100, flat: true },
  { key: 'tickClaiming', what: `tick with ${maxInFlight} in flight, 50 claims`, limitMs: 100, flat: true },
  { key: 'sweep', what: 'sweep for deadlines', limitMs: 100, flat: true },
  { key: 'progress', what: 'progress query', limitMs: 50, flat: true },
  { key: 'funnel', what: 'funnel and faults query', limitMs: 50, flat: true },
  { key: 'targetPage', what: 'page of 100 targets in one state', limitMs: 50, flat: true },
  { key: 'wavePage', what: 'page of targets of a wave that has none', limitMs: 50, flat: true },
];
/** What should not grow may be so much slower with ten times the fleet. */
const mostGrowth = 2;
/** Below this a ratio is noise of the timer, not growth. */
const noiseMs = 5;

const started = Date.now();
const say = (text: string): void =>
  console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${text}`);

const postgres = await startPostgres();
try {
  if (flags.scale) {
    await scale(Number(flags['skip-large'] ? flags.devices : flags.large), Number(flags.rounds));
  } else await growth();
} finally {
  await postgres.stop();
}

/** One campaign over the whole fleet with thousands in flight. */
async function scale(devices: number, rounds: number): Promise<void> {
  await registerDevices(postgres.pool, 0, devices);
  const file = await registerFirmware(postgres.pool);
  say(`Node ${process.version}; ${devices.toLocaleString('en')} devices registered`);
  const watch = watchStatements();
  const figures = await campaignScale(postgres.pool, file, rounds, watch);
  const statements = watch.slowest(8);
  const { tickFull, tickClaiming, writing, heap } = figures;
  const inTick = `tick with ${manyInFlight.toLocaleString('en')} in flight`;
  const lines: [what: string, limit: string, figure: string, holds: boolean][] = [
    [
      'targets written a second',
      '≥ 20,000',
      figures.materialisedPerSecond.toFixed(0),
      figures.materialisedPerSecond >= 20_000,
    ],
    [
      `tick that writes ${pageSize.toLocaleString('en')} targets and claims, slowest (median), ms`,
      '150',
      both(writing),
      writing.slowest <= 150,
    ],
    [`${inTick}, nothing to claim, slowest (median), ms`, '150', both(tickFull), tickFull.slowest <= 150],
    [
      `${inTick}, ${freedPerSecond} claims, slowest (median), ms`,
      '150',
      both(tickClaiming),
      tickClaiming.slowest <= 150,
    ],
    [
      `claims a second, ${claimLimit} a tick`,
      '≥ 2,000',
      figures.claimsPerSecond.toFixed(0),
      figures.claimsPerSecond >= 2_000,
    ],
    [
      'slowest statement but COMMIT, ms',
      String(longMs),
      statements[0]!.slowest.toFixed(1),
      statements[0]!.slowest <= longMs,
    ],
    [
      'heap before and at work, MB',
      '+ 10',
      `${heap.before.toFixed(1)}, ${heap.after.toFixed(1)}`,
      heap.after - heap.before <= 10,
    ],
  ];
  say(`started in ${figures.start.toFixed(0)} ms, which counts the members`);
  const commits = watch.commits();
  say(
    `${commits.calls} COMMITs: ${(commits.total / commits.calls).toFixed(1)} ms mean, ${commits.slowest.toFixed(1)} ms slowest, ` +
      `${commits.long} over ${longMs} ms`,
  );
  console.log();
  console.log(
    table(
      [`${figures.targets.toLocaleString('en')} targets`, 'limit', 'figure', ''],
      lines.map(([what, limit, figure, holds]) => [what, limit, figure, holds ? 'pass' : 'FAIL']),
    ),
  );
  console.log();
  console.log(
    table(
      ['slowest, ms', 'mean', 'calls', `over ${longMs} ms`, 'statement'],
      statements.map(({ slowest, total, calls, long, text }) => [
        slowest.toFixed(1),
        (total / calls).toFixed(1),
        String(calls),
        String(long),
        text.replace(/\s+/g, ' ').slice(0, 100),
      ]),
    ),
  );
  if (flags.explain) {
    for (const statement of statements.filter(({ text }) => /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)/i.test(text))) {
      console.log(`\n${statement.text}`);
      for (const line of await explained(postgres.pool, statement)) console.log(`  ${line}`);
    }
  }
  if (lines.some(([, , , holds]) => !holds)) process.exitCode = 1;
}

function both({ slowest, median }: { readonly slowest: number; readonly median: number }): string {
  return `${slowest.toFixed(1)} (${median.toFixed(1)})`;
}

async function growth(): Promise<void> {
  const small = Number(flags.devices);
  const large = Number(flags.large);
  const rounds = Number(flags.rounds);
  await registerDevices(postgres.pool, 0, small);
  const file = await registerFirmware(postgres.pool);
  say(`Node ${process.version}; ${small.toLocaleString('en')} devices registered`);
  const first = await campaignTimes(postgres.pool, file, rounds);
  say('measured');
  let second: CampaignTimes | null = null;
  if (!flags['skip-large']) {
    await registerDevices(postgres.pool, small, large);
    say(`${large.toLocaleString('en')} devices registered`);
    second = await campaignTimes(postgres.pool, file, rounds);
    say('measured');
  }

  const ms = (n: number): string => n.toFixed(n < 100 ? 1 : 0);
  let missed = 0;
  const rows = lines.map(({ key, what, limitMs, flat }) => {
    const isWithin = first[key].slowest <= limitMs;
    const ratio = second === null ? null : second[key].median / first[key].median;
    const grows = flat && second !== null && ratio! > mostGrowth && second[key].median > noiseMs;
    if (!isWithin || grows) missed++;
    return [
      what,
      String(limitMs),
      ms(first[key].slowest),
      ms(first[key].median),
      isWithin ? 'pass' : 'FAIL',
      second === null ? '' : ms(second[key].slowest),
      second === null ? '' : ms(second[key].median),
      ratio === null ? '' : ratio.toFixed(1),
      second === null ? '' : flat ? (grows ? 'FAIL' : 'pass') : 'grows with the fleet',
    ];
  });
  console.log();
  console.log(
    table(
      [
        'ms',
        'limit',
        `${small.toLocaleString('en')}: slowest`,
        'median',
        '',
        `${large.toLocaleString('en')}: slowest`,
        'median',
        'ratio',
        `≤ ${mostGrowth} ×`,
      ],
      rows,
    ),
  );
  if (missed > 0) {
    console.log(`\n${missed} missed`);
    process.exitCode = 1;
  }
}

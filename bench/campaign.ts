import { parseArgs } from 'node:util';
import { type CampaignTimes, campaignTimes, maxInFlight } from './campaign/drive.ts';
import { registerDevices, registerFirmware } from './campaign/seed.ts';
import { startPostgres } from './postgres.ts';
import { table } from './table.ts';

/**
 * `npm run bench:campaign`: a firmware campaign over a whole registered fleet, at 100,000 devices against fixed limits,
 * then at 1,000,000 to see what grows. Ends with status 1 on a miss. Method and figures: docs/benchmarks.md.
 */
const { values: flags } = parseArgs({
  options: {
    devices: { type: 'string', default: '100000' },
    large: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '20' },
    'skip-large': { type: 'boolean', default: false },
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
} finally {
  await postgres.stop();
}

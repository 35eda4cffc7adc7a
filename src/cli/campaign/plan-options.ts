import { type Command, Option } from 'commander';
import { decimalNumber, instant, orOff, pairOf, several, wholeNumber } from '../options/values.ts';
import { type WindowOption, windowForm, windowOption } from './window-option.ts';

const most = 10_000_000;
const rate = decimalNumber(0.01, 1_000_000);

/** The options of `campaign create` that describe the plan, as commander reads them. */
export interface PlanOptions {
  readonly name?: string;
  readonly filter?: string;
  readonly targetVersion?: string;
  readonly wave?: readonly string[];
  readonly soakMinutes?: number;
  readonly gate?: 'auto' | 'manual';
  readonly minSuccessPercent?: number;
  readonly gateSample?: number;
  readonly order?: 'random' | 'site';
  readonly maxInFlight?: number;
  readonly perMinute?: number;
  readonly perRegion?: number;
  readonly perModel?: number;
  readonly maxTransfers?: number;
  readonly finishMinutes?: number;
  readonly window?: readonly WindowOption[];
  readonly timeZone?: string;
  /** Brakes: null is off. */
  readonly maxFailedTotal?: number | null;
  readonly maxFailedWave?: number | null;
  readonly maxFailedPercent?: number | null;
  readonly minSample?: number;
  readonly failureWindow?: readonly [failures: number, of: number] | null;
  readonly failureRate?: readonly [failures: number, seconds: number] | null;
  readonly maxConsecutive?: number | null;
  readonly maxSilent?: number | null;
  readonly maxFellBack?: number | null;
  readonly retries?: number;
  readonly backoffMinutes?: number;
  readonly claimMinutes?: number;
  readonly transferMinutes?: number;
  readonly giveUpMinutes?: number;
  readonly scheduleDownload?: 'auto' | 'never';
  readonly priority?: number;
  readonly startAt?: string;
  readonly endAt?: string;
  readonly endBehavior?: 'stopNew' | 'cancel';
  readonly requireApproval?: 'none' | 'start' | 'widen';
  readonly abortPolicy?: 'drain' | 'cancel' | 'cancelAndRevert';
  readonly rollbackFile?: string;
  readonly rollbackPreApproved?: boolean;
}

export function withPlan(command: Command): Command {
  return command
    .option('--name <name>', 'what to call it')
    .option('--filter <filter>', `which gateways, e.g. 'productClass = "MG100" and tag = "north"'; default: all`)
    .option('--target-version <version>', 'version they should report; default: that of the file')
    .option('--wave <size>', 'a wave: a number of gateways, a share such as 25%, or rest; repeatable', several)
    .option('--soak-minutes <n>', 'watch each wave so long before it counts as passed', decimalNumber(0, 525_600))
    .addOption(new Option('--gate <gate>', 'who lets the next wave begin').choices(['auto', 'manual']))
    .option('--min-success-percent <n>', 'a wave below this fails', decimalNumber(0, 100))
    .option('--gate-sample <n>', 'a wave with fewer results waits for a person', wholeNumber(0, most))
    .addOption(new Option('--order <order>', 'random, or all gateways of a site together').choices(['random', 'site']))
    .option('--max-in-flight <n>', 'gateways at work at once', wholeNumber(1, 100_000))
    .option('--per-minute <n>', 'gateways begun per minute', wholeNumber(1, 1_000_000))
    .option('--per-region <n>', 'gateways begun per minute in one region (tag region:…, else site)', rate)
    .option('--per-model <n>', 'gateways begun per minute of one product class', rate)
    .option('--max-transfers <n>', 'gateways at once on one download host', wholeNumber(1, 100_000))
    .option('--window <window>', `when they may be disturbed: ${windowForm}; repeatable`, windowOption)
    .option('--time-zone <zone>', 'zone of gateways of which nobody knows theirs; default: UTC')
    .option('--finish-minutes <n>', 'begin none later than this before a window closes', decimalNumber(1, 10_080))
    .option('--max-failed-total <n>', 'pause above so many failures, or off', orOff(wholeNumber(0, most)))
    .option('--max-failed-wave <n>', 'pause above so many failures in one wave, or off', orOff(wholeNumber(0, most)))
    .option('--max-failed-percent <n>', 'pause above this share of failures, or off', orOff(decimalNumber(0, 100)))
    .option('--min-sample <n>', 'results needed before a share counts', wholeNumber(1, most))
    .option('--failure-window <n/of>', 'pause at n failures of the last so many, or off', orOff(pairOf(1_000, 10_000)))
    .option('--failure-rate <n/s>', 'pause at n failures in so many seconds, or off', orOff(pairOf(1_000, 2_592_000)))
    .option('--max-consecutive <n>', 'pause above so many failures in a row, or off', orOff(wholeNumber(0, 9_999)))
    .option(
      '--max-silent <n>',
      'pause above so many gateways that never came back, or off',
      orOff(wholeNumber(0, most)),
    )
    .option(
      '--max-fell-back <n>',
      'pause above so many gateways back on the old version, or off',
      orOff(wholeNumber(0, most)),
    )
    .option('--retries <n>', 'further attempts after a passing fault', wholeNumber(0, 20))
    .option('--backoff-minutes <n>', 'wait before the first of them', decimalNumber(0.01, 1440))
    .option('--claim-minutes <n>', 'time for a gateway that was called to open a session', decimalNumber(0.05, 10_080))
    .option('--transfer-minutes <n>', 'time from the order to the proof', decimalNumber(0.05, 10_080))
    .option('--give-up-minutes <n>', 'silence after that until it counts as unreachable', decimalNumber(0.05, 525_600))
    .addOption(
      new Option(
        '--schedule-download <when>',
        'whether gateways that cannot be called are told of their windows ahead',
      ).choices(['auto', 'never']),
    )
    .option(
      '--priority <n>',
      'of two campaigns of one kind the higher looks first; default: 500',
      wholeNumber(0, 1_000),
    )
    .option('--start-at <time>', 'begin at this time, e.g. 2027-01-31T02:00:00Z', instant)
    .option('--end-at <time>', 'begin nothing after this time', instant)
    .addOption(
      new Option('--end-behavior <what>', 'what happens then to gateways at work').choices(['stopNew', 'cancel']),
    )
    .addOption(
      new Option(
        '--require-approval <stage>',
        'a second person approves the start; widen: and again before more than a tenth of the gateways',
      ).choices(['none', 'start', 'widen']),
    )
    .addOption(
      new Option('--abort-policy <policy>', 'what an abort means for gateways at work').choices([
        'drain',
        'cancel',
        'cancelAndRevert',
      ]),
    )
    .option('--rollback-file <id>', 'firmware that cancelAndRevert brings gateways back to')
    .option('--rollback-pre-approved', 'the approval of the plan is that of its rollback too');
}

/** The names of the options given, for the error that they do not go with --plan. */
export function givenPlanOptions(options: PlanOptions): string[] {
  const names: Record<keyof PlanOptions, string> = {
    name: '--name',
    filter: '--filter',
    targetVersion: '--target-version',
    wave: '--wave',
    soakMinutes: '--soak-minutes',
    gate: '--gate',
    minSuccessPercent: '--min-success-percent',
    gateSample: '--gate-sample',
    order: '--order',
    maxInFlight: '--max-in-flight',
    perMinute: '--per-minute',
    perRegion: '--per-region',
    perModel: '--per-model',
    maxTransfers: '--max-transfers',
    finishMinutes: '--finish-minutes',
    window: '--window',
    timeZone: '--time-zone',
    maxFailedTotal: '--max-failed-total',
    maxFailedWave: '--max-failed-wave',
    maxFailedPercent: '--max-failed-percent',
    minSample: '--min-sample',
    failureWindow: '--failure-window',
    failureRate: '--failure-rate',
    maxConsecutive: '--max-consecutive',
    maxSilent: '--max-silent',
    maxFellBack: '--max-fell-back',
    retries: '--retries',
    backoffMinutes: '--backoff-minutes',
    claimMinutes: '--claim-minutes',
    transferMinutes: '--transfer-minutes',
    giveUpMinutes: '--give-up-minutes',
    scheduleDownload: '--schedule-download',
    priority: '--priority',
    startAt: '--start-at',
    endAt: '--end-at',
    endBehavior: '--end-behavior',
    requireApproval: '--require-approval',
    abortPolicy: '--abort-policy',
    rollbackFile: '--rollback-file',
    rollbackPreApproved: '--rollback-pre-approved',
  };
  return (Object.keys(names) as (keyof PlanOptions)[])
    .filter((name) => options[name] !== undefined)
    .map((name) => names[name]);
}

/** What the options say of a plan but what it brings, and nothing else: the rest is left to the API's defaults. */
export function planChanges(options: PlanOptions): Record<string, unknown> {
  const { soakMinutes, gate, minSuccessPercent, gateSample: minSample, failureWindow, failureRate } = options;
  // Said once for all waves; without --wave they belong to the one wave there is.
  const ofEach = given({ soakMinutes, gate, minSuccessPercent, minSample });
  const sizes = options.wave ?? (Object.keys(ofEach).length > 0 ? ['rest'] : []);
  const { requireApproval } = options;
  return given({
    name: options.name,
    filter: options.filter,
    targetVersion: options.targetVersion,
    scheduleDownload: options.scheduleDownload,
    priority: options.priority,
    startAt: options.startAt,
    endAt: options.endAt,
    endBehavior: options.endBehavior,
    requireApproval:
      requireApproval === undefined
        ? undefined
        : requireApproval === 'widen'
          ? ['start', 'widen']
          : requireApproval === 'start',
    abortPolicy: options.abortPolicy,
    order: options.order,
    rollback:
      options.rollbackFile === undefined
        ? undefined
        : { fileId: options.rollbackFile, ...given({ preApproved: options.rollbackPreApproved }) },
    waves: sizes.length > 0 ? sizes.map((size) => ({ size, ...ofEach })) : undefined,
    thresholds: group({
      maxFailedTotal: options.maxFailedTotal,
      maxFailedWave: options.maxFailedWave,
      maxFailedPercent: options.maxFailedPercent,
      minSample: options.minSample,
      window: failureWindow && { failures: failureWindow[0], of: failureWindow[1] },
      rate: failureRate && { failures: failureRate[0], seconds: failureRate[1] },
      maxConsecutive: options.maxConsecutive,
      maxSilent: options.maxSilent,
      maxFellBack: options.maxFellBack,
    }),
    windows: options.window,
    timeZone: options.timeZone,
    limits: group({
      maxInFlight: options.maxInFlight,
      perMinute: options.perMinute,
      perRegion: options.perRegion,
      perModel: options.perModel,
      maxTransfers: options.maxTransfers,
      finishMinutes: options.finishMinutes,
    }),
    retries: group({ max: options.retries, backoffMinutes: options.backoffMinutes }),
    timeouts: group({
      claimMinutes: options.claimMinutes,
      transferMinutes: options.transferMinutes,
      giveUpMinutes: options.giveUpMinutes,
    }),
  });
}

function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function group(values: Record<string, unknown>): Record<string, unknown> | undefined {
  const said = given(values);
  return Object.keys(said).length > 0 ? said : undefined;
}

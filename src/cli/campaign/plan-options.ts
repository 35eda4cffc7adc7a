import { type Command, Option } from 'commander';
import { decimalNumber, several, wholeNumber } from '../options/values.ts';

const most = 10_000_000;

/** The options of `campaign create` that describe the plan, as commander reads them. */
export interface PlanOptions {
  readonly name?: string;
  readonly filter?: string;
  readonly targetVersion?: string;
  readonly wave?: readonly string[];
  readonly soakMinutes?: number;
  readonly gate?: 'auto' | 'manual';
  readonly minSuccessPercent?: number;
  readonly maxInFlight?: number;
  readonly perMinute?: number;
  readonly maxFailedTotal?: number;
  readonly maxFailedWave?: number;
  readonly maxFailedPercent?: number;
  readonly minSample?: number;
  readonly maxSilent?: number;
  readonly maxFellBack?: number;
  readonly retries?: number;
  readonly backoffMinutes?: number;
  readonly claimMinutes?: number;
  readonly transferMinutes?: number;
  readonly giveUpMinutes?: number;
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
    .option('--max-in-flight <n>', 'gateways at work at once', wholeNumber(1, 100_000))
    .option('--per-minute <n>', 'gateways begun per minute', wholeNumber(1, 1_000_000))
    .option('--max-failed-total <n>', 'pause above so many failures', wholeNumber(0, most))
    .option('--max-failed-wave <n>', 'pause above so many failures in one wave', wholeNumber(0, most))
    .option('--max-failed-percent <n>', 'pause above this share of failures', decimalNumber(0, 100))
    .option('--min-sample <n>', 'results needed before a share counts', wholeNumber(1, most))
    .option('--max-silent <n>', 'pause above so many gateways that never came back', wholeNumber(0, most))
    .option('--max-fell-back <n>', 'pause above so many gateways back on the old version', wholeNumber(0, most))
    .option('--retries <n>', 'further attempts after a passing fault', wholeNumber(0, 20))
    .option('--backoff-minutes <n>', 'wait before the first of them', decimalNumber(0.01, 1440))
    .option('--claim-minutes <n>', 'time for a gateway that was called to open a session', decimalNumber(0.05, 10_080))
    .option('--transfer-minutes <n>', 'time from the order to the proof', decimalNumber(0.05, 10_080))
    .option('--give-up-minutes <n>', 'silence after that until it counts as unreachable', decimalNumber(0.05, 525_600));
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
    maxInFlight: '--max-in-flight',
    perMinute: '--per-minute',
    maxFailedTotal: '--max-failed-total',
    maxFailedWave: '--max-failed-wave',
    maxFailedPercent: '--max-failed-percent',
    minSample: '--min-sample',
    maxSilent: '--max-silent',
    maxFellBack: '--max-fell-back',
    retries: '--retries',
    backoffMinutes: '--backoff-minutes',
    claimMinutes: '--claim-minutes',
    transferMinutes: '--transfer-minutes',
    giveUpMinutes: '--give-up-minutes',
  };
  return (Object.keys(names) as (keyof PlanOptions)[])
    .filter((name) => options[name] !== undefined)
    .map((name) => names[name]);
}

/** The body of `POST /campaigns`; what was not said is left to the API's defaults. */
export function planBody(options: PlanOptions, name: string, fileId: string): Record<string, unknown> {
  const { soakMinutes, gate, minSuccessPercent } = options;
  // Said once for all waves; without --wave they belong to the one wave there is.
  const ofEach = given({ soakMinutes, gate, minSuccessPercent });
  const sizes = options.wave ?? (Object.keys(ofEach).length > 0 ? ['rest'] : []);
  return given({
    name,
    kind: 'firmware',
    filter: options.filter,
    artifact: { fileId },
    targetVersion: options.targetVersion,
    waves: sizes.length > 0 ? sizes.map((size) => ({ size, ...ofEach })) : undefined,
    thresholds: group({
      maxFailedTotal: options.maxFailedTotal,
      maxFailedWave: options.maxFailedWave,
      maxFailedPercent: options.maxFailedPercent,
      minSample: options.minSample,
      maxSilent: options.maxSilent,
      maxFellBack: options.maxFellBack,
    }),
    limits: group({ maxInFlight: options.maxInFlight, perMinute: options.perMinute }),
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

import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { seconds, sleep } from '../../base/durations.ts';
import { MusterError, messageOf } from '../../base/errors.ts';
import { type Fleet, fleetCredentials, startFleet } from '../../simulator/fleet.ts';
import type { FleetRequest } from '../../simulator/fleet-options.ts';
import type { RpcFault } from '../../simulator/gateway/gateway.ts';
import type { Happening } from '../../simulator/gateway/happenings.ts';
import type { MisbehaviourRule, Share } from '../../simulator/misbehaviour.ts';
import { type MisbehaviourFlag, parseMisbehaviour } from '../../simulator/misbehaviour-flags.ts';
import type { Root } from '../../simulator/model/roots.ts';
import type { QuirkName } from '../../simulator/quirks/quirk.ts';
import { quirkLines } from '../../simulator/quirks/registry.ts';
import { registerCredentials } from '../../simulator/register.ts';
import type { EnvironmentKind } from '../../simulator/software/environments/environment.ts';
import { keepStatistics, writeStatistics } from '../../simulator/statistics-file.ts';
import {
  cwmpChoices,
  cwmpOf,
  parseEnvironment,
  parseHappening,
  parseQuirks,
  parseRoot,
  parseRpcFault,
} from '../../simulator/trait-flags.ts';

/** Between two lines of progress, milliseconds. */
const progressInterval = seconds(3);
const statisticsInterval = seconds(1);

const misbehaviourHelp: readonly (readonly [MisbehaviourFlag, string, string])[] = [
  ['fault', '<share:code>', 'transfers end with this fault in TransferComplete, e.g. 3%:9010; repeatable'],
  ['reject', '<share:code>', 'the Download RPC is answered with this fault, e.g. 1%:9001; repeatable'],
  ['slow', '<share:rate>', 'downloads at so many bytes per second, e.g. 5%:64k; repeatable'],
  ['no-transfer-complete', '<share>', 'upgrades, but never sends TransferComplete, e.g. 2%'],
  ['fall-back', '<share>', 'comes back with the old version and reports success'],
  ['silent', '<share>', 'accepts the Download and never speaks again'],
  ['duplicate-complete', '<share>', 'sends each TransferComplete in two sessions'],
];

/** `muster simulate`: a fleet of gateways that talks to an ACS. */
export function simulateCommand(): Command {
  const command = new Command('simulate')
    .summary('run a fleet of simulated gateways')
    .description(
      'Runs simulated gateways (TR-181, TR-098 or TR-106, two flash banks each) against an ACS until SIGINT or SIGTERM. ' +
        'Their state is kept: started again on the same --state-dir they carry on, also after a kill in the middle of a download.',
    )
    .option('--acs <url>', 'CWMP address of the ACS, e.g. http://127.0.0.1:7547/')
    .option('--count <n>', 'number of gateways', whole(1, 100_000))
    .option('--list-quirks', 'print the field quirks gateways can show, by number, and exit')
    .option('--oui <hex>', 'manufacturer OUI, six hexadecimal digits', '00D09E')
    .option('--product-class <name>', 'product class', 'MG100')
    .option('--serial-prefix <text>', 'serial numbers are this and six digits', 'SIM')
    .option('--fw-version <version>', 'firmware of a gateway fresh from the factory', '1.0.0')
    .option('--interval <seconds>', 'PeriodicInformInterval until the ACS sets another', whole(1, 4_294_967_295), 60)
    .option('--state-dir <folder>', 'where the gateways keep their state', 'var/simulator')
    .option('--ramp <seconds>', 'switch the gateways on evenly over this time', decimal(0), 10)
    .option('--reboot-seconds <seconds>', 'how long a reboot takes', decimal(0), 3)
    .option('--flash-seconds <seconds>', 'how long flashing takes', decimal(0), 1)
    .option('--retry-scale <factor>', 'factor on the waits after failed sessions; 1 is TR-069', decimal(0.0001), 0.1)
    .option('--seed <n>', 'decides who misbehaves', whole(0, Number.MAX_SAFE_INTEGER), 1)
    .addOption(new Option('--cwmp <version>', 'protocol version').choices(cwmpChoices).default('1.2'))
    .addOption(new Option('--cwmp-version <version>').choices(cwmpChoices).hideHelp())
    .option('--session-timeout <seconds>', 'SessionTimeout of Informs, with CWMP 1.3 and 1.4', whole(1, 86_400))
    .option('--without <methods>', 'RPC methods the gateways do not have, e.g. ChangeDUState,Upload', names)
    .option('--with <methods>', 'deprecated RPC methods they have: GetOptions,SetVouchers', names)
    .option('--alias-addressing', 'gateways take [alias] for instance numbers', false)
    .option('--wildcards', 'gateways take * for instance numbers in what is read', false)
    .addOption(
      new Option('--software-form <form>', 'how ChangeDUState and its reports are nested')
        .choices(['standard', 'icwmp', 'rdk'])
        .default('standard'),
    )
    .addOption(
      shareOption(
        '--environment <[share:]kind>',
        'execution environment: scripted, native (real packages and processes), container; repeatable',
        parseEnvironment,
      ),
    )
    .option('--package-key <files...>', 'PEM files of the public keys whose packages gateways take')
    .option('--architecture <name>', 'what packages must be for, unless for all', 'aarch64_generic')
    .option('--window-scale <factor>', 'factor on the windows of ScheduleDownload', decimal(0.0001), 1)
    .option('--diagnostic-seconds <seconds>', 'how long a diagnostic test takes', decimal(0), 1)
    .addOption(
      shareOption('--root <[share:]root>', 'data model: device2, igd, device1, e.g. 30%:igd; repeatable', parseRoot),
    )
    .addOption(shareOption('--quirk <[share:]numbers>', 'field quirks, e.g. 36 or 5%:28,36; repeatable', parseQuirks))
    .addOption(
      shareOption(
        '--rpc-fault <[share:]method:code>',
        'answers a method with this fault, e.g. 2%:GetParameterValues:9002; repeatable',
        parseRpcFault,
      ),
    )
    .addOption(
      shareOption(
        '--event <[share:]event>',
        'happens once: kicked, request-download, autonomous-transfer, wakeup, fall-back, "X <vendor> <text>"; repeatable',
        parseHappening,
      ),
    )
    .option('--event-after <seconds>', 'when --event happens, after power on', decimal(0), 5)
    .option('--connection-request-port <port>', 'where connection requests are heard; 0: any', whole(0, 65_535), 0)
    .option('--connection-request-host <host>', 'address the ACS reaches the gateways at', '127.0.0.1')
    .option('--username <name>', 'first-contact user name of all gateways, with --password; default: one each')
    .option('--password <password>', 'first-contact password of all gateways')
    .option('--register <url>', 'make the gateways known at this API first, e.g. http://127.0.0.1:7557; needs --key')
    .option('--key <key>', 'API key for --register')
    .option('--stats-file <file>', 'write figures here as JSON, every second and at the end')
    .option('--parameters <n>', 'enlarge the data model to so many parameters', whole(1, 100_000))
    .option('--keep-images', 'keep downloaded images whole in the banks, not just their headers', false)
    .option('--exit-after <seconds>', 'stop by itself', decimal(0.1));
  for (const [name, value, help] of misbehaviourHelp) command.addOption(misbehaviourOption(name, value, help));
  return command
    .addHelpText(
      'after',
      '\nMisbehaviours hit disjoint sets of gateways, each share rounded up to at least one; so do roots, quirks and events,\n' +
        'each for itself: a gateway can misbehave, have another root and show quirks at once.\n' +
        'For an ACS with a private certificate authority set NODE_EXTRA_CA_CERTS.\n\n' +
        'Example:\n  muster simulate --acs http://127.0.0.1:7547/ --count 200 --fault 3%:9010 --silent 1%',
    )
    .action(simulate);
}

interface SimulateOptions {
  readonly acs?: string;
  readonly count?: number;
  readonly listQuirks?: boolean;
  readonly oui: string;
  readonly productClass: string;
  readonly serialPrefix: string;
  readonly fwVersion: string;
  readonly interval: number;
  readonly stateDir: string;
  readonly ramp: number;
  readonly rebootSeconds: number;
  readonly flashSeconds: number;
  readonly retryScale: number;
  readonly seed: number;
  readonly cwmp: (typeof cwmpChoices)[number];
  readonly cwmpVersion?: (typeof cwmpChoices)[number];
  readonly sessionTimeout?: number;
  readonly without?: readonly string[];
  readonly with?: readonly string[];
  readonly aliasAddressing: boolean;
  readonly wildcards: boolean;
  readonly softwareForm: 'standard' | 'icwmp' | 'rdk';
  readonly environment?: readonly Share<EnvironmentKind>[];
  readonly packageKey?: readonly string[];
  readonly architecture: string;
  readonly windowScale: number;
  readonly diagnosticSeconds: number;
  readonly root?: readonly Share<Root>[];
  readonly quirk?: readonly Share<readonly QuirkName[]>[];
  readonly event?: readonly Share<Happening>[];
  readonly eventAfter: number;
  readonly connectionRequestPort: number;
  readonly connectionRequestHost: string;
  readonly username?: string;
  readonly password?: string;
  readonly register?: string;
  readonly key?: string;
  readonly statsFile?: string;
  readonly parameters?: number;
  readonly keepImages: boolean;
  readonly exitAfter?: number;
  readonly fault?: readonly MisbehaviourRule[];
  readonly reject?: readonly MisbehaviourRule[];
  readonly rpcFault?: readonly Share<RpcFault>[];
  readonly slow?: readonly MisbehaviourRule[];
  readonly noTransferComplete?: readonly MisbehaviourRule[];
  readonly fallBack?: readonly MisbehaviourRule[];
  readonly silent?: readonly MisbehaviourRule[];
  readonly duplicateComplete?: readonly MisbehaviourRule[];
}

async function simulate(options: SimulateOptions, command: Command): Promise<void> {
  if (options.listQuirks === true) {
    console.log(quirkLines().join('\n'));
    return;
  }
  const { acs, count } = options;
  if (acs === undefined) command.error("error: required option '--acs <url>' not specified");
  if (count === undefined) command.error("error: required option '--count <n>' not specified");
  const request = fleetRequest(options, acs, count);
  if (options.register !== undefined) {
    if (options.key === undefined) throw new MusterError('invalidConfiguration', '--register needs --key');
    const credentials = await fleetCredentials(request);
    await registerCredentials(options.register, options.key, credentials);
    console.log(`registered ${credentials.length} gateways at ${options.register}`);
  }
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const fleet = await startFleet(request);
  console.log(`${count} gateways for ${acs}, connection requests at ${fleet.connectionRequestOrigin}`);
  const { statsFile } = options;
  const keeping =
    statsFile === undefined ? Promise.resolve() : keepStatistics(statsFile, fleet, statisticsInterval, stop.signal);
  // A statistics file that cannot be written ends the run: whoever asked for it relies on it.
  const broken = keeping.then(
    () => null,
    (error: unknown) => {
      stop.abort();
      return error;
    },
  );
  const ended = options.exitAfter === undefined ? null : setTimeout(onSignal, seconds(options.exitAfter));
  await showProgress(fleet, stop.signal);
  if (ended !== null) clearTimeout(ended);
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  await fleet.stop();
  const error = await broken;
  if (error !== null) {
    throw new MusterError('invalidConfiguration', `--stats-file ${statsFile} cannot be written: ${messageOf(error)}`);
  }
  if (statsFile !== undefined) await writeStatistics(statsFile, fleet);
  console.log(`stopped; ${progressLine(fleet)}`);
}

function fleetRequest(options: SimulateOptions, acsUrl: string, count: number): FleetRequest {
  const { username, password } = options;
  if ((username === undefined) !== (password === undefined)) {
    throw new MusterError('invalidConfiguration', '--username and --password go together');
  }
  return {
    acsUrl,
    count,
    stateDirectory: options.stateDir,
    oui: options.oui.toUpperCase(),
    productClass: options.productClass,
    serialPrefix: options.serialPrefix,
    firmwareVersion: options.fwVersion,
    periodicInterval: options.interval,
    rampSeconds: options.ramp,
    rebootSeconds: options.rebootSeconds,
    flashSeconds: options.flashSeconds,
    retryScale: options.retryScale,
    seed: options.seed,
    ...cwmpOf(options.cwmpVersion ?? options.cwmp),
    sessionTimeoutSeconds: options.sessionTimeout ?? null,
    without: options.without ?? [],
    withMethods: options.with ?? [],
    aliasBasedAddressing: options.aliasAddressing,
    instanceWildcards: options.wildcards,
    softwareModulesForm: options.softwareForm,
    environments: options.environment ?? [],
    packageKeys: options.packageKey?.map(publicKey) ?? null,
    architecture: options.architecture,
    windowScale: options.windowScale,
    diagnosticSeconds: options.diagnosticSeconds,
    ...(everyOne(options.root).at(-1) === undefined ? {} : { root: everyOne(options.root).at(-1)! }),
    rootShares: someOnly(options.root),
    quirks: everyOne(options.quirk).flat(),
    quirkShares: someOnly(options.quirk),
    rpcFaults: options.rpcFault ?? [],
    happenings: options.event ?? [],
    happeningSeconds: options.eventAfter,
    connectionRequestHost: options.connectionRequestHost,
    connectionRequestPort: options.connectionRequestPort,
    keepImages: options.keepImages,
    parameters: options.parameters ?? null,
    sharedLogin: username === undefined || password === undefined ? null : { username, password },
    misbehaviours: [
      options.fault,
      options.reject,
      options.slow,
      options.noTransferComplete,
      options.fallBack,
      options.silent,
      options.duplicateComplete,
    ].flatMap((rules) => rules ?? []),
    onDefect: (deviceId, error) => console.error(`${deviceId}: ${messageOf(error)}`),
  };
}

function publicKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new MusterError('invalidConfiguration', `--package-key ${file} cannot be read: ${messageOf(error)}`);
  }
}

async function showProgress(fleet: Fleet, signal: AbortSignal): Promise<void> {
  const { isTTY, columns = 120 } = process.stdout;
  while (!signal.aborted) {
    await sleep(progressInterval, signal);
    if (isTTY) process.stdout.write(`\r\x1b[K${progressLine(fleet).slice(0, columns - 1)}`);
    else if (!signal.aborted) console.log(progressLine(fleet));
  }
  if (isTTY) process.stdout.write('\n');
}

function progressLine(fleet: Fleet): string {
  const now = fleet.statistics();
  const { activity } = now;
  const versions = Object.entries(now.versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([version, count]) => `${version}×${count}`);
  return (
    `${activity.idle} idle, ${activity.session} in session, ${activity.rebooting} rebooting, ${activity.silent} silent, ` +
    `${activity.off} off; ${now.sessions} sessions (${now.failedSessions} failed); ${now.downloads} downloads, ` +
    `${now.transfersSucceeded} upgraded, ${now.transfersFailed} failed; ${versions.join(' ')}`
  );
}

function misbehaviourOption(name: MisbehaviourFlag, value: string, help: string): Option {
  const option = new Option(`--${name} ${value}`, help).argParser(
    (text: string, previous: MisbehaviourRule[] | undefined) => {
      try {
        return [...(previous ?? []), parseMisbehaviour(name, text)];
      } catch (error) {
        throw new InvalidArgumentError(messageOf(error));
      }
    },
  );
  // commander takes every --no-… for the opposite of a switch; --no-transfer-complete is a flag of its own.
  option.negate = false;
  return option;
}

/** An option that may be given several times, each for a share of the fleet. */
function shareOption<T>(flags: string, help: string, parse: (text: string) => T): Option {
  return new Option(flags, help).argParser((text: string, previous: readonly T[] | undefined) => {
    try {
      return [...(previous ?? []), parse(text)];
    } catch (error) {
      throw new InvalidArgumentError(messageOf(error));
    }
  });
}

/** What is meant for the whole fleet, and what for shares of it. */
const everyOne = <T>(shares: readonly Share<T>[] = []): T[] =>
  shares.filter((share) => share.percent === 100).map((share) => share.what);
const someOnly = <T>(shares: readonly Share<T>[] = []): Share<T>[] => shares.filter((share) => share.percent < 100);

function names(text: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), ...text.split(',').map((name) => name.trim())];
}

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max))
      throw new InvalidArgumentError(`A whole number from ${min} to ${max} is allowed.`);
    return value;
  };
}

function decimal(min: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min)) throw new InvalidArgumentError(`A number from ${min} is allowed.`);
    return value;
  };
}

import { type Clock, systemClock } from '../base/clock.ts';
import { MusterError } from '../base/errors.ts';
import { type CwmpVersion, cwmpVersions } from '../cwmp/soap/versions.ts';
import { goodManner, type KnockManner } from './connection-request/manner.ts';
import type { RateLimit } from './connection-request/rate.ts';
import { methodNames } from './gateway/answers/index.ts';
import type { RpcFault } from './gateway/gateway.ts';
import type { Happening } from './gateway/happenings.ts';
import type { Login } from './gateway/http-login.ts';
import type { MisbehaviourRule, Share } from './misbehaviour.ts';
import { type Root, roots } from './model/roots.ts';
import type { QuirkName } from './quirks/quirk.ts';
import { quirkNamed } from './quirks/registry.ts';
import type { EnvironmentKind } from './software/environments/environment.ts';
import type { Step } from './software/environments/steps.ts';

/** What a fleet of simulated gateways is made from. Only `acsUrl`, `count` and `stateDirectory` have no default. */
export interface FleetOptions {
  /** Factory value of ManagementServer.URL, http or https. */
  readonly acsUrl: string;
  readonly count: number;
  /** One folder per gateway below it; a fleet started again on it carries on where the last one stopped. */
  readonly stateDirectory: string;
  /** Six hexadecimal digits. */
  readonly oui: string;
  readonly productClass: string;
  /** Serial numbers are this and six digits, from 000001. */
  readonly serialPrefix: string;
  readonly manufacturer: string;
  readonly hardwareVersion: string;
  /** Firmware of a gateway fresh from the factory. */
  readonly firmwareVersion: string;
  /** Factory value of PeriodicInformInterval, seconds. */
  readonly periodicInterval: number;
  /** Gateways are switched on evenly over this time. */
  readonly rampSeconds: number;
  /** How long a reboot makes a gateway unreachable. */
  readonly rebootSeconds: number;
  /** Between a verified image and the reboot into it. */
  readonly flashSeconds: number;
  /** Factor on the waits of the TR-069 retry table. */
  readonly retryScale: number;
  /** Silence after which the ACS or a file server is given up. */
  readonly replyTimeoutSeconds: number;
  /** Decides who misbehaves. */
  readonly seed: number;
  readonly misbehaviours: readonly MisbehaviourRule[];
  /** Data model of all gateways that `rootShares` does not name. */
  readonly root: Root;
  readonly rootShares: readonly Share<Root>[];
  /** Numbers of the quirk list that every gateway shows, besides those of `quirkShares`. */
  readonly quirks: readonly QuirkName[];
  readonly quirkShares: readonly Share<readonly QuirkName[]>[];
  /** What happens once to shares of the fleet, so many seconds after each was switched on. */
  readonly happenings: readonly Share<Happening>[];
  readonly happeningSeconds: number;
  /** Shares of the fleet that answer one method with a fault. */
  readonly rpcFaults: readonly Share<RpcFault>[];
  readonly cwmpVersion: CwmpVersion;
  /** Another namespace than the version's, e.g. `urn:dslforum-org:cwmp-1-4`; null: none. */
  readonly cwmpNamespace: string | null;
  /** SessionTimeout of Informs at CWMP 1.4; null: none is sent. At 1.3 there always is one. */
  readonly sessionTimeoutSeconds: number | null;
  /** Methods the gateways do not have. */
  readonly without: readonly string[];
  /** Deprecated methods they have all the same: GetOptions, SetVouchers. */
  readonly withMethods: readonly string[];
  /** `[alias]` for instance numbers, and `*` in what is read. */
  readonly aliasBasedAddressing: boolean;
  readonly instanceWildcards: boolean;
  /** How ChangeDUState and its reports are nested. */
  readonly softwareModulesForm: 'standard' | 'icwmp' | 'rdk';
  /** Factor on the seconds of ScheduleDownload's windows. */
  readonly windowScale: number;
  /** Shares of the fleet whose first execution environment is on disk, with real processes; the others' are scripted. */
  readonly environments: readonly Share<EnvironmentKind>[];
  /** Public keys in PEM whose packages gateways take; null: signatures are not looked at. Environments on disk need them. */
  readonly packageKeys: readonly string[] | null;
  /** What packages have to be for, unless they are for all. */
  readonly architecture: string;
  /** For tests: told when a step of an operation on disk is in the journal, before it is taken. */
  readonly onSoftwareStep: (deviceId: string, step: Step) => void;
  /** How long a diagnostic test takes. */
  readonly diagnosticSeconds: number;
  /** Parameters in the data model; null: as many as it has by itself. */
  readonly parameters: number | null;
  readonly connectionRequestHost: string;
  /** 0: any free port. */
  readonly connectionRequestPort: number;
  readonly connectionRequestRate: RateLimit;
  /** How gateways behave at their connection-request port. */
  readonly connectionRequestManner: KnockManner;
  /** True: gateways whose STUNEnable is set are called over UDP as well. */
  readonly stun: boolean;
  /** First-contact credentials all gateways share; null: each has its own. */
  readonly sharedLogin: Login | null;
  /** True: downloaded images stay in the banks whole, not just their headers. */
  readonly keepImages: boolean;
  readonly maxSessions: number;
  readonly maxDownloads: number;
  readonly clock: Clock;
  /** Told about defects of the simulator itself, such as a full disk. */
  readonly onDefect: (deviceId: string, error: unknown) => void;
}

const defaults: Omit<FleetOptions, 'acsUrl' | 'count' | 'stateDirectory'> = {
  oui: '00D09E',
  productClass: 'MG100',
  serialPrefix: 'SIM',
  manufacturer: 'Muster Simulated Gateways',
  hardwareVersion: 'A1',
  firmwareVersion: '1.0.0',
  periodicInterval: 60,
  rampSeconds: 10,
  rebootSeconds: 3,
  flashSeconds: 1,
  retryScale: 0.1,
  replyTimeoutSeconds: 30,
  seed: 1,
  misbehaviours: [],
  root: 'device2',
  rootShares: [],
  quirks: [],
  quirkShares: [],
  happenings: [],
  happeningSeconds: 5,
  rpcFaults: [],
  cwmpVersion: '1.2',
  cwmpNamespace: null,
  sessionTimeoutSeconds: null,
  without: [],
  withMethods: [],
  aliasBasedAddressing: false,
  instanceWildcards: false,
  softwareModulesForm: 'standard',
  windowScale: 1,
  environments: [],
  packageKeys: null,
  architecture: 'aarch64_generic',
  onSoftwareStep: () => undefined,
  diagnosticSeconds: 1,
  parameters: null,
  connectionRequestHost: '127.0.0.1',
  connectionRequestPort: 0,
  connectionRequestRate: { requests: 10, window: 10_000 },
  connectionRequestManner: goodManner,
  stun: false,
  sharedLogin: null,
  keepImages: false,
  maxSessions: 1000,
  maxDownloads: 64,
  clock: systemClock,
  onDefect: () => undefined,
};

export type FleetRequest = Pick<FleetOptions, 'acsUrl' | 'count' | 'stateDirectory'> & Partial<FleetOptions>;

/** Fills the defaults in. @throws MusterError `invalidConfiguration` naming the option, its value and what is allowed */
export function fleetOptions(request: FleetRequest): FleetOptions {
  const options: FleetOptions = { ...defaults, ...request };
  const allow = (name: keyof FleetOptions, fits: boolean, allowed: string): void => {
    if (fits) return;
    const value = JSON.stringify(options[name]);
    throw new MusterError('invalidConfiguration', `simulator option ${name} is ${value}; allowed: ${allowed}`);
  };
  const url = URL.parse(options.acsUrl);
  allow('acsUrl', url?.protocol === 'http:' || url?.protocol === 'https:', 'an http or https URL');
  allow('count', Number.isInteger(options.count) && options.count >= 1 && options.count <= 100_000, '1 to 100000');
  allow('oui', /^[0-9A-F]{6}$/.test(options.oui), 'six hexadecimal digits, upper case');
  allow('productClass', options.productClass.length >= 1 && options.productClass.length <= 64, '1 to 64 characters');
  allow('serialPrefix', options.serialPrefix.length <= 58, 'at most 58 characters');
  allow('periodicInterval', Number.isInteger(options.periodicInterval) && options.periodicInterval >= 1, '1 or more');
  for (const name of [
    'rampSeconds',
    'rebootSeconds',
    'flashSeconds',
    'diagnosticSeconds',
    'happeningSeconds',
  ] as const) {
    allow(name, options[name] >= 0, '0 or more');
  }
  allow('retryScale', options.retryScale > 0, 'more than 0');
  allow('windowScale', options.windowScale > 0, 'more than 0');
  const onDisk = options.environments.some((share) => share.what !== 'scripted');
  allow(
    'packageKeys',
    !onDisk || (options.packageKeys ?? []).length > 0,
    'one or more keys with native or container environments',
  );
  allow('root', roots.includes(options.root), roots.join(', '));
  for (const name of ['without', 'withMethods'] as const) {
    allow(
      name,
      options[name].every((method) => methodNames.includes(method)),
      methodNames.join(', '),
    );
  }
  for (const name of [...options.quirks, ...options.quirkShares.flatMap((share) => share.what)]) quirkNamed(name);
  allow('cwmpVersion', cwmpVersions.includes(options.cwmpVersion), cwmpVersions.join(', '));
  return options;
}

import type { Clock } from '../../base/clock.ts';
import type { CwmpVersion } from '../../cwmp/soap/versions.ts';
import type { Limiter } from '../limiter.ts';
import type { Step } from '../software/environments/steps.ts';
import type { PackageKey } from '../software/environments/trusted-keys.ts';

/** What all gateways of a fleet have in common. Times in milliseconds unless said otherwise. */
export interface GatewaySettings {
  readonly clock: Clock;
  /** Factory value of ManagementServer.URL. */
  readonly acsUrl: string;
  /** Factory value of PeriodicInformInterval, seconds. */
  readonly periodicInterval: number;
  readonly cwmpVersion: CwmpVersion;
  /** The namespace of every envelope; null: the one of the version. */
  readonly cwmpNamespace: string | null;
  /** SessionTimeout of the Inform: always said at CWMP 1.3, by wish at 1.4. */
  readonly sessionTimeout: { readonly seconds: number; readonly explicit: boolean };
  /** How the software-module methods are nested on the wire. */
  readonly softwareModulesForm: 'standard' | 'icwmp' | 'rdk';
  /** Methods that are switched off, and deprecated ones that are switched on. */
  readonly without: readonly string[];
  readonly withMethods: readonly string[];
  readonly aliasBasedAddressing: boolean;
  readonly instanceWildcards: boolean;
  /** Factor on the seconds of time windows. */
  readonly windowScale: number;
  /** How long a diagnostic test takes. */
  readonly diagnosticTime: number;
  /** How long a reboot makes a gateway unreachable. */
  readonly rebootTime: number;
  readonly flashTime: number;
  /** Factor on the waits of the retry table; below 1 for demonstrations. */
  readonly retryScale: number;
  /** Silence of the ACS or a file server after which a gateway gives up. */
  readonly replyTimeout: number;
  /** False: of a verified image only the header stays in its bank. */
  readonly keepImages: boolean;
  /** Sessions and downloads the whole process has open at once. */
  readonly sessions: Limiter;
  readonly downloads: Limiter;
  /** `http://host:port` of the connection-request server. */
  readonly connectionRequestOrigin: string;
  /** Whose packages gateways take; null: signatures are not looked at. */
  readonly packageKeys: readonly PackageKey[] | null;
  /** What packages have to be for, unless they are for all. */
  readonly architecture: string;
  /** Told before each step of an operation on disk. */
  readonly onSoftwareStep: (deviceId: string, step: Step) => void;
  /** Told when the simulator itself is at fault, e.g. the disk is full. */
  readonly onDefect: (deviceId: string, error: unknown) => void;
}

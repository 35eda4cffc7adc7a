import type { Clock } from '../../base/clock.ts';
import type { CwmpVersion } from '../../cwmp/soap/versions.ts';
import type { Limiter } from '../limiter.ts';
import type { Model } from '../model/definition.ts';

/** What all gateways of a fleet have in common. Times in milliseconds unless said otherwise. */
export interface GatewaySettings {
  readonly clock: Clock;
  readonly model: Model;
  /** Factory value of ManagementServer.URL. */
  readonly acsUrl: string;
  /** Factory value of PeriodicInformInterval, seconds. */
  readonly periodicInterval: number;
  readonly cwmpVersion: CwmpVersion;
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
  /** Told when the simulator itself is at fault, e.g. the disk is full. */
  readonly onDefect: (deviceId: string, error: unknown) => void;
}

import type { GatewayIdentity } from '../gateway/identity.ts';

export type BankStatus =
  | 'NoImage'
  | 'Active'
  | 'Downloading'
  | 'Validating'
  | 'Available'
  | 'DownloadFailed'
  | 'ValidationFailed'
  | 'InstallationFailed'
  | 'ActivationFailed';

export interface BankFacts {
  /** '' while there is no valid image. */
  readonly version: string;
  readonly status: BankStatus;
}

export type BankNumber = 1 | 2;

/** What the data model can ask of the gateway it describes. */
export interface GatewayFacts {
  readonly identity: GatewayIdentity;
  /** A number below 2^24 of this device's own, for addresses and loads. */
  readonly ordinal: number;
  /** Factory settings of ManagementServer. */
  readonly factoryAcsUrl: string;
  readonly factoryLogin: { readonly username: string; readonly password: string };
  /** Seconds. */
  readonly factoryPeriodicInterval: number;
  readonly parameterKey: string;
  readonly connectionRequestUrl: string;
  readonly softwareVersion: string;
  readonly activeBank: BankNumber;
  /** Milliseconds since the epoch. */
  readonly firstUse: number;
  /** How its connection-request port is seen from outside; null or missing while no STUN client has found out. */
  readonly udpBinding?: { readonly address: string; readonly natDetected: boolean } | null;
  readonly aliasBasedAddressing: boolean;
  readonly instanceWildcards: boolean;
  /** Full names of what every Inform carries. */
  readonly forcedParameters: readonly string[];
  /** KiB that deployment units occupy in one execution environment. */
  diskInUse(execEnv: number): number;
  /** Type of the first execution environment; left out for `Linux`. */
  readonly environmentType?: string;
  /** KiB of memory a running execution unit really has; null where nothing real stands behind it. */
  memoryInUse?(executionUnit: number): number | null;
  /** The stored value at a full name; '' if there is none. */
  value(path: string): string;
  bank(number: BankNumber): BankFacts;
  /** Milliseconds since the epoch. */
  now(): number;
  upTimeSeconds(): number;
}

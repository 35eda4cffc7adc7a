import type { Gateway } from './gateway/gateway.ts';
import { describeMisbehaviour } from './misbehaviour.ts';

export type Activity = 'off' | 'rebooting' | 'idle' | 'session' | 'silent';

/** One gateway's own account; what an ACS believes can be held against it. */
export interface GatewayStatistics {
  readonly deviceId: string;
  /** The version that runs. */
  readonly version: string;
  /** `none`, or as {@link describeMisbehaviour} writes it. */
  readonly misbehaviour: string;
  readonly activity: Activity;
  /** Sessions of this process that ended normally, and that failed. */
  readonly sessions: number;
  readonly failedSessions: number;
  /** Connection requests accepted by this process. */
  readonly connectionRequests: number;
  /** Download RPCs received in the gateway's whole life, with their CommandKeys; so are all counts below. */
  readonly downloads: number;
  readonly commandKeys: readonly string[];
  /** Downloads received while an earlier one was waiting or in progress. */
  readonly overlappingDownloads: number;
  readonly transfersSucceeded: number;
  readonly transfersFailed: number;
  readonly completesAcknowledged: number;
  /** Transfers waiting, running or unacknowledged now. */
  readonly transfersPending: number;
}

export interface FleetStatistics {
  readonly gateways: number;
  readonly activity: Readonly<Record<Activity, number>>;
  /** Gateways by running version. */
  readonly versions: Readonly<Record<string, number>>;
  /** Gateways by misbehaviour, `none` included. */
  readonly misbehaviours: Readonly<Record<string, number>>;
  readonly sessions: number;
  readonly failedSessions: number;
  readonly connectionRequests: number;
  readonly downloads: number;
  readonly overlappingDownloads: number;
  readonly transfersSucceeded: number;
  readonly transfersFailed: number;
  readonly completesAcknowledged: number;
  readonly transfersPending: number;
}

export function gatewayStatistics(gateway: Gateway, inSession: boolean): GatewayStatistics {
  const { state, power } = gateway;
  const { history } = state;
  return {
    deviceId: gateway.deviceId,
    version: gateway.softwareVersion,
    misbehaviour: describeMisbehaviour(gateway.misbehaviour),
    activity: power === 'on' ? (inSession ? 'session' : state.silenced ? 'silent' : 'idle') : power,
    sessions: gateway.sessions,
    failedSessions: gateway.failedSessions,
    connectionRequests: gateway.connectionRequests,
    downloads: history.downloads.length,
    commandKeys: history.downloads,
    overlappingDownloads: history.overlappingDownloads,
    transfersSucceeded: history.transfersSucceeded,
    transfersFailed: history.transfersFailed,
    completesAcknowledged: history.completesAcknowledged,
    transfersPending: state.transfers.length,
  };
}

export function fleetStatistics(gateways: readonly GatewayStatistics[]): FleetStatistics {
  const sum = (pick: (gateway: GatewayStatistics) => number): number =>
    gateways.reduce((total, gateway) => total + pick(gateway), 0);
  return {
    gateways: gateways.length,
    activity: tally(
      gateways.map((g) => g.activity),
      { off: 0, rebooting: 0, idle: 0, session: 0, silent: 0 },
    ),
    versions: tally(gateways.map((g) => g.version)),
    misbehaviours: tally(gateways.map((g) => g.misbehaviour)),
    sessions: sum((g) => g.sessions),
    failedSessions: sum((g) => g.failedSessions),
    connectionRequests: sum((g) => g.connectionRequests),
    downloads: sum((g) => g.downloads),
    overlappingDownloads: sum((g) => g.overlappingDownloads),
    transfersSucceeded: sum((g) => g.transfersSucceeded),
    transfersFailed: sum((g) => g.transfersFailed),
    completesAcknowledged: sum((g) => g.completesAcknowledged),
    transfersPending: sum((g) => g.transfersPending),
  };
}

function tally<T extends string>(words: readonly T[], counts = {} as Record<T, number>): Record<T, number> {
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

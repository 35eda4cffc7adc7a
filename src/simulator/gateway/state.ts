import { randomBytes, randomUUID } from 'node:crypto';
import type { BankNumber, BankStatus } from '../model/facts.ts';
import { noChanges, type TreeChanges } from '../model/tree.ts';
import type { DuJob } from '../software/operation.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { GatewayEvent } from './events.ts';
import type { Owed } from './owed.ts';

/** One flash bank as its boot loader knows it; the image itself lies in `bank<n>.img` beside the state. */
export interface Bank {
  version: string;
  status: BankStatus;
}

export interface ScheduledInform {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly commandKey: string;
}

/** What has happened to a gateway over all its lives; survives factory resets and restarts. */
export interface GatewayHistory {
  /** CommandKeys of every Download received, in order. */
  readonly downloads: string[];
  /** Downloads received while an earlier one was waiting or in progress. */
  overlappingDownloads: number;
  transfersSucceeded: number;
  transfersFailed: number;
  /** TransferCompletes the ACS has acknowledged. */
  completesAcknowledged: number;
}

/** Everything a gateway must not forget when its power is cut. */
export interface GatewayState {
  readonly format: 1;
  /** Random, so that connection requests cannot be guessed; stable, so that the ACS may remember it. */
  readonly connectionRequestPath: string;
  /** Milliseconds since the epoch. */
  readonly firstUse: number;
  parameterKey: string;
  parameters: TreeChanges;
  /** The ACS URL that has heard `0 BOOTSTRAP` from this gateway. */
  bootstrappedAt: string | null;
  /** Notified values by full name, as the ACS last heard them; null before the first Inform. */
  told: Readonly<Record<string, string>> | null;
  readonly banks: Record<BankNumber, Bank>;
  /** The bank the next boot takes. */
  bootBank: BankNumber;
  events: readonly GatewayEvent[];
  scheduled: ScheduledInform[];
  /** CommandKeys of Reboots that are ordered and not yet carried out. */
  reboots: string[];
  factoryResetOrdered: boolean;
  /** A reboot nobody asked for by name: it follows the next session that leaves nothing to report. */
  restartOrdered: boolean;
  transfers: Transfer[];
  /** Requests of the gateway's own that wait for their answer. */
  owed: Owed[];
  duJobs: DuJob[];
  /** True once a `silent` gateway has fallen silent. */
  silenced: boolean;
  readonly history: GatewayHistory;
}

/** A gateway fresh from the factory. */
export function factoryState(softwareVersion: string, now: number): GatewayState {
  return {
    format: 1,
    connectionRequestPath: `/${randomBytes(12).toString('base64url')}`,
    firstUse: now,
    parameterKey: '',
    parameters: noChanges,
    bootstrappedAt: null,
    told: null,
    banks: { 1: { version: softwareVersion, status: 'Active' }, 2: { version: '', status: 'NoImage' } },
    bootBank: 1,
    events: [],
    scheduled: [],
    reboots: [],
    factoryResetOrdered: false,
    restartOrdered: false,
    transfers: [],
    owed: [],
    duJobs: [],
    silenced: false,
    history: {
      downloads: [],
      overlappingDownloads: 0,
      transfersSucceeded: 0,
      transfersFailed: 0,
      completesAcknowledged: 0,
    },
  };
}

/** What a factory reset does to the state: settings and pending work go, banks, identity and history stay. */
export function resetToFactory(state: GatewayState): void {
  state.parameterKey = '';
  state.parameters = noChanges;
  state.bootstrappedAt = null;
  state.told = null;
  state.events = [];
  state.scheduled = [];
  state.reboots = [];
  state.factoryResetOrdered = false;
  state.restartOrdered = false;
  state.transfers = [];
  state.owed = [];
  state.duJobs = [];
}

/** A state of an earlier simulator has not everything this one keeps. */
export function completeState(state: GatewayState): GatewayState {
  return {
    ...state,
    told: state.told ?? null,
    restartOrdered: state.restartOrdered ?? false,
    owed: state.owed ?? [],
    duJobs: (state.duJobs ?? []).map((job) => ({ ...job, id: job.id ?? randomUUID() })),
  };
}

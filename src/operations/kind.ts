import type { z } from 'zod';
import type { Answer, Call } from '../cwmp/rpc/index.ts';
import type { CwmpFault } from '../cwmp/soap/fault.ts';
import type { DeviceView } from '../devices/device.ts';
import type { InformFacts } from '../devices/facts.ts';
import type { ParameterNews } from '../devices/parameters.ts';
import type { QuirkSettings } from '../devices/quirks/settings.ts';
import { backOffMs, maxAttempts, reactionTo, type Work } from './fault-reaction.ts';
import type { OperationState } from './states.ts';

/**
 * One kind of work, as a pure reducer: `(what it is, what happened) → what it becomes, and perhaps an RPC to say`.
 * The state is saved between sessions; the reducer never sees a clock, a socket or a database.
 */
export interface OperationKind<Order, Progress> {
  readonly name: string;
  /** What may be asked, checked at the door. */
  readonly order: z.ZodType<Order>;
  /** Takes the device's lock: at most one such operation at a time. */
  readonly disruptive: boolean;
  /**
   * The order with its secrets passed through `change`: sealed before it is stored, opened before it is said, masked
   * before it is shown. Absent where an order holds none.
   */
  readonly mapSecrets?: (order: Order, change: (secret: string) => string) => Order;
  /** Facts from other rooms that the first step needs. */
  readonly needs: (order: Order) => Needs;
  /** The RPC it cannot do without: a device that said it has none is refused up front. */
  readonly requires?: (order: Order) => string;
  /** It ends with a TransferComplete, and what the device tells of its transfers concerns it. */
  readonly transfer?: true;
  /**
   * It only reads, in many steps: what it learns may be gathered in memory and stored once, as losing it costs nothing
   * but reading again.
   */
  readonly reading?: true;
  /** A new operation's progress. */
  begin(order: Order): Progress;
  step(operation: OperationView<Order, Progress>, event: OperationEvent): Move<Progress>;
}

export interface Needs {
  /** A link to this file, made for this device and operation. */
  readonly file?: string;
  /** A link to each of these files. */
  readonly files?: readonly string[];
  /** For each of these, a link to the variant that suits the device. */
  readonly packages?: readonly PackageWish[];
  /** The software modules of the device, as it told of them last. */
  readonly software?: boolean;
  /** A link to bring an upload by; the name is the end of its URL. */
  readonly upload?: string;
  /** How much longer than usual a link has to last, in seconds: the device was told to wait for so long. */
  readonly waitSeconds?: number;
  /** An instant until which a link has to last, as ISO 8601: the device was told to wait until then. */
  readonly waitUntil?: string;
  /** What time it is, to say an instant as seconds from now. */
  readonly time?: true;
  /** Data-model types of these parameters, as the device told them. */
  readonly types?: readonly string[];
  /** The credentials Muster calls this device with. */
  readonly connectionRequestCredential?: boolean;
  /** A credential of its own that the device is to use from now on. */
  readonly deviceCredential?: boolean;
  /** The attributes that Muster set on this device before. */
  readonly attributes?: boolean;
  /** How many paths devices of this model take in one call. */
  readonly batch?: boolean;
}

/** A software package by its name in the repository. */
export interface PackageWish {
  readonly name: string;
  /** The newest, where not given. */
  readonly version?: string;
  /** The environment that it is for, where one is named. */
  readonly executionEnvRef?: string;
  /** The unit that is updated by it. */
  readonly uuid?: string;
}

/** Where a device gets its variant of a package. */
export interface PackageLink {
  readonly url: string;
  readonly size: number;
  /** The environment that has to be named, as the device would not choose it by itself; null: none. */
  readonly environment: string | null;
}

/** Notification and access list of a parameter, as set or to be set; absent parts are left alone. */
export interface WantedAttribute {
  readonly path: string;
  readonly notification?: number;
  readonly accessList?: readonly string[];
}

export interface Supplies {
  /** Milliseconds since the epoch. */
  readonly now?: number;
  readonly uploadUrl?: string;
  readonly attributes?: readonly WantedAttribute[];
  readonly batch?: number | null;
  readonly link?: { readonly url: string; readonly size: number };
  /** By the id of the file; what is gone is missing. */
  readonly links?: ReadonlyMap<string, { readonly url: string; readonly size: number }>;
  /** For each package that is needed, in their order; `none` says why there is none. */
  readonly packages?: readonly (PackageLink | { readonly none: string })[];
  /** Parameters below SoftwareModules, as stored. */
  readonly software?: readonly (readonly [path: string, value: string])[];
  readonly types?: ReadonlyMap<string, string>;
  readonly connectionRequestCredential?: { readonly username: string; readonly password: string };
  readonly deviceCredential?: { readonly username: string; readonly password: string };
}

export interface OperationView<Order, Progress> {
  readonly order: Order;
  readonly progress: Progress;
  readonly state: OperationState;
  /** Key of the last dispatch; null before the first. */
  readonly commandKey: string | null;
  /** How often it was dispatched. */
  readonly attempt?: number;
  /** Milliseconds since the last dispatch. */
  readonly sinceDispatchMs?: number;
}

/** What can happen to an operation. */
export type OperationEvent =
  /** The floor is ours in a session. `fresh`: the session that dispatched it last is not this one. */
  | {
      readonly type: 'floor';
      readonly device: DeviceView;
      readonly fresh: boolean;
      /** CommandKey for the next dispatch. */
      readonly nextKey: string;
      readonly supplies: Supplies;
      /** How this device is to be treated; undefined: as any. */
      readonly quirks?: QuirkSettings;
      /** Whether the agreed version and the device's known methods have it. */
      can(method: Call['method']): boolean;
    }
  | {
      readonly type: 'answer';
      readonly device: DeviceView;
      readonly answer: Answer;
      /** What the device has brought for this operation so far; null: nothing. */
      readonly uploadId?: string | null;
    }
  | { readonly type: 'fault'; readonly device: DeviceView; readonly method: Call['method']; readonly fault: CwmpFault }
  /** It answered, but nobody can tell what: whether it did what was asked is unknown. */
  | {
      readonly type: 'unreadable';
      readonly device: DeviceView;
      readonly method: Call['method'];
      readonly message: string;
    }
  | { readonly type: 'inform'; readonly device: DeviceView; readonly facts: InformFacts; readonly booted: boolean }
  | {
      readonly type: 'transferComplete';
      readonly device: DeviceView;
      readonly faultCode: number;
      readonly faultString: string;
      readonly startTime: string;
      readonly completeTime: string;
      /** The session that brought it began with `1 BOOT`. */
      readonly booted: boolean;
      /** What the device has brought for this operation; null: nothing. */
      readonly uploadId?: string | null;
      /** Our own file server told the device to come back later: whatever the fault says, it is ours. */
      readonly turnedAway?: boolean;
    }
  | { readonly type: 'duStateChangeComplete'; readonly device: DeviceView; readonly results: readonly DuResult[] }
  /** The device confirmed that it dropped the transfer, of which it will tell nothing any more. */
  | { readonly type: 'transferCancelled'; readonly device: DeviceView }
  | { readonly type: 'deadline' };

/** What became of one operation on a deployment unit, as in the contract. */
export interface DuResult {
  readonly uuid: string;
  readonly deploymentUnitRef: string;
  readonly version: string;
  readonly currentState: string;
  readonly resolved: boolean;
  readonly executionUnitRefs: readonly string[];
  readonly startTime: string;
  readonly completeTime: string;
  readonly fault: { readonly code: number; readonly message: string };
}

export interface OperationFault {
  /** CWMP fault code, or 0 where no device sent one. */
  readonly code: number;
  readonly message: string;
  readonly parameters?: readonly { name: string; code: number; message: string }[];
  /** Why it failed, where no device fault says so. */
  readonly reason?: FailureReason;
}

export type FailureReason =
  | 'fellBack'
  | 'notApplied'
  | 'unreachable'
  | 'outcomeUnknown'
  | 'expired'
  | 'unsupported'
  | 'fileGone'
  | 'noVariant'
  | 'sourceBusy'
  | 'invalid';

/** What an event did. Absent parts stay as they are; an empty move means the event did nothing. */
export interface Move<Progress> {
  readonly state?: OperationState;
  readonly progress?: Progress;
  /** To be said now; only in answer to `floor`, and after `answer` and `fault` by a following `floor`. */
  readonly say?: Call;
  /** The RPC of `say` is a new attempt: its CommandKey becomes the operation's. */
  readonly attempt?: boolean;
  readonly result?: unknown;
  readonly fault?: OperationFault;
  /** Milliseconds from now until the `deadline` event; null for none. */
  readonly deadlineMs?: number | null;
  /**
   * With `queued`: milliseconds from now before it may be said again. With another open state: until the device is
   * called, so that there is a floor to ask it again.
   */
  readonly notBeforeMs?: number;
  /** CommandKey of a transfer that the device confirmed to have dropped. */
  readonly cancelled?: string;
  /** What was learned about the device on the way. */
  readonly learned?: Learned;
}

export interface Learned {
  readonly parameters?: ParameterNews;
  readonly methods?: readonly string[];
  /** Seconds. */
  readonly informInterval?: number;
  readonly connectionRequestCredentialStored?: boolean;
  /** Attributes that the device took. */
  readonly attributes?: readonly WantedAttribute[];
  /** How many paths it took in one call at most, where it refused more. */
  readonly batch?: number;
}

/** An event that does nothing. */
export const still: Move<never> = Object.freeze({});

/** A failure by a fault of the device. */
export function failedBy<P>(fault: CwmpFault): Move<P> {
  return { state: 'failed', deadlineMs: null, fault: shownFault(fault) };
}

/** What follows from a fault of the device for this sort of work: the end, or another attempt later. */
export function refusedBy<P>(operation: { readonly attempt?: number }, work: Work, fault: CwmpFault): Move<P> {
  const attempt = operation.attempt ?? 1;
  if (reactionTo(fault.code, work) !== 'later' || attempt >= maxAttempts) return failedBy(fault);
  return { state: 'queued', deadlineMs: null, notBeforeMs: backOffMs(attempt), fault: shownFault(fault) };
}

export function shownFault({ code, message, parameters }: CwmpFault): OperationFault {
  return { code, message, ...(parameters.length > 0 ? { parameters } : {}) };
}

export function failed<P>(reason: FailureReason, message: string): Move<P> {
  return { state: 'failed', deadlineMs: null, fault: { code: 0, message, reason } };
}

export function succeeded<P>(result: unknown): Move<P> {
  return { state: 'succeeded', deadlineMs: null, result };
}

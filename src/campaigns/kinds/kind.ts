import type { DeviceKey } from '../../base/ids.ts';
import type { OperationFault } from '../../operations/kind.ts';
import type { Operation } from '../../operations/operation.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { Span } from '../gates/window.ts';
import type { CampaignPlan, ResolvedPlan } from '../plan/plan.ts';
import type { EndReason, WaitReason } from '../reasons.ts';
import type { ResolveRules } from './resolve-rules.ts';

/** What a campaign does to each of its devices; one file per kind. Everything but `resolve` is pure. */
export interface CampaignKind<Plan extends ResolvedPlan = ResolvedPlan> {
  /** One of the campaign's kinds, or what several of them have in common. */
  readonly name: string;
  /**
   * What shows that a device is as wanted. `inform`: each of its calls. `reading`: only what it is asked for; what is
   * stored of it may be old. `work`: nothing but the end of the operation.
   */
  readonly proof: 'inform' | 'reading' | 'work';
  /**
   * Joins a plan with what it names, in the words of the people who wrote it.
   * @throws MusterError `notFound` for what is not there, `contradiction` for what does not fit
   */
  resolve(db: Queryable, plan: CampaignPlan, rules?: ResolveRules): Promise<Plan>;
  /** What `holds` has to be told of a device beyond its row; absent: nothing. */
  needs?(plan: Plan): FactsNeeded;
  /** `isThere` and `order` want to be told that too. Where not, the claim of a device reads nothing of its parameters. */
  readonly claimsByFacts?: true;
  /** Why a device is none for this campaign; null: it is one. Asked at the claim, not only for the plan. */
  refuses(plan: Plan, device: DeviceNow): EndReason | null;
  /** Whether a device is as wanted, by what is known of it. */
  isThere(plan: Plan, device: DeviceNow): boolean;
  /** The operation that brings a device on: its kind and the fields of its order. */
  order(plan: Plan, device: DeviceNow): DeviceOrder;
  /** The same for a device that begins in one of these times, whenever it is told; absent where there is no such order. */
  orderAhead?(plan: Plan, device: DeviceNow, spans: readonly Span[]): DeviceOrder;
  /** What follows when an operation has ended, well or not; null, or absent: what its state says. */
  next?(plan: Plan, ended: EndedOperation, device: DeviceFacts): NextStep | null;
  /** Whether a device that was as wanted still is; null: what is known does not tell. Absent: nothing ever tells. */
  holds?(plan: Plan, device: DeviceFacts): boolean | null;
  /** The reading that answers `holds`; absent where each call of the device does. */
  question?(plan: Plan, device: DeviceFacts): DeviceOrder;
}

export interface DeviceOrder {
  readonly kind: string;
  readonly order: Readonly<Record<string, unknown>>;
}

export interface FactsNeeded {
  /** Its software modules. */
  readonly modules?: true;
  /** Values of these parameters. */
  readonly values?: readonly string[];
}

/** What the parameters of a device say, as far as they were asked for. */
export interface DeviceFacts {
  readonly softwareVersion: string | null;
  /** `Device.` where it never said. */
  readonly root?: string | null;
  /** Parameters below SoftwareModules; null: none is known. */
  readonly modules?: readonly (readonly [path: string, value: string])[] | null;
  readonly values?: ReadonlyMap<string, { readonly value: string; readonly type: string | null }>;
}

/** A device in the moment of the claim. */
export interface DeviceNow extends DeviceFacts {
  readonly key: DeviceKey;
  readonly productClass: string;
  /** When it spoke last; what is known of it is of then at the latest. */
  readonly lastInformAt: Date | null;
}

export type EndedOperation = Pick<Operation, 'kind' | 'state' | 'order' | 'result' | 'fault'>;

/** What follows from the end of one operation for its device. */
export type NextStep =
  /** It is as wanted. */
  | { readonly do: 'prove' }
  /** Another operation, at once and in the same slot. `hop`: what the last one was for is proven. */
  | { readonly do: 'order'; readonly order: DeviceOrder; readonly hop?: true }
  /** It is not as wanted: where nothing was tried yet that is no news and the order follows, else it came to nothing. */
  | { readonly do: 'mend'; readonly order: DeviceOrder; readonly fault: OperationFault }
  /** It is none for this campaign. */
  | { readonly do: 'refuse'; readonly reason: EndReason }
  /** Not now. */
  | { readonly do: 'wait'; readonly reason: WaitReason }
  /** It came to nothing, which is no success whatever the operation says. */
  | { readonly do: 'fail'; readonly fault: OperationFault };

/** Operations of campaigns that only read: they change nothing, so they are no attempts. */
export const readingKind = 'getParameterValues';

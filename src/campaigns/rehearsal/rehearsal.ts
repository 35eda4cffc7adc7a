import type { Gate, GatePlan } from '../gates/gate.ts';
import type { CampaignKind } from '../kinds/kind.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import type { Player, Script } from './player.ts';

/** The devices of one wave; each stands for `every` of its members. */
export interface Cast {
  readonly devices: number;
  readonly every: number;
  /** In the order of devices. */
  readonly players: readonly Player[];
}

/** A campaign that is not begun, and the world that it would meet. */
export interface Rehearsal {
  readonly plan: ResolvedPlan;
  readonly kind: CampaignKind;
  readonly gates: GatePlan;
  /** The gate that is the same for all, where there is one. */
  gateForAll(now: number): Gate | null;
  /** Devices differ in their gates. */
  readonly differ: boolean;
  /** Devices that cannot be called are told of windows that lie ahead. */
  readonly ahead: boolean;
  /** Rates per minute of the buckets that every start draws from, and those of the devices' own. */
  readonly sharedRates: ReadonlyMap<string, number>;
  readonly ownRates: ReadonlyMap<string, number>;
  /** Devices that may be on the download hosts at once. */
  readonly maxTransfers: number;
  cast(ordinal: number): Promise<Cast>;
  readonly script: Script;
  readonly from: number;
  readonly horizon: number;
}

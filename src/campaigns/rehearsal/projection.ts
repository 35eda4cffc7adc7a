import type { ReachClass } from '../rules/reach-rules.ts';

/** What a campaign would do, as the scheduler itself works it out on a virtual clock. Times are milliseconds since the epoch. */
export interface Projection {
  readonly from: number;
  /** When everything is over; null: not within the horizon, or not without a person. */
  readonly to: number | null;
  /** How far was looked. */
  readonly horizon: number;
  /** Devices that were played through; each stands for `every` of the members. 1: it is every single one. */
  readonly sample: { readonly devices: number; readonly every: number };
  /** How the devices that were played through come to their orders; members that each of them stands for count. */
  readonly reach: Readonly<Record<ReachClass, number>>;
  readonly waves: readonly ProjectedWave[];
  /** Dispatches over time, in equal stretches, at most {@link mostLoadPoints}. */
  readonly load: readonly LoadPoint[];
  /** When so many results exist first: enough to see a failure rate of 5, 1 and 0.1 % with 95 % certainty. */
  readonly evidence: readonly { readonly results: number; readonly at: number | null }[];
}

export interface ProjectedWave {
  readonly ordinal: number;
  /** As the plan has it. */
  readonly size: string;
  readonly devices: number;
  /** null: it is not opened within the horizon. */
  readonly opensAt: number | null;
  readonly firstDispatchAt: number | null;
  readonly lastDispatchAt: number | null;
  /** Its devices have all ended. */
  readonly drainedAt: number | null;
  /** It let the next one begin. */
  readonly passedAt: number | null;
  /** A person has to let it pass: the projection goes on as if one did at once. */
  readonly manual: boolean;
  /** Devices that ended without work, and those that waited on the way, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly waited: Readonly<Record<string, number>>;
}

export interface LoadPoint {
  readonly at: number;
  readonly dispatches: number;
  readonly inFlight: number;
}

export const mostLoadPoints = 120;
export const evidenceSteps = [59, 299, 2_995] as const;

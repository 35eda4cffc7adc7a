import type { CampaignId, DeviceId, DeviceKey, OperationId } from '../base/ids.ts';
import type { ResolvedPlan } from './plan/plan.ts';
import type { Acknowledged } from './rules/thresholds.ts';
import type { CampaignState, Counter, TargetState, WaveState } from './states.ts';

export interface Campaign {
  readonly id: CampaignId;
  readonly name: string;
  readonly kind: string;
  readonly state: CampaignState;
  readonly pauseReason: string | null;
  readonly epoch: number;
  readonly version: number;
  readonly plan: ResolvedPlan;
  readonly total: number | null;
  readonly snapshotDevice: number | null;
  readonly acknowledged: Acknowledged;
  readonly tokens: number;
  readonly tokensAt: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The API key of who made it; null for those of before. */
  readonly createdByKey: string | null;
  readonly editedBy: string | null;
  readonly editedByKey: string | null;
  /** Of the plan with the digests of its files; null while it may be edited. */
  readonly planHash: Buffer | null;
  readonly submittedAt: Date | null;
  /** The campaign whose successes this one takes back. */
  readonly rollbackOf: CampaignId | null;
  /** It was started by break-glass and nobody has signed that off yet: when somebody should have. */
  readonly signOffDue: Date | null;
}

export interface Wave extends Readonly<Record<Counter, number>> {
  readonly ordinal: number;
  readonly state: WaveState;
  readonly size: number | null;
  readonly shuffleFrom: string | null;
  readonly shuffleTo: string | null;
  readonly cursor: number;
  readonly total: number;
  readonly openedAt: Date | null;
  readonly drainedAt: Date | null;
  readonly endedAt: Date | null;
  readonly gatedBy: string | null;
  /** What all its ready targets wait for, one of `reasons.ts`; null: nothing that concerns them all. */
  readonly waitsFor: string | null;
  readonly waitsUntil: Date | null;
}

export interface Target {
  readonly campaignId: CampaignId;
  readonly deviceKey: DeviceKey;
  readonly wave: number;
  readonly state: TargetState;
  readonly reason: string | null;
  readonly version: number;
  /** What was done to the device for the present hop. */
  readonly attempt: number;
  /** Versions on the way that it has proven. */
  readonly hop: number;
  /** Readings for it that failed; no attempts, as they change nothing. */
  readonly readings: number;
  readonly operationId: OperationId | null;
  readonly corrected: string | null;
}

export interface TargetWithDevice extends Target {
  readonly deviceId: DeviceId;
  readonly fromVersion: string | null;
  readonly seenVersion: string | null;
  readonly faultCode: number | null;
  readonly faultMessage: string | null;
  readonly faultClass: string | null;
  readonly notBefore: Date | null;
  readonly changedAt: Date;
  /** What all ready targets of its wave wait for, where it is one of them. */
  readonly waitsFor: string | null;
}

import type { CampaignId, DeviceId, DeviceKey, OperationId } from '../base/ids.ts';
import type { ResolvedPlan } from './plan.ts';
import type { CampaignState, Counter, TargetState, WaveState } from './states.ts';
import type { Acknowledged } from './thresholds.ts';

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
}

export interface Target {
  readonly campaignId: CampaignId;
  readonly deviceKey: DeviceKey;
  readonly wave: number;
  readonly state: TargetState;
  readonly reason: string | null;
  readonly version: number;
  readonly attempt: number;
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
}

import type { CampaignId, DeviceId, DeviceKey, OperationId } from '../base/ids.ts';
import type { OperationFault } from './kind.ts';
import type { OperationState } from './states.ts';

/** An operation as stored. */
export interface Operation {
  readonly id: OperationId;
  readonly deviceKey: DeviceKey;
  readonly kind: string;
  readonly state: OperationState;
  readonly active: boolean;
  readonly version: number;
  readonly attempt: number;
  readonly order: unknown;
  readonly progress: unknown;
  readonly result: unknown;
  readonly fault: OperationFault | null;
  readonly commandKey: string | null;
  readonly campaignId: CampaignId | null;
  readonly priority: number;
  /** Who ordered it: a person's key, `campaign` or `policy`. */
  readonly source: string;
  readonly createdAt: Date;
  readonly dispatchedAt: Date | null;
  readonly endedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly deadline: Date | null;
  /** Queued after a fault that may pass: not to be said before. */
  readonly notBefore: Date | null;
}

export interface OperationWithDevice extends Operation {
  readonly deviceId: DeviceId;
}

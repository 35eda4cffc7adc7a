import type { CampaignState, Counter, TargetState, WaveState } from '../../campaigns/states.ts';
import type { OperationState } from '../../operations/states.ts';

/** What the REST API answers with, as far as the command line looks at it. Times are RFC 3339. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** With `count=true`. */
  readonly count?: number;
}

export interface Device {
  readonly id: string;
  readonly manufacturer: string;
  readonly oui: string;
  readonly productClass: string;
  readonly serialNumber: string;
  readonly softwareVersion: string | null;
  readonly hardwareVersion: string | null;
  readonly root: string | null;
  readonly cwmpVersion: string | null;
  readonly lastInformAt: string | null;
  readonly lastBootAt: string | null;
  readonly lastEvents: readonly string[];
  readonly ipAddress: string | null;
  readonly connectionRequestUrl: string | null;
  readonly status: string;
  readonly quarantined: boolean;
  readonly tags: readonly string[];
  readonly timeZone: string | null;
  readonly site: string | null;
  readonly subscriber: string | null;
}

export interface Fault {
  readonly code: number;
  readonly message: string;
}

export interface Operation {
  readonly id: string;
  readonly kind: string;
  readonly state: OperationState;
  readonly attempt: number;
  readonly fault: Fault | null;
  readonly campaignId?: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export interface TimelineItem {
  readonly at: string;
  readonly type: string;
  readonly [detail: string]: unknown;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly fileType: string;
  readonly version: string | null;
  readonly productClass: string | null;
  readonly size: number;
  readonly createdAt: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt?: string | null;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: CampaignState;
  readonly pauseReason?: string | null;
  readonly filter?: string;
  readonly targetVersion?: string | null;
  readonly total?: number | null;
  readonly createdAt: string;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
}

export type Counts = Readonly<Record<Counter, number>>;

export interface WaveProgress extends Counts {
  readonly ordinal: number;
  readonly state: WaveState;
  readonly total: number;
  readonly openedAt: string | null;
  readonly endedAt: string | null;
}

export interface Progress {
  readonly id: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly pauseReason: string | null;
  /** null until the members are frozen at start. */
  readonly total: number | null;
  readonly counts: Counts;
  readonly waves: readonly WaveProgress[];
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export interface FaultCount {
  readonly reason: string;
  readonly faultCode: number;
  readonly count: number;
}

export interface Target {
  readonly deviceId: string;
  readonly wave: number;
  readonly state: TargetState;
  readonly reason: string | null;
  readonly attempt: number;
  readonly fromVersion: string | null;
  readonly seenVersion: string | null;
  readonly fault: (Fault & { readonly class: string }) | null;
  readonly corrected: string | null;
  readonly changedAt: string;
}

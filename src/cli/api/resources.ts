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

export interface Blackout {
  readonly id: string;
  /** Local times as they were given, instants with `Z`. */
  readonly from: string;
  readonly to: string | null;
  readonly zone: string;
  readonly scope: 'all' | { readonly filter: string };
  readonly reason: string;
  readonly over: boolean;
  readonly createdBy: string;
}

export interface Exclusion {
  readonly id: string;
  readonly scope: { readonly filter: string } | { readonly devices: readonly string[]; readonly count: number };
  readonly reason: string;
  readonly until: string | null;
  readonly createdBy: string;
}

export interface Relay {
  readonly host: string;
  readonly maxTransfers: number | null;
  readonly perMinute: number | null;
  readonly createdBy: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt?: string | null;
}

export interface Decision {
  readonly stage: 'start' | 'widen';
  readonly decision: 'approved' | 'rejected' | 'breakGlass' | 'signedOff';
  readonly by: string;
  readonly at: string;
  readonly remark: string | null;
  readonly expiresAt: string | null;
  readonly voidedAt: string | null;
}

export interface Approval {
  readonly stages: readonly string[];
  readonly pending: 'start' | 'widen' | 'signOff' | null;
  readonly decisions: readonly Decision[];
}

/** Thresholds that hold; null: off. */
export interface Brakes {
  readonly maxFailedTotal: number | null;
  readonly maxFailedPercent: number | null;
  readonly minSample: number;
  readonly window: { readonly failures: number; readonly of: number } | null;
  readonly rate: { readonly failures: number; readonly seconds: number } | null;
  readonly maxConsecutive: number | null;
  readonly source: { readonly failures: number; readonly seconds: number } | null;
  readonly artifact: { readonly failures: number } | null;
  readonly waves: readonly {
    readonly maxFailedWave: number | null;
    readonly maxSilent: number | null;
    readonly maxFellBack: number | null;
  }[];
  /** Those that the plan does not speak of. */
  readonly defaults: readonly string[];
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: CampaignState;
  readonly version?: number;
  readonly createdBy?: string;
  readonly editedBy?: string | null;
  readonly planHash?: string | null;
  readonly rollbackOf?: string | null;
  readonly signOffDue?: string | null;
  readonly startAt?: string | null;
  readonly endAt?: string | null;
  readonly abortPolicy?: string;
  /** Only where one campaign is asked for. */
  readonly approval?: Approval;
  readonly brakes?: Brakes;
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
  /** What its ready gateways wait for, all of them; null or left out: nothing in particular. */
  readonly waitsFor?: string | null;
  readonly waitsUntil?: string | null;
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
  /** Versions on the way that it has proven. */
  readonly hop?: number;
  readonly fromVersion: string | null;
  readonly seenVersion: string | null;
  readonly fault: (Fault & { readonly class: string }) | null;
  readonly corrected: string | null;
  readonly changedAt: string;
}

export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly object: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditCheck {
  readonly rows: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly broken: { readonly seq: number; readonly what: 'changed' | 'removed'; readonly detail: string } | null;
  readonly noted: 'found' | 'missing' | null;
}

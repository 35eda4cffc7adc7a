import type { DeviceId, DeviceKey } from '../base/ids.ts';
import type { CwmpVersion } from '../cwmp/soap/versions.ts';
import type { Root } from './facts.ts';

/** What work on a device needs to know of it. */
export interface DeviceView {
  readonly key: DeviceKey;
  readonly id: DeviceId;
  readonly root: Root;
  readonly cwmpVersion: CwmpVersion;
  readonly softwareVersion: string | null;
  /** Methods the device told for its present software, or null where it was never asked. */
  readonly methods: readonly string[] | null;
}

/** A device as the outside sees it (the contract's `Device`). */
export interface DeviceRow {
  readonly key: DeviceKey;
  readonly id: DeviceId;
  readonly manufacturer: string;
  readonly oui: string;
  readonly productClass: string;
  readonly serialNumber: string;
  readonly softwareVersion: string | null;
  readonly hardwareVersion: string | null;
  readonly root: Root | null;
  readonly cwmpVersion: CwmpVersion | null;
  readonly lastInformAt: Date | null;
  readonly lastBootAt: Date | null;
  readonly lastEvents: string;
  /** Attempts that its last Inform says had failed before (TR-069 §3.2.1.1): high and rising, something is in its way. */
  readonly retryCount: number;
  readonly ipAddress: string | null;
  readonly connectionRequestUrl: string | null;
  readonly status: 'online' | 'late' | 'offline';
  readonly quarantined: boolean;
  readonly tags: readonly string[];
  readonly timeZone: string | null;
  readonly site: string | null;
  readonly subscriber: string | null;
  readonly notes: string | null;
}

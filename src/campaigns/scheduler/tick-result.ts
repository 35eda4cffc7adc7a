import type { DeviceKey } from '../../base/ids.ts';

export interface TickResult {
  /** Devices that were claimed, or whose order is taken back: they are to be called. */
  readonly claimed: readonly DeviceKey[];
  /** More to do right now than one transaction should carry. */
  readonly again: boolean;
}

export const nothing: TickResult = { claimed: [], again: false };

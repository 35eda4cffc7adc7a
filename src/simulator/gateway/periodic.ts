/** ManagementServer.PeriodicInform* of one gateway. */
export interface PeriodicInform {
  readonly enabled: boolean;
  /** Seconds. */
  readonly interval: number;
  /** PeriodicInformTime in milliseconds since the epoch; null: the gateway chooses its phase. */
  readonly reference: number | null;
  /** Own phase of this gateway, a fraction of the interval in [0, 1). */
  readonly phase: number;
}

/**
 * The next periodic instant after `now`: PeriodicInformTime ± n·PeriodicInformInterval (milliseconds since the
 * epoch), or null when periodic informs are off.
 */
export function nextPeriodicInform(periodic: PeriodicInform, now: number): number | null {
  if (!periodic.enabled) return null;
  const interval = periodic.interval * 1000;
  const reference = periodic.reference ?? Math.round(periodic.phase * interval);
  return reference + (Math.floor((now - reference) / interval) + 1) * interval;
}

/** The next heartbeat instant: like the periodic ones, by HeartbeatPolicy. */
export const nextHeartbeat = nextPeriodicInform;

/** The time source. Handed in as an argument so that tests and dry runs can own time. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** RFC 3339 in UTC with milliseconds, or null for "never". */
export function toIso(time: Date | null | undefined): string | null {
  return time ? time.toISOString() : null;
}

import { Temporal } from 'temporal-polyfill';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A time of the week in which devices may be disturbed. */
export interface MaintenanceWindow {
  /** The days it starts on. One over midnight belongs to the day it starts on. */
  readonly days: readonly Weekday[];
  /** Local time, "HH:mm". */
  readonly start: string;
  /** Elapsed minutes: a change of the clocks inside makes it neither longer nor shorter. */
  readonly durationMinutes: number;
  /** An IANA name, or `device`: that of each device. */
  readonly zone: string;
}

/** Milliseconds since the epoch: from `from` on, before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const day = 86_400_000;

/**
 * The instant at which a local time is: in a gap of spring the end of the gap, in an overlap of autumn its first pass.
 * @param local a date and time without a zone, as ISO 8601 writes it
 */
export function instantOf(local: string, zone: string): number {
  return instant(Temporal.PlainDateTime.from(local), zone);
}

function instant(wanted: Temporal.PlainDateTime, zone: string): number {
  const at = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (at.toPlainDateTime().equals(wanted)) return at.epochMilliseconds;
  // There is no such time. What we have lies as long before the gap as the wanted one lies behind its begin.
  return at.getTimeZoneTransition('next')!.epochMilliseconds;
}

/**
 * When a device may be disturbed around an instant: openings in their order, those that touch or overlap made one.
 * They cover at least the eight days from `around` on; one that is open at `around` is there whole.
 * @param zone that of the device, for windows of the zone `device`
 */
export function openings(windows: readonly MaintenanceWindow[], zone: string, around: number): Span[] {
  const spans: Span[] = [];
  for (const window of windows) {
    const its = window.zone === 'device' ? zone : window.zone;
    const length = window.durationMinutes * 60_000;
    const [hour = 0, minute = 0] = window.start.split(':').map(Number);
    const today = Temporal.Instant.fromEpochMilliseconds(around).toZonedDateTimeISO(its).toPlainDate();
    for (let n = -1 - Math.ceil(length / day); n <= 9; n++) {
      const date = today.add({ days: n });
      if (!window.days.includes(weekdays[date.dayOfWeek - 1]!)) continue;
      const from = instant(date.toPlainDateTime({ hour, minute }), its);
      spans.push({ from, to: from + length });
    }
  }
  return joined(spans);
}

function joined(spans: readonly Span[]): Span[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** The opening that is open now; null when none is. */
export function windowAt(windows: readonly MaintenanceWindow[], zone: string, now: number): Span | null {
  return openings(windows, zone, now).find((span) => span.from <= now && now < span.to) ?? null;
}

/** The opening that is open now or else the next one; null when there are no windows. */
export function nextOpening(windows: readonly MaintenanceWindow[], zone: string, now: number): Span | null {
  return openings(windows, zone, now).find((span) => now < span.to) ?? null;
}

import { days, hours, minutes, seconds } from '../../base/durations.ts';

const absolute = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))?$/i;
const relative = /^-(\d{1,10})([smhdw])$/;
const units: Readonly<Record<string, number>> = { s: seconds(1), m: minutes(1), h: hours(1), d: days(1), w: days(7) };

/** The furthest a relative time may reach back. */
const longestAgo = days(36_500);

/** What a time may look like, for refusals. */
export const timeForms = 'a time such as "2026-05-04T03:00:00Z" or "-7d" (s, m, h, d or w ago)';

/**
 * The instant a text names: RFC 3339 (a date alone is its midnight in UTC), or a relative `-7d`.
 * @param now what relative times count from, milliseconds since the epoch
 * @returns milliseconds since the epoch, or null when it names none PostgreSQL could hold
 */
export function readTime(text: string, now: number): number | null {
  const ago = relative.exec(text);
  if (ago) {
    const span = Number(ago[1]) * units[ago[2]!]!;
    return span <= longestAgo ? now - span : null;
  }
  if (!absolute.test(text)) return null;
  const at = new Date(text.toUpperCase());
  const year = at.getUTCFullYear();
  return year >= 1 && year <= 9999 ? at.getTime() : null;
}

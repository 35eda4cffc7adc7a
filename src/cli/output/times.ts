/** A length of time in at most two units: `8 s`, `3 min 05 s`, `2 h 10 min`, `4 d 3 h`. */
export function duration(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min ${String(s % 60).padStart(2, '0')} s`;
  const h = Math.floor(min / 60);
  return h < 48 ? `${h} h ${String(min % 60).padStart(2, '0')} min` : `${Math.floor(h / 24)} d ${h % 24} h`;
}

/** How long ago an RFC 3339 time was, or null for never. */
export function ago(time: string | null | undefined, now: number): string | null {
  if (!time) return null;
  const ms = now - Date.parse(time);
  return Number.isNaN(ms) ? null : `${duration(ms)} ago`;
}

/** Time of day of an instant, local, to the second. */
export function clockTime(now: number): string {
  return new Date(now).toTimeString().slice(0, 8);
}

/** `2026-05-04 13:05:09Z` from RFC 3339; null stays null. */
export function shortTime(time: string | null | undefined): string | null {
  return time ? time.replace('T', ' ').replace(/\.\d+/, '') : null;
}

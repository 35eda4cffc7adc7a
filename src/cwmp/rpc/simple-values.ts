/**
 * What the text of a simple value means, in all the forms that devices write. The text itself is kept where it came
 * from; here is only the meaning, and null where there is none: nothing is truncated or guessed.
 */

/** `1 0 true false`, in any case, with white space around. */
export function parseBoolean(text: string): boolean | null {
  switch (text.trim().toLowerCase()) {
    case '1':
    case 'true':
      return true;
    case '0':
    case 'false':
      return false;
    default:
      return null;
  }
}

/** A whole number of any size, so that unsignedLong and counters of 64 bits stay exact; `12abc`, `1.5` and '' are none. */
export function parseInteger(text: string): bigint | null {
  const trimmed = text.trim();
  if (!/^[+-]?\d{1,40}$/.test(trimmed)) return null;
  return BigInt(trimmed.startsWith('+') ? trimmed.slice(1) : trimmed);
}

const instant = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * An instant from a CWMP dateTime, or null for Unknown Time (year 1), for times before 1970, which a device without a
 * clock counts from its boot, and for what cannot be read (`0`, '', `UnknownTime`).
 */
export function parseDateTime(text: string): Date | null {
  const match = instant.exec(text.trim());
  if (!match || Number(match[1]) < 1970) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  // No zone means UTC (TR-106 §3.2 leaves it open; CPEs without a zone run on UTC). `+0800` and `+08` lack a colon.
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** CWMP dateTime in UTC without a fraction, which some CPEs cannot read. */
export function formatDateTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** A value with what it means; `valid` is false where text and declared type do not fit. */
export interface Meaning {
  readonly valid: boolean;
  /** null: Unknown Time, or not valid. */
  readonly meaning: string | boolean | bigint | Date | null;
}

const ranges: ReadonlyMap<string, readonly [min: bigint, max: bigint]> = new Map([
  ['byte', [-128n, 127n]],
  ['short', [-32_768n, 32_767n]],
  ['int', [-2_147_483_648n, 2_147_483_647n]],
  ['long', [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n]],
  ['unsignedByte', [0n, 255n]],
  ['unsignedShort', [0n, 65_535n]],
  ['unsignedInt', [0n, 4_294_967_295n]],
  ['unsignedLong', [0n, 18_446_744_073_709_551_615n]],
]);

/**
 * What a parameter's text means by its declared type (local name; null where none was given). Types that are not
 * numbers, booleans or times mean their text.
 */
export function meaningOf(text: string, type: string | null): Meaning {
  if (type === 'boolean') {
    const value = parseBoolean(text);
    return { valid: value !== null, meaning: value };
  }
  if (type === 'dateTime') {
    const trimmed = text.trim();
    return { valid: instant.test(trimmed), meaning: parseDateTime(trimmed) };
  }
  const range = type === null ? undefined : ranges.get(type);
  if (range === undefined) return { valid: true, meaning: text };
  const value = parseInteger(text);
  const fits = value !== null && value >= range[0] && value <= range[1];
  return { valid: fits, meaning: fits ? value : null };
}

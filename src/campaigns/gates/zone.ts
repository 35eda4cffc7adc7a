import { RecentMap } from '../../base/recent-map.ts';
import { zoneOfPosix } from './posix-zone.ts';

/** What is known of where a device is. */
export interface ZoneFacts {
  /** What people or a system of theirs said: an IANA name, or anything else. */
  readonly timeZone: string | null;
  /** What the device tells: a POSIX TZ string as a rule. */
  readonly localTimeZone: string | null;
}

/**
 * The zone that a device's windows count in: what people said of it → what the device tells → the campaign's own → UTC.
 * What cannot be read is passed over, as a device must not wait for ever for a typing error.
 * @returns an IANA name
 */
export function zoneOf(device: ZoneFacts, ofCampaign: string | null | undefined): string {
  return readZone(device.timeZone) ?? readZone(device.localTimeZone) ?? ofCampaign ?? 'UTC';
}

/** An IANA name or a POSIX TZ string as an IANA name; null for what is neither. */
export function readZone(text: string | null): string | null {
  if (text === null || text === '') return null;
  if (isZone(text)) return text;
  let zone = mapped.get(text);
  if (zone === undefined) {
    zone = zoneOfPosix(text);
    mapped.set(text, zone);
  }
  return zone;
}

const shape = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;
/** Answers of this process: a fleet has few zones, but what devices tell is theirs to choose. */
const most = 2_000;
const known = new RecentMap<string, boolean>(most);
const mapped = new RecentMap<string, string | null>(most);

/** Whether a text is the name of a zone in the IANA data of this process: `Europe/Berlin`, `UTC`; no offset like `+01:00`. */
export function isZone(text: string): boolean {
  if (text.length > 64 || !shape.test(text)) return false;
  let is = known.get(text);
  if (is === undefined) {
    is = hasZone(text);
    known.set(text, is);
  }
  return is;
}

function hasZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/**
 * The zone of a POSIX TZ string, as devices tell it in `Device.Time.LocalTimeZone` (TR-181) and
 * `InternetGatewayDevice.Time.LocalTimeZoneName` (TR-098), e.g. `CET-1CEST,M3.5.0,M10.5.0/3`.
 *
 * Such a text has the rules of today only and names no place, so it is taken for a zone that changes at the same
 * instants: abbreviations count for nothing, offsets and rules for everything. A text of fixed offset and whole hours is
 * `Etc/GMT…`. The offset of TR-098's LocalTimeZone (`+01:00`) is none of these: it knows no summer time.
 *
 * @returns an IANA name; null for what cannot be read or is in force nowhere
 */
export function zoneOfPosix(text: string): string | null {
  const rule = readPosixZone(text);
  if (rule === null) return null;
  if (rule.summer === null) return fixedZone(rule.offset);
  return zones.get(canonical(rule)) ?? null;
}

/** Offsets in minutes east of UTC; times in minutes after local midnight of the day of the change. */
export interface PosixZone {
  readonly offset: number;
  readonly summer: {
    readonly offset: number;
    readonly begins: PosixChange;
    readonly ends: PosixChange;
  } | null;
}

/** The `week`th (5: the last) `weekday` (0: Sunday) of a month. */
export interface PosixChange {
  readonly month: number;
  readonly week: number;
  readonly weekday: number;
  readonly minute: number;
}

const name = '(?:[A-Za-z]{3,10}|<[A-Za-z0-9+-]{3,10}>)';
const time = String.raw`[+-]?\d{1,3}(?::\d{2}){0,2}`;
const change = String.raw`M\d{1,2}\.\d\.\d(?:/${time})?`;
const form = new RegExp(`^${name}(${time})(?:${name}(${time})?(?:,(${change}),(${change}))?)?$`);
const summerName = new RegExp(`^${name}${time}${name}`);

/** Reads a TZ string with rules of the form `Mm.w.d`, or none; those by the number of the day are in use nowhere. */
export function readPosixZone(text: string): PosixZone | null {
  const trimmed = text.trim();
  const match = trimmed.length <= 100 ? form.exec(trimmed) : null;
  if (!match) return null;
  // POSIX counts west of Greenwich.
  const offset = -minutesOf(match[1]!);
  if (!summerName.test(trimmed)) return { offset, summer: null };
  // Without rules those of the United States are meant, as every C library takes it.
  const begins = readChange(match[3] ?? 'M3.2.0');
  const ends = readChange(match[4] ?? 'M11.1.0');
  if (!begins || !ends) return null;
  return { offset, summer: { offset: match[2] === undefined ? offset + 60 : -minutesOf(match[2]), begins, ends } };
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  const value = hours * 60 + minutes;
  return text.startsWith('-') && value > 0 ? -value : value;
}

function readChange(text: string): PosixChange | null {
  const [date = '', at] = text.slice(1).split('/');
  const [month = 0, week = 0, weekday = 9] = date.split('.').map(Number);
  if (month < 1 || month > 12 || week < 1 || week > 5 || weekday > 6) return null;
  return { month, week, weekday, minute: at === undefined ? 120 : minutesOf(at) };
}

function canonical({ offset, summer }: PosixZone): string {
  if (summer === null) return String(offset);
  const show = (c: PosixChange): string => `M${c.month}.${c.week}.${c.weekday}/${c.minute}`;
  return `${offset} ${summer.offset} ${show(summer.begins)} ${show(summer.ends)}`;
}

function fixedZone(offset: number): string | null {
  if (offset === 0) return 'UTC';
  if (offset % 60 !== 0) return fixedParts.get(offset) ?? null;
  const hours = offset / 60;
  // The signs of these names are those of POSIX: Etc/GMT-1 is an hour ahead.
  return hours >= -12 && hours <= 14 ? `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}` : null;
}

/** Fixed offsets that are no whole hours. */
const fixedParts: ReadonlyMap<number, string> = new Map([
  [-570, 'Pacific/Marquesas'],
  [210, 'Asia/Tehran'],
  [270, 'Asia/Kabul'],
  [330, 'Asia/Kolkata'],
  [345, 'Asia/Kathmandu'],
  [390, 'Asia/Yangon'],
  [525, 'Australia/Eucla'],
  [570, 'Australia/Darwin'],
]);

/** The rules that are in force somewhere, each with one of the zones that have them. */
export const posixRules: readonly (readonly [text: string, zone: string])[] = [
  ['CET-1CEST,M3.5.0,M10.5.0/3', 'Europe/Berlin'],
  ['GMT0BST,M3.5.0/1,M10.5.0', 'Europe/London'],
  ['IST-1GMT0,M10.5.0,M3.5.0/1', 'Europe/Dublin'],
  ['EET-2EEST,M3.5.0/3,M10.5.0/4', 'Europe/Athens'],
  ['EET-2EEST,M3.5.0/0,M10.5.0/0', 'Asia/Beirut'],
  ['EET-2EEST,M4.5.5/0,M10.5.4/24', 'Africa/Cairo'],
  ['IST-2IDT,M3.4.4/26,M10.5.0', 'Asia/Jerusalem'],
  ['<-01>1<+00>,M3.5.0/0,M10.5.0/1', 'Atlantic/Azores'],
  ['<-02>2<-01>,M3.5.0/-1,M10.5.0/0', 'America/Nuuk'],
  ['<+00>0<+02>-2,M3.5.0/1,M10.5.0/3', 'Antarctica/Troll'],
  ['NST3:30NDT,M3.2.0,M11.1.0', 'America/St_Johns'],
  ['<-03>3<-02>,M3.2.0,M11.1.0', 'America/Miquelon'],
  ['AST4ADT,M3.2.0,M11.1.0', 'America/Halifax'],
  ['EST5EDT,M3.2.0,M11.1.0', 'America/New_York'],
  ['CST5CDT,M3.2.0/0,M11.1.0/1', 'America/Havana'],
  ['CST6CDT,M3.2.0,M11.1.0', 'America/Chicago'],
  ['MST7MDT,M3.2.0,M11.1.0', 'America/Denver'],
  ['PST8PDT,M3.2.0,M11.1.0', 'America/Los_Angeles'],
  ['AKST9AKDT,M3.2.0,M11.1.0', 'America/Anchorage'],
  ['HST10HDT,M3.2.0,M11.1.0', 'America/Adak'],
  ['<-04>4<-03>,M9.1.6/24,M4.1.6/24', 'America/Santiago'],
  ['<-06>6<-05>,M9.1.6/22,M4.1.6/22', 'Pacific/Easter'],
  ['ACST-9:30ACDT,M10.1.0,M4.1.0/3', 'Australia/Adelaide'],
  ['AEST-10AEDT,M10.1.0,M4.1.0/3', 'Australia/Sydney'],
  ['<+1030>-10:30<+11>-11,M10.1.0,M4.1.0', 'Australia/Lord_Howe'],
  ['<+11>-11<+12>,M10.1.0,M4.1.0/3', 'Pacific/Norfolk'],
  ['NZST-12NZDT,M9.5.0,M4.1.0/3', 'Pacific/Auckland'],
  ['<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45', 'Pacific/Chatham'],
];

const zones: ReadonlyMap<string, string> = new Map(
  posixRules.map(([text, zone]) => [canonical(readPosixZone(text)!), zone]),
);

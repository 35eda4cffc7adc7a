import { describe, expect, it } from 'vitest';
import { type PosixChange, posixRules, readPosixZone, zoneOfPosix } from '../../../src/campaigns/gates/posix-zone.ts';
import { isZone, readZone, zoneOf } from '../../../src/campaigns/gates/zone.ts';

/** Minutes east of UTC by the platform's own calendar data. */
function offsetIn(zone: string, at: number): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name)!;
  return hours === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The instant of a change in a year, counted on the calendar. */
function changeAt({ month, week, weekday, minute }: PosixChange, year: number, offset: number): number {
  const days: number[] = [];
  for (let day = 1; day <= 31; day++) {
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() === month - 1 && date.getUTCDay() === weekday) days.push(day);
  }
  const day = days[Math.min(week, days.length) - 1]!;
  return Date.UTC(year, month - 1, day) + (minute - offset) * 60_000;
}

describe('a POSIX TZ string', () => {
  it.each(posixRules.map(([text, zone]) => [text, zone]))(
    '%s has the offsets of %s all the year, and changes at the same minutes',
    (text, zone) => {
      expect(zoneOfPosix(text)).toBe(zone);
      const rule = readPosixZone(text)!;
      const summer = rule.summer!;
      const begins = changeAt(summer.begins, 2026, rule.offset);
      const ends = changeAt(summer.ends, 2026, summer.offset);
      const looks = [begins - 60_000, begins, ends - 60_000, ends];
      for (let at = Date.UTC(2026, 0, 2); at < Date.UTC(2026, 11, 30); at += 86_400_000) looks.push(at);
      for (const at of looks) {
        const isSummer = begins < ends ? begins <= at && at < ends : at < ends || begins <= at;
        const offset = isSummer ? summer.offset : rule.offset;
        if (offsetIn(zone, at) !== offset)
          throw new Error(`${zone} is not at ${offset} on ${new Date(at).toISOString()}`);
      }
    },
  );

  const read: [text: string, zone: string | null][] = [
    ['CET-1CEST-2,M3.5.0/02:00:00,M10.5.0/03:00:00', 'Europe/Berlin'],
    ['MEZ-1MESZ,M3.5.0,M10.5.0/3', 'Europe/Berlin'],
    [' EST+5EDT,M3.2.0/2,M11.1.0/2 ', 'America/New_York'],
    ['EST5EDT', 'America/New_York'],
    ['UTC0', 'UTC'],
    ['GMT0', 'UTC'],
    ['<+0545>-5:45', 'Asia/Kathmandu'],
    ['IST-5:30', 'Asia/Kolkata'],
    ['BRT3', 'Etc/GMT+3'],
    ['JST-9', 'Etc/GMT-9'],
    // What nobody has in force, nobody can read, or says too little.
    ['CET-1CEST,M3.1.0,M10.1.0', null],
    ['CET-1CEST,J87,J297', null],
    ['XYZ-99', null],
    ['XYZ-5:17', null],
    ['+01:00', null],
    ['', null],
    ['C'.repeat(500), null],
    ['CET-1CEST,M13.5.0,M10.5.0', null],
  ];
  it.each(read)('%s is %s', (text, zone) => {
    expect(zoneOfPosix(text)).toBe(zone);
    // Each name of ours is one of the data.
    if (zone !== null) expect(isZone(zone)).toBe(true);
  });
});

describe('the zone of a device', () => {
  const zones: [
    what: string,
    timeZone: string | null,
    local: string | null,
    ofCampaign: string | null,
    zone: string,
  ][] = [
    ['is what people say', 'Asia/Kathmandu', 'CET-1CEST,M3.5.0,M10.5.0/3', 'Europe/London', 'Asia/Kathmandu'],
    ['may be said as POSIX', 'EST5EDT,M3.2.0,M11.1.0', null, null, 'America/New_York'],
    ['is else what it tells', null, 'CET-1CEST,M3.5.0,M10.5.0/3', 'Europe/London', 'Europe/Berlin'],
    ['may be told by its name', null, 'Europe/Lisbon', null, 'Europe/Lisbon'],
    ['is else that of the campaign', null, '+01:00', 'Europe/London', 'Europe/London'],
    ['passes over what is none', 'Mars/Olympus', 'nonsense', 'Europe/London', 'Europe/London'],
    ['is UTC in the end', '', '', null, 'UTC'],
  ];
  it.each(zones)('%s', (_, timeZone, localTimeZone, ofCampaign, zone) => {
    expect(zoneOf({ timeZone, localTimeZone }, ofCampaign)).toBe(zone);
  });

  it('is a name of the data, not an offset and not any abbreviation', () => {
    const names = ['Europe/Berlin', 'UTC', 'Etc/GMT-1', 'America/Argentina/Buenos_Aires', 'CET', 'Japan'];
    const others = [
      '+01:00',
      'CEST',
      'BRT3',
      'europe',
      '',
      'Europe/Berlin; x',
      'a/'.repeat(60),
      'Europe/',
      '../etc/passwd',
    ];
    expect(names.filter((name) => !isZone(name))).toEqual([]);
    expect(others.filter(isZone)).toEqual([]);
    expect(readZone(null)).toBeNull();
  });
});

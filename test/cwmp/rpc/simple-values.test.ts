import { describe, expect, it } from 'vitest';
import { meaningOf, parseBoolean, parseDateTime, parseInteger } from '../../../src/cwmp/rpc/simple-values.ts';

describe('what a value means', () => {
  const rows: [type: string | null, text: string, valid: boolean, meaning: unknown][] = [
    ['boolean', 'TRUE', true, true],
    ['boolean', ' 0 ', true, false],
    ['boolean', 'yes', false, null],
    ['boolean', '', false, null],
    ['int', '-2147483648', true, -2_147_483_648n],
    ['int', '2147483648', false, null],
    ['int', '12abc', false, null],
    ['int', '', false, null],
    ['unsignedInt', '4294967295', true, 4_294_967_295n],
    ['unsignedInt', '-1', false, null],
    ['unsignedLong', '18446744073709551615', true, 18_446_744_073_709_551_615n],
    ['unsignedLong', '9007199254740993', true, 9_007_199_254_740_993n],
    ['unsignedLong', '18446744073709551616', false, null],
    ['dateTime', '2026-01-15T08:30:00Z', true, new Date('2026-01-15T08:30:00Z')],
    ['dateTime', '0001-01-01T00:00:00+00:00', true, null],
    ['dateTime', 'UnknownTime', false, null],
    ['dateTime', '0', false, null],
    ['dateTime', '', false, null],
    ['signedInt', '12abc', true, '12abc'],
    ['string', ' a ', true, ' a '],
    [null, '1', true, '1'],
  ];
  it.each(rows)('%s %j', (type, text, valid, meaning) => {
    expect(meaningOf(text, type)).toEqual({ valid, meaning });
  });
});

describe('instants', () => {
  const rows: [text: string, instant: string | null][] = [
    ['2026-01-15T08:30:00+0800', '2026-01-15T00:30:00.000Z'],
    ['2026-01-15T08:30:00+08', '2026-01-15T00:30:00.000Z'],
    ['2026-01-15T08:30:00-08:30', '2026-01-15T17:00:00.000Z'],
    ['2026-01-15T08:30:00.123456Z', '2026-01-15T08:30:00.123Z'],
    ['2026-01-15T08:30:00 Z', '2026-01-15T08:30:00.000Z'],
    [' 2026-01-15T08:30:00z\n', '2026-01-15T08:30:00.000Z'],
    ['1969-12-31T23:00:00Z', null],
    ['0001-01-01T00:17:30Z', null],
    ['2026-02-30T25:00:00Z', null],
    ['2026-01-15', null],
    ['1736900000', null],
  ];
  it.each(rows)('%j', (text, instant) => {
    expect(parseDateTime(text)?.toISOString() ?? null).toBe(instant);
  });
});

describe('numbers and booleans', () => {
  it('take nothing for what it is not', () => {
    for (const text of ['', ' ', '1.0', '1e3', '0x10', '--1', '1 2', 'NaN', '9'.repeat(41)]) {
      expect(parseInteger(text)).toBeNull();
    }
    expect(parseInteger(' +42 ')).toBe(42n);
    expect(parseInteger('-0')).toBe(0n);
    for (const text of ['', 'on', '2', '-1', 'truee']) expect(parseBoolean(text)).toBeNull();
  });
});

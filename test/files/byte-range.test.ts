import { expect, test } from 'vitest';
import { askedRange } from '../../src/files/byte-range.ts';

const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };
const part = (start: number, end: number) => ({ kind: 'part', start, end });

test.each([
  [undefined, whole],
  ['bytes=0-', part(0, 9)],
  ['bytes=0-0', part(0, 0)],
  ['bytes=3-5', part(3, 5)],
  ['Bytes= 3-5 ', part(3, 5)],
  ['bytes=9-', part(9, 9)],
  ['bytes=5-100', part(5, 9)],
  ['bytes=5-99999999999999999999', part(5, 9)],
  ['bytes=-3', part(7, 9)],
  ['bytes=-10', part(0, 9)],
  ['bytes=-100', part(0, 9)],
  ['bytes=-0', unsatisfiable],
  ['bytes=10-', unsatisfiable],
  ['bytes=10-20', unsatisfiable],
  ['bytes=99999999999999999999-', unsatisfiable],
  ['bytes=5-3', whole],
  ['bytes=20-15', whole],
  ['bytes=-', whole],
  ['bytes=a-b', whole],
  ['bytes=0-1,3-4', whole],
  ['items=0-1', whole],
  ['bytes 0-1', whole],
  ['', whole],
])('%j of ten bytes', (header, expected) => {
  expect(askedRange(header, 10)).toEqual(expected);
});

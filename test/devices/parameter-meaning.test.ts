import { expect, test } from 'vitest';
import { parameterMeaning } from '../../src/devices/parameter-meaning.ts';

test.each([
  ['12', 'unsignedInt', {}],
  ['12abc', 'unsignedInt', { valid: false }],
  ['', 'int', { valid: false }],
  ['anything', 'string', {}],
  ['anything', null, {}],
  ['2024-02-03T04:05:06+0800', 'dateTime', { time: '2024-02-02T20:05:06.000Z' }],
  ['0001-01-01T00:00:00Z', 'dateTime', { time: null }],
  ['UnknownTime', 'dateTime', { valid: false, time: null }],
])('%j as %s means %j', (value, type, meaning) => {
  expect(parameterMeaning(value, type)).toEqual(meaning);
});

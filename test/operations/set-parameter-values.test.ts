import { describe, expect, it } from 'vitest';
import { sameValue } from '../../src/operations/kinds/same-value.ts';
import { setParameterValues } from '../../src/operations/kinds/set-parameter-values.ts';
import { checkOrder } from '../../src/operations/service.ts';
import { answer, checkTable, deadline, fault, floor, inform, key, nextKey, told, unreadable } from './support/kinds.ts';

const readBack = 'say GetParameterValues as no attempt';
const shown = (...values: [name: string, value: string][]) =>
  answer('GetParameterValues', { ParameterList: values.map(([name, value]) => ({ name, value, type: 'string' })) });

describe('a write', () => {
  checkTable({
    kind: setParameterValues,
    order: { values: [{ path: 'Device.A', value: '1' }] },
    states: [
      ['queued', { phase: 'write' }],
      ['dispatched', { phase: 'write' }],
      ['dispatched', { phase: 'verify' }],
      ['dispatched', { phase: 'verify', asked: true }],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say SetParameterValues', 'nothing', readBack, 'nothing'],
      [
        'the floor after a lost answer: what the device has now is read',
        floor({ fresh: true }),
        'dispatched, say SetParameterValues',
        readBack,
        readBack,
        readBack,
      ],
      ['its answer', answer('SetParameterValues', { Status: 0 }), ...Array<string>(4).fill('succeeded')],
      ['the value is there: it was done', shown(['Device.A', '1']), 'nothing', 'nothing', 'succeeded', 'succeeded'],
      ['another value is there: it was not', shown(['Device.A', '2']), 'nothing', 'nothing', 'queued', 'queued'],
      ['the value cannot be read', fault('GetParameterValues', 9005), ...Array<string>(4).fill('queued')],
      ['a refusal', fault('SetParameterValues', 9003), ...Array<string>(4).fill('failed, fault 9003')],
      ['too busy', fault('SetParameterValues', 9004), ...Array<string>(4).fill('queued, fault 9004, again in 1 min')],
      [
        'an answer that nobody can read: what the device has now tells',
        unreadable('SetParameterValues'),
        ...Array<string>(4).fill('only progress'),
      ],
      ['an Inform', inform(['1 BOOT'], '2.0'), ...Array<string>(4).fill('nothing')],
      ['the deadline', deadline, ...Array<string>(4).fill('nothing')],
    ],
  });

  it('takes the type it was given, else the one the device told, else string', () => {
    const values = [
      { path: 'Device.A', value: '1', type: 'int' as const },
      { path: 'Device.B', value: '2' },
      { path: 'Device.C', value: '3' },
    ];
    expect(setParameterValues.needs({ values })).toEqual({ types: ['Device.B', 'Device.C'] });
    const move = setParameterValues.step(
      { order: { values }, progress: { phase: 'write' }, state: 'queued', commandKey: null },
      floor({ supplies: { types: new Map([['Device.B', 'boolean']]) } }),
    );
    expect(move.say?.args).toEqual({
      ParameterList: [
        { name: 'Device.A', value: '1', type: 'int' },
        { name: 'Device.B', value: '2', type: 'boolean' },
        { name: 'Device.C', value: '3', type: 'string' },
      ],
      ParameterKey: nextKey,
    });
  });

  const secret = { path: 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase', value: 'hunter22' };

  it('teaches its values when they are in force, but never a secret, and nothing when they wait for a boot', () => {
    const values = [{ path: 'Device.A', value: '1' }, secret];
    const done = (Status: number) =>
      setParameterValues.step(
        { order: { values }, progress: { phase: 'write' }, state: 'dispatched', commandKey: key },
        answer('SetParameterValues', { Status }),
      );
    expect(done(0).learned).toEqual({ parameters: { values: [{ name: 'Device.A', value: '1', type: null }] } });
    expect(done(1).learned ?? {}).toEqual({});
  });

  it('of secrets only is told done by the ParameterKey, as they read back empty', () => {
    const view = {
      order: { values: [secret] },
      progress: { phase: 'verify' as const },
      state: 'dispatched' as const,
      commandKey: key,
    };
    expect(setParameterValues.step(view, floor()).say?.args).toEqual({
      ParameterNames: ['Device.ManagementServer.ParameterKey'],
    });
    expect(setParameterValues.step(view, shown(['Device.ManagementServer.ParameterKey', key])).state).toBe('succeeded');
    expect(setParameterValues.step(view, shown(['Device.ManagementServer.ParameterKey', 'x'])).state).toBe('queued');
  });

  it('whose answers keep getting lost is not said for ever', () => {
    const view = {
      order: { values: [{ path: 'Device.A', value: '1' }] },
      progress: { phase: 'verify' as const },
      state: 'dispatched' as const,
      commandKey: key,
      attempt: 3,
    };
    expect(told(setParameterValues.step(view, shown(['Device.A', '2'])))).toBe('failed, outcomeUnknown');
  });

  it('keeps every bad parameter of a refusal', () => {
    const bad = { name: 'Device.A', code: 9007, message: 'no' };
    const move = setParameterValues.step(
      {
        order: { values: [{ path: 'Device.A', value: '1' }] },
        progress: { phase: 'write' },
        state: 'dispatched',
        commandKey: key,
      },
      { ...fault('SetParameterValues', 9003), fault: { code: 9003, message: 'no', parameters: [bad] } } as never,
    );
    expect(move).toMatchObject({ state: 'failed', fault: { code: 9003, parameters: [bad] } });
  });

  it('names a parameter once (quirk 63): the same twice is said once, two values are refused', () => {
    const same = { path: 'Device.A', value: '1' };
    expect(
      checkOrder('setParameterValues', { values: [same, { path: 'Device.B', value: '2' }, { ...same }] }).order,
    ).toEqual({
      values: [same, { path: 'Device.B', value: '2' }],
    });
    expect(() => checkOrder('setParameterValues', { values: [same, { ...same, value: '2' }] })).toThrow(/two values/);
  });
});

it.each([
  ['1', 'true', 'boolean', true],
  ['FALSE', '0', 'boolean', true],
  ['1', '0', 'boolean', false],
  ['007', '7', 'unsignedInt', true],
  ['+7', '7', 'int', true],
  ['18446744073709551615', '18446744073709551614', 'unsignedLong', false],
  ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 'dateTime', true],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00', 'dateTime', false],
  ['aB', 'AB', 'hexBinary', true],
  ['aB', 'AB', 'string', false],
  [' a ', 'a', null, true],
])('the given %j and the shown %j are the same %s: %s', (given, shown, type, same) => {
  expect(sameValue(given, shown, type)).toBe(same);
});

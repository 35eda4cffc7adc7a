import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIso } from '../../src/base/clock.ts';
import { deviceIdOf, productClassIn } from '../../src/base/device-id.ts';
import { days, hours, minutes, seconds, sleep } from '../../src/base/durations.ts';
import { errorCodes, isMusterError, MusterError, messageOf } from '../../src/base/errors.ts';
import { looksLikeId, newId } from '../../src/base/ids.ts';

describe('ids', () => {
  it('are UUIDs of version 7 in the order of their time, and all different', () => {
    const now = Date.UTC(2026, 4, 1);
    const made = Array.from({ length: 500 }, (_, i) => newId(now + i));
    expect(made.every(looksLikeId)).toBe(true);
    expect(made.every((id) => /^.{14}7.{4}[89ab]/.test(id))).toBe(true);
    expect([...made].sort()).toEqual(made);
    expect(new Set(Array.from({ length: 1_000 }, () => newId(now))).size).toBe(1_000);
  });

  const texts: [text: string, looks: boolean][] = [
    ['0196a000-0000-7000-8000-000000000001', true],
    ['0196A000-0000-7000-8000-000000000001', false],
    ['0196a000-0000-7000-8000-00000000000', false],
    ['0196a000-0000-7000-8000-000000000001\n', false],
    ['', false],
    ["' OR 1=1 --", false],
  ];
  it.each(texts)('%j looks like one: %s', (text, looks) => {
    expect(looksLikeId(text)).toBe(looks);
  });

  it('of devices are one per identity, and plain ASCII', () => {
    const part = fc.string({ unit: 'grapheme', maxLength: 8 });
    const identity = fc.record({ oui: fc.constant('00AA11'), productClass: part, serialNumber: part });
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        const same = a.productClass === b.productClass && a.serialNumber === b.serialNumber;
        expect(deviceIdOf(a) === deviceIdOf(b)).toBe(same);
        expect(productClassIn(deviceIdOf(a))).toBe(a.productClass);
        expect(deviceIdOf(a)).toMatch(/^[\w.~%-]+$/);
      }),
    );
  });
});

describe('errors', () => {
  it('each say whose fault they are, in a line, with a status of HTTP', () => {
    for (const [code, { whose, status, meaning }] of Object.entries(errorCodes)) {
      expect(['ours', 'caller', 'device', 'unsupported'], code).toContain(whose);
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(meaning, code).not.toMatch(/[\n.]$/);
      if (whose === 'ours') expect(status, code).toBeGreaterThanOrEqual(500);
    }
  });

  it('are told apart by code', () => {
    const error = new MusterError('conflict', 'no', { items: [{ path: 'a', message: 'b' }], cause: new Error('deep') });
    expect([isMusterError(error), isMusterError(error, 'conflict'), isMusterError(error, 'notFound')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isMusterError(new Error('conflict'))).toBe(false);
    expect([messageOf(error), messageOf('text'), messageOf(undefined)]).toEqual(['no', 'text', 'undefined']);
    expect(error.cause).toMatchObject({ message: 'deep' });
  });
});

describe('time', () => {
  it('is written in milliseconds, and as RFC 3339 in UTC', () => {
    expect([seconds(2), minutes(2), hours(2), days(2)]).toEqual([2_000, 120_000, 7_200_000, 172_800_000]);
    expect([toIso(new Date(0)), toIso(null), toIso(undefined)]).toEqual(['1970-01-01T00:00:00.000Z', null, null]);
  });

  it('is not slept through when somebody calls', async () => {
    const call = new AbortController();
    const sleeping = sleep(hours(1), call.signal);
    call.abort();
    await sleeping;
    await sleep(hours(1), call.signal);
  });
});

import { describe, expect, it } from 'vitest';
import type { VendorFaults } from '../../../src/campaigns/plan/vendor-faults.ts';
import { classify, type FaultClass, vendorMeanings } from '../../../src/campaigns/rules/fault-class.ts';
import { followOperation } from '../../../src/campaigns/rules/target-rules.ts';
import type { FailureReason } from '../../../src/operations/kind.ts';

type Again = 'as planned' | 'once' | 'never';
const retries: Readonly<Record<Again, number>> = { 'as planned': Number.POSITIVE_INFINITY, once: 1, never: 0 };

/** Every code of TR-069 Table 82 and TR-157, the ends of the vendors' range, and some that nobody knows. */
const codes: [code: number, faultClass: FaultClass, again: Again][] = [
  [9000, 'device', 'never'],
  [9001, 'transient', 'as planned'],
  [9002, 'transient', 'as planned'],
  [9003, 'device', 'never'],
  [9004, 'transient', 'as planned'],
  [9005, 'device', 'never'],
  [9006, 'device', 'never'],
  [9007, 'device', 'never'],
  [9008, 'device', 'never'],
  [9009, 'device', 'never'],
  [9010, 'transient', 'as planned'],
  [9011, 'transient', 'as planned'],
  [9012, 'source', 'never'],
  [9013, 'source', 'never'],
  [9014, 'transient', 'as planned'],
  [9015, 'transient', 'as planned'],
  [9016, 'source', 'never'],
  [9017, 'transient', 'as planned'],
  [9018, 'artifact', 'once'],
  [9019, 'artifact', 'once'],
  [9020, 'transient', 'as planned'],
  [9021, 'transient', 'as planned'],
  [9022, 'module', 'never'],
  [9023, 'module', 'never'],
  [9024, 'module', 'never'],
  [9025, 'module', 'never'],
  [9026, 'module', 'never'],
  [9027, 'device', 'never'],
  [9028, 'module', 'never'],
  [9029, 'module', 'never'],
  [9030, 'module', 'never'],
  [9031, 'module', 'never'],
  [9032, 'module', 'never'],
  [9033, 'transient', 'as planned'],
  [9799, 'transient', 'as planned'],
  [9800, 'vendor', 'once'],
  [9899, 'vendor', 'once'],
  [9900, 'transient', 'as planned'],
  [0, 'transient', 'as planned'],
];
const reasons: [reason: FailureReason, faultClass: FaultClass, again: Again][] = [
  ['fellBack', 'boot', 'never'],
  ['unreachable', 'silent', 'never'],
  ['notApplied', 'transient', 'as planned'],
  ['outcomeUnknown', 'transient', 'as planned'],
  ['expired', 'transient', 'as planned'],
  ['fileGone', 'source', 'never'],
  ['noVariant', 'source', 'never'],
  ['sourceBusy', 'transient', 'as planned'],
  ['unsupported', 'device', 'never'],
  ['invalid', 'device', 'never'],
];

describe('the class of a fault', () => {
  it.each(codes)('%i is %s, tried again %s', (code, faultClass, again) => {
    expect(classify({ code, message: '' })).toEqual({ faultClass, retries: retries[again] });
  });

  it('is known for every code of the standard', () => {
    const listed = new Set(codes.map(([code]) => code));
    for (let code = 9000; code <= 9032; code++) expect(listed.has(code), String(code)).toBe(true);
  });

  it.each(reasons)('%s is %s, tried again %s', (reason, faultClass, again) => {
    expect(classify({ code: 0, message: '', reason })).toEqual({ faultClass, retries: retries[again] });
  });

  const table: VendorFaults = [
    { code: 9801, means: 'transient' },
    { code: 9801, productClass: 'MG100', means: 'artifact' },
    { code: 9802, productClass: 'MG100', means: 'device' },
    { code: 9803, productClass: 'other', means: 'source' },
  ];
  const meant: [code: number, model: string | null, faultClass: FaultClass, again: Again][] = [
    [9801, 'MG100', 'artifact', 'once'],
    [9801, 'other', 'transient', 'as planned'],
    [9801, null, 'transient', 'as planned'],
    [9802, 'MG100', 'device', 'never'],
    [9802, 'other', 'vendor', 'once'],
    [9803, 'other', 'source', 'never'],
    [9804, 'MG100', 'vendor', 'once'],
    [9010, 'MG100', 'transient', 'as planned'],
  ];
  it.each(meant)('%i of %s is what the plan says of its vendor: %s, %s', (code, model, faultClass, again) => {
    const found = classify({ code, message: '' }, vendorMeanings(table, model));
    expect(found).toEqual({ faultClass, retries: retries[again] });
  });

  it('of a plan of an earlier version is that of the code alone', () => {
    expect(vendorMeanings(undefined, 'MG100').size).toBe(0);
  });

  it('goes by what Muster found out rather than by what the device says', () => {
    expect(classify({ code: 9016, message: '', reason: 'sourceBusy' }).faultClass).toBe('transient');
  });
});

describe('a target is tried again', () => {
  const plan = (max: number) => ({
    soakMinutes: 0,
    retries: { max, backoffMinutes: 15 },
    timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 120 },
  });
  /** How many attempts a device has that always answers with this fault. */
  const attempts = (code: number, max: number): number => {
    for (let attempt = 1; attempt < 50; attempt++) {
      const fault = { code, message: '' };
      const change = followOperation(
        { state: 'dispatched', attempt },
        { state: 'failed', attempt: 1, fault },
        plan(max),
        0,
      );
      if ((change as { state: string }).state === 'failed') return attempt;
    }
    throw new Error('for ever');
  };
  const rows: [what: string, code: number, max: number, attempts: number][] = [
    ['as often as the plan says, after what may pass', 9010, 3, 4],
    ['never, where the plan says so', 9010, 0, 1],
    ['once after a bad file', 9018, 3, 2],
    ['never after a bad file, where the plan says so', 9018, 0, 1],
    ['once after a fault of the vendor', 9850, 3, 2],
    ['never where the source is wrong', 9016, 3, 1],
    ['never where the device is to be looked at', 9003, 3, 1],
    ['never where the module does not fit', 9025, 3, 1],
  ];
  it.each(rows)('%s', (_, code, max, expected) => {
    expect(attempts(code, max)).toBe(expected);
  });

  it('never where the order was not even said, for what does not pass', () => {
    const fault = { code: 0, message: '', reason: 'noVariant' as const };
    expect(
      followOperation({ state: 'claimed', attempt: 0 }, { state: 'failed', attempt: 0, fault }, plan(3), 0),
    ).toMatchObject({ state: 'failed', reason: 'noVariant' });
  });
});

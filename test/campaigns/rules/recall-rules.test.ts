import { describe, expect, it } from 'vitest';
import { minutes } from '../../../src/base/durations.ts';
import { afterCallOff, afterRecall } from '../../../src/campaigns/rules/recall-rules.ts';
import type { TargetChange } from '../../../src/campaigns/rules/target-rules.ts';

const fault = (faultClass: 'source' | 'transient' | 'artifact' | 'boot') =>
  ({ code: 9016, message: 'no', faultClass }) as const;
const again: TargetChange = { state: 'retryWait', reason: 'retry', fault: fault('transient'), deadlineMs: 1 };
const dropped: TargetChange = { state: 'cancelled', deadlineMs: null };
const putOff = (reason: string, attempt = 0) => ({ state: 'waiting', reason, attempt, fault: null, deadlineMs: null });

describe('a target whose device dropped, or lost, what it was told', () => {
  const cases: [
    what: string,
    state: 'cancelling' | 'unconfirmed',
    reason: string,
    next: TargetChange,
    end: object | null,
  ][] = [
    // Somebody called it off: that is the end.
    ['called off, and dropped', 'cancelling', 'operator', dropped, null],
    ['called off, and to be tried again', 'cancelling', 'aborted', again, { state: 'cancelled' }],
    ['called off, refused, and to be tried again', 'unconfirmed', 'cancelRefused', again, { state: 'cancelled' }],
    // It was only put off: it has its turn again, and that was no attempt.
    ['put off, and dropped', 'cancelling', 'blackout', dropped, putOff('blackout')],
    ['put off by a pause, and dropped', 'cancelling', 'paused', dropped, putOff('paused')],
    ['put off, and to be tried again', 'cancelling', 'blackout', again, putOff('blackout')],
    ['put off, refused, and to be tried again', 'unconfirmed', 'blackout', again, putOff('blackout')],
    [
      'put off, and turned away as its link is withdrawn',
      'cancelling',
      'blackout',
      { state: 'failed', reason: 'fault', fault: fault('source'), deadlineMs: null },
      putOff('blackout'),
    ],
    [
      'put off, and the order never arrived',
      'cancelling',
      'blackout',
      { state: 'claimed', attempt: 0, deadlineMs: 1 },
      putOff('blackout'),
    ],
    // What it did all the same counts.
    [
      'put off, and fallen back',
      'cancelling',
      'blackout',
      { state: 'failed', reason: 'fellBack', fault: fault('boot'), deadlineMs: null },
      null,
    ],
    ['put off, and succeeded', 'unconfirmed', 'blackout', { state: 'succeeded', reason: null, deadlineMs: null }, null],
    ['put off, and applying', 'unconfirmed', 'blackout', { state: 'applying', deadlineMs: null }, null],
    ['nobody wants it to stop', 'unconfirmed', 'retry', again, null],
  ];
  it.each(cases)('%s', (_, state, reason, next, end) => {
    const found = afterCallOff({ state, reason, attempt: 1 }, next);
    if (end === null) expect(found).toBeNull();
    else expect(found).toMatchObject(end);
  });
});

describe('a device that will not drop it', () => {
  const refused = { state: 'failed', fault: { code: 9021, message: 'too late' } } as const;
  it.each([
    ['aborted', 'cancelRefused'],
    [null, 'cancelRefused'],
    ['blackout', 'blackout'],
    ['paused', 'paused'],
  ])('is let end; the reason %s becomes %s', (reason, becomes) => {
    expect(afterRecall(refused, { giveUpMinutes: 60 }, reason)).toEqual({
      state: 'unconfirmed',
      reason: becomes,
      fault: { code: 9021, message: 'too late', faultClass: 'device' },
      deadlineMs: minutes(60),
    });
    expect(afterRecall({ state: 'succeeded', fault: null }, { giveUpMinutes: 60 }, reason)).toBeNull();
  });
});

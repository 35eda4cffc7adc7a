import { describe, expect, it } from 'vitest';
import { hours, minutes } from '../../../src/base/durations.ts';
import { informsWanted, lostAfterMs, type Soak, soakVerdict } from '../../../src/campaigns/rules/soak-rules.ts';

const over: Soak = {
  leftMs: 0,
  informs: 3,
  informsWanted: 3,
  silentMs: minutes(1),
  informInterval: 300,
  holds: true,
  seenVersion: '2.0',
};
/** A verdict in words; times in minutes. */
function told(soak: Partial<Soak>): string {
  const verdict = soakVerdict({ ...over, ...soak });
  if (verdict.do === 'wait') return `${verdict.reason}, again in ${Math.round(verdict.ms / 6_000) / 10} min`;
  const { state, reason, fault } = verdict.change;
  return [state, reason, fault?.faultClass].filter(Boolean).join(', ');
}

describe('a soak', () => {
  const rows: [what: string, soak: Partial<Soak>, verdict: string][] = [
    ['ends after its time and its Informs', {}, 'succeeded'],
    ['ends where nothing tells whether the device is as wanted', { holds: null }, 'succeeded'],
    ['goes on until its time is over', { leftMs: minutes(20) }, 'soak, again in 20 min'],
    ['goes on although there were Informs enough', { leftMs: minutes(1), informs: 99 }, 'soak, again in 1 min'],
    ['is looked at once an hour, as the device may fall silent', { leftMs: hours(24) }, 'soak, again in 59 min'],
    ['goes on until there were Informs enough, first for seconds', { informs: 1 }, 'informs, again in 0.1 min'],
    ['then for as long as it has gone on', { informs: 2, leftMs: -minutes(8) }, 'informs, again in 8 min'],
    ['needs no Informs where none are wanted', { informs: 0, informsWanted: 0 }, 'succeeded'],
    [
      'waits an hour at most, for a device that calls once a day too',
      { informs: 2, informInterval: 86_400, leftMs: -hours(30) },
      'informs, again in 60 min',
    ],
    [
      'fails where the device shows another version',
      { holds: false, seenVersion: '1.0' },
      'failed, fellBackLate, boot',
    ],
    [
      'fails where it does so before its time is over',
      { holds: false, leftMs: hours(1) },
      'failed, fellBackLate, boot',
    ],
    ['fails where the device is silent for an hour', { silentMs: minutes(61) }, 'failed, lostContact, silent'],
    [
      'fails so before its time is over, too',
      { silentMs: minutes(61), leftMs: hours(9) },
      'failed, lostContact, silent',
    ],
    ['is patient to the hour', { silentMs: hours(1) }, 'succeeded'],
    ['is patient for three intervals', { silentMs: hours(2.9), informInterval: 3_600 }, 'succeeded'],
    ['and no longer', { silentMs: hours(3.1), informInterval: 3_600 }, 'failed, lostContact, silent'],
    [
      'is looked at when the device would be lost',
      { silentMs: minutes(50), informs: 0, leftMs: -hours(2) },
      'informs, again in 10 min',
    ],
  ];
  it.each(rows)('%s', (_, soak, verdict) => {
    expect(told(soak)).toBe(verdict);
  });

  it('never waits for nothing: the next look is later than this one', () => {
    for (const silentMs of [0, minutes(30), hours(1)])
      for (const leftMs of [-minutes(5), 0, 1, minutes(3), hours(30)])
        for (const informs of [0, 2, 3]) {
          const verdict = soakVerdict({ ...over, silentMs, leftMs, informs });
          if (verdict.do === 'wait') expect(verdict.ms).toBeGreaterThan(0);
        }
  });

  it('wants three Informs where its plan does not say how many, and none where there is no soak', () => {
    expect(informsWanted({ soakMinutes: 10 })).toBe(3);
    expect(informsWanted({ soakMinutes: 0 })).toBe(0);
    expect(informsWanted({ soakMinutes: 10, minInforms: 0 })).toBe(0);
    expect(informsWanted({ soakMinutes: 10, minInforms: 7 })).toBe(7);
  });

  it('takes a device for lost after three intervals, an hour at least', () => {
    expect([1, 300, 1_200, 3_600, 86_400].map((interval) => lostAfterMs(interval) / hours(1))).toEqual([
      1, 1, 1, 3, 72,
    ]);
  });
});

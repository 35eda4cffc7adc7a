import { describe, expect, it } from 'vitest';
import { factoryReset, reboot } from '../../src/operations/kinds/restart.ts';
import { scheduleInform } from '../../src/operations/kinds/schedule-inform.ts';
import { answer, checkTable, deadline, fault, floor, inform, key, nextKey, transferComplete } from './support/kinds.ts';

const none = {};
const columns = [
  ['queued', none],
  ['dispatched', none],
  ['accepted', none],
  ['unconfirmed', none],
] as const;
const all = (move: string): [string, string, string, string] => [move, move, move, move];
const said = (move: string): [string, string, string, string] => ['nothing', move, move, move];

describe('a reboot', () => {
  checkTable({
    kind: reboot,
    order: {},
    states: columns,
    rows: [
      ['the floor', floor(), 'dispatched, say Reboot, for 15 min', 'nothing', 'nothing', 'failed, outcomeUnknown'],
      [
        'the floor in a later session: it is never said again',
        floor({ fresh: true }),
        'dispatched, say Reboot, for 15 min',
        'nothing',
        'nothing',
        'failed, outcomeUnknown',
      ],
      [
        'the floor of a device without it',
        floor({ can: () => false }),
        'failed, unsupported',
        'nothing',
        'nothing',
        'failed, outcomeUnknown',
      ],
      ['its answer', answer('Reboot', {}), ...all('accepted, for 15 min')],
      ['a refusal', fault('Reboot', 9001), ...all('failed, fault 9001')],
      ['a periodic Inform', inform(['2 PERIODIC']), ...said('nothing')],
      ['an Inform with our key', inform([{ code: 'M Reboot', commandKey: key }]), ...said('succeeded')],
      ['an Inform with the key of another', inform([{ code: 'M Reboot', commandKey: 'x' }]), ...said('nothing')],
      ['a boot without the M event', inform(['1 BOOT']), ...said('succeeded')],
      ['a TransferComplete', transferComplete(0), ...all('nothing')],
      ['the deadline: the lock is kept', deadline, 'unconfirmed', 'unconfirmed', 'unconfirmed', 'nothing'],
    ],
  });
});

describe('a factory reset', () => {
  checkTable({
    kind: factoryReset,
    order: {},
    states: columns,
    rows: [
      [
        'the floor',
        floor(),
        'dispatched, say FactoryReset, for 15 min',
        'nothing',
        'nothing',
        'failed, outcomeUnknown',
      ],
      ['its answer', answer('FactoryReset', {}), ...all('accepted, for 15 min')],
      ['a plain boot, which is not a reset', inform(['1 BOOT']), ...said('nothing')],
      ['a bootstrap', inform(['0 BOOTSTRAP', '1 BOOT']), ...said('succeeded')],
      ['the deadline', deadline, 'unconfirmed', 'unconfirmed', 'unconfirmed', 'nothing'],
    ],
  });
});

describe('a scheduled session', () => {
  checkTable({
    kind: scheduleInform,
    order: { delaySeconds: 300 },
    states: [
      ['queued', none],
      ['dispatched', none],
      ['accepted', none],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say ScheduleInform', 'nothing', 'nothing'],
      [
        'the floor after a lost answer',
        floor({ fresh: true }),
        'dispatched, say ScheduleInform',
        'dispatched, say ScheduleInform',
        'nothing',
      ],
      [
        'its answer',
        answer('ScheduleInform', {}),
        'accepted, for 65 min',
        'accepted, for 65 min',
        'accepted, for 65 min',
      ],
      ['a refusal', fault('ScheduleInform', 9003), 'failed, fault 9003', 'failed, fault 9003', 'failed, fault 9003'],
      ['a periodic Inform', inform(['2 PERIODIC']), 'nothing', 'nothing', 'nothing'],
      [
        'an Inform with the key of another',
        inform([{ code: 'M ScheduleInform', commandKey: 'x' }]),
        'nothing',
        'nothing',
        'nothing',
      ],
      [
        'the session that was asked for',
        inform([{ code: 'M ScheduleInform', commandKey: key }]),
        'nothing',
        'succeeded',
        'succeeded',
      ],
      ['the deadline', deadline, 'failed, unreachable', 'failed, unreachable', 'failed, unreachable'],
    ],
  });

  it('carries the key of this attempt', () => {
    const move = scheduleInform.step(
      { order: { delaySeconds: 5 }, progress: {}, state: 'queued', commandKey: null },
      floor(),
    );
    expect(move.say?.args).toEqual({ DelaySeconds: 5, CommandKey: nextKey });
  });
});

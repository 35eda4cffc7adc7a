import { describe, expect, it } from 'vitest';
import { factoryReset, reboot } from '../../src/operations/kinds/restart.ts';
import { scheduleInform } from '../../src/operations/kinds/schedule-inform.ts';
import {
  answer,
  checkTable,
  deadline,
  fault,
  floor,
  inform,
  key,
  nextKey,
  told,
  transferComplete,
  unreadable,
} from './support/kinds.ts';

const none = {};
const upTime = 'say GetParameterValues as no attempt';
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
      ['the floor', floor(), 'dispatched, say Reboot, for 15 min', 'nothing', 'nothing', upTime],
      [
        'the floor in a later session: it is never said again',
        floor({ fresh: true }),
        'dispatched, say Reboot, for 15 min',
        'nothing',
        'nothing',
        upTime,
      ],
      [
        'the floor of a device without it',
        floor({ can: () => false }),
        'failed, unsupported',
        'nothing',
        'nothing',
        upTime,
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
      ['the floor', floor(), 'dispatched, say FactoryReset, for 15 min', 'nothing', 'nothing', upTime],
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

describe('a restart that no event told of', () => {
  const view = {
    order: {},
    progress: { asked: true },
    state: 'unconfirmed' as const,
    commandKey: key,
    sinceDispatchMs: 900_000,
  };
  const shown = (values: Record<string, string>) =>
    answer('GetParameterValues', {
      ParameterList: Object.entries(values).map(([name, value]) => ({ name: `Device.${name}`, value, type: 'string' })),
    });

  it('is proven by the time the device has been running, and by nothing else (quirk 84)', () => {
    expect(reboot.step({ ...view, progress: {} }, floor()).say?.args).toEqual({
      ParameterNames: ['Device.DeviceInfo.UpTime'],
    });
    expect(told(reboot.step(view, shown({ 'DeviceInfo.UpTime': '60' })))).toBe('succeeded');
    for (const value of ['901', '', 'long']) {
      expect(told(reboot.step(view, shown({ 'DeviceInfo.UpTime': value })))).toBe('failed, outcomeUnknown');
    }
    expect(told(reboot.step(view, fault('GetParameterValues', 9005)))).toBe('failed, outcomeUnknown');
    expect(told(reboot.step(view, unreadable('GetParameterValues')))).toBe('failed, outcomeUnknown');
  });

  it('of a factory reset shows by the empty ParameterKey, too', () => {
    const running = { 'DeviceInfo.UpTime': '60' };
    expect(told(factoryReset.step(view, shown({ ...running, 'ManagementServer.ParameterKey': '' })))).toBe('succeeded');
    expect(told(factoryReset.step(view, shown({ ...running, 'ManagementServer.ParameterKey': 'k' })))).toBe(
      'failed, outcomeUnknown',
    );
  });
});

it('a scheduled session that a factory reset made the device forget is asked for again, but not for ever', () => {
  const view = { order: { delaySeconds: 60 }, progress: {}, state: 'accepted' as const, commandKey: key };
  expect(told(scheduleInform.step({ ...view, attempt: 1 }, inform(['0 BOOTSTRAP', '1 BOOT'])))).toBe('queued');
  expect(told(scheduleInform.step({ ...view, attempt: 3 }, inform(['0 BOOTSTRAP', '1 BOOT'])))).toBe('nothing');
});

import { describe, expect, it } from 'vitest';
import type { OperationEvent } from '../../src/operations/kind.ts';
import { deleteObject } from '../../src/operations/kinds/delete-object.ts';
import { getAllQueuedTransfers } from '../../src/operations/kinds/get-all-queued-transfers.ts';
import { getOptions } from '../../src/operations/kinds/get-options.ts';
import { getParameterAttributes } from '../../src/operations/kinds/get-parameter-attributes.ts';
import { getParameterNames } from '../../src/operations/kinds/get-parameter-names.ts';
import { getQueuedTransfers } from '../../src/operations/kinds/get-queued-transfers.ts';
import { getRpcMethods } from '../../src/operations/kinds/get-rpc-methods.ts';
import { provision } from '../../src/operations/kinds/provision.ts';
import { setParameterAttributes } from '../../src/operations/kinds/set-parameter-attributes.ts';
import { setVouchers } from '../../src/operations/kinds/set-vouchers.ts';
import {
  answer,
  checkTable,
  deadline,
  device,
  fault,
  floor,
  inform,
  key,
  told,
  transferComplete,
  unreadable,
} from './support/kinds.ts';

const value = { name: 'Device.A.B', value: '1', type: 'string' };
const none = {};

describe('work that is one RPC and may be said twice', () => {
  const columns = [
    ['queued', none],
    ['dispatched', none],
  ] as const;
  const rows = (method: string, done: OperationEvent) =>
    [
      ['the floor', floor(), `dispatched, say ${method}`, 'nothing'],
      [
        'the floor after a lost answer',
        floor({ fresh: true }),
        `dispatched, say ${method}`,
        `dispatched, say ${method}`,
      ],
      ['the floor of a device without it', floor({ can: () => false }), 'failed, unsupported', 'nothing'],
      ['its answer', done, 'succeeded', 'succeeded'],
      ['a refusal', fault('GetRPCMethods', 9003), 'failed, fault 9003', 'failed, fault 9003'],
      ['an Inform', inform(['1 BOOT'], '2.0'), 'nothing', 'nothing'],
      ['a TransferComplete', transferComplete(0), 'nothing', 'nothing'],
      ['the deadline', deadline, 'nothing', 'nothing'],
    ] as const;
  checkTable({
    kind: getParameterNames,
    order: { path: 'Device.', nextLevel: true },
    states: columns,
    rows: rows('GetParameterNames', answer('GetParameterNames', { ParameterList: [] })),
  });
  checkTable({
    kind: getRpcMethods,
    order: {},
    states: columns,
    rows: rows('GetRPCMethods', answer('GetRPCMethods', { MethodList: ['Reboot'] })),
  });
  checkTable({
    kind: getAllQueuedTransfers,
    order: {},
    states: columns,
    rows: rows('GetAllQueuedTransfers', answer('GetAllQueuedTransfers', { TransferList: [] })),
  });
  checkTable({
    kind: getQueuedTransfers,
    order: {},
    states: columns,
    rows: rows('GetQueuedTransfers', answer('GetQueuedTransfers', { TransferList: [] })),
  });
  checkTable({
    kind: getParameterAttributes,
    order: { paths: ['Device.A.'] },
    states: columns,
    rows: rows('GetParameterAttributes', answer('GetParameterAttributes', { ParameterList: [] })),
  });
  checkTable({
    kind: setParameterAttributes,
    order: { attributes: [{ path: 'Device.A.', notification: 2 }] },
    states: columns,
    rows: rows('SetParameterAttributes', answer('SetParameterAttributes', {})),
  });
  checkTable({
    kind: getOptions,
    order: {},
    states: columns,
    rows: rows('GetOptions', answer('GetOptions', { OptionList: [] })),
  });
  checkTable({
    kind: setVouchers,
    order: { vouchers: ['AAAA'] },
    states: columns,
    rows: rows('SetVouchers', answer('SetVouchers', {})),
  });

  it('is asked again later, a few times, after a fault that may pass or an answer that nobody can read', () => {
    const view = { order: {}, progress: none, state: 'dispatched' as const, commandKey: key };
    for (const event of [fault('GetRPCMethods', 9002), fault('GetRPCMethods', 9804), unreadable('GetRPCMethods')]) {
      expect(told(getRpcMethods.step({ ...view, attempt: 1 }, event))).toMatch(/^queued, fault \d+, again in 1 min$/);
      expect(told(getRpcMethods.step({ ...view, attempt: 2 }, event))).toMatch(/^queued, fault \d+, again in 5 min$/);
      expect(told(getRpcMethods.step({ ...view, attempt: 3 }, event))).toMatch(/^failed, fault \d+$/);
    }
  });
});

describe('attributes', () => {
  const attributes = [
    { path: 'Device.A.B', notification: 2 },
    { path: 'Device.C.', accessList: [] },
    { path: 'Device.D', notification: 0, accessList: ['Subscriber'] },
  ];
  const view = { order: { attributes }, progress: {}, state: 'queued' as const, commandKey: null };

  it('are written with what is to change, and nothing else', () => {
    const entry = (Name: string, NotificationChange: boolean, Notification: number, list: string[] | null) => ({
      Name,
      NotificationChange,
      Notification,
      AccessListChange: list !== null,
      AccessList: list ?? [],
    });
    expect(setParameterAttributes.step(view, floor()).say?.args).toEqual({
      ParameterList: [
        entry('Device.A.B', true, 2, null),
        entry('Device.C.', false, 0, []),
        entry('Device.D', true, 0, ['Subscriber']),
      ],
    });
  });

  it('that the device took are remembered, to be given again', () => {
    const done = setParameterAttributes.step({ ...view, state: 'dispatched' }, answer('SetParameterAttributes', {}));
    expect(done.learned).toEqual({ attributes });
  });

  it('of lightweight notification are never said to a device older than CWMP 1.4', () => {
    const light = { ...view, order: { attributes: [{ path: 'Device.A', notification: 4 }] } };
    expect(setParameterAttributes.step(light, floor())).toMatchObject({
      state: 'failed',
      fault: { reason: 'unsupported', message: expect.stringContaining('1.4') as string },
    });
    const young = {
      ...(floor() as OperationEvent & { type: 'floor' }),
      device: { ...device(), cwmpVersion: '1.4' as const },
    };
    expect(told(setParameterAttributes.step(light, young))).toBe('dispatched, say SetParameterAttributes');
  });

  it('are shown as in the contract', () => {
    const read = answer('GetParameterAttributes', {
      ParameterList: [{ Name: 'Device.A', Notification: 2, AccessList: ['Subscriber'] }],
    });
    expect(
      getParameterAttributes.step({ ...view, order: { paths: ['Device.A'] }, state: 'dispatched' }, read).result,
    ).toEqual({
      attributes: [{ path: 'Device.A', notification: 2, accessList: ['Subscriber'] }],
    });
  });
});

describe('deleting an object', () => {
  const gone = 'Device.NAT.PortMapping.3.';
  checkTable({
    kind: deleteObject,
    order: { path: gone },
    states: [
      ['queued', none],
      ['dispatched', none],
      ['dispatched', { repeated: true }],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say DeleteObject', 'nothing', 'nothing'],
      [
        'the floor after a lost answer',
        floor({ fresh: true }),
        ...Array<string>(3).fill('dispatched, say DeleteObject'),
      ],
      ['its answer', answer('DeleteObject', { Status: 0 }), 'succeeded', 'succeeded', 'succeeded'],
      ['no such instance', fault('DeleteObject', 9005), 'failed, fault 9005', 'failed, fault 9005', 'succeeded'],
      ['another refusal', fault('DeleteObject', 9003), ...Array<string>(3).fill('failed, fault 9003')],
      [
        'a fault that may pass',
        fault('DeleteObject', 9001),
        ...Array<string>(3).fill('queued, fault 9001, again in 1 min'),
      ],
      ['an answer to something else', answer('Reboot', {}), 'nothing', 'nothing', 'nothing'],
      ['an answer that nobody can read', unreadable('DeleteObject'), 'nothing', 'nothing', 'nothing'],
      ['the deadline', deadline, 'nothing', 'nothing', 'nothing'],
    ],
  });

  it('teaches that what lay below is gone', () => {
    const view = { order: { path: gone }, progress: {}, state: 'dispatched' as const, commandKey: key };
    expect(deleteObject.step(view, answer('DeleteObject', { Status: 0 })).learned).toEqual({
      parameters: { values: [], complete: [gone] },
    });
  });
});

describe('provisioning', () => {
  const supplies = { connectionRequestCredential: { username: 'muster', password: 'pw' } };
  checkTable({
    kind: provision,
    order: { periodicInformInterval: 300 },
    states: [
      ['queued', { phase: 'write' }],
      ['dispatched', { phase: 'write' }],
      ['dispatched', { phase: 'read' }],
    ],
    rows: [
      [
        'the floor',
        floor({ supplies }),
        'dispatched, say SetParameterValues',
        'nothing',
        'say GetParameterValues as no attempt',
      ],
      [
        'the floor after a lost answer',
        floor({ supplies, fresh: true }),
        'dispatched, say SetParameterValues',
        'dispatched, say SetParameterValues',
        'say GetParameterValues as no attempt',
      ],
      [
        'the floor without credentials to give',
        floor({ fresh: true, supplies: {} }),
        'failed, invalid',
        'failed, invalid',
        'say GetParameterValues as no attempt',
      ],
      ['a refusal', fault('SetParameterValues', 9003), 'failed, fault 9003', 'failed, fault 9003', 'succeeded'],
      [
        'an answer that nobody can read',
        unreadable('SetParameterValues'),
        'queued, fault 9002, again in 1 min',
        'queued, fault 9002, again in 1 min',
        'succeeded',
      ],
      ['an Inform', inform(['0 BOOTSTRAP']), 'nothing', 'nothing', 'nothing'],
      ['the deadline', deadline, 'nothing', 'nothing', 'nothing'],
    ],
  });

  it('leaves the interval alone where none is configured, and learns what it is', () => {
    const view = { order: { periodicInformInterval: 0 }, progress: { phase: 'write' as const } };
    const move = provision.step({ ...view, state: 'queued', commandKey: null }, floor({ supplies }));
    const list = (move.say!.args as { ParameterList: { name: string }[] }).ParameterList;
    expect(list.map((p) => p.name)).toEqual([
      'Device.ManagementServer.ConnectionRequestUsername',
      'Device.ManagementServer.ConnectionRequestPassword',
    ]);
    const read = { ...view, progress: { phase: 'read' as const }, state: 'dispatched' as const, commandKey: key };
    const learnedOf = (text: string) =>
      provision.step(read, answer('GetParameterValues', { ParameterList: [{ ...value, value: text }] }));
    expect(learnedOf('900').learned).toMatchObject({ informInterval: 900 });
    expect(learnedOf('often').learned).not.toHaveProperty('informInterval');
    expect(learnedOf('often').state).toBe('succeeded');
  });

  it('sets again what was set before a factory reset, and leaves out what the device does not take any more', () => {
    const attributes = [1, 2, 3].map((n) => ({ path: `Device.P${n}`, notification: 2 }));
    const order = { periodicInformInterval: 0 };
    const first = provision.step(
      { order, progress: { phase: 'write' }, state: 'queued', commandKey: null },
      floor({ supplies: { ...supplies, attributes } }),
    );
    let progress = first.progress!;
    const go = (event: OperationEvent) => {
      const move = provision.step({ order, progress, state: 'dispatched', commandKey: key }, event);
      progress = move.progress ?? progress;
      return move;
    };
    const names = () =>
      (go(floor()).say!.args as { ParameterList: { Name: string }[] }).ParameterList.map((p) => p.Name);
    go(answer('SetParameterValues', { Status: 0 }));
    go(answer('GetParameterValues', { ParameterList: [{ ...value, value: '900' }] }));
    expect(names()).toEqual(['Device.P1', 'Device.P2', 'Device.P3']);
    go(fault('SetParameterAttributes', 9005));
    expect(names()).toEqual(['Device.P1', 'Device.P2']);
    go(fault('SetParameterAttributes', 9009));
    expect(names()).toEqual(['Device.P1']);
    go(answer('SetParameterAttributes', {}));
    expect(names()).toEqual(['Device.P2']);
    go(fault('SetParameterAttributes', 9009));
    expect(names()).toEqual(['Device.P3']);
    expect(go(answer('SetParameterAttributes', {}))).toMatchObject({
      state: 'succeeded',
      result: { informInterval: 900, refusedAttributes: ['Device.P2'] },
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { OperationEvent } from '../../src/operations/kind.ts';
import { addObject } from '../../src/operations/kinds/add-object.ts';
import { deleteObject } from '../../src/operations/kinds/delete-object.ts';
import { getAllQueuedTransfers } from '../../src/operations/kinds/get-all-queued-transfers.ts';
import { getParameterNames } from '../../src/operations/kinds/get-parameter-names.ts';
import { getParameterValues } from '../../src/operations/kinds/get-parameter-values.ts';
import { getRpcMethods } from '../../src/operations/kinds/get-rpc-methods.ts';
import { provision } from '../../src/operations/kinds/provision.ts';
import { setParameterValues } from '../../src/operations/kinds/set-parameter-values.ts';
import { answer, checkTable, deadline, fault, floor, inform, key, nextKey, transferComplete } from './support/kinds.ts';

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
      ['a refusal', fault('GetParameterValues', 9005), 'failed, fault 9005', 'failed, fault 9005'],
      ['an Inform', inform(['1 BOOT'], '2.0'), 'nothing', 'nothing'],
      ['a TransferComplete', transferComplete(0), 'nothing', 'nothing'],
      ['the deadline', deadline, 'nothing', 'nothing'],
    ] as const;
  checkTable({
    kind: getParameterValues,
    order: { paths: ['Device.A.'] },
    states: columns,
    rows: rows('GetParameterValues', answer('GetParameterValues', { ParameterList: [value] })),
  });
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
    kind: setParameterValues,
    order: { values: [{ path: 'Device.A.B', value: '1' }] },
    states: columns,
    rows: rows('SetParameterValues', answer('SetParameterValues', { Status: 0 })),
  });

  it('a read teaches what it read, and that what lies below an object and was not told is gone', () => {
    const move = getParameterValues.step(
      { order: { paths: ['Device.A.', 'Device.C'] }, progress: {}, state: 'dispatched', commandKey: key },
      answer('GetParameterValues', { ParameterList: [value] }),
    );
    expect(move.learned).toEqual({ parameters: { values: [value], complete: ['Device.A.'] } });
  });

  it('a write takes the type it was given, else the one the device told, else string', () => {
    const values = [
      { path: 'Device.A', value: '1', type: 'int' as const },
      { path: 'Device.B', value: '2' },
      { path: 'Device.C', value: '3' },
    ];
    expect(setParameterValues.needs({ values })).toEqual({ types: ['Device.B', 'Device.C'] });
    const move = setParameterValues.step(
      { order: { values }, progress: {}, state: 'queued', commandKey: null },
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

  it('a write teaches its values when they are in force, but never a secret, and nothing when they wait for a boot', () => {
    const values = [
      { path: 'Device.A', value: '1' },
      { path: 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase', value: 'hunter22' },
    ];
    const done = (Status: number) =>
      setParameterValues.step(
        { order: { values }, progress: {}, state: 'dispatched', commandKey: key },
        answer('SetParameterValues', { Status }),
      );
    expect(done(0).learned).toEqual({ parameters: { values: [{ name: 'Device.A', value: '1', type: null }] } });
    expect(done(1).learned ?? {}).toEqual({});
  });
});

describe('adding an object', () => {
  const order = { path: 'Device.NAT.PortMapping.' };
  const filled = { ...order, values: [{ path: 'Enable', value: '1' }] };
  const readKey = 'say GetParameterValues as no attempt';
  checkTable({
    kind: addObject,
    order,
    states: [
      ['queued', { phase: 'add' }],
      ['dispatched', { phase: 'add' }],
      ['dispatched', { phase: 'compareKey' }],
      ['applying', { phase: 'findInstance' }],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say AddObject', 'nothing', readKey, 'say GetParameterNames as no attempt'],
      [
        'the floor after a lost answer: it is not said again, the ParameterKey tells',
        floor({ fresh: true }),
        'dispatched, say AddObject',
        readKey,
        readKey,
        'say GetParameterNames as no attempt',
      ],
      ['a refusal', fault('AddObject', 9005), ...Array<string>(4).fill('failed, fault 9005')],
      ['an Inform', inform(['1 BOOT']), ...Array<string>(4).fill('nothing')],
      ['the deadline', deadline, ...Array<string>(4).fill('nothing')],
    ],
  });

  const steps: [what: string, order: typeof filled | typeof order, event: OperationEvent, move: unknown][] = [
    [
      'answered, with nothing to fill',
      order,
      answer('AddObject', { InstanceNumber: 4, Status: 0 }),
      { state: 'succeeded', result: { instanceNumber: 4, path: 'Device.NAT.PortMapping.4.', status: 0 } },
    ],
    [
      'answered, with values to write',
      filled,
      answer('AddObject', { InstanceNumber: 4, Status: 1 }),
      { state: 'applying', progress: { phase: 'fill', instance: 4, status: 1 } },
    ],
    [
      'the ParameterKey is ours: it was done',
      order,
      answer('GetParameterValues', { ParameterList: [{ ...value, value: key }] }),
      { state: 'applying', progress: { phase: 'findInstance' } },
    ],
    [
      'the ParameterKey is of another: it was not',
      order,
      answer('GetParameterValues', { ParameterList: [{ ...value, value: 'x' }] }),
      { state: 'queued', progress: { phase: 'add' } },
    ],
    [
      'the newest instance is ours',
      order,
      answer('GetParameterNames', {
        ParameterList: ['2.', '11.', '3.'].map((n) => ({ Name: `${order.path}${n}`, Writable: true })),
      }),
      { state: 'succeeded', result: { instanceNumber: 11 } },
    ],
    [
      'no instance is there',
      order,
      answer('GetParameterNames', { ParameterList: [{ Name: order.path, Writable: true }] }),
      { state: 'failed', fault: { reason: 'outcomeUnknown' } },
    ],
  ];
  it.each(steps)('%s', (_, order, event, move) => {
    const view = { order, progress: { phase: 'compareKey' as const }, state: 'dispatched' as const, commandKey: key };
    expect(addObject.step(view, event)).toMatchObject(move as object);
  });

  it('fills the instance it made, and ends with the worse of both states', () => {
    const progress = { phase: 'fill' as const, instance: 4, status: 0 };
    const view = { order: filled, progress, state: 'applying' as const, commandKey: key };
    expect(addObject.step(view, floor()).say?.args).toEqual({
      ParameterList: [{ name: 'Device.NAT.PortMapping.4.Enable', value: '1', type: 'string' }],
      ParameterKey: key,
    });
    expect(addObject.step(view, answer('SetParameterValues', { Status: 1 })).result).toMatchObject({ status: 1 });
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
      ['another refusal', fault('DeleteObject', 9001), ...Array<string>(3).fill('failed, fault 9001')],
      ['an answer to something else', answer('Reboot', {}), 'nothing', 'nothing', 'nothing'],
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
    const told = (text: string) =>
      provision.step(read, answer('GetParameterValues', { ParameterList: [{ ...value, value: text }] }));
    expect(told('900').learned).toMatchObject({ informInterval: 900 });
    expect(told('often').learned).not.toHaveProperty('informInterval');
    expect(told('often').state).toBe('succeeded');
  });
});

import { describe, expect, it } from 'vitest';
import type { OperationEvent } from '../../src/operations/kind.ts';
import { addObject } from '../../src/operations/kinds/add-object.ts';
import { answer, checkTable, deadline, fault, floor, inform, key, told, unreadable } from './support/kinds.ts';

const path = 'Device.NAT.PortMapping.';
const filled = { path, values: [{ path: 'Enable', value: '1' }] };
const listing = 'say GetParameterNames as no attempt';
const names = (...instances: string[]) =>
  answer('GetParameterNames', { ParameterList: instances.map((n) => ({ Name: `${path}${n}`, Writable: true })) });

describe('adding an object', () => {
  checkTable({
    kind: addObject,
    order: { path },
    states: [
      ['queued', { phase: 'list' }],
      ['queued', { phase: 'list', asked: true }],
      ['queued', { phase: 'add', before: ['1'] }],
      ['dispatched', { phase: 'add', asked: true, before: ['1'] }],
      ['dispatched', { phase: 'compare', before: ['1'] }],
      ['dispatched', { phase: 'add', asked: true, before: null }],
    ],
    rows: [
      ['the floor', floor(), listing, 'nothing', 'dispatched, say AddObject', 'nothing', listing, 'nothing'],
      [
        'the floor in another session: what was listed may have changed, and what was said is not said again',
        floor({ fresh: true }),
        listing,
        listing,
        listing,
        listing,
        listing,
        'failed, outcomeUnknown',
      ],
      ['a refusal', fault('AddObject', 9005), ...Array<string>(6).fill('failed, fault 9005')],
      [
        'the table is full for now',
        fault('AddObject', 9004),
        ...Array<string>(6).fill('queued, fault 9004, again in 1 min'),
      ],
      ['an answer that nobody can read', unreadable('AddObject'), ...Array<string>(6).fill('only progress')],
      ['an Inform', inform(['1 BOOT']), ...Array<string>(6).fill('nothing')],
      ['the deadline', deadline, ...Array<string>(6).fill('nothing')],
    ],
  });

  const compared: [what: string, before: string[], event: OperationEvent, move: object][] = [
    ['one more is ours', ['1', '11'], names('1.', '11.', '3.'), { state: 'succeeded', result: { instanceNumber: 3 } }],
    [
      'none more: it was not made, and is said again',
      ['1'],
      names('1.'),
      { state: 'queued', progress: { phase: 'list' } },
    ],
    ['an empty table that is "unknown" has no instances', [], fault('GetParameterNames', 9005), { state: 'queued' }],
    [
      'two more: nobody can tell',
      ['1'],
      names('1.', '2.', '3.'),
      { state: 'failed', fault: { reason: 'outcomeUnknown' } },
    ],
    ['the table cannot be listed any more', ['1'], fault('GetParameterNames', 9002), { state: 'failed' }],
    [
      'the first one, told without its dot and with what is below',
      [],
      names('4', '4.Enable'),
      { state: 'succeeded', result: { instanceNumber: 4, path: `${path}4.` } },
    ],
    [
      'one with an alias',
      ['1'],
      names('1.', '[cpe-2].'),
      { state: 'succeeded', result: { instanceNumber: null, path: `${path}[cpe-2].` } },
    ],
  ];
  it.each(compared)('after a lost answer, %s', (_, before, event, move) => {
    const progress = { phase: 'compare' as const, asked: true, before };
    const view = { order: { path }, progress, state: 'dispatched' as const, commandKey: key };
    expect(addObject.step(view, event)).toMatchObject(move);
  });

  it('is not said for ever, when nothing ever comes of it', () => {
    const progress = { phase: 'compare' as const, asked: true, before: ['1'] };
    const view = { order: { path }, progress, state: 'dispatched' as const, commandKey: key, attempt: 3 };
    expect(told(addObject.step(view, names('1.')))).toBe('failed, outcomeUnknown');
  });

  it('answered without its number (quirk 43) is found by comparing too', () => {
    const view = {
      order: { path },
      progress: { phase: 'add' as const, asked: true, before: ['1'] },
      state: 'dispatched' as const,
      commandKey: key,
    };
    const move = addObject.step(view, answer('AddObject', { InstanceNumber: 0, Status: 1 }));
    expect(move).toEqual({ progress: { phase: 'compare', asked: false, before: ['1'], status: 1 } });
    const compare = addObject.step({ ...view, progress: move.progress! }, floor());
    expect(told(compare)).toBe(listing);
    expect(addObject.step({ ...view, progress: compare.progress! }, names('1.', '5.')).result).toEqual({
      instanceNumber: 5,
      path: `${path}5.`,
      status: 1,
    });
  });

  it('answered, with nothing to fill, is done; with values to write it goes on', () => {
    const progress = { phase: 'add' as const, asked: true, before: [] };
    const view = { progress, state: 'dispatched' as const, commandKey: key };
    const made = answer('AddObject', { InstanceNumber: 4, Status: 0 });
    expect(addObject.step({ ...view, order: { path } }, made)).toMatchObject({
      state: 'succeeded',
      result: { instanceNumber: 4, path: `${path}4.`, status: 0 },
    });
    expect(addObject.step({ ...view, order: filled }, made)).toMatchObject({
      state: 'applying',
      progress: { phase: 'fill', instance: '4', status: 0 },
    });
  });

  it('fills the instance it made, and ends with the worse of both states', () => {
    const progress = { phase: 'fill' as const, instance: '4', status: 0 };
    const view = { order: filled, progress, state: 'applying' as const, commandKey: key };
    expect(addObject.step(view, floor()).say?.args).toEqual({
      ParameterList: [{ name: `${path}4.Enable`, value: '1', type: 'string' }],
      ParameterKey: key,
    });
    expect(addObject.step(view, answer('SetParameterValues', { Status: 1 })).result).toMatchObject({ status: 1 });
    // The instance is there all the same, and people have to know which.
    expect(addObject.step(view, fault('SetParameterValues', 9003))).toMatchObject({
      state: 'failed',
      fault: { code: 9003 },
      result: { instanceNumber: 4, path: `${path}4.` },
    });
  });

  it('with an alias lists the table, and says the alias', () => {
    const order = { path: `${path}[web].` };
    const list = addObject.step({ order, progress: { phase: 'list' }, state: 'queued', commandKey: null }, floor());
    expect(list.say?.args).toMatchObject({ ParameterPath: path });
    const add = { order, progress: { phase: 'add' as const, before: [] }, state: 'queued' as const, commandKey: null };
    expect(addObject.step(add, floor()).say?.args).toMatchObject({ ObjectName: `${path}[web].` });
  });
});

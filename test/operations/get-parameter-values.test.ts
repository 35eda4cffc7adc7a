import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/cwmp/rpc/index.ts';
import type { Learned, Move, OperationEvent } from '../../src/operations/kind.ts';
import { childrenOf } from '../../src/operations/kinds/discovery.ts';
import { getParameterValues } from '../../src/operations/kinds/get-parameter-values.ts';
import type { OperationState } from '../../src/operations/states.ts';
import {
  answer,
  checkTable,
  deadline,
  fault,
  floor,
  inform,
  key,
  transferComplete,
  unreadable,
} from './support/kinds.ts';

const value = { name: 'Device.A.B', value: '1', type: 'string' };
const begun = getParameterValues.begin({ paths: [] });
const asked = { ...begun, todo: [{ by: 'values' as const, paths: ['Device.A.B'] }], asked: true };

describe('a read', () => {
  checkTable({
    kind: getParameterValues,
    order: { paths: ['Device.A.B'] },
    states: [
      ['queued', begun],
      ['dispatched', asked],
    ],
    rows: [
      ['the floor', floor(), 'dispatched, say GetParameterValues', 'nothing'],
      [
        'the floor after a lost answer',
        floor({ fresh: true }),
        'dispatched, say GetParameterValues',
        'dispatched, say GetParameterValues',
      ],
      ['its answer', answer('GetParameterValues', { ParameterList: [value] }), 'nothing', 'succeeded'],
      ['a refusal of its one name', fault('GetParameterValues', 9005), 'failed, fault 9005', 'failed, fault 9005'],
      [
        'a fault that may pass',
        fault('GetParameterValues', 9002),
        'queued, fault 9002, again in 1 min',
        'queued, fault 9002, again in 1 min',
      ],
      [
        'an answer that nobody can read',
        unreadable('GetParameterValues'),
        'queued, fault 9002, again in 1 min',
        'queued, fault 9002, again in 1 min',
      ],
      ['an Inform', inform(['1 BOOT'], '2.0'), 'nothing', 'nothing'],
      ['a TransferComplete', transferComplete(0), 'nothing', 'nothing'],
      ['the deadline', deadline, 'nothing', 'nothing'],
    ],
  });
});

/** Plays a read against a device. @returns what was asked, what was learned, and the end */
function play(
  paths: string[],
  device: (call: Call) => OperationEvent,
  batch: number | null = null,
): { asked: string[]; learned: Learned[]; end: Move<unknown> } {
  const asked: string[] = [];
  const learned: Learned[] = [];
  let state = 'queued' as OperationState;
  let progress = getParameterValues.begin({ paths });
  for (let round = 0; round < 200; round++) {
    const step = (event: OperationEvent) => {
      const move = getParameterValues.step({ order: { paths }, progress, state, commandKey: key }, event);
      state = move.state ?? state;
      progress = move.progress ?? progress;
      if (move.learned) learned.push(move.learned);
      return move;
    };
    const floorMove = step(floor({ supplies: { batch } }));
    if (!floorMove.say) return { asked, learned, end: floorMove };
    const { args } = floorMove.say;
    asked.push(
      'ParameterNames' in args
        ? args.ParameterNames.join(' ')
        : `names ${(args as { ParameterPath: string }).ParameterPath}`,
    );
    const end = step(device(floorMove.say));
    if (state === 'succeeded' || state === 'failed') return { asked, learned, end };
  }
  throw new Error('a read without end');
}

const pathsOf = (call: Call): readonly string[] => (call.args as { ParameterNames: string[] }).ParameterNames;
const values = (...names: string[]) =>
  answer('GetParameterValues', { ParameterList: names.map((name) => ({ name, value: 'v', type: 'string' })) });
const names = (...list: string[]) =>
  answer('GetParameterNames', { ParameterList: list.map((Name) => ({ Name, Writable: false })) });

describe('a read of several', () => {
  it('teaches what it read, and that what lies below an object and was not told is gone', () => {
    const { learned } = play(['Device.A.', 'Device.C'], () => values('Device.A.B', 'Device.C'));
    expect(learned).toMatchObject([{ parameters: { complete: ['Device.A.'] } }]);
  });

  it('asks once for what is named twice, and names what was asked and not told (quirk 72)', () => {
    const { asked, end } = play(['Device.A', 'Device.B', 'Device.A', 'Device.T.*.X'], () =>
      values('Device.A', 'Device.T.1.X'),
    );
    expect(asked).toEqual(['Device.A Device.B Device.T.*.X']);
    expect(end).toMatchObject({ state: 'succeeded', result: { absent: ['Device.B'] } });
    expect((end.result as { parameters: unknown[] }).parameters).toHaveLength(2);
  });

  it('drops the wrong name and keeps the rest (quirk 73)', () => {
    const { asked, end } = play(['Device.A', 'Device.Bad', 'Device.C', 'Device.D'], (call) =>
      pathsOf(call).includes('Device.Bad') ? fault('GetParameterValues', 9005) : values(...pathsOf(call)),
    );
    expect(asked).toEqual([
      'Device.A Device.Bad Device.C Device.D',
      'Device.A Device.Bad',
      'Device.A',
      'Device.Bad',
      'Device.C Device.D',
    ]);
    expect(end.state).toBe('succeeded');
    expect(end.result).toMatchObject({
      parameters: [{ path: 'Device.A' }, { path: 'Device.C' }, { path: 'Device.D' }],
      faults: [{ path: 'Device.Bad', code: 9005 }],
    });
  });

  it('drops the names that the fault itself names', () => {
    const bad = { name: 'Device.B', code: 9005, message: 'none' };
    const { asked, end } = play(['Device.A', 'Device.B', 'Device.C'], (call) =>
      pathsOf(call).includes('Device.B')
        ? ({
            ...fault('GetParameterValues', 9003),
            fault: { code: 9003, message: 'no', parameters: [bad] },
          } as OperationEvent)
        : values(...pathsOf(call)),
    );
    expect(asked).toEqual(['Device.A Device.B Device.C', 'Device.A Device.C']);
    expect(end.result).toMatchObject({ faults: [{ path: 'Device.B', code: 9005, message: 'none' }] });
  });

  it('fails where every name is wrong, and names each', () => {
    const { end } = play(['Device.A', 'Device.B'], () => fault('GetParameterValues', 9005));
    expect(end).toMatchObject({
      state: 'failed',
      fault: {
        code: 9005,
        parameters: [
          { name: 'Device.A', code: 9005 },
          { name: 'Device.B', code: 9005 },
        ],
      },
    });
  });

  it('asks in halves for what was too much, and learns how much is not (quirk 74)', () => {
    const paths = Array.from({ length: 10 }, (_, i) => `Device.P${i}`);
    const small = (call: Call) =>
      pathsOf(call).length > 3 ? fault('GetParameterValues', 9004) : values(...pathsOf(call));
    const { learned, end } = play(paths, small);
    expect((end.result as { parameters: unknown[] }).parameters).toHaveLength(10);
    expect(learned.map((l) => l.batch).filter(Boolean)).toEqual([5, 3, 3]);
    // The next device of the model is not asked for too much at all.
    const next = play(paths, small, 3);
    expect(next.asked).toHaveLength(4);
    expect(next.learned.some((l) => l.batch !== undefined)).toBe(false);
  });

  it('reads an object that is too large by its children', () => {
    const { asked, end } = play(['Device.WiFi.'], (call) => {
      if (call.method === 'GetParameterNames') return names('Device.WiFi.Radio.', 'Device.WiFi.Count');
      return pathsOf(call).includes('Device.WiFi.') ? fault('GetParameterValues', 9004) : values(...pathsOf(call));
    });
    expect(asked).toEqual(['Device.WiFi.', 'names Device.WiFi.', 'Device.WiFi.Radio. Device.WiFi.Count']);
    expect(end.state).toBe('succeeded');
  });

  it('reads an object by its leaves where the device does not know it whole (quirk 79), and fails where it has none', () => {
    const { end } = play(['Device.DeviceInfo.VendorConfigFile.'], (call) => {
      if (call.method === 'GetParameterNames') return names('Device.DeviceInfo.VendorConfigFile.1.Name');
      return pathsOf(call).some((path) => path.endsWith('File.') || path.endsWith('.1.'))
        ? fault('GetParameterValues', 9005)
        : values(...pathsOf(call));
    });
    // Its only child is again an object that is not known whole, whose leaf is.
    expect(end).toMatchObject({ state: 'succeeded' });
    const none = play(['Device.Nothing.'], (call) => fault(call.method, 9005));
    expect(none.asked).toEqual(['Device.Nothing.', 'names Device.Nothing.']);
    expect(none.end).toMatchObject({ state: 'failed', fault: { code: 9005 } });
  });
});

it.each([
  ['children as they should be', ['Device.A.', 'Device.B'], ['Device.A.', 'Device.B']],
  ['the whole tree in answer to one level', ['Device.', 'Device.A.', 'Device.A.B', 'Device.A.C.1.D'], ['Device.A.']],
  ['an object without its dot (quirk 70)', ['Device.A', 'Device.A.B'], ['Device.A.']],
  ['leaves without what lies between (quirk 69)', ['Device.A.B.C'], ['Device.A.']],
  ['names of elsewhere (quirk 71)', ['Other.A', 'Device.A'], ['Device.A']],
])('one level below the root, from %s', (_, told, children) => {
  expect(childrenOf('Device.', told)).toEqual(children);
});

import { expect, it } from 'vitest';
import type { Call } from '../../src/cwmp/rpc/index.ts';
import type { Move, OperationEvent } from '../../src/operations/kind.ts';
import { refresh } from '../../src/operations/kinds/refresh.ts';
import type { OperationState } from '../../src/operations/states.ts';
import { answer, checkTable, deadline, fault, floor, inform, transferComplete } from './support/kinds.ts';

type Progress = ReturnType<typeof refresh.begin>;
const todo = (...paths: string[]): Progress => ({
  ...refresh.begin({}),
  todo: paths.map((path) => ({ path, by: 'values' as const })),
  asked: Math.min(1, paths.length),
  said: 1,
});

checkTable({
  kind: refresh,
  order: {},
  states: [
    ['queued', refresh.begin({})],
    ['dispatched', todo('Device.A.')],
    ['dispatched', { ...todo('Device.A.'), said: 64 }],
    ['dispatched', todo()],
  ],
  rows: [
    [
      'the floor',
      floor(),
      'dispatched, say GetParameterNames',
      'dispatched, say GetParameterValues as no attempt',
      'nothing',
      'succeeded',
    ],
    [
      'the floor in a later session: the budget is new',
      floor({ fresh: true }),
      'dispatched, say GetParameterNames',
      'dispatched, say GetParameterValues as no attempt',
      'dispatched, say GetParameterValues as no attempt',
      'succeeded',
    ],
    [
      'an answer',
      answer('GetParameterValues', { ParameterList: [] }),
      'nothing',
      'only progress, learned',
      'only progress, learned',
      'nothing',
    ],
    ['a fault', fault('GetParameterValues', 9004), 'nothing', 'only progress', 'only progress', 'nothing'],
    ['an Inform', inform(['1 BOOT']), 'nothing', 'nothing', 'nothing', 'nothing'],
    ['a TransferComplete', transferComplete(0), 'nothing', 'nothing', 'nothing', 'nothing'],
    ['the deadline', deadline, 'nothing', 'nothing', 'nothing', 'nothing'],
  ],
});

const pathsOf = (call: Call): string[] => (call.args as { ParameterNames: string[] }).ParameterNames;

/** Plays a refresh against a device that answers `reply`. @returns what was asked, per session, and how it ended */
function play(
  paths: string[] | undefined,
  reply: (call: Call) => OperationEvent,
): { asked: string[][]; end: Move<Progress> } {
  const order = paths ? { paths } : {};
  let state: OperationState = 'queued';
  let progress = refresh.begin(order);
  const asked: string[][] = [];
  for (let session = 0; session < 100; session++) {
    const said: string[] = [];
    asked.push(said);
    for (let fresh = true; ; fresh = false) {
      const move: Move<Progress> = refresh.step({ order, progress, state, commandKey: null }, floor({ fresh }));
      progress = move.progress ?? progress;
      state = move.state ?? state;
      if (state === 'succeeded') return { asked, end: move };
      if (!move.say) break;
      said.push(
        move.say.method === 'GetParameterNames'
          ? `names ${move.say.args.ParameterPath}`
          : `values ${pathsOf(move.say).join(' ')}`,
      );
      progress = refresh.step({ order, progress, state, commandKey: null }, reply(move.say)).progress ?? progress;
    }
  }
  throw new Error('the refresh does not end');
}

const names = (...list: string[]) =>
  answer('GetParameterNames', { ParameterList: list.map((Name) => ({ Name, Writable: false })) });
const values = (...list: string[]) =>
  answer('GetParameterValues', { ParameterList: list.map((name) => ({ name, value: '1', type: 'string' })) });

it('lists the children of the root and reads them whole, a few at a time, never the tree at once', () => {
  const { asked, end } = play(undefined, (call) =>
    call.method === 'GetParameterNames'
      ? names('Device.', 'Device.A.', 'Device.B.', 'Device.C.', 'Device.D.', 'Device.E')
      : values(...pathsOf(call)),
  );
  expect(asked).toEqual([['names Device.', 'values Device.A. Device.B. Device.C. Device.D.', 'values Device.E']]);
  expect(end.result).toEqual({ parameters: 5, skipped: [] });
});

it('asks for more at once while the device takes it well, within a bound', () => {
  const many = Array.from({ length: 40 }, (_, i) => `Device.X${i}.`);
  const { asked } = play(undefined, (call) => (call.method === 'GetParameterNames' ? names(...many) : values('v')));
  expect(asked.flat().map((said) => said.split(' ').length - 1)).toEqual([1, 4, 8, 8, 8, 8, 4]);
});

it('goes back to one by one after a refusal, splits what is too large, and leaves out what is unknown', () => {
  const { asked, end } = play(['Device.A.', 'Device.Gone.'], (call) => {
    if (call.method === 'GetParameterNames') {
      return call.args.ParameterPath === 'Device.A.'
        ? names('Device.A.1.', 'Device.A.2.')
        : fault('GetParameterNames', 9005);
    }
    const paths = pathsOf(call);
    if (paths.includes('Device.A.')) return fault('GetParameterValues', 9004);
    return paths.includes('Device.Gone.') ? fault('GetParameterValues', 9005) : values(...paths);
  });
  expect(asked.flat()).toEqual([
    'values Device.A. Device.Gone.',
    'values Device.A.',
    'names Device.A.',
    'values Device.A.1.',
    'values Device.A.2. Device.Gone.',
    'values Device.A.2.',
    'values Device.Gone.',
    'names Device.Gone.',
  ]);
  expect(end.result).toEqual({ parameters: 2, skipped: ['Device.Gone.'] });
});

it('stops after its budget in one session and goes on in the next', () => {
  const many = Array.from({ length: 300 }, (_, i) => `Device.X${i}.`);
  const large = Array.from({ length: 1_001 }, (_, i) => `v${i}`);
  const { asked } = play(undefined, (call) =>
    call.method === 'GetParameterNames' ? names(...many) : values(...large),
  );
  expect(asked.map((said) => said.length)).toEqual([64, 12]);
  expect(
    asked
      .flat()
      .join(' ')
      .match(/Device\.X\d+\./g),
  ).toEqual(many);
});

it('ends on a device that refuses everything', () => {
  const { end } = play(undefined, (call) => fault(call.method, 9002));
  expect(end.result).toEqual({ parameters: 0, skipped: ['Device.'] });
});

it('asks for what is usually there where the root does not name its children (quirk 64)', () => {
  const { asked, end } = play(undefined, (call) => {
    if (call.method === 'GetParameterNames') return fault('GetParameterNames', 9005);
    const paths = pathsOf(call);
    return paths.every((path) => path === 'Device.DeviceInfo.' || path === 'Device.WiFi.')
      ? values(...paths.map((path) => `${path}X`))
      : fault('GetParameterValues', 9005);
  });
  expect(asked.flat()).toContain('values Device.WiFi.');
  expect(end.result).toEqual({ parameters: 2, skipped: ['Device.'] });
});

it('reads by value what a device names nothing below (quirk 68)', () => {
  const { asked, end } = play(undefined, (call) =>
    call.method === 'GetParameterNames' ? names() : values('Device.A.B', 'Device.C.D'),
  );
  expect(asked.flat()).toEqual(['names Device.', 'values Device.']);
  expect(end.result).toEqual({ parameters: 2, skipped: [] });
});

it('reads an object by its leaves where it is not known whole (quirk 79), and one named without its dot (quirk 70)', () => {
  const { asked, end } = play(['Device.VendorConfigFile.'], (call) => {
    if (call.method === 'GetParameterNames') {
      return call.args.ParameterPath === 'Device.VendorConfigFile.'
        ? names('Device.VendorConfigFile.1')
        : fault('GetParameterNames', 9005);
    }
    const paths = pathsOf(call);
    return paths.includes('Device.VendorConfigFile.1.')
      ? values('Device.VendorConfigFile.1.Name')
      : fault('GetParameterValues', 9005);
  });
  expect(asked.flat()).toEqual([
    'values Device.VendorConfigFile.',
    'names Device.VendorConfigFile.',
    'values Device.VendorConfigFile.1',
    'values Device.VendorConfigFile.1.',
  ]);
  expect(end.result).toEqual({ parameters: 1, skipped: [] });
});

it('takes one level where a device names all of them, with or without what lies between (quirk 69)', () => {
  const { asked } = play(undefined, (call) =>
    call.method === 'GetParameterNames' ? names('Device.A.B.C', 'Device.A.B.D', 'Device.E') : values('Device.A.B.C'),
  );
  expect(asked.flat().join(' ')).toContain('Device.A.');
  expect(asked.flat().join(' ')).not.toContain('Device.A.B');
});

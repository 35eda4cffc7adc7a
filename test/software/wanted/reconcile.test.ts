import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WantedModule } from '../../../src/software/wanted/module-set.ts';
import { type Plan, reconcile, type Step } from '../../../src/software/wanted/reconcile.ts';
import type { Seen, SeenModule } from '../../../src/software/wanted/seen.ts';
import { ModelDevice } from './support/model-device.ts';

const uuidOf = (letter: string): string => `${letter.repeat(8)}-0000-5000-8000-000000000000`;
const env = (more: object = {}) => ({
  path: 'Device.SoftwareModules.ExecEnv.1',
  name: 'native',
  type: 'linux',
  up: true,
  availableDiskSpace: null,
  availableMemory: null,
  ...more,
});
const unit = (letter: string, more: Partial<SeenModule> = {}, status = 'Idle'): SeenModule => ({
  path: `Device.SoftwareModules.DeploymentUnit.${letter}`,
  uuid: uuidOf(letter).toUpperCase(),
  name: letter,
  version: '1',
  environment: 'Device.SoftwareModules.ExecEnv.1.',
  status: 'Installed',
  resolved: true,
  executionUnits: [{ path: `eu.${letter}`, euid: `eu-${letter}`, name: letter, status, fault: '' }],
  ...more,
});
const want = (letter: string, more: Partial<WantedModule> = {}): WantedModule => ({
  name: letter,
  uuid: uuidOf(letter),
  state: 'Active',
  url: `https://h/${letter}`,
  ...more,
});
const seen = (units: SeenModule[] = [], environments = [env()]): Seen => ({ environments, units });
const words = (plan: Plan): string[] => [
  ...plan.steps.map((step) => `${step.does} ${step.module}`),
  ...plan.reasons.map((one) => `${one.module}: ${one.reason}`),
];

describe('reconcile', () => {
  it.each<[string, Seen, WantedModule[], string[]]>([
    ['what is missing is installed', seen(), [want('a')], ['install a']],
    ['what is installed is started', seen([unit('a')]), [want('a')], ['start a']],
    ['what runs as wanted is left alone', seen([unit('a', {}, 'Active')]), [want('a', { version: '1' })], []],
    ['what should rest is stopped', seen([unit('a', {}, 'Active')]), [want('a', { state: 'Idle' })], ['stop a']],
    ['an older version is updated', seen([unit('a', {}, 'Active')]), [want('a', { version: '1.1' })], ['update a']],
    [
      'a newer one is not taken back',
      seen([unit('a', { version: '2' })]),
      [want('a', { version: '1.9' })],
      ['a: downgrade'],
    ],
    [
      'what has to go is stopped first',
      seen([unit('a', {}, 'Active')]),
      [want('a', { state: 'Absent' })],
      ['stop a', 'uninstall a'],
    ],
    ['and only the version that is named', seen([unit('a')]), [want('a', { state: 'Absent', version: '9' })], []],
    [
      'what goes makes room first',
      seen([unit('b')]),
      [want('a'), want('b', { state: 'Absent' })],
      ['uninstall b', 'install a'],
    ],
    ['what is required comes first', seen(), [want('a', { requires: ['b'] }), want('b')], ['install b', 'install a']],
    [
      'also when starting',
      seen([unit('a'), unit('b')]),
      [want('a', { requires: ['b'] }), want('b')],
      ['start b', 'start a'],
    ],
    [
      'what requires something that cannot come waits',
      seen(),
      [want('a', { requires: ['b'] }), want('b', { url: undefined })],
      ['b: noSource', 'a: dependencyMissing'],
    ],
    ['a missing source', seen(), [want('a', { url: undefined })], ['a: noSource']],
    ['a unit at work stops everything', seen([unit('b', { status: 'Updating' })]), [want('a')], ['b: busy']],
    ['an execution unit on its way is waited for', seen([unit('a', {}, 'Starting')]), [want('a')], ['a: busy']],
    [
      'a unit with something missing is not started',
      seen([unit('a', { resolved: false })]),
      [want('a')],
      ['a: unresolved'],
    ],
    ['an environment that is down', seen([], [env({ up: false })]), [want('a')], ['a: environmentDown']],
    [
      'an environment that is not there',
      seen(),
      [want('a', { executionEnvironment: 'lxc' })],
      ['a: environmentUnknown'],
    ],
    ['too little disk', seen([], [env({ availableDiskSpace: 99 })]), [want('a', { diskSpace: 100 })], ['a: noSpace']],
    [
      'enough for one of two',
      seen([], [env({ availableDiskSpace: 150 })]),
      [want('a', { diskSpace: 100 }), want('b', { diskSpace: 100 })],
      ['install a', 'b: noSpace'],
    ],
    [
      'too little memory to start',
      seen([unit('a')], [env({ availableMemory: 5 })]),
      [want('a', { memory: 6 })],
      ['a: noSpace'],
    ],
    [
      'memory is nothing to what rests',
      seen([], [env({ availableMemory: 5 })]),
      [want('a', { memory: 6, state: 'Idle' })],
      ['install a'],
    ],
    [
      'two units of one name',
      seen([unit('a'), unit('b', { name: 'a' })]),
      [want('a', { uuid: undefined })],
      ['a: ambiguous'],
    ],
    [
      'an old version beside the right one goes',
      seen([unit('a', { version: '0.9' }, 'Active'), unit('a', {}, 'Active')]),
      [want('a', { version: '1' })],
      ['stop a', 'uninstall a'],
    ],
    [
      'two versions, neither right',
      seen([unit('a', { version: '0.8' }), unit('a', { version: '0.9' })]),
      [want('a', { version: '1' })],
      ['a: ambiguous'],
    ],
    ['a tidy device without what should be absent', seen(), [want('a', { state: 'Absent' })], []],
  ])('%s', (_name, now, wanted, expected) => {
    expect(words(reconcile(now, wanted))).toEqual(expected);
  });

  it('names the unit in ways a device knows', () => {
    const orderOf = (plan: Plan) => (plan.steps[0] as Step).order;
    expect(orderOf(reconcile(seen([unit('a')]), [want('a', { version: '2' })]))).toEqual({
      operations: [{ op: 'update', uuid: uuidOf('a').toUpperCase(), version: '1', url: 'https://h/a' }],
    });
    expect(orderOf(reconcile(seen(), [want('a', { executionEnvironment: 'linux' })]))).toEqual({
      operations: [
        { op: 'install', url: 'https://h/a', uuid: uuidOf('a'), executionEnvRef: 'Device.SoftwareModules.ExecEnv.1' },
      ],
    });
    expect(orderOf(reconcile(seen([unit('a')]), [want('a')]))).toEqual({
      executionUnit: 'eu-a',
      requestedState: 'Active',
    });
  });
});

describe('whatever a device has and whatever is wanted', () => {
  const letters = ['a', 'b', 'c', 'd', 'e'];
  const wish = fc.record({
    state: fc.constantFrom('Active' as const, 'Idle' as const, 'Absent' as const),
    version: fc.constantFrom('1', '2', undefined),
    hasSource: fc.boolean(),
    diskSpace: fc.constantFrom(undefined, 10, 60),
    // Only of letters before, so that there is no circle.
    requires: fc.boolean(),
  });
  const unitNow = fc.option(
    fc.record({
      version: fc.constantFrom('1', '2', '3'),
      active: fc.boolean(),
      resolved: fc.constantFrom(true, true, false),
    }),
  );
  const world = fc.record({
    now: fc.array(unitNow, { minLength: 5, maxLength: 5 }),
    wishes: fc.array(fc.option(wish), { minLength: 5, maxLength: 5 }),
    disk: fc.constantFrom(null, 0, 50, 500),
    up: fc.constantFrom(true, true, true, false),
  });

  it('steps one by one lead to a device that is as wanted, or to reasons for each module that is not', () => {
    fc.assert(
      fc.property(world, ({ now, wishes, disk, up }) => {
        const wanted: WantedModule[] = wishes.flatMap((one, i) => {
          if (!one) return [];
          const before = letters[i - 1];
          const usable = wishes[i - 1]?.state;
          const requires =
            one.requires &&
            before !== undefined &&
            usable &&
            usable !== 'Absent' &&
            !(one.state === 'Active' && usable === 'Idle');
          const absent = one.state === 'Absent';
          return [
            {
              name: letters[i]!,
              uuid: uuidOf(letters[i]!),
              state: one.state,
              ...(one.version && !absent ? { version: one.version } : {}),
              ...(one.hasSource && !absent ? { url: `https://h/${letters[i]}/${one.version ?? '2'}` } : {}),
              ...(one.diskSpace && !absent ? { diskSpace: one.diskSpace } : {}),
              ...(requires && !absent ? { requires: [before] } : {}),
            },
          ];
        });
        const device = new ModelDevice({ disk, up });
        now.forEach((one, i) => {
          if (one) device.put({ uuid: uuidOf(letters[i]!), name: letters[i]!, ...one });
        });
        const done: string[] = [];
        for (let turn = 0; turn < 60; turn++) {
          const plan = reconcile(device.seen(), wanted);
          const step = plan.steps[0];
          if (!step) {
            for (const module of wanted) {
              const reason = plan.reasons.find((one) => one.module === module.name);
              if (!reason) expect(device.isAsWanted(module), `${module.name} after ${done.join(', ')}`).toBe(true);
            }
            return;
          }
          // Throws where the device would refuse: a removal of what runs, no room, a downgrade, a stopped environment.
          device.carryOut(step, wanted);
          done.push(`${step.does} ${step.module}`);
          expect(new Set(done).size).toBe(done.length);
        }
        expect.unreachable(`no end of steps: ${done.join(', ')}`);
      }),
      { numRuns: 2_000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { DuResult, Move, OperationEvent, OperationView } from '../../src/operations/kind.ts';
import { changeDuState } from '../../src/operations/kinds/change-du-state.ts';
import type { DuOrder } from '../../src/operations/kinds/du-order.ts';
import { type DuOutcome, resultsByOperation } from '../../src/operations/kinds/du-results.ts';
import { answer, deadline, device, fault, floor, inform, told } from './support/kinds.ts';

const a = 'aaaaaaaa-0000-5000-8000-000000000001';
const b = 'bbbbbbbb-0000-5000-8000-000000000002';
const at = 'Device.SoftwareModules.DeploymentUnit';

type Unit = { uuid: string; version: string; status?: string; url?: string; environment?: string };
const rows = (...units: Unit[]): [string, string][] =>
  units.flatMap(({ uuid, version, status = 'Installed', url = '', environment = '' }, i): [string, string][] => [
    [`${at}.${i + 1}.UUID`, uuid],
    [`${at}.${i + 1}.Version`, version],
    [`${at}.${i + 1}.Status`, status],
    [`${at}.${i + 1}.URL`, url],
    [`${at}.${i + 1}.ExecutionEnvRef`, environment],
  ]);
const table = (...units: Unit[]): OperationEvent =>
  answer('GetParameterValues', {
    ParameterList: rows(...units).map(([name, value]) => ({ name, value, type: 'string' as const })),
  });
const result = (uuid: string, code = 0, version = '1'): DuResult => ({
  uuid,
  deploymentUnitRef: '',
  version,
  currentState: 'Installed',
  resolved: true,
  executionUnitRefs: [],
  startTime: '',
  completeTime: '',
  fault: { code, message: code === 0 ? '' : 'no room' },
});
const complete = (...results: DuResult[]): OperationEvent => ({
  type: 'duStateChangeComplete',
  device: device(),
  results,
});

/** Carries one operation through events, each some minutes after the order. */
class Course {
  view: OperationView<DuOrder, object> & { state: string };
  last: Move<unknown> = {};
  constructor(operations: DuOrder['operations'], before?: [string, string][]) {
    const order = { operations };
    this.view = { order, progress: {}, state: 'queued', commandKey: null, sinceDispatchMs: 0 };
    this.hear(floor({ supplies: before ? { software: before } : {} }));
    expect(told(this.last)).toBe('dispatched, say ChangeDUState, for 10 min');
  }
  hear(event: OperationEvent, minutes = 0): this {
    this.last = changeDuState.step({ ...this.view, sinceDispatchMs: minutes * 60_000 } as never, event);
    this.view = {
      ...this.view,
      state: this.last.state ?? this.view.state,
      progress: (this.last.progress as object) ?? this.view.progress,
    };
    return this;
  }
  get outcomes(): DuOutcome[] {
    return (this.last.result as { results: DuOutcome[] }).results;
  }
}
const install = { op: 'install' as const, url: 'https://h/a', uuid: a };
const lost = floor({ fresh: true });

describe('a lost answer', () => {
  it('is settled by the tables when they show the new unit', () => {
    const course = new Course([install], []).hear(lost).hear(table({ uuid: a.toUpperCase(), version: '1' }), 1);
    expect(course.view.state).toBe('succeeded');
    expect(course.outcomes).toMatchObject([{ operation: 0, outcome: 'done', evidence: 'tables', version: '1' }]);
  });

  it('waits for the complete while they do not, and fails described after an hour, not said a second time', () => {
    const course = new Course([install], []).hear(lost).hear(table(), 1);
    expect(told(course.last)).toBe('unconfirmed, for 10 min');
    // Nothing more is asked before its time.
    expect(told(course.hear(lost, 2).last)).toBe('nothing');
    expect(told(course.hear(deadline, 11).last)).toBe('unconfirmed, for 1440 min');
    expect(course.last.notBeforeMs).toBe(0);
    expect(told(course.hear(lost, 12).last)).toBe('say GetParameterValues as no attempt');
    course.hear(table({ uuid: b, version: '1' }), 61);
    expect(told(course.last)).toBe('failed, notApplied');
    expect(course.outcomes).toMatchObject([{ uuid: a, outcome: 'unknown', currentState: 'Failed', installed: [] }]);
  });

  it('is settled by a complete that comes all the same', () => {
    const course = new Course([install], [])
      .hear(lost)
      .hear(table(), 1)
      .hear(complete(result(a)), 30);
    expect(course.view.state).toBe('succeeded');
    expect(course.outcomes).toMatchObject([{ evidence: 'complete', outcome: 'done' }]);
  });

  it('waits on while a unit is at work, whatever the time', () => {
    const course = new Course([install], []).hear(lost).hear(table({ uuid: a, version: '', status: 'Installing' }), 90);
    expect(course.view.state).toBe('unconfirmed');
    course
      .hear(deadline, 100)
      .hear(lost, 101)
      .hear(table({ uuid: a, version: '1' }), 101);
    expect(course.view.state).toBe('succeeded');
  });

  it('of an update is judged by the version that was there before', () => {
    const update = { op: 'update' as const, uuid: a, url: 'https://h/a2' };
    const before = rows({ uuid: a, version: '1', url: 'https://h/a' });
    const done = new Course([update], before).hear(lost).hear(table({ uuid: a, version: '2' }), 1);
    expect(done.outcomes).toMatchObject([{ outcome: 'done', version: '2' }]);
    const not = new Course([update], before).hear(lost).hear(table({ uuid: a, version: '1', url: 'https://h/a' }), 61);
    expect(not.last).toMatchObject({ state: 'failed', fault: { code: 0, reason: 'notApplied' } });
    expect(not.outcomes).toMatchObject([{ installed: [{ uuid: a, version: '1', status: 'Installed' }] }]);
  });

  it('of a removal is done when the unit is gone from where it was to go', () => {
    const order = { op: 'uninstall' as const, uuid: a, executionEnvRef: '.SoftwareModules.ExecEnv.1' };
    const elsewhere = { uuid: a, version: '1', environment: 'Device.SoftwareModules.ExecEnv.2.' };
    expect(new Course([order]).hear(lost).hear(table(elsewhere), 1).view.state).toBe('succeeded');
    const here = { ...elsewhere, environment: 'Device.SoftwareModules.ExecEnv.1' };
    expect(new Course([order]).hear(lost).hear(table(here), 1).view.state).toBe('unconfirmed');
  });

  it('of a removal of what was not there proves nothing for an hour: the device may still be at it', () => {
    const order = { op: 'uninstall' as const, uuid: a };
    const course = new Course([order], rows({ uuid: b, version: '1' }))
      .hear(lost)
      .hear(table({ uuid: b, version: '1' }), 1);
    expect(course.view.state).toBe('unconfirmed');
    course
      .hear(deadline, 60)
      .hear(lost, 61)
      .hear(table({ uuid: b, version: '1' }), 61);
    expect(course.view.state).toBe('succeeded');
    expect(course.outcomes).toMatchObject([{ outcome: 'done', evidence: 'tables' }]);
  });
});

describe('a device that tells nothing', () => {
  it('is read when its time is over, and what it shows is the end', () => {
    const course = new Course([install, { op: 'uninstall', uuid: b }], []).hear(answer('ChangeDUState', {}));
    course.hear(deadline, 1_500).hear(floor({ fresh: true }), 1_501);
    expect(course.last.say?.method).toBe('GetParameterValues');
    course.hear(table({ uuid: a, version: '1' }, { uuid: b, version: '3' }), 1_501);
    expect(course.last).toMatchObject({ state: 'failed', fault: { reason: 'notApplied' } });
    expect(course.last.fault?.message).toContain('1 of 2 failed');
    expect(course.outcomes.map((one) => one.outcome)).toEqual(['done', 'unknown']);
  });

  it('and that does not call either ends as unknown', () => {
    const course = new Course([install]).hear(answer('ChangeDUState', {})).hear(deadline, 1_500).hear(deadline, 3_000);
    expect(told(course.last)).toBe('failed, outcomeUnknown');
  });

  it('after a factory reset has nothing more to tell: the tables are the end at once', () => {
    const course = new Course([install], []).hear(answer('ChangeDUState', {})).hear(inform(['0 BOOTSTRAP']), 2);
    course.hear(floor({ fresh: true }), 2).hear(table(), 2);
    expect(told(course.last)).toBe('failed, notApplied');
  });

  it('and whose tables cannot be read ends as unknown, with why', () => {
    const course = new Course([install], []).hear(answer('ChangeDUState', {})).hear(inform(['0 BOOTSTRAP']), 2);
    course.hear(floor({ fresh: true }), 2).hear(fault('GetParameterValues', 9005), 2);
    expect(course.last).toMatchObject({ state: 'failed', fault: { reason: 'outcomeUnknown' } });
    expect(course.last.fault?.message).toContain('9005');
  });
});

describe('a complete with a failure', () => {
  it('is described by the tables: what a failed update has left', () => {
    const update = { op: 'update' as const, uuid: a, url: 'https://h/a2' };
    const course = new Course([update, { ...install, uuid: b }], rows({ uuid: a, version: '1' }));
    course.hear(answer('ChangeDUState', {})).hear(complete(result(a, 9018), result(b)));
    expect(told(course.last)).toBe('applying, for 15 min');
    // Heard again before the tables were read: nothing new.
    expect(told(course.hear(complete(result(a), result(b))).last)).toBe('nothing');
    course.hear(floor({ fresh: true })).hear(table({ uuid: a, version: '1' }, { uuid: b, version: '1' }));
    expect(course.last).toMatchObject({ state: 'failed', fault: { code: 9018, message: '1 of 2 failed: no room' } });
    expect(course.outcomes).toMatchObject([
      { operation: 0, outcome: 'failed', installed: [{ version: '1', status: 'Installed' }] },
      { operation: 1, outcome: 'done', evidence: 'complete' },
    ]);
  });

  it('that leaves one operation out asks the tables for that one', () => {
    const course = new Course([install, { op: 'uninstall', uuid: b }], []).hear(answer('ChangeDUState', {}));
    course
      .hear(complete(result(b, 0)))
      .hear(floor({ fresh: true }))
      .hear(table({ uuid: a, version: '1' }));
    expect(course.view.state).toBe('succeeded');
    expect(course.outcomes.map((one) => [one.operation, one.evidence])).toEqual([
      [0, 'tables'],
      [1, 'complete'],
    ]);
  });
});

describe('results and operations', () => {
  const remove = { op: 'uninstall' as const, uuid: b };
  const all = { op: 'update' as const };
  it.each([
    ['by position', [install, remove], [result(a), result(b)], [[a], [b]]],
    ['by UUID where the device changed the order', [install, remove], [result(b), result(a)], [[a], [b]]],
    [
      'several of one operation',
      [all, remove],
      [result(a), result(b), result(b.toUpperCase())],
      [[a], [b, b.toUpperCase()]],
    ],
    [
      'an install without a UUID takes what is left',
      [{ op: 'install' as const, url: 'https://h/c' }, remove],
      [result(b), result(a)],
      [[a], [b]],
    ],
    ['a result without a UUID is the one of its place', [install, remove], [result(''), result(b)], [[''], [b]]],
    ['fewer than were asked', [install, remove], [result(b)], [[], [b]]],
  ])('%s', (_name, operations, results, expected) => {
    const lists = resultsByOperation(operations, results);
    expect(lists.map((list) => list.map((one) => one.uuid))).toEqual(expected);
  });
});

describe('a package by its name as the source', () => {
  const wish = { name: 'meter', version: '1.0' };
  const operations = [
    { op: 'uninstall' as const, uuid: b },
    { op: 'install' as const, package: wish },
  ];
  const view = { order: { operations }, progress: {}, state: 'queued' as const, commandKey: null };
  const link = { url: 'http://files/f/token/m.ipk', size: 9, environment: 'Device.SoftwareModules.ExecEnv.2' };

  it('is said as the link to the variant of the device, in the environment that it is for', () => {
    expect(changeDuState.needs(view.order).packages).toEqual([wish]);
    const move = changeDuState.step(view, floor({ supplies: { packages: [link] } }));
    expect(move.say?.args).toMatchObject({
      Operations: [{ operation: 'Uninstall' }, { URL: link.url, ExecutionEnvRef: link.environment }],
    });
  });
  it('of which no variant suits ends the operation before anything is said, with why', () => {
    const move = changeDuState.step(view, floor({ supplies: { packages: [{ none: 'no variant suits' }] } }));
    expect(told(move)).toBe('failed, noVariant');
    expect(move.fault?.message).toBe('no variant suits');
  });
});

describe('a file of ours as the source', () => {
  const fileId = '0196a000-0000-7000-8000-000000000001';
  const order = { operations: [{ op: 'install' as const, fileId }] };
  const view = { order, progress: {}, state: 'queued' as const, commandKey: null };
  it('is said as the link made for the device', () => {
    const links = new Map([[fileId, { url: 'http://files/f/token/a.ipk', size: 9 }]]);
    const move = changeDuState.step(view, floor({ supplies: { links } }));
    expect(move.say?.args).toMatchObject({ Operations: [{ URL: 'http://files/f/token/a.ipk' }] });
  });
  it('that is gone ends the operation before anything is said', () => {
    expect(told(changeDuState.step(view, floor({ supplies: { links: new Map() } })))).toBe('failed, fileGone');
  });
  it.each([
    [{ op: 'install' }, 'needs one of url, fileId and package'],
    [{ op: 'install', url: 'https://h/a', fileId }, 'needs one of url, fileId and package'],
    [{ op: 'install', package: { name: 'meter' }, fileId }, 'needs one of url, fileId and package'],
    [{ op: 'update', uuid: a, url: 'https://h/a', fileId }, 'takes one of url, fileId and package'],
    [{ op: 'update', package: { name: 'meter' } }, 'to say which unit'],
    [{ op: 'update', fileId }, 'to say which unit'],
  ])('%j is refused', (operation, message) => {
    const checked = changeDuState.order.safeParse({ operations: [operation] });
    expect(checked.error?.issues[0]?.message).toContain(message);
  });
});

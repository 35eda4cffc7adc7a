import { describe, expect, it } from 'vitest';
import type { Move, OperationEvent, OperationKind, OperationView } from '../../src/operations/kind.ts';
import { setExecutionEnvironment } from '../../src/operations/kinds/set-execution-environment.ts';
import { setExecutionUnitState } from '../../src/operations/kinds/set-execution-unit-state.ts';
import type { Progress } from '../../src/operations/kinds/software-write.ts';
import { answer, deadline, fault, floor, told, unreadable } from './support/kinds.ts';

const modules = 'Device.SoftwareModules.';
interface Row {
  readonly [column: string]: string;
}
const rows = (table: string, list: readonly Row[]): [string, string][] =>
  list.flatMap((row, i) =>
    Object.entries(row).map(([name, value]): [string, string] => [`${modules}${table}.${i + 1}.${name}`, value]),
  );
const speed = (more: Row = {}): Row => ({
  EUID: 'eu-1',
  Name: 'speedtest',
  Status: 'Idle',
  ExecutionFaultCode: 'NoFault',
  ...more,
});
const stored = (...units: Row[]) => ({ software: rows('ExecutionUnit', units) });
const told2 = (parameters: [string, string][]): OperationEvent =>
  answer('GetParameterValues', {
    ParameterList: parameters.map(([name, value]) => ({ name, value, type: 'string' as const })),
  });
const shows = (...units: Row[]): OperationEvent => told2(rows('ExecutionUnit', units));
const took = answer('SetParameterValues', { Status: 0 });

class Course<Order> {
  last: Move<unknown> = {};
  view: OperationView<Order, Progress>;
  readonly kind: OperationKind<Order, Progress>;
  constructor(kind: OperationKind<Order, Progress>, order: Order) {
    this.kind = kind;
    this.view = { order, progress: kind.begin(order), state: 'queued', commandKey: null };
  }
  hear(...events: OperationEvent[]): this {
    for (const event of events) {
      this.last = this.kind.step(this.view, event);
      this.view = {
        ...this.view,
        state: this.last.state ?? this.view.state,
        progress: (this.last.progress as Progress) ?? this.view.progress,
      };
    }
    return this;
  }
}
const start = (executionUnit = 'speedtest', more: object = {}) =>
  new Course(setExecutionUnitState, { executionUnit, requestedState: 'Active' as const, ...more });
const set = (course: { readonly last: Move<unknown> }) =>
  (course.last.say!.args as { ParameterList: { name: string; value: string; type: string }[] }).ParameterList;

describe('an execution unit', () => {
  it.each([
    ['its name', 'speedtest'],
    ['its EUID', 'eu-1'],
    ['its path', `${modules}ExecutionUnit.1`],
    ['its path with a dot and no root', '.SoftwareModules.ExecutionUnit.1.'],
  ])('named by %s is found in the stored tables and set, then watched until it runs', (_name, named) => {
    const course = start(named, { autoStart: true, runLevel: 4 }).hear(floor({ supplies: stored(speed()) }));
    expect(told(course.last)).toBe('dispatched, say SetParameterValues, for 15 min');
    expect(set(course)).toEqual([
      { name: `${modules}ExecutionUnit.1.AutoStart`, value: '1', type: 'boolean' },
      { name: `${modules}ExecutionUnit.1.RunLevel`, value: '4', type: 'unsignedInt' },
      { name: `${modules}ExecutionUnit.1.RequestedState`, value: 'Active', type: 'string' },
    ]);
    course.hear(took, floor());
    expect(course.last.say).toEqual({
      method: 'GetParameterValues',
      args: { ParameterNames: [`${modules}ExecutionUnit.1.`] },
    });
    course.hear(shows(speed({ Status: 'Starting' })), floor(), shows(speed({ Status: 'Active', RunLevel: '4' })));
    expect(course.last).toMatchObject({
      state: 'succeeded',
      result: { euid: 'eu-1', status: 'Active', runLevel: 4, autoStart: null },
    });
  });

  it('that is not known yet is looked up on the device', () => {
    const course = start().hear(floor({ supplies: stored() }));
    expect(course.last.say?.args).toEqual({ ParameterNames: [modules] });
    course.hear(shows({ EUID: 'x', Name: 'other' }, speed()), floor());
    expect(set(course).map((one) => one.name)).toEqual([`${modules}ExecutionUnit.2.RequestedState`]);
  });

  it.each([
    ['is not there', [{ EUID: 'x', Name: 'other' }], 'no execution unit "speedtest"; it has other (EUID x)'],
    ['is there twice', [speed(), speed({ EUID: 'eu-2' })], 'the name of 2 execution units'],
  ])('that %s ends the operation with what there is', (_name, units, message) => {
    const course = start().hear(floor({ supplies: stored() }), shows(...(units as Row[])));
    expect(course.last).toMatchObject({ state: 'failed', fault: { reason: 'invalid' } });
    expect(course.last.fault?.message).toContain(message);
  });

  it('whose number moved since is found anew, once', () => {
    const course = start().hear(floor({ supplies: stored(speed()) }), fault('SetParameterValues', 9005), floor());
    expect(course.last.say?.method).toBe('GetParameterValues');
    course.hear(shows({ EUID: 'x', Name: 'other' }, speed()), floor());
    expect(set(course)[0]!.name).toBe(`${modules}ExecutionUnit.2.RequestedState`);
    expect(told(course.hear(fault('SetParameterValues', 9005)).last)).toBe('failed, fault 9005');
  });

  it('that is another one by now is not taken for it', () => {
    const course = start().hear(
      floor({ supplies: stored(speed()) }),
      took,
      floor(),
      shows(speed({ EUID: 'eu-9', Status: 'Active' })),
    );
    expect(course.last).toMatchObject({ state: 'failed', fault: { message: expect.stringContaining('"eu-9" now') } });
  });

  it('that cannot start fails with its own fault and words', () => {
    const broken = speed({ ExecutionFaultCode: 'FailureOnStart', ExecutionFaultMessage: 'port in use' });
    const course = start().hear(floor({ supplies: stored(speed()) }), took, floor(), shows(broken));
    expect(course.last.fault).toMatchObject({
      reason: 'notApplied',
      message: 'FailureOnStart: port in use; its Status is Idle',
    });
  });

  it('with a fault from before gets time to begin, and no more than that', () => {
    const broken = speed({ ExecutionFaultCode: 'FailureWhileActive' });
    const course = start().hear(floor({ supplies: stored(broken) }), took, floor(), shows(broken));
    expect(told(course.last)).toBe('only progress, learned');
    course.hear(floor(), shows(broken), floor(), shows(broken));
    expect(told(course.last)).toBe('failed, notApplied');
  });

  it('that takes long is looked at three times, and then in the next session', () => {
    const starting = speed({ Status: 'Starting' });
    const course = start().hear(floor({ supplies: stored(speed()) }), took);
    course.hear(floor(), shows(starting), floor(), shows(starting), floor(), shows(starting));
    expect(course.last.notBeforeMs).toBe(20_000);
    expect(told(course.hear(floor()).last)).toBe('nothing');
    course.hear(floor({ fresh: true }), shows(speed({ Status: 'Active' })));
    expect(course.view.state).toBe('succeeded');
  });

  it('whose answer got lost is looked at, not guessed', () => {
    const course = start().hear(floor({ supplies: stored(speed()) }), floor({ fresh: true }));
    expect(course.last).toMatchObject({ state: 'applying', say: { method: 'GetParameterValues' } });
    expect(course.hear(shows(speed({ Status: 'Active' }))).view.state).toBe('succeeded');
  });

  it('is not waited for without end', () => {
    const course = start().hear(floor({ supplies: stored(speed()) }), took, floor());
    expect(told(course.hear(deadline).last)).toBe('failed, notApplied');
    expect(told(start().hear(floor(), deadline).last)).toBe('failed, outcomeUnknown');
  });

  it('refused by the device says so', () => {
    const course = start().hear(floor({ supplies: stored(speed()) }), fault('SetParameterValues', 9001, 'stopping'));
    expect(course.last).toMatchObject({ state: 'failed', fault: { code: 9001, message: 'stopping' } });
  });
});

describe('an execution environment', () => {
  const up = { Name: 'native', Status: 'Up', Enable: 'true' };
  const supplies = { software: rows('ExecEnv', [up]) };
  const seen = (status: string) => told2(rows('ExecEnv', [{ ...up, Status: status }]));

  it('is disabled, and done when it is down', () => {
    const course = new Course(setExecutionEnvironment, { environment: 'native', enable: false }).hear(
      floor({ supplies }),
    );
    expect(set(course)).toEqual([{ name: `${modules}ExecEnv.1.Enable`, value: '0', type: 'boolean' }]);
    course.hear(took, floor(), seen('Up'), floor(), seen('Disabled'));
    expect(course.last).toMatchObject({ state: 'succeeded', result: { name: 'native', status: 'Disabled' } });
  });

  it('is reset once: a lost answer is no reason to do it again', () => {
    const course = new Course(setExecutionEnvironment, { environment: `${modules}ExecEnv.1.`, reset: true as const });
    course.hear(floor({ supplies }));
    expect(set(course)).toEqual([{ name: `${modules}ExecEnv.1.Reset`, value: '1', type: 'boolean' }]);
    expect(told(course.hear(floor({ fresh: true })).last)).toBe('failed, outcomeUnknown');
  });

  it('that comes up with an error fails', () => {
    const course = new Course(setExecutionEnvironment, { environment: 'native', enable: true });
    expect(told(course.hear(floor({ supplies }), took, floor(), seen('Error')).last)).toBe('failed, notApplied');
  });

  it('that is not there is named together with what is', () => {
    const course = new Course(setExecutionEnvironment, { environment: 'lxc', enable: true });
    course.hear(floor(), told2(rows('ExecEnv', [up])));
    expect(course.last.fault?.message).toBe('the device has no execution environment "lxc"; it has native');
  });

  it('whose tables nobody can read ends as unknown', () => {
    const course = new Course(setExecutionEnvironment, { environment: 'lxc', enable: true });
    expect(told(course.hear(floor(), unreadable('GetParameterValues')).last)).toBe('failed, outcomeUnknown');
  });
});

import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../../src/base/ids.ts';
import type { WantedModule } from '../../../src/software/wanted/module-set.ts';
import type { Seen } from '../../../src/software/wanted/seen.ts';
import { type Facts, heldOff, type Standing, turnOf } from '../../../src/software/wanted/turn.ts';

const uuid = 'aaaaaaaa-0000-5000-8000-000000000000';
const wanted: WantedModule = { name: 'a', uuid, state: 'Active', url: 'https://h/a' };
const empty: Seen = { environments: [], units: [] };
const having = (status: string, ...euids: string[]): Seen => ({
  environments: [],
  units: [
    {
      path: 'Device.SoftwareModules.DeploymentUnit.1',
      uuid,
      name: 'a',
      version: '1',
      environment: '',
      status: 'Installed',
      resolved: true,
      executionUnits: euids.map((euid) => ({ path: '', euid, name: euid, status, fault: '' })),
    },
  ],
});
const minute = 60_000;
const id = '0196a000-0000-7000-8000-000000000001' as OperationId;

/** One device under one set, as time passes. */
class Course {
  now = 0;
  seen: Seen | null;
  standing: Standing | null = null;
  wish = '';
  more: Partial<Facts> = {};
  constructor(seen: Seen | null) {
    this.seen = seen;
  }
  /** One turn; what it wishes is ordered. */
  turn(operation: 'open' | 'done' | string | null = null, passed = 1_000): this {
    this.now += passed;
    const turn = turnOf({
      standing: this.standing,
      modules: [wanted],
      seen: this.seen,
      operation:
        operation === null
          ? null
          : {
              open: operation === 'open',
              succeeded: operation === 'done',
              fault: operation === 'done' ? null : operation,
            },
      conflict: null,
      unsupported: null,
      now: this.now,
      ...this.more,
    });
    this.standing = turn.wish === null ? turn.standing : { ...turn.standing, operationId: id };
    this.wish = turn.wish === null ? '' : turn.wish === 'read' ? 'read' : `${turn.wish.does} ${turn.wish.module}`;
    return this;
  }
  get told(): string {
    const { state, reasons } = this.standing!;
    return [state, ...reasons.map((one) => one.reason), this.wish].filter(Boolean).join(', ');
  }
}

describe('a device under a set', () => {
  it('is read, given one step, read again, and so on until it is as wanted', () => {
    const course = new Course(null);
    expect(course.turn().told).toBe('working, read');
    expect(course.turn('open').told).toBe('working');
    course.seen = empty;
    expect(course.turn('done').told).toBe('working, install a');
    // What is stored is from before the step: nothing is done by it.
    expect(course.turn('done').told).toBe('working, read');
    course.seen = having('Idle', 'eu-1', 'eu-2');
    expect(course.turn('done').told).toBe('working, start a');
    course.turn('done');
    course.seen = having('Active', 'eu-1');
    expect(course.turn('done').told).toBe('reached');
    expect(course.turn(null, 60 * minute).told).toBe('reached');
  });

  it('with two execution units starts one after the other', () => {
    const course = new Course(having('Idle', 'eu-1', 'eu-2')).turn().turn('done');
    expect(course.told).toBe('working, start a');
    course.turn('done');
    const both = having('Idle', 'eu-1', 'eu-2').units[0]!;
    course.seen = {
      environments: [],
      units: [
        {
          ...both,
          executionUnits: both.executionUnits.map((one, i) => (i === 0 ? { ...one, status: 'Active' } : one)),
        },
      ],
    };
    expect(course.turn('done').told).toBe('working, start a');
  });

  it('that fails is put off, for longer each time, with the reason', () => {
    const course = new Course(empty);
    const waits: number[] = [];
    for (let time = 0; time < 8; time++) {
      course.turn(null, waits.at(-1) ?? 1).turn('done');
      expect(course.wish).toBe('install a');
      course.turn('fault 9027: no room');
      expect(course.told).toBe('waiting, failed');
      waits.push(course.standing!.notBefore! - course.now);
      expect(course.turn(null, 1).told).toBe('waiting, failed');
    }
    expect(waits.map((ms) => ms / minute)).toEqual([1, 4, 16, 64, 256, 1_024, 1_440, 1_440]);
    expect(course.standing!.reasons[0]!.detail).toBe('install a: fault 9027: no room');
  });

  it('on which a step had no effect is not given it over and over', () => {
    const course = new Course(empty).turn().turn('done').turn('done').turn('done');
    expect(course.told).toBe('waiting, noEffect');
    expect(course.standing!.failures).toBe(1);
  });

  it('whose operation vanished is put off too', () => {
    expect(new Course(null).turn().turn(null).told).toBe('waiting, unreadable');
  });

  it('that somebody else changes is brought back: read first, as what is stored may be old', () => {
    const course = new Course(having('Active', 'eu-1')).turn();
    expect(course.told).toBe('reached');
    course.seen = having('Idle', 'eu-1');
    expect(course.turn(null, 20 * minute).told).toBe('working, read');
    expect(course.turn('done').told).toBe('working, start a');
  });

  it('on which sets contradict each other is left alone', () => {
    const course = new Course(empty);
    course.more = { conflict: { module: 'a', reason: 'conflict', detail: 'x' } };
    expect(course.turn().told).toBe('conflict, conflict');
    course.more = {};
    expect(course.turn().told).toBe('working, read');
  });

  it('that cannot be given software is told so, and not asked', () => {
    const course = new Course(empty);
    course.more = { unsupported: 'no ChangeDUState' };
    expect(course.turn().told).toBe('blocked, unsupported');
  });

  it('at work is waited for', () => {
    const course = new Course({ ...having('Idle'), units: [{ ...having('Idle').units[0]!, status: 'Updating' }] });
    expect(course.turn().told).toBe('working, read');
    expect(course.turn('done').told).toBe('waiting, busy');
    expect(course.turn(null, 1_000).told).toBe('waiting, busy');
    expect(course.turn(null, 31_000).told).toBe('working, read');
  });

  it('held by another operation is tried again, and that is no failure', () => {
    const course = new Course(empty).turn().turn('done');
    course.standing = heldOff(course.standing!, 'reboot 1 is queued', course.now);
    expect(course.turn(null, 1_000).told).toBe('waiting, locked');
    expect(course.turn(null, 30_000).wish).toBe('install a');
    expect(course.standing!.failures).toBe(0);
  });
});

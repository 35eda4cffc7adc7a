import { expect, it } from 'vitest';
import type { DeviceId, DeviceKey } from '../../../src/base/ids.ts';
import type { Answer, Call } from '../../../src/cwmp/rpc/index.ts';
import type { DeviceView } from '../../../src/devices/device.ts';
import { factsOf, type InformEvent, type InformFacts } from '../../../src/devices/facts.ts';
import type { Move, OperationEvent, OperationKind, OperationView, Supplies } from '../../../src/operations/kind.ts';
import type { OperationState } from '../../../src/operations/states.ts';

export const key = 'm1-present';
export const nextKey = 'm1-next';

export function device(softwareVersion: string | null = '1.0'): DeviceView {
  return {
    key: 1 as DeviceKey,
    id: '00AA11-GW-1' as DeviceId,
    root: 'Device.',
    cwmpVersion: '1.2',
    softwareVersion,
    methods: null,
  };
}

export function facts(events: readonly (string | InformEvent)[], softwareVersion = '1.0'): InformFacts {
  return factsOf(
    {
      DeviceId: { Manufacturer: 'Acme', OUI: '00AA11', ProductClass: 'GW', SerialNumber: '1' },
      Event: events
        .map((event) => (typeof event === 'string' ? { code: event, commandKey: '' } : event))
        .map(({ code, commandKey }) => ({ EventCode: code, CommandKey: commandKey })),
      MaxEnvelopes: 1,
      CurrentTime: '2026-05-01T12:00:00Z',
      RetryCount: 0,
      ParameterList: [{ name: 'Device.DeviceInfo.SoftwareVersion', value: softwareVersion, type: 'string' }],
    },
    { cwmpVersion: '1.2', ipAddress: '192.0.2.1' },
  );
}

type Can = (method: Call['method']) => boolean;

export function floor(
  options: { fresh?: boolean; version?: string; supplies?: Supplies; can?: Can } = {},
): OperationEvent {
  return {
    type: 'floor',
    device: device(options.version),
    fresh: options.fresh ?? false,
    nextKey,
    supplies: options.supplies ?? { link: { url: 'http://files/f/token', size: 4096 } },
    can: options.can ?? (() => true),
  };
}

export function answer<N extends Answer['method']>(
  method: N,
  args: Answer<N>['args'],
  version = '1.0',
): OperationEvent {
  return { type: 'answer', device: device(version), answer: { method, args } as unknown as Answer };
}

export function fault(method: Call['method'], code: number, message = 'no'): OperationEvent {
  return { type: 'fault', device: device(), method, fault: { code, message, parameters: [] } };
}

export function inform(events: readonly (string | InformEvent)[], version = '1.0'): OperationEvent {
  const told = facts(events, version);
  return {
    type: 'inform',
    device: device(version),
    facts: told,
    booted: told.events.some((event) => event.code === '1 BOOT'),
  };
}

export function transferComplete(
  faultCode: number,
  options: { version?: string; booted?: boolean; uploadId?: string; turnedAway?: boolean } = {},
): OperationEvent {
  return {
    type: 'transferComplete',
    device: device(options.version),
    faultCode,
    faultString: faultCode === 0 ? '' : 'it broke',
    startTime: '2026-05-01T12:00:00Z',
    completeTime: '2026-05-01T12:01:00Z',
    booted: options.booted ?? false,
    uploadId: options.uploadId ?? null,
    turnedAway: options.turnedAway ?? false,
  };
}

export function unreadable(method: Call['method']): OperationEvent {
  return { type: 'unreadable', device: device(), method, message: 'gibberish' };
}

export const cancelled: OperationEvent = { type: 'transferCancelled', device: device() };

export const deadline: OperationEvent = { type: 'deadline' };

/** A move in words, or `nothing`. */
export function told(move: Move<unknown>): string {
  const words: string[] = [];
  if (move.state) words.push(move.state);
  if (move.fault) words.push(move.fault.reason ?? `fault ${move.fault.code}`);
  if (move.say) words.push(`say ${move.say.method}${move.attempt ? '' : ' as no attempt'}`);
  if (move.notBeforeMs) words.push(`again in ${move.notBeforeMs / 60_000} min`);
  if (move.deadlineMs) words.push(`for ${move.deadlineMs / 60_000} min`);
  if (words.length > 0) return words.join(', ');
  const silent = Object.keys(move).filter((name) => !(name === 'deadlineMs' && move.deadlineMs === null));
  return silent.length === 0 ? 'nothing' : `only ${silent.join(', ')}`;
}

export interface Case<Order, Progress> {
  readonly kind: OperationKind<Order, Progress>;
  readonly order: Order;
  /** The columns: a state, with the progress it has then. */
  readonly states: readonly (readonly [state: OperationState, progress: Progress])[];
  /** The rows: an event, and what it does in each of the states. */
  readonly rows: readonly (readonly [name: string, event: OperationEvent, ...moves: string[]])[];
}

/** Runs a table of state × event → move as one test per row. */
export function checkTable<Order, Progress>({ kind, order, states, rows }: Case<Order, Progress>): void {
  for (const [name, event, ...moves] of rows) {
    it(`${kind.name}, ${name}: ${moves.join(' | ')}`, () => {
      expect(moves).toHaveLength(states.length);
      const found = states.map(([state, progress]) => {
        const view: OperationView<Order, Progress> = {
          order,
          progress,
          state,
          commandKey: state === 'queued' ? null : key,
        };
        return told(kind.step(view, event));
      });
      expect(found).toEqual(moves);
    });
  }
}

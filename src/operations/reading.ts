import type { ParameterValue } from '../cwmp/rpc/schema.ts';
import type { Learned, Move } from './kind.ts';
import type { Operation } from './operation.ts';

/** A reading operation under way in one session: how far it is, and what it learned that is not stored yet. */
export interface Reading {
  /** As stored, except for `progress`. */
  readonly operation: Operation;
  readonly values: readonly (readonly ParameterValue[])[];
  readonly complete: readonly string[];
  readonly writable: ReadonlyMap<string, boolean>;
  readonly gathered: number;
}

/** Beyond so many values what was gathered is stored in between, so that no session holds more. */
export const mostGathered = 5_000;

export function beginReading(operation: Operation): Reading {
  return { operation, values: [], complete: [], writable: new Map(), gathered: 0 };
}

/** The reading after a move: its progress, and what it learned. */
export function readFurther(reading: Reading, move: Move<unknown>): Reading {
  const { values = [], complete = [], writable } = move.learned?.parameters ?? {};
  return {
    operation: move.progress === undefined ? reading.operation : { ...reading.operation, progress: move.progress },
    values: values.length > 0 ? [...reading.values, values] : reading.values,
    complete: complete.length > 0 ? [...reading.complete, ...complete] : reading.complete,
    writable: writable ? new Map([...reading.writable, ...writable]) : reading.writable,
    gathered: reading.gathered + values.length,
  };
}

/** All that was gathered, to be stored at once. */
export function learnedBy(reading: Reading): Learned {
  return { parameters: { values: reading.values.flat(), complete: reading.complete, writable: reading.writable } };
}

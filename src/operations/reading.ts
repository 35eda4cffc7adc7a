import type { ParameterValue } from '../cwmp/rpc/schema.ts';
import type { ParameterNews } from '../devices/parameters.ts';
import type { Move, OperationKind } from './kind.ts';
import type { Operation } from './operation.ts';

/** A reading operation under way in one session: how far it is, and what it learned that is not stored yet. */
export interface Reading {
  /** As stored, except for `progress`. */
  readonly operation: Operation;
  readonly values: readonly (readonly ParameterValue[])[];
  readonly complete: readonly string[];
  readonly writable: ReadonlyMap<string, boolean>;
  readonly listed: ParameterNews['listed'] | null;
  readonly gathered: number;
  /** How many paths the device took in one call at most, where it refused more. */
  readonly batch: number | null;
}

/** Beyond so many values what was gathered is stored in between, so that no session holds more. */
export const mostGathered = 5_000;

/**
 * Whether an operation may be carried on in memory. Not one of a campaign, whose brake is looked at in the transaction
 * that dispatches; not one with secrets, which are opened there; not one that holds the device's lock.
 */
export function readsInMemory(operation: Operation, kind: OperationKind<unknown, unknown>): boolean {
  return kind.reading === true && !kind.mapSecrets && !operation.active && operation.campaignId === null;
}

export function beginReading(operation: Operation): Reading {
  return { operation, values: [], complete: [], writable: new Map(), listed: null, gathered: 0, batch: null };
}

/** The reading after a move: its progress, and what it learned. */
export function readFurther(reading: Reading, move: Move<unknown>): Reading {
  const { values = [], complete = [], writable, listed } = move.learned?.parameters ?? {};
  return {
    operation: move.progress === undefined ? reading.operation : { ...reading.operation, progress: move.progress },
    values: values.length > 0 ? [...reading.values, values] : reading.values,
    complete: complete.length > 0 ? [...reading.complete, ...complete] : reading.complete,
    writable: writable ? new Map([...reading.writable, ...writable]) : reading.writable,
    listed: listed ?? reading.listed,
    gathered: reading.gathered + values.length,
    batch: move.learned?.batch ?? reading.batch,
  };
}

/** All that was gathered, to be stored at once. */
export function learnedBy(reading: Reading): { readonly parameters: ParameterNews; readonly batch: number | null } {
  const { values, complete, writable, listed, batch } = reading;
  return { parameters: { values: values.flat(), complete, writable, ...(listed ? { listed } : {}) }, batch };
}

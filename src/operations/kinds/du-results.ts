import { softwareModules } from '../../datamodel/views/software-modules.ts';
import { sameReference } from '../../datamodel/views/software-modules-references.ts';
import { isBusyUnit } from '../../datamodel/views/software-modules-states.ts';
import { sameUuid } from '../../datamodel/views/software-modules-uuid.ts';
import type { DuResult } from '../kind.ts';
import type { DuOrderItem } from './du-order.ts';

/** A deployment unit as it was seen: enough to tell two of them apart, and what became of one. '' is what it does not tell. */
export interface SeenUnit {
  readonly path: string;
  readonly uuid: string;
  readonly version: string;
  readonly status: string;
  readonly url: string;
  readonly environment: string;
}

/** The deployment units among parameters below SoftwareModules. */
export function seenUnits(parameters: Iterable<readonly [path: string, value: string]>): SeenUnit[] {
  return softwareModules(parameters).deploymentUnits.map((unit) => ({
    path: unit.path,
    uuid: unit.uuid ?? '',
    version: unit.version ?? '',
    status: unit.status ?? '',
    url: unit.url ?? '',
    environment: unit.executionEnvironmentRef ?? '',
  }));
}

/**
 * What became of one operation of a ChangeDUState. `evidence`: who says so, the DUStateChangeComplete or the device's
 * tables. `installed`: the units of that UUID as the tables showed them afterwards; absent where they were not read.
 */
export interface DuOutcome extends DuResult {
  /** Position in the order, from 0. */
  readonly operation: number;
  readonly outcome: 'done' | 'failed' | 'unknown';
  readonly evidence: 'complete' | 'tables' | 'none';
  readonly installed?: readonly { readonly uuid: string; readonly version: string; readonly status: string }[];
}

/**
 * Gives each result to its operation. Results come in the order of the operations (TR-069 A.4.2.3), one each; where
 * the numbers differ, as an update of everything yields several, or where the UUIDs contradict the order, the UUID
 * decides, and what has none goes to the operations that name none, in turn.
 * @returns one list for each operation
 */
export function resultsByOperation(
  operations: readonly DuOrderItem[],
  results: readonly DuResult[],
): readonly (readonly DuResult[])[] {
  const fits = (operation: DuOrderItem, { uuid }: DuResult): boolean =>
    operation.uuid === undefined || uuid === '' || sameUuid(operation.uuid, uuid);
  if (operations.length === results.length && operations.every((operation, i) => fits(operation, results[i]!)))
    return results.map((result) => [result]);
  const lists: DuResult[][] = operations.map(() => []);
  const named = (result: DuResult): number[] =>
    operations.flatMap(({ uuid }, i) => (uuid !== undefined && sameUuid(uuid, result.uuid) ? [i] : []));
  const open = operations.flatMap(({ uuid }, i) => (uuid === undefined ? [i] : []));
  for (const result of results) {
    const owners = result.uuid === '' ? [] : named(result);
    const owner =
      owners.find((i) => lists[i]!.length === 0) ??
      owners[0] ??
      open.find((i) => lists[i]!.length === 0) ??
      open.at(-1);
    lists[owner ?? operations.findIndex((_, i) => lists[i]!.length === 0)]?.push(result);
  }
  return lists;
}

export function fromComplete(result: DuResult, operation: number): DuOutcome {
  return { ...result, operation, outcome: result.fault.code === 0 ? 'done' : 'failed', evidence: 'complete' };
}

/** With what the tables show of its unit now: what a failed update has left is told, not guessed. */
export function withInstalled(outcome: DuOutcome, seen: readonly SeenUnit[]): DuOutcome {
  if (outcome.uuid === '') return outcome;
  return { ...outcome, installed: unitsOf(seen, outcome.uuid).map(shown) };
}

/** What the tables say of an operation that the device told nothing of. `busy`: it is being carried out. */
export type Verdict = 'done' | 'busy' | 'notDone';

/**
 * Judges one operation by the tables.
 * @param source the URL the device was sent to, or null where it was sent to none
 * @param before the units before it was said; null: not known
 */
export function judge(
  operation: DuOrderItem,
  source: string | null,
  before: readonly SeenUnit[] | null,
  seen: readonly SeenUnit[],
): { readonly verdict: Verdict; readonly unit: SeenUnit | null } {
  const mine = candidates(operation, source, seen);
  const busy = mine.find((unit) => isBusyUnit(unit.status));
  if (busy) return { verdict: 'busy', unit: busy };
  switch (operation.op) {
    case 'install': {
      const there = mine.find((unit) => unit.status !== 'Uninstalled' && isNew(unit, before, source));
      return there ? { verdict: 'done', unit: there } : { verdict: 'notDone', unit: mine[0] ?? null };
    }
    case 'update': {
      // An update of everything proves itself by nothing: each unit may have had no newer version.
      const changed = mine.find((unit) => isNew(unit, before, source));
      return changed ? { verdict: 'done', unit: changed } : { verdict: 'notDone', unit: mine[0] ?? null };
    }
    case 'uninstall': {
      const left = mine.find((unit) => unit.status !== 'Uninstalled');
      return left ? { verdict: 'notDone', unit: left } : { verdict: 'done', unit: null };
    }
  }
}

/**
 * Whether what the tables show proves nothing, as it was so before: a unit that was not there is not there. The device may
 * have the order all the same, and be at it.
 */
export function wasSoBefore(operation: DuOrderItem, before: readonly SeenUnit[] | null): boolean {
  if (operation.op !== 'uninstall' || before === null) return false;
  return candidates(operation, null, before).every((unit) => unit.status === 'Uninstalled');
}

/** The outcome of an operation that the tables alone speak for. */
export function fromTables(
  operation: DuOrderItem,
  position: number,
  verdict: Verdict,
  unit: SeenUnit | null,
  seen: readonly SeenUnit[],
): DuOutcome {
  const done = verdict === 'done';
  const state = unit
    ? unit.status === ''
      ? 'Installed'
      : unit.status
    : operation.op === 'install' && !done
      ? 'Failed'
      : 'Uninstalled';
  const uuid = operation.uuid ?? unit?.uuid ?? '';
  return {
    ...resultFrom(unit, uuid, state),
    operation: position,
    outcome: done ? 'done' : 'unknown',
    evidence: 'tables',
    installed: uuid === '' ? (unit ? [shown(unit)] : []) : unitsOf(seen, uuid).map(shown),
  };
}

/** The units that an operation may be about. */
function candidates(operation: DuOrderItem, source: string | null, seen: readonly SeenUnit[]): SeenUnit[] {
  const { uuid } = operation;
  const version = operation.op === 'uninstall' ? operation.version : undefined;
  const environment = operation.op === 'update' ? undefined : operation.executionEnvRef;
  return seen.filter(
    (unit) =>
      (uuid !== undefined ? sameUuid(unit.uuid, uuid) : source === null || sameSource(unit.url, source)) &&
      (version === undefined || unit.version === version) &&
      (environment === undefined || sameReference(unit.environment, environment)),
  );
}

/** It was not there before as it is now, or came from where the device was sent to. */
function isNew(unit: SeenUnit, before: readonly SeenUnit[] | null, source: string | null): boolean {
  if (source !== null && sameSource(unit.url, source)) return true;
  return before !== null && !before.some((old) => old.path === unit.path && old.version === unit.version);
}

/** Stored URLs carry no credentials, and some devices cut the query off. */
function sameSource(stored: string, source: string): boolean {
  return stored !== '' && (stored === source || stored === source.replace(/\?.*$/, ''));
}

function unitsOf(seen: readonly SeenUnit[], uuid: string): SeenUnit[] {
  return seen.filter((unit) => sameUuid(unit.uuid, uuid));
}

function shown({ uuid, version, status }: SeenUnit) {
  return { uuid, version, status };
}

/** A result in the words of the contract, made from what a table shows. */
function resultFrom(unit: SeenUnit | null, uuid: string, currentState: string): DuResult {
  return {
    uuid: unit?.uuid ?? uuid,
    deploymentUnitRef: unit?.path ?? '',
    version: unit?.version ?? '',
    currentState,
    resolved: true,
    executionUnitRefs: [],
    startTime: '',
    completeTime: '',
    fault: { code: 0, message: '' },
  };
}

import { cell, type Row, type SoftwareTables, sameReference } from './tables.ts';

/** What a device has, as its tables showed it last. */
export interface Seen {
  readonly environments: readonly SeenEnvironment[];
  readonly units: readonly SeenModule[];
}

export interface SeenEnvironment {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly up: boolean;
  /** KiB; null: not known, or no limit. */
  readonly availableDiskSpace: number | null;
  readonly availableMemory: number | null;
}

/** A deployment unit with its execution units. */
export interface SeenModule {
  readonly path: string;
  readonly uuid: string;
  readonly name: string;
  readonly version: string;
  /** Reference to its environment; '' where the device tells none. */
  readonly environment: string;
  readonly status: string;
  /** False: something it needs is missing, so its execution units cannot start. */
  readonly resolved: boolean;
  readonly executionUnits: readonly SeenExecution[];
}

export interface SeenExecution {
  readonly path: string;
  readonly euid: string;
  readonly name: string;
  readonly status: string;
  /** '' for none. */
  readonly fault: string;
}

/** The tables in the words of {@link Seen}. A Status that is not told is the one a unit rests in. */
export function seenFrom(tables: SoftwareTables): Seen {
  return {
    environments: tables.environments.map((row) => ({
      path: row.path,
      name: cell(row, 'Name'),
      type: cell(row, 'Type'),
      up: cell(row, 'Status') === 'Up',
      availableDiskSpace: amount(row, 'AvailableDiskSpace'),
      availableMemory: amount(row, 'AvailableMemory'),
    })),
    units: tables.deploymentUnits
      .filter((row) => cell(row, 'Status') !== 'Uninstalled')
      .map((row) => ({
        path: row.path,
        uuid: cell(row, 'UUID'),
        name: cell(row, 'Name'),
        version: cell(row, 'Version'),
        environment: cell(row, 'ExecutionEnvRef'),
        status: cell(row, 'Status') || 'Installed',
        resolved: !/^(?:0|false)$/i.test(cell(row, 'Resolved')),
        executionUnits: executionsOf(row, tables),
      })),
  };
}

function executionsOf(unit: Row, tables: SoftwareTables): SeenExecution[] {
  const references = cell(unit, 'ExecutionUnitList')
    .split(',')
    .map((reference) => reference.trim())
    .filter(Boolean);
  return tables.executionUnits
    .filter((row) => references.some((reference) => sameReference(reference, row.path)))
    .map((row) => ({
      path: row.path,
      euid: cell(row, 'EUID'),
      name: cell(row, 'Name'),
      status: cell(row, 'Status') || 'Idle',
      fault: cell(row, 'ExecutionFaultCode').replace(/^NoFault$/, ''),
    }));
}

/** KiB; -1 stands for unknown or unlimited (TR-181 ExecEnv.{i}.AvailableDiskSpace). */
function amount(row: Row, name: string): number | null {
  const value = cell(row, name);
  return /^\d+$/.test(value) ? Number(value) : null;
}

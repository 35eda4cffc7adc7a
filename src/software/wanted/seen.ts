import { softwareModules } from '../../datamodel/views/software-modules.ts';

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

/** The software modules of a device, by its parameters below them. A Status that is not told is the one a unit rests in. */
export function seenFrom(parameters: readonly (readonly [path: string, value: string])[]): Seen {
  const tables = softwareModules(parameters);
  const told = new Map(parameters);
  return {
    environments: tables.executionEnvironments.map((one) => ({
      path: one.path,
      name: one.name ?? '',
      type: one.type ?? '',
      up: one.status === 'Up',
      availableDiskSpace: amount(one.availableDiskSpace),
      availableMemory: amount(one.availableMemory),
    })),
    units: tables.deploymentUnits
      .filter(({ status }) => status !== 'Uninstalled')
      .map((unit) => ({
        path: unit.path,
        // As the device writes it: some compare letter by letter.
        uuid: told.get(`${unit.path}.UUID`)?.trim() ?? '',
        name: unit.name ?? '',
        version: unit.version ?? '',
        environment: unit.executionEnvironmentRef ?? '',
        status: unit.status ?? 'Installed',
        resolved: unit.resolved !== false,
        executionUnits: tables.executionUnits
          .filter(({ path }) => unit.executionUnitRefs.includes(path))
          .map((one) => ({
            path: one.path,
            euid: one.euid ?? '',
            name: one.name ?? '',
            status: one.status ?? 'Idle',
            fault: one.fault?.code ?? '',
          })),
      })),
  };
}

/** KiB; -1 stands for unknown or unlimited (TR-181 ExecEnv.{i}.AvailableDiskSpace). */
function amount(told: number | null): number | null {
  return told === null || told < 0 ? null : told;
}

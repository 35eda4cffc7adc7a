import { sameReference } from '../../datamodel/views/software-modules-references.ts';
import { isBusyUnit } from '../../datamodel/views/software-modules-states.ts';
import { sameUuid } from '../../datamodel/views/software-modules-uuid.ts';
import { versionKey } from '../../devices/version-order.ts';
import { hasSource, inOrder, type WantedModule } from './module-set.ts';
import type { Seen, SeenEnvironment, SeenExecution, SeenModule } from './seen.ts';

/** One thing to do to a device: an operation as it may be ordered. */
export interface Step {
  readonly module: string;
  readonly does: 'install' | 'update' | 'uninstall' | 'start' | 'stop';
  readonly kind: 'changeDuState' | 'setExecutionUnitState';
  /** The fields of the operation. */
  readonly order: Readonly<Record<string, unknown>>;
}

export type ReasonCode =
  /** Something is being done to a unit; it has to end first. */
  | 'busy'
  /** It has to be installed or updated, and nobody said from where. */
  | 'noSource'
  /** Several units of the device could be meant. */
  | 'ambiguous'
  /** A newer version is installed than is wanted. */
  | 'downgrade'
  | 'environmentUnknown'
  | 'environmentDown'
  | 'noSpace'
  | 'dependencyMissing'
  /** The device says itself that something the unit needs is missing. */
  | 'unresolved';

/** Why a module is not as wanted and cannot be brought there now. */
export interface Reason {
  readonly module: string;
  readonly reason: ReasonCode;
  readonly detail: string;
}

/** Nothing in either: the device is as wanted. */
export interface Plan {
  /** In the order in which they are to be done, one after the other. */
  readonly steps: readonly Step[];
  readonly reasons: readonly Reason[];
}

/**
 * What brings a device from what is seen to what is wanted, and what cannot. Pure.
 *
 * What has to go is stopped and removed first, which makes room; then what is too old is updated, what is missing is
 * installed, each after what it requires, and what is installed is started, again in that order. The execution units
 * of a package are not known before it is installed, so a plan ends with its installs, and the next begins with starts.
 */
export function reconcile(seen: Seen, wanted: readonly WantedModule[]): Plan {
  const atWork = seen.units.filter((unit) => isBusyUnit(unit.status));
  if (atWork.length > 0) {
    const [unit] = atWork;
    const detail = `${unit!.name || unit!.uuid} is ${unit!.status}`;
    return { steps: [], reasons: [{ module: unit!.name || unit!.uuid, reason: 'busy', detail }] };
  }
  const reasons = new Map<string, Reason>();
  const refuse = (module: WantedModule, reason: ReasonCode, detail: string): null => {
    reasons.set(module.name, { module: module.name, reason, detail });
    return null;
  };
  const removals: Step[] = [];
  const stops: Step[] = [];
  const updates: Step[] = [];
  const installs: Step[] = [];
  const starts: Step[] = [];
  /** Modules that are there, or will be once the steps so far are done. */
  const there = new Set<string>();
  const running = new Set<string>();
  const room = new Room();

  const ordered = inOrder(wanted);
  // Dependents go before what they require.
  for (const module of [...ordered].reverse()) {
    if (module.state !== 'Absent') continue;
    for (const unit of unitsOf(seen, module)) {
      const moving = transient(unit);
      if (moving) {
        refuse(module, 'busy', moving);
        continue;
      }
      for (const execution of unit.executionUnits)
        if (execution.status === 'Active') removals.push(stop(module, execution));
      removals.push(uninstall(module, unit));
    }
  }
  for (const module of ordered) {
    if (module.state === 'Absent') continue;
    const missing = (module.requires ?? []).find((name) => !there.has(name));
    const unit = chosen(module);
    if (unit === null) continue;
    if (unit === 'none') {
      const environment = environmentFor(module);
      if (environment === null) continue;
      if (missing !== undefined) refuse(module, 'dependencyMissing', needs(missing));
      else if (!hasSource(module))
        refuse(module, 'noSource', 'it is not installed, and neither url, fileId nor package says from where');
      else if (fits(module, environment)) {
        installs.push(install(module, environment));
        there.add(module.name);
      }
      continue;
    }
    const outdated = module.version !== undefined && unit.version !== module.version;
    if (outdated) {
      if (versionKey(unit.version) > versionKey(module.version!))
        refuse(
          module,
          'downgrade',
          `${unit.version} is installed and ${module.version} is wanted; devices refuse to go back (9030): want it Absent first`,
        );
      else if (!hasSource(module))
        refuse(
          module,
          'noSource',
          `${unit.version} is installed, and neither url, fileId nor package says where ${module.version} is`,
        );
      else if (isDown(unit)) refuse(module, 'environmentDown', `${unit.environment} is not up`);
      else if (missing !== undefined) refuse(module, 'dependencyMissing', needs(missing));
      else {
        updates.push(update(module, unit));
        there.add(module.name);
      }
      continue;
    }
    there.add(module.name);
    const moving = transient(unit);
    if (moving) {
      refuse(module, 'busy', moving);
      continue;
    }
    if (module.state === 'Idle') {
      for (const execution of unit.executionUnits)
        if (execution.status === 'Active') stops.push(stop(module, execution));
      continue;
    }
    const idle = unit.executionUnits.filter((execution) => execution.status === 'Idle');
    if (idle.length === 0) {
      running.add(module.name);
      continue;
    }
    const waitsFor = (module.requires ?? []).find((name) => !running.has(name));
    if (isDown(unit)) refuse(module, 'environmentDown', `${unit.environment} is not up`);
    else if (!unit.resolved) refuse(module, 'unresolved', 'the device says that something it needs is missing');
    else if (waitsFor !== undefined) refuse(module, 'dependencyMissing', needs(waitsFor));
    else if (room.takes(environmentOf(unit), 0, module.memory ?? 0) !== null)
      refuse(module, 'noSpace', room.takes(environmentOf(unit), 0, module.memory ?? 0)!);
    else {
      room.take(environmentOf(unit), 0, module.memory ?? 0);
      for (const execution of idle) starts.push(start(module, execution));
      running.add(module.name);
    }
  }
  return { steps: [...removals, ...stops, ...updates, ...installs, ...starts], reasons: [...reasons.values()] };

  /** The unit a wanted module is; null: nobody can tell. Leftovers of other versions are to go. */
  function chosen(module: WantedModule): SeenModule | 'none' | null {
    const units = unitsOf(seen, module);
    if (units.length === 0) return 'none';
    if (new Set(units.map((unit) => unit.uuid.toLowerCase())).size > 1)
      return refuse(module, 'ambiguous', `${units.length} units have this name; say which by its uuid`);
    const right = module.version === undefined ? units[0]! : units.find((unit) => unit.version === module.version);
    if (module.version === undefined || units.length === 1) return right ?? units[0]!;
    if (!right)
      return refuse(
        module,
        'ambiguous',
        `versions ${units.map((unit) => unit.version).join(' and ')} are installed, and neither is the one wanted`,
      );
    // Beside the right one, in the same environment: an old version that stayed.
    for (const other of units) {
      if (other === right || other.version === right.version || !sameReference(other.environment, right.environment))
        continue;
      for (const execution of other.executionUnits)
        if (execution.status === 'Active') removals.push(stop(module, execution));
      removals.push(uninstall(module, other));
    }
    return right;
  }

  /** Where it is to be installed: `any` where the device chooses; null: nowhere. */
  function environmentFor(module: WantedModule): SeenEnvironment | 'any' | null {
    const named = module.executionEnvironment;
    const fitting = named === undefined ? seen.environments : seen.environments.filter((one) => isNamed(one, named));
    if (named !== undefined && fitting.length === 0)
      return refuse(module, 'environmentUnknown', `the device has no execution environment "${named}"`);
    if (seen.environments.length === 0) return 'any';
    const up = fitting.filter((one) => one.up);
    if (up.length === 0)
      return refuse(module, 'environmentDown', `${fitting.map((one) => one.name || one.path).join(', ')} is not up`);
    return named === undefined && up.length > 1 ? 'any' : up[0]!;
  }

  function fits(module: WantedModule, environment: SeenEnvironment | 'any'): boolean {
    const memory = module.state === 'Active' ? (module.memory ?? 0) : 0;
    const disk = module.diskSpace ?? 0;
    const places = environment === 'any' ? seen.environments.filter((one) => one.up) : [environment];
    const full = places.map((place) => room.takes(place, disk, memory));
    const free = places.find((_, i) => full[i] === null);
    if (places.length > 0 && !free) {
      refuse(module, 'noSpace', full.join('; '));
      return false;
    }
    if (free) room.take(free, disk, memory);
    return true;
  }

  function environmentOf(unit: SeenModule): SeenEnvironment | null {
    return seen.environments.find((one) => sameReference(one.path, unit.environment)) ?? null;
  }

  function isDown(unit: SeenModule): boolean {
    return environmentOf(unit)?.up === false;
  }

  function needs(name: string): string {
    const why = reasons.get(name);
    return `it requires "${name}"${why ? `, which cannot be brought there: ${why.detail}` : ', which is not there yet'}`;
  }
}

/** Space that the plan has spoken for. */
class Room {
  readonly #disk = new Map<string, number>();
  readonly #memory = new Map<string, number>();

  /** Why it does not fit, or null. */
  takes(environment: SeenEnvironment | null, disk: number, memory: number): string | null {
    if (environment === null) return null;
    const { path, name, availableDiskSpace, availableMemory } = environment;
    const lacks = (what: string, wanted: number, available: number | null, taken: number): string | null =>
      wanted > 0 && available !== null && wanted > available - taken
        ? `${wanted} KiB of ${what} wanted in ${name || path}, ${Math.max(0, available - taken)} free`
        : null;
    return (
      lacks('disk space', disk, availableDiskSpace, this.#disk.get(path) ?? 0) ??
      lacks('memory', memory, availableMemory, this.#memory.get(path) ?? 0)
    );
  }

  take(environment: SeenEnvironment | null, disk: number, memory: number): void {
    if (environment === null) return;
    const { path } = environment;
    this.#disk.set(path, (this.#disk.get(path) ?? 0) + disk);
    this.#memory.set(path, (this.#memory.get(path) ?? 0) + memory);
  }
}

/** The units of a device that are this module. */
function unitsOf(seen: Seen, module: WantedModule): SeenModule[] {
  const named = module.executionEnvironment;
  return seen.units.filter((unit) => {
    if (module.uuid === undefined ? unit.name !== module.name : !sameUuid(unit.uuid, module.uuid)) return false;
    if (module.state === 'Absent' && module.version !== undefined && unit.version !== module.version) return false;
    if (named === undefined) return true;
    const environment = seen.environments.find((one) => sameReference(one.path, unit.environment));
    return environment !== undefined && isNamed(environment, named);
  });
}

function isNamed(environment: SeenEnvironment, name: string): boolean {
  return environment.name === name || environment.type === name || sameReference(environment.path, name);
}

/** An execution unit on its way to another state, in words; null: all rest. */
function transient(unit: SeenModule): string | null {
  const moving = unit.executionUnits.find(({ status }) => status === 'Starting' || status === 'Stopping');
  return moving ? `execution unit ${moving.name || moving.euid} is ${moving.status}` : null;
}

function source({ url, fileId, package: name, version }: WantedModule): object {
  if (name !== undefined) return { package: { name, ...(version === undefined ? {} : { version }) } };
  return fileId === undefined ? { url } : { fileId };
}

function install(module: WantedModule, environment: SeenEnvironment | 'any'): Step {
  const operation = {
    op: 'install',
    ...source(module),
    ...(module.uuid === undefined ? {} : { uuid: module.uuid }),
    ...(environment === 'any' || module.executionEnvironment === undefined
      ? {}
      : { executionEnvRef: environment.path }),
  };
  return { module: module.name, does: 'install', kind: 'changeDuState', order: { operations: [operation] } };
}

function update(module: WantedModule, unit: SeenModule): Step {
  // Of the unit that is there: several versions of one UUID need it named (9031).
  const operation = {
    op: 'update',
    uuid: unit.uuid,
    ...(unit.version === '' ? {} : { version: unit.version }),
    ...source(module),
  };
  return { module: module.name, does: 'update', kind: 'changeDuState', order: { operations: [operation] } };
}

function uninstall(module: WantedModule, unit: SeenModule): Step {
  const operation = {
    op: 'uninstall',
    uuid: unit.uuid,
    ...(unit.version === '' ? {} : { version: unit.version }),
    ...(unit.environment === '' ? {} : { executionEnvRef: unit.environment }),
  };
  return { module: module.name, does: 'uninstall', kind: 'changeDuState', order: { operations: [operation] } };
}

const start = (module: WantedModule, unit: SeenExecution): Step => turn(module, unit, 'start', 'Active');
const stop = (module: WantedModule, unit: SeenExecution): Step => turn(module, unit, 'stop', 'Idle');

function turn(module: WantedModule, unit: SeenExecution, does: 'start' | 'stop', requestedState: string): Step {
  const executionUnit = unit.euid === '' ? unit.path : unit.euid;
  return { module: module.name, does, kind: 'setExecutionUnitState', order: { executionUnit, requestedState } };
}

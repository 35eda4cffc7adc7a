import type { UnitChange } from './difference.ts';
import { type SeenUnit, tableOf, type UnitKind } from './seen.ts';

/** Who says so, and why it was told now. */
export interface Cause {
  /**
   * `operation`: an operation of ours; `autonomous`: the device did it by itself and told so; `notification`: an Inform
   * brought it; `read`: it was found when the tables were read; `subtree gone`: the device has no software modules any more,
   * e.g. as its firmware is another.
   */
  readonly cause: 'operation' | 'autonomous' | 'notification' | 'read' | 'subtree gone';
  /** Goes into the timeline as it is, e.g. `operationId`. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const kindNames: Readonly<Record<UnitKind, string>> = {
  e: 'executionEnvironment',
  d: 'deploymentUnit',
  u: 'executionUnit',
};

/** Name of a kind as REST and timeline have it. */
export function kindName(kind: UnitKind): string {
  return kindNames[kind];
}

/**
 * Whether those outside are told: it came, went, or has another status, version, fault or lack of a dependency. That a name
 * or UUID became known is for the timeline only.
 */
export function isStateChange({ before, after }: UnitChange): boolean {
  if (before === null || after === null) return true;
  return (
    before.status !== after.status ||
    before.version !== after.version ||
    before.fault !== after.fault ||
    (before.resolved === false) !== (after.resolved === false)
  );
}

/**
 * Details of the timeline items (`software`) of what changed. `unit` is the unit's name, else its UUID or its path; `from`
 * and `to` are what its Status was and is: null where there is no such unit, '' where the device does not tell. Whether a
 * dependency is missing, a version and a fault are told where they changed, or where the unit is new or gone.
 * @param modules path of the tables, e.g. `Device.SoftwareModules.`
 */
export function historyOf(
  changes: readonly UnitChange[],
  modules: string,
  { cause, more = {} }: Cause,
): Record<string, unknown>[] {
  return changes.map(({ before, after }) => {
    const unit = (after ?? before) as SeenUnit;
    const path = `${modules}${tableOf[unit.kind]}.${unit.instance}`;
    const both = before !== null && after !== null;
    return {
      unit: unit.name !== '' ? unit.name : (unit.uuid ?? path),
      from: before?.status ?? null,
      to: after?.status ?? null,
      cause,
      kind: kindName(unit.kind),
      path,
      ...(unit.uuid === null ? {} : { uuid: unit.uuid }),
      version: unit.version,
      ...(both && before.version !== after.version ? { fromVersion: before.version } : {}),
      ...((after?.fault ?? '') !== '' ? { faultCode: after!.fault } : {}),
      ...(after?.resolved === false ? { resolved: false } : {}),
      ...more,
    };
  });
}

import { softwareModules } from '../datamodel/views/software-modules.ts';
import type { OpenBlock } from '../devices/parameters.ts';

/** `e`: execution environment, `d`: deployment unit, `u`: execution unit. */
export type UnitKind = 'e' | 'd' | 'u';

/** A unit or environment as a row of `software_unit` has it. */
export interface SeenUnit {
  readonly kind: UnitKind;
  readonly instance: number;
  readonly name: string;
  readonly version: string;
  /** '' where the device does not tell it. */
  readonly status: string;
  /** ExecutionFaultCode; '' for none. */
  readonly fault: string;
  /** Of a deployment unit, in lower case; null for what is no UUID. */
  readonly uuid: string | null;
  /** Of a deployment unit; null where the device does not tell. */
  readonly resolved: boolean | null;
}

export const tableOf: Readonly<Record<UnitKind, string>> = {
  e: 'ExecEnv',
  d: 'DeploymentUnit',
  u: 'ExecutionUnit',
};

/** Whether a block of parameters is that of the software modules. All of a device's are in this one. */
export function isModulesBlock(block: string): boolean {
  return block === 'Device.SoftwareModules.' || block === 'InternetGatewayDevice.SoftwareModules.';
}

/** More rows than any device has; what lies beyond is not counted. */
const mostUnits = 2_000;
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Longest name (256 in TR-181), version (32), status and fault that are kept; devices lie about lengths. */
const limits = { name: 256, version: 64, word: 64 } as const;

/**
 * The rows of a device, as its stored parameters tell them. A unit without a name goes by its DUID or EUID; a run of
 * an execution unit by the version of its own.
 */
export function seenUnits(block: string, content: OpenBlock): SeenUnit[] {
  const tables = softwareModules(parametersOf(block, content));
  return [
    ...tables.executionEnvironments.map((one) =>
      row('e', one.instance, one.name ?? one.alias, one.version, one.status),
    ),
    ...tables.deploymentUnits.map((one) => ({
      ...row('d', one.instance, one.name ?? one.duid, one.version, one.status),
      uuid: one.uuid !== null && uuidForm.test(one.uuid) ? one.uuid : null,
      resolved: one.resolved,
    })),
    ...tables.executionUnits.map((one) => ({
      ...row('u', one.instance, one.name ?? one.euid, one.version, one.status),
      fault: cut(one.fault?.code ?? '', limits.word),
    })),
  ].slice(0, mostUnits);
}

/** The parameters of a block by their full paths. */
export function* parametersOf(block: string, content: OpenBlock): Generator<[path: string, value: string]> {
  for (const [key, [value]] of content) yield [block + key, value];
}

function row(
  kind: UnitKind,
  instance: number,
  name: string | null,
  version: string | null,
  status: string | null,
): SeenUnit {
  return {
    kind,
    instance,
    name: cut(name ?? '', limits.name),
    version: cut(version ?? '', limits.version),
    status: cut(status ?? '', limits.word),
    fault: '',
    uuid: null,
    resolved: null,
  };
}

function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}

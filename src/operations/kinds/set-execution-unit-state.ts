import { z } from 'zod';
import type { ExecutionUnit } from '../../datamodel/views/software-modules.ts';
import { sameReference } from '../../datamodel/views/software-modules-references.ts';
import { softwareWrite } from './software-write.ts';

const order = z.strictObject({
  executionUnit: z.string().trim().min(1).max(256),
  requestedState: z.enum(['Active', 'Idle']),
  /** Whether it starts with its environment from now on. */
  autoStart: z.boolean().optional(),
  /** Of the environment, from which on it may run. */
  runLevel: z.int().min(0).max(65_535).optional(),
  /** From the order to the state it asks for; 15 where not given. */
  timeoutMinutes: z.number().min(0.05).max(1_440).optional(),
});
type Order = z.infer<typeof order>;

/**
 * Starts or stops an execution unit (TR-181 ExecutionUnit.{i}.RequestedState): named by its path, its EUID or its name.
 * Done when its Status is there. Writing it again has no effect, so a lost answer is settled by a look at the unit.
 */
export const setExecutionUnitState = softwareWrite<Order, ExecutionUnit>({
  name: 'setExecutionUnitState',
  order,
  repeatable: () => true,
  rows: ({ executionUnits }) => executionUnits,
  find: ({ executionUnit }, units) => unitNamed(executionUnit, units),
  direct: ({ executionUnit }, device) =>
    /^(?:[A-Za-z]+\.)?SoftwareModules\.ExecutionUnit\.\d+\.?$/.test(executionUnit)
      ? `${device.root}SoftwareModules.ExecutionUnit.${/(\d+)\.?$/.exec(executionUnit)![1]}`
      : null,
  identity: ({ euid }) => euid ?? '',
  writings: ({ requestedState, autoStart, runLevel }, path) => [
    ...(autoStart === undefined ? [] : [{ path: `${path}.AutoStart`, value: autoStart ? '1' : '0', type: 'boolean' }]),
    ...(runLevel === undefined ? [] : [{ path: `${path}.RunLevel`, value: String(runLevel), type: 'unsignedInt' }]),
    { path: `${path}.RequestedState`, value: requestedState, type: 'string' },
  ],
  faultOf,
  verdict({ requestedState }, row, { oldFault, looks = 0 }) {
    const status = row.status ?? '';
    const fault = faultOf(row);
    if (status === requestedState) return { is: 'there', result: shown(row) };
    // A fault of an earlier start stays shown until the device has begun with this one.
    const isNews = fault !== '' && (fault !== (oldFault ?? '') || looks > 2);
    if (isNews && (status === 'Idle' || fault.startsWith('FailureOnStop'))) {
      const message = row.fault?.message ?? '';
      return { is: 'failed', why: `${fault}${message === '' ? '' : `: ${message}`}; its Status is ${status}` };
    }
    return { is: 'not yet' };
  },
});

/** The unit that a path, an EUID or a name means. */
export function unitNamed(name: string, units: readonly ExecutionUnit[]): { row: ExecutionUnit } | { none: string } {
  const exact = units.find(({ path }) => sameReference(path, name)) ?? units.find(({ euid }) => euid === name);
  if (exact) return { row: exact };
  const named = units.filter((unit) => unit.name === name || unit.alias === name);
  if (named.length === 1) return { row: named[0]! };
  const ids = (rows: readonly ExecutionUnit[]): string =>
    rows
      .slice(0, 20)
      .map((row) => `${row.name ?? ''} (EUID ${row.euid ?? ''})`)
      .join(', ');
  return named.length > 1
    ? { none: `"${name}" is the name of ${named.length} execution units; name one by its EUID: ${ids(named)}` }
    : { none: `the device has no execution unit "${name}"; it has ${units.length === 0 ? 'none' : ids(units)}` };
}

function faultOf({ fault }: ExecutionUnit): string {
  return fault?.code ?? '';
}

function shown(row: ExecutionUnit) {
  return {
    executionUnit: row.path,
    euid: row.euid ?? '',
    name: row.name ?? '',
    status: row.status ?? '',
    executionFaultCode: row.fault?.code ?? 'NoFault',
    autoStart: row.autoStart,
    runLevel: row.runLevel,
  };
}

import { z } from 'zod';
import { cell, type Row, type SoftwareTables, sameReference } from '../../software/wanted/tables.ts';
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
export const setExecutionUnitState = softwareWrite<Order>({
  name: 'setExecutionUnitState',
  order,
  repeatable: () => true,
  find: ({ executionUnit }, tables) => unitNamed(executionUnit, tables),
  direct: ({ executionUnit }, device) =>
    /^(?:[A-Za-z]+\.)?SoftwareModules\.ExecutionUnit\.\d+\.?$/.test(executionUnit)
      ? `${device.root}SoftwareModules.ExecutionUnit.${/(\d+)\.?$/.exec(executionUnit)![1]}`
      : null,
  identity: (row) => cell(row, 'EUID'),
  writings: ({ requestedState, autoStart, runLevel }, path) => [
    ...(autoStart === undefined ? [] : [{ path: `${path}.AutoStart`, value: autoStart ? '1' : '0', type: 'boolean' }]),
    ...(runLevel === undefined ? [] : [{ path: `${path}.RunLevel`, value: String(runLevel), type: 'unsignedInt' }]),
    { path: `${path}.RequestedState`, value: requestedState, type: 'string' },
  ],
  faultOf,
  verdict({ requestedState }, row, { oldFault, looks = 0 }) {
    const status = cell(row, 'Status');
    const fault = faultOf(row);
    if (status === requestedState) return { is: 'there', result: shown(row) };
    // A fault of an earlier start stays shown until the device has begun with this one.
    const isNews = fault !== '' && (fault !== (oldFault ?? '') || looks > 2);
    if (isNews && (status === 'Idle' || fault.startsWith('FailureOnStop'))) {
      const message = cell(row, 'ExecutionFaultMessage');
      return { is: 'failed', why: `${fault}${message === '' ? '' : `: ${message}`}; its Status is ${status}` };
    }
    return { is: 'not yet' };
  },
});

/** The unit that a path, an EUID or a name means. */
function unitNamed(name: string, { executionUnits }: SoftwareTables): { row: Row } | { none: string } {
  const byPath = executionUnits.find((row) => sameReference(row.path, name));
  if (byPath) return { row: byPath };
  const byId = executionUnits.find((row) => cell(row, 'EUID') === name);
  if (byId) return { row: byId };
  const named = executionUnits.filter((row) => cell(row, 'Name') === name || cell(row, 'Alias') === name);
  if (named.length === 1) return { row: named[0]! };
  const ids = (rows: readonly Row[]): string =>
    rows
      .slice(0, 20)
      .map((row) => `${cell(row, 'Name')} (EUID ${cell(row, 'EUID')})`)
      .join(', ');
  return named.length > 1
    ? { none: `"${name}" is the name of ${named.length} execution units; name one by its EUID: ${ids(named)}` }
    : {
        none: `the device has no execution unit "${name}"; it has ${executionUnits.length === 0 ? 'none' : ids(executionUnits)}`,
      };
}

function faultOf(row: Row): string {
  const code = cell(row, 'ExecutionFaultCode');
  return code === 'NoFault' ? '' : code;
}

function shown(row: Row) {
  return {
    executionUnit: row.path,
    euid: cell(row, 'EUID'),
    name: cell(row, 'Name'),
    status: cell(row, 'Status'),
    executionFaultCode: cell(row, 'ExecutionFaultCode'),
    autoStart: row.values.has('AutoStart') ? /^(?:1|true)$/.test(cell(row, 'AutoStart')) : null,
    runLevel: row.values.has('RunLevel') ? Number(cell(row, 'RunLevel')) : null,
  };
}

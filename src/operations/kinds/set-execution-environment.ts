import { z } from 'zod';
import { cell, type Row, type SoftwareTables, sameReference } from '../../software/wanted/tables.ts';
import { softwareWrite } from './software-write.ts';

const order = z
  .strictObject({
    environment: z.string().trim().min(1).max(256),
    enable: z.boolean().optional(),
    /** Back to what it was at the last bootstrap: modules installed since are gone (TR-181 ExecEnv.{i}.Reset). */
    reset: z.literal(true).optional(),
    timeoutMinutes: z.number().min(0.05).max(1_440).optional(),
  })
  .refine(({ enable, reset }) => (enable === undefined) !== (reset === undefined), {
    message: 'needs either enable or reset',
    path: ['enable'],
  });
type Order = z.infer<typeof order>;

/**
 * Enables, disables or resets an execution environment, named by its path, name or alias. Done when its Status shows
 * it; a reset is done when the environment is back. A reset whose answer got lost is not said again.
 */
export const setExecutionEnvironment = softwareWrite<Order>({
  name: 'setExecutionEnvironment',
  order,
  repeatable: ({ reset }) => reset !== true,
  find: ({ environment }, tables) => environmentNamed(environment, tables),
  direct: ({ environment }, device) =>
    /^(?:[A-Za-z]+\.)?SoftwareModules\.ExecEnv\.\d+\.?$/.test(environment)
      ? `${device.root}SoftwareModules.ExecEnv.${/(\d+)\.?$/.exec(environment)![1]}`
      : null,
  identity: (row) => cell(row, 'Name'),
  writings: ({ enable, reset }, path) => [
    reset
      ? { path: `${path}.Reset`, value: '1', type: 'boolean' }
      : { path: `${path}.Enable`, value: enable ? '1' : '0', type: 'boolean' },
  ],
  faultOf: (row) => (cell(row, 'Status') === 'Error' ? 'Error' : ''),
  verdict({ enable, reset }, row, { looks = 0, oldFault }) {
    const status = cell(row, 'Status');
    if (status === 'Error' && (oldFault !== 'Error' || looks > 2))
      return { is: 'failed', why: `the environment ${cell(row, 'Name')} shows the Status Error` };
    const there = reset ? status === 'Up' || status === 'Disabled' : status === (enable ? 'Up' : 'Disabled');
    return there
      ? { is: 'there', result: { environment: row.path, name: cell(row, 'Name'), status } }
      : { is: 'not yet' };
  },
});

function environmentNamed(name: string, { environments }: SoftwareTables): { row: Row } | { none: string } {
  const byPath = environments.find((row) => sameReference(row.path, name));
  if (byPath) return { row: byPath };
  const named = environments.filter((row) => cell(row, 'Name') === name || cell(row, 'Alias') === name);
  if (named.length === 1) return { row: named[0]! };
  const names = environments.slice(0, 20).map((row) => cell(row, 'Name') || row.path);
  return {
    none:
      named.length > 1
        ? `"${name}" is the name of ${named.length} execution environments; name one by its path`
        : `the device has no execution environment "${name}"; it has ${names.length === 0 ? 'none' : names.join(', ')}`,
  };
}

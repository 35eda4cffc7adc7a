import { z } from 'zod';
import type { ExecutionEnvironment } from '../../datamodel/views/software-modules.ts';
import { sameReference } from '../../datamodel/views/software-modules-references.ts';
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
export const setExecutionEnvironment = softwareWrite<Order, ExecutionEnvironment>({
  name: 'setExecutionEnvironment',
  order,
  repeatable: ({ reset }) => reset !== true,
  rows: ({ executionEnvironments }) => executionEnvironments,
  find: ({ environment }, environments) => environmentNamed(environment, environments),
  direct: ({ environment }, device) =>
    /^(?:[A-Za-z]+\.)?SoftwareModules\.ExecEnv\.\d+\.?$/.test(environment)
      ? `${device.root}SoftwareModules.ExecEnv.${/(\d+)\.?$/.exec(environment)![1]}`
      : null,
  identity: ({ name }) => name ?? '',
  writings: ({ enable, reset }, path) => [
    reset
      ? { path: `${path}.Reset`, value: '1', type: 'boolean' }
      : { path: `${path}.Enable`, value: enable ? '1' : '0', type: 'boolean' },
  ],
  faultOf: ({ status }) => (status === 'Error' ? 'Error' : ''),
  verdict({ enable, reset }, row, { looks = 0, oldFault }) {
    const status = row.status ?? '';
    if (status === 'Error' && (oldFault !== 'Error' || looks > 2))
      return { is: 'failed', why: `the environment ${row.name ?? row.path} shows the Status Error` };
    const there = reset ? status === 'Up' || status === 'Disabled' : status === (enable ? 'Up' : 'Disabled');
    return there ? { is: 'there', result: { environment: row.path, name: row.name ?? '', status } } : { is: 'not yet' };
  },
});

function environmentNamed(
  name: string,
  environments: readonly ExecutionEnvironment[],
): { row: ExecutionEnvironment } | { none: string } {
  const byPath = environments.find(({ path }) => sameReference(path, name));
  if (byPath) return { row: byPath };
  const named = environments.filter((row) => row.name === name || row.alias === name);
  if (named.length === 1) return { row: named[0]! };
  const names = environments.slice(0, 20).map((row) => row.name ?? row.path);
  return {
    none:
      named.length > 1
        ? `"${name}" is the name of ${named.length} execution environments; name one by its path`
        : `the device has no execution environment "${name}"; it has ${names.length === 0 ? 'none' : names.join(', ')}`,
  };
}

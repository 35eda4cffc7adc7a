import type { ParameterTree } from '../model/tree.ts';
import type { PackageFacts } from './package.ts';
import { addUnit, deploymentUnits, isUp, type Unit } from './units.ts';

/**
 * Makes the execution units of an installed package and starts those that may start.
 * @returns whether every dependency is there
 */
export function placeExecutionUnits(tree: ParameterTree, unit: Unit, facts: PackageFacts): boolean {
  const execEnv = unit.get('ExecutionEnvRef');
  const there = new Set(
    deploymentUnits(tree)
      .filter((other) => other.path !== unit.path && other.get('Status') === 'Installed')
      .map((other) => other.get('Name')),
  );
  const missing = facts.dependencies.filter((name) => !there.has(name));
  const resolved = missing.length === 0;
  const made = facts.executionUnits.map((name) => {
    const execution = addUnit(tree, 'ExecutionUnit');
    execution.set({
      EUID: `${execEnv.split('.').pop()}-${execution.path.split('.').pop()}`,
      Name: name.slice(0, 32),
      ExecEnvLabel: name.slice(0, 64),
      Vendor: facts.vendor,
      Version: facts.version,
      Description: facts.description,
      DiskSpaceInUse: String(facts.diskSpace),
      ExecutionEnvRef: execEnv,
      Status: resolved && isUp(tree, execEnv) ? 'Active' : 'Idle',
      ...(resolved
        ? {}
        : { ExecutionFaultCode: 'DependencyFailure', ExecutionFaultMessage: `missing: ${missing.join(', ')}` }),
    });
    return execution;
  });
  unit.set({ Resolved: String(resolved), ExecutionUnitList: made.map((execution) => execution.path).join(',') });
  return resolved;
}

/** Stops and removes the execution units of a deployment unit. @returns their paths */
export function removeExecutionUnits(unit: Unit): string[] {
  const executions = unit.list('ExecutionUnitList');
  for (const execution of executions) execution.remove();
  unit.set({ ExecutionUnitList: '' });
  return executions.map((execution) => execution.path);
}

/** The URL as the data model shows it: without credentials. */
export function shownUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.username === '' && url.password === '')) return text;
  url.username = '';
  url.password = '';
  return url.href;
}

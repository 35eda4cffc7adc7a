import { dependenciesIn } from '../../files/packages/format/control.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { ParameterTree } from '../model/tree.ts';
import { startExecution } from './execution.ts';
import { compareVersions, type PackageFacts } from './package.ts';
import { addUnit, deploymentUnits, isUp, type Unit } from './units.ts';

/** Packages the firmware brings with it: they need not be installed to be there. */
const firmware: ReadonlySet<string> = new Set(['base-files', 'busybox', 'kernel', 'libc', 'libgcc1', 'libpthread']);

/** What the data model shows of a package, in the row of its deployment unit. */
export function showFacts(unit: Unit, facts: PackageFacts): void {
  unit.set({
    Name: facts.name.slice(0, 64),
    Vendor: facts.vendor,
    Version: facts.version,
    Description: facts.description,
    X_MUSTER_DiskSpace: String(facts.diskSpace),
    X_MUSTER_Depends: facts.dependencies.join(', '),
  });
}

/**
 * Makes the execution units of an installed package and starts those that may start.
 * @param idle names of units that are not started: they were not running before an update
 * @returns whether every dependency is there
 */
export async function placeExecutionUnits(
  gateway: Gateway,
  unit: Unit,
  facts: PackageFacts,
  idle: ReadonlySet<string>,
): Promise<boolean> {
  const startable = makeExecutionUnits(gateway, unit, facts, idle);
  await Promise.all(startable.map((execution) => startExecution(gateway, execution)));
  return unit.get('Resolved') === 'true';
}

/** Makes the rows. @returns those that may be started; where nothing real stands behind them they are Active at once */
export function makeExecutionUnits(
  gateway: Gateway,
  unit: Unit,
  facts: PackageFacts,
  idle: ReadonlySet<string>,
): Unit[] {
  const { tree } = gateway;
  const execEnv = unit.get('ExecutionEnvRef');
  const missing = missingFor(tree, unit);
  const resolved = missing.length === 0;
  const real = gateway.environments.at(execEnv).kind !== 'scripted';
  const startable: Unit[] = [];
  const made = facts.executionUnits.map((name) => {
    const execution = addUnit(tree, 'ExecutionUnit');
    const byItself = !facts.idleUnits?.includes(name);
    const starts = resolved && byItself && !idle.has(name) && isUp(tree, execEnv);
    execution.set({
      EUID: `${execEnv.split('.').pop()}-${execution.path.split('.').pop()}`,
      Name: name.slice(0, 32),
      ExecEnvLabel: name.slice(0, 64),
      Vendor: facts.vendor,
      Version: facts.version,
      Description: facts.description,
      DiskSpaceInUse: String(facts.diskSpace),
      ExecutionEnvRef: execEnv,
      Status: starts && !real ? 'Active' : 'Idle',
      ...(byItself ? {} : { AutoStart: 'false' }),
      ...(resolved
        ? {}
        : {
            ExecutionFaultCode: 'DependencyFailure',
            ExecutionFaultMessage: `missing: ${missing.join(', ')}`.slice(0, 256),
          }),
    });
    if (starts && real) startable.push(execution);
    return execution;
  });
  unit.set({ Resolved: String(resolved), ExecutionUnitList: made.map((execution) => execution.path).join(',') });
  return startable;
}

/**
 * A deployment unit came or went: others may have what they need now, or no longer. What could not start for want of it
 * may be started; what runs goes on running.
 */
export function resolveAll(tree: ParameterTree): void {
  for (const unit of deploymentUnits(tree)) {
    if (unit.get('Status') !== 'Installed') continue;
    const missing = missingFor(tree, unit);
    const resolved = String(missing.length === 0);
    if (unit.get('Resolved') === resolved) continue;
    unit.set({ Resolved: resolved });
    for (const execution of unit.list('ExecutionUnitList')) {
      if (resolved === 'true' && execution.get('ExecutionFaultCode') === 'DependencyFailure') {
        execution.set({ ExecutionFaultCode: 'NoFault', ExecutionFaultMessage: '' });
      }
    }
  }
}

/** Items of Depends that nothing installed satisfies. */
function missingFor(tree: ParameterTree, unit: Unit): string[] {
  const there = deploymentUnits(tree)
    .filter((other) => other.path !== unit.path && other.get('Status') === 'Installed')
    .map((other) => ({ name: other.get('Name'), version: other.get('Version') }));
  const wanted = unit.get('X_MUSTER_Depends').split(', ');
  return wanted.filter(
    (item) =>
      item !== '' &&
      !dependenciesIn(item).some(
        ({ name, relation, version }) =>
          firmware.has(name) ||
          there.some((other) => other.name === name && fits(compareVersions(other.version, version), relation)),
      ),
  );
}

function fits(order: number, relation: '>=' | '<=' | '=' | '>>' | '<<' | null): boolean {
  switch (relation) {
    case null:
      return true;
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>>':
      return order > 0;
    case '<<':
      return order < 0;
  }
}

/** Removes the execution units of a deployment unit. @returns their paths */
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

import type { ObjectPlace, ParameterTree } from '../model/tree.ts';

export type DuStatus = 'Installing' | 'Installed' | 'Updating' | 'Uninstalling' | 'Uninstalled';
export type EuStatus = 'Idle' | 'Starting' | 'Active' | 'Stopping';

/** One row of SoftwareModules.DeploymentUnit or ExecutionUnit, read and written by name. */
export class Unit {
  /** Without the final dot, as references have it. */
  readonly path: string;
  readonly #tree: ParameterTree;

  constructor(tree: ParameterTree, path: string) {
    this.#tree = tree;
    this.path = path.replace(/\.$/, '');
  }

  get(name: string): string {
    return this.#tree.value(`${this.path}.${name}`);
  }
  set(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) this.#tree.set(`${this.path}.${name}`, value);
  }
  /** The units a comma list refers to. */
  list(name: string): Unit[] {
    const paths = this.get(name).split(',');
    return paths.filter((path) => path !== '').map((path) => new Unit(this.#tree, path));
  }
  remove(): void {
    const row = this.#tree.find(`${this.path}.`);
    if (row?.kind === 'row') this.#tree.deleteRow(row);
  }
}

export const modules = (tree: ParameterTree): string => `${tree.root.path}SoftwareModules.`;

function table(tree: ParameterTree, name: string): ObjectPlace | null {
  const found = tree.find(`${modules(tree)}${name}.`);
  return found?.kind === 'table' ? found : null;
}

function units(tree: ParameterTree, name: string): Unit[] {
  const place = table(tree, name);
  return place === null ? [] : tree.rowNumbers(place).map((number) => new Unit(tree, `${place.path}${number}`));
}

export const deploymentUnits = (tree: ParameterTree): Unit[] => units(tree, 'DeploymentUnit');
export const executionUnits = (tree: ParameterTree): Unit[] => units(tree, 'ExecutionUnit');
export const execEnvs = (tree: ParameterTree): Unit[] => units(tree, 'ExecEnv');

/** A new row, empty. */
export function addUnit(tree: ParameterTree, name: 'DeploymentUnit' | 'ExecutionUnit'): Unit {
  const place = table(tree, name)!;
  return new Unit(tree, `${place.path}${tree.addRow(place)}`);
}

/** The execution environment a reference names, with or without the root and the final dot; null for none. */
export function execEnvReferred(tree: ParameterTree, reference: string): Unit | null {
  const path = reference.replace(/\.$/, '');
  const known = (unit: Unit): boolean =>
    unit.path === path || unit.path === `${tree.root.path}${path.replace(/^\./, '')}`;
  return execEnvs(tree).find(known) ?? null;
}

/** KiB that deployment units occupy in one environment. */
export function diskInUse(tree: ParameterTree, execEnv: number): number {
  const reference = `${modules(tree)}ExecEnv.${execEnv}`;
  return deploymentUnits(tree)
    .filter((unit) => unit.get('ExecutionEnvRef') === reference)
    .reduce((sum, unit) => sum + Number(unit.get('X_MUSTER_DiskSpace')), 0);
}

/** Power came on: what an operation had in its hands is as before it, and execution units start by AutoStart. */
export function settleUnits(tree: ParameterTree): void {
  for (const unit of deploymentUnits(tree)) {
    const status = unit.get('Status') as DuStatus;
    if (status === 'Installing') unit.remove();
    else if (status === 'Updating' || status === 'Uninstalling') unit.set({ Status: 'Installed' });
  }
  for (const unit of executionUnits(tree)) {
    const runs = unit.get('AutoStart') === 'true' && isUp(tree, unit.get('ExecutionEnvRef'));
    const startable = unit.get('ExecutionFaultCode') !== 'DependencyFailure';
    unit.set({ Status: runs && startable ? 'Active' : 'Idle' });
  }
}

export function isUp(tree: ParameterTree, execEnv: string): boolean {
  return tree.value(`${execEnv}.Status`) === 'Up';
}

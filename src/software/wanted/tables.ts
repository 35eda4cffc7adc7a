/** One row of a table of SoftwareModules, by the names of its parameters. */
export interface Row {
  /** Without the final dot, e.g. `Device.SoftwareModules.DeploymentUnit.3`. */
  readonly path: string;
  readonly values: ReadonlyMap<string, string>;
}

/** The tables of TR-157 as a device told them (TR-181 SoftwareModules), as far as operations need them. */
export interface SoftwareTables {
  readonly environments: readonly Row[];
  readonly deploymentUnits: readonly Row[];
  readonly executionUnits: readonly Row[];
}

/** A deployment unit as it was seen: enough to tell two of them apart, and what became of one. */
export interface SeenUnit {
  readonly path: string;
  readonly uuid: string;
  readonly version: string;
  readonly status: string;
  readonly url: string;
  readonly environment: string;
}

const place = /^(?:[A-Za-z]+\.)?SoftwareModules\.(ExecEnv|DeploymentUnit|ExecutionUnit)\.(\d+)\.([^.]+)$/;

/** Where a device keeps its tables. */
export const modulesPath = (root: string): string => `${root}SoftwareModules.`;

/** Reads the tables out of parameters; what is no column of them is left out. */
export function softwareTables(parameters: Iterable<readonly [path: string, value: string]>): SoftwareTables {
  const tables = { ExecEnv: new Map(), DeploymentUnit: new Map(), ExecutionUnit: new Map() } as Record<
    string,
    Map<number, { path: string; values: Map<string, string> }>
  >;
  for (const [path, value] of parameters) {
    const found = place.exec(path);
    if (!found) continue;
    const [, table, instance, name] = found as unknown as [string, string, string, string];
    const rows = tables[table]!;
    let row = rows.get(Number(instance));
    if (!row) {
      row = { path: path.slice(0, path.length - name.length - 1), values: new Map() };
      rows.set(Number(instance), row);
    }
    row.values.set(name, value);
  }
  const sorted = (table: string): Row[] =>
    [...tables[table]!.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
  return {
    environments: sorted('ExecEnv'),
    deploymentUnits: sorted('DeploymentUnit'),
    executionUnits: sorted('ExecutionUnit'),
  };
}

export const cell = (row: Row, name: string): string => row.values.get(name) ?? '';

export function seenUnits(tables: SoftwareTables): SeenUnit[] {
  return tables.deploymentUnits.map((row) => ({
    path: row.path,
    uuid: cell(row, 'UUID'),
    version: cell(row, 'Version'),
    status: cell(row, 'Status'),
    url: cell(row, 'URL'),
    environment: cell(row, 'ExecutionEnvRef'),
  }));
}

/** References come with or without the root and the final dot (TR-069 A.3.2.3.4 and what devices make of it). */
export function sameReference(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

export function sameUuid(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A unit while something is being done to it. */
export function isBusy(status: string): boolean {
  return status === 'Installing' || status === 'Updating' || status === 'Uninstalling';
}

function bare(reference: string): string {
  return reference
    .trim()
    .replace(/\.$/, '')
    .replace(/^\.?(?:Device|InternetGatewayDevice)?\.?(?=SoftwareModules\.)/, '');
}

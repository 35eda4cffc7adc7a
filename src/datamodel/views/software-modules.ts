import { modulesReference, referenceList } from './software-modules-references.ts';

/** What stands in tables that this view does not name: vendor parameters (`X_…`), newer columns, rows of inner tables. */
export type Further = Readonly<Record<string, string>>;

interface Row {
  /** Without the final dot, e.g. `Device.SoftwareModules.DeploymentUnit.3`. */
  readonly path: string;
  readonly instance: number;
  readonly alias: string | null;
  /** By the rest of its path. */
  readonly further: Further;
}

/** ExecEnv.{i}. A parameter that the device does not tell is null. Sizes are KiB, -1: unlimited or unknown. */
export interface ExecutionEnvironment extends Row {
  readonly enabled: boolean | null;
  /** `Up`, `Error` or `Disabled`. */
  readonly status: string | null;
  readonly name: string | null;
  readonly type: string | null;
  readonly vendor: string | null;
  readonly version: string | null;
  /** -1: it has no run levels. */
  readonly currentRunLevel: number | null;
  readonly initialRunLevel: number | null;
  readonly initialExecutionUnitRunLevel: number | null;
  /** null: it runs on the base system. */
  readonly parentRef: string | null;
  readonly allocatedDiskSpace: number | null;
  readonly allocatedMemory: number | null;
  readonly availableDiskSpace: number | null;
  readonly availableMemory: number | null;
  readonly activeExecutionUnitRefs: readonly string[];
}

/** DeploymentUnit.{i}. A parameter that the device does not tell is null. */
export interface DeploymentUnit extends Row {
  /** In lower case: UUIDs compare without regard to case. */
  readonly uuid: string | null;
  readonly duid: string | null;
  readonly name: string | null;
  /** `Installing`, `Installed`, `Updating`, `Uninstalling` or `Uninstalled`. */
  readonly status: string | null;
  /** false: dependencies are missing. */
  readonly resolved: boolean | null;
  readonly url: string | null;
  readonly description: string | null;
  readonly vendor: string | null;
  readonly version: string | null;
  readonly executionUnitRefs: readonly string[];
  readonly executionEnvironmentRef: string | null;
  readonly vendorLogRefs: readonly string[];
  readonly vendorConfigRefs: readonly string[];
  readonly installedAt: string | null;
  readonly lastUpdateAt: string | null;
}

/** ExecutionUnit.{i}. A parameter that the device does not tell is null. Sizes are KiB, -1: unknown. */
export interface ExecutionUnit extends Row {
  readonly euid: string | null;
  readonly name: string | null;
  readonly label: string | null;
  /** `Idle`, `Starting`, `Active` or `Stopping`. */
  readonly status: string | null;
  /** null for `NoFault`, too. */
  readonly fault: { readonly code: string; readonly message: string } | null;
  readonly autoStart: boolean | null;
  readonly runLevel: number | null;
  readonly vendor: string | null;
  readonly version: string | null;
  readonly description: string | null;
  readonly diskSpaceInUse: number | null;
  readonly memoryInUse: number | null;
  /** Objects of the data model that it made. */
  readonly references: readonly string[];
  readonly processRefs: readonly string[];
  readonly vendorLogRefs: readonly string[];
  readonly vendorConfigRefs: readonly string[];
  readonly supportedDataModelRefs: readonly string[];
  readonly executionEnvironmentRef: string | null;
  /** What lies below `Extensions.`: the unit's own parameters and objects, by the rest of their path. */
  readonly extensions: Further;
}

/** The tables of `SoftwareModules.` (TR-181 and TR-157) as a device told them, each in the order of its instances. */
export interface SoftwareModules {
  readonly executionEnvironments: readonly ExecutionEnvironment[];
  readonly deploymentUnits: readonly DeploymentUnit[];
  readonly executionUnits: readonly ExecutionUnit[];
}

/** Where a device keeps its tables. @param root of the device, e.g. `Device.` */
export const modulesPath = (root: string): string => `${root}SoftwareModules.`;

type Table = 'ExecEnv' | 'DeploymentUnit' | 'ExecutionUnit';

const column =
  /^((?:Device|InternetGatewayDevice)\.SoftwareModules\.(ExecEnv|DeploymentUnit|ExecutionUnit)\.(\d{1,9}))\.(.+)$/s;

/**
 * Reads the tables out of parameters, stored or just read, of either root; what is not of these tables is left out.
 * References come back in full, below the same root and without the final dot. Pure.
 */
export function softwareModules(parameters: Iterable<readonly [path: string, value: string]>): SoftwareModules {
  const tables: Record<Table, Map<number, Cells>> = {
    ExecEnv: new Map(),
    DeploymentUnit: new Map(),
    ExecutionUnit: new Map(),
  };
  for (const [path, value] of parameters) {
    const found = column.exec(path);
    if (!found) continue;
    const [, row = '', table, number, name = ''] = found;
    const instance = Number(number);
    let cells = tables[table as Table].get(instance);
    if (!cells) {
      cells = new Cells(row, instance);
      tables[table as Table].set(instance, cells);
    }
    cells.put(name, value);
  }
  const rows = (table: Table): Cells[] => [...tables[table].values()].sort((a, b) => a.instance - b.instance);
  return {
    executionEnvironments: rows('ExecEnv').map(executionEnvironment),
    deploymentUnits: rows('DeploymentUnit').map(deploymentUnit),
    executionUnits: rows('ExecutionUnit').map(executionUnit),
  };
}

function executionEnvironment(cells: Cells): ExecutionEnvironment {
  return {
    path: cells.path,
    instance: cells.instance,
    alias: cells.text('Alias'),
    enabled: cells.boolean('Enable'),
    status: cells.text('Status'),
    name: cells.text('Name'),
    type: cells.text('Type'),
    vendor: cells.text('Vendor'),
    version: cells.text('Version'),
    currentRunLevel: cells.integer('CurrentRunLevel'),
    initialRunLevel: cells.integer('InitialRunLevel'),
    initialExecutionUnitRunLevel: cells.integer('InitialExecutionUnitRunLevel'),
    parentRef: cells.reference('ParentExecEnv'),
    allocatedDiskSpace: cells.integer('AllocatedDiskSpace'),
    allocatedMemory: cells.integer('AllocatedMemory'),
    availableDiskSpace: cells.integer('AvailableDiskSpace'),
    availableMemory: cells.integer('AvailableMemory'),
    activeExecutionUnitRefs: cells.references('ActiveExecutionUnits'),
    further: cells.further(),
  };
}

function deploymentUnit(cells: Cells): DeploymentUnit {
  return {
    path: cells.path,
    instance: cells.instance,
    alias: cells.text('Alias'),
    uuid: cells.text('UUID')?.toLowerCase() ?? null,
    duid: cells.text('DUID'),
    name: cells.text('Name'),
    status: cells.text('Status'),
    resolved: cells.boolean('Resolved'),
    url: cells.text('URL'),
    description: cells.text('Description'),
    vendor: cells.text('Vendor'),
    version: cells.text('Version'),
    executionUnitRefs: cells.references('ExecutionUnitList'),
    executionEnvironmentRef: cells.reference('ExecutionEnvRef'),
    vendorLogRefs: cells.references('VendorLogList'),
    vendorConfigRefs: cells.references('VendorConfigList'),
    installedAt: cells.text('Installed'),
    lastUpdateAt: cells.text('LastUpdate'),
    further: cells.further(),
  };
}

function executionUnit(cells: Cells): ExecutionUnit {
  const code = cells.text('ExecutionFaultCode');
  const message = cells.text('ExecutionFaultMessage');
  return {
    path: cells.path,
    instance: cells.instance,
    alias: cells.text('Alias'),
    euid: cells.text('EUID'),
    name: cells.text('Name'),
    label: cells.text('ExecEnvLabel'),
    status: cells.text('Status'),
    fault: code === null || code === 'NoFault' ? null : { code, message: message ?? '' },
    autoStart: cells.boolean('AutoStart'),
    runLevel: cells.integer('RunLevel'),
    vendor: cells.text('Vendor'),
    version: cells.text('Version'),
    description: cells.text('Description'),
    diskSpaceInUse: cells.integer('DiskSpaceInUse'),
    memoryInUse: cells.integer('MemoryInUse'),
    references: cells.references('References'),
    processRefs: cells.references('AssociatedProcessList'),
    vendorLogRefs: cells.references('VendorLogList'),
    vendorConfigRefs: cells.references('VendorConfigList'),
    supportedDataModelRefs: cells.references('SupportedDataModelList'),
    executionEnvironmentRef: cells.reference('ExecutionEnvRef'),
    extensions: cells.below('Extensions.'),
    further: cells.further(),
  };
}

/** Commands: what was written last says nothing about the device. */
const commands: readonly string[] = ['Reset', 'RequestedRunLevel', 'RequestedState'];

/** The parameters of one row; each is taken once, and what nobody took is left over. */
class Cells {
  readonly path: string;
  readonly instance: number;
  readonly #root: string;
  readonly #left = new Map<string, string>();

  constructor(path: string, instance: number) {
    this.path = path;
    this.instance = instance;
    this.#root = path.slice(0, path.indexOf('.') + 1);
  }

  put(name: string, value: string): void {
    this.#left.set(name, value);
  }

  /** The empty text is as good as none. */
  text(name: string): string | null {
    const value = this.#left.get(name)?.trim() ?? '';
    this.#left.delete(name);
    return value === '' ? null : value;
  }

  /** What is no number stays among what is left over. */
  integer(name: string): number | null {
    const value = this.#left.get(name)?.trim() ?? '';
    if (!/^[-+]?\d{1,15}$/.test(value)) return null;
    this.#left.delete(name);
    return Number(value);
  }

  /** What is no boolean stays among what is left over. */
  boolean(name: string): boolean | null {
    const value = this.#left.get(name)?.trim().toLowerCase() ?? '';
    if (!['true', 'false', '1', '0'].includes(value)) return null;
    this.#left.delete(name);
    return value === 'true' || value === '1';
  }

  reference(name: string): string | null {
    const value = this.text(name);
    return value === null ? null : modulesReference(value, this.#root);
  }

  references(name: string): string[] {
    return referenceList(this.text(name) ?? '', this.#root);
  }

  below(object: string): Further {
    const found: [string, string][] = [];
    for (const [name, value] of this.#left) {
      if (!name.startsWith(object)) continue;
      found.push([name.slice(object.length), value]);
      this.#left.delete(name);
    }
    return Object.fromEntries(found);
  }

  further(): Further {
    return Object.fromEntries([...this.#left].filter(([name]) => !commands.includes(name)));
  }
}

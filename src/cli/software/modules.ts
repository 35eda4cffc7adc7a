import { nothing, table } from '../output/table.ts';

/** `GET /devices/{id}/software`, as far as the command line looks at it. */
export interface Modules {
  readonly executionEnvironments: readonly { readonly path: string; readonly name: string | null }[];
  readonly deploymentUnits: readonly {
    readonly path: string;
    readonly uuid: string | null;
    readonly name: string | null;
    readonly version: string | null;
    readonly status: string | null;
    readonly executionUnitRefs: readonly string[];
    readonly executionEnvironmentRef: string | null;
  }[];
  readonly executionUnits: readonly {
    readonly path: string;
    readonly euid: string | null;
    readonly name: string | null;
    readonly status: string | null;
    readonly fault: { readonly code: string; readonly message: string } | null;
  }[];
}

/** Deployment units with their execution units, of one gateway or of many. */
export function modulesTable(gateways: readonly { readonly id: string; readonly modules: Modules }[]): string[] {
  const rows = gateways.flatMap(({ id, modules }) =>
    modules.deploymentUnits.map((unit) => [
      id,
      unit.name ?? nothing,
      unit.version ?? nothing,
      unit.status ?? nothing,
      environmentOf(modules, unit.executionEnvironmentRef),
      unitsOf(modules, unit.executionUnitRefs),
      unit.uuid ?? nothing,
    ]),
  );
  const without = gateways.filter(({ modules }) => modules.deploymentUnits.length === 0).length;
  const titles = ['gateway', 'module', 'version', 'status', 'environment', 'execution units', 'uuid'];
  const lines =
    rows.length === 0
      ? []
      : [
          ...table(
            titles.map((title) => ({ title })),
            rows,
          ),
          '',
        ];
  const none = without === 0 ? '' : `, ${without} without any`;
  return [
    ...lines,
    `${rows.length} ${rows.length === 1 ? 'module' : 'modules'} on ${gateways.length} ${gateways.length === 1 ? 'gateway' : 'gateways'}${none}`,
  ];
}

function environmentOf({ executionEnvironments }: Modules, reference: string | null): string {
  return executionEnvironments.find((one) => one.path === reference)?.name ?? nothing;
}

function unitsOf({ executionUnits }: Modules, references: readonly string[]): string {
  const told = executionUnits
    .filter((one) => references.includes(one.path))
    .map((one) => `${one.name ?? one.euid ?? one.path} ${one.status ?? '?'}${one.fault ? ` (${one.fault.code})` : ''}`);
  return told.join(', ') || nothing;
}

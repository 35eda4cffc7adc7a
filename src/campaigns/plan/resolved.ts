import type { PlanOf } from './plan.ts';

/** A firmware image of a plan, with what its file says. */
export interface PlannedImage {
  readonly fileId: string;
  readonly version: string;
  /** The lowest version it may be installed from; null: any. */
  readonly minSource: string | null;
}

/** A software package of a plan, with what the repository says of it. */
export interface PlannedPackage {
  readonly op: 'install' | 'update' | 'uninstall';
  /** Names the unit where there is no UUID. */
  readonly name: string;
  readonly uuid: string | null;
  /** Null: any. */
  readonly version: string | null;
  /** Where it is to be had; null: nobody said. */
  readonly source: { readonly url: string } | { readonly fileId: string } | { readonly package: string } | null;
  readonly executionEnvRef: string | null;
  /** KiB once installed; null: not known. */
  readonly diskSpace: number | null;
  /** Names of packages of this plan that it needs. */
  readonly requires: readonly string[];
}

export type FirmwarePlan = PlanOf<'firmware'> & {
  readonly targetVersion: string;
  readonly productClass: string | null;
  /** The images on the way; absent in plans of the version before. */
  readonly images?: readonly PlannedImage[];
};
export type ModulesPlan = PlanOf<'install' | 'update' | 'uninstall'> & {
  readonly packages: readonly PlannedPackage[];
  readonly productClass: string | null;
};
export type ExecutionUnitPlan = PlanOf<'executionUnitState'>;
export type ConfigurationPlan = PlanOf<'configuration'>;
export type RebootPlan = PlanOf<'reboot'>;

/** A plan once what it names is known: one shape for each kind. */
export type ResolvedPlan = FirmwarePlan | ModulesPlan | ExecutionUnitPlan | ConfigurationPlan | RebootPlan;

/** The files that a plan hands out, each once. */
export function filesOf(plan: ResolvedPlan): string[] {
  switch (plan.kind) {
    case 'firmware':
      return [...new Set([plan.artifact.fileId, ...(plan.images ?? []).map(({ fileId }) => fileId)])];
    case 'install':
    case 'update':
    case 'uninstall':
      return [...new Set(plan.packages.flatMap(({ source }) => (source && 'fileId' in source ? [source.fileId] : [])))];
    default:
      return [];
  }
}

type Found = Pick<FirmwarePlan, 'productClass' | 'images'> & Pick<ModulesPlan, 'packages'>;

/** The plan as people wrote it, without what was found out about it. */
export function asWritten(plan: ResolvedPlan): object {
  const { productClass: _class, images: _images, packages: _packages, ...written } = plan as Partial<Found> & object;
  return written;
}

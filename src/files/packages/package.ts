/** FileType under which software packages are uploaded. It is Muster's own: no Download has it, ChangeDUState names none. */
export const softwarePackageType = 'Software Package';

export type PackageFormat = 'ipk' | 'bundle' | 'opaque';

/** What is known of a software package in the repository. */
export interface SoftwarePackage {
  readonly format: PackageFormat;
  readonly name: string;
  readonly version: string;
  /** `all` runs anywhere; '' where nobody said. */
  readonly architecture: string;
  /** Type of the execution environment it is for, as SoftwareModules.ExecEnv.{i}.Type has it; '' for any. */
  readonly execEnvType: string;
  /** Items as in `Depends`: `name`, `name (>= 1.0)`, `a | b`. */
  readonly depends: readonly string[];
  /** Bytes once installed; of an opaque one its size. */
  readonly installedSize: number;
  readonly maintainer: string;
  readonly description: string;
  /** Names of its execution units. */
  readonly units: readonly string[];
  /** Id of the key it is signed with; null: accepted unsigned, or opaque. */
  readonly signedBy: string | null;
}

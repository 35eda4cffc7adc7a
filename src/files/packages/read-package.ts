import { MusterError } from '../../base/errors.ts';
import { looksLikeBundle, readBundle } from './format/bundle.ts';
import { type Control, dependencyText } from './format/control.ts';
import { looksLikeIpk, readIpk } from './format/ipk.ts';
import type { PackageKey } from './format/signature.ts';
import type { PackageFormat, SoftwarePackage } from './package.ts';

/** What the uploader said of a package. */
export interface SaidOfPackage {
  /** Name of the file. */
  readonly name: string;
  readonly version?: string | undefined;
  readonly execEnvType?: string | undefined;
  readonly architecture?: string | undefined;
}

/**
 * Reads a package as it comes in. `.ipk` and bundles speak for themselves; anything else is opaque and needs its
 * version said.
 * @param keys whose signature readable packages must bear; null: unsigned ones are accepted
 * @throws MusterError `invalidPackage` naming the member that is at fault, `contradiction` when what was said differs
 *   from what the package says, `invalidRequest` for an opaque one without a version
 */
export async function readPackageFile(
  bytes: Buffer,
  said: SaidOfPackage,
  keys: readonly PackageKey[] | null,
): Promise<SoftwarePackage> {
  if (await looksLikeBundle(bytes)) {
    const bundle = await readBundle(bytes, keys);
    return described('bundle', bundle.control, bundle, said);
  }
  if (said.name.endsWith('.ipk') || looksLikeIpk(bytes)) {
    const ipk = await readIpk(bytes, keys);
    return described('ipk', ipk.control, ipk, said);
  }
  if (said.version === undefined || said.version === '') {
    throw new MusterError('invalidRequest', 'version is needed for a package that is no .ipk and no bundle', {
      items: [{ path: 'version', message: 'is needed' }],
    });
  }
  return {
    format: 'opaque',
    name: said.name,
    version: said.version,
    architecture: said.architecture ?? '',
    execEnvType: said.execEnvType ?? '',
    depends: [],
    installedSize: bytes.length,
    maintainer: '',
    description: '',
    units: [],
    signedBy: null,
  };
}

function described(
  format: PackageFormat,
  control: Control,
  read: {
    readonly dataSize: number;
    readonly signedBy: string | null;
    readonly units: readonly { readonly name: string }[];
  },
  said: SaidOfPackage,
): SoftwarePackage {
  const same = (field: string, given: string | undefined, own: string | null): void => {
    if (given === undefined || given === '' || own === null || given === own) return;
    throw new MusterError('contradiction', `${field} is said to be "${given}", but the package says "${own}"`);
  };
  same('version', said.version, control.version);
  same('architecture', said.architecture, control.architecture);
  same('execEnvType', said.execEnvType, control.environment);
  return {
    format,
    name: control.name,
    version: control.version,
    architecture: control.architecture,
    execEnvType: control.environment ?? said.execEnvType ?? '',
    depends: control.depends.map(dependencyText),
    // A package that understates itself would fill a disk that was thought to have room.
    installedSize: Math.max(control.installedSize ?? 0, read.dataSize),
    maintainer: control.maintainer,
    description: control.description,
    units: read.units.map((unit) => unit.name),
    signedBy: read.signedBy,
  };
}

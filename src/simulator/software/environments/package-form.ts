import { MusterError } from '../../../base/errors.ts';
import { type BundleLimits, readBundle } from '../../../files/packages/format/bundle.ts';
import { type Control, dependencyText } from '../../../files/packages/format/control.ts';
import { readIpk, type ScriptName } from '../../../files/packages/format/ipk.ts';
import type { PackageKey } from '../../../files/packages/format/signature.ts';
import type { TarEntry } from '../../../files/packages/format/tar.ts';
import type { UnitDeclaration } from '../../../files/packages/format/units.ts';
import type { TransferFault } from '../../transfer/transfer.ts';
import type { PackageFacts } from '../package.ts';

/** A package as the environments on disk need it, whatever its form. */
export interface UnpackedForm {
  readonly control: Control;
  readonly data: readonly TarEntry[];
  readonly units: readonly UnitDeclaration[];
  readonly dataSize: number;
  readonly scripts: Readonly<Partial<Record<ScriptName, Buffer>>>;
  readonly limits: BundleLimits | null;
}

/** Reads one form of package. @throws MusterError `invalidPackage` */
export type ReadForm = (bytes: Buffer, keys: readonly PackageKey[]) => Promise<UnpackedForm>;

export const nativeForm: ReadForm = async (bytes, keys) => ({ ...(await readIpk(bytes, keys)), limits: null });
export const containerForm: ReadForm = async (bytes, keys) => ({ ...(await readBundle(bytes, keys)), scripts: {} });

/** Architectures that run on any device. */
const anywhere = ['all', 'noarch'];

/** @returns the package, or 9018 for one that is damaged or not signed by a trusted key, 9025 for another architecture */
export async function admitted(
  read: ReadForm,
  bytes: Buffer,
  keys: readonly PackageKey[],
  architecture: string,
): Promise<UnpackedForm | TransferFault> {
  let form: UnpackedForm;
  try {
    form = await read(bytes, keys);
  } catch (error) {
    if (!(error instanceof MusterError)) throw error;
    return { code: 9018, message: error.message };
  }
  const own = form.control.architecture;
  if (own === architecture || anywhere.includes(own)) return form;
  return { code: 9025, message: `the package is for ${own}, this device is ${architecture}` };
}

/** What the data model shows of a package. */
export function factsOf(form: Pick<UnpackedForm, 'control' | 'units' | 'dataSize'>): PackageFacts {
  const { control, units, dataSize } = form;
  const bytes = Math.max(control.installedSize ?? 0, dataSize);
  return {
    name: control.name,
    // `Name <mail>` names the same vendor as `Name`.
    vendor: control.maintainer.replace(/\s*<[^>]*>\s*$/, '').slice(0, 128) || 'unknown',
    version: control.version,
    description: control.description.slice(0, 256),
    environment: control.environment,
    dependencies: control.depends.map(dependencyText),
    executionUnits: units.map((unit) => unit.name),
    idleUnits: units.filter((unit) => !unit.autoStart).map((unit) => unit.name),
    diskSpace: Math.max(1, Math.ceil(bytes / 1024)),
  };
}

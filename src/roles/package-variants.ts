import type { DeviceKey, FileId } from '../base/ids.ts';
import { sameReference } from '../datamodel/views/software-modules-references.ts';
import { sameUuid } from '../datamodel/views/software-modules-uuid.ts';
import { readParameters } from '../devices/parameter-store.ts';
import { versionKey } from '../devices/version-order.ts';
import { choosePlace, type Variant } from '../files/packages/choose.ts';
import { packagesNamed } from '../files/packages/store.ts';
import type { PackageWish } from '../operations/kind.ts';
import type { Queryable } from '../platform/database/pool.ts';
import { type Seen, type SeenEnvironment, seenFrom } from '../software/wanted/seen.ts';

/** The file that a device gets for the name of a package, and the environment it has to name; or why there is none. */
export type FoundVariant = { readonly fileId: FileId; readonly environment: string | null } | { readonly none: string };

/**
 * Finds the variant of a package that suits a device: by the types of its execution environments and its architecture, as
 * it told them. Without a version, the newest that has one which suits.
 * @param software parameters below its SoftwareModules, as stored
 */
export async function variantFor(
  db: Queryable,
  device: DeviceKey,
  software: readonly (readonly [path: string, value: string])[],
  wish: PackageWish,
): Promise<FoundVariant> {
  const named = `"${wish.name}"${wish.version === undefined ? '' : ` ${wish.version}`}`;
  const variants = await packagesNamed(db, wish.name, wish.version ?? null);
  if (variants.length === 0) return { none: `there is no package ${named} in the repository` };
  const seen = seenFrom(software);
  if (seen.environments.length === 0)
    return {
      none: `which variant of ${named} suits cannot be told, as the device's execution environments are not known; refresh them first`,
    };
  const where = environmentOf(seen, wish);
  const places = seen.environments.filter((one) => (where === null ? one.up : isMeant(one, where)));
  if (places.length === 0)
    return { none: where === null ? 'no execution environment of the device is up' : `the device has no ${where}` };
  const architecture = await architectureOf(db, device);
  const versions = [...new Set(variants.map(({ version }) => version))].sort((a, b) =>
    versionKey(a) < versionKey(b) ? 1 : -1,
  );
  for (const version of versions) {
    const choice = choosePlace(
      variants.filter((one) => one.version === version),
      places,
      architecture,
    );
    if (choice === 'none') continue;
    if (choice === 'several')
      return {
        none: `variants of "${wish.name}" ${version} suit ${typesOf(places)} alike; name the environment by executionEnvRef`,
      };
    return { fileId: choice.variant.fileId, environment: choice.environment };
  }
  const has = [typesOf(places), ...(architecture === null ? [] : [architecture])].join(', ');
  return { none: `no variant of ${named} suits: it is there for ${offered(variants)}, and the device has ${has}` };
}

/** Where it has to go: an environment that is named, or the one the unit is in that is updated; null: any. */
function environmentOf(seen: Seen, { executionEnvRef, uuid }: PackageWish): string | null {
  if (executionEnvRef !== undefined) return executionEnvRef;
  const unit = uuid === undefined ? undefined : seen.units.find((one) => sameUuid(one.uuid, uuid));
  return unit === undefined || unit.environment === '' ? null : unit.environment;
}

function isMeant({ path, name, type }: SeenEnvironment, where: string): boolean {
  return sameReference(path, where) || name === where || type === where;
}

/** TR-181 DeviceInfo.Processor.{i}.Architecture; null where it is not told, or its processors differ. */
async function architectureOf(db: Queryable, device: DeviceKey): Promise<string | null> {
  const told = new Set<string>();
  for (const { path, value } of await readParameters(db, device, 'Device.DeviceInfo.Processor.'))
    if (path.endsWith('.Architecture') && value !== '') told.add(value);
  return told.size === 1 ? [...told][0]! : null;
}

const typesOf = (places: readonly SeenEnvironment[]): string =>
  [...new Set(places.map(({ name, path, type }) => type || name || path))].join(' and ');

function offered(variants: readonly Variant[]): string {
  const kinds = variants.map(
    ({ execEnvType, architecture }) =>
      `${execEnvType === '' ? 'any environment' : execEnvType}${architecture === '' ? '' : ` (${architecture})`}`,
  );
  return [...new Set(kinds)].slice(0, 10).join(', ');
}

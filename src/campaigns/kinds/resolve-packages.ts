import { MusterError } from '../../base/errors.ts';
import type { FileId } from '../../base/ids.ts';
import { versionKey } from '../../devices/version-order.ts';
import { type SoftwarePackage, softwarePackageType } from '../../files/packages/package.ts';
import { packagesNamed, packagesOf } from '../../files/packages/store.ts';
import { fileById } from '../../files/store.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { PackageItem } from '../plan/artifact.ts';
import type { PlanOf } from '../plan/plan.ts';
import type { PlannedPackage } from '../plan/resolved.ts';

/** What the repository says of one package of a plan. */
interface Found {
  readonly package: SoftwarePackage | null;
  readonly productClass: string | null;
  /** Bytes; null: not known. */
  readonly size: number | null;
}

const nothingFound: Found = { package: null, productClass: null, size: null };

/**
 * Joins the packages of a plan with the repository: names, versions and sizes that the plan leaves open. A package by name
 * without a version is the newest there is now, so that all devices get the same.
 * @throws MusterError `notFound`, `contradiction`, `invalidRequest` naming the package
 */
export async function resolvePackages(
  db: Queryable,
  plan: PlanOf<'install' | 'update' | 'uninstall'>,
): Promise<{ packages: PlannedPackage[]; productClass: string | null }> {
  const items = plan.artifact.packages;
  const found: Found[] = [];
  const packages: PlannedPackage[] = [];
  for (const [i, item] of items.entries()) {
    const path = `artifact.packages.${i}`;
    const op = item.op ?? plan.kind;
    const source = sourceOf(item);
    if (op === 'uninstall' && source !== null)
      throw refused(path, 'is to be uninstalled, which takes no url, fileId or package');
    const one = await find(db, item, path);
    found.push(one);
    const name = item.name ?? one.package?.name ?? item.package ?? item.uuid;
    if (name === undefined)
      throw needs(path, 'name', 'a name or a uuid is needed: without, nobody can tell whether the device has it');
    const version = item.version ?? one.package?.version ?? null;
    if (item.version !== undefined && one.package !== null && one.package.version !== item.version)
      throw refused(path, `is version ${one.package.version} by its file, and ${item.version} by the plan`);
    if (op === 'install' && source === null) throw needs(path, 'url', 'an install needs url, fileId or package');
    if (op === 'update' && source === null) throw needs(path, 'url', 'an update needs url, fileId or package');
    if (op === 'update' && version === null)
      throw needs(path, 'version', 'an update needs the version that it leads to');
    packages.push({
      op,
      name,
      uuid: item.uuid?.toLowerCase() ?? null,
      version,
      source,
      executionEnvRef: item.executionEnvRef ?? null,
      diskSpace: one.size === null ? null : Math.ceil(one.size / 1024),
      requires: [],
    });
  }
  if (!packages.some(({ op }) => op === plan.kind)) {
    throw new MusterError('contradiction', `the kind is ${plan.kind}, but no package is to be ${past[plan.kind]}`, {
      items: [{ path: 'artifact.packages', message: `none has the op ${plan.kind}` }],
    });
  }
  packages.forEach((one, i) => {
    const twin = packages.findIndex(
      (other) => other.name === one.name || (one.uuid !== null && other.uuid === one.uuid),
    );
    if (twin !== i) throw refused(`artifact.packages.${i}`, `is the same unit as package ${twin + 1} before it`);
  });
  const classes = [...new Set(found.flatMap(({ productClass }) => (productClass === null ? [] : [productClass])))];
  if (classes.length > 1)
    throw refused('artifact.packages', `are for different models: ${classes.join(', ')}; no device takes them all`);
  return {
    packages: packages.map((one, i) => ({ ...one, requires: requiredOf(one, found[i]!, packages) })),
    productClass: classes[0] ?? null,
  };
}

const past = { install: 'installed', update: 'updated', uninstall: 'uninstalled' } as const;

async function find(db: Queryable, item: PackageItem, path: string): Promise<Found> {
  if (item.fileId !== undefined) {
    const id = item.fileId as FileId;
    const file = await fileById(db, id);
    if (!file) {
      throw new MusterError('notFound', `there is no file ${id}`, {
        items: [{ path: `${path}.fileId`, message: 'no such file' }],
      });
    }
    if (file.fileType !== softwarePackageType)
      throw refused(
        `${path}.fileId`,
        `the file "${file.name}" is a "${file.fileType}", not a "${softwarePackageType}"`,
      );
    const made = (await packagesOf(db, [id])).get(id) ?? null;
    // Of an opaque one only its size is known, which says little of what it needs.
    const size = made && made.format !== 'opaque' ? made.installedSize : null;
    return { package: made && made.format !== 'opaque' ? made : null, productClass: file.productClass, size };
  }
  if (item.package === undefined) return nothingFound;
  const variants = await packagesNamed(db, item.package, item.version ?? null);
  const newest = variants.reduce<SoftwarePackage | null>(
    (best, one) => (best === null || versionKey(one.version) > versionKey(best.version) ? one : best),
    null,
  );
  if (!newest) {
    const version = item.version === undefined ? '' : ` of version ${item.version}`;
    throw new MusterError('notFound', `there is no package "${item.package}"${version} in the repository`, {
      items: [{ path: `${path}.package`, message: 'no such package' }],
    });
  }
  // What is true of whichever variant a device gets.
  const same = variants.filter(({ version }) => version === newest.version);
  const needed = newest.depends.filter((name) => same.every(({ depends }) => depends.includes(name)));
  const size = Math.min(...same.map(({ installedSize }) => installedSize));
  return { package: { ...newest, depends: needed }, productClass: null, size };
}

/** Packages of this plan that have to be there first. What a device has of its own is the device's to know. */
function requiredOf(one: PlannedPackage, { package: made }: Found, all: readonly PlannedPackage[]): string[] {
  if (one.op === 'uninstall' || made === null) return [];
  // One of several will do: nobody can tell which.
  const needed = made.depends.filter((item) => !item.includes('|')).map((item) => item.split(/[ (]/)[0]!);
  return all
    .filter(({ name, op }) => name !== one.name && op !== 'uninstall' && needed.includes(name))
    .map(({ name }) => name);
}

function sourceOf({ url, fileId, package: name }: PackageItem): PlannedPackage['source'] {
  if (url !== undefined) return { url };
  if (fileId !== undefined) return { fileId };
  return name === undefined ? null : { package: name };
}

function refused(path: string, message: string): MusterError {
  return new MusterError('contradiction', `${path} ${message}`, { items: [{ path, message }] });
}

function needs(path: string, field: string, message: string): MusterError {
  return new MusterError('invalidRequest', `${path}: ${message}`, { items: [{ path: `${path}.${field}`, message }] });
}

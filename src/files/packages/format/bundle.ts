import type { KeyObject } from 'node:crypto';
import { type Control, readControl } from './control.ts';
import { damaged } from './damage.ts';
import { gunzip, gzip, isGzip } from './gzip.ts';
import { declaredUnits, mostPackageBytes, mostUnpackedBytes, sizeOf } from './ipk.ts';
import { fileEntry } from './pack.ts';
import { checkSigned, checkSums, checksumsOf, type PackageKey, signChecksums } from './signature.ts';
import { readTar, type TarEntry, writeTar } from './tar.ts';
import type { UnitDeclaration } from './units.ts';

/** What one execution unit of a bundle may use. */
export interface BundleLimits {
  /** Resident memory of all its processes. */
  readonly memoryKiB: number;
  readonly processes: number;
  /** Open files of each process. */
  readonly files: number;
}

/** A container bundle: a root file system, what to run in it, and what that may use. */
export interface Bundle {
  readonly control: Control;
  readonly limits: BundleLimits;
  readonly data: readonly TarEntry[];
  readonly units: readonly UnitDeclaration[];
  readonly dataSize: number;
  readonly signedBy: string | null;
}

const covered = ['bundle.json', 'rootfs.tar.gz'] as const;
const mostLimits: BundleLimits = { memoryKiB: 4 * 1024 * 1024, processes: 1024, files: 65_536 };

/**
 * Reads a bundle: gzip tar with `bundle.json` (`name, version, architecture?, vendor?, description?, depends?, limits`),
 * `rootfs.tar.gz`, and `checksums` with `signature.sig` as in an .ipk.
 * @throws MusterError `invalidPackage` naming the member that is at fault
 */
export async function readBundle(bytes: Buffer, keys: readonly PackageKey[] | null): Promise<Bundle> {
  const members = await bundleMembers(bytes);
  let signedBy: string | null = null;
  if (keys !== null) signedBy = checkSigned(members, covered, keys).id;
  else if (members.has('checksums')) checkSums(members.get('checksums')!, members, covered);
  const [manifest, rootfs] = covered.map((name) => {
    const member = members.get(name);
    if (member === undefined) throw damaged(`${name}: the bundle has no such member`);
    return member;
  });
  const said = json(manifest!);
  const text = (field: string): string => {
    const value = said[field] ?? '';
    if (typeof value !== 'string') throw damaged(`bundle.json: ${field} is no text`);
    return value.replaceAll('\n', ' ');
  };
  // The same rules as for a control file: names, versions and dependencies mean the same.
  const control = readControl(
    [
      `Package: ${text('name')}`,
      `Version: ${text('version')}`,
      `Architecture: ${text('architecture') || 'all'}`,
      `Maintainer: ${text('vendor')}`,
      `Description: ${text('description')}`,
      `Depends: ${text('depends')}`,
    ].join('\n'),
  );
  const data = readTar('rootfs.tar.gz', await gunzip('rootfs.tar.gz', rootfs!, mostUnpackedBytes));
  const units = declaredUnits(data);
  return { control, limits: limitsOf(said.limits), data, units, dataSize: sizeOf(data), signedBy };
}

/** Whether a file is a bundle, by the name of its first member. */
export async function looksLikeBundle(bytes: Buffer): Promise<boolean> {
  try {
    return isGzip(bytes) && (await bundleMembers(bytes)).has('bundle.json');
  } catch {
    return false;
  }
}

export async function packBundle(
  manifest: Readonly<Record<string, unknown>>,
  data: readonly TarEntry[],
  key: KeyObject | null,
): Promise<Buffer> {
  const members = {
    'bundle.json': Buffer.from(`${JSON.stringify(manifest)}\n`),
    'rootfs.tar.gz': await gzip(writeTar(data)),
  };
  const checksums = checksumsOf(members);
  const signed = key === null ? {} : { checksums, 'signature.sig': signChecksums(checksums, key) };
  const bytes = await gzip(
    writeTar(Object.entries({ ...members, ...signed }).map(([name, content]) => fileEntry(name, content))),
  );
  await readBundle(bytes, null);
  return bytes;
}

async function bundleMembers(bytes: Buffer): Promise<Map<string, Buffer>> {
  if (!isGzip(bytes)) throw damaged('the bundle is no gzip tar');
  const tar = readTar('the bundle', await gunzip('the bundle', bytes, mostPackageBytes));
  return new Map(tar.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry.content] as const] : [])));
}

function json(bytes: Buffer): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(bytes.toString('utf8'));
    if (said !== null && typeof said === 'object' && !Array.isArray(said)) return said as Record<string, unknown>;
  } catch (error) {
    throw damaged('bundle.json: it is not JSON', error);
  }
  throw damaged('bundle.json: it is no object');
}

function limitsOf(said: unknown): BundleLimits {
  const given = (said ?? {}) as Record<string, unknown>;
  const limit = (name: keyof BundleLimits): number => {
    const value = given[name];
    if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > mostLimits[name]) {
      throw damaged(`bundle.json: limits.${name} is ${JSON.stringify(value)}; allowed: 1 to ${mostLimits[name]}`);
    }
    return value as number;
  };
  return { memoryKiB: limit('memoryKiB'), processes: limit('processes'), files: limit('files') };
}

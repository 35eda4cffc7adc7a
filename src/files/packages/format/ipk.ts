import { isAr, readAr } from './ar.ts';
import { type Control, readControl } from './control.ts';
import { damaged } from './damage.ts';
import { gunzip, isGzip } from './gzip.ts';
import { checkSigned, checkSums, type PackageKey } from './signature.ts';
import { readTar, type TarEntry } from './tar.ts';
import { readUnit, type UnitDeclaration, unitFolder } from './units.ts';

/** Most bytes of a package, and of what its data unpacks to. */
export const mostPackageBytes = 64 * 1024 * 1024;
export const mostUnpackedBytes = 256 * 1024 * 1024;
const mostControlBytes = 4 * 1024 * 1024;

/** Members that `checksums` covers. */
export const coveredByChecksums = ['control.tar.gz', 'data.tar.gz'] as const;
const knownMembers = ['debian-binary', ...coveredByChecksums, 'checksums', 'signature.sig'];
export const scriptNames = ['preinst', 'postinst', 'prerm', 'postrm'] as const;
export type ScriptName = (typeof scriptNames)[number];

/** A package, really read. */
export interface Ipk {
  readonly control: Control;
  readonly scripts: Readonly<Partial<Record<ScriptName, Buffer>>>;
  readonly data: readonly TarEntry[];
  readonly units: readonly UnitDeclaration[];
  /** Bytes of its files. */
  readonly dataSize: number;
  /** The key it was signed with; null: signatures were not asked for. */
  readonly signedBy: string | null;
}

export const looksLikeIpk = (bytes: Buffer): boolean => isGzip(bytes) || isAr(bytes);

/**
 * Reads a package of either outer form, its control and data archives included.
 * @param keys whose signature it must bear; null: an unsigned one will do, though a checksums file must be right
 * @throws MusterError `invalidPackage` naming the member that is at fault
 */
export async function readIpk(bytes: Buffer, keys: readonly PackageKey[] | null): Promise<Ipk> {
  const members = await outerMembers(bytes);
  const version = members.get('debian-binary');
  if (version === undefined) throw damaged('debian-binary: the package has no such member');
  if (version.toString('latin1').trim() !== '2.0') {
    throw damaged(`debian-binary: it holds "${version.toString('latin1', 0, 20).trim()}"; allowed: 2.0`);
  }
  // The signature comes first: nothing of an untrusted package is unpacked.
  let signedBy: string | null = null;
  if (keys !== null) signedBy = checkSigned(members, coveredByChecksums, keys).id;
  else if (members.has('checksums')) checkSums(members.get('checksums')!, members, coveredByChecksums);
  const [controlTar, dataTar] = coveredByChecksums.map((name) => {
    const member = members.get(name);
    if (member === undefined) throw damaged(`${name}: the package has no such member`);
    return member;
  });
  const controls = readTar('control.tar.gz', await gunzip('control.tar.gz', controlTar!, mostControlBytes));
  const fileNamed = (name: string): Buffer | undefined => {
    const found = controls.find((entry) => entry.path === name);
    return found?.kind === 'file' ? found.content : undefined;
  };
  const text = fileNamed('control');
  if (text === undefined) throw damaged('control.tar.gz: it has no file control');
  const control = readControl(text.toString('utf8'));
  const data = readTar('data.tar.gz', await gunzip('data.tar.gz', dataTar!, mostUnpackedBytes));
  const scripts: Partial<Record<ScriptName, Buffer>> = {};
  for (const name of scriptNames) {
    const script = fileNamed(name);
    if (script !== undefined) scripts[name] = script;
  }
  return { control, scripts, data, units: declaredUnits(data), dataSize: sizeOf(data), signedBy };
}

export function declaredUnits(data: readonly TarEntry[]): UnitDeclaration[] {
  const units: UnitDeclaration[] = [];
  for (const entry of data) {
    if (entry.kind !== 'file' || !entry.path.startsWith(unitFolder) || !entry.path.endsWith('.json')) continue;
    const unit = readUnit(entry.path, entry.content.toString('utf8'));
    if (units.some((other) => other.name === unit.name)) {
      throw damaged(`data.tar.gz: two execution units are named ${unit.name}`);
    }
    units.push(unit);
  }
  return units;
}

export const sizeOf = (data: readonly TarEntry[]): number =>
  data.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.content.length : 0), 0);

async function outerMembers(bytes: Buffer): Promise<Map<string, Buffer>> {
  let members: Map<string, Buffer>;
  if (isAr(bytes)) members = readAr(bytes);
  else if (isGzip(bytes)) members = filesOfTar(await gunzip('the package', bytes, mostPackageBytes));
  else throw damaged('the package is neither a gzip tar nor an ar archive');
  for (const name of members.keys()) {
    if (!knownMembers.includes(name)) throw damaged(`${name}: no such member belongs in a package`);
  }
  return members;
}

function filesOfTar(tar: Buffer): Map<string, Buffer> {
  const files = readTar('the package', tar).flatMap((entry) =>
    entry.kind === 'file' ? [[entry.path, entry.content] as const] : [],
  );
  return new Map(files);
}

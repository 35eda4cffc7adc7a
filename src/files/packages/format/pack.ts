import type { KeyObject } from 'node:crypto';
import { isAr, readAr } from './ar.ts';
import { damaged } from './damage.ts';
import { gunzip, gzip, isGzip } from './gzip.ts';
import { coveredByChecksums, mostPackageBytes, readIpk, type ScriptName } from './ipk.ts';
import { checksumsOf, signChecksums } from './signature.ts';
import { readTar, type TarEntry, writeTar } from './tar.ts';

/** What a package is made from. */
export interface IpkParts {
  /** Fields of the control file, in their order. */
  readonly control: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Partial<Record<ScriptName, string>>>;
  readonly data: readonly TarEntry[];
}

/** Packs a package in the gzip-tar form, signed when a key is given. Equal parts give equal bytes. */
export async function packIpk(parts: IpkParts, key: KeyObject | null): Promise<Buffer> {
  const fields = Object.entries(parts.control).map(([name, value]) => `${name}: ${value.replace(/\n/g, '\n ')}\n`);
  const scripts = Object.entries(parts.scripts ?? {}).map(([path, text]) => fileEntry(path, text, 0o755));
  const sorted = [...parts.data].sort((a, b) => (a.path < b.path ? -1 : 1));
  const bytes = await assemble(
    await gzip(writeTar([fileEntry('control', fields.join('')), ...scripts])),
    await gzip(writeTar(sorted)),
    key,
  );
  // What cannot be read again is not handed out.
  await readIpk(bytes, null);
  return bytes;
}

/** The same package with another signature; control and data stay byte for byte. @throws MusterError `invalidPackage` */
export async function signIpk(bytes: Buffer, key: KeyObject): Promise<Buffer> {
  // A checksums file that does not fit is no reason to refuse: it is replaced.
  const members = isAr(bytes) ? readAr(bytes) : await tarMembers(bytes);
  const [control, data] = coveredByChecksums.map((name) => members.get(name));
  if (control === undefined || data === undefined) throw damaged('the package has no control.tar.gz or no data.tar.gz');
  const signed = await assemble(control, data, key);
  await readIpk(signed, null);
  return signed;
}

export function fileEntry(path: string, content: string | Buffer, mode = 0o644): TarEntry {
  return { kind: 'file', path, mode, content: typeof content === 'string' ? Buffer.from(content) : content };
}

async function assemble(control: Buffer, data: Buffer, key: KeyObject | null): Promise<Buffer> {
  const checksums = checksumsOf({ 'control.tar.gz': control, 'data.tar.gz': data });
  const signature =
    key === null ? [] : [fileEntry('checksums', checksums), fileEntry('signature.sig', signChecksums(checksums, key))];
  const outer = [
    fileEntry('debian-binary', '2.0\n'),
    fileEntry('control.tar.gz', control),
    fileEntry('data.tar.gz', data),
    ...signature,
  ];
  return gzip(writeTar(outer));
}

async function tarMembers(bytes: Buffer): Promise<Map<string, Buffer>> {
  if (!isGzip(bytes)) throw damaged('the package is neither a gzip tar nor an ar archive');
  const tar = readTar('the package', await gunzip('the package', bytes, mostPackageBytes));
  return new Map(tar.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry.content] as const] : [])));
}

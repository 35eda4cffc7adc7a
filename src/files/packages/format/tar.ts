import { damaged } from './damage.ts';
import { checkLinkTarget, memberPath } from './path-name.ts';

/** One member of a tar archive. */
export type TarEntry =
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly content: Buffer }
  | { readonly kind: 'directory'; readonly path: string; readonly mode: number }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

const blockSize = 512;
/** Members of one archive. */
const mostEntries = 20_000;

/**
 * Own code, as what decides here is what is refused: of the libraries tried, tar 7.5 passes over members of unknown types
 * and takes an archive that is cut short, modern-tar 0.8 takes unknown types for files and copies all it reads, and
 * tar-stream 3.2 brings native code for another runtime.
 *
 * Reads an archive strictly: ustar with GNU and pax long names; files, directories and symbolic links that stay in the
 * root, each name once, nothing below a link. Modes keep the permission bits only: no set-user-id comes through.
 * @param archive its name, for errors
 * @throws MusterError `invalidPackage` naming the archive and the member
 */
export function readTar(archive: string, bytes: Buffer): TarEntry[] {
  const entries: TarEntry[] = [];
  const kinds = new Map<string, TarEntry['kind']>();
  let longName: string | null = null;
  let longTarget: string | null = null;
  let at = 0;
  for (let members = 0; ; members++) {
    if (at === bytes.length && members > 0) break;
    if (at + blockSize > bytes.length) throw damaged(`${archive}: it ends in the middle of a header`);
    const header = bytes.subarray(at, at + blockSize);
    at += blockSize;
    if (header.every((byte) => byte === 0)) break;
    if (members >= mostEntries) throw damaged(`${archive}: more than ${mostEntries} members`);
    checkSum(archive, header);
    const size = numberAt(archive, header, 124, 12);
    if (size > bytes.length - at) throw damaged(`${archive}: a member of ${size} bytes is cut short`);
    const content = bytes.subarray(at, at + size);
    at += Math.ceil(size / blockSize) * blockSize;
    const type = String.fromCharCode(header[156]!);
    if (type === 'L' || type === 'K') {
      const text = content.toString('utf8').replace(/\0+$/, '');
      if (type === 'L') longName = text;
      else longTarget = text;
      continue;
    }
    if (type === 'g') continue;
    if (type === 'x') {
      const said = paxRecords(archive, content);
      longName = said.get('path') ?? longName;
      longTarget = said.get('linkpath') ?? longTarget;
      if (said.has('size')) throw damaged(`${archive}: members above 8 GiB are not accepted`);
      continue;
    }
    const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textAt(header, 345, 155) : '';
    const short = textAt(header, 0, 100);
    const path = memberPath(archive, longName ?? (prefix === '' ? short : `${prefix}/${short}`));
    const mode = numberAt(archive, header, 100, 8) & 0o777;
    const entry = entryOf(archive, type, path, mode, content, longTarget ?? textAt(header, 157, 100));
    longName = null;
    longTarget = null;
    if (path === '' && entry.kind === 'directory') continue;
    place(archive, kinds, entry);
    entries.push(entry);
  }
  return entries;
}

function entryOf(archive: string, type: string, path: string, mode: number, content: Buffer, target: string): TarEntry {
  switch (type) {
    case '0':
    case '\0':
    case '7':
      return { kind: 'file', path, mode, content };
    case '5':
      return { kind: 'directory', path, mode };
    case '2':
      checkLinkTarget(archive, path, target);
      return { kind: 'link', path, target };
    default:
      throw damaged(
        `${archive}: ${path} is of type ${JSON.stringify(type)}; allowed: files, directories and symbolic links`,
      );
  }
}

/** No name twice, no file where a directory must be, nothing behind a link: what is written stays where it is named. */
function place(archive: string, kinds: Map<string, TarEntry['kind']>, { path, kind }: TarEntry): void {
  if (path === '') throw damaged(`${archive}: a member without a name`);
  const there = kinds.get(path);
  if (there !== undefined && (there !== 'directory' || kind !== 'directory')) {
    throw damaged(`${archive}: ${path} is there twice`);
  }
  for (let cut = path.indexOf('/'); cut > 0; cut = path.indexOf('/', cut + 1)) {
    const parent = path.slice(0, cut);
    const is = kinds.get(parent);
    if (is !== undefined && is !== 'directory') throw damaged(`${archive}: ${path} lies below the ${is} ${parent}`);
    kinds.set(parent, 'directory');
  }
  kinds.set(path, kind);
}

function checkSum(archive: string, header: Buffer): void {
  let sum = 8 * 0x20;
  for (let i = 0; i < blockSize; i++) if (i < 148 || i >= 156) sum += header[i]!;
  if (numberAt(archive, header, 148, 8) !== sum) throw damaged(`${archive}: a header has a wrong checksum`);
}

function textAt(header: Buffer, at: number, length: number): string {
  const end = header.indexOf(0, at);
  return header.toString('utf8', at, end < 0 || end > at + length ? at + length : end);
}

/** Octal digits, as all tools write them for anything below 8 GiB. */
function numberAt(archive: string, header: Buffer, at: number, length: number): number {
  const text = header
    .toString('latin1', at, at + length)
    .replace(/[\0 ]+$/, '')
    .trimStart();
  if (text === '') return 0;
  if (!/^[0-7]+$/.test(text)) throw damaged(`${archive}: a header holds ${JSON.stringify(text)} for an octal number`);
  return Number.parseInt(text, 8);
}

function paxRecords(archive: string, content: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const blank = content.indexOf(0x20, at);
    const length = Number(content.toString('latin1', at, blank < 0 ? at : blank));
    if (!Number.isInteger(length) || length < 5 || at + length > content.length) {
      throw damaged(`${archive}: an extended header is malformed`);
    }
    const [, key = '', value = ''] =
      /^([^=]*)=([\s\S]*)\n$/.exec(content.toString('utf8', blank + 1, at + length)) ?? [];
    records.set(key, value);
    at += length;
  }
  return records;
}

/** Writes an archive: members in the order given, owner 0, one time for all, so that equal content gives equal bytes. */
export function writeTar(entries: readonly TarEntry[], mtimeSeconds = 0): Buffer {
  const blocks: Buffer[] = [];
  for (const entry of entries) {
    const name = `./${entry.path}${entry.kind === 'directory' ? '/' : ''}`;
    if (Buffer.byteLength(name) > 100) {
      const text = Buffer.from(`${name}\0`);
      blocks.push(headerOf({ name: '././@LongLink', type: 'L', mode: 0o644, size: text.length }), ...padded(text));
    }
    const type = entry.kind === 'file' ? '0' : entry.kind === 'directory' ? '5' : '2';
    const content = entry.kind === 'file' ? entry.content : Buffer.alloc(0);
    const mode = entry.kind === 'link' ? 0o777 : entry.mode;
    const target = entry.kind === 'link' ? entry.target : '';
    blocks.push(headerOf({ name, type, mode, size: content.length, target, mtimeSeconds }), ...padded(content));
  }
  blocks.push(Buffer.alloc(2 * blockSize));
  return Buffer.concat(blocks);
}

function padded(content: Buffer): Buffer[] {
  return [content, Buffer.alloc((blockSize - (content.length % blockSize)) % blockSize)];
}

interface Header {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
  readonly target?: string;
  readonly mtimeSeconds?: number;
}

function headerOf({ name, type, mode, size, target = '', mtimeSeconds = 0 }: Header): Buffer {
  const header = Buffer.alloc(blockSize);
  const octal = (value: number, at: number, length: number): void => {
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  };
  Buffer.from(name).copy(header, 0, 0, 100);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(mtimeSeconds, 136, 12);
  header.fill(0x20, 148, 156);
  header.write(type, 156, 'latin1');
  if (Buffer.byteLength(target) > 100) throw damaged(`the link target ${target} has more than 100 bytes`);
  header.write(target, 157, 'utf8');
  header.write('ustar\x0000root', 257, 'latin1');
  header.write('root', 297, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

import { damaged } from './damage.ts';

const magic = Buffer.from('!<arch>\n');
const headerSize = 60;
const mostMembers = 16;

export const isAr = (bytes: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

/** Members of an `ar` archive, the older outer form of packages, by name. @throws MusterError `invalidPackage` */
export function readAr(bytes: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  for (let at = magic.length; at < bytes.length; ) {
    const header = bytes.toString('latin1', at, at + headerSize);
    at += headerSize;
    const size = Number(header.slice(48, 58).trim());
    if (header.length < headerSize || !header.endsWith('`\n') || !Number.isInteger(size) || size < 0) {
      throw damaged('the outer ar archive has a malformed header');
    }
    const name = header.slice(0, 16).trimEnd().replace(/\/$/, '').replace(/^\.\//, '');
    if (size > bytes.length - at) throw damaged(`the outer ar archive ends in the middle of ${name}`);
    if (members.has(name)) throw damaged(`the outer ar archive has ${name} twice`);
    if (members.size >= mostMembers) throw damaged(`the outer ar archive has more than ${mostMembers} members`);
    members.set(name, bytes.subarray(at, at + size));
    // Members begin at even places.
    at += size + (size % 2);
  }
  return members;
}

import { type ErrorItem, MusterError } from '../base/errors.ts';
import type { FileMeta } from './file.ts';
import { softwarePackageType } from './packages/package.ts';

/** FileType of the Download RPC, TR-069 Table 30, and Muster's own for packages; `X <OUI> <text>` come on top. */
const downloadTypes: readonly string[] = [
  '1 Firmware Upgrade Image',
  '2 Web Content',
  '3 Vendor Configuration File',
  '4 Tone File',
  '5 Ringer File',
  '6 Stored Firmware Image',
  softwarePackageType,
];
const vendorType = /^X [0-9A-Fa-f]{6} \S.*$/;
const controlCharacter = /[\0-\x1f\x7f-\x9f\u2028\u2029]/;

/** As said at upload; what is missing takes its default. */
export interface GivenMeta {
  readonly name: string;
  readonly fileType?: string | undefined;
  readonly version?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly productClass?: string | undefined;
}

/**
 * What is known about a file, checked: lengths are those of the CWMP arguments and parameters they are compared with.
 * @throws MusterError invalidRequest with one item per wrong field
 */
export function checkMeta(given: GivenMeta): FileMeta {
  const items: ErrorItem[] = [];
  const fileType = given.fileType ?? downloadTypes[0]!;
  // FileType is string(64).
  if (fileType.length > 64 || controlCharacter.test(fileType) || !isDownloadType(fileType)) {
    const types = downloadTypes.map((type) => `"${type}"`).join(', ');
    items.push({ path: 'fileType', message: `must be one of ${types} or "X <OUI> <text>" of at most 64 characters` });
  }
  const meta = {
    name: checkedText(items, 'name', given.name, 255) ?? '',
    fileType,
    version: checkedText(items, 'version', given.version, 64),
    manufacturer: checkedText(items, 'manufacturer', given.manufacturer, 64),
    productClass: checkedText(items, 'productClass', given.productClass, 64),
  };
  if (meta.name === '' && items.every((item) => item.path !== 'name')) {
    items.push({ path: 'name', message: 'must not be empty' });
  }
  if (items.length === 0) return meta;
  const detail = items.map((item) => `${item.path} ${item.message}`).join('; ');
  throw new MusterError('invalidRequest', detail, { items });
}

function isDownloadType(text: string): boolean {
  return downloadTypes.includes(text) || vendorType.test(text);
}

/** Empty counts as not said. */
function checkedText(items: ErrorItem[], path: string, text: string | undefined, most: number): string | null {
  if (text === undefined || text === '') return null;
  if (text.length > most) items.push({ path, message: `must have at most ${most} characters` });
  else if (controlCharacter.test(text)) items.push({ path, message: 'must not hold control characters' });
  return text;
}

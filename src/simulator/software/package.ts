import { createHash } from 'node:crypto';
import { messageOf } from '../../base/errors.ts';
import { looksLikeBundle, readBundle } from '../../files/packages/format/bundle.ts';
import { looksLikeIpk, readIpk } from '../../files/packages/format/ipk.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import { factsOf } from './environments/package-form.ts';
import type { PackageKey } from './environments/trusted-keys.ts';

/** What a package says of itself. */
export interface PackageFacts {
  readonly name: string;
  readonly vendor: string;
  readonly version: string;
  readonly description: string;
  /** Type of the environment it is for; null: any. */
  readonly environment: string | null;
  /** Deployment units it needs, as in `Depends`: `name`, `name (>= 1.0)`, `a | b`. */
  readonly dependencies: readonly string[];
  readonly executionUnits: readonly string[];
  /** Those of them that do not start by themselves. */
  readonly idleUnits?: readonly string[];
  /** KiB it occupies once installed. */
  readonly diskSpace: number;
}

const mark = 'MUSTER-PACKAGE 1\n';

/** A package in the simulator's own form: the mark, one line of JSON, the content with its checksum in the line. */
export function packPackage(facts: Partial<PackageFacts> & { readonly name: string }, content: Buffer): Buffer {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return Buffer.concat([Buffer.from(`${mark}${JSON.stringify({ ...facts, sha256 })}\n`, 'utf8'), content]);
}

/**
 * Reads a package. Any other file is believed to be one too: its name and version are read off the file name, as in
 * `speedtest_1.2.3_aarch64.ipk` or `speedtest-1.2.3.pkg`.
 * @returns null for a file that is empty, or ours and damaged: fault 9018
 */
export function readPackage(bytes: Buffer, fileName: string): PackageFacts | null {
  if (bytes.length === 0) return null;
  const fallback = fromFileName(fileName, bytes.length);
  if (!bytes.subarray(0, mark.length).equals(Buffer.from(mark))) return fallback;
  const end = bytes.indexOf(0x0a, mark.length);
  if (end < 0) return null;
  let said: Partial<PackageFacts> & { readonly sha256?: string };
  try {
    said = JSON.parse(bytes.toString('utf8', mark.length, end)) as typeof said;
  } catch {
    return null;
  }
  const sha256 = createHash('sha256')
    .update(bytes.subarray(end + 1))
    .digest('hex');
  if (said.sha256 !== sha256 || typeof said.name !== 'string') return null;
  const { sha256: _checked, ...facts } = said;
  const whole = { ...fallback, executionUnits: [said.name], ...facts };
  return { ...whole, name: whole.name.slice(0, 64), version: whole.version.slice(0, 32) };
}

function fromFileName(fileName: string, size: number): PackageFacts {
  const stem = fileName.replace(/\.[A-Za-z][A-Za-z0-9]{0,8}$/, '');
  const match = /^(.+?)[_-]v?(\d+(?:\.\d+)*(?:-\d+)?)(?:[_-].*)?$/.exec(stem);
  const name = (match?.[1] ?? stem).slice(0, 64) || 'unnamed';
  return {
    name,
    vendor: 'unknown',
    version: (match?.[2] ?? '1.0').slice(0, 32),
    description: '',
    environment: null,
    dependencies: [],
    executionUnits: [name.slice(0, 32)],
    diskSpace: Math.max(1, Math.ceil(size / 1024)),
  };
}

/**
 * Reads a package in whatever form it comes; .ipk and bundles are really read.
 * @param keys whose signature these must bear; null: signatures are not looked at, and a file that is none of them after
 *   all is known by its name
 * @returns fault 9018 for one that is damaged or not signed by a trusted key
 */
export async function readAnyPackage(
  bytes: Buffer,
  fileName: string,
  keys: readonly PackageKey[] | null,
): Promise<PackageFacts | TransferFault> {
  if (looksLikeIpk(bytes)) {
    try {
      const bundle = await looksLikeBundle(bytes);
      return factsOf(bundle ? await readBundle(bytes, keys) : await readIpk(bytes, keys));
    } catch (error) {
      if (keys !== null) return { code: 9018, message: messageOf(error) };
    }
  }
  return readPackage(bytes, fileName) ?? { code: 9018, message: 'the package is damaged' };
}

/** Compares versions part by part, numbers as numbers. @returns below, at or above 0 as `a` is older, the same, newer */
export function compareVersions(a: string, b: string): number {
  const parts = (version: string): string[] => version.split(/[.\-_+~]/);
  const left = parts(a);
  const right = parts(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x = '0', y = '0'] = [left[i], right[i]];
    const numeric = /^\d+$/.test(x) && /^\d+$/.test(y);
    if (numeric ? Number(x) !== Number(y) : x !== y) return (numeric ? Number(x) < Number(y) : x < y) ? -1 : 1;
  }
  return 0;
}

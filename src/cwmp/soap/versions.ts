/** Protocol versions of TR-069 Amendment 1 (1.0) to Amendment 6 (1.4). */
export const cwmpVersions = ['1.0', '1.1', '1.2', '1.3', '1.4'] as const;
export type CwmpVersion = (typeof cwmpVersions)[number];

const prefix = 'urn:dslforum-org:cwmp-1-';
/** It is sent back in every message. */
const longestNamespace = 128;

/**
 * What version a CPE speaks, by its namespace and the header elements of its Inform.
 * No schema defines cwmp-1-3 or cwmp-1-4 (1.3 and 1.4 stay in cwmp-1-2), yet CPEs use them: they are believed.
 * A namespace that no schema has (`cwmp-1-5`, another authority) is clamped to the nearest known version.
 * @returns null for a namespace that is not CWMP 1.x, and where none of the offered versions is known
 */
export function versionOf(
  namespace: string,
  headers: { sessionTimeout?: number | undefined; supported?: string },
): CwmpVersion | null {
  const spoken = versionIn(namespace, headers.sessionTimeout !== undefined);
  if (spoken === null || headers.supported === undefined) return spoken;
  const offered = headers.supported
    .split(',')
    .map((v) => v.trim())
    .filter((v): v is CwmpVersion => (cwmpVersions as readonly string[]).includes(v))
    .sort();
  return offered.at(-1) ?? null;
}

function versionIn(namespace: string, hasTimeout: boolean): CwmpVersion | null {
  switch (namespace) {
    case `${prefix}0`:
      return '1.0';
    case `${prefix}1`:
      return '1.1';
    case `${prefix}2`:
      return hasTimeout ? '1.3' : '1.2';
    case `${prefix}3`:
      return '1.3';
    case `${prefix}4`:
      return '1.4';
    default:
      return clamped(namespace);
  }
}

/** A namespace that says CWMP in an unknown way, or of the future: taken for the nearest version that is known. */
function clamped(namespace: string): CwmpVersion | null {
  if (!namespace.toLowerCase().includes('cwmp') || namespace.length > longestNamespace) return null;
  const stated = /cwmp[^0-9]{0,4}([0-9]{1,3})[-._]([0-9]{1,3})/i.exec(namespace);
  if (stated === null) return '1.0';
  if (Number(stated[1]) !== 1) return null;
  return cwmpVersions[Math.min(Number(stated[2]), cwmpVersions.length - 1)]!;
}

export function isCwmpNamespace(namespace: string): boolean {
  return namespace.startsWith(prefix);
}

export const defaultNamespace = `${prefix}0`;
export const namespaceOf = (version: '1.0' | '1.1' | '1.2'): string => prefix + version.slice(2);

/** The namespace to answer in where the device's own is not CWMP 1.x: the one that most devices have. */
export function answerableNamespace(namespace: string): string {
  return isCwmpNamespace(namespace) && namespace.length <= longestNamespace ? namespace : namespaceOf('1.2');
}

export function atLeast(version: CwmpVersion, wanted: CwmpVersion): boolean {
  return version >= wanted;
}

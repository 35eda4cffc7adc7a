/** Protocol versions of TR-069 Amendment 1 (1.0) to Amendment 6 (1.4). */
export const cwmpVersions = ['1.0', '1.1', '1.2', '1.3', '1.4'] as const;
export type CwmpVersion = (typeof cwmpVersions)[number];

const prefix = 'urn:dslforum-org:cwmp-1-';

/**
 * What version a CPE speaks, by its namespace and the header elements of its Inform.
 * No schema defines cwmp-1-3 or cwmp-1-4 (1.3 and 1.4 stay in cwmp-1-2), yet CPEs use them: they are believed.
 * @returns null for a namespace that is not CWMP
 */
export function versionOf(
  namespace: string,
  headers: { sessionTimeout?: number | undefined; supported?: string },
): CwmpVersion | null {
  const offered = headers.supported
    ?.split(',')
    .map((v) => v.trim())
    .filter((v): v is CwmpVersion => (cwmpVersions as readonly string[]).includes(v))
    .sort();
  if (offered && offered.length > 0) return offered[offered.length - 1]!;
  if (headers.supported !== undefined) return null;
  switch (namespace) {
    case `${prefix}0`:
      return '1.0';
    case `${prefix}1`:
      return '1.1';
    case `${prefix}2`:
      return headers.sessionTimeout === undefined ? '1.2' : '1.3';
    case `${prefix}3`:
      return '1.3';
    case `${prefix}4`:
      return '1.4';
    default:
      return null;
  }
}

export function isCwmpNamespace(namespace: string): boolean {
  return namespace.startsWith(prefix);
}

export const defaultNamespace = `${prefix}0`;
export const namespaceOf = (version: '1.0' | '1.1' | '1.2'): string => prefix + version.slice(2);

export function atLeast(version: CwmpVersion, wanted: CwmpVersion): boolean {
  return version >= wanted;
}

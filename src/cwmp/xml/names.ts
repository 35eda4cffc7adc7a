/** A name as XML and Namespaces in XML write it, taken apart. */
export interface QualifiedName {
  /** As it stands in the document, for the end tag. */
  readonly raw: string;
  /** '' for none. */
  readonly prefix: string;
  readonly local: string;
}

/** NameStartChar and NameChar of XML 1.0 (fifth edition) §2.3, without the colon. */
const start =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const part = `${start}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`;
const qualified = new RegExp(`^(?:([${start}][${part}]*):)?([${part}]+)$`, 'u');
const plain = new RegExp(`^[${start}][${part}]*$`, 'u');
/** The same for ASCII: nearly every name, at a tenth of the cost. */
const simple = /^[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?$/;

/** Takes a name apart, or null where it is none. */
export function parseQualifiedName(raw: string): QualifiedName | null {
  if (simple.test(raw)) {
    const colon = raw.indexOf(':');
    return { raw, prefix: colon < 0 ? '' : raw.slice(0, colon), local: colon < 0 ? raw : raw.slice(colon + 1) };
  }
  const match = qualified.exec(raw);
  if (!match) return null;
  const [, prefix = '', local = ''] = match;
  return plain.test(local) ? { raw, prefix, local } : null;
}

/** A name without a colon, as processing instructions have. */
export function isPlainName(text: string): boolean {
  return plain.test(text);
}

/**
 * Names met before, by their hash: CWMP has a few dozen, so nearly every one is checked and taken apart once in the
 * life of the process. A place holds one name and the newest stays, so that strangers can fill it with junk but not
 * make it grow.
 */
const known: (QualifiedName | undefined)[] = new Array<undefined>(1024).fill(undefined);
const longestKept = 64;

/**
 * The name at `source[from..to)`, or null where that is none.
 * @param hash over its characters: equal for equal names
 */
export function nameAt(source: string, from: number, to: number, hash: number): QualifiedName | null {
  const place = hash & 1023;
  const kept = known[place];
  if (kept !== undefined && kept.raw.length === to - from && source.startsWith(kept.raw, from)) return kept;
  const raw = source.slice(from, to);
  if (raw.length > longestKept) return parseQualifiedName(raw);
  // Through a buffer: a slice would keep the whole message alive.
  const name = parseQualifiedName(Buffer.from(raw, 'utf8').toString('utf8'));
  if (name !== null) known[place] = name;
  return name;
}

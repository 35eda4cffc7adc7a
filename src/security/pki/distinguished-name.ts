import { type Asn1, oid, oidOf, parts, printable, sequence, set, textOf, utf8Text } from './der.ts';

const attributes = {
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
  O: '2.5.4.10',
  OU: '2.5.4.11',
} as const;
export type NameAttribute = keyof typeof attributes;
const named = new Map<string, NameAttribute>(
  Object.entries(attributes).map(([name, dotted]) => [dotted, name as NameAttribute]),
);

/** The attributes of a subject that matter to Muster, in order; others are left out. */
export type NameParts = readonly (readonly [NameAttribute, string])[];

export function encodeName(name: NameParts): Asn1 {
  return sequence(
    ...name.map(([attribute, text]) =>
      set(sequence(oid(attributes[attribute]), attribute === 'serialNumber' ? printable(text) : utf8Text(text))),
    ),
  );
}

export function decodeName(name: Asn1): NameParts {
  const found: [NameAttribute, string][] = [];
  for (const set of parts(name)) {
    for (const pair of parts(set)) {
      const [type, value] = parts(pair);
      const attribute = named.get(oidOf(type));
      if (attribute !== undefined && value !== undefined) found.push([attribute, textOf(value)]);
    }
  }
  return found;
}

/** `CN=a, O=b`, for people. */
export function showName(name: NameParts): string {
  return name.map(([attribute, text]) => `${attribute}=${text}`).join(', ');
}

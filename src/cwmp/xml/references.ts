import { malformed } from './malformed.ts';

/** Without a DTD, which SOAP forbids, there are only these (XML 1.0 §4.6). */
const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Replaces entity and character references.
 * @param at offset of the text in the document, for errors
 */
export function decodeReferences(text: string, at: number): string {
  let ampersand = text.indexOf('&');
  if (ampersand < 0) return text;
  let decoded = '';
  let from = 0;
  do {
    const semicolon = text.indexOf(';', ampersand);
    const name = semicolon < 0 ? null : text.slice(ampersand + 1, semicolon);
    const character = name === null ? undefined : (entities.get(name) ?? numericReference(name));
    if (character === undefined) {
      throw malformed(`the entity ${text.slice(ampersand, ampersand + 16)} is unknown`, at + ampersand);
    }
    decoded += text.slice(from, ampersand) + character;
    from = semicolon + 1;
    ampersand = text.indexOf('&', from);
  } while (ampersand >= 0);
  return decoded + text.slice(from);
}

function numericReference(name: string): string | undefined {
  const hex = /^#x([0-9a-fA-F]+)$/.exec(name);
  const decimal = hex ? null : /^#([0-9]+)$/.exec(name);
  const code = hex ? Number.parseInt(hex[1]!, 16) : decimal ? Number.parseInt(decimal[1]!, 10) : -1;
  return isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** `Char` of XML 1.0 §2.2. */
function isXmlCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

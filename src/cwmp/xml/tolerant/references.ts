/** Entities of XML, and those of HTML that a web page's text brings along. */
const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

/** Longer than any reference that means something; a raw `&` is told by not being one. */
const reference = /&(#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,10}|[A-Za-z]{2,8});/g;

/** Replaces what is a reference; a raw `&` and what nobody knows stays as it is written. */
export function decodeReferencesKindly(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(reference, (whole, name: string) => {
    if (!name.startsWith('#')) return entities.get(name) ?? whole;
    const hex = name.charCodeAt(1) === 0x78 || name.charCodeAt(1) === 0x58;
    return character(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
  });
}

/** A character that XML cannot carry, as a reference, means nothing: it is dropped like one that is written out. */
function character(code: number): string {
  const allowed =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : '';
}

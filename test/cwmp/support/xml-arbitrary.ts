import fc from 'fast-check';

/** Characters that XML 1.0 can carry, the awkward ones often. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ 0189_-.:/"\'>]=[\t\né€📶') },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0x20, max: 0x1ffff })
      .filter((c) => !(c >= 0xd800 && c <= 0xdfff) && (c & 0xfffe) !== 0xfffe)
      .map((c) => String.fromCodePoint(c)),
  },
);

/** Any text that XML 1.0 can carry. */
export const xmlText = fc.string({ unit: character, maxLength: 24 });

const name = fc.constantFrom('a', 'b', 'Name', 'Value', 'x-1', '_y.z', 'é', '名前', 'xmlish', 'DeviceId');
const prefix = fc.constantFrom('', '', 'p', 'q', 'cwmp');
const uri = fc.constantFrom('urn:one', 'urn:two', 'urn:dslforum-org:cwmp-1-2', 'http://example.test/ns?a=1&amp;b=2');
const space = fc.constantFrom(' ', '\n', '\t ', '\r\n  ');
const reference = fc.constantFrom('&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#65;', '&#x1F600;', '&#10;', '&#xD;');

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/]]>/g, ']]&gt;');
const text = fc.oneof(xmlText.map(escaped), reference, fc.constantFrom('\r\n', '\r', '  '));
const cdata = xmlText.map((t) => `<![CDATA[${t.replace(/]]>/g, '')}]]>`);
const comment = xmlText.map((t) => `<!-- ${t.replace(/-/g, '')} -->`);
const instruction = xmlText.map((t) => `<?target ${t.replace(/\?/g, '')}?>`);

const attributeValue = fc
  .tuple(fc.array(text, { maxLength: 3 }), fc.constantFrom('"', "'"))
  .map(([parts, quote]) => `${quote}${parts.join('').replaceAll(quote, '&#39;')}${quote}`);
const attribute = fc.tuple(space, prefix, name, space, attributeValue).map(([before, p, n, after, value]) => ({
  key: p === '' ? n : `${p}:${n}`,
  text: `${before}${p === '' ? n : `${p}:${n}`}${after.trim() === '' && after.length > 1 ? after : ''}=${value}`,
}));

/** Declares every prefix in a random order, so that all of them resolve below. */
const declarations = fc.tuple(uri, uri, uri, fc.option(uri, { nil: '' })).map(([p, q, cwmp, standard]) => {
  const all = ` xmlns:p="${p}" xmlns:q="${q}" xmlns:cwmp="${cwmp}"`;
  return standard === '' ? all : `${all} xmlns="${standard}"`;
});

interface Parts {
  readonly prefix: string;
  readonly name: string;
  readonly attributes: readonly { key: string; text: string }[];
  readonly declares: string | null;
  readonly content: readonly string[];
  readonly end: string;
}

function element(parts: Parts, outermost: boolean): string {
  const tag = parts.prefix === '' ? parts.name : `${parts.prefix}:${parts.name}`;
  const seen = new Set<string>();
  const attributes = parts.attributes
    .filter(({ key }) => !seen.has(key) && seen.add(key))
    .map(({ text }) => text)
    .join('');
  const declares = outermost ? (parts.declares ?? ' xmlns:p="urn:1" xmlns:q="urn:2" xmlns:cwmp="urn:3"') : '';
  const again = !outermost && parts.declares !== null ? parts.declares : '';
  return parts.content.length === 0 && parts.end.length > 1
    ? `<${tag}${declares}${again}${attributes}/>`
    : `<${tag}${declares}${again}${attributes}>${parts.content.join('')}</${tag}${parts.end}>`;
}

const partsOf = (content: fc.Arbitrary<string[]>): fc.Arbitrary<Parts> =>
  fc.record({
    prefix,
    name,
    attributes: fc.array(attribute, { maxLength: 3 }),
    declares: fc.option(declarations, { freq: 3 }),
    content,
    end: fc.constantFrom('', '', ' ', '\n '),
  });

const { child } = fc.letrec<{ child: string; content: string[] }>((tie) => ({
  child: partsOf(tie('content')).map((parts) => element(parts, false)),
  content: fc.array(
    fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, cdata, comment, instruction, tie('child')),
    { maxLength: 5 },
  ),
}));

const outside = fc.array(fc.oneof(fc.constantFrom(' ', '\n', '\r\n'), comment, instruction), { maxLength: 2 });

/**
 * Random documents, nearly all of them well-formed: two prefixes may come to mean one namespace and so make an
 * attribute double, which both parsers have to notice.
 */
export const xmlDocument = fc
  .record({
    declaration: fc.constantFrom('', '<?xml version="1.0"?>', '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n'),
    before: outside,
    root: partsOf(fc.array(fc.oneof({ weight: 2, arbitrary: child }, text, cdata), { maxLength: 5 })),
    after: outside,
  })
  .map(({ declaration, before, root, after }) => [declaration, ...before, element(root, true), ...after].join(''));

const splinter = fc.constantFrom(
  ...['<', '>', '/', '&', ';', '"', "'", '=', ':', ' ', '\n', '\r', '-', '?', '!', ']', '[', '#', '1', 'x', '\u0000'],
  ...['<a>', '</a>', '<a/>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '&#', '&amp;', 'xmlns=""', 'xmlns:p="u"'],
  ...['<!DOCTYPE a>', '<?xml version="1.0"?>', '\ud83d', '\ufffe', '\ufeff'],
);

/** A few small wounds to a document: pieces put in, cut out, doubled or swapped. */
export const wounds = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 8 }),
    kind: fc.constantFrom('insert', 'cut', 'double', 'replace'),
    splinter,
  }),
  { minLength: 1, maxLength: 3 },
);

export function wounded(
  source: string,
  list: readonly { at: number; length: number; kind: string; splinter: string }[],
) {
  let result = source;
  for (const wound of list) {
    const from = Math.floor(wound.at * result.length);
    const to = Math.min(result.length, from + wound.length);
    const piece = result.slice(from, to);
    const put = { insert: wound.splinter + piece, cut: '', double: piece + piece, replace: wound.splinter }[wound.kind];
    result = result.slice(0, from) + (put ?? '') + result.slice(to);
  }
  return result;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../../src/cwmp/xml/reader.ts';
import { escapeXml, textElement } from '../../../src/cwmp/xml/writer.ts';
import { treeBySaxes } from '../support/saxes-tree.ts';

/** What is left of a text after XML 1.0 carried it: what it cannot carry is U+FFFD. */
function carried(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'<>&"\'\r\n\t]\u0000\u0002\u001f\ufffe\uffff\ud800\udfff aé€📶'),
    fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)),
  ),
  maxLength: 40,
});

describe('escaping', () => {
  const rows: [text: string, escaped: string][] = [
    ['', ''],
    ['plain text é 📶', 'plain text é 📶'],
    ['a&b<c>d"e', 'a&amp;b&lt;c&gt;d&quot;e'],
    ["it's", "it's"],
    [']]>', ']]&gt;'],
    ['1\r\n2\r3\n4\t5', '1&#13;\n2&#13;3\n4\t5'],
    ['a\u0000b\u0002c\u001bd', 'a\ufffdb\ufffdc\ufffdd'],
    ['\ufffe\uffff', '\ufffd\ufffd'],
    ['a\ud800b', 'a\ufffdb'],
    ['a\udc00b', 'a\ufffdb'],
    ['\udc00\ud800', '\ufffd\ufffd'],
    ['\ud83d\ude00', '😀'],
    ['\ud83d\ud83d\ude00\ude00', '\ufffd😀\ufffd'],
  ];
  it.each(rows)('%j', (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped);
  });

  it('survives reading, by our reader and by another', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = textElement('a', text);
        expect(readXml(source).text).toBe(carried(text));
        expect(treeBySaxes(source)?.text).toBe(carried(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps text inside an attribute, but for white space that XML folds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = `<a b="${escapeXml(text)}"/>`;
        expect(readXml(source).attributes[0]?.value).toBe(carried(text).replace(/[\t\n]/g, ' '));
      }),
    );
  });

  it('writes no content as an empty element', () => {
    expect(textElement('a', '')).toBe('<a/>');
    expect(textElement('a', ' ')).toBe('<a> </a>');
  });
});

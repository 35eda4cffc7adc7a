import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMusterError, MusterError } from '../../../src/base/errors.ts';
import { attributeNamed, childNamed, type XmlElement } from '../../../src/cwmp/xml/element.ts';
import { defaultXmlLimits, readXml } from '../../../src/cwmp/xml/reader.ts';
import { treeBySaxes } from '../support/saxes-tree.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/xml');
const files = (kind: 'valid' | 'invalid'): [string, string][] =>
  readdirSync(path.join(fixtures, kind)).map((name) => [name, readFileSync(path.join(fixtures, kind, name), 'utf8')]);

/** The error that reading gives, or undefined. */
function refusal(source: string, limits = defaultXmlLimits): MusterError | undefined {
  try {
    readXml(source, limits);
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  return undefined;
}

describe('well-formed documents', () => {
  it.each(files('valid'))('%s is read as saxes reads it', (_name, source) => {
    expect(readXml(source)).toEqual(treeBySaxes(source.trimStart()));
  });

  const rows: [what: string, source: string, expected: Partial<XmlElement>][] = [
    ['entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', { text: '<>&"\'' }],
    ['an emoji above U+FFFF', '<a>&#128246;&#x1F4F6;</a>', { text: '📶📶' }],
    ['references inside out of order', '<a>&amp;#65;</a>', { text: '&#65;' }],
    ['CDATA', '<a>1<![CDATA[<&]]>2</a>', { text: '1<&2' }],
    ['text around a child', '<a>1<b/>2</a>', { text: '12' }],
    ['line ends', '<a>1\r\n2\r3&#13;</a>', { text: '1\n2\n3\r' }],
    ['a default namespace', '<a xmlns="urn:x"/>', { name: 'a', namespace: 'urn:x' }],
    ['a prefix', '<p:a xmlns:p="urn:x"/>', { name: 'a', namespace: 'urn:x' }],
    ['no declaration among the attributes', '<a xmlns:p="u" xmlns="v"/>', { attributes: [] }],
    [
      'attributes in and out of namespaces',
      '<a xmlns="urn:d" xmlns:p="urn:p" p:b=" 1\n" c="&lt;"/>',
      {
        attributes: [
          { name: 'b', namespace: 'urn:p', value: ' 1 ' },
          { name: 'c', namespace: '', value: '<' },
        ],
      },
    ],
  ];
  it.each(rows)('%s', (_what, source, expected) => {
    expect(readXml(source)).toMatchObject(expected);
  });

  it('gives a prefix its meaning back after the element that redeclared it', () => {
    const root = readXml('<p:a xmlns:p="1"><p:b xmlns:p="2"><p:c/></p:b><p:b xmlns:p="3"/><p:d/></p:a>');
    expect(root.children.map((child) => child.namespace)).toEqual(['2', '3', '1']);
    expect(root.children[0]?.children[0]?.namespace).toBe('2');
  });

  it('takes white space before the XML declaration, as many CPEs send it', () => {
    expect(readXml('\r\n <?xml version="1.0"?><a/>').name).toBe('a');
  });

  it('finds children and attributes by local name', () => {
    const root = readXml('<a><p:b xmlns:p="u">1</p:b><b>2</b></a>');
    expect(childNamed(root, 'b')?.text).toBe('1');
    expect(childNamed(root, 'c')).toBeUndefined();
    expect(attributeNamed(readXml('<a xmlns:p="u" p:t="1"/>'), 't')).toBe('1');
    expect(attributeNamed(root, 't')).toBeUndefined();
  });
});

describe('malformed documents', () => {
  it.each(files('invalid'))('%s is refused', (_name, source) => {
    expect(treeBySaxes(source), 'saxes').toBeNull();
    expect(refusal(source)?.code).toBe('malformedMessage');
  });

  const rows: [source: string, message: RegExp][] = [
    ['<a><b></a>', /expected <\/b> at character 6/],
    ['<a>&nbsp;</a>', /the entity &nbsp;.* is unknown at character 3/],
    ['<a b="1&x;"/>', /the entity &x; is unknown at character 7/],
    ['<p:a/>', /the prefix p: is not declared/],
    ['<a b="1" b="2"/>', /attribute b given twice/],
    ['<!DOCTYPE a><a/>', /document type declaration/],
    ['<a>\u0002</a>', /a character that XML cannot carry at character 3/],
    ['<a>\ud800</a>', /half of a surrogate pair/],
  ];
  it.each(rows)('%j names what is wrong and where', (source, message) => {
    expect(refusal(source)?.message).toMatch(message);
  });

  it('never quotes more than a little of the document', () => {
    const long = 'x'.repeat(100_000);
    for (const source of [`<${long}$/>`, `<${long}>`, `<${long}></b>`, `<a>&${long};</a>`, `<${long}:a/>`]) {
      expect(refusal(source)!.message.length).toBeLessThan(200);
    }
  });
});

describe('limits', () => {
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const rows: [what: string, source: string][] = [
    ['depth', nested(33)],
    ['depth, ended by an empty element', `${'<a>'.repeat(32)}<b/>${'</a>'.repeat(32)}`],
    ['attributes', `<a${Array.from({ length: 65 }, (_, i) => ` b${i}="1"`).join('')}/>`],
    ['declarations in one tag', `<a${Array.from({ length: 65 }, (_, i) => ` xmlns:b${i}="1"`).join('')}/>`],
    [
      'namespaces in force',
      `${Array.from(
        { length: 3 },
        (_, d) => `<a${Array.from({ length: 60 }, (_, i) => ` xmlns:p${d}-${i}="1"`).join('')}>`,
      ).join('')}</a></a></a>`,
    ],
  ];
  it.each(rows)('%s', (_what, source) => {
    expect(refusal(source)?.code).toBe('limitExceeded');
  });

  it('counts elements', () => {
    const limits = { maxDepth: 5, maxElements: 10 };
    expect(refusal(`<a>${'<b/>'.repeat(9)}</a>`, limits)).toBeUndefined();
    expect(refusal(`<a>${'<b/>'.repeat(10)}</a>`, limits)?.code).toBe('limitExceeded');
  });

  it('allows what is just inside', () => {
    expect(refusal(nested(32))).toBeUndefined();
    expect(refusal(`<a${Array.from({ length: 64 }, (_, i) => ` b${i}="1"`).join('')}/>`)).toBeUndefined();
  });

  const costly: [what: string, source: string][] = [
    ['a million open tags', '<a>'.repeat(1_000_000)],
    ['a million attributes', `<a ${'b="1" '.repeat(1_000_000)}/>`],
    ['a million ampersands', `<a>${'&'.repeat(1_000_000)}</a>`],
    ['a million references', `<a>${'&amp;'.repeat(200_000)}`],
    ['a million open comments', `<a>${'<!--'.repeat(250_000)}`],
    ['a million open brackets', `<a>${'<![CDATA['.repeat(100_000)}`],
    ['a million less-than signs', '<'.repeat(1_000_000)],
    ['a million quotes', `<a ${'"'.repeat(1_000_000)}`],
    ['a million brackets in text', `<a>${']]'.repeat(500_000)}`],
    ['a million end tags', `<a>${'</a>'.repeat(250_000)}`],
    ['a million characters of name', `<${'a'.repeat(1_000_000)}`],
    [
      'names that look prefixes up in a long chain',
      `<r${Array.from({ length: 60 }, (_, i) => ` xmlns:p${i}="u${i}"`).join('')}>${'<p0:a/>'.repeat(200_000)}`,
    ],
  ];
  it.each(costly)('%s cost no more than their length', (_what, source) => {
    const start = performance.now();
    expect(isMusterError(refusal(source))).toBe(true);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

import { MusterError } from '../../base/errors.ts';
import { noAttributes, noChildren, type XmlAttribute, type XmlElement } from './element.ts';

/**
 * A strict, namespace-aware XML 1.0 reader for SOAP bodies.
 *
 * Own code, because every CWMP message passes here and the general readers cost more than all the rest of a session
 * (`npm run bench:codec` compares them). It knows just what SOAP 1.1 §3 lets a message hold: no DTD, so no entities
 * beyond the five of XML and character references. What it does not accept is refused, never guessed; field quirks
 * belong to a second, tolerant reading, not here.
 */
export interface XmlLimits {
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const defaultXmlLimits: XmlLimits = { maxDepth: 32, maxElements: 400_000 };

/** Namespace bindings in force; a new link only where an element declares some. */
interface Scope {
  readonly prefix: string;
  readonly uri: string;
  readonly outer: Scope | null;
}

interface Open {
  readonly rawName: string;
  readonly scope: Scope | null;
  readonly element: { name: string; namespace: string; attributes: readonly XmlAttribute[]; text: string };
  children: XmlElement[] | null;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what XML 1.0 §2.2 forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Reads one document.
 * @throws MusterError `malformedMessage` with the offset, or `limitExceeded`
 */
export function readXml(source: string, limits: XmlLimits = defaultXmlLimits): XmlElement {
  if (forbidden.test(source)) throw malformed('a character that XML cannot carry', source.search(forbidden));
  const stack: Open[] = [];
  let current: Open | null = null;
  let root: XmlElement | null = null;
  let scope: Scope | null = null;
  let elements = 0;
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = source.length;

  while (at < end) {
    const open = source.indexOf('<', at);
    if (open !== at) {
      const text = open < 0 ? source.slice(at) : source.slice(at, open);
      if (current) current.element.text += decodeText(text, at);
      else if (!isSpace(text)) throw malformed('text outside the root element', at);
      if (open < 0) break;
    }
    const kind = source.charCodeAt(open + 1);

    if (kind === 0x2f /* / */) {
      if (!current) throw malformed('an end tag without a start tag', open);
      const name = current.rawName;
      let close = open + 2 + name.length;
      if (!source.startsWith(name, open + 2)) throw malformed(`expected </${name}>`, open);
      close = skipSpace(source, close);
      if (source.charCodeAt(close) !== 0x3e) throw malformed(`expected </${name}>`, open);
      const done: XmlElement = finish(current);
      scope = current.scope;
      stack.pop();
      const parent: Open | null = stack.length > 0 ? stack[stack.length - 1]! : null;
      if (parent) {
        if (parent.children === null) parent.children = [done];
        else parent.children.push(done);
      } else root = done;
      current = parent;
      at = close + 1;
      continue;
    }

    if (kind === 0x3f /* ? */) {
      const close = source.indexOf('?>', open + 2);
      if (close < 0) throw malformed('an unclosed processing instruction', open);
      at = close + 2;
      continue;
    }

    if (kind === 0x21 /* ! */) {
      if (source.startsWith('<!--', open)) {
        const close = source.indexOf('-->', open + 4);
        if (close < 0) throw malformed('an unclosed comment', open);
        at = close + 3;
      } else if (source.startsWith('<![CDATA[', open)) {
        const close = source.indexOf(']]>', open + 9);
        if (close < 0 || !current) throw malformed('a stray or unclosed CDATA section', open);
        current.element.text += source.slice(open + 9, close);
        at = close + 3;
      } else throw malformed('a document type declaration, which SOAP forbids', open);
      continue;
    }

    // Start tag.
    if (!current && root) throw malformed('a second root element', open);
    if (++elements > limits.maxElements) {
      throw new MusterError('limitExceeded', `the message has more than ${limits.maxElements} elements`);
    }
    if (stack.length >= limits.maxDepth) {
      throw new MusterError('limitExceeded', `the message is nested deeper than ${limits.maxDepth} levels`);
    }
    let cursor = open + 1;
    let colon = -1;
    for (; cursor < end; cursor++) {
      const code = source.charCodeAt(cursor);
      if (code === 0x3e || code === 0x2f || code <= 0x20) break;
      if (code === 0x3a && colon < 0) colon = cursor;
      else if (code === 0x3c || code === 0x26 || code === 0x3d || code === 0x22 || code === 0x27) {
        throw malformed('a bad character in an element name', cursor);
      }
    }
    const rawName = source.slice(open + 1, cursor);
    if (rawName === '' || colon === open + 1 || colon === cursor - 1) throw malformed('a tag without a name', open);
    const outer = scope;
    let attributes: readonly XmlAttribute[] = noAttributes;

    // Attributes, in two passes only where there are any: declarations bind the other attributes of the same tag.
    let raw: { name: string; value: string; at: number }[] | null = null;
    let selfClosing = false;
    for (;;) {
      const before = cursor;
      cursor = skipSpace(source, cursor);
      const code = source.charCodeAt(cursor);
      if (code === 0x3e) break;
      if (code === 0x2f) {
        if (source.charCodeAt(cursor + 1) !== 0x3e) throw malformed('a stray / in a tag', cursor);
        selfClosing = true;
        cursor++;
        break;
      }
      if (cursor >= end) throw malformed('an unclosed tag', open);
      if (cursor === before) throw malformed('attributes not separated by white space', cursor);
      const equals = source.indexOf('=', cursor);
      if (equals < 0) throw malformed('an attribute without a value', cursor);
      const name = source.slice(cursor, equals).trimEnd();
      if (name === '' || /[\s<>"'/&]/.test(name)) throw malformed('a bad attribute name', cursor);
      const quoteAt = skipSpace(source, equals + 1);
      const quote = source.charCodeAt(quoteAt);
      if (quote !== 0x22 && quote !== 0x27) throw malformed('an attribute value without quotes', quoteAt);
      const closeQuote = source.indexOf(quote === 0x22 ? '"' : "'", quoteAt + 1);
      if (closeQuote < 0) throw malformed('an unclosed attribute value', quoteAt);
      const rawValue = source.slice(quoteAt + 1, closeQuote);
      if (rawValue.includes('<')) throw malformed('a < in an attribute value', quoteAt);
      const value = decodeText(rawValue, quoteAt);
      if (name === 'xmlns') scope = { prefix: '', uri: value, outer: scope };
      else if (name.startsWith('xmlns:')) scope = { prefix: name.slice(6), uri: value, outer: scope };
      else if (raw === null) raw = [{ name, value, at: cursor }];
      else {
        if (raw.some((other) => other.name === name)) throw malformed(`attribute ${name} given twice`, cursor);
        if (raw.length >= 64) throw new MusterError('limitExceeded', 'an element has more than 64 attributes');
        raw.push({ name, value, at: cursor });
      }
      cursor = closeQuote + 1;
    }
    if (raw !== null) attributes = raw.map((attribute) => resolveAttribute(attribute, scope));

    const element = {
      name: colon < 0 ? rawName : source.slice(colon + 1, cursorOfNameEnd(open, rawName)),
      namespace: resolve(scope, colon < 0 ? '' : source.slice(open + 1, colon), open),
      attributes,
      text: '',
    };
    if (selfClosing) {
      const done: XmlElement = { ...element, children: noChildren };
      if (current) {
        if (current.children === null) current.children = [done];
        else current.children.push(done);
      } else root = done;
      scope = outer;
    } else {
      current = { rawName, scope: outer, element, children: null };
      stack.push(current);
    }
    at = cursor + 1;
  }

  if (current) throw malformed(`<${current.rawName}> is not closed`, end);
  if (!root) throw malformed('no element at all', 0);
  return root;
}

function finish(open: Open): XmlElement {
  const { name, namespace, attributes, text } = open.element;
  return { name, namespace, attributes, text, children: open.children ?? noChildren };
}

function cursorOfNameEnd(open: number, rawName: string): number {
  return open + 1 + rawName.length;
}

function resolve(scope: Scope | null, prefix: string, at: number): string {
  for (let s = scope; s !== null; s = s.outer) if (s.prefix === prefix) return s.uri;
  if (prefix === '') return '';
  if (prefix === 'xml') return xmlNamespace;
  throw malformed(`the prefix ${prefix}: is not declared`, at);
}

function resolveAttribute(raw: { name: string; value: string; at: number }, scope: Scope | null): XmlAttribute {
  const colon = raw.name.indexOf(':');
  // An attribute without a prefix is in no namespace (Namespaces in XML §6.2).
  if (colon < 0) return { name: raw.name, namespace: '', value: raw.value };
  return {
    name: raw.name.slice(colon + 1),
    namespace: resolve(scope, raw.name.slice(0, colon), raw.at),
    value: raw.value,
  };
}

function skipSpace(source: string, from: number): number {
  let at = from;
  for (;;) {
    const code = source.charCodeAt(at);
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) at++;
    else return at;
  }
}

function isSpace(text: string): boolean {
  return skipSpace(text, 0) >= text.length;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeText(text: string, at: number): string {
  if (text.indexOf('&') < 0) return text;
  return text.replace(/&([^;&\s]{0,12})(;?)/g, (whole, name: string, semicolon: string, offset: number) => {
    const plain = named[name];
    if (semicolon && plain !== undefined) return plain;
    if (semicolon && name.charCodeAt(0) === 0x23 /* # */) {
      const hex = name.charCodeAt(1) === 0x78;
      const digits = name.slice(hex ? 2 : 1);
      const code = (hex ? /^[0-9a-fA-F]+$/ : /^[0-9]+$/).test(digits) ? Number.parseInt(digits, hex ? 16 : 10) : -1;
      if (isXmlCharacter(code)) return String.fromCodePoint(code);
    }
    throw malformed(`the entity ${whole} is unknown`, at + offset);
  });
}

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

function malformed(what: string, at: number): MusterError {
  return new MusterError('malformedMessage', `not well-formed XML: ${what} at character ${at}`);
}

import { MusterError } from '../../../base/errors.ts';
import { noAttributes, noChildren, type XmlAttribute, type XmlElement } from '../element.ts';
import { malformed, quoted } from '../malformed.ts';
import type { XmlLimits } from '../reader.ts';
import { decodeReferencesKindly } from './references.ts';
import { endOfValue, valueText } from './value-text.ts';

/**
 * The second reading, for what the strict reader refused. It forgives what devices in the field are known to write and
 * what leaves no doubt about the meaning: a stray NUL or control character, a raw `&`, a raw `<` inside a Value,
 * attributes without quotes, end tags in other case, prefixes that nobody declared.
 *
 * What leaves doubt is refused here too: a message that was cut off, tags that cross, two roots. So is a document
 * type declaration, whatever it holds. The limits are those of the strict reader, and one pass is all it takes: every
 * search either moves on or ends the reading, so the cost is that of the length.
 */
export function readXmlKindly(source: string, limits: XmlLimits): XmlElement {
  return new KindReader(clean(source), limits).document();
}

const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufeff\ufffe\uffff]/g;
const maxAttributes = 64;
const maxDeclarations = 128;
const longestName = 256;

function clean(source: string): string {
  return source.toWellFormed().replace(unwanted, '').replace(/\r\n?/g, '\n');
}

interface Growing {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  children: readonly XmlElement[];
  text: string;
}

/** Prefix in lower case to namespace; innermost first. */
interface Binding {
  readonly prefix: string;
  readonly uri: string;
  readonly outer: Binding | null;
  readonly depth: number;
}

interface Open {
  readonly element: Growing;
  readonly rawName: string;
  readonly outer: Binding | null;
}

interface StartTag {
  readonly rawName: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly selfClosing: boolean;
  /** Offset behind it. */
  readonly end: number;
}

class KindReader {
  private readonly source: string;
  private readonly limits: XmlLimits;
  private readonly stack: Open[] = [];
  private root: XmlElement | null = null;
  private bindings: Binding | null = null;
  private elements = 0;
  private at = 0;
  private readonly lastClose: number;

  constructor(source: string, limits: XmlLimits) {
    this.source = source;
    this.limits = limits;
    this.lastClose = source.lastIndexOf(']]>');
  }

  document(): XmlElement {
    const { source } = this;
    while (this.at < source.length) {
      const open = source.indexOf('<', this.at);
      this.text(this.at, open < 0 ? source.length : open);
      if (open < 0) break;
      this.at = open;
      this.markup(open);
    }
    const unclosed = this.stack.at(-1);
    if (unclosed) throw malformed(`<${quoted(unclosed.rawName)}> is not closed`, source.length);
    if (!this.root) throw malformed('no element at all', 0);
    return this.root;
  }

  private markup(open: number): void {
    const { source } = this;
    switch (source.charCodeAt(open + 1)) {
      case 0x2f /* / */:
        this.endTag(open);
        return;
      case 0x3f /* ? */:
        this.at = behind(source, '?>', open + 2, 'processing instruction');
        return;
      case 0x21 /* ! */:
        if (source.startsWith('<!--', open)) this.at = behind(source, '-->', open + 4, 'comment');
        else if (/^<!\[cdata\[/i.test(source.slice(open, open + 9))) {
          this.at = behind(source, ']]>', open + 9, 'CDATA section');
          this.append(source.slice(open + 9, this.at - 3));
        } else throw malformed('a document type declaration, which SOAP forbids', open);
        return;
      default: {
        const tag = startTag(source, open);
        if (tag !== null) this.startTag(tag, open);
        else {
          // A less-than sign that starts nothing.
          this.append('<');
          this.at = open + 1;
        }
      }
    }
  }

  private text(from: number, to: number): void {
    if (from === to) return;
    const text = this.source.slice(from, to);
    if (this.stack.length > 0) this.append(decodeReferencesKindly(text));
    // Rubbish around the message says nothing; a message inside rubbish does.
    else if (this.root === null && text.trim() !== '') throw malformed('text before the root element', from);
  }

  private append(text: string): void {
    const current = this.stack.at(-1);
    if (current) current.element.text += text;
  }

  private startTag(tag: StartTag, open: number): void {
    const { stack, limits } = this;
    if (this.root && stack.length === 0) throw malformed('a second root element', open);
    if (++this.elements > limits.maxElements) {
      throw new MusterError('limitExceeded', `the message has more than ${limits.maxElements} elements`);
    }
    if (stack.length >= limits.maxDepth) {
      throw new MusterError('limitExceeded', `the message is nested deeper than ${limits.maxDepth} levels`);
    }
    const outer = this.bindings;
    const attributes = this.declarations(tag);
    const [prefix, name] = split(tag.rawName);
    const element: Growing = { name, namespace: this.resolve(prefix), attributes, children: noChildren, text: '' };
    this.at = tag.end;
    if (tag.selfClosing) {
      this.bindings = outer;
      this.place(element);
      return;
    }
    const parent = stack.at(-1)?.element.name;
    if (name === 'Value' && (parent === 'ParameterValueStruct' || parent === 'ArgStruct')) {
      const end = endOfValue(this.source, tag.end, this.lastClose);
      if (end === null) throw malformed('<Value> is not closed', open);
      element.text = valueText(this.source.slice(tag.end, end.from));
      this.at = end.to;
      this.bindings = outer;
      this.place(element);
      return;
    }
    stack.push({ element, rawName: tag.rawName, outer });
  }

  private endTag(open: number): void {
    const { source } = this;
    const close = source.indexOf('>', open);
    if (close < 0 || close - open > longestName) throw malformed('an unclosed end tag', open);
    const raw = source.slice(open + 2, close).trim();
    const done = this.stack.pop();
    // Two names are the same in any case, and whatever their prefixes: there is only one element it can close.
    if (!done || split(raw)[1].toLowerCase() !== split(done.rawName)[1].toLowerCase()) {
      throw malformed(done ? `expected </${quoted(done.rawName)}>` : 'an end tag without a start tag', open);
    }
    this.bindings = done.outer;
    this.place(done.element);
    this.at = close + 1;
  }

  private place(element: XmlElement): void {
    const parent = this.stack.at(-1)?.element;
    if (!parent) this.root = element;
    else if (parent.children === noChildren) parent.children = [element];
    else (parent.children as XmlElement[]).push(element);
  }

  /** Takes the namespace declarations out of a tag. @returns the other attributes */
  private declarations(tag: StartTag): readonly XmlAttribute[] {
    const others: { name: string; value: string }[] = [];
    for (const { name, value } of tag.attributes) {
      const lower = name.toLowerCase();
      if (lower === 'xmlns') this.bind('', value.trim());
      else if (lower.startsWith('xmlns:')) this.bind(lower.slice(6), value.trim());
      else others.push({ name, value });
    }
    if (others.length === 0) return noAttributes;
    return others.map(({ name, value }) => {
      const [prefix, local] = split(name);
      return { name: local, namespace: prefix === '' ? '' : this.resolve(prefix), value };
    });
  }

  private bind(prefix: string, uri: string): void {
    const depth = (this.bindings?.depth ?? 0) + 1;
    if (depth > maxDeclarations) {
      throw new MusterError(
        'limitExceeded',
        `the message has more than ${maxDeclarations} namespaces in force at once`,
      );
    }
    this.bindings = { prefix, uri, outer: this.bindings, depth };
  }

  /** '' for a prefix that nobody declared. */
  private resolve(prefix: string): string {
    const lower = prefix.toLowerCase();
    for (let b = this.bindings; b !== null; b = b.outer) if (b.prefix === lower) return b.uri;
    return '';
  }
}

function behind(source: string, mark: string, from: number, what: string): number {
  const at = source.indexOf(mark, from);
  if (at < 0) throw malformed(`an unclosed ${what}`, from);
  return at + mark.length;
}

/** Prefix and local name. */
function split(raw: string): [prefix: string, local: string] {
  const colon = raw.indexOf(':');
  return colon < 0 ? ['', raw] : [raw.slice(0, colon), raw.slice(colon + 1)];
}

const tagName = /<([A-Za-z_\u0080-\uffff][^\s<>/="'&]{0,255})/y;
const attribute = /\s*([^\s<>/="']{1,256})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/y;
const tagEnd = /\s*(\/?)>/y;

/** The start tag at `open`, or null where a less-than sign starts none. */
function startTag(source: string, open: number): StartTag | null {
  tagName.lastIndex = open;
  const rawName = tagName.exec(source)?.[1];
  if (rawName === undefined) return null;
  const attributes: { name: string; value: string }[] = [];
  let at = tagName.lastIndex;
  for (;;) {
    tagEnd.lastIndex = at;
    const end = tagEnd.exec(source);
    if (end) return { rawName, attributes, selfClosing: end[1] === '/', end: tagEnd.lastIndex };
    attribute.lastIndex = at;
    const match = attribute.exec(source);
    if (!match) throw malformed(`the tag <${quoted(rawName)} cannot be read`, at);
    if (attributes.length >= maxAttributes) {
      throw new MusterError('limitExceeded', `an element has more than ${maxAttributes} attributes`);
    }
    const [, name = '', double, single, bare] = match;
    at = attribute.lastIndex;
    let value = double ?? single ?? bare ?? '';
    // An unquoted value swallows the slash of an empty element.
    if (bare?.endsWith('/') && source.charCodeAt(at) === 0x3e) {
      value = bare.slice(0, -1);
      at--;
    }
    attributes.push({ name, value: decodeReferencesKindly(value.replace(/[\t\n]/g, ' ')) });
  }
}

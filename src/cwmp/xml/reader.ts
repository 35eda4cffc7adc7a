import { MusterError } from '../../base/errors.ts';
import { noAttributes, noChildren, type XmlAttribute, type XmlElement } from './element.ts';
import { malformed, quoted } from './malformed.ts';
import { isPlainName, nameAt, type QualifiedName } from './names.ts';
import { declare, resolve, type Scope } from './namespaces.ts';
import { decodeReferences } from './references.ts';

/**
 * A strict, namespace-aware XML 1.0 reader for SOAP bodies.
 *
 * Own code, because every CWMP message passes here and the general readers cost more than all the rest of a session
 * (`npm run bench:codec` compares them; figures in docs/benchmarks.md). It knows just what SOAP 1.1 §3 lets a message
 * hold: no DTD, so no entities beyond the five of XML and character references. What it does not accept is refused,
 * never guessed; field quirks belong to a second, tolerant reading, not here. One kindness costs nothing and hides
 * nothing: white space before the XML declaration, which many CPEs send.
 */
export interface XmlLimits {
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const defaultXmlLimits: XmlLimits = { maxDepth: 32, maxElements: 400_000 };
const maxAttributes = 64;

/** What XML 1.0 §2.2 forbids, but for lone surrogates. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const declaration =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/y;

/**
 * Reads one document.
 * @throws MusterError `malformedMessage` with the offset, or `limitExceeded`
 */
export function readXml(source: string, limits: XmlLimits = defaultXmlLimits): XmlElement {
  if (forbidden.test(source)) throw malformed('a character that XML cannot carry', source.search(forbidden));
  if (!source.isWellFormed()) throw malformed('half of a surrogate pair', 0);
  // Line ends become one character (XML 1.0 §2.11).
  return new Reader(source.indexOf('\r') < 0 ? source : source.replace(/\r\n?/g, '\n'), limits).document();
}

/** An element whose children are still coming. */
interface Growing {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  children: readonly XmlElement[];
  text: string;
}

interface Open {
  readonly element: Growing;
  readonly rawName: string;
  /** Bindings in force after its end tag. */
  readonly outer: Scope | null;
}

/** A start tag met before in the same message, as it was made out. */
interface KnownTag {
  /** From after its `<` to its `>`. */
  readonly text: string;
  readonly scope: Scope | null;
  readonly name: QualifiedName;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
}

const knownTags = 64;

class Reader {
  private readonly source: string;
  private readonly limits: XmlLimits;
  private readonly stack: Open[] = [];
  /** Whether `]]>`, which text may not hold, is anywhere at all. */
  private readonly checkBrackets: boolean;
  /** Where the next reference is, as far as it was looked for: most texts hold none. */
  private ampersand = -1;
  /** By length: lists of parameters repeat a handful of tags to the letter, and making one out costs four times as much. */
  private readonly known: (KnownTag | undefined)[] = new Array<undefined>(knownTags).fill(undefined);
  private root: XmlElement | null = null;
  private scope: Scope | null = null;
  private elements = 0;
  private at = 0;

  constructor(source: string, limits: XmlLimits) {
    this.source = source;
    this.limits = limits;
    this.checkBrackets = source.includes(']]>');
  }

  document(): XmlElement {
    const { source } = this;
    this.prologue();
    while (this.at < source.length) {
      const open = source.indexOf('<', this.at);
      if (open !== this.at) this.text(this.at, open < 0 ? source.length : open);
      if (open < 0) break;
      switch (source.charCodeAt(open + 1)) {
        case 0x2f /* / */:
          this.endTag(open);
          break;
        case 0x3f /* ? */:
          this.instruction(open);
          break;
        case 0x21 /* ! */:
          this.commentOrCdata(open);
          break;
        default:
          this.startTag(open);
      }
    }
    const unclosed = this.stack.at(-1);
    if (unclosed) throw malformed(`<${quoted(unclosed.rawName)}> is not closed`, source.length);
    if (!this.root) throw malformed('no element at all', 0);
    return this.root;
  }

  private prologue(): void {
    const { source } = this;
    this.at = skipSpace(source, source.charCodeAt(0) === 0xfeff ? 1 : 0);
    if (!source.startsWith('<?xml', this.at) || skipSpace(source, this.at + 5) === this.at + 5) return;
    declaration.lastIndex = this.at;
    if (!declaration.test(source)) throw malformed('a bad XML declaration', this.at);
    this.at = declaration.lastIndex;
  }

  private text(from: number, to: number): void {
    const current = this.stack.at(-1);
    if (!current) {
      const text = this.source.slice(from, to);
      if (skipSpace(text, 0) < text.length) throw malformed('text outside the root element', from);
      return;
    }
    current.element.text += this.characters(from, to);
  }

  private characters(from: number, to: number): string {
    const { source } = this;
    const text = source.slice(from, to);
    if (this.checkBrackets && text.includes(']]>')) throw malformed('a stray ]]>', from);
    if (this.ampersand < from) {
      const next = source.indexOf('&', from);
      this.ampersand = next < 0 ? source.length : next;
    }
    return this.ampersand < to ? decodeReferences(text, from) : text;
  }

  private endTag(open: number): void {
    const done = this.stack.pop();
    if (!done) throw malformed('an end tag without a start tag', open);
    const { source } = this;
    const end = open + 2 + done.rawName.length;
    const close = skipSpace(source, end);
    if (source.slice(open + 2, end) !== done.rawName || source.charCodeAt(close) !== 0x3e) {
      throw malformed(`expected </${quoted(done.rawName)}>`, open);
    }
    this.scope = done.outer;
    this.place(done.element);
    this.at = close + 1;
  }

  private instruction(open: number): void {
    const { source } = this;
    const close = source.indexOf('?>', open + 2);
    if (close < 0) throw malformed('an unclosed processing instruction', open);
    const target = /^[^ \t\n]*/.exec(source.slice(open + 2, Math.min(close, open + 258)))![0];
    if (!isPlainName(target) || target.toLowerCase() === 'xml') throw malformed('a bad processing instruction', open);
    this.at = close + 2;
  }

  private commentOrCdata(open: number): void {
    const { source } = this;
    if (source.startsWith('<!--', open)) {
      const close = source.indexOf('--', open + 4);
      if (close < 0 || source.charCodeAt(close + 2) !== 0x3e) throw malformed('a bad or unclosed comment', open);
      this.at = close + 3;
    } else if (source.startsWith('<![CDATA[', open)) {
      const close = source.indexOf(']]>', open + 9);
      const current = this.stack.at(-1);
      if (close < 0 || !current) throw malformed('a stray or unclosed CDATA section', open);
      current.element.text += source.slice(open + 9, close);
      this.at = close + 3;
    } else throw malformed('a document type declaration, which SOAP forbids', open);
  }

  private startTag(open: number): void {
    const { source, stack, limits } = this;
    if (this.root && stack.length === 0) throw malformed('a second root element', open);
    if (++this.elements > limits.maxElements) {
      throw new MusterError('limitExceeded', `the message has more than ${limits.maxElements} elements`);
    }
    if (stack.length >= limits.maxDepth) {
      throw new MusterError('limitExceeded', `the message is nested deeper than ${limits.maxDepth} levels`);
    }
    const close = source.indexOf('>', open);
    const place = (close - open) % knownTags;
    const known = close < 0 ? undefined : this.known[place];
    if (
      known !== undefined &&
      known.scope === this.scope &&
      known.text.length === close - open &&
      source.slice(open + 1, close + 1) === known.text
    ) {
      const { name, namespace, attributes } = known;
      const next = source.indexOf('<', close + 1);
      const after = next + 2 + name.raw.length;
      if (
        source.charCodeAt(next + 1) === 0x2f &&
        source.charCodeAt(after) === 0x3e &&
        source.startsWith(name.raw, next + 2)
      ) {
        // Most elements hold nothing but text: made out whole, they need not wait for their end.
        const text = next === close + 1 ? '' : this.characters(close + 1, next);
        this.place({ name: name.local, namespace, attributes, children: noChildren, text });
        this.at = after + 1;
        return;
      }
      const element = { name: name.local, namespace, attributes, children: noChildren, text: '' };
      stack.push({ element, rawName: name.raw, outer: known.scope });
      this.at = close + 1;
      return;
    }
    this.at = open + 1;
    const name = this.name();
    if (name.prefix === 'xmlns') throw malformed('an element with the prefix xmlns:', open);
    const outer = this.scope;
    const attributes = source.charCodeAt(this.at) === 0x3e ? noAttributes : this.attributes(open);
    const element: Growing = {
      name: name.local,
      namespace: resolve(this.scope, name.prefix, open),
      attributes,
      children: noChildren,
      text: '',
    };
    if (source.charCodeAt(this.at) === 0x2f) {
      this.scope = outer;
      this.place(element);
      this.at += 2;
    } else {
      stack.push({ element, rawName: name.raw, outer });
      // Not where a > stands in an attribute's value, nor where the tag declares namespaces.
      if (this.at === close && this.scope === outer) {
        const { namespace } = element;
        this.known[place] = { text: source.slice(open + 1, close + 1), scope: outer, name, namespace, attributes };
      }
      this.at++;
    }
  }

  /** Hangs a finished element into its parent. */
  private place(element: XmlElement): void {
    const parent = this.stack.at(-1)?.element;
    if (!parent) this.root = element;
    else if (parent.children === noChildren) parent.children = [element];
    else (parent.children as XmlElement[]).push(element);
  }

  /** The name that starts here, of an element or attribute. */
  private name(): QualifiedName {
    const { source, at } = this;
    let end = at;
    let hash = 0;
    for (; end < source.length; end++) {
      const code = source.charCodeAt(end);
      if (code <= 0x20 || code === 0x3e /* > */ || code === 0x2f /* / */ || code === 0x3d /* = */) break;
      hash = (hash * 31 + code) | 0;
    }
    const name = nameAt(source, at, end, hash);
    if (!name) throw malformed(`"${quoted(source.slice(at, end))}" is not a name`, at);
    this.at = end;
    return name;
  }

  /** Up to the > or /> of a start tag. Declarations bind the other attributes of the same tag, wherever they stand. */
  private attributes(open: number): readonly XmlAttribute[] {
    const { source } = this;
    const found: { name: QualifiedName; value: string; at: number }[] = [];
    const seen: string[] = [];
    for (;;) {
      const from = skipSpace(source, this.at);
      const code = source.charCodeAt(from);
      if (code === 0x3e || (code === 0x2f && source.charCodeAt(from + 1) === 0x3e)) {
        this.at = from;
        break;
      }
      if (from >= source.length) throw malformed('an unclosed tag', open);
      if (from === this.at) throw malformed('attributes not separated by white space', from);
      this.at = from;
      const name = this.name();
      if (seen.includes(name.raw)) throw malformed(`attribute ${quoted(name.raw)} given twice`, from);
      if (seen.length >= maxAttributes) {
        throw new MusterError('limitExceeded', `an element has more than ${maxAttributes} attributes`);
      }
      seen.push(name.raw);
      const value = this.attributeValue();
      if (name.raw === 'xmlns') this.scope = declare(this.scope, '', value, from);
      else if (name.prefix === 'xmlns') this.scope = declare(this.scope, name.local, value, from);
      else found.push({ name, value, at: from });
    }
    return found.length === 0 ? noAttributes : this.resolved(found);
  }

  /** `= "value"` */
  private attributeValue(): string {
    const { source } = this;
    const equals = skipSpace(source, this.at);
    if (source.charCodeAt(equals) !== 0x3d) throw malformed('an attribute without a value', equals);
    const open = skipSpace(source, equals + 1);
    const quote = source.charCodeAt(open);
    if (quote !== 0x22 && quote !== 0x27) throw malformed('an attribute value without quotes', open);
    const close = source.indexOf(quote === 0x22 ? '"' : "'", open + 1);
    if (close < 0) throw malformed('an unclosed attribute value', open);
    this.at = close + 1;
    const raw = source.slice(open + 1, close);
    if (!/[<&\t\n]/.test(raw)) return raw;
    if (raw.includes('<')) throw malformed('a < in an attribute value', open);
    // White space as it stands, but not as a reference, becomes a space (XML 1.0 §3.3.3).
    return decodeReferences(raw.replace(/[\t\n]/g, ' '), open + 1);
  }

  private resolved(raw: readonly { name: QualifiedName; value: string; at: number }[]): readonly XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    for (const { name, value, at } of raw) {
      // An attribute without a prefix is in no namespace (Namespaces in XML §6.2).
      const namespace = name.prefix === '' ? '' : resolve(this.scope, name.prefix, at);
      if (attributes.some((other) => other.name === name.local && other.namespace === namespace)) {
        throw malformed(`attribute ${quoted(name.raw)} given twice`, at);
      }
      attributes.push({ name: name.local, namespace, value });
    }
    return attributes;
  }
}

function skipSpace(source: string, from: number): number {
  let at = from;
  for (;;) {
    const code = source.charCodeAt(at);
    if (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d) at++;
    else return at;
  }
}

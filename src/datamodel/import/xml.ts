import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MusterError } from '../../base/errors.ts';

/** One element of a definition document: what the importer looks at. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Where its start tag begins. */
  readonly offset: number;
}

export interface ImportLimits {
  /** Characters of one document. */
  readonly maxLength: number;
  /** Elements inside each other. */
  readonly maxDepth: number;
  /** Documents that one import may bring in. */
  readonly maxDocuments: number;
}

export const defaultImportLimits: ImportLimits = { maxLength: 64 * 1024 * 1024, maxDepth: 64, maxDocuments: 200 };

/** Prose: never kept, so not even parsed. */
const prose = ['description', 'bibliography', 'template', 'glossary', 'abbreviations', 'profile'];

/**
 * Reads a definition document as a tree of elements.
 * @throws MusterError `invalidDataModel` with file, line and what is wrong
 */
export function readDocument(text: string, file: string, limits: ImportLimits): XmlNode {
  if (text.length > limits.maxLength) {
    throw new MusterError('invalidDataModel', `${file} has ${text.length} characters; ${limits.maxLength} are allowed`);
  }
  refuseDeclarations(text, file);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw refusal(file, valid.err.line, `not XML: ${valid.err.msg}`);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    // Entities stand in attributes only, as prose is left out; there are the five of XML and numbers.
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    captureMetaData: true,
    maxNestedTags: limits.maxDepth,
    stopNodes: prose.map((name) => `*.${name}`),
  });
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch (error) {
    throw new MusterError('invalidDataModel', `${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const roots = nodesOf(parsed as Raw[], file, text);
  const root = roots[0];
  if (root?.name !== 'document') {
    throw refusal(
      file,
      lineAt(text, root?.offset ?? 0),
      `a <dm:document> was expected${root ? `, <${root.name}> stands there` : ''}`,
    );
  }
  return root;
}

/** @returns the number of the line, from 1 */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

export function refusal(file: string, line: number, message: string): MusterError {
  return new MusterError('invalidDataModel', `${file}, line ${line}: ${message}`);
}

/** A document type can bring in files and multiply text: definitions need none. */
function refuseDeclarations(text: string, file: string): void {
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at)) {
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : null;
    if (end === null) throw refusal(file, lineAt(text, at), 'a document type or entity declaration is not allowed');
    const closed = text.indexOf(end, at + 4);
    if (closed < 0) throw refusal(file, lineAt(text, at), `"${end}" is missing`);
    at = closed + end.length;
  }
}

type Raw = Record<string, unknown>;
const meta = XMLParser.getMetaDataSymbol() as symbol;

function nodesOf(raws: readonly Raw[], file: string, text: string): XmlNode[] {
  const nodes: XmlNode[] = [];
  for (const raw of raws) {
    const tag = Object.keys(raw).find((key) => key !== ':@' && key !== '#text');
    if (tag === undefined) continue;
    const name = tag.slice(tag.indexOf(':') + 1);
    if (prose.includes(name)) continue;
    const place = (raw as Record<symbol, { startIndex?: number } | undefined>)[meta];
    const attributes: Record<string, string> = {};
    for (const [key, value] of Object.entries((raw[':@'] ?? {}) as Record<string, unknown>)) {
      attributes[key] = decoded(String(value));
    }
    const children = nodesOf(raw[tag] as Raw[], file, text);
    nodes.push({ name, attributes, children, offset: place?.startIndex ?? 0 });
  }
  return nodes;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return Object.hasOwn(entities, name) ? entities[name]! : whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

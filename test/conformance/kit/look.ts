import assert from 'node:assert/strict';
import { SaxesParser } from 'saxes';

/** An element as a parser that is not Muster's reads it. */
export interface Node {
  /** Local name. */
  readonly name: string;
  readonly namespace: string;
  /** By `{namespace}local`, or the bare name of one without a namespace. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Node[];
  readonly text: string;
}

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
export const encodingNamespace = 'http://schemas.xmlsoap.org/soap/encoding/';
export const xsiNamespace = 'http://www.w3.org/2001/XMLSchema-instance';
export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';

interface Growing extends Node {
  readonly attributes: Map<string, string>;
  readonly children: Growing[];
  text: string;
}

/** @throws Error for what is not well-formed or has undeclared prefixes */
export function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  parser.on('error', (error) => {
    throw new Error(`not well-formed: ${error.message} in ${xml.slice(0, 400)}`);
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map(
      Object.values(tag.attributes).map((one) => [one.uri === '' ? one.local : `{${one.uri}}${one.local}`, one.value]),
    );
    const node: Growing = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root!;
}

/** All elements under a path of local names, e.g. `Body/GetParameterValues/ParameterNames/string`. */
export function all(node: Node, path: string): Node[] {
  let found: Node[] = [node];
  for (const name of path.split('/'))
    found = found.flatMap((one) => one.children.filter((child) => child.name === name));
  return found;
}

/** The only element under a path. */
export function at(node: Node, path: string): Node {
  const found = all(node, path);
  assert.equal(found.length, 1, `${found.length} of ${path} in <${node.name}>${show(node)}`);
  return found[0]!;
}

export const textAt = (node: Node, path: string): string => at(node, path).text;
export const textsAt = (node: Node, path: string): string[] => all(node, path).map((one) => one.text);
export const names = (node: Node): string[] => node.children.map((one) => one.name);

/** An element and everything below it. */
export function everything(node: Node): Node[] {
  return [node, ...node.children.flatMap(everything)];
}

function show(node: Node): string {
  return everything(node)
    .map((one) => one.name)
    .join(' ')
    .slice(0, 300);
}

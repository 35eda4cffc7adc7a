import { SaxesParser } from 'saxes';
import type { XmlAttribute, XmlElement } from '../../../src/cwmp/xml/element.ts';

interface Growing extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** What an independent parser makes of a document: the same tree, or null where it refuses. */
export function treeBySaxes(source: string): XmlElement | null {
  const parser = new SaxesParser({ xmlns: true });
  const stack: Growing[] = [];
  let root: Growing | null = null;
  let refused = false;
  parser.on('error', () => {
    refused = true;
  });
  parser.on('doctype', () => {
    refused = true;
  });
  parser.on('opentag', (tag) => {
    const attributes: XmlAttribute[] = [];
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.name === 'xmlns' || attribute.prefix === 'xmlns') continue;
      attributes.push({ name: attribute.local, namespace: attribute.uri, value: attribute.value });
    }
    const element: Growing = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
    const parent = stack.at(-1);
    if (parent) parent.children.push(element);
    else root ??= element;
    stack.push(element);
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  const addText = (text: string): void => {
    const current = stack.at(-1);
    if (current) current.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(source).close();
  return refused ? null : root;
}

/** One XML element as the reader hands it on: local name, namespace, attributes, children, text. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  /** Namespace URI, '' for none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Character data directly inside this element, entities decoded, CDATA included, white space kept. */
  readonly text: string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

export const noAttributes: readonly XmlAttribute[] = Object.freeze([]);
export const noChildren: readonly XmlElement[] = Object.freeze([]);

/** First child with this local name, whatever its prefix (CPEs qualify argument elements now and then). */
export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  const children = element.children;
  for (let i = 0; i < children.length; i++) if (children[i]!.name === name) return children[i];
  return undefined;
}

/** Value of the attribute with this local name, or undefined. */
export function attributeNamed(element: XmlElement, name: string): string | undefined {
  for (const attribute of element.attributes) if (attribute.name === name) return attribute.value;
  return undefined;
}

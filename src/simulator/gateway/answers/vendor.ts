import type { XmlElement } from '../../../cwmp/xml/element.ts';
import { escapeXml } from '../../../cwmp/xml/writer.ts';

/** A vendor's method, so that an ACS can try one: the answer holds what the request held. */
export const echoMethod = 'X_MUSTER_Echo';

export function echo(element: XmlElement): string {
  return `<cwmp:${echoMethod}Response>${element.children.map(written).join('')}</cwmp:${echoMethod}Response>`;
}

function written(element: XmlElement): string {
  const inner = element.children.length > 0 ? element.children.map(written).join('') : escapeXml(element.text);
  return `<${element.name}>${inner}</${element.name}>`;
}

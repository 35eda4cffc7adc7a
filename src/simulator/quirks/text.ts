import { escapeXml } from '../../cwmp/xml/writer.ts';

/**
 * Rewriting of envelopes as text. What is rewritten comes from our own writer, so its form is known: no comments, no
 * CDATA, double quotes, `<Name>` right before `<Value>`.
 */

/** Changes what stands between `<` and `>`, and leaves the text between the tags alone. */
export const inTags = (text: string, change: (tag: string) => string): string => text.replace(/<[^>]*>/g, change);

/** Changes the content of elements with these names; they hold text only. */
export function inElements(text: string, names: readonly string[], change: (content: string) => string): string {
  const pattern = new RegExp(`(<(?:${names.join('|')})(?: [^>]*)?>)([^<]*)(</)`, 'g');
  return text.replace(pattern, (_all, open: string, content: string, close: string) => open + change(content) + close);
}

/** Takes elements with this name out, with everything in them. */
export const without = (text: string, name: string): string =>
  text.replace(new RegExp(`<${name}(?: [^>]*)?>.*?</${name}>|<${name}(?: [^>]*)?/>`, 'gs'), '');

/** Changes Values by the name of their parameter; `change` gives the raw content of the element. */
export function inValues(text: string, change: (raw: string, name: string, type: string) => string): string {
  return text.replace(
    /(<Name>)([^<]*)(<\/Name><Value xsi:type="(?:xsd|soapenc):(\w+)">)([^<]*)(?=<\/Value>)/g,
    (_all, head: string, name: string, middle: string, type: string, raw: string) =>
      head + name + middle + change(raw, name, type),
  );
}

/** Every SSID reads as this raw text. */
export const withSsid = (text: string, raw: string): string =>
  inValues(text, (value, name) => (/\.SSID$/.test(name) ? raw : value));

/** The namespace URI the cwmp prefix stands for. */
export const cwmpNamespaceIn = (text: string): string => /xmlns:cwmp="([^"]*)"/.exec(text)?.[1] ?? '';

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

export const escaped = escapeXml;

/** The text that a raw content stands for. */
export function unescaped(raw: string): string {
  return raw
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}

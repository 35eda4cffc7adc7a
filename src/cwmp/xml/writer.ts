/** Escapes character data and attribute values; what XML 1.0 cannot carry at all becomes U+FFFD. */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(specials, (c) => {
    switch (c) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      case '\r':
        return '&#13;';
      default:
        return '\ufffd';
    }
  });
}

const special =
  /[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const specials = new RegExp(special.source, 'g');

/** `<name>text</name>` with the text escaped. Names are ours, never the device's, and are written as they are. */
export function textElement(name: string, text: string): string {
  return text === '' ? `<${name}/>` : `<${name}>${escapeXml(text)}</${name}>`;
}

import { isUtf8 } from 'node:buffer';

/** Names of charsets that devices use and the WHATWG table does not have. */
const alsoCalled: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  utf_8: 'utf-8',
  utf: 'utf-8',
  unicode: 'utf-8',
  'latin-1': 'latin1',
  iso_8859_1: 'latin1',
  iso88591: 'latin1',
  'iso-8859': 'latin1',
  ansi: 'windows-1252',
  cp936: 'gbk',
  ms936: 'gbk',
  gb18030: 'gb18030',
  'chinese gb2312': 'gbk',
  cp932: 'shift_jis',
  cp950: 'big5',
};

/**
 * The text of a body: charset of the header, else of a byte order mark or the XML declaration, else UTF-8. A charset
 * nobody knows, or bytes that are not what was said, are read as UTF-8 where they are UTF-8 and as Latin-1 otherwise:
 * a wrong letter in one value is better than a gateway that is never heard.
 */
export function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const marked = byteOrderMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const label = (contentType === undefined ? null : charsetOf(contentType)) ?? declaredCharset(bytes);
  if (label === null || /^utf-?8$/i.test(label)) return utf8OrLatin1(bytes);
  const decoder = decoderFor(label);
  // UTF-16 without a byte order mark is believed only if it looks like it: some say so and send UTF-8.
  if (!decoder || (decoder.encoding.startsWith('utf-16') && !bytes.includes(0))) return utf8OrLatin1(bytes);
  return decoder.decode(bytes);
}

function utf8OrLatin1(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> | null {
  const name = label.toLowerCase();
  try {
    return new TextDecoder(alsoCalled[name] ?? name);
  } catch {
    return null;
  }
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function charsetOf(contentType: string): string | null {
  const at = contentType.toLowerCase().indexOf('charset=');
  if (at < 0) return null;
  return /^["']?([A-Za-z0-9._:-]{1,40})/.exec(contentType.slice(at + 8))?.[1] ?? null;
}

function declaredCharset(bytes: Buffer): string | null {
  if (bytes[0] !== 0x3c || bytes[1] !== 0x3f) return null;
  const start = bytes.toString('latin1', 0, 256);
  return /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']/.exec(start)?.[1] ?? null;
}

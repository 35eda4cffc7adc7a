import type { IncomingMessage } from 'node:http';
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';

/** What became of reading a body. Sizes are capped before and after inflating, so that a bomb costs its cap and no more. */
export type BodyReading =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string | null }
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'unknownEncoding'; readonly encoding: string }
  | { readonly kind: 'damaged'; readonly detail: string }
  /** The connection broke in mid-body: nothing to answer to. */
  | { readonly kind: 'aborted' };

export async function readBody(request: IncomingMessage, maxBytes: number): Promise<BodyReading> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > maxBytes) return { kind: 'tooLarge' };
  const raw = await collect(request, maxBytes);
  if (raw === 'tooLarge' || raw === 'aborted') return { kind: raw };
  if (raw.length === 0) return { kind: 'empty' };
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  let bytes = raw;
  if (encoding !== 'identity') {
    const unpack = decoders[encoding];
    if (!unpack) return { kind: 'unknownEncoding', encoding };
    try {
      bytes = await unpack(raw, maxBytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'tooLarge' };
      return { kind: 'damaged', detail: `the ${encoding} body cannot be unpacked` };
    }
  }
  const text = decodeText(bytes, request.headers['content-type']);
  // A body of white space or NULs is how some CPEs say nothing.
  if (text.length < 64 && /^[\s\0]*$/.test(text)) return { kind: 'empty' };
  return { kind: 'text', text, encoding: encoding === 'identity' ? null : encoding };
}

function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'tooLarge' | 'aborted'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        chunks = [];
        resolve('tooLarge');
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}

const decoders: Readonly<Record<string, (raw: Buffer, max: number) => Promise<Buffer>>> = {
  gzip: unpacker(gunzip),
  'x-gzip': unpacker(gunzip),
  // "deflate" is zlib by RFC 9110, but some senders mean the bare stream.
  deflate: (raw, max) => unpacker((raw[0]! & 0x0f) === 8 ? inflate : inflateRaw)(raw, max),
  br: unpacker(brotliDecompress as typeof gunzip),
};

type Unpack = (raw: Buffer, options: ZlibOptions, done: (error: Error | null, result: Buffer) => void) => void;

function unpacker(unpack: Unpack | typeof gunzip) {
  return (raw: Buffer, maxOutputLength: number): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      (unpack as Unpack)(raw, { maxOutputLength }, (error, result) => (error ? reject(error) : resolve(result)));
    });
}

/** Charset of the header, else of the XML declaration, else UTF-8; what is not what it says it is becomes Latin-1. */
function decodeText(bytes: Buffer, contentType: string | undefined): string {
  let label = contentType === undefined ? null : charsetOf(contentType);
  if (label === null && bytes[0] === 0x3c && bytes[1] === 0x3f) {
    label =
      /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']/.exec(bytes.toString('latin1', 0, 256))?.[1] ??
      null;
  }
  if (label === null || /^utf-?8$/i.test(label)) return bytes.toString('utf8');
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return bytes.toString('latin1');
    }
  }
}

function charsetOf(contentType: string): string | null {
  const at = contentType.toLowerCase().indexOf('charset=');
  if (at < 0) return null;
  return /^["']?([A-Za-z0-9._:-]{1,40})/.exec(contentType.slice(at + 8))?.[1] ?? null;
}

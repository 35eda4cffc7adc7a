import type { IncomingMessage } from 'node:http';
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';
import { decodeText } from './charset.ts';

/** What became of reading a body. Sizes are capped before and after inflating, so that a bomb costs its cap and no more. */
export type BodyReading =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string | null }
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLarge'; readonly limit: number }
  | { readonly kind: 'unknownEncoding'; readonly encoding: string }
  | { readonly kind: 'damaged'; readonly detail: string }
  /** All unfinished bodies together hold as much as is allowed. */
  | { readonly kind: 'noRoom' }
  /** The connection broke in mid-body: nothing to answer to. */
  | { readonly kind: 'aborted' };

export interface BodyLimits {
  /** Bytes as they are sent. */
  readonly wire: number;
  /** Bytes after inflating. */
  readonly inflated: number;
  /** Bytes after inflating for each that was sent; small bodies may grow more, see {@link smallBody}. */
  readonly ratio: number;
}

/** Bytes of unfinished bodies, over all connections. */
export interface BodyRoom {
  /** @returns false when there is no room for them; then none are taken */
  take(bytes: number): boolean;
  give(bytes: number): void;
  readonly held: number;
}

export function bodyRoom(limit: number): BodyRoom {
  let held = 0;
  return {
    get held() {
      return held;
    },
    take(bytes) {
      if (held + bytes > limit) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}

/** Up to here a body may inflate whatever the ratio: a few kilobytes of repetitive XML pack very well. */
const smallBody = 1_048_576;
/** Silence as some CPEs send it: white space or NULs, no longer than this. */
const longestSilence = 4096;

export async function readBody(request: IncomingMessage, limits: BodyLimits, room: BodyRoom): Promise<BodyReading> {
  if (declaredLength(request) > limits.wire) return { kind: 'tooLarge', limit: limits.wire };
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() || 'identity';
  const collected = await collect(request, limits.wire, room, encoding === 'identity');
  if (collected.kind !== 'bytes') return collected;
  try {
    return await understood(collected.bytes, encoding, limits, request.headers['content-type']);
  } finally {
    room.give(collected.bytes.length);
  }
}

async function understood(
  raw: Buffer,
  encoding: string,
  limits: BodyLimits,
  contentType: string | undefined,
): Promise<BodyReading> {
  if (raw.length === 0) return { kind: 'empty' };
  let bytes = raw;
  if (encoding !== 'identity') {
    const unpack = decoders[encoding];
    if (!unpack) return { kind: 'unknownEncoding', encoding };
    const most = Math.min(limits.inflated, Math.max(smallBody, raw.length * limits.ratio));
    try {
      bytes = await unpack(raw, most);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'tooLarge', limit: most };
      return { kind: 'damaged', detail: `the ${encoding} body cannot be unpacked` };
    }
  }
  const text = decodeText(bytes, contentType);
  if (text.length <= longestSilence && /^[\s\0\ufeff]*$/.test(text)) return { kind: 'empty' };
  return { kind: 'text', text, encoding: encoding === 'identity' ? null : encoding };
}

/**
 * Takes a body in without keeping any of it, so that the connection can carry the next message. For those who have
 * proven nothing yet.
 */
export function drainBody(
  request: IncomingMessage,
  limit: number,
): Promise<'empty' | 'something' | 'tooLarge' | 'aborted'> {
  if (declaredLength(request) > limit) return Promise.resolve('tooLarge');
  return new Promise((resolve) => {
    let size = 0;
    let silent = true;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      silent &&= size <= longestSilence && chunk.every(isSilence);
      if (size > limit) resolve('tooLarge');
    });
    request.on('end', () => resolve(silent ? 'empty' : 'something'));
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}

function declaredLength(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

type Collected = { readonly kind: 'bytes'; readonly bytes: Buffer } | Exclude<BodyReading, { kind: 'text' | 'empty' }>;

function collect(request: IncomingMessage, limit: number, room: BodyRoom, plain: boolean): Promise<Collected> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    let over = false;
    const stop = (why: Collected): void => {
      if (over) return;
      over = true;
      // What was collected is handed on, and given back by who reads it; else here.
      if (why.kind !== 'bytes') room.give(size);
      chunks = [];
      resolve(why);
    };
    request.on('data', (chunk: Buffer) => {
      if (over) return;
      if (plain && size === 0 && !mayBeXml(chunk)) {
        return stop({ kind: 'damaged', detail: 'the body is not XML: it does not start with "<"' });
      }
      if (size + chunk.length > limit) return stop({ kind: 'tooLarge', limit });
      if (!room.take(chunk.length)) return stop({ kind: 'noRoom' });
      size += chunk.length;
      chunks.push(chunk);
    });
    request.on('end', () => stop({ kind: 'bytes', bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }));
    request.on('error', () => stop({ kind: 'aborted' }));
    request.on('close', () => stop({ kind: 'aborted' }));
  });
}

/** Space, tab, line ends, NUL, and the bytes of byte order marks. */
function isSilence(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0;
}

/** The first byte that says something is "<", or a byte order mark comes first: all else is seen off at once. */
function mayBeXml(start: Buffer): boolean {
  for (const byte of start) {
    if (byte === 0x3c || byte === 0xef || byte === 0xfe || byte === 0xff) return true;
    if (!isSilence(byte)) return false;
  }
  return true;
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

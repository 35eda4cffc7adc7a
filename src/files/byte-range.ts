/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a Range header asks for: the whole (also when it is malformed or names several), a part, or nothing we have. */
export type AskedRange = { readonly kind: 'whole' | 'unsatisfiable' } | ({ readonly kind: 'part' } & ByteRange);

const single = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * Reads a Range header (RFC 9110 §14.2). A server may ignore one it does not want to honour, and must ignore a malformed
 * one: both give the whole, several ranges too, as no CPE downloader needs multipart.
 * @param size of the file in bytes
 */
export function askedRange(header: string | undefined, size: number): AskedRange {
  const [, first, last] = single.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'whole' };
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (last !== '' && end < start) return { kind: 'whole' };
  return start >= size ? { kind: 'unsatisfiable' } : { kind: 'part', start, end: Math.min(end, size - 1) };
}

import { MusterError } from '../base/errors.ts';

/** The one file of a form, while its bytes come in. */
export interface FormFile {
  readonly name: string | null;
  readonly contentType: string | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Headers of one part; beyond it is no form. */
const maxPartHeaders = 8_192;
const endOfHeaders = Buffer.from('\r\n\r\n');

/** The boundary of a multipart/form-data Content-Type, or null for any other type. RFC 2046 §5.1.1 limits it. */
export function formBoundary(contentType: string | undefined): string | null {
  const match = /^\s*multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? '',
  );
  return match?.[1] ?? match?.[2] ?? null;
}

/**
 * Finds the file in a form (RFC 7578): the first part with a file name. Nothing is held in memory but one part's headers
 * and as much as a boundary may be spread over. `bytes` has to be read to its end; it
 * throws where the form breaks off, so that no half file counts as one.
 * @throws MusterError `invalidRequest` when the body is no form or has no part
 */
export async function fileOfForm(source: AsyncIterable<Uint8Array>, boundary: string): Promise<FormFile> {
  const input = source[Symbol.asyncIterator]();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line break before it where the form starts with it.
  let held: Buffer = Buffer.from('\r\n');

  const more = async (): Promise<void> => {
    const next = await input.next();
    if (next.done) throw broken('it ends in the middle');
    held = Buffer.concat([held, next.value]);
  };

  /** Bytes up to the next boundary, which is taken too. */
  async function* untilBoundary(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = held.indexOf(delimiter);
      if (at >= 0) {
        const part = held.subarray(0, at);
        held = held.subarray(at + delimiter.length);
        if (part.length > 0) yield part;
        return;
      }
      const safe = held.length - delimiter.length + 1;
      if (safe > 0) {
        const part = held.subarray(0, safe);
        held = held.subarray(safe);
        yield part;
      }
      await more();
    }
  }

  /** Headers of the next part, or null after the last one. */
  async function partHeaders(): Promise<string | null> {
    while (held.length < 2) await more();
    if (held.subarray(0, 2).toString('latin1') === '--') return null;
    for (;;) {
      const at = held.indexOf(endOfHeaders);
      if (at >= 0) {
        const text = held.subarray(0, at).toString('utf8');
        held = held.subarray(at + endOfHeaders.length);
        return text;
      }
      if (held.length > maxPartHeaders) throw broken('a part has too long headers');
      await more();
    }
  }

  const skipPart = async (): Promise<void> => {
    for await (const _ of untilBoundary()) {
      // Only the boundary behind it matters.
    }
  };

  let skipped = 0;
  await skipPart();
  for (;;) {
    const headers = await partHeaders();
    if (headers === null) throw broken(skipped === 0 ? 'it has no part' : 'no part of it is a file');
    const name = /^content-disposition:[^\r\n]*;\s*filename="?([^"\r\n]*)"?/im.exec(headers)?.[1];
    if (name !== undefined) {
      const contentType = /^content-type:\s*([^\r\n]+)/im.exec(headers)?.[1]?.trim() ?? null;
      return { name: name === '' ? null : name, contentType, bytes: untilBoundary() };
    }
    if (++skipped > 32) throw broken('none of its first 32 parts is a file');
    await skipPart();
  }
}

function broken(why: string): MusterError {
  return new MusterError('invalidRequest', `the body is not a readable form: ${why}`);
}

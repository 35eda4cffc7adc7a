import { MusterError } from '../../base/errors.ts';

/** Not well-formed. `what` may quote the document, so it must be short. */
export function malformed(what: string, at: number): MusterError {
  return new MusterError('malformedMessage', `not well-formed XML: ${what} at character ${at}`);
}

/** A piece of the document for an error: what a stranger sent must not fill the log. */
export function quoted(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

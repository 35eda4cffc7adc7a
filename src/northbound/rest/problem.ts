import type { ErrorRequestHandler, RequestHandler } from 'express';
import { type ErrorCode, errorCodes, isMusterError, MusterError } from '../../base/errors.ts';

/** The one place where errors become HTTP: problem details (RFC 9457) with the code of the closed list. */
export function problemHandler(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const known = isMusterError(error) ? error : ofOthers(error);
    if (!known || errorCodes[known.code].whose === 'ours') report(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const code: ErrorCode = known?.code ?? 'internal';
    const { status, meaning } = errorCodes[code];
    if (code === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer realm="muster"');
    if (code === 'overloaded') response.setHeader('Retry-After', '10');
    // An unread upload must not be taken for the next request.
    if (code === 'tooLarge') response.setHeader('Connection', 'close');
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          status,
          title: meaning,
          detail:
            known && code !== 'internal'
              ? known.message
              : 'Muster could not do this because of a defect; the log has the detail',
          code,
          ...(known && known.items.length > 0 ? { errors: known.items } : {}),
          ...known?.extra,
        }),
      );
  };
}

/** What PostgreSQL says to text and JSON with a NUL, which it cannot keep. */
const nulStates: readonly unknown[] = ['22021', '22P05'];

/** Mistakes of the caller that express, its body parsers or PostgreSQL find. */
function ofOthers(error: unknown): MusterError | null {
  const { type, status, code, message } = error as { type?: string; status?: number; code?: string; message?: string };
  if (type === 'entity.parse.failed')
    return new MusterError('invalidRequest', `the body is not JSON: ${message ?? ''}`);
  if (type === 'entity.too.large') return new MusterError('tooLarge', 'the body is larger than allowed');
  if (type === 'request.aborted') return new MusterError('invalidRequest', 'the request was cut off');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new MusterError('unsupportedMediaType', message ?? '');
  if (nulStates.includes(code)) return new MusterError('invalidRequest', 'a text holds a NUL character');
  if (status === 400) return new MusterError('invalidRequest', message ?? 'bad request');
  return null;
}

/** Paths that no resource answers. */
export const notFoundHandler: RequestHandler = (request) => {
  throw new MusterError('notFound', `there is nothing at ${request.method} ${request.path.slice(0, 200)}`);
};

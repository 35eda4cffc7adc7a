import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type QuirkSettings, usualSettings } from '../devices/quirks/settings.ts';

/** An envelope, after the headers that are set already. */
export function answerXml(response: ServerResponse, body: string, compress: boolean): void {
  const packed = compress ? gzipSync(body) : null;
  // Always a length, never chunks: some CPEs cannot read them.
  const length = packed ? packed.length : Buffer.byteLength(body);
  response.writeHead(200, {
    'Content-Type': 'text/xml; charset=utf-8',
    ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Length': length,
  });
  if (packed) response.end(packed);
  // Plain ASCII, as nearly all of it is, leaves in one write together with the head.
  else response.end(body, length === body.length ? 'latin1' : 'utf8');
}

/** The empty answer that ends a session; a device may want it as 200, or the connection closed after it. */
export function answerNothing(
  response: ServerResponse,
  { emptyAnswer, closeAtEnd }: QuirkSettings = usualSettings,
): void {
  if (closeAtEnd) response.setHeader('Connection', 'close');
  if (emptyAnswer === 200) response.setHeader('Content-Length', 0);
  response.writeHead(emptyAnswer).end();
}

/** Come again in so many seconds. */
export function answerUnavailable(request: IncomingMessage, response: ServerResponse, seconds: number): void {
  response.writeHead(503, { 'Retry-After': String(seconds), 'Content-Length': 0, Connection: 'close' }).end();
  request.resume();
}

export function answerRedirect(
  request: IncomingMessage,
  response: ServerResponse,
  to: { readonly url: string; readonly status: 302 | 307 },
): void {
  response.writeHead(to.status, { Location: to.url, 'Content-Length': 0, Connection: 'close' }).end();
  request.resume();
}

export function answerText(response: ServerResponse, status: number, line: string): void {
  const text = `${line}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Spread over half to one and a half: gateways that are sent away together do not come back together. */
export function jittered(seconds: number): number {
  return Math.max(1, Math.round(seconds * (0.5 + Math.random())));
}

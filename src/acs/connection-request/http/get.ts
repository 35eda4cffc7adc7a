import http from 'node:http';
import { seconds } from '../../../base/durations.ts';
import { type AuthHeader, parseAuthHeader } from '../../../base/http-digest.ts';
import type { Destination } from '../destination-guard.ts';

export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Of all WWW-Authenticate headers, in order. */
  readonly challenges: readonly AuthHeader[];
}

const timeoutMs = seconds(10);
/** For the end of a body, so that the socket can be used again; a body without end costs no more than this. */
const bodyPatienceMs = 1_000;
const mostBodyBytes = 65_536;

/**
 * One GET of the ConnectionRequestURL, by the address that was checked and without a look at the body. The parser is
 * the lenient one: HTTP servers of CPEs are written for one client.
 */
export function get(destination: Destination, agent: http.Agent, authorization: string | null): Promise<Reply> {
  const { url, address, family, target } = destination;
  return new Promise((resolve, reject) => {
    const request = http.get({
      agent,
      host: address,
      family,
      port: url.port === '' ? 80 : Number(url.port),
      path: target,
      headers: { Host: url.host, ...(authorization === null ? {} : { Authorization: toWire(authorization) }) },
      signal: AbortSignal.timeout(timeoutMs),
      maxHeaderSize: 16_384,
      insecureHTTPParser: true,
    });
    request.on('error', (error) => {
      const lost = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes((error as NodeJS.ErrnoException).code ?? '');
      reject(lost ? new LostConnection(error, request.reusedSocket) : error);
    });
    request.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const reply = { status, headers, challenges: challengesOf(response) };
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostBodyBytes) response.destroy();
      });
      // Only a 401 is followed by another request on the socket; anything else is an answer at once.
      if (status !== 401) resolve(reply);
      const patience = setTimeout(() => response.destroy(), bodyPatienceMs);
      response.on('error', () => undefined);
      response.once('close', () => {
        clearTimeout(patience);
        resolve(reply);
      });
    });
  });
}

/** The connection went away under a request: some CPEs do that after every 401. */
export class LostConnection extends Error {
  /** It had carried an answer before, so that its end may have nothing to do with this request. */
  readonly reused: boolean;

  constructor(cause: Error, reused: boolean) {
    super(cause.message, { cause });
    this.reused = reused;
  }
}

export function isNotHttp(error: unknown): boolean {
  return ((error as NodeJS.ErrnoException).code ?? '').startsWith('HPE_');
}

function challengesOf({ rawHeaders }: http.IncomingMessage): AuthHeader[] {
  const found: AuthHeader[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.toLowerCase() === 'www-authenticate')
      found.push(...parseAuthHeader(fromWire(rawHeaders[i + 1]!)));
  }
  return found;
}

/** Header text goes over the wire as the bytes of its UTF-8; node takes one character for one byte. */
function toWire(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function fromWire(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? text : decoded;
}

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../base/clock.ts';
import { isMusterError, messageOf } from '../base/errors.ts';
import { type Envelope, readEnvelope } from '../cwmp/soap/envelope.ts';
import type { CpeLogin } from '../security/cpe-login.ts';
import type { Admission } from './admission.ts';
import { type BodyReading, readBody } from './body.ts';
import type { Exchange, Reply } from './exchange.ts';
import { type LiveSession, type LiveSessions, setCookie } from './live-sessions.ts';

export interface EndpointDeps {
  readonly clock: Clock;
  readonly login: CpeLogin;
  readonly sessions: LiveSessions;
  readonly admission: Admission;
  readonly exchange: Exchange;
  readonly maxBodyBytes: number;
  /** For logs and metrics; `reason` is one of a short closed list of words. */
  refused(reason: string, detail: string, request: IncomingMessage): void;
  failed(error: unknown): void;
}

/**
 * The southbound door: HTTP in, HTTP out (TR-069 §3.4). Everything about methods, sizes, encodings, authentication and
 * overload ends here; what comes through is an envelope.
 */
export function acsEndpoint(deps: EndpointDeps): RequestListener {
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!isMusterError(error, 'overloaded')) deps.failed(error);
      // A device that is told 503 comes back by its retry table, and nothing is lost: nothing was acknowledged.
      if (!response.headersSent) unavailable(request, response, isMusterError(error) ? 30 : 60);
    });
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      return close(request, response, 405, 'CWMP speaks by POST only', 'method');
    }
    const session = deps.sessions.find(request.headers.cookie);
    return session ? carryOn(session, request, response) : open(request, response);
  }

  /** Without a session: only an authenticated Inform leads on. */
  async function open(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wait = deps.admission.refusal();
    if (wait !== null) {
      deps.refused('overload', 'too many sessions', request);
      return unavailable(request, response, wait);
    }
    const secure = isSecure(request);
    const now = deps.clock.now();
    const reading = deps.login.open
      ? null
      : deps.login.read(request.headers.authorization, 'POST', request.url ?? '/', secure, now);
    if (reading?.kind === 'challenge') {
      // The body is taken in, so that the connection can carry the next try, and not looked at.
      const body = await readBody(request, deps.maxBodyBytes);
      if (body.kind === 'aborted') return;
      if (body.kind === 'tooLarge') return tooLarge(request, response);
      if (body.kind === 'empty' && deps.sessions.endedRecently(request.headers.cookie)) return nothing(response);
      if (request.headers.authorization !== undefined && !reading.stale) deps.refused('login', reading.reason, request);
      return challenge(response, reading.stale, secure);
    }
    const body = await readBody(request, deps.maxBodyBytes);
    if (body.kind === 'empty') return deps.login.open ? nothing(response) : challenge(response, false, secure);
    const envelope = envelopeOf(body, request, response);
    if (!envelope) return;
    const claim = reading?.kind === 'claim' ? reading.claim : null;
    const reply = await deps.exchange.open(envelope, claim, addressOf(request));
    send(reply, request, response, encodingOf(body));
  }

  async function carryOn(session: LiveSession, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (session.busy) return close(request, response, 400, 'a message while the one before is not answered', 'order');
    const name = claimedUser(request.headers.authorization);
    if (name !== null && session.username !== null && name !== session.username) {
      return close(request, response, 403, 'this session belongs to another user', 'login');
    }
    session.busy = true;
    try {
      deps.sessions.touch(session, deps.clock.now());
      const body = await readBody(request, deps.maxBodyBytes);
      if (body.kind === 'aborted') return;
      const envelope = body.kind === 'empty' ? null : envelopeOf(body, request, response);
      if (envelope === undefined) {
        deps.sessions.end(session);
        return;
      }
      const isEmpty = envelope === null || envelope.body.kind === 'empty';
      const reply = await deps.exchange.carryOn(session, isEmpty ? null : envelope);
      if (reply.kind !== 'restart') return send(reply, request, response, encodingOf(body));
      // A new Inform with an old cookie: a session of its own, authenticated like any other.
      const secure = isSecure(request);
      const reading = deps.login.open
        ? null
        : deps.login.read(request.headers.authorization, 'POST', request.url ?? '/', secure, deps.clock.now());
      if (reading?.kind === 'challenge') return challenge(response, reading.stale, secure);
      const claim = reading?.kind === 'claim' ? reading.claim : null;
      send(await deps.exchange.open(envelope!, claim, addressOf(request)), request, response, encodingOf(body));
    } finally {
      session.busy = false;
    }
  }

  /** @returns undefined when the answer has been given already */
  function envelopeOf(body: BodyReading, request: IncomingMessage, response: ServerResponse): Envelope | undefined {
    switch (body.kind) {
      case 'text':
        try {
          return readEnvelope(body.text);
        } catch (error) {
          if (!isMusterError(error)) throw error;
          close(request, response, 400, messageOf(error), 'malformed');
          return undefined;
        }
      case 'tooLarge':
        tooLarge(request, response);
        return undefined;
      case 'unknownEncoding':
        response.setHeader('Accept-Encoding', 'gzip, deflate');
        close(
          request,
          response,
          415,
          `Content-Encoding ${body.encoding} is not understood; use gzip or deflate`,
          'encoding',
        );
        return undefined;
      case 'damaged':
        close(request, response, 400, body.detail, 'malformed');
        return undefined;
      default:
        return undefined;
    }
  }

  function send(reply: Reply, request: IncomingMessage, response: ServerResponse, encoding: string | null): void {
    switch (reply.kind) {
      case 'envelope': {
        const headers: Record<string, string | number> = { 'Content-Type': 'text/xml; charset=utf-8' };
        if (reply.newSession) headers['Set-Cookie'] = setCookie(reply.newSession.cookie, isSecure(request));
        // Compressed only for a CPE that does so itself.
        const packed = encoding === 'gzip' ? gzipSync(reply.body) : null;
        if (packed) headers['Content-Encoding'] = 'gzip';
        // Always a length, never chunks: some CPEs cannot read them.
        const length = packed ? packed.length : Buffer.byteLength(reply.body);
        headers['Content-Length'] = length;
        response.writeHead(200, headers);
        if (packed) response.end(packed);
        // Plain ASCII, as nearly all of it is, leaves in one write together with the head.
        else response.end(reply.body, length === reply.body.length ? 'latin1' : 'utf8');
        return;
      }
      case 'nothing':
        return nothing(response);
      case 'challenge':
        deps.refused('login', reply.reason, request);
        return challenge(response, false, isSecure(request));
      case 'refuse':
        return close(request, response, 400, reply.detail, 'order');
    }
  }

  function challenge(response: ServerResponse, stale: boolean, secure: boolean): void {
    response.writeHead(401, {
      'WWW-Authenticate': deps.login.challenges(stale, secure, deps.clock.now()),
      'Content-Length': 0,
    });
    response.end();
  }

  function tooLarge(request: IncomingMessage, response: ServerResponse): void {
    close(request, response, 413, `a message may have ${deps.maxBodyBytes} bytes`, 'size');
  }

  /** A plain-text refusal, after which the connection ends. */
  function close(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    detail: string,
    reason: string,
  ): void {
    deps.refused(reason, detail, request);
    const text = `${detail}\n`;
    response.writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      Connection: 'close',
    });
    response.end(text);
    request.resume();
  }
}

function nothing(response: ServerResponse): void {
  response.writeHead(204).end();
}

function unavailable(request: IncomingMessage, response: ServerResponse, seconds: number): void {
  response.writeHead(503, { 'Retry-After': String(seconds), 'Content-Length': 0, Connection: 'close' }).end();
  request.resume();
}

function encodingOf(body: BodyReading): string | null {
  return body.kind === 'text' ? body.encoding : null;
}

function isSecure(request: IncomingMessage): boolean {
  return (request.socket as Partial<TLSSocket>).encrypted === true;
}

function addressOf(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

/** The user that credentials name, proven or not; null without readable ones. */
function claimedUser(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  const basic = /^basic\s+(\S+)/i.exec(authorization);
  if (basic) return Buffer.from(basic[1]!, 'base64').toString('utf8').split(':', 1)[0]!;
  const digest = /^digest\s.*?username="((?:[^"\\]|\\.)*)"/i.exec(authorization);
  return digest ? digest[1]!.replace(/\\(["\\])/g, '$1') : null;
}

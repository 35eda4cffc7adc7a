import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../base/clock.ts';
import { isMusterError, messageOf } from '../base/errors.ts';
import { type Envelope, readEnvelopeKindly } from '../cwmp/soap/envelope.ts';
import type { XmlLimits } from '../cwmp/xml/reader.ts';
import { type QuirkSettings, usualSettings } from '../devices/quirks/settings.ts';
import type { CpeLogin } from '../security/cpe-login.ts';
import type { Admission } from './admission.ts';
import type { Claim } from './authenticate.ts';
import { type BodyLimits, type BodyReading, type BodyRoom, drainBody, readBody } from './body.ts';
import type { CertificateReader, ClientCertificate } from './client-certificate.ts';
import type { Connections } from './connections.ts';
import type { Exchange, Reply } from './exchange.ts';
import { lineOf } from './line.ts';
import type { LiveSession, LiveSessions } from './live-sessions.ts';
import type { LoginGuard } from './login-guard.ts';
import type { ParkedSessions } from './parked-sessions.ts';
import { setCookie } from './session-cookie.ts';
import { sourceOf } from './source.ts';

export interface EndpointDeps {
  readonly clock: Clock;
  readonly login: CpeLogin;
  readonly sessions: LiveSessions;
  readonly parked: Pick<ParkedSessions, 'began' | 'speaks' | 'handled' | 'strayCookie' | 'find'>;
  readonly admission: Admission;
  readonly exchange: Exchange;
  readonly guard: LoginGuard;
  /** Takes a turn of this source. @returns false when it has none left */
  mayAsk(source: string, now: number): boolean;
  /** null where certificates are not accepted. */
  readonly certificates: CertificateReader | null;
  /** Networks whose gateways are not challenged. */
  isUnchallenged(address: string): boolean;
  readonly connections: Pick<Connections, 'prove'>;
  readonly room: BodyRoom;
  readonly rules: DoorRules;
  /** For logs and metrics; `reason` is one of a short closed list of words. */
  refused(reason: string, detail: string, request: IncomingMessage): void;
  failed(error: unknown): void;
  /** A message that the strict reader refuses was read all the same. */
  forgave(detail: string, request: IncomingMessage): void;
}

/** What the operator decided about the door. */
export interface DoorRules {
  readonly plainHttp: 'accept' | 'refuse';
  /** Where gateways are sent before they begin a session; undefined: they may stay. */
  readonly redirect: { readonly url: string; readonly status: 302 | 307 } | undefined;
  /** A session without its cookie goes on over its socket. */
  readonly socketIdentity: boolean;
  readonly maxSessionMs: number;
  /** Of a message in a session. */
  readonly body: BodyLimits;
  readonly xml: XmlLimits;
  /** Of the first message, before anybody has proven anything. */
  readonly firstBody: BodyLimits;
  readonly firstXml: XmlLimits;
}

/** How long a session that is over its time may go on to end in order. */
const lastWordsMs = 60_000;

/**
 * The southbound door: HTTP in, HTTP out (TR-069 §3.4). Everything about methods, sizes, encodings, authentication and
 * overload ends here; what comes through is an envelope. What costs least is asked first, and nothing is asked of the
 * database before credentials in good form are there.
 */
export function acsEndpoint(deps: EndpointDeps): RequestListener {
  const { rules, clock } = deps;

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!isMusterError(error, 'overloaded')) deps.failed(error);
      // A device that is told 503 comes back by its retry table, and nothing is lost: nothing was acknowledged.
      if (!response.headersSent) unavailable(request, response, isMusterError(error) ? 30 : 60);
    });
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!deps.mayAsk(sourceOf(request.socket.remoteAddress ?? ''), clock.now())) {
      deps.refused('sourceRate', 'too many requests from one address', request);
      return unavailable(request, response, jittered(30));
    }
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      return close(request, response, 405, 'CWMP speaks by POST only', 'method');
    }
    if (isForeign(request)) return close(request, response, 400, 'this is a CWMP server', 'foreign');
    if (rules.plainHttp === 'refuse' && !isSecure(request)) {
      return close(request, response, 403, 'plain HTTP is not accepted here; use https', 'plainHttp');
    }
    const shown = deps.certificates?.(request.socket, clock.now()) ?? noCertificate;
    if (shown.kind === 'revoked') return close(request, response, 403, shown.reason, 'revoked');
    if (hasOurCookie(request)) lineOf(request.socket).knowsCookies = true;
    const session = deps.sessions.find(request.headers.cookie) ?? sessionOfSocket(request, shown);
    if (session) return carryOn(session, shown, request, response);
    const cookie = deps.parked.strayCookie(request.headers.cookie);
    return cookie === null ? open(shown, request, response) : resume(cookie, shown, request, response);
  }

  /**
   * Our cookie, of a session that is not here: it may have been elsewhere, or have gone on there. An Inform needs none,
   * so devices that show a cookie of their last session with the next one cost no look.
   */
  async function resume(
    cookie: string,
    shown: ClientCertificate,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await readBody(request, rules.body, deps.room);
    if (body.kind === 'aborted') return;
    const isInform = body.kind === 'text' && informTag.test(body.text.slice(0, 8_192));
    const found = isInform ? nowhere : await deps.parked.find(cookie);
    if (found.kind === 'session') return carryOn(found.session, shown, request, response, body);
    if (found.kind === 'superseded') {
      return close(request, response, 400, 'a newer session of this device has begun', 'order');
    }
    if (found.kind === 'ended' && body.kind === 'empty') return nothing(response);
    return open(shown, request, response, body);
  }

  /** Without a session: only an authenticated Inform leads on. @param read the body, where it was read already */
  async function open(
    shown: ClientCertificate,
    request: IncomingMessage,
    response: ServerResponse,
    read?: BodyReading,
  ): Promise<void> {
    if (rules.redirect && !isThere(request, rules.redirect.url)) return redirect(request, response, rules.redirect);
    const wait = deps.admission.refusal();
    if (wait !== null) {
      deps.refused('overload', 'too many sessions', request);
      return unavailable(request, response, wait);
    }
    const proof = proofOf(shown, request);
    if (proof.kind === 'lockedOut') {
      deps.refused('lockOut', 'too many failed logins', request);
      return unavailable(request, response, proof.seconds);
    }
    if (proof.kind === 'challenge') {
      // The body is taken in, so that the connection can carry the next try, and neither kept nor looked at.
      const body = read?.kind ?? (await drainBody(request, rules.firstBody.wire));
      if (body === 'aborted') return;
      if (body === 'tooLarge') return tooLarge(request, response, rules.firstBody.wire);
      if (body === 'empty' && hasJustEnded(request)) return nothing(response);
      if (request.headers.authorization !== undefined && !proof.stale) failedLogin(proof.reason, request);
      return challenge(request, response, proof.stale);
    }
    const body = read ?? (await readBody(request, rules.firstBody, deps.room));
    if (body.kind === 'empty') {
      if (hasJustEnded(request) || proof.claim?.kind !== 'login') return nothing(response);
      return challenge(request, response, false);
    }
    const envelope = envelopeOf(body, rules.firstXml, request, response);
    if (!envelope) return;
    const reply = await deps.exchange.open(envelope, proof.claim, addressOf(request));
    send(reply, request, response, encodingOf(body));
  }

  async function carryOn(
    session: LiveSession,
    shown: ClientCertificate,
    request: IncomingMessage,
    response: ServerResponse,
    read?: BodyReading,
  ): Promise<void> {
    if (session.busy) return close(request, response, 400, 'a message while the one before is not answered', 'order');
    const name = isCertificateSession(session) ? certificateName(shown) : claimedUser(request.headers.authorization);
    const isOther = isCertificateSession(session)
      ? name !== session.username
      : name !== null && name !== session.username;
    if (isOther && session.username !== null) {
      return close(request, response, 403, 'this session belongs to another user', 'login');
    }
    session.busy = true;
    deps.parked.speaks(session, request.socket);
    try {
      const now = clock.now();
      const over = now - session.startedAt - rules.maxSessionMs;
      if (over > lastWordsMs) {
        deps.sessions.end(session);
        return close(request, response, 400, 'this session has lasted too long', 'time');
      }
      // Over its time: what was asked is still heard, and nothing more is asked.
      if (over > 0) session.rpcs = Number.MAX_SAFE_INTEGER;
      deps.sessions.touch(session, now);
      const body = read ?? (await readBody(request, rules.body, deps.room));
      if (body.kind === 'aborted') return;
      if (body.kind === 'unknownEncoding') return void envelopeOf(body, rules.xml, request, response);
      const envelope = body.kind === 'empty' ? null : envelopeOf(body, rules.xml, request, response);
      if (envelope === undefined) {
        deps.sessions.end(session);
        return;
      }
      const isEmpty = envelope === null || envelope.body.kind === 'empty';
      const reply = await deps.exchange.carryOn(session, isEmpty ? null : envelope);
      if (reply.kind !== 'restart') return send(reply, request, response, encodingOf(body), session);
      // A new Inform with an old cookie: a session of its own, authenticated like any other.
      const proof = proofOf(shown, request);
      if (proof.kind === 'lockedOut') return unavailable(request, response, proof.seconds);
      if (proof.kind === 'challenge') return challenge(request, response, proof.stale);
      send(await deps.exchange.open(envelope!, proof.claim, addressOf(request)), request, response, encodingOf(body));
    } finally {
      session.busy = false;
      deps.parked.handled(session);
    }
  }

  type Proof =
    | { readonly kind: 'claim'; readonly claim: Claim | null }
    | { readonly kind: 'challenge'; readonly stale: boolean; readonly reason: string }
    | { readonly kind: 'lockedOut'; readonly seconds: number };

  /** What a caller shows: any of a certificate, a login, the network it comes from. The password is compared later. */
  function proofOf(shown: ClientCertificate, request: IncomingMessage): Proof {
    if (shown.kind === 'good') return { kind: 'claim', claim: shown.claim };
    if (deps.login.open) return { kind: 'claim', claim: null };
    const { authorization } = request.headers;
    if (authorization === undefined) {
      return deps.isUnchallenged(request.socket.remoteAddress ?? '')
        ? { kind: 'claim', claim: { kind: 'network', username: null } }
        : { kind: 'challenge', stale: false, reason: 'no credentials' };
    }
    const now = clock.now();
    const seconds = deps.guard.refusal(sourceOf(request.socket.remoteAddress ?? ''), claimedUser(authorization), now);
    if (seconds !== null) return { kind: 'lockedOut', seconds: jittered(seconds) };
    return deps.login.read(authorization, 'POST', request.url ?? '/', isSecure(request), now);
  }

  /**
   * The session that began on this very connection, for a CPE that takes no cookies. Not through a proxy, where one
   * connection carries many gateways; and a session that was opened by a login goes on only with that login.
   */
  function sessionOfSocket(request: IncomingMessage, shown: ClientCertificate): LiveSession | undefined {
    const session = rememberedBySocket(request);
    if (!session || deps.sessions.find(setCookie(session.cookie, false)) !== session) return undefined;
    if (session.username === null) return session;
    if (isCertificateSession(session)) return certificateName(shown) === session.username ? session : undefined;
    const { authorization } = request.headers;
    if (claimedUser(authorization) !== session.username) return undefined;
    const reading = deps.login.read(authorization, 'POST', request.url ?? '/', isSecure(request), clock.now());
    return reading.kind === 'claim' ? session : undefined;
  }

  function rememberedBySocket(request: IncomingMessage): LiveSession | undefined {
    if (!rules.socketIdentity || isProxied(request)) return undefined;
    const { knowsCookies, began } = lineOf(request.socket);
    return knowsCookies ? undefined : (began ?? undefined);
  }

  /** It says goodbye a second time: some CPEs end with an empty POST after our empty answer. */
  function hasJustEnded(request: IncomingMessage): boolean {
    if (deps.sessions.endedRecently(request.headers.cookie)) return true;
    const session = rememberedBySocket(request);
    return session !== undefined && deps.sessions.endedRecently(setCookie(session.cookie, false));
  }

  function failedLogin(reason: string, request: IncomingMessage): void {
    const source = sourceOf(request.socket.remoteAddress ?? '');
    deps.guard.failed(source, claimedUser(request.headers.authorization), clock.now());
    deps.refused('login', reason, request);
  }

  /** @returns undefined when the answer has been given already */
  function envelopeOf(
    body: BodyReading,
    limits: XmlLimits,
    request: IncomingMessage,
    response: ServerResponse,
  ): Envelope | undefined {
    switch (body.kind) {
      case 'text':
        try {
          const envelope = readEnvelopeKindly(body.text, limits);
          if (envelope.forgiven !== null) deps.forgave(envelope.forgiven, request);
          return envelope;
        } catch (error) {
          if (!isMusterError(error)) throw error;
          close(request, response, 400, messageOf(error), 'malformed');
          return undefined;
        }
      case 'tooLarge':
        tooLarge(request, response, body.limit);
        return undefined;
      case 'unknownEncoding':
        // The connection stays: the CPE sends it again without.
        response.setHeader('Accept-Encoding', 'gzip, deflate');
        refuse(request, response, 415, `Content-Encoding ${body.encoding.slice(0, 40)} is not understood`, 'encoding');
        return undefined;
      case 'damaged':
        close(request, response, 400, body.detail, 'malformed');
        return undefined;
      case 'noRoom':
        deps.refused('overload', 'too many unfinished messages', request);
        unavailable(request, response, jittered(30));
        return undefined;
      default:
        return undefined;
    }
  }

  function send(
    reply: Reply,
    request: IncomingMessage,
    response: ServerResponse,
    encoding: string | null,
    session?: LiveSession,
  ): void {
    switch (reply.kind) {
      case 'envelope': {
        const quirks = (reply.newSession ?? session)?.treatment.settings ?? usualSettings;
        const headers: Record<string, string | number> = { 'Content-Type': 'text/xml; charset=utf-8' };
        if (reply.newSession) {
          headers['Set-Cookie'] = setCookie(reply.newSession.cookie, isSecure(request), quirks.cookiePath);
          welcome(reply.newSession, request);
        }
        // Compressed only for a CPE that does so itself, and says that it reads it: some write what they cannot read.
        const pack = encoding === 'gzip' && quirks.compressAnswers && readsGzip(request);
        const packed = pack ? gzipSync(reply.body) : null;
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
        return nothing(response, session?.treatment.settings);
      case 'challenge':
        failedLogin(reply.reason, request);
        return challenge(request, response, false);
      case 'later':
        deps.refused('deviceRate', reply.reason, request);
        return unavailable(request, response, jittered(reply.seconds));
      case 'refuse':
        return close(request, response, 400, reply.detail, 'order');
    }
  }

  function welcome(session: LiveSession, request: IncomingMessage): void {
    deps.connections.prove(request.socket);
    deps.parked.began(session, request.socket);
    lineOf(request.socket).began = session;
    if (session.username !== null && !isCertificateSession(session)) {
      deps.guard.succeeded(sourceOf(request.socket.remoteAddress ?? ''), session.username);
    }
  }

  function challenge(request: IncomingMessage, response: ServerResponse, stale: boolean): void {
    const offers = deps.login.challenges(stale, isSecure(request), clock.now());
    if (offers.length === 0) {
      return close(request, response, 403, 'a client certificate of this fleet is needed here', 'certificate');
    }
    response.writeHead(401, { 'WWW-Authenticate': offers, 'Content-Length': 0 });
    response.end();
  }

  function redirect(
    request: IncomingMessage,
    response: ServerResponse,
    to: { readonly url: string; readonly status: 302 | 307 },
  ): void {
    deps.refused('redirected', to.url, request);
    response.writeHead(to.status, { Location: to.url, 'Content-Length': 0, Connection: 'close' }).end();
    request.resume();
  }

  function tooLarge(request: IncomingMessage, response: ServerResponse, limit: number): void {
    close(request, response, 413, `a message may have ${limit} bytes`, 'size');
  }

  /** A plain-text refusal, after which the connection ends. */
  function close(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    detail: string,
    reason: string,
  ): void {
    response.setHeader('Connection', 'close');
    refuse(request, response, status, detail, reason);
    request.resume();
  }

  function refuse(
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
    });
    response.end(text);
  }
}

const nowhere = { kind: 'nothing' } as const;
const informTag = /<(?:[\w.-]+:)?Inform[\s>]/;
const noCertificate: ClientCertificate = { kind: 'none' };

/** The empty answer that ends a session; a device may want it as 200, or the connection closed after it. */
function nothing(response: ServerResponse, { emptyAnswer, closeAtEnd }: QuirkSettings = usualSettings): void {
  if (closeAtEnd) response.setHeader('Connection', 'close');
  if (emptyAnswer === 200) response.setHeader('Content-Length', 0);
  response.writeHead(emptyAnswer).end();
}

function unavailable(request: IncomingMessage, response: ServerResponse, seconds: number): void {
  response.writeHead(503, { 'Retry-After': String(seconds), 'Content-Length': 0, Connection: 'close' }).end();
  request.resume();
}

/** Spread over half to one and a half: gateways that are sent away together do not come back together. */
function jittered(seconds: number): number {
  return Math.max(1, Math.round(seconds * (0.5 + Math.random())));
}

function readsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers['accept-encoding'];
  return typeof accepted === 'string' && /(?:^|[,\s])(?:x-)?gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(accepted);
}

function encodingOf(body: BodyReading): string | null {
  return body.kind === 'text' ? body.encoding : null;
}

function isSecure(request: IncomingMessage): boolean {
  return (request.socket as Partial<TLSSocket>).encrypted === true;
}

/** Whether the request was sent to the very place that gateways are redirected to. */
function isThere(request: IncomingMessage, url: string): boolean {
  const target = new URL(url);
  const secure = target.protocol === 'https:';
  const host = (request.headers.host ?? '').toLowerCase();
  return isSecure(request) === secure && (host === target.host || host === `${target.hostname}:${secure ? 443 : 80}`);
}

/**
 * The calls that worms make on this port, to set a device's clock or read its Wi-Fi password (TR-064): no CPE sends
 * those to its ACS, and they are told from CWMP by one header.
 */
function isForeign(request: IncomingMessage): boolean {
  const action = request.headers['soapaction'];
  return typeof action === 'string' && /:service:/i.test(action);
}

/** A proxy speaks for many gateways over one connection. */
function isProxied(request: IncomingMessage): boolean {
  const { headers } = request;
  return headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined || headers['via'] !== undefined;
}

function hasOurCookie(request: IncomingMessage): boolean {
  return request.headers.cookie?.includes('muster=') ?? false;
}

function addressOf(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

function isCertificateSession(session: LiveSession): boolean {
  return session.username?.startsWith('x509:') ?? false;
}

function certificateName(shown: ClientCertificate): string | null {
  return shown.kind === 'good' ? shown.claim.username : null;
}

/** The user that credentials name, proven or not; null without readable ones. */
function claimedUser(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  const basic = /^basic\s+(\S+)/i.exec(authorization);
  if (basic) return Buffer.from(basic[1]!, 'base64').toString('utf8').split(':', 1)[0]!;
  const digest = /^digest\s.*?username="((?:[^"\\]|\\.)*)"/i.exec(authorization);
  return digest ? digest[1]!.replace(/\\(["\\])/g, '$1') : null;
}

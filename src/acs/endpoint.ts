import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isMusterError, messageOf } from '../base/errors.ts';
import { type Envelope, readEnvelopeKindly } from '../cwmp/soap/envelope.ts';
import type { XmlLimits } from '../cwmp/xml/reader.ts';
import { usualSettings } from '../devices/quirks/settings.ts';
import type { Admission } from './admission.ts';
import { type BodyLimits, type BodyReading, type BodyRoom, drainBody, readBody } from './body.ts';
import type { CertificateReader, ClientCertificate } from './client-certificate.ts';
import type { Connections } from './connections.ts';
import type { Exchange } from './exchange.ts';
import { answerNothing, answerRedirect, answerText, answerUnavailable, answerXml, jittered } from './http-answers.ts';
import {
  addressOf,
  claimedUser,
  hasOurCookie,
  isForeign,
  isProxied,
  isSecure,
  isThere,
  readsGzip,
} from './http-request.ts';
import { lineOf } from './line.ts';
import type { LiveSession, LiveSessions } from './live-sessions.ts';
import type { ParkedSessions } from './parked-sessions.ts';
import { isCertificateSession, isForeignTo, type ProofDeps, proofOf, provesToBe } from './proof.ts';
import type { Reply } from './replies.ts';
import { setCookie } from './session-cookie.ts';
import { sourceOf } from './source.ts';

export interface EndpointDeps extends ProofDeps {
  readonly sessions: LiveSessions;
  readonly parked: Pick<ParkedSessions, 'began' | 'speaks' | 'handled' | 'strayCookie' | 'find'>;
  readonly admission: Admission;
  readonly exchange: Exchange;
  /** Takes a turn of this source. @returns false when it has none left */
  mayAsk(source: string, now: number): boolean;
  /** null where certificates are not accepted. */
  readonly certificates: CertificateReader | null;
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
export const lastWordsMs = 60_000;

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
      if (!response.headersSent) answerUnavailable(request, response, isMusterError(error) ? 30 : 60);
    });
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!deps.mayAsk(sourceOf(addressOf(request)), clock.now())) {
      return later(request, response, jittered(30), 'sourceRate', 'too many requests from one address');
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
    if (found.kind === 'ended' && body.kind === 'empty') return answerNothing(response);
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
      return later(request, response, wait, 'overload', 'too many sessions');
    }
    const proof = proofOf(deps, shown, request);
    if (proof.kind === 'lockedOut') {
      return later(request, response, jittered(proof.seconds), 'lockOut', 'too many failed logins');
    }
    if (proof.kind === 'challenge') {
      // The body is taken in, so that the connection can carry the next try, and neither kept nor looked at.
      const body = read?.kind ?? (await drainBody(request, rules.firstBody.wire));
      if (body === 'aborted') return;
      if (body === 'tooLarge') return tooLarge(request, response, rules.firstBody.wire);
      if (body === 'empty' && hasJustEnded(request)) return answerNothing(response);
      if (request.headers.authorization !== undefined && !proof.stale) failedLogin(proof.reason, request);
      return challenge(request, response, proof.stale);
    }
    const body = read ?? (await readBody(request, rules.firstBody, deps.room));
    if (body.kind === 'empty') {
      if (hasJustEnded(request) || proof.claim?.kind !== 'login') return answerNothing(response);
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
    if (isForeignTo(session, shown, request)) {
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
      const proof = proofOf(deps, shown, request);
      if (proof.kind === 'lockedOut') return answerUnavailable(request, response, jittered(proof.seconds));
      if (proof.kind === 'challenge') return challenge(request, response, proof.stale);
      send(await deps.exchange.open(envelope!, proof.claim, addressOf(request)), request, response, encodingOf(body));
    } finally {
      session.busy = false;
      deps.parked.handled(session);
    }
  }

  /**
   * The session that began on this very connection, for a CPE that takes no cookies. Not through a proxy, where one
   * connection carries many gateways; and a session that was opened by a login goes on only with that login.
   */
  function sessionOfSocket(request: IncomingMessage, shown: ClientCertificate): LiveSession | undefined {
    const session = rememberedBySocket(request);
    if (!session || deps.sessions.find(setCookie(session.cookie, false)) !== session) return undefined;
    return provesToBe(deps, session, shown, request) ? session : undefined;
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
    const source = sourceOf(addressOf(request));
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
        later(request, response, jittered(30), 'overload', 'too many unfinished messages');
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
        if (reply.newSession) {
          response.setHeader('Set-Cookie', setCookie(reply.newSession.cookie, isSecure(request), quirks.cookiePath));
          welcome(reply.newSession, request);
        }
        // Compressed only for a CPE that does so itself, and says that it reads it: some write what they cannot read.
        const compress = encoding === 'gzip' && quirks.compressAnswers && readsGzip(request);
        return answerXml(response, reply.body, compress);
      }
      case 'nothing':
        return answerNothing(response, session?.treatment.settings);
      case 'challenge':
        failedLogin(reply.reason, request);
        return challenge(request, response, false);
      case 'later':
        return later(request, response, jittered(reply.seconds), 'deviceRate', reply.reason);
      case 'refuse':
        return close(request, response, 400, reply.detail, 'order');
    }
  }

  function welcome(session: LiveSession, request: IncomingMessage): void {
    deps.connections.prove(request.socket);
    deps.parked.began(session, request.socket);
    lineOf(request.socket).began = session;
    if (session.username !== null && !isCertificateSession(session)) {
      deps.guard.succeeded(sourceOf(addressOf(request)), session.username);
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
    answerRedirect(request, response, to);
  }

  function later(
    request: IncomingMessage,
    response: ServerResponse,
    seconds: number,
    reason: string,
    detail: string,
  ): void {
    deps.refused(reason, detail, request);
    answerUnavailable(request, response, seconds);
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
    answerText(response, status, detail);
  }
}

const nowhere = { kind: 'nothing' } as const;
const informTag = /<(?:[\w.-]+:)?Inform[\s>]/;
const noCertificate: ClientCertificate = { kind: 'none' };

function encodingOf(body: BodyReading): string | null {
  return body.kind === 'text' ? body.encoding : null;
}

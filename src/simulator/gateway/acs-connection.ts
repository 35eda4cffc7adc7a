import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { MusterError } from '../../base/errors.ts';
import { CookieJar } from './cookie-jar.ts';
import type { HttpLogin, Login } from './http-login.ts';

export interface AcsReply {
  readonly status: number;
  readonly body: string;
}

export interface AcsConnectionOptions {
  readonly url: string;
  readonly login: Login;
  readonly auth: HttpLogin;
  /** Milliseconds without a sign of the ACS. TR-069 wants at least 30 s. */
  readonly replyTimeout: number;
  readonly signal: AbortSignal;
}

const redirects = new Set([302, 307]);
const redirectLimit = 5;
/** Tries per message when the ACS keeps asking for credentials: the first, the answer, and one stale nonce. */
const authLimit = 3;
const bodyLimit = 32 * 1024 * 1024;

/**
 * The HTTP side of one CWMP session: one persistent connection, cookies, credentials, redirects. Whatever the server
 * says that does not lead to an envelope or an empty answer is a MusterError: the session has failed.
 */
export class AcsConnection {
  readonly #options: AcsConnectionOptions;
  readonly #agent: http.Agent;
  #url: URL;
  #cookies = new CookieJar();

  constructor(options: AcsConnectionOptions) {
    this.#options = options;
    this.#url = new URL(options.url);
    const settings = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
    this.#agent = this.#url.protocol === 'https:' ? new https.Agent(settings) : new http.Agent(settings);
  }

  /**
   * One message to the ACS: an envelope, or null for the empty POST.
   * @returns the status, 200 or 204, with the body
   */
  async post(envelope: string | null, soapAction = ''): Promise<AcsReply> {
    let hops = 0;
    let tries = 1;
    for (;;) {
      const { response, body } = await this.#roundTrip(envelope, soapAction);
      this.#cookies.store(response.headers['set-cookie']);
      const status = response.statusCode ?? 0;
      if (status === 200 || status === 204) return { status, body };
      if (status === 401 && tries < authLimit) {
        const kind = this.#options.auth.challenged(challengesOf(response));
        // Another challenge after an answer to a fresh one means wrong credentials, unless just the nonce was stale.
        if (kind === 'stale' || (kind === 'new' && tries === 1)) {
          tries++;
          continue;
        }
      }
      if (redirects.has(status) && response.headers.location && ++hops <= redirectLimit) {
        this.#redirect(response.headers.location);
        continue;
      }
      throw failed(`the ACS answered ${status}`);
    }
  }

  /** Ends the connection; the sockets of a gateway live no longer than its session. */
  close(): void {
    this.#agent.destroy();
  }

  #redirect(location: string): void {
    const target = URL.parse(location, this.#url.href);
    if (!target || target.protocol !== this.#url.protocol) throw failed(`the ACS redirects to ${location}`);
    if (target.host !== this.#url.host) this.#cookies = new CookieJar();
    this.#url = target;
  }

  async #roundTrip(
    envelope: string | null,
    soapAction: string,
  ): Promise<{ response: http.IncomingMessage; body: string }> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send(envelope, soapAction);
      } catch (error) {
        // The server may close an idle connection just when we use it again: that is no failure, one new one is.
        const lost = error instanceof LostConnection && error.reused;
        if (!lost || attempt > 1) throw failed(`the ACS cannot be reached: ${(error as Error).message}`, error);
      }
    }
  }

  #send(envelope: string | null, soapAction: string): Promise<{ response: http.IncomingMessage; body: string }> {
    const { auth, login, replyTimeout, signal } = this.#options;
    const uri = this.#url.pathname + this.#url.search;
    const payload = envelope === null ? null : Buffer.from(envelope, 'utf8');
    const headers: http.OutgoingHttpHeaders = {
      'Content-Length': payload?.length ?? 0,
      'User-Agent': 'muster-gateway',
    };
    if (payload) {
      headers['Content-Type'] = 'text/xml; charset=utf-8';
      headers['SOAPAction'] = soapAction;
    }
    const cookie = this.#cookies.header();
    if (cookie !== null) headers['Cookie'] = cookie;
    const authorization = auth.authorize(login, 'POST', uri);
    if (authorization !== null) headers['Authorization'] = authorization;
    const transport = this.#url.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const request = transport.request({
        ...urlToHttpOptions(this.#url),
        method: 'POST',
        agent: this.#agent,
        headers,
        signal,
      });
      let answered = false;
      const lost = (error: Error): void => reject(new LostConnection(error, request.reusedSocket && !answered));
      request.setTimeout(replyTimeout, () => {
        request.destroy(new MusterError('internal', `no answer within ${replyTimeout} ms`));
      });
      request.on('error', lost);
      request.on('response', (response) => {
        answered = true;
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > bodyLimit) request.destroy(new MusterError('limitExceeded', 'the answer is too large'));
          else chunks.push(chunk);
        });
        response.on('error', lost);
        response.on('end', () => resolve({ response, body: Buffer.concat(chunks).toString('utf8') }));
      });
      request.end(payload ?? undefined);
    });
  }
}

/** A transport error with whether it hit a connection that had been used before and was still silent. */
class LostConnection extends MusterError {
  readonly reused: boolean;

  constructor(cause: Error, reused: boolean) {
    super('internal', cause.message, { cause });
    this.reused = reused;
  }
}

function challengesOf(response: http.IncomingMessage): string[] {
  const { rawHeaders } = response;
  const found: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.toLowerCase() === 'www-authenticate') found.push(rawHeaders[i + 1]!);
  }
  return found;
}

function failed(detail: string, cause?: unknown): MusterError {
  return new MusterError('internal', detail, cause === undefined ? {} : { cause });
}

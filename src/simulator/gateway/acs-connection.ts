import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { sleep } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import type { EnvelopeKind, HttpMessage, HttpReply } from '../quirks/quirk.ts';
import { CookieJar } from './cookie-jar.ts';
import type { Gateway } from './gateway.ts';

const redirects = new Set([302, 307]);
const redirectLimit = 5;
/** Tries per message when the ACS keeps asking for credentials: the first, the answer, and one stale nonce. */
const authLimit = 3;
const bodyLimit = 32 * 1024 * 1024;
/** How long a gateway that asks first waits for `100 Continue`, milliseconds. */
const continueWait = 1000;

/** The ACS answered with a status that ends the session. */
export class Refusal extends MusterError {
  /** Seconds, as the ACS asked for; null where it did not. */
  readonly retryAfter: number | null;

  constructor(status: number, headers: http.IncomingHttpHeaders) {
    super('internal', `the ACS answered ${status}`);
    const text = headers['retry-after'] ?? '';
    this.retryAfter = /^\d{1,6}$/.test(text) ? Number(text) : null;
  }
}

interface Received {
  readonly response: http.IncomingMessage;
  readonly body: string;
}

/**
 * The HTTP side of one CWMP session: one persistent connection, cookies, credentials, redirects. Whatever the server
 * says that does not lead to an envelope or an empty answer is a MusterError: the session has failed.
 */
export class AcsConnection {
  readonly #gateway: Gateway;
  readonly #signal: AbortSignal;
  #agent: http.Agent;
  #url: URL;
  #cookies: CookieJar;
  #socket: NodeJS.EventEmitter | null = null;

  constructor(gateway: Gateway, signal: AbortSignal) {
    this.#gateway = gateway;
    this.#signal = signal;
    this.#url = new URL(gateway.acsUrl);
    this.#agent = this.#newAgent();
    this.#cookies = this.#newJar();
  }

  /**
   * One message to the ACS: an envelope, or null for the empty POST.
   * @returns the status, 200 or 204, with the body
   */
  async post(envelope: string | null, about: EnvelopeKind | null = null, soapAction = ''): Promise<HttpReply> {
    const { acsAuth, quirks } = this.#gateway;
    let hops = 0;
    let tries = 1;
    let compressed = true;
    for (;;) {
      const message = this.#message(envelope, about, soapAction, tries > 1);
      quirks.http(message, this.#gateway);
      if (!compressed) uncompress(message, envelope);
      const { response, body } = await this.#roundTrip(message);
      this.#cookies.store(response.headers['set-cookie']);
      const status = response.statusCode ?? 0;
      const reply = { status, headers: response.headers, body };
      quirks.reply(reply, this.#gateway);
      if (status === 200 || status === 204) return reply;
      if (status === 401 && tries < authLimit) {
        const kind = acsAuth.challenged(challengesOf(response));
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
      if (status === 415 && compressed && message.headers['Content-Encoding'] !== undefined) {
        // What the ACS cannot unpack is sent again as it is.
        compressed = false;
        continue;
      }
      throw new Refusal(status, response.headers);
    }
  }

  /** The ACS has ended the session: what odd gateways still do then. */
  async end(): Promise<void> {
    const { quirks, settings } = this.#gateway;
    if (quirks.ending === 'emptyAgain') await this.post(null);
    if (quirks.ending !== 'waitForClose' || this.#socket === null) return;
    const socket = this.#socket;
    await Promise.race([
      new Promise<void>((resolve) => socket.once('close', () => resolve())),
      sleep(settings.replyTimeout, this.#signal),
    ]);
  }

  /** Ends the connection; the sockets of a gateway live no longer than its session. */
  close(): void {
    this.#agent.destroy();
  }

  #newAgent(): http.Agent {
    const settings = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
    return this.#url.protocol === 'https:' ? new https.Agent(settings) : new http.Agent(settings);
  }

  #newJar(): CookieJar {
    const { quirks } = this.#gateway;
    return new CookieJar((header) => quirks.storesCookie(header));
  }

  #redirect(location: string): void {
    const target = URL.parse(location, this.#url.href);
    if (!target || target.protocol !== this.#url.protocol) throw failed(`the ACS redirects to ${location}`);
    if (target.host !== this.#url.host) this.#cookies = this.#newJar();
    this.#url = target;
  }

  #message(envelope: string | null, about: EnvelopeKind | null, soapAction: string, challenged: boolean): HttpMessage {
    const { acsAuth, login, quirks } = this.#gateway;
    const headers: http.OutgoingHttpHeaders = { 'User-Agent': 'muster-gateway' };
    if (envelope !== null) {
      headers['Content-Type'] = 'text/xml; charset=utf-8';
      headers['SOAPAction'] = soapAction;
    }
    const cookie = quirks.sendsCookies(this.#cookies.header());
    if (cookie !== null) headers['Cookie'] = cookie;
    const authorization = acsAuth.authorize(login, 'POST', this.#url.pathname + this.#url.search);
    if (authorization !== null) headers['Authorization'] = authorization;
    return {
      headers,
      body: envelope === null ? null : Buffer.from(envelope, 'utf8'),
      envelope: about,
      challenged,
      newConnection: false,
      chunked: false,
      expectsContinue: false,
      cutAt: null,
    };
  }

  async #roundTrip(message: HttpMessage): Promise<Received> {
    if (message.newConnection) {
      this.#agent.destroy();
      this.#agent = this.#newAgent();
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send(message);
      } catch (error) {
        // The server may close an idle connection just when we use it again: that is no failure, one new one is.
        const lost = error instanceof LostConnection && error.reused;
        if (!lost || attempt > 1) throw failed(`the ACS cannot be reached: ${(error as Error).message}`, error);
      }
    }
  }

  #send(message: HttpMessage): Promise<Received> {
    const { replyTimeout } = this.#gateway.settings;
    const { body, cutAt } = message;
    const headers = { ...message.headers };
    if (message.chunked) headers['Transfer-Encoding'] = 'chunked';
    else headers['Content-Length'] = body?.length ?? 0;
    if (message.expectsContinue) headers['Expect'] = '100-continue';
    const transport = this.#url.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const request = transport.request({
        ...urlToHttpOptions(this.#url),
        method: 'POST',
        agent: this.#agent,
        headers,
        signal: this.#signal,
      });
      let answered = false;
      const lost = (error: Error): void => reject(new LostConnection(error, request.reusedSocket && !answered));
      request.setTimeout(replyTimeout, () => {
        request.destroy(new MusterError('internal', `no answer within ${replyTimeout} ms`));
      });
      request.on('error', lost);
      request.on('socket', (socket) => {
        this.#socket = socket;
      });
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
        response.on('end', () => {
          unpacked(Buffer.concat(chunks), response.headers['content-encoding']).then(
            (text) => resolve({ response, body: text }),
            lost,
          );
        });
      });
      if (cutAt !== null && body !== null) {
        request.write(body.subarray(0, cutAt), () => request.destroy(new Error('the connection broke')));
      } else if (message.expectsContinue) {
        const send = (): void => {
          clearTimeout(patience);
          if (!request.writableEnded) request.end(body ?? undefined);
        };
        const patience = setTimeout(send, continueWait);
        request.on('continue', send);
        request.on('response', () => clearTimeout(patience));
        request.on('error', () => clearTimeout(patience));
        request.flushHeaders();
      } else request.end(body ?? undefined);
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

function uncompress(message: HttpMessage, envelope: string | null): void {
  delete message.headers['Content-Encoding'];
  message.body = envelope === null ? null : Buffer.from(envelope, 'utf8');
}

async function unpacked(bytes: Buffer, encoding: string | undefined): Promise<string> {
  const limits = { maxOutputLength: bodyLimit };
  if (encoding === 'gzip') return (await promisify(gunzip)(bytes, limits)).toString('utf8');
  if (encoding === 'deflate') return (await promisify(inflate)(bytes, limits)).toString('utf8');
  return bytes.toString('utf8');
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

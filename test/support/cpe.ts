import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { deviceIdOf } from '../../src/base/device-id.ts';
import { type AuthHeader, answerDigest, type DigestAlgorithm, parseAuthHeader } from '../../src/base/http-digest.ts';
import { type Answer, type Call, encodeAnswer, encodeCall } from '../../src/cwmp/rpc/index.ts';
import { type Envelope, readEnvelope, writeEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { type CwmpFault, encodeFault } from '../../src/cwmp/soap/fault.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** Every WWW-Authenticate header, in order. */
  readonly challenges: readonly AuthHeader[];
}

/** One HTTP request, byte for byte as the test wants it. */
export interface HttpMessage {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  /** null: nothing at all. Several pieces are sent in chunks of their own. */
  readonly body?: string | Buffer | readonly (string | Buffer)[] | null;
}

const namespace = 'urn:dslforum-org:cwmp-1-2';

/** Sends one request over the sockets of `agent`. Headers are as given: nothing is added but Host, and the length or chunking. */
export function sendHttp(origin: string, agent: http.Agent, message: HttpMessage): Promise<HttpReply> {
  const { method = 'POST', path = '/', headers = {}, body = null } = message;
  const pieces = body === null ? [] : typeof body === 'string' || Buffer.isBuffer(body) ? [body] : body;
  return new Promise((resolve, reject) => {
    const { request: ask } = origin.startsWith('https:') ? https : http;
    const request = ask(new URL(path, origin), { method, agent, headers });
    let answered = false;
    // A server that refuses early closes while we still send; its answer is what counts.
    request.on('error', (error) => (answered ? undefined : reject(error)));
    request.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          bytes,
          text: bytes.toString('utf8'),
          challenges: challengesOf(response),
        });
      });
    });
    if (Array.isArray(body)) for (const piece of pieces) request.write(piece);
    else if (pieces[0] !== undefined) request.write(pieces[0]);
    request.end();
  });
}

function challengesOf({ rawHeaders }: http.IncomingMessage): AuthHeader[] {
  const found: AuthHeader[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.toLowerCase() === 'www-authenticate') found.push(...parseAuthHeader(rawHeaders[i + 1]!));
  }
  return found;
}

/** The Authorization header for one request. `nc` is the count of this nonce. */
export function digestAnswer(
  challenges: readonly AuthHeader[],
  algorithm: DigestAlgorithm,
  login: Login,
  { uri = '/', nc = 1, method = 'POST' } = {},
): string {
  const challenge = challenges.find((c) => c.scheme === 'digest' && c.params['algorithm'] === algorithm);
  if (!challenge) throw new Error(`no ${algorithm} challenge was offered`);
  return answerDigest(challenge, login, { method, uri, nc, cnonce: randomBytes(8).toString('hex') })!;
}

export interface InformWish {
  readonly id?: string;
  readonly events?: readonly (string | { readonly code: string; readonly commandKey: string })[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly retryCount?: number;
  readonly currentTime?: string;
}

/**
 * A CPE that does what the test tells it, message by message: one socket kept open, one cookie, digest credentials.
 * Unlike a simulated gateway it has no habits, so a test decides about every byte.
 */
export class ScriptedCpe {
  readonly serialNumber: string;
  readonly deviceId: string;
  login: Login;
  algorithm: DigestAlgorithm = 'SHA-256';
  /** The Cookie header to send; null: none. Taken from Set-Cookie. */
  cookie: string | null = null;
  softwareVersion = '1.0.0';
  connectionRequestUrl = 'http://127.0.0.1:9/';
  readonly #origin: string;
  readonly #tls: https.AgentOptions;
  #agent: http.Agent;
  #challenges: readonly AuthHeader[] = [];
  #count = 0;
  #lastId = 0;

  /** @param tls certificate and trust, where the origin is https */
  constructor(origin: string, serialNumber: string, login: Login, tls: https.AgentOptions = {}) {
    this.#origin = origin;
    this.#tls = tls;
    this.#agent = newAgent(origin, tls);
    this.serialNumber = serialNumber;
    this.deviceId = deviceIdOf({ oui: '00D09E', productClass: 'TEST', serialNumber });
    this.login = login;
  }

  /** The next message goes over a new TCP connection. */
  newSocket(): void {
    this.#agent.destroy();
    this.#agent = newAgent(this.#origin, this.#tls);
  }

  /** Gives the floor back, so that no session is left open, and hangs up. */
  async leave(): Promise<void> {
    if (this.cookie !== null) await this.send({ headers: { 'Content-Length': 0 } });
    this.#agent.destroy();
  }

  /** One HTTP request with the cookie, without credentials unless the headers have them. */
  send(message: HttpMessage): Promise<HttpReply> {
    const headers = { ...(this.cookie === null ? {} : { Cookie: this.cookie }), ...message.headers };
    return sendHttp(this.#origin, this.#agent, { ...message, headers });
  }

  /** As {@link send}, with credentials, answering one challenge. */
  async post(body: HttpMessage['body'], headers: http.OutgoingHttpHeaders = {}): Promise<HttpReply> {
    const type = body === null ? {} : { 'Content-Type': 'text/xml; charset=utf-8' };
    const once = () => this.send({ body: body ?? null, headers: { ...type, ...this.#authorization(), ...headers } });
    let reply = await once();
    if (reply.status === 401) {
      this.#challenges = reply.challenges;
      this.#count = 0;
      reply = await once();
    }
    const cookie = reply.headers['set-cookie']?.[0]?.split(';')[0];
    if (cookie !== undefined) this.cookie = cookie;
    return reply;
  }

  /** An empty POST: the floor is given to Muster. */
  empty(): Promise<HttpReply> {
    return this.post(null, { 'Content-Length': 0 });
  }

  /** Opens a session. @returns the answer; the session's cookie is kept */
  inform(wish: InformWish = {}): Promise<HttpReply> {
    this.cookie = null;
    return this.post(this.informEnvelope(wish));
  }

  /** A whole session with nothing to say but the Inform. @returns what Muster asked for first; null: nothing */
  async session(wish: InformWish = {}): Promise<Envelope | null> {
    const reply = await this.inform(wish);
    if (reply.status !== 200 || heard(reply).body.kind !== 'response') {
      throw new Error(`the Inform was answered ${reply.status}: ${reply.text}`);
    }
    const next = await this.empty();
    return next.status === 204 ? null : heard(next);
  }

  informEnvelope(wish: InformWish = {}): string {
    const { events = ['2 PERIODIC'], parameters = {}, retryCount = 0 } = wish;
    const values = {
      'Device.DeviceInfo.SoftwareVersion': this.softwareVersion,
      'Device.DeviceInfo.HardwareVersion': 'A1',
      'Device.ManagementServer.ConnectionRequestURL': this.connectionRequestUrl,
      ...parameters,
    };
    return this.envelope(
      encodeCall({
        method: 'Inform',
        args: {
          DeviceId: { Manufacturer: 'Test', OUI: '00D09E', ProductClass: 'TEST', SerialNumber: this.serialNumber },
          Event: events.map((event) =>
            typeof event === 'string'
              ? { EventCode: event, CommandKey: '' }
              : { EventCode: event.code, CommandKey: event.commandKey },
          ),
          MaxEnvelopes: 1,
          CurrentTime: wish.currentTime ?? '2026-01-01T00:00:00Z',
          RetryCount: retryCount,
          ParameterList: Object.entries(values).map(([name, value]) => ({ name, value, type: 'string' })),
        },
      }),
      wish.id,
    );
  }

  /** A request of the CPE. */
  call(call: Call): Promise<HttpReply> {
    return this.post(this.envelope(encodeCall(call)));
  }

  /** The answer to what Muster asked. */
  answer(asked: Envelope, answer: Answer): Promise<HttpReply> {
    return this.post(this.envelope(encodeAnswer(answer), asked.id ?? undefined));
  }

  refuse(asked: Envelope, fault: Pick<CwmpFault, 'code' | 'message'>): Promise<HttpReply> {
    return this.post(this.envelope(encodeFault({ ...fault, parameters: [] }, 'Server'), asked.id ?? undefined));
  }

  envelope(body: string, id = `c${++this.#lastId}`): string {
    return writeEnvelope(namespace, { id }, body);
  }

  #authorization(): { Authorization?: string } {
    if (this.#challenges.length === 0) return {};
    return { Authorization: digestAnswer(this.#challenges, this.algorithm, this.login, { nc: ++this.#count }) };
  }
}

/** What an answer of Muster says. @throws TypeError with what it is, when it is not an envelope */
export function heard(reply: HttpReply): Envelope {
  try {
    return readEnvelope(reply.text);
  } catch (cause) {
    throw new TypeError(`no envelope, but ${reply.status} ${reply.text.slice(0, 500)}`, { cause });
  }
}

/** The code of a SOAP fault; null for any other answer. */
export function faultCode(reply: HttpReply): number | null {
  const { body } = heard(reply);
  return body.kind === 'fault' ? body.fault.code : null;
}

/** The method of a request or response. */
export function methodOf(envelope: Envelope | null): string | null {
  return envelope !== null && (envelope.body.kind === 'request' || envelope.body.kind === 'response')
    ? envelope.body.method
    : null;
}

function newAgent(origin: string, tls: https.AgentOptions): http.Agent {
  const options = { keepAlive: true, maxSockets: 1 };
  return origin.startsWith('https:') ? new https.Agent({ ...options, ...tls }) : new http.Agent(options);
}

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';
import { deviceIdOf } from '../../../src/base/device-id.ts';
import { digestHa1, digestResponse, parseAuthHeader } from '../../../src/base/http-digest.ts';
import { type Answer, type Call, encodeAnswer, encodeCall, type RpcName, rpcs } from '../../../src/cwmp/rpc/index.ts';
import type { InformRequest } from '../../../src/cwmp/rpc/inform.ts';
import type { TransferCompleteRequest } from '../../../src/cwmp/rpc/transfer-complete.ts';
import { type EnvelopeHeaders, readEnvelope, writeEnvelope } from '../../../src/cwmp/soap/envelope.ts';
import { type CwmpFault, encodeFault } from '../../../src/cwmp/soap/fault.ts';
import type { XmlElement } from '../../../src/cwmp/xml/element.ts';

export interface HeardInform {
  readonly deviceId: string;
  /** `1 BOOT`, `M Download key`. */
  readonly events: readonly string[];
  readonly retryCount: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: http.IncomingHttpHeaders;
  readonly soap: EnvelopeHeaders;
  readonly namespace: string | null;
}

export type Result<N extends RpcName> = { readonly answer: Answer<N>['args'] } | { readonly fault: CwmpFault };

interface Order {
  readonly call: Call;
  readonly settle: (result: { answer: unknown } | { fault: CwmpFault }) => void;
}

interface Session {
  readonly deviceId: string;
  asked: Order | null;
}

/** A reply that replaces what the ACS would say: a status alone, or a fault in a 200. */
export type Mischief =
  | { readonly status: number; readonly headers?: http.OutgoingHttpHeaders }
  | { readonly fault: number };

/** A very small ACS: one queue of calls per device, everything it hears written down. */
export class MiniAcs {
  readonly informs: HeardInform[] = [];
  readonly completes: (TransferCompleteRequest & { readonly deviceId: string })[] = [];
  /** Every request of a gateway but Inform, in order. */
  readonly calls: { readonly deviceId: string; readonly method: string; readonly args: unknown }[] = [];
  /** Bodies as they came, in order; '' for an empty POST. */
  readonly bodies: string[] = [];
  /** The headers of each request. */
  readonly headers: http.IncomingHttpHeaders[] = [];
  /** The port each request came from: another port, another connection. */
  readonly ports: number[] = [];
  /** How bodies are to be read. */
  encoding: BufferEncoding = 'utf8';
  /** The Set-Cookie of a session. */
  cookie: (id: string) => string = (id) => `session=${id}; Path=/`;
  /** Answers in chunks, without a length. */
  chunked = false;
  /** Headers of the 204 that ends a session. */
  endHeaders: http.OutgoingHttpHeaders = {};
  /** Statuses answered, in order. */
  readonly statuses: number[] = [];
  /** Asked before each reply; `message` is the method heard, '' for an empty POST. */
  mischief: (message: string, acs: MiniAcs) => Mischief | null = () => null;
  /** Changes the envelope that goes out. */
  rewrite: (envelope: string) => string = (envelope) => envelope;
  /** Makes of a body what the strict reader can take; for gateways that write oddly. */
  understand: (body: string) => string = (body) => body;
  /** Bodies that this ACS cannot make anything of. */
  illegible: (body: string) => boolean = () => false;
  /** Resolves when a message may be answered. */
  pause: (message: string) => Promise<void> | null = () => null;
  /** Digest with this password for every user; null: no authentication. */
  password: string | null = null;
  nonce = 'first';
  readonly #highest = new Map<string, number>();
  readonly #sessions = new Map<string, Session>();
  readonly #orders = new Map<string, Order[]>();
  readonly #server: http.Server;
  readonly #watchers = new Set<() => void>();
  #lastSession = 0;

  constructor() {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => void this.#hear(request, response, this.#unpacked(request, Buffer.concat(chunks))));
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/cwmp`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Queues a call for the next turn of a session with the device; resolves with what the device answers. */
  order<N extends RpcName>(deviceId: string, method: N, args: Call<N>['args']): Promise<Result<N>> {
    return new Promise((resolve) => {
      const queue = this.#orders.get(deviceId) ?? [];
      queue.push({ call: { method, args } as Call, settle: resolve as Order['settle'] });
      this.#orders.set(deviceId, queue);
    });
  }

  /** Resolves once `condition` holds; looked at after every message. */
  async until(condition: () => boolean, what: string, timeout = 10_000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (condition()) done(resolve);
      };
      const done = (end: () => void): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        end();
      };
      const timer = setTimeout(() => {
        const heard = this.informs.map((inform) => inform.events.join('+')).join(' | ');
        done(() => reject(new Error(`never: ${what}; heard ${heard}`)));
      }, timeout);
      this.#watchers.add(look);
    });
  }

  /** Resolves with the first Inform from now on (or from index `from`) that carries the event. */
  async informWith(event: string, from = 0): Promise<HeardInform> {
    const find = (): HeardInform | undefined =>
      this.informs.slice(from).find((inform) => inform.events.some((e) => e === event));
    await this.until(() => find() !== undefined, `an Inform with ${event}`);
    return find()!;
  }

  /** @returns null for what this ACS cannot unpack */
  #unpacked(request: http.IncomingMessage, bytes: Buffer): string | null {
    switch (request.headers['content-encoding']) {
      case undefined:
        return bytes.toString(this.encoding);
      case 'gzip':
        return gunzipSync(bytes).toString(this.encoding);
      case 'deflate':
        return inflateSync(bytes).toString(this.encoding);
      default:
        return null;
    }
  }

  /** TCP connections that are open now. */
  openConnections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  async #hear(request: http.IncomingMessage, response: http.ServerResponse, body: string | null): Promise<void> {
    const reply = (status: number, text = '', headers: http.OutgoingHttpHeaders = {}): void => {
      this.statuses.push(status);
      const length = this.chunked ? {} : { 'Content-Length': Buffer.byteLength(text) };
      response.writeHead(status, { ...length, ...headers });
      if (this.chunked) response.write(text);
      response.end(this.chunked ? undefined : text);
      for (const look of [...this.#watchers]) look();
    };
    this.bodies.push(body ?? '');
    this.headers.push(request.headers);
    this.ports.push(request.socket.remotePort ?? 0);
    const challenge = this.#challenge(request);
    if (challenge !== null) return reply(401, '', { 'WWW-Authenticate': challenge });
    if (body === null) return reply(415);
    if (body.trim() !== '' && this.illegible(body)) return reply(400);
    const heard = body.trim() === '' ? null : readEnvelope(this.understand(body));
    const namespace = heard?.namespace ?? 'urn:dslforum-org:cwmp-1-0';
    const message = heard === null ? '' : 'method' in heard.body ? heard.body.method : heard.body.kind;
    const pause = this.pause(message);
    if (pause !== null) await pause;
    const mischief = this.mischief(message, this);
    if (mischief && 'status' in mischief) return reply(mischief.status, '', mischief.headers);
    const envelope = (id: string | null, content: string): string =>
      this.rewrite(writeEnvelope(namespace, { id }, content));
    if (mischief) {
      const content = encodeFault({ code: mischief.fault, message: 'mischief', parameters: [] }, 'Server');
      return reply(200, envelope(heard?.id ?? null, content));
    }

    if (heard?.body.kind === 'request' && heard.body.method === 'Inform') {
      const inform = rpcs.Inform.request.decode(heard.body.element, '');
      const deviceId = this.#note(inform, request.headers, heard.headers, heard.namespace);
      const cookie = `s${++this.#lastSession}`;
      this.#sessions.set(cookie, { deviceId, asked: null });
      const answer = encodeAnswer({ method: 'Inform', args: { MaxEnvelopes: 1 } });
      return reply(200, envelope(heard.id, answer), { 'Set-Cookie': this.cookie(cookie) });
    }
    const session = this.#sessions.get(/session="?(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    if (!session) return reply(400);
    if (heard?.body.kind === 'request') return reply(200, envelope(heard.id, this.#obey(session.deviceId, heard.body)));
    if (heard && session.asked) {
      const { call, settle } = session.asked;
      if (heard.body.kind === 'fault') settle({ fault: heard.body.fault });
      else if (heard.body.kind === 'response') {
        settle({ answer: rpcs[call.method].response.decode(heard.body.element, '') });
      }
      session.asked = null;
    }
    const next = this.#orders.get(session.deviceId)?.shift();
    if (!next) return reply(204, '', this.endHeaders);
    session.asked = next;
    reply(200, envelope('42', encodeCall(next.call)));
  }

  /** Takes a request of a gateway down. @returns the body of the answer */
  #obey(deviceId: string, { method, element }: { readonly method: string; readonly element: XmlElement }): string {
    if (!Object.hasOwn(rpcs, method)) {
      this.calls.push({ deviceId, method, args: null });
      return encodeFault({ code: 8000, message: 'Method not supported', parameters: [] }, 'Client');
    }
    const name = method as RpcName;
    const args = rpcs[name].request.decode(element, '') as unknown;
    this.calls.push({ deviceId, method, args });
    if (name === 'TransferComplete') this.completes.push({ ...(args as TransferCompleteRequest), deviceId });
    const answers: Partial<Record<RpcName, unknown>> = {
      GetRPCMethods: { MethodList: ['Inform', 'TransferComplete'] },
      Kicked: { NextURL: 'http://acs/next' },
    };
    return encodeAnswer({ method: name, args: answers[name] ?? {} } as unknown as Answer);
  }

  #note(
    inform: InformRequest,
    headers: http.IncomingHttpHeaders,
    soap: EnvelopeHeaders,
    namespace: string | null,
  ): string {
    const { OUI: oui, ProductClass: productClass, SerialNumber: serialNumber } = inform.DeviceId;
    const deviceId = deviceIdOf({ oui, productClass, serialNumber });
    this.informs.push({
      deviceId,
      events: inform.Event.map((event) => `${event.EventCode} ${event.CommandKey}`.trim()),
      retryCount: inform.RetryCount,
      parameters: Object.fromEntries(inform.ParameterList.map((parameter) => [parameter.name, parameter.value])),
      headers,
      soap,
      namespace,
    });
    return deviceId;
  }

  /** @returns the challenge to send, or null when the request is let in */
  #challenge(request: http.IncomingMessage): string | null {
    if (this.password === null) return null;
    const challenge = `Digest realm="acs", nonce="${this.nonce}", qop="auth", algorithm=MD5, opaque="o"`;
    const params = parseAuthHeader(request.headers.authorization ?? '')[0]?.params;
    if (!params) return challenge;
    const { username = '', nonce = '', uri = '', nc = '', cnonce = '', response } = params;
    const ha1 = digestHa1('MD5', username, 'acs', this.password);
    const proof = { algorithm: 'MD5', ha1, method: 'POST', uri, nonce, qop: 'auth', nc, cnonce } as const;
    if (digestResponse(proof) !== response || uri !== request.url) return challenge;
    if (nonce !== this.nonce) return `${challenge}, stale=true`;
    const count = Number.parseInt(nc, 16);
    if (count <= (this.#highest.get(`${username} ${nonce}`) ?? 0)) return `${challenge}, stale=true`;
    this.#highest.set(`${username} ${nonce}`, count);
    return null;
  }
}

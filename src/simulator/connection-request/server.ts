import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { MusterError, messageOf } from '../../base/errors.ts';
import type { Life } from '../gateway/life.ts';
import type { Called } from './called.ts';
import { checkDigest, makeNonce, type NonceMemory } from './digest-check.ts';
import { challengeHeaders, goodManner, type KnockManner } from './manner.ts';
import { type RateLimit, withinRate } from './rate.ts';

export interface ConnectionRequestOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly rate: RateLimit;
  readonly clock: Clock;
}

interface Entry {
  readonly called: Called;
  readonly manner: KnockManner;
  readonly nonces: NonceMemory;
  readonly accepted: number[];
}

/**
 * Where all gateways of the process listen for connection requests (TR-069 §3.2.2): one port, a secret path for each.
 * A gateway that is switched off or rebooting cannot refuse a connection of its own here; its socket is destroyed.
 */
export class ConnectionRequestServer {
  readonly #options: ConnectionRequestOptions;
  readonly #server: http.Server;
  readonly #byPath = new Map<string, Entry>();
  readonly #secret = randomBytes(32);
  /** Connections that a challenge was sent on. */
  readonly #challenged = new WeakSet<object>();

  constructor(options: ConnectionRequestOptions) {
    this.#options = options;
    this.#server = http.createServer((request, response) => this.#serve(request, response));
  }

  /** @throws MusterError `portInUse` or `invalidConfiguration` */
  async listen(): Promise<void> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        const code = error.code === 'EADDRINUSE' ? 'portInUse' : 'invalidConfiguration';
        const detail = `cannot listen for connection requests on ${host} port ${port}: ${messageOf(error)}`;
        reject(new MusterError(code, detail, { cause: error }));
      });
      this.#server.listen(port, host, resolve);
    });
  }

  /** `http://host:port`, the beginning of every ConnectionRequestURL. */
  get origin(): string {
    const { port } = this.#server.address() as AddressInfo;
    const { host } = this.#options;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  add(life: Life, manner: KnockManner = goodManner): void {
    this.addAt(life.gateway.state.connectionRequestPath, calledLife(life), manner);
  }

  /** @param path with its query, as it stands in the ConnectionRequestURL */
  addAt(path: string, called: Called, manner: KnockManner = goodManner): void {
    this.#byPath.set(path, { called, manner, nonces: { nonce: '', count: 0 }, accepted: [] });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    request.resume();
    const entry = this.#byPath.get(request.url ?? '/');
    if (entry !== undefined && !entry.called.reachable) {
      request.socket.destroy();
      return;
    }
    if (entry === undefined) {
      response.writeHead(404, { 'Content-Length': 0, Connection: 'close' }).end();
      return;
    }
    const { manner, called } = entry;
    const { status, headers = {} } = manner.instead ?? this.#judge(entry, request);
    const accepted = status === 200 || status === 204;
    if (accepted && manner.callsFirst !== 'no') {
      called.connectionRequested();
      if (manner.callsFirst === 'neverAnswers') {
        request.socket.destroy();
        return;
      }
    }
    const stays = status === 401 && (manner.sameSocketOnly || manner.dropsAfter401);
    const length = status === 204 ? {} : { 'Content-Length': 0 };
    response.writeHead(status, { ...length, ...(stays ? {} : { Connection: 'close' }), ...headers }).end(() => {
      if (status === 401 && manner.dropsAfter401) request.socket.destroy();
    });
    if (accepted && manner.callsFirst === 'no') called.connectionRequested();
  }

  #judge({ called, manner, nonces, accepted }: Entry, request: http.IncomingMessage): Judgement {
    const { method = '', url: uri = '/' } = request;
    if (method !== 'GET') return { status: 405, headers: { Allow: 'GET' } };
    const now = this.#options.clock.now();
    // Node takes one byte for one character; names are UTF-8.
    const given = request.headers.authorization;
    const authorization = given === undefined ? undefined : Buffer.from(given, 'latin1').toString('utf8');
    const { socket } = request;
    const foreign = manner.sameSocketOnly && authorization !== undefined && !this.#challenged.has(socket);
    const verdict = foreign
      ? 'refused'
      : checkDigest(authorization, called.login, { method, uri }, this.#secret, now, nonces, manner.challenges);
    if (verdict !== 'ok') {
      this.#challenged.add(socket);
      const nonce = makeNonce(this.#secret, now);
      return { status: 401, headers: { 'WWW-Authenticate': challengeHeaders(manner, nonce, verdict === 'stale') } };
    }
    return { status: withinRate(accepted, this.#options.rate, now) ? manner.success : 503 };
  }
}

interface Judgement {
  readonly status: number;
  readonly headers?: http.OutgoingHttpHeaders;
}

/** A gateway of a fleet as listeners see it. */
export function calledLife(life: Life): Called {
  return {
    get login() {
      return life.gateway.connectionRequestLogin;
    },
    get reachable() {
      return life.gateway.reachable;
    },
    connectionRequested: () => life.connectionRequested(),
  };
}

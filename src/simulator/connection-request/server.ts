import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { MusterError, messageOf } from '../../base/errors.ts';
import type { Life } from '../gateway/life.ts';
import { challenge, checkDigest, type NonceMemory } from './digest-check.ts';
import { type RateLimit, withinRate } from './rate.ts';

export interface ConnectionRequestOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly rate: RateLimit;
  readonly clock: Clock;
}

interface Entry {
  readonly life: Life;
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

  add(life: Life): void {
    const path = life.gateway.state.connectionRequestPath;
    this.#byPath.set(path, { life, nonces: { nonce: '', count: 0 }, accepted: [] });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    request.resume();
    const entry = this.#byPath.get(request.url ?? '/');
    if (entry !== undefined && !entry.life.gateway.reachable) {
      request.socket.destroy();
      return;
    }
    const { status, headers = {} } = entry ? this.#judge(entry, request) : { status: 404 };
    response.writeHead(status, { 'Content-Length': 0, Connection: 'close', ...headers }).end();
    if (status === 200) entry?.life.connectionRequested();
  }

  #judge(entry: Entry, request: http.IncomingMessage): { status: number; headers?: http.OutgoingHttpHeaders } {
    const { method = '', url: uri = '/' } = request;
    if (method !== 'GET') return { status: 405, headers: { Allow: 'GET' } };
    const now = this.#options.clock.now();
    const { authorization } = request.headers;
    const login = entry.life.gateway.connectionRequestLogin;
    const verdict = checkDigest(authorization, login, { method, uri }, this.#secret, now, entry.nonces);
    if (verdict !== 'ok') {
      return { status: 401, headers: { 'WWW-Authenticate': challenge(this.#secret, now, verdict === 'stale') } };
    }
    return { status: withinRate(entry.accepted, this.#options.rate, now) ? 200 : 503 };
  }
}

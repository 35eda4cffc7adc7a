import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = { readonly status?: number; readonly type?: string; readonly body?: unknown };

/** A REST API that answers as the test says and remembers what it was asked. */
export class FakeApi {
  readonly asked: Asked[] = [];
  readonly #server: http.Server;

  private constructor(answer: (asked: Asked) => Answer) {
    this.#server = http.createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        const asked = { method: request.method!, url: request.url!, headers: request.headers, body };
        this.asked.push(asked);
        const { status = 200, type = 'application/json', body: said } = answer(asked);
        response.writeHead(status, { 'Content-Type': type });
        response.end(said === undefined ? '' : typeof said === 'string' ? said : JSON.stringify(said));
      });
    });
  }

  static async start(answer: (asked: Asked) => Answer): Promise<FakeApi> {
    const api = new FakeApi(answer);
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

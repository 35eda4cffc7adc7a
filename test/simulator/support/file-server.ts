import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one GET in its own way. */
export type Serve = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** A file server whose behaviour a test can change at any time. */
export class FileServer {
  serve: Serve;
  requests = 0;
  readonly #server: http.Server;

  constructor(serve: Serve) {
    this.serve = serve;
    this.#server = http.createServer((request, response) => {
      this.requests++;
      this.serve(request, response);
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/firmware.img`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** The whole file. */
export const whole =
  (content: Buffer): Serve =>
  (_request, response) => {
    response.writeHead(200, { 'Content-Length': content.length }).end(content);
  };

/** Announces the whole file, sends half, and then nothing more. */
export const stuckHalfway =
  (content: Buffer): Serve =>
  (_request, response) => {
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, content.length >> 1));
  };

/** Announces the whole file, sends half and cuts the connection. */
export const cutHalfway =
  (content: Buffer): Serve =>
  (_request, response) => {
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, content.length >> 1), () => response.destroy());
  };

/** A status without content. */
export const status =
  (code: number, headers: http.OutgoingHttpHeaders = {}): Serve =>
  (_request, response) => {
    response.writeHead(code, { 'Content-Length': 0, ...headers }).end();
  };

import { createSocket, type Socket } from 'node:dgram';
import type { Endpoint } from '../../../../src/base/stun-address.ts';

/**
 * A NAT of the strict kind (address and port dependent filtering) for one gateway and one server: it lends an outside
 * port on the first packet, and lets in only what comes from where the inside has sent to.
 */
export class SmallNat {
  /** Packets from outside that were not let in. */
  turnedAway = 0;
  readonly #server: Endpoint;
  readonly #inner: Socket;
  #outer: Socket | null = null;
  #client: Endpoint | null = null;

  /** @param server where packets of the inside go */
  constructor(server: Endpoint) {
    this.#server = server;
    this.#inner = createSocket('udp4', (datagram, { address, port }) => {
      this.#client = { address, port };
      void this.#lend().then((outer) => outer.send(datagram, this.#server.port, this.#server.address));
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#inner.bind(0, '127.0.0.1', resolve));
    return this;
  }

  /** What the gateway takes for the server. */
  get inside(): Endpoint {
    return { address: '127.0.0.1', port: this.#inner.address().port };
  }

  get outsidePort(): number {
    return this.#outer?.address().port ?? 0;
  }

  /** The binding is gone; the next packet gets another outside port. */
  async forget(): Promise<void> {
    const outer = this.#outer;
    this.#outer = null;
    await new Promise<void>((resolve) => (outer ? outer.close(() => resolve()) : resolve()));
  }

  async close(): Promise<void> {
    await this.forget();
    await new Promise<void>((resolve) => this.#inner.close(() => resolve()));
  }

  async #lend(): Promise<Socket> {
    if (this.#outer) return this.#outer;
    const outer = createSocket('udp4', (datagram, from) => {
      const known = from.address === this.#server.address && from.port === this.#server.port;
      if (known && this.#client) this.#inner.send(datagram, this.#client.port, this.#client.address);
      else this.turnedAway++;
    });
    this.#outer = outer;
    await new Promise<void>((resolve) => outer.bind(0, '127.0.0.1', resolve));
    return outer;
  }
}

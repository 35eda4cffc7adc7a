import { createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import {
  addressIn,
  connectionRequestBindingValue,
  errorCodeIn,
  integrityHolds,
  readStun,
  stunAttributes,
  stunTypes,
  writeStun,
} from '../../base/stun.ts';
import type { Endpoint } from '../../base/stun-address.ts';
import type { Login } from '../gateway/http-login.ts';
import type { Called } from './called.ts';

export interface UdpListenerOptions {
  /** Local address; a free port is taken. */
  readonly host: string;
  /** STUNServerAddress and -Port. */
  readonly server: Endpoint;
  /** STUNUsername and -Password; null: it has none. */
  readonly stunLogin: Login | null;
  /** Between Binding Requests, milliseconds. */
  readonly keepAlive: number;
  readonly called: Called;
  /** The address that it is seen at is another one than before: an Inform with `4 VALUE CHANGE` is due. */
  readonly changed: (binding: UdpBinding) => void;
}

/** What ManagementServer tells of it. */
export interface UdpBinding {
  /** UDPConnectionRequestAddress. */
  readonly address: string;
  readonly natDetected: boolean;
}

/** Connection requests over UDP and the STUN client that keeps the way open (TR-069 Annex G), both on one socket. */
export class UdpListener {
  /** Requests that it accepted, and datagrams that it dropped without a word. */
  accepted = 0;
  dropped = 0;
  /** Error codes of the STUN server, in order. */
  readonly refusals: number[] = [];
  binding: UdpBinding | null = null;
  readonly #options: UdpListenerOptions;
  readonly #socket: Socket;
  #transaction = Buffer.alloc(0);
  #withLogin = false;
  #changed = false;
  #timer: NodeJS.Timeout | undefined;
  #lastTs = 0;
  #lastId = '';

  constructor(options: UdpListenerOptions) {
    this.#options = options;
    this.#socket = createSocket('udp4', (datagram) => this.#hear(datagram));
    this.#socket.on('error', () => undefined);
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#socket.bind(0, this.#options.host, resolve));
    this.ask();
    this.#timer = setInterval(() => this.ask(), this.#options.keepAlive);
    return this;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }

  /** One Binding Request from the connection-request port. */
  ask(): void {
    const { server, stunLogin } = this.#options;
    this.#transaction = Buffer.concat([Buffer.of(0x21, 0x12, 0xa4, 0x42), randomBytes(12)]);
    const login = this.#withLogin ? stunLogin : null;
    const request = writeStun({
      type: stunTypes.bindingRequest,
      transaction: this.#transaction,
      attributes: [
        { type: stunAttributes.connectionRequestBinding, value: connectionRequestBindingValue },
        ...(this.#changed ? [{ type: stunAttributes.bindingChange, value: Buffer.alloc(0) }] : []),
        ...(login ? [{ type: stunAttributes.username, value: Buffer.from(login.username) }] : []),
      ],
      key: login?.password,
    });
    this.#socket.send(request, server.port, server.address);
  }

  #hear(datagram: Buffer): void {
    if ((datagram[0]! & 0xc0) === 0) this.#learn(datagram);
    else if (this.#accepts(datagram)) {
      this.accepted++;
      this.#options.called.connectionRequested();
    } else this.dropped++;
  }

  #learn(datagram: Buffer): void {
    const { stunLogin, host, changed } = this.#options;
    const answer = readStun(datagram);
    if (!answer?.transaction.equals(this.#transaction)) return;
    if (answer.type === stunTypes.bindingError) {
      const code = errorCodeIn(answer) ?? 0;
      this.refusals.push(code);
      // Asked to prove it: once with the login, if there is one.
      if (code !== 401 || this.#withLogin || stunLogin === null) return;
      this.#withLogin = true;
      this.ask();
      return;
    }
    if (this.#withLogin && !integrityHolds(answer, stunLogin!.password)) return;
    const seen = addressIn(answer, stunAttributes.xorMappedAddress) ?? addressIn(answer, stunAttributes.mappedAddress);
    if (!seen) return;
    const told = this.#changed;
    this.#changed = false;
    const binding = {
      address: `${seen.address}:${seen.port}`,
      natDetected: seen.address !== host || seen.port !== this.port,
    };
    if (binding.address === this.binding?.address) return;
    this.binding = binding;
    changed(binding);
    // Told to the STUN server as well, so that it need not wait for the Inform.
    if (!told) {
      this.#changed = true;
      this.ask();
    }
  }

  /** The checks of Annex G; whatever fails them is dropped without a word. */
  #accepts(datagram: Buffer): boolean {
    const { login, reachable } = this.#options.called;
    const [method, target, version] = datagram.toString('utf8').split('\r\n', 1)[0]!.split(' ');
    const url = URL.parse(target ?? '');
    if (!reachable || login.password === '' || method !== 'GET' || version !== 'HTTP/1.1' || !url) return false;
    const query = (name: string): string => url.searchParams.get(name) ?? '';
    const [ts, id, un, cn] = [query('ts'), query('id'), query('un'), query('cn')];
    const sig = createHmac('sha1', login.password).update(`${ts}${id}${un}${cn}`).digest('hex');
    if (un !== login.username || query('sig').toLowerCase() !== sig) return false;
    if (!/^\d+$/.test(ts) || Number(ts) <= this.#lastTs || id === this.#lastId) return false;
    this.#lastTs = Number(ts);
    this.#lastId = id;
    return true;
  }
}

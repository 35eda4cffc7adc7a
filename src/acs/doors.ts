import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { seconds } from '../base/durations.ts';
import type { Connections } from './connections.ts';

/** What every CWMP server of this process has in common. */
export interface DoorSetting {
  readonly handler: http.RequestListener;
  readonly connections: Connections;
  /** Takes a turn of the source of a new connection. @returns false when it has none left */
  mayConnect(socket: Socket): boolean;
  readonly maxHeaderBytes: number;
  /** For a message to arrive, head and body. */
  readonly requestMs: number;
  /** Between two messages. */
  readonly idleMs: number;
  /** Bytes of a body that may be declared; more is refused without asking for it. */
  readonly maxBodyBytes: number;
  /** What came was no HTTP. */
  garbage(address: string, code: string): void;
}

/** PEM texts. */
export interface TlsMaterial {
  readonly certificate: string;
  readonly key: string;
  /** Who issues certificates to gateways; null: none is asked for. */
  readonly deviceCa: string | null;
}

const handshakeMs = seconds(15);
const headMs = seconds(30);

export function plainDoor(setting: DoorSetting): http.Server {
  return guarded(http.createServer(httpOptions(setting), setting.handler), setting);
}

/**
 * TLS 1.2 or newer. A certificate is asked for where a CA is known, and a connection without one still comes in: other
 * ways to prove oneself may be allowed, which is decided for each session.
 */
export function tlsDoor(setting: DoorSetting, material: TlsMaterial): https.Server {
  const server = https.createServer(
    {
      ...httpOptions(setting),
      ...secureContext(material),
      minVersion: 'TLSv1.2',
      honorCipherOrder: true,
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: handshakeMs,
    },
    setting.handler,
  );
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    setting.garbage(socket.remoteAddress ?? '', error.code ?? 'TLS');
    socket.destroy();
  });
  return guarded(server, setting);
}

/** New connections use it; those that are open stay as they are. */
export function changeMaterial(server: https.Server, material: TlsMaterial): void {
  server.setSecureContext({ ...secureContext(material), minVersion: 'TLSv1.2', honorCipherOrder: true });
}

/** An empty list, as without one node would trust every public CA with our gateways. */
function secureContext({ certificate, key, deviceCa }: TlsMaterial): { cert: string; key: string; ca: string[] } {
  return { cert: certificate, key, ca: deviceCa === null ? [] : [deviceCa] };
}

function httpOptions(setting: DoorSetting): http.ServerOptions {
  return {
    keepAliveTimeout: setting.idleMs,
    headersTimeout: Math.min(headMs, setting.requestMs),
    requestTimeout: setting.requestMs,
    connectionsCheckingInterval: Math.min(seconds(5), setting.requestMs / 2),
    maxHeaderSize: setting.maxHeaderBytes,
  };
}

function guarded<S extends http.Server | https.Server>(server: S, setting: DoorSetting): S {
  // The raw socket, before TLS: a handshake is what costs most.
  server.on('connection', (socket: Socket) => {
    if (!setting.mayConnect(socket)) {
      socket.destroy();
      return;
    }
    setting.connections.admit(socket);
  });
  // A body that is too large is refused before it is sent; any other expectation than "100-continue" is none of ours.
  server.on('checkContinue', (request: http.IncomingMessage, response: http.ServerResponse) => {
    if (Number(request.headers['content-length'] ?? 0) <= setting.maxBodyBytes) response.writeContinue();
    setting.handler(request, response);
  });
  server.on('checkExpectation', setting.handler);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code !== 'ECONNRESET') setting.garbage(socket.remoteAddress ?? '', error.code ?? 'HTTP');
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const status =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
          ? '408 Request Timeout'
          : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
  });
  return server;
}

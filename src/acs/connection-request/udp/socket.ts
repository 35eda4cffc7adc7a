import { createSocket, type RemoteInfo } from 'node:dgram';
import { isIP } from 'node:net';
import { MusterError, messageOf } from '../../../base/errors.ts';
import type { Endpoint } from '../../../base/stun-address.ts';

/** A UDP socket that listens and sends by the same port: answers and calls pass the same NAT binding. */
export interface UdpSocket {
  readonly port: number;
  send(datagram: Buffer, to: Endpoint): Promise<void>;
  close(): Promise<void>;
}

/** @throws MusterError `portInUse` naming the variable to change */
export async function openUdp(
  where: { host: string; port: number; variable: string },
  hear: (datagram: Buffer, from: Endpoint) => void,
  failed: (error: unknown) => void,
): Promise<UdpSocket> {
  const six = isIP(where.host) === 6;
  const socket = createSocket({ type: six ? 'udp6' : 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new MusterError(
              'portInUse',
              `UDP port ${where.port} on ${where.host} is taken; set ${where.variable} to a free one, or to "off"`,
            )
          : new MusterError(
              'invalidConfiguration',
              `cannot listen on ${where.host}:${where.port}/udp: ${messageOf(error)}`,
            ),
      );
    });
    socket.bind({ address: where.host, port: where.port }, resolve);
  });
  socket.removeAllListeners('error');
  socket.on('error', failed);
  socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
    try {
      hear(datagram, { address: plain(from.address), port: from.port });
    } catch (error) {
      failed(error);
    }
  });
  return {
    port: socket.address().port,
    send: (datagram, to) =>
      new Promise((resolve, reject) => {
        const address = six && isIP(to.address) === 4 ? `::ffff:${to.address}` : to.address;
        socket.send(datagram, to.port, address, (error) => (error ? reject(error) : resolve()));
      }),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** `::ffff:192.0.2.1` → `192.0.2.1` */
function plain(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

import type { Socket } from 'node:net';

/**
 * The open connections of all CWMP doors of this process. When there are too many, the oldest one that never proved
 * anything goes: whoever only holds connections open loses them to gateways that talk.
 */
export interface Connections {
  /** @returns false when it is not let in; the socket is destroyed then */
  admit(socket: Socket): boolean;
  /** A session began on it: it is not among those that go first. */
  prove(socket: Socket): void;
  readonly size: number;
}

export function connections(options: {
  readonly limit: number;
  /** From one source; 0: no limit. */
  readonly perSource: number;
  sourceOf(socket: Socket): string;
  isUnlimited(address: string): boolean;
  refused(reason: 'connections' | 'sourceConnections', address: string): void;
}): Connections {
  const strangers = new Map<string, Socket>();
  const bySource = new Map<string, number>();
  let size = 0;

  return {
    get size() {
      return size;
    },
    admit(socket) {
      const address = socket.remoteAddress ?? '';
      const source = options.sourceOf(socket);
      const here = bySource.get(source) ?? 0;
      if (options.perSource > 0 && here >= options.perSource && !options.isUnlimited(address)) {
        options.refused('sourceConnections', address);
        socket.destroy();
        return false;
      }
      if (size >= options.limit) {
        options.refused('connections', address);
        const oldest = strangers.entries().next().value;
        if (!oldest) {
          socket.destroy();
          return false;
        }
        strangers.delete(oldest[0]);
        oldest[1].destroy();
      }
      size++;
      bySource.set(source, here + 1);
      const key = keyOf(socket);
      strangers.set(key, socket);
      socket.once('close', () => {
        size--;
        if (strangers.get(key) === socket) strangers.delete(key);
        const left = (bySource.get(source) ?? 1) - 1;
        if (left === 0) bySource.delete(source);
        else bySource.set(source, left);
      });
      return true;
    },
    prove: (socket) => void strangers.delete(keyOf(socket)),
  };
}

/**
 * By its far end, as what was admitted is the bare connection, and what proves itself may be TLS over it. One end may
 * speak to two doors at once; then the older of the two is not among those that go first, which is no harm.
 */
function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** A TCP relay that takes servers in turn, one for each connection: what a balancer in front of Muster does. */
export interface Relay {
  readonly origin: string;
  /** Connections so far, by server. */
  readonly taken: readonly number[];
  /** Only this one from now on; null: in turn. */
  only(server: number | null): void;
  close(): Promise<void>;
}

/** @param origins `http://host:port/` of the servers, asked for at each connection: they may change */
export async function roundRobin(origins: () => readonly string[]): Promise<Relay> {
  const sockets = new Set<net.Socket>();
  const taken = origins().map(() => 0);
  let turn = 0;
  let fixed: number | null = null;
  const server = net.createServer((client) => {
    const all = origins();
    const chosen = fixed ?? turn++ % all.length;
    taken[chosen]!++;
    const { hostname, port } = new URL(all[chosen]!);
    const upstream = net.connect({ host: hostname, port: Number(port) });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    taken,
    only(chosen) {
      fixed = chosen;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

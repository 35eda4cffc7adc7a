import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { variables } from '../../platform/config/environment.ts';

export const demoHost = '127.0.0.1';

export interface Ports {
  readonly acs: number;
  readonly api: number;
  readonly files: number;
}

const usual: Ports = {
  acs: Number(variables.MUSTER_ACS_PORT.default),
  api: Number(variables.MUSTER_API_PORT.default),
  files: Number(variables.MUSTER_FILES_PORT.default),
};

/** The usual ports, or a free one for each that is taken. @returns also the names of those that had to move */
export async function choosePorts(wanted: Ports = usual): Promise<{ ports: Ports; moved: (keyof Ports)[] }> {
  const held: Server[] = [];
  const moved: (keyof Ports)[] = [];
  const choose = async (name: keyof Ports): Promise<number> => {
    let server = await hold(wanted[name]);
    if (server === null) {
      moved.push(name);
      server = (await hold(0))!;
    }
    // Held until all are chosen, so that none is chosen twice.
    held.push(server);
    return (server.address() as AddressInfo).port;
  };
  try {
    return { ports: { acs: await choose('acs'), api: await choose('api'), files: await choose('files') }, moved };
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function hold(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, demoHost, () => resolve(server));
  });
}

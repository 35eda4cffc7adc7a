import type http from 'node:http';
import type https from 'node:https';
import type { AddressInfo } from 'node:net';
import { MusterError, messageOf } from '../../base/errors.ts';

/** Where the system cannot do that, node:cluster hands connections from the first process to the others. */
const spreads = process.platform === 'linux' || process.platform === 'freebsd';

export interface Listening {
  readonly port: number;
  /** Stops accepting, lets requests under way end for at most `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

/** @throws MusterError `portInUse` naming the variable to change */
export async function listen(
  server: http.Server | https.Server,
  where: {
    host: string;
    port: number;
    variable: string;
    /** Other processes of ours listen there too, and the system spreads connections over all. */
    shared?: boolean;
  },
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new MusterError(
              'portInUse',
              `port ${where.port} on ${where.host} is taken; set ${where.variable} to a free one`,
            )
          : new MusterError(
              'invalidConfiguration',
              `cannot listen on ${where.host}:${where.port}: ${messageOf(error)}`,
            ),
      );
    });
    server.listen(
      { host: where.host, port: where.port, backlog: 4096, reusePort: where.shared === true && spreads },
      resolve,
    );
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

import http from 'node:http';
import path from 'node:path';
import { seconds } from '../base/durations.ts';
import { openBlobStore } from '../files/blobs.ts';
import { createFileServer } from '../files/serve.ts';
import { listen } from '../platform/http/listen.ts';
import type { Foundation } from './foundation.ts';
import type { RunningRole } from './role.ts';

/** The server that devices fetch files from. */
export async function startFiles(foundation: Foundation, port: number): Promise<RunningRole> {
  const { config, clock, pool, secrets, events, metrics } = foundation;
  const blobs = await openBlobStore(path.join(config.dataDir, 'files'), clock);
  const server = http.createServer(
    { keepAliveTimeout: seconds(30), headersTimeout: seconds(30), requestTimeout: seconds(60), maxHeaderSize: 16_384 },
    createFileServer({
      db: pool,
      blobs,
      clock,
      signingKey: secrets.link,
      maxTransfers: 1_000,
      idleTimeoutMs: seconds(60),
      random: Math.random,
      observer: {
        answered: ({ bytes }) => metrics.transfers.inc(bytes),
        transfers: () => {},
        failed: (what, error) => events.partFailed(`files: ${what}`, error),
      },
    }),
  );
  const door = await listen(server, { host: config.bind.devices, port, variable: 'MUSTER_FILES_PORT' });
  return { name: 'files', port: door.port, stop: () => door.close(seconds(5)) };
}

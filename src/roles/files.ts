import http from 'node:http';
import path from 'node:path';
import { hours, minutes, seconds } from '../base/durations.ts';
import { openBlobStore } from '../files/blobs.ts';
import { createUploadServer, isUploadPath } from '../files/receive.ts';
import { createFileServer } from '../files/serve.ts';
import { uploadStanding } from '../operations/store.ts';
import { listen } from '../platform/http/listen.ts';
import type { Foundation } from './foundation.ts';
import type { RunningRole } from './role.ts';

/** How long one request may take: an upload over a slow line, for as long as its bytes keep coming. */
const longestRequest = hours(1);
const abandonedEvery = minutes(10);

/** The server that devices fetch files from and bring theirs to. */
export async function startFiles(foundation: Foundation, port: number): Promise<RunningRole> {
  const { config, clock, pool, secrets, events, metrics, uploads } = foundation;
  const blobs = await openBlobStore(path.join(config.dataDir, 'files'), clock);
  const serve = createFileServer({
    db: pool,
    blobs,
    clock,
    signingKey: secrets.link,
    maxTransfers: config.limits.maxDownloads,
    idleTimeoutMs: seconds(60),
    random: Math.random,
    observer: {
      answered: ({ bytes }) => metrics.transfers.inc(bytes),
      transfers: () => {},
      failed: (what, error) => events.partFailed(`files: ${what}`, error),
    },
  });
  const receive = createUploadServer({
    uploads,
    blobs: foundation.uploadBlobs,
    clock,
    signingKey: secrets.link,
    standing: (claim) => uploadStanding(pool, claim.deviceKey, claim.purpose),
    maxSize: config.limits.maxUploadBytes,
    maxUploads: 200,
    idleTimeoutMs: seconds(60),
    random: Math.random,
    observer: {
      answered: () => {},
      failed: (what, error) => events.partFailed(`files: ${what}`, error),
    },
  });
  const handler: http.RequestListener = (req, res) => (isUploadPath(req.url) ? receive(req, res) : serve(req, res));
  const server = http.createServer(
    {
      keepAliveTimeout: seconds(30),
      headersTimeout: seconds(30),
      requestTimeout: longestRequest,
      maxHeaderSize: 16_384,
    },
    handler,
  );
  // "100 Continue" goes out when the upload is welcome, not before.
  server.on('checkContinue', handler);
  const door = await listen(server, { host: config.bind.devices, port, variable: 'MUSTER_FILES_PORT' });
  const housekeeping = setInterval(() => {
    uploads.removeAbandoned().catch((error: unknown) => events.partFailed('files: remove abandoned uploads', error));
  }, abandonedEvery);
  return {
    name: 'files',
    port: door.port,
    stop() {
      clearInterval(housekeeping);
      return door.close(seconds(5));
    },
  };
}

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { requestConnections } from '../acs/connection-request/jobs.ts';
import { type Clock, systemClock } from '../base/clock.ts';
import { isMusterError, MusterError } from '../base/errors.ts';
import type { DeviceKey } from '../base/ids.ts';
import { campaignFollower } from '../campaigns/follow.ts';
import type { DataModels } from '../datamodel/models.ts';
import type { QuirkBook } from '../devices/quirks/book.ts';
import { viewDevice } from '../devices/store.ts';
import { keepTimelinePartitions, timelineDays } from '../devices/timeline-store.ts';
import { createEvents, type Events } from '../events/events.ts';
import { type BlobStore, openBlobStore } from '../files/blobs.ts';
import { packageKeyOf } from '../files/packages/format/signature.ts';
import { type FilesService, filesService } from '../files/service.ts';
import { wasTurnedAway } from '../files/store.ts';
import { type UploadsService, uploadsService } from '../files/uploads-service.ts';
import { type CommandKeys, commandKeys } from '../operations/command-key.ts';
import { type OperationMoved, type OperationRunner, operationRunner } from '../operations/run.ts';
import type { Config } from '../platform/config/config.ts';
import { generatedOnce, loadSecrets, type Secrets } from '../platform/config/secrets.ts';
import { startEmbeddedServer } from '../platform/database/embedded/server.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openPool, type Pool, type Transaction } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { createLogger, type Logger } from '../platform/log/log.ts';
import { createMetrics, type Metrics } from '../platform/metrics/metrics.ts';
import { openQueues, type Queues } from '../platform/queue/queue.ts';
import { type ApiKeys, apiKeys } from '../security/api-keys.ts';
import { validPackageKeys } from '../security/package-keys.ts';
import { pkiFiles } from '../security/pki/store.ts';
import { type SecretBox, secretBox } from '../security/secret-box.ts';
import {
  activateConnectionRequestCredential,
  isUsernameTaken,
  offerConnectionRequestCredential,
  offerDeviceCredential,
} from '../security/store.ts';
import { loadDataModels } from './datamodel.ts';
import { variantFor } from './package-variants.ts';
import { loadQuirks } from './quirks.ts';

/** What every role stands on; opened once, in order, and closed in reverse. */
export interface Foundation {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly events: Events;
  readonly secrets: Secrets;
  readonly box: SecretBox;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly queues: Queues;
  readonly files: FilesService;
  readonly uploads: UploadsService;
  readonly uploadBlobs: BlobStore;
  readonly keys: ApiKeys;
  readonly models: DataModels;
  readonly quirks: QuirkBook;
  readonly commandKeys: CommandKeys;
  readonly runner: OperationRunner;
  readonly follower: ReturnType<typeof campaignFollower>;
  readonly cpePassword: string;
  /** Made at this start, to be shown once. */
  readonly generated: { readonly adminKey?: string; readonly cpePassword?: string };
  operationMoved(tx: Transaction, move: OperationMoved): Promise<void>;
  sealOrderSecret(secret: string): string;
  wake(devices: readonly DeviceKey[]): Promise<void>;
  close(): Promise<void>;
}

/** Links in a Download stay good for as long as a device may take to come for the file. */
const linkSeconds = 24 * 3600;
/** Two pools, and what listens. */
const connectionsOfWorker = 30;
const maxFileSize = 4 * 1024 ** 3;

/** @param filesPort where devices reach the file server; known before it listens, as links name it */
export async function openFoundation(
  config: Config,
  filesPort: number,
  clock: Clock = systemClock,
): Promise<Foundation> {
  const all = createLogger(config.log.level, config.log.format);
  const log = config.worker === undefined ? all : all.child({ worker: config.worker });
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) {
      await closer().catch((error: unknown) => log.warn({ err: error }, 'while stopping'));
    }
  };
  try {
    const metrics = createMetrics();
    const events = createEvents(log, metrics);
    // Before anything is opened: a broken file of the operator's is no reason to touch the database.
    const models = await loadDataModels(config.definitions);
    const quirks = await loadQuirks(config.quirksFile);
    const secrets = await loadSecrets(config.dataDir, config.masterSecret);

    let url = config.databaseUrl;
    if (url === undefined) {
      const server = await startEmbeddedServer(config.dataDir, log, {
        max_connections: String(100 + (config.workers - 1) * connectionsOfWorker),
      });
      closers.push(() => server.stop());
      url = server.url;
    }
    // A worker finds the schema as the process that started it left it.
    if (config.worker === undefined) await migrate(url, log);
    const pool = openPool(url, 20, log);
    closers.push(() => pool.end());
    await inTransaction(pool, (tx) => keepTimelinePartitions(tx, new Date(clock.now()), timelineDays));
    const queues = openQueues({ databaseUrl: url, redisUrl: config.redisUrl }, log);
    closers.push(() => queues.close());

    const box = secretBox(secrets.box);
    const blobs = await openBlobStore(path.join(config.dataDir, 'files'), clock);
    const publicBase = `http://${config.publicHost.includes(':') ? `[${config.publicHost}]` : config.publicHost}:${filesPort}`;
    // Read at each upload: a key that was made or retired by the command line counts at once.
    const packageKeys = async () =>
      config.packagesUnsigned === 'accept'
        ? null
        : (await validPackageKeys(pkiFiles(config.dataDir))).map(packageKeyOf);
    const files = filesService({
      pool,
      blobs,
      clock,
      signingKey: secrets.link,
      publicBase,
      maxFileSize,
      packageKeys,
    });
    const uploadBlobs = await openBlobStore(path.join(config.dataDir, 'uploads'), clock);
    const uploads = uploadsService({ pool, blobs: uploadBlobs, clock, signingKey: secrets.link, publicBase });

    const keys = apiKeys(pool, clock);
    const admin =
      config.adminKey === undefined
        ? await generatedOnce(
            path.join(config.dataDir, 'admin-key'),
            () => `mk_${randomBytes(32).toString('base64url')}`,
          )
        : { value: config.adminKey, made: false };
    await keys.ensure('admin', 'administrator', admin.value);
    const cpe =
      config.cpe.password === undefined
        ? await generatedOnce(path.join(config.dataDir, 'cpe-password'), () => randomBytes(18).toString('base64url'))
        : { value: config.cpe.password, made: false };

    const follower = campaignFollower();
    const moved = async (tx: Transaction, move: OperationMoved): Promise<void> => {
      await follower.operationMoved(tx, move);
      events.operationMoved(move.operation.id, move.operation.kind, move.operation.state);
    };
    const keysOfCommands = commandKeys(secrets.mark);
    const runner = operationRunner(clock, keysOfCommands, {
      moved,
      mayDispatch: follower.mayDispatch,
      valuesChanged: follower.valuesChanged,
      uploadLink: (device, operation, name, waitSeconds) =>
        uploads.linkFor(device, operation, name, linkSeconds + waitSeconds),
      uploadOf: (tx, operation) => uploads.ofOperation(tx, operation),
      turnedAway: (tx, device, operation) => wasTurnedAway(tx, device, operation),
      openSecret: (sealed) => box.open(Buffer.from(sealed, 'base64'), 'operation'),
      async linkFor(tx, fileId, device, operation, waitSeconds) {
        try {
          const link = await files.linkFor(
            tx,
            fileId as Parameters<FilesService['linkFor']>[1],
            device,
            operation,
            linkSeconds + waitSeconds,
          );
          return { url: link.url, size: link.file.size };
        } catch (error) {
          if (isMusterError(error, 'notFound')) return null;
          throw error;
        }
      },
      variantFor,
      async connectionRequestCredential(tx, device) {
        const context = `connection-request:${device}`;
        const offer = { username: 'muster', secret: box.seal(randomBytes(18).toString('base64url'), context) };
        const kept = await offerConnectionRequestCredential(tx, device, offer, new Date(clock.now()));
        return { username: kept.username, password: box.open(kept.secret, context) };
      },
      async deviceCredential(tx, device) {
        const view = await viewDevice(tx, device);
        if (!view) throw new MusterError('notFound', 'the device was removed');
        const { id } = view;
        const username = (await isUsernameTaken(tx, id, id)) ? `${id}-${randomBytes(6).toString('hex')}` : id;
        const secret = box.seal(randomBytes(24).toString('base64url'), `cpe:${id}`);
        const kept = await offerDeviceCredential(tx, { deviceId: id, username, secret }, new Date(clock.now()));
        return { username: kept.username, password: box.open(kept.secret, `cpe:${id}`) };
      },
      connectionRequestCredentialStored: (tx, device) =>
        activateConnectionRequestCredential(tx, device, new Date(clock.now())),
    });
    return {
      config,
      clock,
      log,
      metrics,
      events,
      secrets,
      box,
      pool,
      databaseUrl: url,
      queues,
      files,
      uploads,
      uploadBlobs,
      keys,
      models,
      quirks,
      commandKeys: keysOfCommands,
      runner,
      follower,
      cpePassword: cpe.value,
      generated: { ...(admin.made ? { adminKey: admin.value } : {}), ...(cpe.made ? { cpePassword: cpe.value } : {}) },
      operationMoved: moved,
      sealOrderSecret: (secret) => box.seal(secret, 'operation').toString('base64'),
      wake: (devices) => requestConnections(pool, queues, clock, devices),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

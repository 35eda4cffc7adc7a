import http from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { admission } from '../acs/admission.ts';
import { authenticator } from '../acs/authenticate.ts';
import { destinationGuard } from '../acs/connection-request/destination-guard.ts';
import { workConnectionRequests } from '../acs/connection-request/jobs.ts';
import { acsEndpoint } from '../acs/endpoint.ts';
import { exchange } from '../acs/exchange.ts';
import { liveSessions } from '../acs/live-sessions.ts';
import { readArrivals, recordQuietInforms } from '../acs/store.ts';
import { seconds, sleep } from '../base/durations.ts';
import type { DeviceKey } from '../base/ids.ts';
import { noteSessionArrived } from '../devices/connection-request-store.ts';
import { type FirstInform, registerDevices } from '../devices/first-contact-store.ts';
import { type BlockQuery, readBlocks } from '../devices/parameter-store.ts';
import { readingRunner } from '../operations/read-run.ts';
import { type ReadingSave, readWork, saveReadings, type WorkQuery } from '../operations/reading-store.ts';
import { createBatcher } from '../platform/database/batcher.ts';
import { openPool } from '../platform/database/pool.ts';
import { listen } from '../platform/http/listen.ts';
import { cpeLogin } from '../security/cpe-login.ts';
import { signedNonces } from '../security/nonce.ts';
import type { Foundation } from './foundation.ts';
import { provisionDevice, registerDeviceWith, rememberInformWith } from './inform.ts';
import type { RunningRole } from './role.ts';

const lagResolutionMs = 20;

/** The southbound door, and the calls to devices. */
export async function startAcs(foundation: Foundation): Promise<RunningRole> {
  const { config, clock, pool, events, metrics, secrets, box, runner } = foundation;
  const sessions = liveSessions();
  const login = cpeLogin(config.cpe.auth, signedNonces(secrets.nonce), { basicWithoutTls: config.cpe.basicWithoutTls });
  // Connections of their own: a batch of many sessions never stands behind one session's transaction.
  const hot = openPool(foundation.databaseUrl, 4, foundation.log);
  const batch = { maxSize: 128, maxDelayMs: 4, maxRunning: 1, maxQueued: 20_000 };
  const lag = monitorEventLoopDelay({ resolution: lagResolutionMs });
  lag.enable();
  let pressure = 0;
  let stopping = false;

  const arrivals = createBatcher({
    ...batch,
    run: (items: Parameters<typeof readArrivals>[1]) => readArrivals(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'arrivals' }, size),
  });
  const quietInforms = createBatcher({
    ...batch,
    run: (items: Parameters<typeof recordQuietInforms>[1]) => recordQuietInforms(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'quiet-informs' }, size),
  });
  const newcomers = createBatcher({
    ...batch,
    run: (items: readonly FirstInform[]) => registerDevices(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'newcomers' }, size),
  });
  const work = createBatcher({
    ...batch,
    run: (items: readonly WorkQuery[]) => readWork(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'work' }, size),
  });
  const blocks = createBatcher({
    ...batch,
    run: (items: readonly BlockQuery[]) => readBlocks(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'blocks' }, size),
  });
  const save = createBatcher({
    ...batch,
    run: (items: readonly ReadingSave[]) => saveReadings(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'readings' }, size),
  });
  const talk = exchange({
    pool,
    clock,
    sessions,
    arrivals,
    quietInforms,
    runner,
    reader: readingRunner(clock, foundation.commandKeys, {
      work,
      blocks,
      save,
      moved: ({ id, kind, state }) => events.operationMoved(id, kind, state),
    }),
    authenticate: authenticator({ username: config.cpe.username, password: foundation.cpePassword }, box),
    registerDevice: registerDeviceWith(foundation, newcomers),
    rememberInform: rememberInformWith(foundation),
    sessionArrived: (device) => noteSessionArrived(hot, device, new Date(clock.now())),
    sessionTimeoutMs: config.limits.sessionTimeoutMs,
    report: {
      informed: (facts, firstContact) =>
        events.informed(
          facts.id,
          facts.events.map((e) => e.code),
          firstContact,
        ),
      said: events.said,
      impostor: events.impostorRefused,
      ended: (session, how) => {
        if (session.step && how !== 'done') events.sessionLost(session.deviceId, how);
      },
    },
  });
  const handler = acsEndpoint({
    clock,
    login,
    sessions,
    admission: admission(
      config.limits.maxSessions,
      () => sessions.size,
      () => pressure,
      () => stopping,
    ),
    exchange: talk,
    maxBodyBytes: config.limits.maxBodyBytes,
    refused: (reason, detail, request) => events.refusedAtTheDoor(reason, detail, request.socket.remoteAddress ?? ''),
    failed: (error) => events.partFailed('acs', error),
  });
  const server = http.createServer(
    { keepAliveTimeout: seconds(65), headersTimeout: seconds(30), requestTimeout: seconds(120), maxHeaderSize: 16_384 },
    handler,
  );
  const door = await listen(server, { host: config.bind.devices, port: config.ports.acs, variable: 'MUSTER_ACS_PORT' });
  const housekeeping = setInterval(() => {
    for (const session of sessions.expire(clock.now()))
      if (session.step) events.sessionLost(session.deviceId, 'timeout');
    metrics.sessions.set(sessions.size);
    // Over the last second; a loop that lags by a quarter of a second on average is past its limit.
    pressure = lag.count === 0 ? 0 : Math.max(0, lag.mean / 1e6 - lagResolutionMs) / 250;
    lag.reset();
  }, 1000);

  await workConnectionRequests({
    pool,
    queues: foundation.queues,
    clock,
    box,
    guard: destinationGuard(config.cpe.allowedNetworks),
    perSecond: config.limits.connectionRequestsPerSecond,
    provision: (device: DeviceKey) => provisionDevice(foundation, pool, device),
    report: events.connectionRequested,
  });

  return {
    name: 'acs',
    port: door.port,
    async stop() {
      // Sessions under way are let end; new ones are told to come back, to another process or later.
      stopping = true;
      for (const until = clock.now() + seconds(10); sessions.size > 0 && clock.now() < until; ) await sleep(50);
      await door.close(seconds(2));
      clearInterval(housekeeping);
      lag.disable();
      await Promise.all([arrivals, quietInforms, newcomers, work, blocks, save].map((gathered) => gathered.drained()));
      await hot.end();
    },
  };
}

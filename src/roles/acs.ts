import type https from 'node:https';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { admission } from '../acs/admission.ts';
import { authenticator } from '../acs/authenticate.ts';
import { bodyRoom } from '../acs/body.ts';
import { bottomless, buckets } from '../acs/buckets.ts';
import { certificateReader } from '../acs/client-certificate.ts';
import { connections } from '../acs/connections.ts';
import { changeMaterial, type DoorSetting, plainDoor, tlsDoor } from '../acs/doors.ts';
import { duplicateWatch } from '../acs/duplicates.ts';
import { acsEndpoint } from '../acs/endpoint.ts';
import { exchange } from '../acs/exchange.ts';
import { liveSessions } from '../acs/live-sessions.ts';
import { loginGuard } from '../acs/login-guard.ts';
import { sessionCookies } from '../acs/session-cookie.ts';
import { networks, sourceOf } from '../acs/source.ts';
import { readArrivals, recordQuietInforms } from '../acs/store.ts';
import { seconds, sleep } from '../base/durations.ts';
import { messageOf } from '../base/errors.ts';
import type { DeviceId } from '../base/ids.ts';
import { noteSessionArrived } from '../devices/connection-request-store.ts';
import { type FirstInform, registerDevices } from '../devices/first-contact-store.ts';
import { type BlockQuery, readBlocks } from '../devices/parameter-store.ts';
import { keepBatchOfModel } from '../operations/batch-store.ts';
import { readingRunner } from '../operations/read-run.ts';
import { type ReadingSave, readWork, saveReadings, type WorkQuery } from '../operations/reading-store.ts';
import { saveReadingOfModules } from '../operations/software-reads.ts';
import { createBatcher } from '../platform/database/batcher.ts';
import { openPool } from '../platform/database/pool.ts';
import { poolWait } from '../platform/database/pool-wait.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { type Listening, listen } from '../platform/http/listen.ts';
import { cpeLogin } from '../security/cpe-login.ts';
import { signedNonces } from '../security/nonce.ts';
import { takeOfferedCredential } from '../security/store.ts';
import { touchesModules } from '../software/track.ts';
import { startConnectionRequests } from './connection-requests.ts';
import { doorTlsStamp, loadDoorTls } from './door-tls.ts';
import type { Foundation } from './foundation.ts';
import { impostorNotes } from './impostor-notes.ts';
import { registerDeviceWith, rememberInformWith } from './inform.ts';
import { startParking } from './parked-sessions.ts';
import type { RunningRole } from './role.ts';

const lagResolutionMs = 20;
/** A loop that lags so much on average is past its limit, and so are transactions that wait so long for a connection. */
const mostLagMs = 250;
const mostWaitMs = 1_000;
/** Sources and devices that are counted; the ones that called longest ago are forgotten. */
const countedKeys = 50_000;
/** Ten seconds' worth at once: gateways behind one address that come back together. */
const sourceBurstSeconds = 10;
const tlsReloadMs = 2_000;
/** An Inform has a dozen elements for each of its parameters, and rarely more than a hundred of those. */
const firstElements = 50_000;

/**
 * The southbound door, and the calls to devices.
 * @param part `doors`: this is one of several processes, and the calls are made elsewhere
 */
export async function startAcs(foundation: Foundation, part: 'all' | 'doors' = 'all'): Promise<RunningRole> {
  const { config, clock, pool, events, metrics, secrets, box, runner } = foundation;
  const cookies = sessionCookies(secrets.cookie);
  const sessions = liveSessions(cookies);
  const login = cpeLogin(config.cpe.auth, signedNonces(secrets.nonce), { basicWithoutTls: config.cpe.basicWithoutTls });
  // Connections of their own: a batch of many sessions never stands behind one session's transaction.
  const hot = openPool(foundation.databaseUrl, 4, foundation.log);
  const batch = { maxSize: 128, maxDelayMs: 4, maxRunning: 1, maxQueued: 20_000 };
  const lag = monitorEventLoopDelay({ resolution: lagResolutionMs });
  lag.enable();
  const waiting = poolWait(pool);
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
  const { limits, door: rules } = config;
  const perMinute = limits.deviceInformsPerMinute;
  const informTurns =
    perMinute === 0 ? bottomless : buckets({ perSecond: perMinute / 60, burst: perMinute, keys: countedKeys });
  const perSecond = limits.sourceRequestsPerSecond;
  const sourceTurns =
    perSecond === 0 ? bottomless : buckets({ perSecond, burst: perSecond * sourceBurstSeconds, keys: countedKeys });
  const isUnlimited = networks(rules.unlimitedSources);
  const mayAsk = (source: string, now: number): boolean => isUnlimited(source) || sourceTurns.take(source, now);
  const noteImpostor = impostorNotes(hot, clock, events);
  const duplicates = duplicateWatch();
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
      save: (item) =>
        touchesModules(item.blocks)
          ? inTransaction(hot, async (tx) => {
              const saved = await saveReadingOfModules(tx, item);
              await foundation.follower.valuesChanged(tx, item.was.deviceKey, true, item.at);
              return saved;
            })
          : save(item),
      keepBatch: (device, paths) => keepBatchOfModel(hot, device, paths, new Date(clock.now())),
      moved: ({ id, kind, state }) => events.operationMoved(id, kind, state),
    }),
    authenticate: authenticator({ username: config.cpe.username, password: foundation.cpePassword }, box),
    registerDevice: registerDeviceWith(foundation, newcomers, duplicates),
    rememberInform: rememberInformWith(foundation, duplicates),
    sessionArrived: (device, heardAt) => noteSessionArrived(hot, device, heardAt),
    quirks: foundation.quirks,
    requests: { publicHost: config.publicHost, requested: events.cpeRequested },
    sessionTimeoutMs: config.limits.sessionTimeoutMs,
    tooOften: (device) => {
      const wait = informTurns.waitMs(device, clock.now());
      return wait === 0 ? null : Math.max(30, Math.ceil(wait / 1000));
    },
    letIn: (device) => void informTurns.take(device, clock.now()),
    offerProven: (device: DeviceId) => takeOfferedCredential(hot, device, new Date(clock.now())),
    report: {
      informed: (facts, firstContact) =>
        events.informed(
          facts.id,
          facts.events.map((e) => e.code),
          firstContact,
          facts.retryCount,
        ),
      said: events.said,
      passedOver: (device, detail) => events.readKindly('part', detail, device ?? ''),
      impostor: (detail, from, claimed, owner) => {
        events.impostorRefused(detail, from);
        noteImpostor(detail, from, [claimed, owner]);
      },
      ended: (session, how) => {
        if (session.step && how !== 'done') events.sessionLost(session.deviceId, how);
      },
    },
  });
  const tls = await loadDoorTls(config, secrets, clock.now);
  const parking = await startParking(foundation, hot, sessions, cookies);
  let revocations = tls?.revocations;
  const open = connections({
    limit: limits.maxConnections,
    perSource: limits.sourceConnections,
    sourceOf: (socket) => sourceOf(socket.remoteAddress ?? ''),
    isUnlimited,
    refused: (reason, from) => events.refusedAtTheDoor(reason, 'too many connections', from),
  });
  const { maxInformBytes, maxInflateRatio: ratio } = limits;
  const handler = acsEndpoint({
    clock,
    login,
    sessions,
    parked: parking.parked,
    admission: admission(
      limits.maxSessions,
      () => sessions.size,
      () => pressure,
      () => stopping,
    ),
    exchange: talk,
    guard: loginGuard(
      { perSource: limits.loginFailuresPerSource, perUser: limits.loginFailuresPerUser },
      { sharedUsername: config.cpe.username, isUnlimited },
    ),
    mayAsk,
    certificates: config.cpe.auth.includes('certificate') && revocations ? certificateReader(() => revocations!) : null,
    isUnchallenged: networks(rules.noChallengeNetworks),
    connections: open,
    room: bodyRoom(limits.maxPendingBytes),
    rules: {
      plainHttp: rules.plainHttp,
      redirect: rules.redirect,
      socketIdentity: rules.socketIdentity,
      maxSessionMs: limits.maxSessionMs,
      body: { wire: limits.maxWireBytes, inflated: limits.maxBodyBytes, ratio },
      xml: { maxDepth: limits.maxXmlDepth, maxElements: limits.maxXmlElements },
      firstBody: {
        wire: Math.min(maxInformBytes, limits.maxWireBytes),
        inflated: Math.min(maxInformBytes, limits.maxBodyBytes),
        ratio,
      },
      firstXml: { maxDepth: limits.maxXmlDepth, maxElements: Math.min(firstElements, limits.maxXmlElements) },
    },
    forgave: (detail, request) => events.readKindly('envelope', detail, request.socket.remoteAddress ?? ''),
    refused: (reason, detail, request) => events.refusedAtTheDoor(reason, detail, request.socket.remoteAddress ?? ''),
    failed: (error) => events.partFailed('acs', error),
  });
  const setting: DoorSetting = {
    handler,
    connections: open,
    mayConnect: (socket) => mayAsk(sourceOf(socket.remoteAddress ?? ''), clock.now()),
    maxHeaderBytes: limits.maxHeaderBytes,
    requestMs: limits.requestMs,
    idleMs: limits.idleMs,
    maxBodyBytes: limits.maxWireBytes,
    garbage: (from, code) => events.refusedAtTheDoor('garbage', code, from),
  };
  const doors: Listening[] = [];
  const host = config.bind.devices;
  const shared = part === 'doors';
  const giveUp = async (error: unknown): Promise<never> => {
    await plain?.close(0);
    await parking.stop();
    await hot.end();
    throw error;
  };
  let plain: Listening | undefined;
  let secure: Listening | undefined;
  let secureServer: https.Server | undefined;
  if (config.ports.acs !== null) {
    plain = await listen(plainDoor(setting), {
      host,
      port: config.ports.acs,
      variable: 'MUSTER_ACS_PORT',
      shared,
    }).catch(giveUp);
    doors.push(plain);
  }
  if (tls && config.ports.acsTls !== null) {
    secureServer = tlsDoor(setting, tls.material);
    secure = await listen(secureServer, {
      host,
      port: config.ports.acsTls,
      variable: 'MUSTER_ACS_TLS_PORT',
      shared,
    }).catch(giveUp);
    doors.push(secure);
  }
  let stamp = tls?.stamp;
  // A certificate that was renewed and a list of revoked ones count within seconds, without a restart.
  const reloading = setInterval(() => {
    void (async () => {
      if (!secureServer || stamp === (await doorTlsStamp(config))) return;
      const renewed = await loadDoorTls(config, secrets, clock.now);
      if (!renewed) return;
      changeMaterial(secureServer, renewed.material);
      revocations = renewed.revocations;
      stamp = renewed.stamp;
    })().catch((error: unknown) =>
      foundation.log.error({ error: messageOf(error) }, 'TLS files could not be read anew'),
    );
  }, tlsReloadMs);
  const housekeeping = setInterval(() => {
    for (const session of sessions.expire(clock.now()))
      if (session.step) events.sessionLost(session.deviceId, 'timeout');
    metrics.sessions.set(sessions.size);
    // Over the last second. A session has several transactions, and its device waits for each of them.
    const lagMs = lag.count === 0 ? 0 : Math.max(0, lag.mean / 1e6 - lagResolutionMs);
    pressure = Math.max(lagMs / mostLagMs, waiting.ms / mostWaitMs);
    lag.reset();
    waiting.look();
  }, 1000);

  const calls = part === 'doors' ? null : await startConnectionRequests(foundation);

  return {
    name: 'acs',
    ...(plain ? { port: plain.port } : {}),
    ...(secure ? { tlsPort: secure.port } : {}),
    ...(calls?.stunPort === undefined ? {} : { stunPort: calls.stunPort }),
    ...(calls?.notificationPort === undefined ? {} : { notificationPort: calls.notificationPort }),
    async stop() {
      // Sessions under way are let end; new ones are told to come back, to another process or later.
      stopping = true;
      for (const until = clock.now() + seconds(10); sessions.size > 0 && clock.now() < until; ) await sleep(50);
      await Promise.all([...doors.map((door) => door.close(seconds(2))), calls?.stop()]);
      clearInterval(housekeeping);
      await parking.stop();
      clearInterval(reloading);
      lag.disable();
      await Promise.all([arrivals, quietInforms, newcomers, work, blocks, save].map((gathered) => gathered.drained()));
      await hot.end();
    },
  };
}
